"""Elegant variation: a known figure is named first, and called by an office later."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts, read


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
            "Fares will fall under plans unveiled by Edwin Tarle.\nThe transport secretary said so.",
            "transport secretary",
        ),
        (
            "It was late.\nIt rained.\nBuses came.\nCars stood.\nEdwin Tarle wept.\nThe premier laughed.",
            "premier",
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
        "Edwin Tarle has promised cheaper trains.\nThe prime ministers of two countries wept.",
        "Edwin Tarle has promised cheaper trains.\nA minister wept.",
        "Police arrested Edwin Tarle on Friday.\nThe prime minister said it was a pity.",
    ],
)
def test_somebody_else_holds_it(text: str) -> None:
    assert variations(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Edwin Tarle said the bill was late.\nThe Labour MP for Holm added that it was dear.",
            "MP for Holm",
        ),
        ("Edwin Tarle opposed the road.\nThe Eastmere MP said it would cost £3m.", "Eastmere MP"),
        (
            "Edwin Tarle told Pia Holt that it was late.\nBut the MP for Holm gave no date.",
            "MP for Holm",
        ),
    ],
)
def test_a_seat_is_of_who_acted_in_the_sentence_before(text: str, role: str) -> None:
    assert variations(text) == [("Edwin Tarle", role)]


@pytest.mark.parametrize(
    "text",
    [
        "Edwin Tarle and Pia Holt said no.\nThe MP for Holm added that it was late.",
        "Pia Holt was asked by Edwin Tarle, MP for Westvale.\nEdwin Tarle left.\nThe MP for Holm said no.",
        "Edwin Tarle said no.\nAn MP for Holm added that it was late.",
        "Edwin Tarle said no.\nHe wrote to the MP for Holm on Friday.",
    ],
)
def test_or_of_somebody_else(text: str) -> None:
    assert variations(text) == []


SPEECH = '"This is a disgrace for the town and its people," the {} said.'


def test_who_speaks_on_may_be_called_by_a_party() -> None:
    text = "Ann Kaye called on the mayor to go. " + SPEECH.format("Labour councillor")
    assert [row["agent"] for row in facts(text, "Statement")] == ["Ann Kaye"]


@pytest.mark.parametrize(
    "before",
    [
        "Labour leader Ann Kaye called on the mayor to go. ",
        "Ann Kaye (Lab, Hexley) called on the mayor to go. ",
        "Ann Kaye and Tom Lusk called on the mayor to go. ",
    ],
)
def test_who_is_of_another_party_or_one_of_two_does_not(before: str) -> None:
    text = before + SPEECH.format("Conservative MP")
    assert [row["agent"] for row in facts(text, "Statement")] == ["Conservative MP"]
