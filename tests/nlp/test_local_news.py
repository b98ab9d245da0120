"""How local papers name bodies and people, introduce them, and tell of their words."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts, read


def bodies(text: str) -> set[str]:
    reading = read(text)
    return {r.label for r in reading.referents if r.kind == "Organisation" and r.named}


def tenures(text: str) -> set[tuple[str, str, str | None]]:
    rows = facts(text, "Tenure")
    return {(row["member"], row["role"], row.get("organization")) for row in rows}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Staff at Barking, Havering and Redbridge University Hospitals NHS Trust met.",
            "Barking, Havering and Redbridge University Hospitals NHS Trust",
        ),
        ("Norfolk and Suffolk NHS Foundation Trust was fined.", "Norfolk and Suffolk NHS Foundation Trust"),
        (
            "Devon and Somerset Fire and Rescue Service apologised.",
            "Devon and Somerset Fire and Rescue Service",
        ),
        ("Officers of Merton LBC met.", "Merton LBC"),
        ("The governors of the Five Oaks School met.", "Five Oaks School"),
        (
            "The Department for Environment, Food and Rural Affairs replied.",
            "Department for Environment, Food and Rural Affairs",
        ),
        ("NHS Norfolk and Suffolk said so.", "NHS Norfolk and Suffolk"),
        (
            "The London Borough of Hammersmith and Fulham was fined.",
            "London Borough of Hammersmith and Fulham",
        ),
        ("HEXLEY Town Council was criticised by Ofsted.", "Hexley Town Council"),
    ],
)
def test_a_name_is_read_whole(text: str, name: str) -> None:
    assert name in bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was held in Leeds, Bradford and Wakefield Council said so.",
        "The leaders of Kent and Essex County Councils met.",
    ],
)
def test_a_list_of_places_before_a_council_is_no_name(text: str) -> None:
    assert not any(" and " in name for name in bodies(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cllr Tom Arkwell (Norton) leader of the Independent group on the council spoke.",
            ("Tom Arkwell", "leader", "Independent group on the council"),
        ),
        (
            "The chair of the Public Accounts Committee (PAC), Jane Dorran, spoke.",
            ("Jane Dorran", "chair", "Public Accounts Committee"),
        ),
        (
            "Jane Dorran joins from Hexley Trust, where she is finance director.",
            ("Jane Dorran", "finance director", "Hexley Trust"),
        ),
        (
            "Jane Dorran, head of Adult Services at Hexley Council, spoke.",
            ("Jane Dorran", "head of Adult Services", "Hexley Council"),
        ),
        (
            "Tom Arkwell had been the leader of Hexley Council for less than a year.",
            ("Tom Arkwell", "leader", "Hexley Council"),
        ),
        (
            "Tom Arkwell, chief executive of publisher Reed Tamworth, spoke.",
            ("Tom Arkwell", "chief executive", "Reed Tamworth"),
        ),
        (
            "Jane Dorran, who stood in as chief executive of Hexley Trust, spoke.",
            ("Jane Dorran", "chief executive", "Hexley Trust"),
        ),
    ],
)
def test_posts_are_read_with_their_bodies(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in tenures(text)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Leader George Vale, his deputy Rita Moss, the mayor and other councillors quit.", "mayor"),
        ("Jane Dorran became the first minister to resign over it.", "first minister"),
        ("Northmere's Jane Dorran said told coroner Tom Arkwell so.", "told coroner"),
    ],
)
def test_what_is_no_post_of_theirs(text: str, nobody: str) -> None:
    assert nobody not in {role for _, role, _ in tenures(text)}


def test_another_committee_is_not_the_one_named_before() -> None:
    text = (
        "Tom Arkwell, who chairs the Lords transport committee, spoke. "
        "Jane Dorran, who chairs the culture and sport committee, agreed."
    )
    (row,) = (row for row in facts(text, "Tenure") if row["member"] == "Jane Dorran")
    assert row["organization"] == "culture and sport committee"


def test_a_division_is_not_its_owner() -> None:
    text = "Kestrel wants to sell the division, which has been blamed for the delays."
    assert [row["target"] for row in facts(text, "Criticism")] == ["division"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A headteacher has resigned. Edith Marsh had held the post for six years.", "headteacher"),
        (
            "The chief executive of Hexley Trust has resigned. Edith Marsh, who took the job in May, spoke.",
            "chief executive",
        ),
    ],
)
def test_who_held_the_post_is_who_the_lead_tells_of(text: str, name: str) -> None:
    assert ("Edith Marsh", name) in {(member, role) for member, role, _ in tenures(text)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Jane Dorran became the fifth chief executive to leave Hexley Trust.", "Asserted"),
        ("Jane Dorran became the third director to leave Hexley Trust this year.", "Asserted"),
        ("Jane Dorran may become the first director to leave Hexley Trust.", "Planned"),
    ],
)
def test_who_became_the_fifth_to_leave_left(text: str, status: str) -> None:
    assert [fact.status for fact in read(text).facts if fact.type == "Departure"] == [status]


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ('Jane Dorran said the town needed "strong leadership".', 'the town needed "strong leadership"'),
        (
            "Jane Dorran said she feared the reforms would fail.",
            "she feared the reforms would fail",
        ),
        (
            "Jane Dorran said the board should go, but did not name a day.",
            "the board should go",
        ),
        ("Jane Dorran does not believe that it will work.", "does not believe that it will work"),
        (
            "Jane Dorran questioned how the town would pay for it.",
            "questioned how the town would pay for it",
        ),
        ("But the council must act now, Jane Dorran said.", "the council must act now"),
    ],
)
def test_a_gist_is_what_is_said(text: str, gist: str) -> None:
    assert [(row["gist"], row.get("status")) for row in facts(text, "Statement")] == [(gist, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran probably hopes that voters will forget the row.",
        "Jane Dorran refused to say whether the school would close.",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert facts(text, "Statement") == []


def test_a_sum_is_cut_from_its_reason() -> None:
    (row,) = facts("The coroner fined Hexley Trust £500 for its failings.", "Sanction")
    assert row["measure"] == "£500"


def test_a_ban_tells_what_is_banned() -> None:
    (row,) = facts("The court banned Tom Arkwell from driving for a year.", "Sanction")
    assert row["measure"] == "from driving for a year"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Minister for Farming, Food and Families Jane Dorran spoke.",
            "Minister for Farming, Food and Families",
        ),
        ("The cabinet member for Housing, Jane Dorran, spoke.", "cabinet member for Housing"),
        (
            "Jane Dorran, cabinet member for Housing, Planning and Regeneration, spoke.",
            "cabinet member for Housing, Planning and Regeneration",
        ),
    ],
)
def test_what_a_member_is_for_is_no_body(text: str, role: str) -> None:
    assert tenures(text) == {("Jane Dorran", role, None)}


def test_a_name_behind_what_a_director_is_of_is_a_person_s() -> None:
    text = "Hexley Council's director of child protection Nahla Crewe spoke."
    assert ("Nahla Crewe", "director of child protection", "Hexley Council") in tenures(text)


def test_a_body_that_opens_a_sentence_owns_its_chief_executive() -> None:
    text = "Tees Water's chief executive, Chris Aldwin, spoke. Its parent is Harrow Holdings."
    assert ("Chris Aldwin", "chief executive", "Tees Water") in tenures(text)


def test_a_body_that_the_lead_describes_is_the_one_named_next() -> None:
    text = "A council has been criticised. Hexley Council apologised. The council was told to pay £900."
    reading = read(text)
    labels = {referent.id: referent.label for referent in reading.referents}
    targets = {
        labels[a.referent]
        for fact in reading.facts
        for a in fact.args
        if fact.type == "Sanction" and a.name == "target" and a.referent
    }
    assert targets == {"Hexley Council"}


def test_plans_that_a_verb_tells_are_not_those_told_before() -> None:
    text = (
        "Ministers set out plans to lend money to small shops.\n"
        "Mr Rayne also plans to save by cutting bus routes. But Dave Prent criticised the plans."
    )
    reading = read(text)
    labels = {referent.id: referent.label for referent in reading.referents}
    (fact,) = (fact for fact in reading.facts if fact.type == "Criticism")
    assert [labels[a.referent] for a in fact.args if a.name == "target" and a.referent] == ["plans"]


def test_who_was_let_down_is_not_faulted() -> None:
    text = "Two families were 'let down' by children's services, a report said."
    assert [row["target"] for row in facts(text, "Criticism")] == ["children's services"]


def test_a_town_s_leader_leads_its_council() -> None:
    reading = read("Barnet leader Colin Frew met Barnet LBC.")
    (tenure,) = (fact for fact in reading.facts if fact.type == "Tenure")
    labels = {referent.id: referent.label for referent in reading.referents}
    assert [labels[a.referent] for a in tenure.args if a.name == "organization" and a.referent] == [
        "Barnet LBC"
    ]


def test_her_part_is_hers_who_is_called_on() -> None:
    text = (
        "Ann Petrow has backed her choice to ask director Dame Helen Gosling "
        "to account for her conduct in her role as head of Hexley Trust."
    )
    assert "Ann Petrow" not in {member for member, _, _ in tenures(text)}


def test_who_chaired_an_inquiry_is_not_therefore_chair_of_a_body() -> None:
    text = "Hugh Denby, who chaired the inquiry into the hospitals, was named chair of the Hexley Trust."
    assert sorted(tenures(text), key=str) == [
        ("Hugh Denby", "chair", "Hexley Trust"),
        ("Hugh Denby", "chair", None),
    ]


def test_an_mp_named_behind_a_comma_is_nobody_named_before() -> None:
    text = (
        "Shadow health secretary Perry Strand has written to the minister.\n"
        "The Conservative MP for Hexley, Andrew Moyle, said he had raised concerns with the trust."
    )
    assert not any(member == "Perry Strand" and "MP" in role for member, role, _ in tenures(text))


def test_a_county_before_its_chief_executive_is_the_body() -> None:
    text = "The team is led by former Kent chief executive Peter Lowther."
    assert ("Peter Lowther", "chief executive", "Kent") in tenures(text)


def test_a_town_s_councillors_are_no_body_to_be_sacked_from() -> None:
    text = "Councillors have voted to sack the chief executive of Hexley Council, Peter Grange."
    (row,) = facts(text, "Departure")
    assert "organization" not in row
