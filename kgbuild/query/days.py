"""Days as a user may give them: whole, or as a year or a month that stands for its first or last day."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from kgbuild.errors import QueryError

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?", re.ASCII)
_FIRST, _LAST = frozenset({"since"}), frozenset({"until"})
"""The names of parameters that bound a time from below and from above."""
Day = str | date
"""A day, or as text also a year or a month where it bounds a time: "2014", "2014-02", "2014-02-01"."""


def day(name: str, text: str) -> date:
    """Return the day that `text` stands for as the value of the parameter `name`.

    A year or a month is its first day for `since`, its last day for `until`. For any other parameter it is no
    day: "in 2014" is a span of time, and which day of it is meant is not for a program to guess.

    >>> day("since", "2014"), day("until", "2014-02")
    (datetime.date(2014, 1, 1), datetime.date(2014, 2, 28))

    Raises:
        QueryError: `text` is no date, or not a whole one where that is needed.
    """
    text = text.strip()
    partial = _PARTIAL.fullmatch(text)
    try:
        if partial is None:
            return _whole(text)
        year, month = int(partial[1]), partial[2] and int(partial[2])
        first = date(year, month or 1, 1)
        last = date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        forms = "YYYY-MM-DD, YYYY-MM or YYYY" if name in _FIRST | _LAST else "YYYY-MM-DD"
        raise QueryError(f"{name}: {text!r} is no date", f"Give it as {forms}.") from None
    if name not in _FIRST | _LAST:
        unit = "month" if month else "year"
        raise QueryError(
            f"{name}: {text!r} is a whole {unit}, not a day", f"Give one day of it: {first}, say."
        )
    return first if name in _FIRST else last


def _whole(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise ValueError(text)  # other ISO forms, such as 20140201, are misread too easily
    return date.fromisoformat(text)


def text_of(value: str | int | date) -> str:
    """Return a day, number or text as a user types it."""
    if isinstance(value, datetime):  # a Timestamp of pandas is one
        value = value.date()
    return value if isinstance(value, str) else str(value)


def bounds_of(since: Day | None, until: Day | None) -> dict[str, str]:
    """Return the first and the last day of a time as `YYYY-MM-DD`; empty for no bound.

    Raises:
        QueryError: One is no date.
    """
    given = {"since": since, "until": until}
    return {
        name: "" if value is None else day(name, text_of(value)).isoformat() for name, value in given.items()
    }
