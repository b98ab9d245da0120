"""Tables to read: fitted to a terminal, a line for each row elsewhere, or as Markdown for a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kgbuild.query import markdown
from kgbuild.query.evidence import OTHERS, Evidence, evidences
from kgbuild.query.terminal import Rows, print_wrapped

if TYPE_CHECKING:
    from rich.console import Console

NO_ANSWERS = "No answers."
UNDATED = "undated"
"""What tables say where an article has no date: an empty cell would look like a fault."""


def print_table(columns: Sequence[str], rows: Rows, console: Console, no_answers: str = NO_ANSWERS) -> None:
    """Print a table: on a terminal as wide as it is, each evidence in one column, without empty columns.

    Where `console` is no terminal, it has a line for each row, and nothing is cut.

    Args:
        columns: The names of the columns.
        rows: The cells of each row.
        console: Where it is printed.
        no_answers: What a terminal is told when there are no rows.
    """
    rows = dated(columns, rows)
    if not console.is_terminal:
        _print_lines([columns, *rows], console)
    elif not rows:
        from rich.text import Text

        console.print(Text(no_answers))
    else:
        names, cells, evidence = _with_evidence(columns, rows, Evidence.text)
        print_wrapped(names, cells, evidence, console)


def to_markdown(columns: Sequence[str], rows: Rows, others: Sequence[str] = ()) -> str:
    """Return a table with each evidence as a quotation in one column, and without empty columns.

    Args:
        columns: The names of the columns.
        rows: The cells of each row.
        others: For each row, where further sentences stand that say the same; see `Solutions.others`.
    """
    if not rows:
        return f"{NO_ANSWERS}\n"
    rows = dated(columns, rows)
    if others:
        columns, rows = [*columns, OTHERS], [[*row, also] for row, also in zip(rows, others, strict=True)]
    names, cells, evidence = _with_evidence(columns, rows, _quotation)
    return markdown.table(names, cells, raw=evidence)


def _quotation(evidence: Evidence, row: Mapping[str, str]) -> str:
    """Return the sentence of `row` with where it stands, as Markdown."""
    source = evidence.source(row)
    return markdown.quotation(row[evidence.sentence], *source) if row[evidence.sentence] or source else ""


def _print_lines(rows: Rows, console: Console) -> None:
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        console.file.write("  ".join(cells).rstrip() + "\n")


def dated(columns: Sequence[str], rows: Rows) -> Rows:
    """Return `rows` where the dates of articles without one are said to be missing."""
    places = [
        (columns.index(one.article), columns.index(one.date))
        for one in evidences(columns)
        if one.article in columns and one.date in columns
    ]
    told = [list(row) for row in rows]
    for row in told:
        for article, date in places:
            if row[article] and not row[date]:
                row[date] = UNDATED
    return told


def _with_evidence(
    columns: Sequence[str], rows: Rows, shown: Callable[[Evidence, Mapping[str, str]], str]
) -> tuple[list[str], Rows, set[str]]:
    """Return the table with each evidence in one column, without empty columns; and which are evidence."""
    tables = [dict(zip(columns, row, strict=True)) for row in rows]
    evidence = {one.sentence: one for one in evidences(columns)}
    parts = {name for one in evidence.values() for name in one.columns} - set(evidence)
    wholes = {name: evidence[name].columns if name in evidence else (name,) for name in columns}
    names = [name for name in columns if name not in parts]
    kept = [name for name in names if any(row.get(part) for row in tables for part in wholes[name])] or names
    cells = [
        [shown(evidence[name], row) if name in evidence else row[name] for name in kept] for row in tables
    ]
    titles = [evidence[name].name if name in evidence else name for name in kept]
    return titles, cells, {evidence[name].name for name in kept if name in evidence}
