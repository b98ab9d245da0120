"""Writes a network as Cytoscape JSON, for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from kgbuild.export.layout import Places
from kgbuild.export.looks import dressed

if TYPE_CHECKING:
    import networkx as nx


def write_cytoscape(network: nx.MultiDiGraph[str], out: BinaryIO, at: Places) -> None:
    """Write `network` as Cytoscape JSON (.cyjs), its nodes where `at` says: one node or edge a line.

    What Cytoscape calls `name` is the label, `interaction` the relation.
    """
    import networkx as nx

    found = nx.cytoscape_data(dressed(network, at), name="label")
    nodes = [_node(node["data"]) for node in found["elements"]["nodes"]]
    edges = [_edge(edge["data"]) for edge in found["elements"]["edges"]]
    head = {"data": {"name": "kgbuild"}, "directed": True, "multigraph": True}
    out.write(_line(head).removesuffix(b"}") + b', "elements": {\n"nodes": [')
    out.write(b",".join(b"\n" + _line(node) for node in nodes) + b'\n],\n"edges": [')
    out.write(b",".join(b"\n" + _line(edge) for edge in edges) + b"\n]}}\n")


def _node(data: dict[str, Any]) -> dict[str, Any]:
    if "x" not in data:
        return {"data": data}
    return {"data": data, "position": {"x": data.pop("x"), "y": data.pop("y")}}


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    # Edges and nodes share one set of ids there; a node's is an IRI.
    return {"data": {"id": data["key"], "interaction": data["relation"], **data}}


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
