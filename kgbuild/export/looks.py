"""How nodes and edges look, as plain attributes: for formats whose readers draw by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.export.drawing import Drawing
from kgbuild.export.layout import places
from kgbuild.export.network import flattened
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.model import Status

if TYPE_CHECKING:
    import networkx as nx


def dressed(network: nx.MultiDiGraph[str], drawing: Drawing) -> nx.MultiDiGraph[str]:
    """Return `network` with plain values alone, and with what it is to look like.

    Nodes get: color, size and, unless `drawing` has no layout, x and y, which grows downwards as on screens.
    Edges get: color, width and line_style: "solid" if asserted, else "dashed".
    """
    result = flattened(network)
    sizes = {node: node_size(attributes["facts"]) for node, attributes in result.nodes.items()}
    at = places(network, sizes, drawing.progress) if drawing.layout else {}
    for node, attributes in result.nodes.items():
        attributes |= {"color": palette().of_kind(attributes["kind"]), "size": sizes[node]}
        if node in at:
            attributes |= {"x": at[node][0], "y": 0.0 - at[node][1]}
    for *_, attributes in result.edges(data=True):
        attributes["color"] = palette().of_relation(attributes["relation"], attributes["fact_type"])
        attributes["width"] = edge_width(attributes["weight"])
        attributes["line_style"] = "solid" if attributes["status"] == Status.ASSERTED else "dashed"
    return result
