"""Checking a store: its graph against the shapes of the ontology, its evidence against the texts."""

from __future__ import annotations

from kgbuild.config import Settings
from kgbuild.errors import StoreError
from kgbuild.model import Finding
from kgbuild.pipeline.assembly import is_assembled
from kgbuild.pipeline.readings import ReadingCache
from kgbuild.pipeline.register import articles, load_register
from kgbuild.rdf import check as graph_check
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.opening import open_store
from kgbuild.rdf.store import current_key


def check(settings: Settings) -> list[Finding]:
    """Return what is wrong with the store of `settings`; nothing when all is well.

    Raises:
        StoreError: There is no store, it is damaged, or its last build did not finish.
    """
    return graph_check.check(open_whole(settings), settings.ontology, texts(settings))


def open_whole(settings: Settings) -> Graph:
    """Return the graph of the store of `settings`, which is one of all its documents.

    Raises:
        StoreError: There is no store, it is damaged, or its last build did not finish.
    """
    graph = open_store(settings)
    if graph.notice:
        raise StoreError(graph.notice, "Wait until it has finished, or build again.")
    if settings.endpoint and not settings.store.is_dir():
        return graph  # made from documents that are elsewhere
    is_behind = graph.key != current_key(settings.store)
    if is_behind or not is_assembled(settings.store, articles(load_register(settings.store))):
        raise StoreError(
            f"{settings.place}: the last build did not finish: the graph lags behind the documents",
            "Run kgbuild build again; what was read is not read again.",
        )
    return graph


def texts(settings: Settings) -> dict[str, str]:
    """Return the text of each article of the store of `settings` by its identifier.

    Raises:
        StoreError: The list of documents or a reading is damaged.
    """
    cache = ReadingCache(settings.store)
    known = articles(load_register(settings.store))
    return {article.id: cache.load(article.entry.reading, article.id).document.text for article in known}
