"""Who does something is found behind what is done as well."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts


@pytest.mark.parametrize(
    ("text", "fact_type", "agent"),
    [
        ("Northmere Water was fined £3m by the Environment Agency.", "Sanction", "Environment Agency"),
        (
            "Westvale Rail was ordered to pay £20,000 by Northmere Crown Court.",
            "Sanction",
            "Northmere Crown Court",
        ),
        (
            "Tom Arkwell was given a four-year ban by the Football Association.",
            "Sanction",
            "Football Association",
        ),
        ("Ann Petrow was told to resign by Unison.", "Recommendation", "Unison"),
    ],
)
def test_by_stands_behind_an_object(text: str, fact_type: str, agent: str) -> None:
    assert [row.get("agent") for row in facts(text, fact_type)] == [agent]


@pytest.mark.parametrize(
    "text",
    [
        "Northmere Water was fined £3m by mistake in May.",
        "Northmere Water was ordered to pay £3m by Friday.",
        "Northmere Water was ordered to pay £3m by 2015.",
    ],
)
def test_no_day_and_no_manner_does_anything(text: str) -> None:
    assert {name for row in facts(text, "Sanction") for name in row} <= {"target", "measure", "status"}


@pytest.mark.parametrize(
    "text",
    [
        "Tom Sedge resigned after his deputy as chairman, James Harrow, was criticised by Ofsted.",
        "Tom Sedge left the trust when the head of care, Ann Petrow, was criticised by Ofsted.",
        "Tom Sedge moved before his adviser on schools, Ann Petrow, was criticised by Ofsted.",
    ],
)
def test_what_befell_another_in_a_clause_of_time_did_not_befall_the_subject(text: str) -> None:
    assert "Tom Sedge" not in {f["target"] for f in facts(text, "Criticism")}


def test_nobody_dies_of_another_ones_death() -> None:
    text = (
        "Tom Sedge, who took over after his predecessor as head, James Harrow, died suddenly, has resigned."
    )
    assert "Tom Sedge" not in {f["target"] for f in facts(text, "Death")}


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran said the film was cruel but urged parents not to march on the hall.",
        "Jane Dorran said the bill had failed but urged parents not to march on the hall.",
    ],
)
def test_who_says_one_thing_but_urges_another_urges_it(text: str) -> None:
    assert [row.get("agent") for row in facts(text, "Recommendation")] == ["Jane Dorran"]
    (gist,) = (row["gist"] for row in facts(text, "Statement"))
    assert "urged" not in gist


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran said the trust had lost its way and urged parents not to march on the hall.",
        'Jane Dorran said bosses had "let the chair fall", and called on parents not to march on the hall.',
        'Jane Dorran said nurses "met twice" and urged parents not to march on the hall.',
    ],
)
def test_who_blames_somebody_and_urges_others_urges_them(text: str) -> None:
    assert [row.get("agent") for row in facts(text, "Recommendation")] == ["Jane Dorran"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran said the firm had ignored a doctor's advice that Tom Sedge should never drive.",
        "Jane Dorran said the bank knew of a claim that Tom Sedge should be sacked.",
        "Jane Dorran took up ten proposals, among them that every trust should name a guardian.",
    ],
)
def test_whose_advice_is_told_is_not_who_tells_it(text: str) -> None:
    assert "Jane Dorran" not in [row.get("agent") for row in facts(text, "Recommendation")]


def test_those_named_behind_their_kinship_act() -> None:
    found = facts("The boy's parents, Ann Orr and Tom Sedge, praised the nurses.", "Praise")
    assert [row["agent"] for row in found] == ["Ann Orr", "Tom Sedge"]


def test_what_is_taken_from_somebody_is_no_part_of_him() -> None:
    (row,) = facts("Ministers stripped the council of its children's services.", "Intervention")
    assert row["target"] == "council"


def test_who_is_said_to_have_spoken_but_urged_more_may_be_either() -> None:
    text = "Jane Dorran said the nurse was cruel but urged parents not to march on the hall."
    assert "Jane Dorran" not in [row.get("agent") for row in facts(text, "Recommendation")]


@pytest.mark.parametrize(
    ("text", "fact_type", "agent", "target"),
    [
        ("A nurse had accused bosses of hiding lapses at the home.", "Criticism", "nurse", "bosses"),
        ('Tom Sedge was accused by clerks of "feasting".', "Criticism", "clerks", "Tom Sedge"),
        ("The school was praised by inspectors for its outstanding plays.", "Praise", "inspectors", "school"),
        ("Inspectors praised nurses but criticised managers.", "Criticism", "Inspectors", "managers"),
        ("Tom Sedge was replaced on an interim basis by Ann Orr.", "Succession", "Ann Orr", "Tom Sedge"),
    ],
)
def test_a_judgement_takes_its_own_reason(text: str, fact_type: str, agent: str, target: str) -> None:
    assert [(f["agent"], f["target"]) for f in facts(text, fact_type)] == [(agent, target)]


def test_a_noun_beside_a_name_is_no_second_subject() -> None:
    found = facts("Eastmere-based charity Oakley has won a contract to run six centres.", "Structure")
    assert [f["whole"] for f in found] == ["Oakley"]


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        (
            "A judge ruled that Harrow Homes had neglected the site and criticised its managers.",
            "judge",
            "Harrow Homes' managers",
        ),
        (
            "Tom Arkwell said the minister was out of touch and attacked her record.",
            "Tom Arkwell",
            "minister",
        ),
    ],
)
def test_who_tells_of_somebody_judges_him_too(text: str, agent: str, target: str) -> None:
    found = [(row["agent"], row["target"]) for row in facts(text, "Criticism")]
    assert (agent, target) in found
    assert {who for who, _ in found} == {agent}


def test_an_object_before_a_verb_without_a_subject_is_its_subject() -> None:
    text = "Tom Arkwell wrote again. He forgets old Grazing Rights were suspended in May."
    assert facts(text, "Departure") == []


def test_the_reason_of_a_punishment_is_no_part_of_whom_it_hits() -> None:
    text = "Ann Petrow recalled the jailing of nine farmers for arson in two villages."
    assert [row["target"] for row in facts(text, "Sanction")] == ["nine farmers"]


def test_who_bars_somebody_stands_behind_what_from() -> None:
    text = "Tom Arkwell has been banned from running care homes for ten years by magistrates."
    assert [row["agent"] for row in facts(text, "Sanction")] == ["magistrates"]


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("A whistleblower accused managers of hiding the deaths.", "whistleblower"),
        ("The trust has been accused by unions of a cover-up.", "unions"),
    ],
)
def test_who_accuses_whom(text: str, agent: str) -> None:
    (row,) = facts(text, "Criticism")
    assert row["agent"] == agent
    assert row["target"] in {"managers", "trust"}


@pytest.mark.parametrize(
    "text",
    [
        "A tribunal ruled that Ann Petrow had been misled and ordered the council to pay her £75,000.",
        "A tribunal decided that Tom Arkwell had lied and fined him £3,000.",
    ],
)
def test_who_rules_that_something_is_so_orders_what_follows(text: str) -> None:
    assert {row["agent"] for row in facts(text, "Sanction")} == {"tribunal"}


@pytest.mark.parametrize(
    ("text", "fact_type", "agent"),
    [
        ("Tom Arkwell was replaced as chair of Westvale Rail by Jane Dorran.", "Succession", "Jane Dorran"),
        ("Sedge House was issued with a warning notice by Ofsted.", "Intervention", "Ofsted"),
        ("Westvale Rail has faced criticism from parents over the cuts.", "Criticism", "parents"),
        ("The row followed fierce criticism of the trust in May by Ann Petrow.", "Criticism", "Ann Petrow"),
        ("The charity Age Harrow criticised the trust.", "Criticism", "Age Harrow"),
    ],
)
def test_who_does_it_is_found_behind_what_it_is_about(text: str, fact_type: str, agent: str) -> None:
    assert [row["agent"] for row in facts(text, fact_type)] == [agent]


def test_what_somebody_is_praised_for_is_no_part_of_who_it_is() -> None:
    (row,) = facts("The report commended nurses for their patience.", "Praise")
    assert row["target"] == "nurses"


def test_by_contrast_does_nothing() -> None:
    (row,) = facts("Ambulance crews, by contrast, are praised for raising the alarm.", "Praise")
    assert "agent" not in row
