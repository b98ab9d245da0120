"""Runs a query, a user's or a ready one, and writes its answer."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import pyoxigraph as ox

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import QueryError, TimeLimitError
from kgbuild.query.folding import Each, gathering
from kgbuild.query.guard import QueryKind, query_kind
from kgbuild.query.located import located
from kgbuild.query.results import Format, Outcome, fitting_format, write_answer
from kgbuild.query.tables import NO_ANSWERS
from kgbuild.rdf.bound import Values
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.vocabulary import PREFIXES, Term

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def run_query(
    graph: Graph,
    sparql: str,
    out: BinaryIO,
    console: Console | None,
    *,
    form: Format | None = None,
    bindings: Values | None = None,
    picks: Mapping[str, Term] | None = None,
    columns: Sequence[str] = (),
    base: str = DEFAULT_BASE,
    limit: int | None = None,
    seconds: float | None = None,
    each: Each = Each.SOLUTION,
    no_answers: str = NO_ANSWERS,
) -> bool:
    """Run a query that may come from anywhere, and write its answer.

    Args:
        graph: What is asked.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the project's prefixes need no declaration.
        out: Where formats for machines are written.
        console: Where tables are printed; a terminal or not. None when `form` is another.
        form: The format; None for the usual one of this kind of query.
        bindings: Values of selected variables, by name; see `bind.bind`.
        picks: Values that columns of the rows must have; see `bind.picks`.
        columns: The variables to show; empty for all that are selected.
        base: The IRI below which instances live; tables leave it out.
        limit: How many rows to write at most; None for all.
        seconds: How long it may take; None for as long as it needs. See `interruptible`.
        each: What has a row of its own; see `folding.Each`.
        no_answers: What a terminal is told when there are no rows; see `nothing.no_answers`.

    Returns:
        Whether the answer is written whole; not if it has more rows than `limit`.

    Raises:
        QueryError: The query does not parse, is an update, reaches out of the graph, cannot be answered or
            takes too long, or its answer does not fit `form` or has no rows to limit.
        StoreError: The store is damaged.
        KeyboardInterrupt: The user pressed Ctrl-C; comes at once.
    """
    kind = query_kind(sparql)
    fitting = fitting_format(kind, form)
    if limit is not None and kind is not QueryKind.SELECT:
        raise QueryError(f"{kind} gives no rows to limit", "Leave --limit out.")

    def answer() -> bool:
        result = evaluate(graph, sparql, bindings)
        outcome = Outcome(result, tuple(columns), base, limit, gathering(graph, each, picks), no_answers)
        return write_answer(outcome, fitting, out, console)

    return interruptible(answer, seconds)


def evaluate(
    graph: Graph, sparql: str, bindings: Values | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return Oxigraph's answer to a query that may come from anywhere.

    Raises:
        QueryError: The query does not parse, is an update, reaches out of the graph, or cannot be answered.
        StoreError: The store is damaged.
    """
    kind = query_kind(sparql)
    if bindings:
        _require_selected(sparql, kind, bindings)
    try:
        return graph.query(sparql, bindings)
    except QueryError as error:
        raise located(sparql, error) from error.__cause__


def interruptible(job: Callable[[], T], seconds: float | None = None) -> T:
    """Return what `job` returns or raises; Ctrl-C, or the end of its time, ends the wait for it.

    Oxigraph does not look for signals while it evaluates, so it works in a thread of its own, which ends with
    the process: for a command that is at once. A server, which goes on, needs a process for each query.

    Raises:
        TimeLimitError: It took longer than `seconds`.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(job())
        except RuntimeError as error:  # from Oxigraph, while its answer is read
            errors.append(QueryError(f"the query cannot be answered: {error}", "Correct the query."))
        except BaseException as error:
            _clear_frames(error)
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True, name="query")
    thread.start()
    end = None if seconds is None else time.monotonic() + seconds
    while thread.is_alive():
        if end is not None and time.monotonic() >= end:
            raise TimeLimitError(seconds or 0.0)
        # A wait without a limit would not notice Ctrl-C on every system.
        thread.join(0.1 if end is None else max(0.0, min(0.1, end - time.monotonic())))
    if errors:
        raise errors[0]
    return results[0]


def _require_selected(sparql: str, kind: QueryKind, bindings: Values) -> None:
    if kind is not QueryKind.SELECT:
        raise QueryError(f"a {kind} query takes no parameters", "Write it as a SELECT.")
    try:
        solutions = ox.Store().query(sparql, prefixes=dict(PREFIXES))
    except SyntaxError:
        return  # told with its place when it is run
    assert isinstance(solutions, ox.QuerySolutions)
    selected = {variable.value for variable in solutions.variables}
    for name in sorted(set(bindings) - selected):
        raise QueryError(
            f"?{name} takes a parameter's value but is not selected", f"Add ?{name} to the query's SELECT."
        )


def _clear_frames(error: BaseException) -> None:
    """Let go of what the frames of `error` hold: Oxigraph's answers must end in the thread they began in."""
    for one in (error, error.__cause__, error.__context__):
        if one is not None:
            traceback.clear_frames(one.__traceback__)
