"""Tables to read: wrapped to a terminal, a line for each row elsewhere, or as Markdown for a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kgbuild.query import markdown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Rows = Sequence[Sequence[str]]

NO_ANSWERS = "No answers."

_EVIDENCE_WIDTH = 36
_COLUMN_WIDTH = 9
_GAP = 3
"""Characters that a terminal has to have for the evidence, for each other column, and between two."""
_EVIDENCE = ("sentence", "article", "date", "fact")


def print_table(columns: Sequence[str], rows: Rows, console: Console) -> None:
    """Print a table: of a terminal's width, with the evidence in one column and without empty columns.

    Where `console` is no terminal, it has a line for each row, and nothing is cut.
    """
    if not console.is_terminal:
        _print_lines([columns, *rows], console)
    elif not rows:
        console.print(NO_ANSWERS)
    else:
        _print_wrapped(*_folded(columns, rows, _evidence), console)


def to_markdown(columns: Sequence[str], rows: Rows) -> str:
    """Return a table with the evidence as a quotation in its last column, and without empty columns."""
    if not rows:
        return f"{NO_ANSWERS}\n"
    names, cells = _folded(columns, rows, _quotation)
    return markdown.table(names, cells, raw={"evidence"} - set(columns))


def _print_lines(rows: Rows, console: Console) -> None:
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        console.file.write("  ".join(cells).rstrip() + "\n")


def _folded(
    columns: Sequence[str], rows: Rows, evidence: Callable[[Mapping[str, str]], str]
) -> tuple[list[str], Rows]:
    """Return the table with its evidence in one last column, and without the columns that are empty."""
    tables = [dict(zip(columns, row, strict=True)) for row in rows]
    folds = set(_EVIDENCE[:2]) <= set(columns) and "evidence" not in columns
    kept = [
        name for name in columns if any(row[name] for row in tables) and not (folds and name in _EVIDENCE)
    ]
    if not folds:
        kept = kept or list(columns)
        return kept, [[row[name] for name in kept] for row in tables]
    return [*kept, "evidence"], [[*(row[name] for name in kept), evidence(row)] for row in tables]


def _source(row: Mapping[str, str]) -> list[str]:
    return [row[name] for name in _EVIDENCE[1:] if row.get(name)]


def _evidence(row: Mapping[str, str]) -> str:
    return f"{row['sentence']}\n[{', '.join(_source(row))}]"


def _quotation(row: Mapping[str, str]) -> str:
    return markdown.quotation(row["sentence"], *_source(row))


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
