"""What politicians of one side say of another."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts


def faulted(text: str) -> set[tuple[str, str]]:
    rows = facts(text, "Criticism")
    return {(row["agent"], row["target"]) for row in rows if {"agent", "target"} <= set(row)}


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        (
            "Tory councillor Ann Reed said the Liberal Democrats wanted to slash the bus fund.",
            "Ann Reed",
            "Liberal Democrats",
        ),
        (
            'Labour MP Tom Lusk spoke. "The Greens\' figures do not tally," said Mr Lusk.',
            "Tom Lusk",
            "Greens",
        ),
        (
            "Shadow transport minister Pia Holt said the government was asleep at its desk.",
            "Pia Holt",
            "government",
        ),
    ],
)
def test_words_too_weak_from_others_are_criticism_from_a_rival(text: str, agent: str, target: str) -> None:
    assert (agent, target) in faulted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tory councillor Ann Reed said the Conservatives wanted to slash the bus fund.",
        "Tory councillor Ann Reed said the Liberal Democrats wanted to keep the bus fund.",
        "Tory councillor Ann Reed asked if the Liberal Democrats wanted to slash the bus fund.",
        "The bus driver Ann Reed said the Liberal Democrats wanted to slash the bus fund.",
        "Tory councillor Ann Reed said the Liberal Democrats were hurt by a row.",
        "Transport minister Pia Holt said the government was slow at its desk.",
    ],
)
def test_no_rival_and_nothing_bad(text: str) -> None:
    assert faulted(text) == set()
