"""Elegant variation: a known figure is named first, and called by an office later."""

from __future__ import annotations

import pytest

from tests.nlp.texts import read


def variations(text: str) -> list[tuple[str, str]]:
    facts = [fact for fact in read(text).facts if fact.rule == "Tenure:variation"]
    return [
        (args["member"], args["role"]) for fact in facts for args in [{a.name: a.text for a in fact.args}]
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Edwin Tarle has promised cheaper trains.\nThe prime minister said fares were too high.",
            "prime minister",
        ),
        (
            "Edwin Tarle will freeze fares. Mr Tarle spoke in Holm.\nThe chancellor also praised drivers.",
            "chancellor",
        ),
        (
            "Edwin Tarle met farmers on Friday.\nPrices are low.\nThe Labour leader promised help.",
            "leader",
        ),
        (
            "Edwin Tarle will stay, says his aide Pia Holt.\nMr Tarle is 6.\nHe is old.\nThe premier wept.",
            "premier",
        ),
    ],
)
def test_the_office_is_of_whom_the_text_tells(text: str, role: str) -> None:
    assert variations(text) == [("Edwin Tarle", role)]


@pytest.mark.parametrize(
    "text",
    [
        "Edwin Tarle and Pia Holt have quarrelled.\nThe prime minister said it was nothing.",
        "Edwin Tarle has promised cheaper trains.\nThe prime minister said Mr Tarle was wrong.",
        "Union boss Edwin Tarle has promised strikes.\nThe prime minister said it was a pity.",
        "Edwin Tarle wrote to the chancellor.\nThe prime minister said it was a pity.",
        "Edwin Tarle has promised cheaper trains.\nPia Holt wept.\nThe prime minister said it was a pity.",
        "Edwin Tarle wants strikes, Prime Minister Pia Holt said.\nMr Tarle left.\nThe prime minister wept.",
        "It was late.\nIt rained.\nBuses came.\nCars stood.\nEdwin Tarle wept.\nThe prime minister laughed.",
        "Edwin Tarle has promised cheaper trains.\nThe prime ministers of two countries wept.",
        "Edwin Tarle has promised cheaper trains.\nA minister wept.",
        "Police arrested Edwin Tarle on Friday.\nThe prime minister said it was a pity.",
    ],
)
def test_somebody_else_holds_it(text: str) -> None:
    assert variations(text) == []
