"""Tables on a terminal: as wide as it is, without a broken word; where that cannot be, a paragraph a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Rows = Sequence[Sequence[str]]

_PROSE_WIDTH = 36
"""Characters that a column of sentences has to have, if they are so long."""
_PROSE_SHARE = 0.4
"""How much of a terminal such columns get before others grow beyond what they need."""
_CELL_LINES = 5
"""How many lines a cell of another column may take; more make a table that is no longer read at a glance."""
_CELL_WIDTH = 8
"""Characters that another column has to have, if its cells are so long: a word a line is hard to read."""
_GAP = 2


def print_wrapped(columns: Sequence[str], rows: Rows, prose: Collection[str], console: Console) -> None:
    """Print rows as a table of the terminal's width, or where it is too narrow a paragraph for each.

    Args:
        columns: The names of the columns.
        rows: The cells of each row.
        prose: The columns of sentences, which may take many lines. The last line of their cells tells where
            the sentence stands, and is not broken within a word.
        console: A terminal.
    """
    widths = _widths(columns, rows, prose, console.width)
    if widths is None:
        _print_paragraphs(columns, rows, console)
    else:
        _print_table(columns, rows, widths, console)


def _widths(columns: Sequence[str], rows: Rows, prose: Collection[str], room: int) -> list[int] | None:
    """Return the width of each column, such that no word is broken; None if there are none."""
    from rich.cells import cell_len

    least, most = [], []
    for name, *cells in zip(columns, *rows, strict=True):
        lines = [line for cell in (name, *cells) for line in cell.splitlines()]
        unbroken = [name, *(cell.rpartition("\n")[2] for cell in cells)] if name in prose else lines
        longest = max(map(cell_len, lines), default=0)
        word = max((cell_len(word) for line in unbroken for word in line.split()), default=0)
        readable = min(longest, _PROSE_WIDTH if name in prose else _CELL_WIDTH)
        least.append(max(word, readable, 0 if name in prose else -(-longest // _CELL_LINES)))
        most.append(longest)
    spare = room - _GAP * (len(columns) - 1) - sum(least)
    if spare < 0:
        return None
    wide = [number for number, name in enumerate(columns) if name in prose]
    others = [number for number in range(len(columns)) if number not in wide]
    share = int(room * _PROSE_SHARE / max(len(wide), 1))
    kept = sum(max(0, min(most[number], share) - least[number]) for number in wide)
    widths = _grown(least, most, others, spare - min(spare, kept), lambda width, wanted: wanted - width)
    return _grown(widths, most, wide, spare - (sum(widths) - sum(least)), lambda width, _: width)


def _grown(
    widths: Sequence[int],
    most: Sequence[int],
    which: Sequence[int],
    spare: int,
    order: Callable[[int, int], int],
) -> list[int]:
    """Return `widths` with `spare` given to some columns, to none more than `most`.

    Args:
        widths: The width of each column.
        most: The widths beyond which they need not grow.
        which: The columns that may grow.
        spare: How many characters there are to give.
        order: Tells from a width and the most of it who comes first: the column with the least.
    """
    grown = list(widths)
    for _ in range(spare):
        growing = [number for number in which if grown[number] < most[number]]
        if not growing:
            break
        grown[min(growing, key=lambda number: order(grown[number], most[number]))] += 1
    return grown


def _print_table(columns: Sequence[str], rows: Rows, widths: Sequence[int], console: Console) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table

    wrapped = any(
        cell_len(line) > width or line != cell
        for row in rows
        for cell, width in zip(row, widths, strict=True)
        for line in cell.splitlines()
    )
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - 1, 0, 0),
        header_style="bold",
        leading=int(wrapped),
    )
    for name, width in zip(columns, widths, strict=True):
        table.add_column(name, overflow="fold", width=width)
    for row in rows:
        table.add_row(*map(_cell, row))
    console.print(table)


def _print_paragraphs(columns: Sequence[str], rows: Rows, console: Console) -> None:
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    width = max(map(cell_len, columns), default=0) + _GAP
    names = [(set_cell_size(name, width), "bold") for name in columns]
    break_ = Text("\n" + " " * width)
    for number, row in enumerate(rows):
        lines = [
            Text.assemble(name, break_.join(_wrapped(cell, max(console.width - width, 1), console)))
            for name, cell in zip(names, row, strict=True)
            if cell
        ]
        console.print(Text("\n").join(lines), soft_wrap=True, end="\n\n" if number + 1 < len(rows) else "\n")


def _wrapped(cell: str, width: int, console: Console) -> list[Text]:
    lines = list(_cell(cell).wrap(console, width, overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


def _cell(text: str) -> Text:
    """Return the text of a cell, no part of which is markup; where a sentence stands, below it, is dim."""
    from rich.text import Text

    cell = Text(text, overflow="fold")
    if "\n" in text:
        cell.stylize("dim", text.rindex("\n") + 1)
    return cell
