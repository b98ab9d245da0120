"""A graph whose queries have a limit of time, in a process that goes on after it.

Oxigraph cannot be stopped while it evaluates, so each query runs in a process of its own, which can:
`python -m kgbuild.query.timed FOLDER`. It reads the query on its standard input, and writes the kind of the
answer as one byte and then the answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad

from kgbuild.errors import KgbuildError, QueryError, StoreError, TimeLimitError
from kgbuild.rdf.bound import Values, with_values
from kgbuild.rdf.graph import QueryResult, tried
from kgbuild.rdf.store import EmbeddedGraph, open_graph

_PROGRAM = (sys.executable, "-P", "-m", "kgbuild.query.timed")


class _Kind(Enum):
    """What an answer holds."""

    ROWS = b"R"
    """Rows, or yes or no, as SPARQL's JSON."""
    TRIPLES = b"T"
    """N-Triples."""
    FAILURE = b"F"
    """Whether it is the store's, the message and the hint, as JSON."""


class TimedGraph:
    """A graph on this disk that is asked for some time only.

    Args:
        graph: The graph.
        folder: Its store, as it is found from whatever working folder.
        seconds: How long a query may take, with the start of its process: about a tenth of a second.
    """

    def __init__(self, graph: EmbeddedGraph, folder: Path, seconds: float) -> None:
        self._graph = graph
        self._folder = folder
        self._seconds = seconds
        self.place, self.key, self.notice = graph.place, graph.key, graph.notice

    def query(self, sparql: str, bindings: Values | None = None) -> QueryResult:
        """Return the answer to a query, which is whole; see `graph.Graph.query`.

        Raises:
            TimeLimitError: It took too long, and was stopped.
            QueryError: As for `graph.Graph.query`; or it brought its process down.
            StoreError: The store is damaged.
        """
        tried(sparql)  # an error is told of the query as it was given
        ran = self._run(with_values(sparql, bindings or {}))
        kind, content = ran[:1], ran[1:]
        match kind:
            case _Kind.ROWS.value:
                return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
            case _Kind.TRIPLES.value:
                store = ox.Store()
                store.bulk_load(content, ox.RdfFormat.N_TRIPLES)
                return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
            case _Kind.FAILURE.value:
                is_store, message, hint = json.loads(content)
                raise StoreError(message, hint) if is_store else QueryError(message, hint)
        hint = "It nests too deeply, or needs more memory than there is."
        raise QueryError("the query brought its process down", hint)

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order and without a limit of time."""
        return self._graph.quads()

    def _run(self, sparql: str) -> bytes:
        try:
            return subprocess.run(
                [*_PROGRAM, self._folder],
                input=sparql.encode(),
                stdout=subprocess.PIPE,
                timeout=self._seconds,
                check=False,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            ).stdout
        except subprocess.TimeoutExpired as error:
            raise TimeLimitError(self._seconds) from error


def main() -> None:
    """Answer the query on standard input."""
    try:
        kind, content = _answer(open_graph(Path(sys.argv[1])), sys.stdin.buffer.read().decode())
    except KgbuildError as error:
        failure = [isinstance(error, StoreError), error.message, error.hint]
        kind, content = _Kind.FAILURE, json.dumps(failure).encode()
    sys.stdout.buffer.write(kind.value + content)


def _answer(graph: EmbeddedGraph, sparql: str) -> tuple[_Kind, bytes]:
    result = graph.query(sparql)
    try:
        if isinstance(result, ox.QueryTriples):
            return _Kind.TRIPLES, result.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        return _Kind.ROWS, result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    except RuntimeError as error:
        raise QueryError(f"the query cannot be answered: {error}", "Correct the query.") from error


if __name__ == "__main__":
    main()
