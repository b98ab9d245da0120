"""Opens the graph of the settings, wherever it lies."""

from __future__ import annotations

from kgbuild.config import Settings
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.store import open_graph


def open_store(settings: Settings) -> Graph:
    """Return the graph of `settings`, to read from: in its folder or at its endpoint.

    Raises:
        StoreError: There is none, it is damaged, or it cannot be reached.
    """
    return open_graph(settings.store)
