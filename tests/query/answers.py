"""The committed answers to the ready queries on the hand-made sample, all six articles of it.

`python -m tests.query.answers` writes them anew; look at what changes before it is committed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.model import Entity, Reading
from kgbuild.query.bind import Resolver, bind
from kgbuild.query.lookup import Names
from kgbuild.query.ready import ReadyQuery, list_queries
from kgbuild.query.results import Format
from kgbuild.query.run import run_query
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.rdf.sample import ALL_ENTITIES, ALL_READINGS, ENTITIES, READINGS

FOLDER = Path(__file__).parent / "answers"
QUERIES = {query.name: query for query in list_queries(resource_folder("queries"))}
GIVEN: dict[str, dict[str, str]] = {
    "roles-of": {"person": "Orla Finch"},
    "who-held": {"on": "2013-06-01"},
    "statements-about": {"entity": "Tarrow Vale Trust"},
    "single-source": {"entity": "Tarrow Vale Trust"},
    "only-in-one-article": {"article": "tarrow-recovers"},
    "mentioned-together": {"person": "Ivo Lant"},
    "which-articles": {"entity": "Tarrow Vale Trust"},
    "within-two-steps": {"entity": "Ada Quill"},
}
"""What the queries that need a parameter are given."""

Row = tuple[tuple[str, str], ...]


def sample_graph() -> Graph:
    """Return the hand-made sample as a graph in memory: its first three articles."""
    return _graph(READINGS, ENTITIES)


def whole_graph() -> Graph:
    """Return the sample with all six articles, which the ready queries are asked about."""
    return _graph(ALL_READINGS, ALL_ENTITIES)


def _graph(readings: Sequence[Reading], entities: Sequence[Entity]) -> Graph:
    store = ox.Store()
    store.bulk_extend(quads(readings, entities, load_ontology(resource_folder("ontology")), DEFAULT_BASE))
    return EmbeddedGraph(store, Path("kg"))


def answer(graph: Graph, query: ReadyQuery, resolve: Resolver, **values: str | Sequence[str]) -> str:
    """Return the answer to `query` as CSV with line feeds."""
    out = io.BytesIO()
    bindings = bind(query, {**GIVEN.get(query.name, {}), **values}, resolve)
    columns = [column.name for column in query.columns]
    console = Console(file=io.StringIO())
    run_query(graph, query.text, out, console, form=Format.CSV, bindings=bindings, columns=columns)
    return out.getvalue().decode().replace("\r\n", "\n")


def table(text: str) -> list[Mapping[str, str]]:
    """Return the rows of an answer."""
    return list(csv.DictReader(io.StringIO(text)))


def _write() -> None:
    graph = whole_graph()
    names = Names(graph, DEFAULT_BASE)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.csv"):
        old.unlink()
    for name, query in QUERIES.items():
        (FOLDER / f"{name}.csv").write_text(answer(graph, query, names.entity), encoding="utf-8")


if __name__ == "__main__":
    _write()
