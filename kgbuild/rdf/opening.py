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
    if settings.endpoint is None:
        return open_graph(settings.store)
    from kgbuild.rdf.remote import open_remote  # httpx costs time that a folder does not need

    return open_remote(settings.endpoint, settings.base)
