"""GraphML as igraph reads it, and by the rules of yEd and Cytoscape."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import pytest

from kgbuild.export.drawing import Drawing
from kgbuild.export.palette import palette
from kgbuild.rdf.graph import Graph
from tests.export.making import ANY_STATUS, criticism, written
from tests.export.test_hostile import HOSTILE
from tests.export.test_network import COUNCIL, FINCH, read_graphml

IN, Y = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.yworks.com/xml/graphml}"


def igraph_of(data: bytes, folder: Path) -> igraph.Graph:
    file = folder / "graph.graphml"
    file.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return igraph.Graph.Read_GraphML(str(file))


def test_igraph_reads_what_networkx_reads(sample: Graph, tmp_path: Path) -> None:
    data = written(sample, "graphml")
    found, expected = igraph_of(data, tmp_path), read_graphml(data)
    assert found.is_directed()
    assert found.vs["id"] == list(expected)
    ends = [(found.vs[edge.source]["id"], found.vs[edge.target]["id"], edge["relation"]) for edge in found.es]
    assert sorted(ends) == sorted((s, t, d["relation"]) for s, t, d in expected.edges(data=True))
    for node in found.vs:
        assert node["label"] == expected.nodes[node["id"]]["label"]
        assert node["articles"] == expected.nodes[node["id"]]["articles"]


def test_igraph_draws_by_what_it_reads(sample: Graph, tmp_path: Path) -> None:
    found = igraph_of(written(sample, "graphml"), tmp_path)
    finch = found.vs.find(id=FINCH)
    assert finch["color"] == palette().of_kind("Person")
    assert finch["size"] > found.vs.find(label="Colm Reddy")["size"]
    assert len(set(zip(found.vs["x"], found.vs["y"], strict=True))) == len(found.vs)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_igraph_opens_what_breaks_files(words: str, tmp_path: Path) -> None:
    found = igraph_of(written(criticism(words, words), "graphml"), tmp_path)
    assert (found.vcount(), found.ecount()) == (2, 1)


def graphics(data: bytes, what: str) -> dict[str, Any]:
    root = ElementTree.fromstring(data)
    (key,) = (one for one in root.iter(f"{IN}key") if one.get("yfiles.type") == f"{what}graphics")
    assert key.get("for") == what
    return {
        element.attrib["id"]: [one for one in element.iter(f"{IN}data") if one.get("key") == key.get("id")]
        for element in root.iter(f"{IN}{what}")
    }


def test_yed_draws_every_node_where_the_layout_has_it(sample: Graph) -> None:
    data = written(sample, "graphml")
    attributes = plain_nodes(data)
    for node, found in graphics(data, "node").items():
        (shape,) = found[0]
        assert shape.tag == f"{Y}ShapeNode"
        geometry = {name: float(value) for name, value in shape.find(f"{Y}Geometry").attrib.items()}
        assert geometry["width"] == geometry["height"] == attributes[node]["size"]
        assert geometry["x"] + geometry["width"] / 2 == pytest.approx(attributes[node]["x"], abs=0.01)
        assert geometry["y"] + geometry["width"] / 2 == pytest.approx(attributes[node]["y"], abs=0.01)
        assert shape.find(f"{Y}NodeLabel").text == attributes[node]["label"]
        assert shape.find(f"{Y}Fill").attrib["color"] == attributes[node]["color"]


def plain_nodes(data: bytes) -> dict[str, dict[str, Any]]:
    """Return the plain attributes of each node, typed as declared."""
    root = ElementTree.fromstring(data)
    types = {"string": str, "long": int, "double": float}
    keys = {
        key.attrib["id"]: (key.attrib["attr.name"], types[key.attrib["attr.type"]])
        for key in root.iter(f"{IN}key")
        if "attr.name" in key.attrib
    }
    return {
        node.attrib["id"]: {
            keys[one.attrib["key"]][0]: keys[one.attrib["key"]][1](one.text or "")
            for one in node.iter(f"{IN}data")
            if one.attrib["key"] in keys
        }
        for node in root.iter(f"{IN}node")
    }


def test_what_is_planned_or_denied_is_dashed_and_apart(sample: Graph) -> None:
    data = written(sample, "graphml", ANY_STATUS)
    lines = {
        key: found[0][0].find(f"{Y}LineStyle").attrib["type"] for key, found in graphics(data, "edge").items()
    }
    statuses = {
        key: attributes["status"] for *_, key, attributes in read_graphml(data).edges(keys=True, data=True)
    }
    assert lines == {key: "line" if status == "Asserted" else "dashed" for key, status in statuses.items()}
    assert set(statuses.values()) == {"Asserted", "Planned", "Denied"}


def test_cytoscape_finds_no_attribute_behind_the_graphics(sample: Graph) -> None:
    # Its reader forgets which node it is at, at the end of any element within `data`.
    root = ElementTree.fromstring(written(sample, "graphml"))
    for element in (*root.iter(f"{IN}node"), *root.iter(f"{IN}edge")):
        assert [len(one) for one in element] == [0] * (len(element) - 1) + [1]


def test_without_layout_there_are_no_places(sample: Graph) -> None:
    data = written(sample, "graphml", Drawing(layout=False))
    assert not any({"x", "y"} & attributes.keys() for attributes in plain_nodes(data).values())
    shape = graphics(data, "node")[COUNCIL][0][0]
    assert "x" not in shape.find(f"{Y}Geometry").attrib
