"""GEXF and GraphML, read back by networkx."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, SAMPLE, Said, criticisms, written

FINCH = f"{DEFAULT_BASE}person/orla-finch"
COUNCIL = f"{DEFAULT_BASE}organisation/marlbury-county-council"
TRUST = f"{DEFAULT_BASE}organisation/larkfield-trust"


def read_gexf(data: bytes) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data), version="1.3"))


def read_graphml(data: bytes) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(nx.read_graphml(io.BytesIO(data), force_multigraph=True))


def read_cytoscape(data: bytes) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(nx.cytoscape_graph(json.loads(data)))


READERS: dict[str, Callable[[bytes], nx.MultiDiGraph[str]]] = {
    "gexf": read_gexf,
    "graphml": read_graphml,
    "cytoscape": read_cytoscape,
}


@pytest.fixture(params=READERS)
def read_back(request: pytest.FixtureRequest, sample: Graph) -> nx.MultiDiGraph[str]:
    return READERS[request.param](written(sample, request.param))


def test_nodes_are_the_entities(read_back: nx.MultiDiGraph[str]) -> None:
    kinds = ("Person", "Organisation", "Place", "Work")
    expected = {
        quad.subject.value: quad.object.value.rpartition("#")[2]
        for quad in SAMPLE
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        if quad.object.value.rpartition("#")[2] in kinds
    }
    assert {node: data["kind"] for node, data in read_back.nodes(data=True)} == expected


def test_edges_are_those_of_the_graph(read_back: nx.MultiDiGraph[str]) -> None:
    declared = {edge.iri: edge.symmetric for edge in ONTOLOGY.edges}
    expected: Counter[tuple[str, str, str]] = Counter()
    for quad in SAMPLE:
        if quad.predicate in declared:
            ends = [node.value for node in (quad.subject, quad.object) if isinstance(node, ox.NamedNode)]
            left, right = sorted(ends) if declared[quad.predicate] else ends
            expected[left, quad.predicate.value.rpartition("#")[2], right] = 1
    found = Counter((s, data["relation"], t) for s, t, data in read_back.edges(data=True))
    assert found == expected


def test_an_edge_tells_how_often_and_where_it_is_stated(read_back: nx.MultiDiGraph[str]) -> None:
    edges = {data["relation"]: data for data in read_back.get_edge_data(FINCH, COUNCIL).values()}
    assert set(edges) == {"holdsRoleAt", "led"}
    led = edges["led"]
    assert led["label"] == "led"
    assert led["weight"] == 2
    assert led["articles"] == led["article"] == "marlbury-inspection"
    assert led["first_reported"] == led["last_reported"] == "2013-10-15"
    assert led["sentence"] == "Council leader Dame Orla Finch"
    assert led["confidence"] == pytest.approx(0.95)
    assert "earliest" not in led


def test_bounds_of_when_it_held(read_back: nx.MultiDiGraph[str]) -> None:
    fynch = f"{DEFAULT_BASE}person/orla-finch"
    board = f"{DEFAULT_BASE}organisation/marlbury-rail-board"
    edges = {data["relation"]: data for data in read_back.get_edge_data(fynch, board).values()}
    assert (edges["led"]["earliest"], edges["led"]["latest"]) == ("2009-01-01", "2011-12-31")
    assert "first_reported" not in edges["led"]


def test_what_is_planned_or_denied_gives_no_edge(read_back: nx.MultiDiGraph[str]) -> None:
    stated = {str(data["sentence"]) for *_, data in read_back.edges(data=True)}
    assert not any("never leader" in sentence or "is to review" in sentence for sentence in stated)


def test_a_relation_in_both_directions_is_one_edge(read_back: nx.MultiDiGraph[str]) -> None:
    together = [(s, t) for s, t, data in read_back.edges(data=True) if data["relation"] == "worksWith"]
    assert together == [(TRUST, COUNCIL)]


def test_a_node_tells_its_names_and_articles(read_back: nx.MultiDiGraph[str]) -> None:
    council = read_back.nodes[COUNCIL]
    assert council["label"] == "Marlbury County Council"
    assert council["names"] == "Council; The council; council; the council"
    assert council["articles"] == 3
    assert (council["first_reported"], council["last_reported"]) == ("2013-10-15", "2013-12-02")


def test_an_edge_spans_all_that_state_it() -> None:
    said = [
        Said("A first.", "c", "2014-03-01", earliest="2013-02-01", latest="2013-02-28"),
        Said("A surest.", "b", "2014-02-01", earliest="2013-01-01", confidence=0.95),
        Said("A as sure, but undated.", "a", None, latest="2013-01-31", confidence=0.95),
    ]
    found = read_gexf(written(criticisms("Kestrel Inspectorate", said), "gexf"))
    ((_, _, edge),) = found.edges(data=True)
    assert edge["weight"] == 3
    assert edge["articles"] == "a; b; c"
    assert (edge["sentence"], edge["article"], edge["confidence"]) == ("A surest.", "b", 0.95)
    assert (edge["first_reported"], edge["last_reported"]) == ("2014-02-01", "2014-03-01")
    assert (edge["earliest"], edge["latest"]) == ("2013-01-01", "2013-02-28")


def test_gexf_is_what_gephi_wants(sample: Graph) -> None:
    data = written(sample, "gexf")
    root = ElementTree.fromstring(data)
    assert root.tag == "{http://gexf.net/1.3}gexf"
    assert root.attrib == {"version": "1.3"}
    edges = list(root.iter("{http://gexf.net/1.3}edge"))
    relations = [data["relation"] for *_, data in read_gexf(data).edges(data=True)]
    assert sorted(edge.attrib["kind"] for edge in edges) == sorted(relations)
    ids = [edge.attrib["id"] for edge in edges]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in ids)
    declared = {one.attrib["id"]: one.attrib for one in root.iter("{http://gexf.net/1.3}attribute")}
    assert {one.attrib["for"] for one in root.iter("{http://gexf.net/1.3}attvalue")} == set(declared)
    assert {one["type"] for one in declared.values()} <= {"string", "long", "double"}
    assert "networkx_key" not in {one["title"] for one in declared.values()}


def test_nodes_and_edges_are_sorted(sample: Graph) -> None:
    root = ElementTree.fromstring(written(sample, "gexf"))
    nodes = [node.attrib["id"] for node in root.iter("{http://gexf.net/1.3}node")]
    edges = [
        tuple(edge.attrib[name] for name in ("source", "target", "kind"))
        for edge in root.iter("{http://gexf.net/1.3}edge")
    ]
    assert nodes == sorted(nodes)
    assert edges == sorted(edges)


def test_gexf_tells_nothing_of_when_and_with_what_it_was_written(sample: Graph) -> None:
    data = written(sample, "gexf")
    assert b"lastmodified" not in data
    assert nx.__version__.encode() not in data
