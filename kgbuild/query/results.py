"""Writes what a query gives: as a table to read, or in a format for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.query.guard import QueryKind
from kgbuild.query.text import shown_term
from kgbuild.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Rows = Sequence[Sequence[str]]


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TURTLE = "turtle"


_ROWS = {
    Format.CSV: ox.QueryResultsFormat.CSV,
    Format.TSV: ox.QueryResultsFormat.TSV,
    Format.JSON: ox.QueryResultsFormat.JSON,
}
_FITTING = {
    QueryKind.SELECT: (Format.TABLE, *_ROWS),
    QueryKind.ASK: (Format.TABLE, *_ROWS),
    QueryKind.CONSTRUCT: (Format.TURTLE,),
    QueryKind.DESCRIBE: (Format.TURTLE,),
}
_EVIDENCE_WIDTH = 36
_COLUMN_WIDTH = 9
_GAP = 3
"""Characters that a terminal has to have for the evidence, for each other column, and between two."""
_EVIDENCE = ("sentence", "article", "date", "fact")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave; it can be read once.

    Attributes:
        result: Oxigraph's own answer.
        columns: The variables to show; empty for all that are selected.
        base: The IRI below which instances live; tables leave it out.
    """

    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    columns: tuple[str, ...]
    base: str


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


def write_answer(answer: Answer, form: Format, out: BinaryIO, console: Console) -> None:
    """Write `answer` in a format that fits it: tables to `console`, all others to `out`.

    A table is wrapped to a terminal's width, with the evidence in one column; where `console` is no terminal,
    it has a line for each row, and nothing is cut.
    """
    result = answer.result
    if isinstance(result, ox.QueryTriples):
        _write_turtle(result, out)
    elif form is not Format.TABLE:
        if isinstance(result, ox.QuerySolutions):
            result = _only(result, answer.columns)
        result.serialize(out, _ROWS[form])
        if form is Format.JSON or isinstance(result, ox.QueryBoolean):
            out.write(b"\n")
    elif isinstance(result, ox.QueryBoolean):
        console.print("yes" if result else "no")
    else:
        columns = answer.columns or tuple(variable.value for variable in result.variables)
        rows = [[_cell(solution[name], answer.base) for name in columns] for solution in result]
        _print_table(columns, rows, console)


def _write_turtle(triples: Iterable[ox.Triple], out: BinaryIO) -> None:
    ordered = sorted(set(triples), key=str)
    text = "\n".join(str(triple) for triple in ordered)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    ox.serialize(ordered, out, ox.RdfFormat.TURTLE, prefixes=used)


def _only(solutions: ox.QuerySolutions, columns: Sequence[str]) -> ox.QuerySolutions:
    """Return `solutions` without the variables that are there only to take parameters in."""
    if not columns:
        return solutions
    data = solutions.serialize(format=ox.QueryResultsFormat.JSON)
    table = json.loads(data or b"")
    table["head"]["vars"] = list(columns)
    rows = table["results"]["bindings"]
    table["results"]["bindings"] = [{name: row[name] for name in columns if name in row} for row in rows]
    kept = ox.parse_query_results(json.dumps(table), format=ox.QueryResultsFormat.JSON)
    assert isinstance(kept, ox.QuerySolutions)
    return kept


def _cell(term: object, base: str) -> str:
    return "" if term is None else shown_term(term, base)


def _print_table(columns: Sequence[str], rows: Rows, console: Console) -> None:
    if not console.is_terminal:
        _print_lines([columns, *rows], console)
    elif not rows:
        console.print("No answers.")
    else:
        _print_wrapped(*_folded(columns, rows), console)


def _print_lines(rows: Rows, console: Console) -> None:
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        console.file.write("  ".join(cells).rstrip() + "\n")


def _folded(columns: Sequence[str], rows: Rows) -> tuple[Sequence[str], Rows]:
    """Return the table with its evidence in one last column, and without the columns that are empty."""
    tables = [dict(zip(columns, row, strict=True)) for row in rows]
    folds = set(_EVIDENCE[:2]) <= set(columns)
    kept = [
        name for name in columns if any(row[name] for row in tables) and not (folds and name in _EVIDENCE)
    ]
    if not folds:
        return kept, [[row[name] for name in kept] for row in tables]
    return [*kept, "evidence"], [[*(row[name] for name in kept), _evidence(row)] for row in tables]


def _evidence(row: dict[str, str]) -> str:
    source = ", ".join(row[name] for name in _EVIDENCE[1:] if row.get(name))
    return f"{row['sentence']}\n[{source}]"


def _print_wrapped(columns: Sequence[str], rows: Rows, console: Console) -> None:
    """Print a table of the terminal's width; where columns would be too narrow, a paragraph for each row."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, header_style="bold", leading=1)
    width = (console.width - (_EVIDENCE_WIDTH if "evidence" in columns else 0)) // max(len(columns) - 1, 1)
    if width - _GAP < _COLUMN_WIDTH:
        _print_paragraphs(columns, rows, console)
        return
    for name in columns:
        # Without a limit on the others, the evidence, which is the widest, would be squeezed first.
        table.add_column(name, overflow="fold", max_width=None if name == "evidence" else width - _GAP)
    for row in rows:
        table.add_row(*map(_plain, row))
    console.print(table)


def _print_paragraphs(columns: Sequence[str], rows: Rows, console: Console) -> None:
    from rich.table import Table

    for row in rows:
        table = Table.grid(padding=(0, 2))
        for name, cell in zip(columns, row, strict=True):
            if cell:
                table.add_row(_plain(name, "bold"), _plain(cell))
        console.print(table)
        console.print()


def _plain(text: str, style: str = "") -> Text:
    """Return `text` such that rich takes nothing in it for markup."""
    from rich.text import Text

    return Text(text, style, overflow="fold")
