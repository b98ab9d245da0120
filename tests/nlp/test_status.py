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
        "The minister will answer Ofsted's criticism of Northmere Council.",
        "The head wept after Ofsted criticised Northmere Council.",
        "Ofsted must stop criticising Northmere Council.",
        "Ofsted has ceased criticising Northmere Council.",
        "Ofsted has a tendency to criticise Northmere Council.",
        "Jane Dorran noted the tendency of Ofsted to criticise Northmere Council.",
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
        "Ofsted will decide on whether or not to criticise Northmere Council.",
        "If results do not improve, Ofsted is likely to criticise Northmere Council.",
        "Ofsted plans to criticise Northmere Council.",
        "Ministers asked if Ofsted had criticised Northmere Council.",
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
        "Ofsted has no plans to criticise Northmere Council.",
        "Ofsted had no plan to criticise Northmere Council.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Tom Lusk will get a pension after he leaves Westvale Rail.",
        "Tom Lusk will not speak until he leaves Westvale Rail.",
        "When Tom Lusk leaves Westvale Rail, Ann Petrow will take over.",
    ],
)
def test_what_a_clause_of_time_tells_in_the_present_is_to_come(text: str) -> None:
    (departure,) = facts(text, "Departure")
    assert departure["status"] == "Planned"
    (departure,) = facts("Tom Lusk got a pension after he left Westvale Rail.", "Departure")
    assert "status" not in departure


def test_who_observes_a_tendency_does_not_have_it() -> None:
    found = facts("Jane Dorran observed a tendency to criticise Northmere Council.", "Criticism")
    assert found == []


def test_whoever_stops_paying_has_not_failed_to_pay() -> None:
    (fact,) = facts("Northmere Council stopped funding Westvale Museum.", "Funding")
    assert fact["direction"] == "cut"
    assert "status" not in fact


def test_what_is_given_up_is_not_what_was_said() -> None:
    text = "Ministers paid experts to advise Northmere Council that the plan was legal before abandoning it."
    assert facts(text, "Criticism") == []
    assert all(fact.get("status") != "Denied" for fact in facts(text, "Statement"))


@pytest.mark.parametrize(
    "text",
    [
        "If Ofsted has criticised Northmere Council, ministers could act.",
        "If Ofsted does not criticise Northmere Council, ministers could act.",
        "Ofsted would look weak if it criticised Northmere Council.",
        "Ministers will not act unless Ofsted criticises Northmere Council.",
    ],
)
def test_what_a_condition_supposes_is_no_fact(text: str) -> None:
    assert facts(text, "Criticism") == []


def test_what_somebody_had_to_do_was_done_but_not_what_he_says_others_have_to() -> None:
    assert "status" not in facts("Jane Dorran had to resign as mayor in May.", "Departure")[0]
    for text in ("Tom Arkwell said Jane Dorran had to resign.", "Jane Dorran will have to resign."):
        assert facts(text, "Departure")[0]["status"] == "Planned"


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran will claim that the plan of Northmere Council is absurd.",
        "Jane Dorran is expected to say that the plan of Northmere Council is wrong.",
        "Jane Dorran may argue that the plan of Northmere Council is a disaster.",
    ],
)
def test_a_judgement_that_is_still_to_be_said_is_planned(text: str) -> None:
    assert {f.get("status") for f in facts(text, "Criticism")} == {"Planned"}


def test_a_judgement_that_was_not_said_is_denied() -> None:
    found = facts("Jane Dorran did not say that the plan of Northmere Council is wrong.", "Criticism")
    assert {f.get("status") for f in found} <= {"Denied"}


@pytest.mark.parametrize(
    ("text", "fact_type", "status"),
    [
        (
            "Hill School was told to close after it was put into special measures.",
            "Intervention",
            "Asserted",
        ),
        ("Jane Dorran, who will leave to be replaced by Tom Orr, wept.", "Succession", "Planned"),
        ("Jane Dorran left in May to be replaced by Tom Orr.", "Succession", "Asserted"),
    ],
)
def test_a_clause_behind_a_plan_has_its_own_standing(text: str, fact_type: str, status: str) -> None:
    assert [str(fact.status) for fact in read(text).facts if fact.type == fact_type] == [status]


def test_a_petition_calls_for_what_it_calls_for() -> None:
    (row,) = facts(
        "A petition calling for the board to resign has been signed by 900 people.", "Recommendation"
    )
    assert row["agent"] == "petition"
    assert "status" not in row


@pytest.mark.parametrize(
    ("text", "fact_type", "status"),
    [
        ("Ann Petrow, who is retiring as chair of Westvale Rail, spoke.", "Departure", "Planned"),
        ("Ann Petrow is leaving Westvale Rail.", "Departure", "Planned"),
        ("Ann Petrow was leaving Westvale Rail when it closed.", "Departure", "Asserted"),
        ("Harrow Council resisted calls to publish the report.", "Authorship", "Denied"),
        ("Harrow Council faced calls to publish the report.", "Authorship", "Planned"),
        ("Ann Petrow wrote to ministers to demand a review.", "Recommendation", "Asserted"),
    ],
)
def test_what_is_about_to_be_or_called_for_in_vain(text: str, fact_type: str, status: str) -> None:
    assert [str(fact.status) for fact in read(text).facts if fact.type == fact_type] == [status]
