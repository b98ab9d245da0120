"""For whom nameless spokesmen speak."""

from __future__ import annotations

import pytest

from kgbuild.model import Kind
from kgbuild.nlp import mouthpieces
from tests.nlp.texts import facts, read


def speaker(text: str) -> str:
    """Return who makes the last statement of a text."""
    return facts(text, "Statement")[-1]["agent"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A spokesman for Harrow Homes said the site was safe.", "Harrow Homes"),
        ("Harrow Homes was fined £2m. A spokesman for the firm said the site was safe.", "Harrow Homes"),
        ("Harrow Homes was fined £2m. A spokesman said the site was safe.", "Harrow Homes"),
        ("A Harrow Homes spokesman said the site was safe.", "Harrow Homes"),
        ("Northmere Council's spokeswoman said the bridge was safe.", "Northmere Council"),
        ("A spokesman for Tandem Ltd said it was late. He added that nobody had been hurt.", "Tandem Ltd"),
        (
            'Tandem Ltd\'s spokeswoman denied it. "We tell the truth about all of this," she said.',
            "Tandem Ltd",
        ),
    ],
)
def test_what_the_spokesman_of_a_named_body_says_the_body_says(text: str, body: str) -> None:
    assert speaker(text) == body
    assert all(r.kind is not Kind.PERSON for r in read(text).referents)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "A spokeswoman for the mayor of Dunmere said he was well again.",
            "spokeswoman for the mayor of Dunmere",
        ),
        ("A council spokesman said the bridge was safe.", "council spokesman"),
        ("A Labour transport spokesman said the bridge was safe.", "Labour transport spokesman"),
        (
            "Harrow Homes was fined £2m. A spokesman for its lawyers said it was too late.",
            "Harrow Homes' lawyers",
        ),
    ],
)
def test_who_speaks_for_others_is_called_by_them(text: str, label: str) -> None:
    assert speaker(text).endswith(label)


@pytest.mark.parametrize(
    ("text", "fact_type"),
    [
        ("A Home Office spokesman resigned on Friday.", "Departure"),
        ("A Harrow Homes spokesman was jailed for fraud.", "Sanction"),
    ],
)
def test_what_befalls_a_spokesman_does_not_befall_the_body(text: str, fact_type: str) -> None:
    assert not {"Home Office", "Harrow Homes"} & {v for fact in facts(text, fact_type) for v in fact.values()}


def test_another_person_who_speaks_next_does_not_speak_for_the_body() -> None:
    text = "A Tandem spokesman met Rita Kaye. Rita Kaye wept. She said the deal was off."
    assert speaker(text) == "Rita Kaye"


def test_who_is_named_after_a_spokesman_need_not_be_he() -> None:
    assert not facts("A Tandem spokesman said it was late. Tom Lusk said the deal was off.", "Tenure")


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman said the site was safe.",
        "Harrow Homes sued Tandem Ltd. A spokesman said the site was safe.",
        "Rita Kaye sued Harrow Homes. A spokesman said the site was safe.",
        "Harrow Homes was fined £2m. A spokesman told Tandem Ltd that the site was safe.",
        "Harrow Homes was fined £2m.\nThe rain has stopped. A spokesman said the site was safe.",
    ],
)
def test_whose_spokesman_is_left_open_where_the_text_does_not_tell(text: str) -> None:
    assert speaker(text) == "spokesman"


def test_the_spokesman_is_the_one_just_spoken_of() -> None:
    text = "A spokesman for Tandem Ltd said it was late. The spokesman said that nobody had been hurt."
    assert speaker(text) == "Tandem Ltd"


def test_two_spokesmen_are_kept_apart() -> None:
    text = (
        "A spokesman for Tandem Ltd said it was late. A spokesman for Harrow Homes said it was early. "
        "The spokesman said that nobody had been hurt."
    )
    assert speaker(text) == "spokesman"


def test_an_owner_of_a_name_that_ends_in_s() -> None:
    assert mouthpieces.possessive("Harrow Homes") == "Harrow Homes'"
