"""What a bare noun points at is called by the fuller words that the article has for it."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts


@pytest.mark.parametrize(
    ("text", "fact_type", "target"),
    [
        (
            "The council set out a proposal to close the baths.\nMs Dorran opposes the proposal.",
            "Rejection",
            "proposal to close the baths",
        ),
        (
            "The council has plans to close the baths. Ms Dorran said the scheme was deeply flawed.",
            "Criticism",
            "plans to close the baths",
        ),
        (
            "MPs debated the Canal Tolls Bill in May. Northmere Council opposes the plans.",
            "Rejection",
            "Canal Tolls Bill",
        ),
        ("Tarn Holdings rejected a deal worth $9m.", "Rejection", "deal worth $9m"),
        (
            "Ms Dorran condemned rules that will keep the baths shut in winter.",
            "Criticism",
            "rules that will keep the baths shut in winter",
        ),
        (
            "Ms Dorran criticised plans for a 5% levy on boats.",
            "Criticism",
            "plans for a 5% levy on boats",
        ),
        (
            "Ms Dorran dismissed questions over why the baths had closed.",
            "Rejection",
            "questions over why the baths had closed",
        ),
        (
            'Ms Dorran dismissed claims that her budget was "running out of road" north of the county.',
            "Rejection",
            'claims that her budget was "running out of road" north of the county',
        ),
    ],
)
def test_a_target_is_told_in_full(text: str, fact_type: str, target: str) -> None:
    assert target in [fact["target"] for fact in facts(text, fact_type)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The firm has a plan to close the baths.\nMs Dorran opposes the new proposals.", "new proposals"),
        ("The firm drew up a recovery plan. Ms Dorran opposes the proposals.", "proposals"),
        ("Ms Dorran opposes the legislation. A bill to close the baths is due in May.", "legislation"),
    ],
)
def test_a_bare_noun_takes_no_words_of_another_thing(text: str, target: str) -> None:
    assert [row["target"] for row in facts(text, "Rejection")] == [target]


def test_what_is_said_of_a_thing_is_no_part_of_its_label() -> None:
    (found,) = facts("Ms Dorran condemned the auction of the mill as a scandal.", "Criticism")
    assert found["target"] == "auction of the mill"


def test_a_party_is_not_called_by_the_word_for_one_of_its_people() -> None:
    found = facts("Tory MP Jane Dorran left the room.", "Membership")
    assert {fact["organization"] for fact in found} == {"Conservative Party"}
    found = facts("Tory MP Jane Dorran left. The Tories met.", "Membership")
    assert {fact["organization"] for fact in found} == {"Tories"}


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        (
            "The watchdog found that the shop - Tarn Books - had paid no rent since May.",
            "the shop - Tarn Books - had paid no rent since May",
        ),
        (
            "Ms Dorran said last month that the locks should be re-opened at once.",
            "the locks should be re-opened at once",
        ),
        (
            "Mr Dorran has denied that idea saying produce tax is only a fair share of the cost.",
            "produce tax is only a fair share of the cost",
        ),
        ("The book claims Ms Dorran felt she had lost the vote.", "Ms Dorran felt she had lost the vote"),
    ],
)
def test_a_gist_is_whole_and_is_told_once(text: str, gist: str) -> None:
    assert [fact["gist"] for fact in facts(text, "Statement")] == [gist]


def test_a_clause_whose_subject_the_parse_has_lost_begins_where_the_telling_ends() -> None:
    text = "Postal voting, as opposed to voting by text, should be swiftly introduced, Jane Dorran said."
    for fact in facts(text, "Recommendation"):
        assert fact["topic"].startswith("Postal voting")


@pytest.mark.parametrize(
    ("text", "fact_type"),
    [
        ("Some crimes are worse, such as a thief who kills a child.", "Death"),
        ("If that is so, the council has failed its tenants, Jane Dorran said.", "Criticism"),
        ("Jane Dorran said it was wrong for the chancellor to have a second post.", "Criticism"),
    ],
)
def test_an_example_or_a_condition_is_no_fact(text: str, fact_type: str) -> None:
    assert facts(text, fact_type) == []
