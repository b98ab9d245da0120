"""Rows of the project's own queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kgbuild.rdf.bound import Values
from kgbuild.rdf.graph import Graph, damaged

Row = tuple[Any, ...]
"""A term, or None, for each variable."""


def rows(graph: Graph, select: str, bindings: Values | None = None) -> Iterator[Row]:
    """Yield the rows of a SELECT, the variables in the order they are selected.

    Raises:
        StoreError: As for `Graph.query`; a damaged store may show only when some rows are taken.
    """
    solutions = graph.query(select, bindings)
    assert isinstance(solutions, ox.QuerySolutions)
    try:
        for solution in solutions:
            yield tuple(solution)
    except (OSError, RuntimeError) as error:  # Oxigraph reads on while the rows are taken
        raise damaged(graph.place, str(error)) from error


def texts(graph: Graph, select: str) -> Iterator[list[str]]:
    """Yield the rows of a SELECT, each term as SPARQL's TSV has it: quicker than terms, to compare them only.

    Raises:
        StoreError: As for `Graph.query`.
    """
    solutions = graph.query(select)
    assert isinstance(solutions, ox.QuerySolutions)
    try:
        table = solutions.serialize(format=ox.QueryResultsFormat.TSV) or b""
    except (OSError, RuntimeError) as error:
        raise damaged(graph.place, str(error)) from error
    for line in table.decode().split("\n")[1:-1]:
        yield line.split("\t")
