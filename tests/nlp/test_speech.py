from __future__ import annotations

import pytest

from tests.nlp.texts import facts, one, read


def said(text: str) -> list[tuple[str, str]]:
    return [(f["agent"], f["quote"]) for f in facts(text, "Statement") if "quote" in f]


@pytest.mark.parametrize(
    "text",
    [
        "“We have all let these children down,” said Jane Dorran.",
        "Jane Dorran said: “We have all let these children down.”",
        "“We have all let these children down,” Jane Dorran, the director, told the meeting.",
        "Jane Dorran met parents.\nShe said: “We have all let these children down.”",
        "Jane Dorran, the director of services, said:\nWe have all let these children down.",
    ],
)
def test_the_speaker_of_a_quotation(text: str) -> None:
    ((speaker, words),) = said(text)
    assert speaker == "Jane Dorran"
    assert words.startswith("We have all let these children down")


def test_one_utterance_around_its_verb_is_one_statement() -> None:
    text = "“We have let them down badly,” said Jane Dorran, “and we are very sorry.”"
    assert said(text) == [("Jane Dorran", "We have let them down badly, … and we are very sorry.")]


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = "Jane Dorran said: “We have let these children down.\n“We have to do very much better.”"
    assert [speaker for speaker, _ in said(text)] == ["Jane Dorran", "Jane Dorran"]


def test_a_report_speaks() -> None:
    text = "The report states:\nWe found very little progress in the year."
    assert said(text) == [("report", "We found very little progress in the year.")]


def test_i_and_we_stand_for_the_speaker() -> None:
    text = "“I criticised Northmere Council,” said Jane Dorran."
    assert {"agent": "Jane Dorran", "target": "Northmere Council"} in facts(text, "Criticism")


def test_who_says_so_is_kept() -> None:
    fact = one("Jane Dorran said Ofsted had criticised Northmere Council.", "Criticism")
    assert fact.claimer == "person:jane-dorran"


def test_few_words_in_marks_are_no_statement() -> None:
    assert said("Jane Dorran spoke of a “war cabinet” for Northmere.") == []


def test_reported_speech_has_a_gist() -> None:
    found = facts("Jane Dorran said the trust would open in May.", "Statement")
    assert found == [{"agent": "Jane Dorran", "gist": "the trust would open in May"}]


def test_every_statement_lies_in_the_text() -> None:
    text = "“We failed them all,” said Jane Dorran. “It hurts us all.”"
    for fact in read(text).facts:
        assert fact.evidence.of(text)
