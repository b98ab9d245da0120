"""Delayed identification: a lead tells of a role, a later sentence names its holder."""

from __future__ import annotations

import pytest

from kgbuild.model import Fact
from tests.nlp.texts import read


def leads(text: str) -> list[dict[str, str]]:
    return [{a.name: a.text for a in fact.args} for fact in read(text).facts if _is_lead(fact)]


def _is_lead(fact: Fact) -> bool:
    return fact.rule == "Tenure:lead"


@pytest.mark.parametrize(
    "text",
    [
        "A former head of Westvale Rail was jailed on Friday.\nTom Lusk, 54, took bribes for years.",
        "The head of Westvale Rail has called for lower fares.\nTom Lusk said trains were too dear.",
        "The head of Westvale Rail was fined on Friday.\nTom Lusk admitted three charges.",
        "The head of Westvale Rail has been cleared.\nIt took six weeks.\nTom Lusk denied every charge.",
    ],
)
def test_the_next_to_be_named_holds_the_role(text: str) -> None:
    assert leads(text) == [{"member": "Tom Lusk", "role": "head", "organization": "Westvale Rail"}]


@pytest.mark.parametrize(
    "text",
    [
        "The head of Westvale Rail was jailed on Friday.\nJudge Ann Petrow called it greed.",
        "The head of Westvale Rail was jailed on Friday.\nTom Lusk said he was shocked.",
        "The head of Westvale Rail was jailed on Friday.\nFans of the mayor wept.\nTom Lusk, 54, left.",
        "Ann Petrow, head of Westvale Rail, was jailed on Friday.\nTom Lusk, 54, took bribes.",
        "The heads of Westvale Rail were jailed on Friday.\nTom Lusk, 54, took bribes.",
        "Police met the head of Westvale Rail on Friday.\nTom Lusk, 54, took bribes.",
        "It rained on Friday.\nTrains ran late.\nThe head of Westvale Rail wept.\nTom Lusk, 54, left.",
    ],
)
def test_somebody_else_does_not(text: str) -> None:
    assert leads(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Westvale Rail will close, its chairman has said.\nTom Lusk told staff on Friday.",
        'It rained.\nIt was late.\nThe Westvale Rail chairman said so.\n"Nobody knew," Tom Lusk told us.',
    ],
)
def test_who_speaks_next_is_the_office_that_spoke(text: str) -> None:
    assert [(row["member"], row["role"]) for row in leads(text)] == [("Tom Lusk", "chairman")]
