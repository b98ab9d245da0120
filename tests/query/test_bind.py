"""Values become terms: whatever is in them, they never become SPARQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.query.days import day


@given(st.dates())
def test_a_whole_day_is_itself(wanted: date) -> None:
    for name in ("on", "since", "until"):
        assert day(name, f" {wanted.isoformat()} ") == wanted


@given(st.dates(min_value=date(1, 2, 1), max_value=date(9999, 11, 30)))
def test_a_month_spans_from_its_first_to_its_last_day(inside: date) -> None:
    month = inside.isoformat()[:7]
    first, last = day("since", month), day("until", month)
    assert first <= inside <= last
    assert (first.month, last.month) == (inside.month, inside.month)
    assert (first - timedelta(days=1)).month != inside.month != (last + timedelta(days=1)).month


def test_a_year_spans_from_january_to_december() -> None:
    assert (day("since", "2014"), day("until", "2014")) == (date(2014, 1, 1), date(2014, 12, 31))
    assert day("until", "2016-02") == date(2016, 2, 29)


@pytest.mark.parametrize("text", ["2014", "2014-02"])
def test_a_span_is_no_day(text: str) -> None:
    with pytest.raises(QueryError, match="not a day") as caught:
        day("on", text)
    assert "2014-0" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "14", "2014-13", "2014-2", "2014-02-30", "0000", "20140201", "2014-W05-1", "last week", "٢٠١٤"],
)
@pytest.mark.parametrize("name", ["on", "since", "until"])
def test_what_is_no_date_is_told(name: str, text: str) -> None:
    with pytest.raises(QueryError, match="is no date") as caught:
        day(name, text)
    assert "YYYY-MM-DD" in caught.value.hint
    assert ("YYYY-MM or YYYY" in caught.value.hint) == (name != "on")
