"""Spells: the times that facts hold, as whole days, put together so that none overlaps another."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

Spell = tuple[str, str]
"""The first and the last day, `YYYY-MM-DD`; empty where it is open."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_END = "9999-12-31"
_ALWAYS: Spell = ("", "")


def spell(earliest: str, latest: str) -> Spell | None:
    """Return the time between two dates, which may be a year or a month alone; None where both are unknown.

    >>> spell("2001-05", "2002"), spell("", "2002-02"), spell("", "")
    (('2001-05-01', '2002-12-31'), ('', '2002-02-28'), None)
    """
    first, last = _day(earliest, is_last=False), _day(latest, is_last=True)
    if not first and not last:
        return None
    return (last, first) if first and last and last < first else (first, last)


def is_day(text: str) -> bool:
    """Whether a text is one day, `YYYY-MM-DD`."""
    return text != "" and _day(text, is_last=False) == text


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Return the same days as `spells`, in order, without overlaps and without gaps of no day between two.

    Where that is always, there is none: a spell that is open at both ends says nothing.

    >>> merged([("2012-03-01", "2012-04-01"), ("2011-01-01", "2012-03-31"), ("2014-01-01", "")])
    [('2011-01-01', '2012-04-01'), ('2014-01-01', '')]
    """
    found: list[Spell] = []
    for first, last in sorted(set(spells), key=lambda one: (one[0], one[1] or _END)):
        if found and _next_day(found[-1][1]) >= first:
            open_end = not last or not found[-1][1]
            found[-1] = (found[-1][0], "" if open_end else max(last, found[-1][1]))
        else:
            found.append((first, last))
    return [] if found == [_ALWAYS] else found


def _day(text: str, *, is_last: bool) -> str:
    parts = _DAY.fullmatch(text)
    if parts is None:
        return ""
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    try:
        month = month or (12 if is_last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if is_last else 1)).isoformat()
    except ValueError:
        return ""


def _next_day(day: str) -> str:
    return _END if day in ("", _END) else (date.fromisoformat(day) + timedelta(days=1)).isoformat()
