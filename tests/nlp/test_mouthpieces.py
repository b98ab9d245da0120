"""For whom nameless spokesmen speak."""

from __future__ import annotations

import pytest

from kgbuild.nlp import mouthpieces
from tests.nlp.texts import facts


def speaker(text: str) -> str:
    """Return who makes the last statement of a text."""
    return facts(text, "Statement")[-1]["agent"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A spokesman for Harrow Homes said the site was safe.", "spokesman for Harrow Homes"),
        (
            "Harrow Homes was fined £2m. A spokesman for the firm said the site was safe.",
            "spokesman for Harrow Homes",
        ),
        (
            "A spokeswoman for the mayor of Dunmere said he was well again.",
            "spokeswoman for the mayor of Dunmere",
        ),
        ("Harrow Homes was fined £2m. A spokesman said the site was safe.", "Harrow Homes' spokesman"),
        ("A Harrow Homes spokesman said the site was safe.", "Harrow Homes spokesman"),
        (
            "Harrow Homes was fined £2m. A spokesman for its lawyers said it was too late.",
            "Harrow Homes' lawyers",
        ),
    ],
)
def test_a_spokesman_is_called_by_whom_he_speaks_for(text: str, label: str) -> None:
    assert speaker(text).endswith(label)


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
    assert speaker(text) == "spokesman for Tandem Ltd"


def test_two_spokesmen_are_kept_apart() -> None:
    text = (
        "A spokesman for Tandem Ltd said it was late. A spokesman for Harrow Homes said it was early. "
        "The spokesman said that nobody had been hurt."
    )
    assert speaker(text) == "spokesman"


def test_an_owner_of_a_name_that_ends_in_s() -> None:
    assert mouthpieces.possessive("Harrow Homes") == "Harrow Homes'"
