from __future__ import annotations

import pytest

from tests.nlp.texts import one, read


def bounds(text: str, issued: str | None = "2014-02-11") -> tuple[str | None, str | None]:
    (fact,) = [f for f in read(text, issued=issued).facts if f.type == "Criticism"]
    return fact.earliest, fact.latest


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("on 3 March 2012", ("2012-03-03", "2012-03-03")),
        ("in July 2013", ("2013-07-01", "2013-07-31")),
        ("in 2009", ("2009-01-01", "2009-12-31")),
        ("last December", ("2013-12-01", "2013-12-31")),
        ("in May", ("2013-05-01", "2013-05-31")),
        ("last year", ("2013-01-01", "2013-12-31")),
        ("yesterday", ("2014-02-10", "2014-02-10")),
    ],
)
def test_dates_are_read_against_the_article(when: str, expected: tuple[str, str]) -> None:
    assert bounds(f"Ofsted criticised Northmere Council {when}.") == expected


def test_without_a_date_of_issue_relative_dates_stay_words() -> None:
    text = "Ofsted criticised Northmere Council last December."
    (fact,) = [f for f in read(text, issued=None).facts if f.type == "Criticism"]
    assert (fact.earliest, fact.latest) == (None, None)
    assert fact.date_text is not None
    assert "December" in fact.date_text


def test_a_length_of_time_is_no_date() -> None:
    assert bounds("Ofsted criticised Northmere Council for three years.") == (None, None)


def test_a_length_of_time_before_a_date_is_left_out() -> None:
    (fact,) = [f for f in read("Tom Arkwell was jailed for two years in 2001.").facts if f.type == "Sanction"]
    assert (fact.earliest, fact.latest) == ("2001-01-01", "2001-12-31")


def test_where_it_happened_is_kept() -> None:
    reading = read("Tom Arkwell died in Leeds on Monday.")
    (fact,) = [f for f in reading.facts if f.type == "Death"]
    assert fact.location == "place:leeds"


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran will resign in July.",
        "Jane Dorran resigns in July.",
        "Jane Dorran is expected to resign in July.",
    ],
)
def test_what_is_to_come_comes_next_july(text: str) -> None:
    (fact,) = [f for f in read(text).facts if f.type == "Departure"]
    assert (fact.earliest, fact.latest) == ("2014-07-01", "2014-07-31")
    assert fact.status == "Planned"


def test_what_happened_happened_last_july() -> None:
    (fact,) = [f for f in read("Jane Dorran resigned in July.").facts if f.type == "Departure"]
    assert (fact.earliest, fact.status) == ("2013-07-01", "Asserted")


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted criticised Northmere Council in a letter to inspectors due in Eastmere next month.",
        "Ofsted criticised Jane Dorran, the leader of the council in 2009.",
        "Ofsted has stopped criticising Northmere Council in 2009.",
        "Jane Dorran criticised Northmere Council over its plans for June 2014.",
        "Ofsted criticised Northmere Council, which is to be wound up in May 2014.",
        "Jane Dorran attacked Northmere Council for its closing of Hill School next month.",
    ],
)
def test_a_date_of_something_else_is_not_the_date(text: str) -> None:
    assert bounds(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Dorran founded the firm in 1955 with her late husband Peter Sedge.", None),
        ("The widow of Peter Sedge founded the firm in 1955.", None),
        ("Jane Dorran wrote in 1955 about the murder of Peter Sedge.", None),
        ("The murder of Peter Sedge in 1955 was Jane Dorran's subject.", "1955-01-01"),
        ("Peter Sedge was murdered in 1955.", "1955-01-01"),
    ],
)
def test_a_death_named_in_passing_has_only_a_date_of_its_own(text: str, expected: str | None) -> None:
    assert {f.earliest for f in read(text).facts if f.type == "Death"} == {expected}


def test_what_something_is_for_is_not_when_it_happens() -> None:
    figures = one("Sedge Bank published sales figures for 2012.", "Authorship")
    assert (figures.earliest, figures.latest) == (None, None)
    review = one("Ofsted inspected Northmere Council for the first time in May 2013.", "Review")
    assert (review.earliest, review.latest) == ("2013-05-01", "2013-05-31")


def test_what_takes_effect_later_keeps_its_date() -> None:
    assert (
        one("Jane Dorran has resigned with effect from 1 March 2014.", "Departure").earliest == "2014-03-01"
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("from 2004 until 2012", ("2004-01-01", "2012-12-31")),
        ("from 2004 to 2012", ("2004-01-01", "2012-12-31")),
        ("between May 2004 and June 2006", ("2004-05-01", "2006-06-30")),
    ],
)
def test_a_post_lasts_from_one_day_to_another(when: str, expected: tuple[str, str]) -> None:
    found = read(f"Jane Dorran was leader of Northmere Council {when}.").facts
    (fact,) = [f for f in found if f.type == "Tenure"]
    assert (fact.earliest, fact.latest) == expected


def test_a_day_that_opens_a_name_is_no_date() -> None:
    text = "The book, by Sunday Chronicle journalist Tom Lusk, calls the mayor a coward."
    assert one(text, "Authorship").date_text is None


def test_by_a_year_is_its_end_at_the_latest() -> None:
    fact = one("Northmere Council had cut £3m from the service by 2009.", "Funding")
    assert (fact.earliest, fact.latest) == (None, "2009-12-31")
