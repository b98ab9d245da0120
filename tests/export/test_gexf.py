"""GEXF: what Gephi makes of it, by its importer's rules and by readers nobody here wrote."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kgbuild.config import DEFAULT_BASE
from kgbuild.export import export
from kgbuild.export.drawing import Drawing
from kgbuild.export.network import ALL, network
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.export.selection import Events, Selection
from kgbuild.model import Status
from kgbuild.rdf.graph import Graph
from tests.export.gephi import GEXF, VIZ, assert_gephi_takes
from tests.export.making import ONTOLOGY, Said, criticism, criticisms, graph_of, written

FINCH = f"{DEFAULT_BASE}person/orla-finch"
COUNCIL = f"{DEFAULT_BASE}organisation/marlbury-county-council"
BOARD = f"{DEFAULT_BASE}organisation/marlbury-rail-board"
EVERYTHING = Selection(statuses=tuple(Status))


def drawn(graph: Graph, selection: Selection = ALL, *, layout: bool = True) -> bytes:
    out = io.BytesIO()
    export(graph, "gexf", out, ONTOLOGY, Drawing(selection, layout=layout))
    return out.getvalue()


def elements(root: etree._Element, name: str) -> dict[str, etree._Element]:
    return {str(one.attrib["id"]): one for one in root.iter(f"{GEXF}{name}")}


def read(data: bytes) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data), version="1.3"))


@pytest.mark.parametrize("events", Events)
@pytest.mark.parametrize("statuses", [(Status.ASSERTED,), tuple(Status)])
def test_gephi_takes_it(sample: Graph, events: Events, statuses: tuple[Status, ...]) -> None:
    assert_gephi_takes(drawn(sample, Selection(events=events, statuses=statuses)))


def test_gephi_takes_an_empty_graph() -> None:
    assert_gephi_takes(written(graph_of([]), "gexf"))


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_gephi_takes_whatever_is_said(name: str, reason: str) -> None:
    name = "".join(character for character in name if not 0xD800 <= ord(character) < 0xE000) or "x"
    assert_gephi_takes(drawn(criticism(f"{name}.", "Words.", reason or "none", "an article")))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Ann\x00 \x1bLee\x7f", "Ann Lee"),
        ("Ann\ud800 Lee", "Ann\ufffd Lee"),
        ("Ann \U0001f469\u200d\U0001f692 Lee", "Ann \U0001f469\u200d\U0001f692 Lee"),
        ("עיריית מרלברי", "עיריית מרלברי"),
        ('"Ann" & <Lee/> \'', '"Ann" & <Lee/> \''),
        ("]]><!--&#0;", "]]><!--&#0;"),
        ("Ann\n\t Lee", "Ann Lee"),
        ("Ann\uffff Lee", "Ann Lee"),
    ],
)
def test_hostile_labels_come_through_or_are_cleaned(label: str, expected: str) -> None:
    root = assert_gephi_takes(drawn(criticism(label, label)))
    nodes = elements(root, "node")
    assert expected in {node.attrib["label"] for node in nodes.values()}
    (sentence,) = [v.attrib["value"] for v in root.iter(f"{GEXF}attvalue") if v.attrib["for"] == "sentence"]
    assert sentence == expected


def test_nodes_are_sized_and_coloured(sample: Graph) -> None:
    nodes = elements(assert_gephi_takes(written(sample, "gexf")), "node")
    facts = dict(network(sample, ONTOLOGY).nodes.items())
    for iri, node in nodes.items():
        size, colour = node.find(f"{VIZ}size"), node.find(f"{VIZ}color")
        assert size is not None
        assert colour is not None
        assert float(size.attrib["value"]) == node_size(facts[iri]["facts"])
        parts = bytes(int(colour.attrib[part]) for part in "rgb")
        assert f"#{parts.hex()}" == palette().kinds[facts[iri]["kind"]]


def test_edges_are_coloured_by_relation_and_as_wide_as_their_evidence(sample: Graph) -> None:
    edges = elements(assert_gephi_takes(written(sample, "gexf")), "edge")
    expected = {key: data for *_, key, data in network(sample, ONTOLOGY).edges(keys=True, data=True)}
    assert set(edges) == set(expected)
    for key, edge in edges.items():
        thickness, colour = edge.find(f"{VIZ}thickness"), edge.find(f"{VIZ}color")
        assert thickness is not None
        assert colour is not None
        assert float(thickness.attrib["value"]) == edge_width(expected[key]["weight"])
        assert int(edge.attrib["weight"]) == expected[key]["weight"]
        parts = bytes(int(colour.attrib[part]) for part in "rgb")
        assert f"#{parts.hex()}" == palette().relations[expected[key]["relation"]]


def test_what_is_planned_and_denied_is_apart_and_dashed(sample: Graph) -> None:
    root = assert_gephi_takes(drawn(sample, EVERYTHING))
    found = {}
    for edge in elements(root, "edge").values():
        (status,) = [v.attrib["value"] for v in edge.iter(f"{GEXF}attvalue") if v.attrib["for"] == "status"]
        shape = edge.find(f"{VIZ}shape")
        assert shape is not None
        found[status, shape.attrib["value"], edge.attrib["kind"].endswith(f"({status})")] = True
    assert set(found) == {
        ("Asserted", "solid", False),
        ("Planned", "dashed", True),
        ("Denied", "dashed", True),
    }


def test_every_node_has_a_place_unless_none_is_wanted(sample: Graph) -> None:
    placed = list(assert_gephi_takes(written(sample, "gexf")).iter(f"{VIZ}position"))
    assert len({tuple(place.attrib.values()) for place in placed}) == len(network(sample, ONTOLOGY))
    root = assert_gephi_takes(drawn(sample, layout=False))
    assert list(root.iter(f"{VIZ}position")) == []


def test_spells_are_those_of_the_facts(sample: Graph) -> None:
    edges = {
        data["relation"]: data for data in read(written(sample, "gexf")).get_edge_data(FINCH, BOARD).values()
    }
    assert edges["led"]["spells"] == [("2009-01-01", "2011-12-31")]


def test_networkx_reads_every_spell() -> None:
    said = [
        Said("One.", "a", earliest="2012-03-01", latest="2012-04-01"),
        Said("Two.", "b", earliest="2011-01-01", latest="2012-03-31"),
        Said("Three.", "c", earliest="2014-01-01"),
        Said("Four.", "d"),
    ]
    data = written(criticisms("Kestrel Inspectorate", said), "gexf")
    assert_gephi_takes(data)
    found = read(data)
    ((_, _, edge),) = found.edges(data=True)
    # networkx makes a missing end the word "None"
    assert edge["spells"] == [("2011-01-01", "2012-04-01"), ("2014-01-01", "None")]
    assert [node["spells"] for _, node in found.nodes(data=True)] == [edge["spells"]] * 2


def test_what_is_open_at_both_ends_is_always_there() -> None:
    said = [Said("One.", "a", latest="2012-01-31"), Said("Two.", "b", earliest="2011-06-01")]
    root = assert_gephi_takes(written(criticisms("Kestrel Inspectorate", said), "gexf"))
    assert list(root.iter(f"{GEXF}spells")) == []


def test_a_node_with_an_undated_edge_is_always_there() -> None:
    dated = criticisms("Kestrel Inspectorate", [Said("One.", "a", earliest="2012", latest="2012")])
    praise = [
        ox.Quad(q.subject, q.predicate, _praised(q.object), q.graph_name)
        for q in criticisms("Kestrel Inspectorate", [Said("Two.", "b")]).quads()
    ]
    found = read(written(graph_of([*dated.quads(), *praise]), "gexf"))
    assert sorted("spells" in data for *_, data in found.edges(data=True)) == [False, True]
    assert not any("spells" in data for _, data in found.nodes(data=True))


def _praised(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ox.NamedNode | ox.Literal:
    assert isinstance(value, ox.NamedNode | ox.Literal)
    if isinstance(value, ox.NamedNode) and value.value.endswith("#Criticism"):
        return ox.NamedNode(value.value.replace("#Criticism", "#Praise"))
    return value


def test_events_as_nodes_are_read_back(sample: Graph) -> None:
    found = read(drawn(sample, Selection(events=Events.AS_NODES)))
    events = {node: data for node, data in found.nodes(data=True) if data["kind"] == "Event"}
    assert "Statement" in {data["fact_type"] for data in events.values()}
    assert all(found.degree[event] for event in events)


def test_it_tells_nothing_of_the_machine(sample: Graph) -> None:
    data = written(sample, "gexf")
    assert str(Path.cwd()).encode() not in data
    assert nx.__version__.encode() not in data
    assert b"lastmodified" not in data
