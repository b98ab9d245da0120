"""Writes CSV files for importers: UTF-8, a line a row, values as they are.

No apostrophe stands before what a spreadsheet would take for a formula: an importer would keep it. For
spreadsheets there is `table`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


def columns(rows: Iterable[Row], first: Sequence[str] = ()) -> list[str]:
    """Return the names that occur in `rows`, sorted, those of `first` before them."""
    found = {name for row in rows for name in row}
    return [*first, *sorted(found.difference(first))]


def write_rows(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file; None is an empty cell."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
