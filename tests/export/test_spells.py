"""Times put together: the same days, in order, none twice."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.export.spells import Spell, merged, spell

FIRST = date(2012, 2, 20)
DAYS = [(FIRST + timedelta(number)).isoformat() for number in range(40)]


def days(spells: list[Spell]) -> set[str]:
    return {day for first, last in spells for day in DAYS if first <= day <= (last or "9999")}


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2001-05-03", "2001-05-03", ("2001-05-03", "2001-05-03")),
        ("2001-05", "2001-05", ("2001-05-01", "2001-05-31")),
        ("2004", "2004-02", ("2004-01-01", "2004-02-29")),
        ("2001-05-03", "", ("2001-05-03", "")),
        ("", "2001", ("", "2001-12-31")),
        ("2002-01-01", "2001-01-01", ("2001-01-01", "2002-01-01")),
        ("2001-13-01", "soon", None),
        ("-0044-03-15", "", None),
        ("", "", None),
    ],
)
def test_bounds_are_whole_days_in_order(earliest: str, latest: str, expected: Spell | None) -> None:
    assert spell(earliest, latest) == expected


def test_always_is_no_spell() -> None:
    assert merged([("", "2012-01-31"), ("2011-06-01", "")]) == []


@given(st.lists(st.tuples(st.integers(-1, 38), st.integers(0, 20), st.booleans()), max_size=8))
def test_merged_are_the_same_days_without_overlap(given_spells: list[tuple[int, int, bool]]) -> None:
    spells = [
        (DAYS[start] if start >= 0 else "", "" if is_open else DAYS[min(max(start, 0) + length, 39)])
        for start, length, is_open in given_spells
    ]
    found = merged(spells)
    assert days(found or ([("", "")] if spells else [])) == days(spells)
    assert ("", "") not in found
    for (_, last), (first, _) in itertools.pairwise(found):
        assert last
        assert date.fromisoformat(last) + timedelta(1) < date.fromisoformat(first)
