"""How nodes and edges look, as plain attributes: for formats whose readers draw by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kgbuild.export.layout import Places, places
from kgbuild.export.network import flattened
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.model import Status
from kgbuild.progress import Progress, silent

if TYPE_CHECKING:
    import networkx as nx


def placed(network: nx.MultiDiGraph[str], progress: Progress = silent) -> Places:
    """Return where the nodes of `network` go, at the sizes that they are drawn with.

    Args:
        network: The network.
        progress: Who is told how far it is.
    """
    sizes = {node: node_size(attributes["facts"]) for node, attributes in network.nodes.items()}
    return places(network, sizes, progress)


def edge_kind(attributes: Mapping[str, Any]) -> str:
    """Return what tells an edge from others of the same ends: Gephi makes one of two of the same kind."""
    relation, status = attributes["relation"], attributes["status"]
    return relation if status == Status.ASSERTED else f"{relation} ({status})"


def line_style(status: str) -> str:
    """Return how edges of a status are drawn: "solid" or "dashed"."""
    return "solid" if status == Status.ASSERTED else "dashed"


def dressed(network: nx.MultiDiGraph[str], at: Places) -> nx.MultiDiGraph[str]:
    """Return `network` with plain values alone, and with what it is to look like.

    Nodes get: color, size and, where `at` tells a place, x and y, which grows downwards as on screens.
    Edges get: color, width and line_style.
    """
    result = flattened(network)
    for node, attributes in result.nodes.items():
        attributes |= {"color": palette().of_kind(attributes["kind"]), "size": node_size(attributes["facts"])}
        if node in at:
            attributes |= {"x": at[node][0], "y": 0.0 - at[node][1]}
    for *_, attributes in result.edges(data=True):
        attributes["color"] = palette().of_relation(attributes["relation"], attributes["fact_type"])
        attributes["width"] = edge_width(attributes["weight"])
        attributes["line_style"] = line_style(attributes["status"])
    return result
