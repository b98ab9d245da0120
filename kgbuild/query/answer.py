"""An answer in Python: rows of plain values, and ways to take them elsewhere."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

import pyoxigraph as ox

from kgbuild.errors import KgbuildError
from kgbuild.query import html, tables
from kgbuild.query.evidence import LAST_DATE, MAIN, MORE
from kgbuild.query.solutions import Binding, Solutions
from kgbuild.query.values import Value, python

if TYPE_CHECKING:
    import pandas as pd


class Row(dict[str, Value]):
    """A row of an answer: `row["person"]`, and for short `row.person`, but for names of dict's methods."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Value:
        """Return the value of the column `name`."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self)}") from None


class Answer(Sequence[Row]):
    """The rows that a query gave.

    Attributes:
        columns: The names of the columns.
        whole: Whether these are all rows; False where a limit cut some off.
    """

    def __init__(self, solutions: Solutions, base: str, title: str = "") -> None:
        self._solutions = solutions
        self._base = base
        self._title = title
        self.columns = solutions.columns
        self.whole = solutions.whole

    @cached_property
    def _rows(self) -> list[Row]:
        return [_row(row, self.columns) for row in self._solutions.rows]

    @cached_property
    def evidence(self) -> list[list[Row]]:
        """For each row all that states it, by date: sentence, article, date and fact.

        Empty where each sentence has a row of its own.
        """
        names = [name for name in MAIN.columns if name in self.columns and name not in (MORE, LAST_DATE)]
        return [[_row(one, names) for one in sentences] for sentences in self._solutions.evidence or ()]

    def __len__(self) -> int:
        return len(self._solutions.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __repr__(self) -> str:
        more = "" if self.whole else " or more"
        return f"<Answer: {len(self)}{more} rows of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        cells = tables.dated(self.columns, self._solutions.cells(self._base))
        return html.table(self.columns, cells, self._title)

    def to_csv(self) -> str:
        """Return the rows as SPARQL's CSV, with whole IRIs."""
        return self._written(ox.QueryResultsFormat.CSV)

    def to_json(self) -> str:
        """Return the rows as SPARQL's JSON."""
        return self._written(ox.QueryResultsFormat.JSON)

    def to_markdown(self) -> str:
        """Return the rows as a table for a report, with the evidence in quotation marks."""
        found, base = self._solutions, self._base
        return tables.to_markdown(found.columns, found.cells(base), found.others(base))

    def to_dataframe(self) -> pd.DataFrame:
        """Return the rows as a DataFrame of pandas.

        Raises:
            KgbuildError: pandas is not installed.
        """
        return dataframe(self.columns, [list(row.values()) for row in self._rows])

    def _written(self, form: ox.QueryResultsFormat) -> str:
        out = io.BytesIO()
        self._solutions.write(form, out)
        return out.getvalue().decode()


def _row(bindings: Mapping[str, Binding], names: Iterable[str]) -> Row:
    return Row({name: python(bindings[name]) if name in bindings else None for name in names})


def dataframe(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> pd.DataFrame:
    """Return a table as a DataFrame.

    Raises:
        KgbuildError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise KgbuildError("pandas is not installed", "Install it: pip install pandas.") from error
    return pd.DataFrame([list(row) for row in rows], columns=list(columns))
