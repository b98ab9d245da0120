"""Writes the network as GraphML, for yEd, Cytoscape and igraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kgbuild.export.drawing import Drawing
from kgbuild.export.network import flattened

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(network: nx.MultiDiGraph[str], out: BinaryIO, drawing: Drawing) -> None:
    """Write `network` as GraphML."""
    import networkx as nx

    # write_graphml takes lxml where it is installed, and then writes other bytes.
    nx.write_graphml_xml(flattened(network), out)
