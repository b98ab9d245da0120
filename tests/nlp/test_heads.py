"""Heads that a small model gets wrong: letters of honour, what hearers are told, verbs behind appositions."""

from __future__ import annotations

import pytest

from tests.nlp.texts import facts, one


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Jane Dorran OBE resigned on Monday.",
        "Jane Dorran CBE resigned on Monday.",
        "Professor Jane Dorran MBE quit the board.",
    ],
)
def test_letters_of_honour_keep_nobody_from_acting(text: str) -> None:
    assert one(text, "Departure").args[0].text.endswith("Jane Dorran")


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        (
            "Jane Dorran told a hearing that the trust had known of the fault.",
            "the trust had known of the fault",
        ),
        ("Jane Dorran told the inquest the trust had known of it.", "the trust had known of it"),
        ("Jane Dorran warned a meeting of the cabinet that the plan would fail.", "the plan would fail"),
    ],
)
def test_what_hearers_are_told_is_a_statement(text: str, gist: str) -> None:
    assert [row["gist"] for row in facts(text, "Statement")] == [gist]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran told the story that she had heard in court.",
        "Jane Dorran told the man who had stolen the van to leave.",
    ],
)
def test_what_is_told_of_a_story_or_a_man_is_none(text: str) -> None:
    assert facts(text, "Statement") == []


@pytest.mark.parametrize(
    "text",
    [
        "The health secretary, Tom Arkwell, named Jane Dorran as chair.",
        "Tom Arkwell, the health secretary, appointed Jane Dorran as chair.",
    ],
)
def test_who_names_somebody_is_not_named(text: str) -> None:
    (row,) = facts(text, "Appointment")
    assert (row["agent"], row["target"], row["role"]) == ("Tom Arkwell", "Jane Dorran", "chair")


def test_two_commissioners_are_no_sum() -> None:
    (row,) = facts("The education secretary, Jane Dorran, appointed two commissioners.", "Appointment")
    assert row["agent"] == "Jane Dorran"
    assert row["target"] == "two commissioners"


def test_who_is_of_a_firm_is_no_part_of_its_name() -> None:
    (row,) = facts("The board appointed Jane Dorran of law firm Tarn Lowe as interim manager.", "Appointment")
    assert row["target"] == "Jane Dorran"


def test_who_comments_on_a_resignation_is_not_apposed_to_it() -> None:
    text = "Commenting on the resignation of Ann Petrow, the Lecturers Union (LU) said it had come too late."
    assert [row["agent"] for row in facts(text, "Statement")] == ["LU"]


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("MPs called on the Audit Office to publish how the grants were paid.", "MPs"),
        ("MPs called on the Audit Office to publish the grants paid to Sedge Homes.", "MPs"),
    ],
)
def test_a_sentence_without_a_verb_has_one(text: str, agent: str) -> None:
    assert [fact["agent"] for fact in facts(text, "Recommendation")] == [agent]


def test_who_leaves_behind_an_apposition_leaves() -> None:
    text = "Tom Arkwell, the chief executive, left on Friday by mutual agreement."
    assert [fact["agent"] for fact in facts(text, "Departure")] == ["Tom Arkwell"]


@pytest.mark.parametrize("word", ["incompetent", "dishonest"])
def test_what_somebody_is_called_is_no_part_of_his_name(word: str) -> None:
    (row,) = facts(f"The report brands Tom Arkwell {word}.", "Criticism")
    assert row["target"] == "Tom Arkwell"


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran, the council's director of housing, left on Friday.",
        "The council's director of housing, Jane Dorran, left on Friday.",
        "The council's director of housing, Zeb Ainley, left last month.",
    ],
)
def test_who_holds_an_office_and_left_has_departed(text: str) -> None:
    assert len(facts(text, "Departure")) == 1


def test_calls_is_the_second_verb_of_who_urges() -> None:
    text = (
        "The panel urges ministers to act and calls on the Audit Office to examine the sale of Sedge Homes."
    )
    assert {row["agent"] for row in facts(text, "Recommendation")} == {"panel"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("MPs on the housing committee, chaired by Jane Dorran, met.", "housing committee"),
        (
            "Four engineers named by Sedge Council, led by Jane Dorran, met.",
            "Four engineers named by Sedge Council",
        ),
    ],
)
def test_who_is_led_is_the_committee_and_not_who_appointed_it(text: str, body: str) -> None:
    assert [row["organization"] for row in facts(text, "Tenure")] == [body]


def test_a_successor_is_not_apposed_to_the_body() -> None:
    text = "Tom Arkwell's successor as chair of Westvale Rail, Jane Dorran, met staff."
    (row,) = facts(text, "Succession")
    assert (row["agent"], row["target"]) == ("Jane Dorran", "Tom Arkwell")
