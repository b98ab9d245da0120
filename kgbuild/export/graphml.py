"""Writes the network as GraphML, for yEd, Cytoscape and igraph."""

from __future__ import annotations

from typing import BinaryIO

from kgbuild.export.network import network
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology


def write_graphml(graph: Graph, ontology: Ontology, out: BinaryIO) -> None:
    """Write the entities and the edges between them as GraphML.

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
    """
    import networkx as nx

    # write_graphml takes lxml where it is installed, and then writes other bytes.
    nx.write_graphml_xml(network(graph, ontology), out)
