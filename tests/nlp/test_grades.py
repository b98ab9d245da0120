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
