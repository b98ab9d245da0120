"""How far phrases reach, seen in the labels and reasons of facts."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts, read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The union condemned attempts to close the library.", "attempts to close the library"),
        ("The union condemned plans for a tax on parking, and left.", "plans for a tax on parking"),
        ("The union condemned the sale of the mill - the last in the town.", "sale of the mill"),
        ("The union condemned a plan to sell the mill which nobody wanted.", "plan to sell the mill"),
        ('The union condemned the "tight" local budget.', '"tight" local budget'),
        ('The union condemned the plan for "quiet zones".', 'plan for "quiet zones"'),
        ("A report by two boards called on Monday for changes. It blamed the union.", "report by two boards"),
        ("The union condemned the counter-terrorism strategy.", "counter-terrorism strategy"),
        ("Jane Dorran rejected calls for the sale to be delayed.", "calls for the sale to be delayed"),
        (
            "Jane Dorran rejected suggestions that the mill had failed.",
            "suggestions that the mill had failed",
        ),
        ("The leader of the opposition condemned the sale.", "leader of the opposition"),
    ],
)
def test_a_label_says_which_thing_is_meant(text: str, label: str) -> None:
    assert label in {referent.label for referent in read(text).referents}


def test_a_reason_holds_all_that_the_gerund_governs() -> None:
    (found,) = facts("Jane Dorran accused Northmere Council of losing files on two schools.", "Criticism")
    assert found["reason"] == "losing files on two schools"


def test_two_decisions_that_are_defined_otherwise_are_two_things() -> None:
    text = "The union opposes a decision to close the mill. It opposes a decision to sell the inn."
    labels = [r.label for r in read(text).referents if r.label.startswith("decision")]
    assert labels == ["decision to close the mill", "decision to sell the inn"]


def test_a_phrase_does_not_end_within_a_word() -> None:
    text = "Tom Arkwell is accused of running a fraud at the bank he co-founded in Eastmere."
    reasons = [a.text for fact in read(text).facts for a in fact.args if a.name == "reason"]
    assert reasons == ["running a fraud at the bank he co-founded"]
