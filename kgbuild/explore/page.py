"""What was looked up, in Python: typed records, and ways to show them and take them elsewhere."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kgbuild.explore.present import View, print_view
from kgbuild.explore.render import print_page, to_json
from kgbuild.explore.show import EntityPage
from kgbuild.explore.tables import Table, table_of
from kgbuild.query import html
from kgbuild.query.answer import dataframe

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", bound=EntityPage | View)

_WIDTH = 100


@dataclass(frozen=True, repr=False)
class Page(Generic[T]):
    """What was looked up: a page, ties, a timeline; a notebook shows it as a table.

    Attributes:
        data: All of it, as typed records.
        base: The IRI below which instances live, left out of identifiers.
    """

    data: T
    base: str

    @property
    def table(self) -> Table:
        """It as a table of text: title, columns and rows; each row ends with its evidence."""
        return table_of(self.data, self.base)

    def __repr__(self) -> str:
        return f"<{type(self.data).__name__}: {self.table.title}, {len(self.table.rows)} rows>"

    def __str__(self) -> str:
        from rich.console import Console

        console = Console(file=io.StringIO(), width=_WIDTH, color_system=None)
        if isinstance(self.data, EntityPage):
            print_page(self.data, console, self.base)
        else:
            print_view(self.data, console, self.base)
        return str(console.file.getvalue())  # type: ignore[attr-defined]

    def _repr_html_(self) -> str:
        return html.table(self.table.columns, self.table.rows, self.table.title)

    def to_json(self) -> str:
        """Return all of it as indented JSON."""
        return to_json(self.data)

    def to_csv(self) -> str:
        """Return the table as CSV."""
        return self.table.to_csv()

    def to_markdown(self) -> str:
        """Return the table for a report, with the evidence in quotation marks."""
        return self.table.to_markdown()

    def to_dataframe(self) -> pd.DataFrame:
        """Return the table as a DataFrame of pandas.

        Raises:
            KgbuildError: pandas is not installed.
        """
        return dataframe(self.table.columns, self.table.rows)
