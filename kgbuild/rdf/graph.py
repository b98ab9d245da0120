"""What a graph is to all that reads one, wherever it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import Quad

from kgbuild.errors import QueryError, StoreError
from kgbuild.rdf.bound import Values
from kgbuild.rdf.vocabulary import PREFIXES

_NOTHING = ox.Store()
_PLACE = re.compile(r"error at (\d+):(\d+)")

QueryResult = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""What a query gives: rows (SELECT), yes or no (ASK), or triples (CONSTRUCT, DESCRIBE)."""


class Graph(Protocol):
    """A graph to read from: `store.EmbeddedGraph` on this disk, `remote.RemoteGraph` at an endpoint."""

    @property
    def place(self) -> str:
        """Where it lies, for messages: a folder or a URL."""

    @property
    def key(self) -> str:
        """What the graph was made from, as `store.write_graph` was told; empty where that is not known."""

    @property
    def notice(self) -> str:
        """What who reads it must know of its state; empty when all is well."""

    def query(self, sparql: str, bindings: Values | None = None) -> QueryResult:
        """Return the answer to a query over the union of all graphs.

        The project's prefixes need no declaration. Whether the query may run (SERVICE, LOAD, time) is for the
        caller to see to.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: Values of selected variables, by name without "?"; of several, rows for each.

        Raises:
            QueryError: The query does not parse, or uses what the store does not know; says where or what.
            StoreError: The store is damaged, out of reach, or its answer is not whole.
        """

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order.

        Raises:
            StoreError: As for `query`.
        """


def syntax_problem(error: SyntaxError) -> QueryError:
    """Return Oxigraph's `error` with a query in plain words."""
    place = _PLACE.match(str(error))
    where = f" at line {place[1]}, column {place[2]}" if place else f": {error}"
    return QueryError(f"the query does not parse{where}", "Correct it there.")


def damaged(place: str, reason: str) -> StoreError:
    """Return that the store at `place`, a folder, is damaged, and what to do."""
    hint = f"Remove {Path(place) / 'CURRENT'} and run 'kgbuild build' again: the graph is written anew."
    return StoreError(f"{place}: the store is damaged: {reason}", hint)


def tried(sparql: str) -> QueryResult:
    """Return the answer of an empty graph, which every query that parses has.

    Raises:
        QueryError: It does not parse.
    """
    try:
        return _NOTHING.query(sparql, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise syntax_problem(error) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}", "Correct the query.") from error
