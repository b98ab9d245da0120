"""What several sentences tell together: groups named before, events planned before, whose a thing is."""

from __future__ import annotations

import pytest

from kgbuild.model import Status
from tests.nlp.texts import facts, read


def named(text: str, fact_type: str, argument: str) -> set[str]:
    facts = [fact for fact in read(text).facts if fact.type == fact_type]
    return {a.text for fact in facts for a in fact.args if a.name == argument}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Sedge Bank and Westvale Rail are rivals.\nThe two companies will work together.",
            {"Sedge Bank", "Westvale Rail"},
        ),
        (
            "Sedge Bank met Westvale Rail in May.\nBoth firms will work together.",
            {"Sedge Bank", "Westvale Rail"},
        ),
        ("Sedge Bank, Westvale Rail and Holm Motors met.\nThe two companies will work together.", set()),
    ],
)
def test_a_number_picks_out_those_last_named(text: str, found: set[str]) -> None:
    assert named(text, "Collaboration", "participant") == found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Edwin Tarle is to leave Sedge Bank.\nThe departure of Mr Tarle was a shock.", Status.PLANNED),
        ("Edwin Tarle has left Sedge Bank.\nThe departure of Mr Tarle was a shock.", Status.ASSERTED),
        ("The departure of Edwin Tarle was a shock.", Status.ASSERTED),
    ],
)
def test_a_noun_yields_to_verbs_that_only_plan(text: str, status: Status) -> None:
    assert {fact.status for fact in read(text).facts if fact.type == "Departure"} == {status}


def test_a_thing_is_called_after_the_owner_its_pronoun_stands_for() -> None:
    assert named("Ann Petrow has launched her housing strategy.", "Launch", "target") == {
        "Ann Petrow's housing strategy"
    }


def test_what_is_completed_is_done_though_it_was_long_sought() -> None:
    text = (
        "Tandem has shut two offices since the completion of its takeover of Sedge Bank. "
        "Tandem's long fight to acquire Sedge Bank was hard."
    )
    assert "Asserted" in {row.get("status", "Asserted") for row in facts(text, "Transfer")}
