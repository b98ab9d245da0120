"""Delayed identification: a lead tells of a role, a later sentence names its holder."""

from __future__ import annotations

import pytest

from kgbuild.model import Fact, Kind
from tests.nlp.texts import facts, read


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


@pytest.mark.parametrize("headline", ["MP ordered to say sorry", "MP in hospital row told to say sorry"])
def test_a_headline_calls_by_the_leads_role_whom_it_is_about(headline: str) -> None:
    text = (
        f"{headline}\nThornley's MP has been ordered to say sorry after a row.\n"
        "Gareth Sedge, who won the seat in 2019, was also told to take a course."
    )
    reading = read(text)
    assert {r.label for r in reading.referents if r.kind is Kind.PERSON} == {"Gareth Sedge"}
    (tenure,) = (f for f in reading.facts if f.type == "Tenure")
    assert "ordered" in text[tenure.evidence.start : tenure.evidence.end]


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        (
            "The chief constable of Wendale Police will face a hearing, the commissioner said.",
            "chief constable",
        ),
        ("A nurse has been struck off, a tribunal chairman said on Monday.", "nurse"),
        ("The head teacher of Sedge School has been suspended, its chair said.", "head teacher"),
    ],
)
def test_who_tells_of_a_lead_is_not_who_is_named_next(lead: str, role: str) -> None:
    found = facts(f"{lead}\nAnn Petrow, 54, has worked there since 2012.", "Tenure")
    assert [(f["member"], f["role"]) for f in found] == [("Ann Petrow", role)]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("who has run the company since 2017", True),
        ("who took the chair in 2019", True),
        ("who heads the firm", True),
        ("who leads the opposition", False),
        ("who took the train", False),
    ],
)
def test_a_clause_behind_the_name_tells_of_the_post(clause: str, found: bool) -> None:
    text = f"The chair of Westvale Rail has resigned.\n\nAnn Petrow, {clause}, told staff that she was tired."
    assert [f["member"] for f in leads(text)] == (["Ann Petrow"] if found else [])


def test_who_suspends_the_office_of_a_lead_is_not_who_is_named_next() -> None:
    text = (
        "The chief constable of Wendale Police has been suspended by the county's commissioner.\n"
        "Ann Petrow, 54, was told on Tuesday to stay at home."
    )
    assert [(f["member"], f["role"]) for f in facts(text, "Tenure")] == [("Ann Petrow", "chief constable")]
    assert [f["agent"] for f in facts(text, "Departure")] == ["Ann Petrow"]
