"""Cytoscape JSON as cytoscape.js reads it, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from kgbuild.export.drawing import Drawing
from kgbuild.export.looks import dressed, placed
from kgbuild.export.network import network
from kgbuild.export.selection import Selection
from kgbuild.rdf.graph import Graph
from tests.browser.test_gexf import SELECTIONS
from tests.export.making import ONTOLOGY, SAMPLE, criticism, graph_of, written


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(SAMPLE)


def read(page: Page, graph: Graph, selection: Selection) -> dict[str, Any]:
    data = written(graph, "cytoscape", Drawing(selection)).decode()
    found: dict[str, Any] = page.evaluate("text => readCytoscape(text)", data)
    return found


@pytest.mark.parametrize("name", SELECTIONS)
def test_all_is_read_as_it_was_meant(page: Page, graph: Graph, name: str) -> None:
    chosen = network(graph, ONTOLOGY, SELECTIONS[name])
    meant = dressed(chosen, placed(chosen))
    found = read(page, graph, SELECTIONS[name])
    assert len(found["nodes"]) == meant.number_of_nodes()
    for node in found["nodes"]:
        attributes = dict(meant.nodes[node["id"]])
        assert node["position"] == {"x": attributes.pop("x"), "y": attributes.pop("y")}
        assert attributes.items() <= node.items()
    edges = {edge["id"]: edge for edge in found["edges"]}
    assert len(edges) == len(found["edges"]) == meant.number_of_edges()
    for source, target, key, attributes in meant.edges(keys=True, data=True):
        expected = attributes | {"source": source, "target": target, "interaction": attributes["relation"]}
        assert expected.items() <= edges[key].items()


@pytest.mark.parametrize("label", ["<b>\"A\" & 'B'</b>", "עיריית 🚒", "A\x00B\x1b", "__proto__", "</script>"])
def test_hostile_labels(page: Page, label: str) -> None:
    found = read(page, criticism(label, label), Selection())
    labels = {node["label"] for node in found["nodes"]}
    assert "".join(filter(str.isprintable, label)) in labels
    assert len(labels) == 2
