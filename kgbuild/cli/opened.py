"""What the commands that read a graph need: the graph, the ontology and the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.cli import console
from kgbuild.config import Settings

if TYPE_CHECKING:
    from kgbuild.query.lookup import Names
    from kgbuild.rdf.graph import Graph
    from kgbuild.rdf.ontology import Ontology


def open_store(settings: Settings) -> Graph:
    """Return the graph of `settings`, in its folder or at its endpoint, and tell what is amiss with it.

    Raises:
        StoreError: There is none, it is damaged, or it cannot be reached.
    """
    from kgbuild.rdf.opening import open_store as opened

    graph = opened(settings)
    if graph.notice:
        console.tell("warning", graph.notice)
    return graph


def open_named(settings: Settings) -> tuple[Graph, Ontology, Names]:
    """Return the graph of `settings`, the ontology, and the names of the graph.

    Raises:
        StoreError: There is no store, or it is damaged.
        KnowledgeError: A file of the ontology folder has an error.
    """
    from kgbuild.rdf.ontology import load_ontology

    graph = open_store(settings)
    return graph, load_ontology(settings.ontology), names_of(graph, settings)


def names_of(graph: Graph, settings: Settings) -> Names:
    """Return the names of `graph`, which takes a while if it is large.

    Raises:
        StoreError: The store is damaged.
        KnowledgeError: The gazetteer's file of titles has an error.
    """
    from kgbuild.query.lookup import Names
    from kgbuild.query.names import load_titles

    return Names(graph, settings.base, load_titles(settings.ontology))
