"""Rows with marks along time: what happened when, or is known to hold from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kgbuild.errors import ExportError
from kgbuild.explore.facts import FactView, Source
from kgbuild.report.plot import INK, Plot, drawing, finished, key, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_ROWS = 60
"""How many rows a picture has at most."""
_LABEL = 66
_ROW, _AXIS = 0.26, 0.3
"""The height of a row and of the axis, in inches."""
_BAR = 7.0
_GREY = "#555555"
_STUB = 25
"""Which part of all the time a bar covers that is open on one side."""
_MONTH = timedelta(days=31)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """When something happened or held, or was reported.

    Attributes:
        first: The first day it may mean; None where it is open.
        last: The last day; None where it is open.
        reported: Whether this is only when it was reported.
        seen: The last day on which it was reported, from which on it is open; None where that is unknown.
        status: Asserted, Planned or Denied.
        colour: Its colour.
    """

    first: date | None
    last: date | None
    reported: bool
    seen: date | None
    status: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a picture tells, and when."""

    text: str
    marks: tuple[Mark, ...]


def mark(fact: FactView, colour: str) -> Mark | None:
    """Return when `fact` was true, or else when it was reported first; None where neither is known."""
    first, last = _day(fact.earliest), _day(fact.latest)
    issued = sorted(filter(None, (_day(e.source.issued) for e in fact.evidence)))
    if first or last:
        return Mark(first, last, False, issued[-1] if issued else None, fact.status, colour)
    return Mark(issued[0], issued[0], True, None, fact.status, colour) if issued else None


def rows_plot(
    title: str,
    rows: Sequence[Row],
    notes: Iterable[str],
    sources: Iterable[Source],
    colours: Sequence[tuple[str, str]] = (),
) -> Plot:
    """Return a picture of `rows`, from the first to the last.

    Args:
        title: What it shows.
        rows: At least one, each with at least one mark.
        notes: How to read it, and what is left out.
        sources: The articles that it comes from.
        colours: What colours mean, each with its name.
    """
    with drawing(_AXIS + _ROW * len(rows)) as figure:
        axes = figure.subplots()
        start, end = _bounds(rows)
        axes.set_xlim(_number(start), _number(end))
        axes.xaxis_date()
        axes.set_ylim(len(rows) - 0.5, -0.5)
        for place, row in enumerate(rows):
            for one in row.marks:
                _draw(axes, place, one, (end - start) / _STUB)
        axes.set_yticks(range(len(rows)), [label(row.text, _LABEL) for row in rows])
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y")
        _time_axis(axes)
        keys = _keys([one for row in rows for one in row.marks], colours)
        return finished(figure, title, notes, sources, keys)


def check_rows(number: int, what: str, hint: str) -> None:
    """Raise an error that says what to do if there are too many rows for a picture.

    Raises:
        ExportError: It is so.
    """
    if number > MOST_ROWS:
        raise ExportError(f"{number} rows are too many for a picture of {what}: it has {MOST_ROWS}", hint)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _bounds(rows: Sequence[Row]) -> tuple[date, date]:
    """Return from when to when to draw: all marks, and a little room on both sides."""
    marks = [one for row in rows for one in row.marks]
    days = [day for one in marks for day in (one.first, one.last, None if one.last else one.seen) if day]
    room = max((max(days) - min(days)) / _STUB, _MONTH)
    first = min(days) - room if min(days) - date.min > room else date.min
    return first, max(days) + room if date.max - max(days) > room else date.max


def _draw(axes: Axes, place: int, one: Mark, stub: timedelta) -> None:
    hollow = {"markerfacecolor": "white"} if one.status == "Planned" else {}
    shape = {"Denied": "X"}.get(one.status, "<" if one.reported else "o")

    def draw(days: Sequence[date], shape: str, colour: str = one.colour, **more: Any) -> None:
        axes.plot(list(map(_number, days)), [place] * len(days), shape, color=colour, **more)

    first, last = _ends(one, stub)
    if one.first and one.last and last - first < stub / 2:  # as a bar, it would not be seen
        draw([first + (last - first) / 2], shape, markersize=_BAR, **hollow)
        return
    draw([first, last], "-", linewidth=_BAR, solid_capstyle="butt")
    if hollow:
        draw([first, last], "-", "white", linewidth=_BAR - 2.5, solid_capstyle="butt")
    if one.status == "Denied":
        draw([first + (last - first) / 2], shape, INK, markersize=_BAR)
    if not one.first:
        draw([first], "<", markersize=_BAR + 3, clip_on=False, **hollow)
    if not one.last:
        draw([last], ">", markersize=_BAR + 3, clip_on=False, **hollow)


def _ends(one: Mark, stub: timedelta) -> tuple[date, date]:
    """Return where to draw the ends of a bar; an open one stays near what is known."""
    if one.first is None:
        last = one.last or date.max
        return (last - stub if last - date.min > stub else date.min), last
    near = one.first + stub if date.max - one.first > stub else date.max
    return one.first, one.last or max(near, one.seen or near)


def _number(day: date) -> int:
    """Return `day` as matplotlib counts days."""
    return day.toordinal() - _EPOCH


def _time_axis(axes: Axes) -> None:
    from matplotlib.dates import AutoDateFormatter, AutoDateLocator

    locator = AutoDateLocator(minticks=2, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(AutoDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.xaxis.tick_top()
    axes.spines["top"].set_visible(True)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(False)


def _keys(marks: Sequence[Mark], colours: Sequence[tuple[str, str]]) -> list[Line2D]:
    """Return what the marks that there are mean."""

    def shape(text: str, marker: str, **style: Any) -> Line2D:
        return key(text, _GREY, marker=marker, **style)

    found = []
    if any(one.first != one.last for one in marks):
        found.append(shape("some of that time, or all of it", "", linestyle="-", linewidth=_BAR))
    if any(not one.last for one in marks):
        found.append(shape("no end told", ">", linestyle="-", linewidth=_BAR))
    if any(not one.first for one in marks):
        found.append(shape("no beginning told", "<", linestyle="-", linewidth=_BAR))
    if any(one.first == one.last and not one.reported for one in marks):
        found.append(shape("at that time", "o"))
    if any(one.reported for one in marks):
        found.append(shape("reported then; when it was is not told", "<"))
    if any(one.status == "Planned" for one in marks):
        found.append(shape("hollow: planned, not done", "o", markerfacecolor="white"))
    if any(one.status == "Denied" for one in marks):
        found.append(shape("denied", "X"))
    return found + [key(text, colour, marker="s") for text, colour in colours]
