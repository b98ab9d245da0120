"""An entity as a tree of JSON-LD, and the frame: PyLD and Oxigraph read what is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.export.facts import read_articles, read_facts
from kgbuild.export.frame import frame, published
from kgbuild.export.tree import tree
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, SAMPLE, criticism, graph_of, written
from tests.export.test_hostile import HOSTILE
from tests.export.test_network import COUNCIL, FINCH

FILE = resource_folder("ontology") / "entity.frame.jsonld"
IRIS = sorted(
    {
        quad.subject.value
        for quad in SAMPLE
        if quad.predicate.value.endswith("#prefLabel") and isinstance(quad.subject, ox.NamedNode)
    }
)


def shown(graph: Graph, iri: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tree(graph, ONTOLOGY, iri))
    return found


def facts_in(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, values in found.items():
        if name.startswith("as"):
            yield from values


def test_the_committed_frame_is_the_one_of_the_ontology() -> None:
    """Where it is not: `python -m kgbuild.export.frame > ontology/entity.frame.jsonld`."""
    assert FILE.read_text(encoding="utf-8") == published(ONTOLOGY)


@pytest.mark.parametrize("iri", IRIS)
def test_a_tree_has_every_fact_of_its_entity(iri: str, sample: Graph) -> None:
    found = shown(sample, iri)
    assert found["id"] == iri
    node = ox.NamedNode(iri)
    expected = {
        fact.iri: (fact.type.name, fact.status, {stretch.words for stretch in fact.evidence})
        for fact in read_facts(sample, ONTOLOGY, read_articles(sample))
        if any(node in values for values in fact.values.values())
    }
    facts = {fact["id"]: fact for fact in facts_in(found)}
    assert facts.keys() == expected.keys()
    for fact_iri, (name, status, words) in expected.items():
        assert name.replace("Membership", "org:Membership") in facts[fact_iri]["type"]
        assert facts[fact_iri]["status"] == status
        selectors = [one for stretch in facts[fact_iri]["evidence"] for one in stretch["selector"]]
        assert {one["words"] for one in selectors if "words" in one} == words


@pytest.mark.parametrize("iri", IRIS)
def test_it_states_nothing_that_the_graph_does_not(iri: str, sample: Graph) -> None:
    stated = {quad.triple for quad in ox.parse(tree(sample, ONTOLOGY, iri), format=ox.RdfFormat.JSON_LD)}
    assert stated
    assert stated <= {quad.triple for quad in SAMPLE}


def test_it_reads_as_a_person_would_tell_it(sample: Graph) -> None:
    found = shown(sample, FINCH)
    assert list(found)[:5] == ["@context", "id", "type", "label", "otherNames"]
    assert (found["type"], found["label"]) == ("Person", "Orla Finch")
    chair = found["asMember"][0]
    assert [key for key in chair if key not in ("role", "organization")] == [
        "id",
        "type",
        "status",
        "dateText",
        "earliest",
        "latest",
        "confidence",
        "evidence",
    ]
    assert (chair["role"]["label"], chair["organization"]["label"]) == ("chair", "Marlbury Rail board")
    (evidence,) = chair["evidence"]
    assert evidence["article"]["identifier"] == "fynch-letter"
    assert {"Asserted", "Denied"} == {one["status"] for one in found["asMember"]}
    assert [one["identifier"] for one in found["mentionedIn"]] == [
        "marlbury-inspection",
        "larkfield-trust",
        "fynch-letter",
    ]


def test_others_that_work_together_are_named(sample: Graph) -> None:
    (together,) = shown(sample, COUNCIL)["asParticipant"]
    assert {one.get("label", one["id"]) for one in together["participant"]} == {"Larkfield Trust", COUNCIL}


def test_pyld_frames_the_export_by_the_committed_frame(sample: Graph) -> None:
    export, framing = json.loads(written(sample, "jsonld")), json.loads(FILE.read_text(encoding="utf-8"))
    options = {"omitGraph": True, "omitDefault": True}
    for iri in (FINCH, COUNCIL, f"{DEFAULT_BASE}role/leader"):
        chosen = {name: value for name, value in framing.items() if name != "type"} | {"id": iri}
        assert chosen == frame(ONTOLOGY, iri)
        assert plain(jsonld.frame(export, chosen, options)) == plain(shown(sample, iri))
    every = jsonld.frame(export, framing, options)["@graph"]
    assert sorted(one["id"] for one in every) == IRIS


def plain(value: Any) -> Any:
    """Return JSON without the order that JSON-LD does not heed."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted((plain(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_the_very_words_come_through(words: str) -> None:
    graph = criticism(words, words, reason=words, article=words)
    text = tree(graph, ONTOLOGY, f"{DEFAULT_BASE}organisation/0")
    stated = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    assert stated <= {quad.triple for quad in graph.quads()}
    expected = words.translate(dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"))
    assert json.loads(text)["asAgent"][0]["reason"] == expected


def test_the_order_of_quads_does_not_matter(sample: Graph) -> None:
    assert tree(graph_of(reversed(SAMPLE)), ONTOLOGY, COUNCIL) == tree(sample, ONTOLOGY, COUNCIL)
