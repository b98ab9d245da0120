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


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("The report recommends:", "report"),
        ("Among the steps that the report sets out:", "report"),
        ("The Harrow Committee’s main recommendations are:", "Harrow Committee"),
    ],
)
def test_the_points_of_a_list_are_whose_the_clause_before_it_says(introduction: str, speaker: str) -> None:
    text = f"{introduction}\n• Fares should be cut.\n• The Home Office should hire more staff."
    found = facts(text, "Recommendation")
    assert [f["agent"] for f in found] == [speaker, speaker]
    assert found[1]["target"] == "Home Office"


def test_a_list_without_a_source_has_none() -> None:
    assert facts("What happens next:\n• Fares should be cut.", "Recommendation") == []


def test_he_in_a_quotation_is_not_its_speaker() -> None:
    text = "Tom Arkwell was at work. Mark Sawley said: “He is wrong. He resigned.”"
    assert [f["agent"] for f in facts(text, "Departure")] == ["Tom Arkwell"]


def test_a_lawyer_who_says_we_were_fined_was_not() -> None:
    assert facts("“We were fined for it,” said Jane Dorran, a lawyer.", "Sanction") == []


def test_a_quotation_after_reported_speech_is_the_same_speakers() -> None:
    text = (
        "“It was a mess at the time,” said Jane Dorran. Tom Arkwell said few had noticed. "
        "“We need people whom we can trust.”"
    )
    assert said(text)[-1] == ("Tom Arkwell", "We need people whom we can trust.")


def test_wanting_somebody_to_act_is_no_statement() -> None:
    assert facts("Ofsted wants the council to act on the report at once.", "Statement") == []


def test_they_stand_for_the_persons_named_together() -> None:
    text = "Jane Dorran and Tom Arkwell said they had rejected the plan."
    assert [f["agent"] for f in facts(text, "Rejection")] == ["Jane Dorran", "Tom Arkwell"]


def test_he_or_she_is_anybody() -> None:
    assert facts("Jane Dorran spoke first. He or she resigned, by the rules.", "Departure") == []


def test_he_who_goes_on_is_who_spoke_in_the_sentence_before() -> None:
    text = (
        "“It was a mess at the time,” said Martin Bellamy. Then Tom Arkwell warned that it would get worse. "
        "He said: “We need people whom we can trust.”"
    )
    assert said(text)[-1] == ("Tom Arkwell", "We need people whom we can trust.")


def test_parts_of_two_sentences_are_two_statements() -> None:
    text = (
        "Jane Dorran said the coats were “rather too close to last year’s ones”. Jane Dorran also said "
        "that the delay was “nobody’s fault but that of the weather”."
    )
    assert len(said(text)) == 2


def test_a_gist_keeps_its_subject() -> None:
    (found,) = facts("Jane Dorran believes winning over the voters is key to success.", "Statement")
    assert found["gist"] == "winning over the voters is key to success"
