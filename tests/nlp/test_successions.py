"""Posts that are handed on, and the bodies of those who serve somebody."""

from __future__ import annotations

import pytest

from tests.nlp.test_posts import Held, held
from tests.nlp.texts import facts, read


@pytest.mark.parametrize(
    ("text", "handed"),
    [
        (
            "Tom Lusk is chief executive of Harrow Council. His predecessor, Ann Petrow, lives in Sedge.",
            ("Ann Petrow", "chief executive", "Harrow Council"),
        ),
        (
            "Ann Petrow, the head of Westvale Rail, resigned on Monday. Her successor, Tom Lusk, is here.",
            ("Tom Lusk", "head", "Westvale Rail"),
        ),
        (
            "Tom Lusk took over as chairman of Westvale Rail in May. He succeeded Ann Petrow.",
            ("Ann Petrow", "chairman", "Westvale Rail"),
        ),
        (
            "Tom Lusk replaced Ann Petrow as chair of the Harrow Panel.",
            ("Ann Petrow", "chair", "Harrow Panel"),
        ),
    ],
)
def test_who_succeeds_somebody_takes_the_post(text: str, handed: Held) -> None:
    assert handed in held(text)


def test_a_predecessor_has_left() -> None:
    text = "Tom Lusk is chief executive of Harrow Council. His predecessor, Ann Petrow, lives in Sedge."
    before = next(f for f in read(text).facts if f.rule == "Tenure:succession")
    assert (before.latest, before.date_text) == ("2014-02-11", "former")


@pytest.mark.parametrize(
    "text",
    [
        "Tom Lusk, chairman of Westvale Rail, will succeed Ann Petrow.",
        "Tom Lusk, chairman of Westvale Rail, did not succeed Ann Petrow.",
        "Tom Lusk, chairman of Westvale Rail and director of Sedge Homes, succeeded Ann Petrow.",
        "Tom Lusk, an actor, succeeded Ann Petrow.",
        "Tom Lusk replaced Ann Petrow as acting director of Westvale Rail.",
        "Tom Lusk is the interim head of Westvale Rail. His predecessor, Ann Petrow, is ill.",
    ],
)
def test_nothing_is_handed_on_that_is_not_told(text: str) -> None:
    assert "Ann Petrow" not in {person for person, _, _ in held(text)}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Tom Lusk, head of Westvale Rail, and his deputy, Ann Petrow, left.", "Westvale Rail"),
        (
            "The leader of Harrow Council, Tom Lusk, agreed. Lusk's deputy, Ann Petrow, objected.",
            "Harrow Council",
        ),
        (
            "Harrow Council said its leader, Tom Lusk, would go. His deputy, Ann Petrow, stays.",
            "Harrow Council",
        ),
        ("Tom Lusk, an actor, and his deputy, Ann Petrow, left.", ""),
    ],
)
def test_a_deputy_serves_where_the_superior_does(text: str, body: str) -> None:
    assert ("Ann Petrow", "deputy", body) in held(text)


@pytest.mark.parametrize(
    ("text", "tenure"),
    [
        (
            "Inspectors of the Care Inspectorate came in May. The lead inspector, Ann Petrow, was appalled.",
            ("Ann Petrow", "lead inspector", "Care Inspectorate"),
        ),
        (
            "Harrow Borough Council will pay. Lead member Ann Petrow said so.",
            ("Ann Petrow", "Lead member", "Harrow Borough Council"),
        ),
        (
            "The Potters' and Glaziers' Union will strike. Regional secretary Ann Petrow said so.",
            ("Ann Petrow", "Regional secretary", "Potters' and Glaziers' Union"),
        ),
        (
            "Kestrel Motors will close its plant. Regional secretary Ann Petrow said so.",
            ("Ann Petrow", "Regional secretary", ""),
        ),
        (
            "Sedge University and the Sedge Infirmary met. The chair of council, Ann Petrow, left.",
            ("Ann Petrow", "chair of council", ""),
        ),
    ],
)
def test_a_post_is_of_the_body_that_has_such_posts(text: str, tenure: Held) -> None:
    assert tenure in held(text)


@pytest.mark.parametrize(
    "text",
    [
        "He took over as chief executive of Sedge Foods in May, Ann Petrow said.",
        "The deal was agreed by the finance director, Ann Petrow said.",
        "The trust had no plan for the loss of its chairman, Ann Petrow told MPs.",
    ],
)
def test_the_teller_behind_a_clause_is_not_who_it_tells_of(text: str) -> None:
    assert held(text) == set()


def test_a_firm_called_by_its_first_word_before_anybody_of_that_name() -> None:
    text = (
        "Marlow Foods will be sold. Marlow would keep its name, under its present chairman, Tom Lusk. "
        "He took over from Ann Marlow in May."
    )
    assert ("Tom Lusk", "chairman", "Marlow Foods") in held(text)


def test_half_of_a_word_with_a_hyphen_is_no_name_of_a_body() -> None:
    text = (
        "Harrow Council said sorry to tenants of Beck House, a council-run home. "
        "The council's leader, Ann Petrow, wept."
    )
    assert ("Ann Petrow", "leader", "Harrow Council") in held(text)


def test_one_of_several_things_agreed_is_not_said() -> None:
    text = "Ann Petrow accepted five calls, among them that no case should be closed without a visit."
    assert facts(text, "Statement") == []


@pytest.mark.parametrize(
    ("text", "tenure"),
    [
        (
            "A police force failed her. Chief constable Tom Lusk, of Sedge, said Harrow Police was sorry.",
            ("Tom Lusk", "Chief constable", "Harrow Police"),
        ),
        (
            "The Harrow Hospitals NHS Trust runs Sedge Infirmary. Director of nursing Ann Petrow left.",
            ("Ann Petrow", "Director of nursing", "Harrow Hospitals NHS Trust"),
        ),
        (
            "Sedge Council will close its pool. Councillor Tom Lusk wept.",
            ("Tom Lusk", "Councillor", "Sedge Council"),
        ),
    ],
)
def test_a_body_stands_out_among_others_of_its_sort(text: str, tenure: Held) -> None:
    assert tenure in held(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Harrow Council must act. Harrow's Labour leader, Ann Petrow, agreed.", "Harrow Council"),
        (
            "The council's Tory leader, Ann Petrow, spoke for Harrow Borough Council.",
            "Harrow Borough Council",
        ),
        ("Harrow City Council's Green deputy leader, Ann Petrow, agreed.", "Harrow City Council"),
        ("Britain's Labour leader Ann Petrow agreed.", "Labour"),
        ("Scotland's Labour leader, Ann Petrow, agreed.", "Labour"),
    ],
)
def test_who_leads_a_party_in_a_town_does_not_lead_the_party(text: str, place: str) -> None:
    assert {body for person, _, body in held(text) if person == "Ann Petrow"} == {place}


def test_who_leads_a_council_for_a_party_is_of_the_party() -> None:
    text = "Harrow Council must act. Harrow's Labour leader, Ann Petrow, agreed."
    assert {"member": "Ann Petrow", "organization": "Labour"} in facts(text, "Membership")


def test_a_body_in_passing_has_nobody_elses_posts() -> None:
    text = (
        "The council sacked its director on Monday. Tom Lusk, assistant director at Sedge Borough "
        "Council, was brought in. The chief executive, Ann Petrow, said nothing."
    )
    assert ("Ann Petrow", "chief executive", "Sedge Borough Council") not in held(text)


@pytest.mark.parametrize(
    ("left", "stepped", "status"),
    [
        ("Ann Petrow, head of Westvale Rail, resigned on Monday.", "Tom Lusk has stepped into the job.", ""),
        ("Ann Petrow resigned as head of Westvale Rail.", "Tom Lusk will take over in May.", "Planned"),
        ("Ann Petrow has left her post as head of Westvale Rail.", "Tom Lusk is filling the post.", ""),
        ("Ann Petrow was sacked as head of Westvale Rail.", "Tom Lusk will not take over.", "Denied"),
    ],
)
def test_who_steps_in_succeeds_who_was_last_told_to_leave(left: str, stepped: str, status: str) -> None:
    (row,) = facts(f"{left} {stepped}", "Succession")
    assert (row["agent"], row["target"], row.get("status", "")) == ("Tom Lusk", "Ann Petrow", status)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Lusk has stepped into the job.",
        "Ann Petrow refused to resign as head of Westvale Rail. Tom Lusk may fill the post.",
        "Ann Petrow resigned as head of Westvale Rail. Sedge Homes will take over in May.",
        "Ann Petrow resigned as head of Westvale Rail. Tom Lusk has taken over a shop.",
    ],
)
def test_where_nobody_is_told_to_leave_nobody_is_succeeded(text: str) -> None:
    assert facts(text, "Succession") == []


def test_who_steps_in_takes_the_post_that_is_left() -> None:
    text = "Ann Petrow, head of Westvale Rail, resigned. Her deputy, Tom Lusk, has stepped into the job."
    assert ("Tom Lusk", "head", "Westvale Rail") in held(text)


def test_officers_of_a_leader_are_those_of_his_body() -> None:
    text = "Tom Lusk, leader of Harrow Council, was sorry. His director of housing, Ann Petrow, was not."
    assert ("Ann Petrow", "director of housing", "Harrow Council") in held(text)
