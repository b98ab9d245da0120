"""Counts the rows of an answer while it is written: Oxigraph does not tell how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

Counter = Callable[[bytes], int]
"""Takes the next piece of an answer; returns how many rows have begun or ended in all pieces so far."""


def row_counter(form: ox.QueryResultsFormat) -> Counter:
    """Return what counts the rows of an answer in `form`."""
    counters: dict[ox.QueryResultsFormat, Callable[[], Counter]] = {
        ox.QueryResultsFormat.JSON: _Json,
        ox.QueryResultsFormat.XML: _Xml,
        ox.QueryResultsFormat.CSV: _Csv,
        ox.QueryResultsFormat.TSV: _Tsv,
    }
    return counters[form]()


class _Tsv:
    """Rows end in a line feed; in values it is escaped. The first line is the header."""

    def __init__(self) -> None:
        self.rows = -1

    def __call__(self, data: bytes) -> int:
        self.rows += data.count(b"\n")
        return self.rows


class _Csv:
    """As TSV, but values hold line feeds between quotation marks; a mark in a value is doubled."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = 0

    def __call__(self, data: bytes) -> int:
        pieces = data.split(b'"')
        self.rows += sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted = (self._quoted + len(pieces) - 1) % 2
        return self.rows


class _Xml:
    """Each row begins with a tag; in values "<" is escaped."""

    _TAG = b"<result>"

    def __init__(self) -> None:
        self.rows = 0
        self._tail = b""

    def __call__(self, data: bytes) -> int:
        data = self._tail + data
        self.rows += data.count(self._TAG)
        self._tail = data[1 - len(self._TAG) :]
        return self.rows


class _Json:
    """Outside of strings, "[{" stands only before the first row, and "},{" only between two."""

    _BEFORE_ROW = re.compile(rb"\[\{|\},\{")

    def __init__(self) -> None:
        self.rows = 0
        self._escape = b""
        self._quoted = 0
        self._tail = b""

    def __call__(self, data: bytes) -> int:
        data = self._escape + data
        backslashes = len(data) - len(data.rstrip(b"\\"))
        self._escape = data[len(data) - backslashes % 2 :]
        data = data[: len(data) - len(self._escape)]
        pieces = data.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        bare = self._tail + b'"'.join(pieces[self._quoted :: 2])
        self._quoted = (self._quoted + len(pieces) - 1) % 2
        self.rows += len(self._BEFORE_ROW.findall(bare)) - len(self._BEFORE_ROW.findall(self._tail))
        self._tail = bare[-2:]
        return self.rows
