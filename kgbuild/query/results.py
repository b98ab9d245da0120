"""Writes what a query gives: as a table to read, or in a format for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.query.folding import Gather
from kgbuild.query.guard import QueryKind
from kgbuild.query.solutions import read, stream_csv
from kgbuild.query.tables import NO_ANSWERS, print_table, to_markdown
from kgbuild.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rich.console import Console


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"
    TURTLE = "turtle"


_ROWS = {
    Format.CSV: ox.QueryResultsFormat.CSV,
    Format.TSV: ox.QueryResultsFormat.TSV,
    Format.JSON: ox.QueryResultsFormat.JSON,
}
_FITTING = {
    QueryKind.SELECT: (Format.TABLE, *_ROWS, Format.MARKDOWN),
    QueryKind.ASK: (Format.TABLE, *_ROWS, Format.MARKDOWN),
    QueryKind.CONSTRUCT: (Format.TURTLE,),
    QueryKind.DESCRIBE: (Format.TURTLE,),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a query gave; it can be read once.

    Attributes:
        result: Oxigraph's own answer.
        columns: The variables to show; empty for all that are selected.
        base: The IRI below which instances live; tables leave it out.
        limit: How many rows to show at most; None for all.
        gather: Makes rows one that say the same; None leaves them. See `folding.gathering`.
        no_answers: What a terminal is told when there are no rows.
    """

    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    columns: tuple[str, ...]
    base: str
    limit: int | None = None
    gather: Gather | None = None
    no_answers: str = NO_ANSWERS


def fitting_format(kind: QueryKind, wanted: Format | None) -> Format:
    """Return the format for the answer to a query of `kind`: `wanted`, or the one that is usual for it.

    Raises:
        QueryError: `wanted` cannot hold such an answer.
    """
    fitting = _FITTING[kind]
    if wanted is None:
        return fitting[0]
    if wanted not in fitting:
        gives = "a graph" if Format.TURTLE in fitting else "no graph"
        raise QueryError(
            f"{kind} gives {gives}: --format {wanted} does not fit",
            f"Use --format {' or '.join(fitting)}.",
        )
    return wanted


def write_answer(answer: Outcome, form: Format, out: BinaryIO, console: Console | None) -> bool:
    """Write `answer` in a format that fits it: tables to `console`, all others to `out`.

    Returns:
        Whether it is written whole; not if it has more rows than its limit.
    """
    result = answer.result
    if isinstance(result, ox.QueryTriples):
        _write_turtle(result, out)
        return True
    if isinstance(result, ox.QueryBoolean):
        _write_boolean(result, form, out)
        return True
    if form in _ROWS and not answer.columns and answer.limit is None:
        _stream(result, form, out)
        return True
    if answer.gather is None:
        solutions = read(result, answer.columns, answer.limit)
    else:
        solutions = answer.gather(read(result, answer.columns)).first(answer.limit)
    if form in _ROWS:
        solutions.write(_ROWS[form], out)
        _end(form, out)
    elif form is Format.MARKDOWN:
        cells, others = solutions.cells(answer.base), solutions.others(answer.base)
        out.write(to_markdown(solutions.columns, cells, others).encode())
    else:
        assert console is not None, "a table needs a console"
        print_table(solutions.columns, solutions.cells(answer.base), console, answer.no_answers)
    return solutions.whole


def _write_boolean(result: ox.QueryBoolean, form: Format, out: BinaryIO) -> None:
    if form in _ROWS:
        result.serialize(out, _ROWS[form])
        out.write(b"\n")
    else:
        out.write(b"yes\n" if result else b"no\n")


def _stream(result: ox.QuerySolutions, form: Format, out: BinaryIO) -> None:
    """Write rows as they come, however many."""
    if form is Format.CSV:
        stream_csv(result, out)
    else:
        result.serialize(out, _ROWS[form])
        _end(form, out)


def _end(form: Format, out: BinaryIO) -> None:
    if form is Format.JSON:
        out.write(b"\n")


def _write_turtle(triples: Iterable[ox.Triple], out: BinaryIO) -> None:
    ordered = sorted(set(triples), key=str)
    text = "\n".join(str(triple) for triple in ordered)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    ox.serialize(ordered, out, ox.RdfFormat.TURTLE, prefixes=used)
