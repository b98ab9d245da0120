"""Tables to read: fitted to a terminal, a line for each row elsewhere, or as Markdown for a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgbuild.query import markdown
from kgbuild.query.terminal import Rows, print_wrapped

if TYPE_CHECKING:
    from rich.console import Console

NO_ANSWERS = "No answers."
UNDATED = "undated"
"""What tables say where an article has no date: an empty cell would look like a fault."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The columns of a sentence and of where it stands, which are shown as one.

    Attributes:
        name: What the one column is called.
        sentence: The column of the sentence.
        article: The column of the article's identifier; it need not be there.
        date: The column of its date; it need not be there.
        fact: The column of the fact; it need not be there.
    """

    name: str
    sentence: str
    article: str
    date: str
    fact: str

    @property
    def columns(self) -> tuple[str, ...]:
        """All four."""
        return (self.sentence, self.article, self.date, self.fact)

    def source(self, row: Mapping[str, str]) -> list[str]:
        """Return what `row` tells of where the sentence stands."""
        return [row[name] for name in (self.article, self.date, self.fact) if row.get(name)]

    def text(self, row: Mapping[str, str]) -> str:
        """Return the sentence of `row`, and on a line of its own where it stands."""
        lines = [row[self.sentence]] if row[self.sentence] else []
        source = self.source(row)
        return "\n".join([*lines, f"[{', '.join(source)}]"] if source else lines)

    def quotation(self, row: Mapping[str, str]) -> str:
        """Return the sentence of `row` with where it stands, as Markdown."""
        if not row[self.sentence] and not self.source(row):
            return ""
        return markdown.quotation(row[self.sentence], *self.source(row))


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
        names, cells, evidence = _folded(columns, rows, _Evidence.text)
        print_wrapped(names, cells, evidence, console)


def to_markdown(columns: Sequence[str], rows: Rows) -> str:
    """Return a table with each evidence as a quotation in one column, and without empty columns."""
    if not rows:
        return f"{NO_ANSWERS}\n"
    names, cells, evidence = _folded(columns, dated(columns, rows), _Evidence.quotation)
    return markdown.table(names, cells, raw=evidence)


def _print_lines(rows: Rows, console: Console) -> None:
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        console.file.write("  ".join(cells).rstrip() + "\n")


def _evidences(columns: Sequence[str]) -> Iterator[_Evidence]:
    """Yield each evidence of a table: sentence, article, date, fact; also otherSentence, otherArticle ..."""
    if {"sentence", "article"} <= set(columns) and "evidence" not in columns:
        yield _Evidence("evidence", "sentence", "article", "date", "fact")
    ends = ("Article", "Fact")
    for prefix in dict.fromkeys(
        name.removesuffix(end) for name in columns for end in ends if name.endswith(end)
    ):
        parts = (f"{prefix}Article", f"{prefix}Date", f"{prefix}Fact")
        if f"{prefix}Sentence" in columns and f"{prefix}Evidence" not in columns:
            yield _Evidence(f"{prefix}Evidence", f"{prefix}Sentence", *parts)
        elif prefix in columns:
            yield _Evidence(prefix, prefix, *parts)


def dated(columns: Sequence[str], rows: Rows) -> Rows:
    """Return `rows` where the dates of articles without one are said to be missing."""
    places = [
        (columns.index(one.article), columns.index(one.date))
        for one in _evidences(columns)
        if one.article in columns and one.date in columns
    ]
    told = [list(row) for row in rows]
    for row in told:
        for article, date in places:
            if row[article] and not row[date]:
                row[date] = UNDATED
    return told


def _folded(
    columns: Sequence[str], rows: Rows, shown: Callable[[_Evidence, Mapping[str, str]], str]
) -> tuple[list[str], Rows, set[str]]:
    """Return the table with each evidence in one column, without empty columns; and which are evidence."""
    tables = [dict(zip(columns, row, strict=True)) for row in rows]
    evidence = {one.sentence: one for one in _evidences(columns)}
    parts = {name for one in evidence.values() for name in one.columns} - set(evidence)
    wholes = {name: evidence[name].columns if name in evidence else (name,) for name in columns}
    names = [name for name in columns if name not in parts]
    kept = [name for name in names if any(row.get(part) for row in tables for part in wholes[name])] or names
    cells = [
        [shown(evidence[name], row) if name in evidence else row[name] for name in kept] for row in tables
    ]
    titles = [evidence[name].name if name in evidence else name for name in kept]
    return titles, cells, {evidence[name].name for name in kept if name in evidence}
