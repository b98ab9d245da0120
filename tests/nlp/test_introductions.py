"""How news reports introduce people: a post, a name, and what else is told of them in the same breath."""

from __future__ import annotations

import pytest

from kgbuild.model import Kind
from tests.nlp.test_posts import Held, held
from tests.nlp.texts import facts, read


@pytest.mark.parametrize(
    ("text", "tenures"),
    [
        (
            "The trust's chief executive, Ann Petrow, a former nurse, apologised.",
            {("Ann Petrow", "chief executive", "trust"), ("Ann Petrow", "nurse", "")},
        ),
        (
            "The shadow health secretary, Ann Petrow, the MP for Sedge, and Tom Lusk, the leader, agreed.",
            {
                ("Ann Petrow", "shadow health secretary", ""),
                ("Ann Petrow", "MP for Sedge", ""),
                ("Tom Lusk", "leader", ""),
            },
        ),
        (
            "The chair, Ann Petrow, the clerk, Tom Lusk, and the treasurer, Jane Dorran, all left.",
            {
                ("Ann Petrow", "chair", ""),
                ("Tom Lusk", "clerk", ""),
                ("Jane Dorran", "treasurer", ""),
            },
        ),
        (
            "Present were Ann Petrow, director, Tom Lusk, chairman, and Jane Dorran, treasurer.",
            {
                ("Ann Petrow", "director", ""),
                ("Tom Lusk", "chairman", ""),
                ("Jane Dorran", "treasurer", ""),
            },
        ),
    ],
)
def test_two_descriptions_around_a_name(text: str, tenures: set[Held]) -> None:
    assert held(text) == tenures


@pytest.mark.parametrize(
    "committee",
    [
        "Commons trade committee",
        "Commons home affairs committee",
        "Commons Treasury committee",
        "Lords economic affairs committee",
    ],
)
@pytest.mark.parametrize(
    "text",
    ["Ann Petrow, chair of the {}, objected.", "The chair of the {}, Ann Petrow, objected."],
)
def test_a_committee_is_named_whole_behind_its_house(committee: str, text: str) -> None:
    assert held(text.format(committee)) == {("Ann Petrow", "chair", committee)}


@pytest.mark.parametrize(
    ("text", "tenure"),
    [
        (
            "Ann Petrow, 54, from Sedge, a matron at Northmere General Hospital, was struck off.",
            ("Ann Petrow", "matron", "Northmere General Hospital"),
        ),
        (
            "Ann Petrow, of Mill Lane, Sedge, head teacher of Northmere High School, was cleared.",
            ("Ann Petrow", "head teacher", "Northmere High School"),
        ),
        (
            "Its interim chief executive, Ann Petrow (pictured), wept.",
            ("Ann Petrow", "interim chief executive", ""),
        ),
    ],
)
def test_homes_ages_and_pictures_stand_between(text: str, tenure: Held) -> None:
    assert held(text) == {tenure}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Labour leader of Northmere Council Tom Lusk resigned.", "Labour leader"),
        ("The Lib Dem leader on Northmere Council, Tom Lusk, objected.", "Lib Dem leader"),
        ("Tom Lusk, Conservative leader on Northmere Council, objected.", "Conservative leader"),
    ],
)
def test_who_leads_a_party_on_a_council_leads_no_party(text: str, role: str) -> None:
    assert held(text) == {("Tom Lusk", role, "Northmere Council")}


@pytest.mark.parametrize(
    "text",
    [
        "Ann Petrow, formerly deputy head of Northmere High School, objected.",
        "Ann Petrow, previously head of news at Northmere Council, objected.",
        "Ann Petrow, until recently director of housing at Northmere Council, objected.",
        "Ann Petrow, once a director of Northmere Housing, objected.",
    ],
)
def test_adverbs_tell_that_a_post_is_over(text: str) -> None:
    (tenure,) = (f for f in read(text, issued="2019-03-05").facts if f.type == "Tenure")
    assert tenure.latest == "2019-03-05"


def test_a_deputy_is_not_who_leads() -> None:
    text = "The chief constable, Ann Petrow, formerly deputy chief constable of Northmere Police, spoke."
    assert held(text) == {
        ("Ann Petrow", "chief constable", ""),
        ("Ann Petrow", "deputy chief constable", "Northmere Police"),
    }
    assert held("Ann Petrow, vice-chair of the board, spoke. She became chair of the board.") == {
        ("Ann Petrow", "vice-chair", "board"),
        ("Ann Petrow", "chair", "board"),
    }


@pytest.mark.parametrize("seat", ["Northmere South", "Harrow West", "Sedge Valley"])
def test_a_seat_in_front_of_its_member_is_nobody(seat: str) -> None:
    reading = read(f"{seat} MP Ann Petrow wrote to the council.")
    assert [r.label for r in reading.referents if r.kind is Kind.PERSON] == ["Ann Petrow"]
    assert held(f"{seat} MP Ann Petrow wrote to the council.") == {("Ann Petrow", f"{seat} MP", "")}


def test_a_party_cut_short_in_brackets_is_the_party() -> None:
    (membership,) = facts("Cllr Tom Lusk (Con, Sedge) objected.", "Membership")
    assert membership["organization"] == "Conservative Party"


@pytest.mark.parametrize(
    ("trade", "firm"),
    [("consultants", "Beckton Lusk"), ("Accountants", "Harrow Sedge"), ("the architects", "Leigh Carrow")],
)
def test_a_firm_is_named_behind_its_trade_in_the_plural(trade: str, firm: str) -> None:
    reading = read(f"Tom Lusk hired {trade} {firm} in 2012.")
    assert firm in {r.label for r in reading.referents if r.kind is Kind.ORGANISATION}
    assert {r.label for r in reading.referents if r.kind is Kind.PERSON} == {"Tom Lusk"}


def test_two_behind_a_trade_in_the_plural_are_people() -> None:
    reading = read("Engineers Tom Lusk and Ann Petrow built the bridge.")
    assert {r.label for r in reading.referents if r.kind is Kind.PERSON} == {"Tom Lusk", "Ann Petrow"}


@pytest.mark.parametrize("courtesy", ["", "Dr ", "Professor ", "Professor Dame "])
def test_a_courtesy_between_post_and_name_is_no_part_of_the_post(courtesy: str) -> None:
    assert held(f"Deputy chair {courtesy}Ann Petrow spoke.") == {("Ann Petrow", "Deputy chair", "")}


@pytest.mark.parametrize(
    "body",
    ["Calderbrook University Hospitals NHS Trust", "Calderbrook Hospitals Trust", "Calderbrook Academy"],
)
def test_a_body_is_called_by_the_first_word_of_its_name(body: str) -> None:
    text = f"The report tells of failures at {body}. Calderbrook's chief executive, Ann Petrow, left."
    assert held(text) == {("Ann Petrow", "chief executive", body)}


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("mayor", "Calder"),
        ("leader", "Calder"),
        ("director of public health", "Calder"),
        ("chief executive", "Calder General Hospital"),
        ("medical director", "Calder General Hospital"),
    ],
)
def test_a_town_has_posts_that_its_hospital_has_not(post: str, body: str) -> None:
    text = f"Nurses at Calder General Hospital are to strike. Calder's {post}, Tom Lusk, wept."
    assert held(text) == {("Tom Lusk", post, body)}


@pytest.mark.parametrize("when", ["on Friday", "for a year", "on 3 May"])
def test_a_day_is_no_part_of_a_post(when: str) -> None:
    assert [f["role"] for f in facts(f"Ann Petrow left her post as commissioner {when}.", "Tenure")] == [
        "commissioner"
    ]


def test_a_retired_nurse_is_no_retired_secretary() -> None:
    text = "The Sedge Trust objected. Its secretary, retired district nurse Ann Petrow, wept."
    ended = {a.text: f.latest for f in read(text).facts for a in f.args if a.name == "role"}
    assert ended == {"secretary": None, "district nurse": "2014-02-11"}


@pytest.mark.parametrize(
    ("trust", "post"),
    [
        ("Northmere Hospitals Trust", "Medical director"),
        ("Northmere Partnership Trust", "Deputy chair"),
        ("Northmere Healthcare Trust", "Chief operating officer"),
    ],
)
def test_a_health_trusts_own_posts_need_no_name(trust: str, post: str) -> None:
    assert held(f"{trust} was downgraded. {post} Ann Petrow wept.") == {("Ann Petrow", post, trust)}


@pytest.mark.parametrize("other", ["housing", "health"])
def test_another_department_has_another_secretary(other: str) -> None:
    reading = read(f"She met the business secretary, Ann Petrow, and not the {other} secretary, on Monday.")
    (person,) = (r for r in reading.referents if r.kind is Kind.PERSON and r.named)
    assert not any(other in name for name in person.names)


@pytest.mark.parametrize("kin", ["his aunt", "his old friend", "his sister"])
def test_kin_is_named_behind_a_comma(kin: str) -> None:
    text = f"Tom Lusk became leader in 2011, succeeding {kin}, Ann Petrow, a former mayor."
    assert [(f["agent"], f["target"]) for f in facts(text, "Succession")] == [("Tom Lusk", "Ann Petrow")]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The council sold the town hall to a developer, Sedge Homes, for £2m.", "Sedge Homes"),
        ("The contract went to a charity, the Sedge Trust, last year.", "Sedge Trust"),
        ("The council sold the town hall to a firm, Harrow Holdings.", "Harrow Holdings"),
    ],
)
def test_a_body_is_named_behind_what_it_is(text: str, recipient: str) -> None:
    assert [f["recipient"] for f in facts(text, "Transfer")] == [recipient]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("The Information Commissioner, Ann Petrow, objected.", "Information Commissioner"),
        ("Information Commissioner Ann Petrow objected.", "Information Commissioner"),
        ("Ann Petrow, the Pensions Ombudsman, objected.", "Pensions Ombudsman"),
    ],
)
def test_a_body_of_one_person_is_that_persons_post(text: str, office: str) -> None:
    (tenure,) = facts(text, "Tenure")
    assert (tenure["member"], tenure["role"]) == ("Ann Petrow", office)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("MPs attacked Calder Systems. Calder, part of Norvane Group, objected.", "Calder Systems"),
        ("Tarn Logistics was fined. Tarn is part of Norvane Group.", "Tarn Logistics"),
    ],
)
def test_a_firm_is_called_by_its_first_word(text: str, body: str) -> None:
    assert [f["part"] for f in facts(text, "Structure")] == [body]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ann Petrow, the prime minister's adviser on ethics, resigned.", "adviser on ethics"),
        ("Ann Petrow, the mayor's chief of staff, resigned.", "chief of staff"),
        ("A second nurse, Ann Petrow, resigned.", "nurse"),
    ],
)
def test_whom_somebody_serves_is_no_part_of_the_post(text: str, role: str) -> None:
    assert [f["role"] for f in facts(text, "Tenure")] == [role]


def test_the_department_is_the_one_that_is_called_so() -> None:
    text = (
        "The Department for Education ordered a review. Northmere City Council opened the school in 2013.\n"
        "The council praised it. The department criticised Orrery Schools Trust."
    )
    assert [f["agent"] for f in facts(text, "Criticism")] == ["Department for Education"]
