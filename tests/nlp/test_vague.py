"""No fact of what nobody could tell out of its article: "the move", "a French firm", "a spokesman"."""

from __future__ import annotations

import pytest

from kgbuild.model import Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.vague import is_vague
from tests.nlp.texts import facts, one, reader


@pytest.mark.parametrize(
    ("kind", "label", "vague"),
    [
        (Kind.WORK, "move", True),
        (Kind.WORK, "latest decisions", True),
        (Kind.WORK, "decision to close the depot", False),
        (Kind.WORK, "council's decision", False),
        (Kind.WORK, "report", False),
        (Kind.WORK, "new measures", True),
        (Kind.WORK, "tax measures", False),
        (Kind.ORGANISATION, "French firm", True),
        (Kind.ORGANISATION, "Indian firm", True),
        (Kind.ORGANISATION, "top-flight side", True),
        (Kind.ORGANISATION, "Eastmere-based firm", True),
        (Kind.ORGANISATION, "group", True),
        (Kind.ORGANISATION, "Sedge group", False),
        (Kind.ORGANISATION, "farmers' groups", False),
        (Kind.ORGANISATION, "firms", True),
        (Kind.ORGANISATION, "family-owned French firm", False),
        (Kind.ORGANISATION, "board", False),
        (Kind.PERSON, "spokesman", True),
        (Kind.PERSON, "council spokesman", False),
        (Kind.PLACE, "side", False),
    ],
)
def test_a_label_is_vague_that_others_might_bear(kind: Kind, label: str, vague: bool) -> None:
    thing = Thing("x", kind, label, named=False)
    assert is_vague(thing, reader().lexicon) == vague
    assert not is_vague(Thing("x", kind, label, named=True), reader().lexicon)


@pytest.mark.parametrize(
    ("text", "fact_type"),
    [
        ("Ann Petrow condemned the latest move.", "Criticism"),
        ("A spokesman attacked Northmere Council.", "Criticism"),
        ("Edwin Tarle welcomed the outcome.", "Praise"),
        ("Northmere Council will adopt a similar approach.", "Adoption"),
        ("Sedge Bank was bought by a French firm.", "Transfer"),
    ],
)
def test_a_fact_needs_arguments_that_stand_alone(text: str, fact_type: str) -> None:
    assert facts(text, fact_type) == []


@pytest.mark.parametrize(
    ("text", "fact_type", "found"),
    [
        (
            "Ann Petrow condemned the council's latest move to sell its depots.",
            "Criticism",
            {"agent": "Ann Petrow"},
        ),
        ("Ann Petrow turned down the offer.", "Rejection", {"agent": "Ann Petrow", "target": "offer"}),
        ("Ann Petrow rejected its findings.", "Rejection", {"agent": "Ann Petrow", "target": "findings"}),
        ("A council spokesman attacked Sedge Bank.", "Criticism", {"target": "Sedge Bank"}),
    ],
)
def test_what_says_more_is_kept(text: str, fact_type: str, found: dict[str, str]) -> None:
    assert [f | found for f in facts(text, fact_type)] == facts(text, fact_type) != []


def test_an_argument_that_need_not_be_there_is_left_out() -> None:
    found = facts("Edwin Tarle resigned from the company in May.", "Departure")
    assert found
    assert all(row["agent"] == "Edwin Tarle" and "organization" not in row for row in found)


@pytest.mark.parametrize("first", ["A responsible council would act.", "No sensible council does nothing."])
def test_what_is_only_thought_of_is_not_come_back_to(first: str) -> None:
    text = f"{first}\nThe council failed its children, said Tom Arkwell."
    assert [row["target"] for row in facts(text, "Criticism")] == ["council"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran said the changes her party wanted were agreed.",
        "Solutions suggested by miners include a toll.",
        "The Lib Dems called for a debate.",
        "Tom Arkwell said that action was needed.",
    ],
)
def test_a_topic_that_only_points_recommends_nothing(text: str) -> None:
    assert facts(text, "Recommendation") == []


def test_a_topic_ends_before_the_words_that_recommend_it() -> None:
    (found,) = facts("A lorry toll suggested by miners was turned down.", "Recommendation")
    assert found["topic"] == "A lorry toll"


def test_a_work_that_is_called_by_its_noun_alone_is_less_sure() -> None:
    told = one("Jane Dorran opposes the tram scheme.", "Rejection")
    bare = one("Jane Dorran opposes the scheme.", "Rejection")
    assert bare.confidence < told.confidence


def test_what_stands_before_a_colon_is_not_what_is_told_behind_it() -> None:
    text = 'On Monday Mr Arkwell denied it had failed, and the mayor told the press: "It is my own plan."'
    assert [row for row in facts(text, "Statement") if "gist" in row and "mayor" in row["agent"]] == []
