"""What the commands that read a graph need: the graph, the ontology and the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.config import Settings

if TYPE_CHECKING:
    from kgbuild.query.lookup import Names
    from kgbuild.rdf.ontology import Ontology
    from kgbuild.rdf.store import Graph


def open_named(settings: Settings) -> tuple[Graph, Ontology, Names]:
    """Return the graph of the store of `settings`, the ontology, and the names of the graph.

    Raises:
        StoreError: There is no store, or it is damaged.
        KnowledgeError: A file of the ontology folder has an error.
    """
    from kgbuild.query.lookup import Names
    from kgbuild.query.names import load_titles
    from kgbuild.rdf.ontology import load_ontology
    from kgbuild.rdf.store import open_graph

    graph = open_graph(settings.store)
    names = Names(graph, settings.base, load_titles(settings.ontology))
    return graph, load_ontology(settings.ontology), names
