"""RDF formats, read back by rdflib."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgbuild.rdf.bridge import rdflib_graph, to_rdflib
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.vocabulary import term
from tests.export.making import SAMPLE, graph_of, written
from tests.rdf import sample as hand_made

GOLDEN = Path(hand_made.__file__).with_name("sample.nq")
UNION = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}
"""Formats without graph names, and what rdflib calls them."""


def test_nquads_are_the_golden_form(sample: Graph) -> None:
    assert written(sample, "nquads").decode() == GOLDEN.read_text(encoding="utf-8")


def test_trig_holds_every_quad_in_its_graph(sample: Graph) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(sample, "trig"), format="trig")
    default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    found = {(s, p, o, None if g == default else g) for s, p, o, g in dataset.quads()}
    expected = {
        (
            to_rdflib(quad.subject),
            to_rdflib(quad.predicate),
            to_rdflib(quad.object),
            to_rdflib(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else None,
        )
        for quad in SAMPLE
    }
    assert found == expected


@pytest.mark.parametrize("form", UNION)
def test_the_others_hold_every_triple(sample: Graph, form: str) -> None:
    found = rdflib.Graph()
    found.parse(data=written(sample, form), format=UNION[form])
    assert set(found) == set(rdflib_graph(SAMPLE))


def test_a_triple_of_two_graphs_is_written_once() -> None:
    one = next(quad for quad in SAMPLE if quad.predicate == term("dcterms:title"))
    graphs = [ox.NamedNode(f"https://graph.example/{name}") for name in "ab"]
    twice = graph_of(ox.Quad(one.subject, one.predicate, one.object, graph) for graph in graphs)
    assert written(twice, "ntriples").decode() == f"{one.triple} .\n"
    assert written(twice, "turtle").count(b"dcterms:title") == 1
    assert len(json.loads(written(twice, "jsonld"))["@graph"]) == 1
    assert written(twice, "jsonld").count(b"casts doubt") == 1


def test_ntriples_are_sorted(sample: Graph) -> None:
    lines = written(sample, "ntriples").splitlines()
    assert lines == sorted(lines)


@pytest.mark.parametrize("form", ["turtle", "trig", "jsonld"])
def test_things_have_short_names(sample: Graph, form: str) -> None:
    body = written(sample, form).decode()
    assert "person:orla-finch" in body
    assert "<https://w3id.org/kgbuild/id/person/orla-finch>" not in body


def test_a_fact_is_followed_by_its_evidence(sample: Graph) -> None:
    text = written(sample, "turtle").decode()
    evidence = next(q for q in SAMPLE if q.predicate == term("kg:evidence"))
    fact, stretch = (
        str(node.value).rpartition("/")[2]
        for node in (evidence.subject, evidence.object)
        if isinstance(node, ox.NamedNode)
    )
    subjects = [line.split()[0] for line in text.splitlines() if line and line[0] not in "\t@"]
    place = subjects.index(f"fact:{fact}")
    after = subjects[place + 1 :]
    own = after[: next(n for n, name in enumerate(after) if name.startswith("fact:"))]
    assert f"evidence:{stretch}" in own
    assert len([name for name in own if name.startswith(("evidence:", "<"))]) % 3 == 0


def test_only_prefixes_in_use_are_declared(sample: Graph) -> None:
    head, _, body = written(sample, "turtle").decode().partition("\n\n")
    prefixes = [line.split()[1] for line in head.splitlines()]
    assert prefixes == sorted(prefixes)
    unused = [prefix for prefix in prefixes if prefix not in ("rdf:", "xsd:") and prefix not in body]
    assert unused == []


def test_jsonld_needs_nothing_fetched(sample: Graph) -> None:
    document = json.loads(written(sample, "jsonld"))
    assert isinstance(document["@context"], dict)
    assert not {"@import", "@vocab", "@base"} & set(document["@context"])
    nodes = {node["@id"]: node for node in document["@graph"]}
    council = nodes["organisation:marlbury-county-council"]
    assert council["skos:prefLabel"] == "Marlbury County Council"
    assert "person:maya-thorne" in council["kg:appointed"]
    assert nodes["article:larkfield-trust"]["dcterms:issued"] == "2013-12-02"


def test_jsonld_keeps_values_of_unlike_sorts_apart() -> None:
    subject, name = ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/name")
    values: list[ox.NamedNode | ox.Literal] = [
        ox.Literal("plain"),
        ox.Literal("mit Sprache", language="de"),
        ox.Literal("5", datatype=term("xsd:integer")),
        subject,
    ]
    quads = [ox.Quad(subject, name, value) for value in values]
    found = rdflib.Graph().parse(data=written(graph_of(quads), "jsonld"), format="json-ld")
    assert set(found) == set(rdflib_graph(quads))
