"""Grades that somebody goes from and to."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ofsted has downgraded the rating of Hexley School from requires improvement to inadequate.",
            {"agent": "Ofsted", "target": "Hexley School", "rating": "inadequate"},
        ),
        (
            "Hexley School has been downgraded from outstanding to requires improvement.",
            {"target": "Hexley School", "rating": "requires improvement"},
        ),
        (
            'Hexley School was upgraded from "inadequate" to "good" by Ofsted.',
            {"agent": "Ofsted", "target": "Hexley School", "rating": "good"},
        ),
        (
            "Hexley School's rating has dropped from good to inadequate.",
            {"target": "Hexley School", "rating": "inadequate"},
        ),
    ],
)
def test_the_grade_reached_is_the_rating(text: str, expected: dict[str, str]) -> None:
    assert facts(text, "Rating") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The mood at Hexley School went from good to bad.",
        "Jane Dorran moved from Hexley to Northmere.",
    ],
)
def test_what_is_no_grade_stays(text: str) -> None:
    assert facts(text, "Rating") == []


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ('Ofsted graded the school "weak" for leadership and "good" for teaching.', {"weak", "good"}),
        (
            'An inspection in 2021 rated Harrow Council "requires improvement" for its care.',
            {"requires improvement"},
        ),
        ('Sedge jail was rated "not sufficiently good" for safety.', {"not sufficiently good"}),
        (
            "Last year Ofsted downgraded Harrow Council's services to inadequate and said it was sorry.",
            {"inadequate"},
        ),
    ],
)
def test_a_quoted_grade_is_the_verbs(text: str, ratings: set[str]) -> None:
    assert {row["rating"] for row in facts(text, "Rating")} == ratings


def test_who_rates_some_of_its_homes_is_not_rated() -> None:
    text = "The inspectorate, which inspected 31 homes, rated nine inadequate and closed four."
    assert facts(text, "Rating") == []


def test_a_grade_is_no_criticism_besides() -> None:
    assert facts('Ofsted rated Harrow Council "inadequate" in May.', "Criticism") == []
