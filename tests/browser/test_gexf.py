"""GEXF as Gephi Lite's own parser reads it, in a browser: all that was meant, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from kgbuild.export.looks import placed
from kgbuild.export.network import SPELLS, network
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.export.selection import Events, Selection
from kgbuild.model import Status
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, SAMPLE, criticism, graph_of
from tests.export.test_gexf import drawn

SELECTIONS = {
    "usual": Selection(),
    "every status": Selection(statuses=tuple(Status)),
    "events as nodes": Selection(events=Events.AS_NODES),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(SAMPLE)


def read(page: Page, data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("text => readGexf(text)", data.decode())
    return found


def colour(text: str) -> str:
    return f"rgb({','.join(map(str, bytes.fromhex(text[1:])))})"


@pytest.mark.parametrize("name", SELECTIONS)
def test_nodes_are_as_they_were_meant(page: Page, graph: Graph, name: str) -> None:
    meant = network(graph, ONTOLOGY, SELECTIONS[name])
    sizes = {node: node_size(attributes["facts"]) for node, attributes in meant.nodes.items()}
    at = placed(meant)
    found = {node["key"]: node["attributes"] for node in read(page, drawn(graph, SELECTIONS[name]))["nodes"]}
    assert found == {
        node: {key: value for key, value in attributes.items() if key != SPELLS}
        | {"x": at[node][0], "y": at[node][1], "z": 0, "size": sizes[node]}
        | {"color": colour(palette().of_kind(attributes["kind"]))}
        for node, attributes in meant.nodes.items()
    }


@pytest.mark.parametrize("name", SELECTIONS)
def test_edges_are_as_they_were_meant(page: Page, graph: Graph, name: str) -> None:
    meant = network(graph, ONTOLOGY, SELECTIONS[name])
    found = {edge["key"]: edge for edge in read(page, drawn(graph, SELECTIONS[name]))["edges"]}
    assert len(found) == meant.number_of_edges()
    for source, target, key, attributes in meant.edges(keys=True, data=True):
        edge = found[key]
        assert (edge["source"], edge["target"]) == (source, target)
        assert not edge.get("undirected")
        asserted = attributes["status"] == Status.ASSERTED
        relation = attributes["relation"]
        assert edge["attributes"] == {
            **{name: value for name, value in attributes.items() if name != SPELLS},
            "kind": relation if asserted else f"{relation} ({attributes['status']})",
            "color": colour(palette().of_relation(relation, attributes["fact_type"])),
            "thickness": edge_width(attributes["weight"]),
            "shape": "solid" if asserted else "dashed",
        }


@pytest.mark.parametrize("label", ["<b>\"A\" & 'B'</b>", "עיריית 🚒", "]]><x/>", "A\x00B\x1b"])
def test_hostile_labels(page: Page, label: str) -> None:
    found = read(page, drawn(criticism(label, label)))
    labels = {node["attributes"]["label"] for node in found["nodes"]}
    assert "".join(filter(str.isprintable, label)) in labels
    assert len(labels) == 2


def test_the_reader_tells_of_a_broken_file(page: Page, graph: Graph) -> None:
    data = drawn(graph).replace(b'<attribute id="relation"', b'<attribute id="relations"')
    with pytest.raises(Exception, match='undeclared attribute "relation"'):
        read(page, data)
