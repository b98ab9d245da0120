from __future__ import annotations

import pytest

from tests.nlp.texts import facts, one, read

FACT = {"agent": "Ofsted", "target": "Northmere Council"}


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted criticised Northmere Council.",
        "It emerged that Ofsted had criticised Northmere Council.",
        "The minister admitted that Ofsted had criticised Northmere Council.",
        "The minister did not say why Ofsted, which criticised Northmere Council, stayed away.",
        "Ofsted is said to have criticised Northmere Council.",
        "Not only Ofsted criticised Northmere Council.",
        "Ofsted went on to criticise Northmere Council.",
    ],
)
def test_asserted(text: str) -> None:
    assert [f["target"] for f in facts(text, "Criticism")] == ["Northmere Council"]
    assert all("status" not in f for f in facts(text, "Criticism"))


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted will criticise Northmere Council.",
        "Ofsted may criticise Northmere Council.",
        "Ofsted is expected to criticise Northmere Council.",
        "Ofsted is considering whether to criticise Northmere Council.",
        "Ofsted plans to criticise Northmere Council.",
        "If Ofsted has criticised Northmere Council, ministers could act.",
        "Has Ofsted criticised Northmere Council?",
        "There were rumours that Ofsted had criticised Northmere Council.",
        "Ofsted allegedly criticised Northmere Council.",
        "Ofsted was to have criticised Northmere Council.",
        "Parents demand that Ofsted criticise Northmere Council.",
    ],
)
def test_planned(text: str) -> None:
    assert facts(text, "Criticism") == [{**FACT, "status": "Planned"}]


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted did not criticise Northmere Council.",
        "Ofsted has never criticised Northmere Council.",
        "Ofsted refused to criticise Northmere Council.",
        "The minister denied that Ofsted had criticised Northmere Council.",
        "Ofsted declined to criticise Northmere Council.",
        "Ofsted stopped short of criticising Northmere Council.",
        "Instead of criticising Northmere Council, Ofsted went home.",
        "There is no evidence that Ofsted criticised Northmere Council.",
        "Ofsted almost criticised Northmere Council.",
        "Ofsted has ruled out criticising Northmere Council.",
    ],
)
def test_denied(text: str) -> None:
    assert facts(text, "Criticism") == [{**FACT, "status": "Denied"}]


def test_neither_nor_denies_it_of_both() -> None:
    found = facts("Neither Ofsted nor the union criticised Northmere Council.", "Criticism")
    assert [f["status"] for f in found] == ["Denied", "Denied"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran faces being sacked.",
        "Had Jane Dorran resigned, the council would have saved money.",
        "The union hopes that Jane Dorran resigns.",
    ],
)
def test_what_may_come_or_might_have_come_is_no_departure_yet(text: str) -> None:
    assert facts(text, "Departure")[0]["status"] == "Planned"


def test_what_is_talked_about_is_a_plan() -> None:
    text = "Northmere Council held talks on Monday about funding the rescue boat."
    assert [f["status"] for f in facts(text, "Funding")] == ["Planned"]


def test_what_was_offered_is_a_plan_and_what_was_agreed_is_done() -> None:
    (found,) = facts("Northmere Council has offered to fund the rescue boat.", "Funding")
    assert found["status"] == "Planned"
    (found,) = facts("Northmere Council agreed to fund the rescue boat.", "Funding")
    assert "status" not in found


def test_whichever_body_does_it_is_no_body() -> None:
    found = facts("Any council that fines its drivers will be fined by Ofsted.", "Sanction")
    assert all(f["status"] == "Planned" for f in found)


def test_the_cues_are_the_words_that_decide() -> None:
    text = "Ofsted is not expected to criticise Northmere Council."
    fact = one(text, "Criticism")
    assert [cue.of(text) for cue in fact.cues] == ["not", "expected"]
    assert fact.status == "Denied"


def test_what_is_presupposed_keeps_its_own_status() -> None:
    reading = read("Experts appointed by Ofsted will inspect Northmere Council.")
    assert {(f.type, f.status.value) for f in reading.facts} == {
        ("Appointment", "Asserted"),
        ("Review", "Planned"),
    }
