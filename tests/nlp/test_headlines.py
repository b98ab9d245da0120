"""The grammar of headlines: short verbs, participles without auxiliary, infinitives for the future."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Ofsted slams nursery chain Poppyfield", "Criticism", {"agent": "Ofsted", "target": "Poppyfield"}),
        ("MPs slam Home Office over visas", "Criticism", {"agent": "MPs", "target": "Home Office"}),
        ("Ex-mayor Ronald Harland jailed for fraud", "Sanction", {"target": "Ronald Harland"}),
        ("Westvale Trust fined £2m over death", "Sanction", {"target": "Westvale Trust"}),
        (
            "Watchdog to probe Eastmere crematorium",
            "Review",
            {"agent": "Watchdog", "target": "Eastmere crematorium", "status": "Planned"},
        ),
    ],
)
def test_a_headline_states_a_fact(text: str, kind: str, expected: dict[str, str]) -> None:
    (found,) = facts(text, kind)
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    "text", ["The police probe of the fire goes on.", "The slams of the door were heard by Ofsted."]
)
def test_a_noun_that_could_be_a_headlines_verb_stays_a_noun(text: str) -> None:
    assert facts(text, "Criticism") == []


def test_what_was_done_to_an_object_was_not_done_to_the_subject() -> None:
    (found,) = facts("The court fined Westvale Trust £2m.", "Sanction")
    assert found["target"] == "Westvale Trust"
