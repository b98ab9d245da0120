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


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran pointed out to us that “nobody had asked the porters” when nurses hold their talks.",
        "Jane Dorran named no day, saying Northmere would hold a vote “some time in 2016 but not in May”.",
    ],
)
def test_who_holds_a_vote_or_talks_says_nothing(text: str) -> None:
    assert [speaker for speaker, _ in said(text)] == ["Jane Dorran"]


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


@pytest.mark.parametrize(
    "before",
    [
        "Jane Dorran shrugged the figures off, saying they were a sign of hard work.",
        "Jane Dorran opened the mill on Monday. The town, she said, can pay for its own bus.",
        "Jane Dorran was there. Repairs, she argued, have to wait until July.",
    ],
)
def test_who_speaks_in_the_sentence_before_by_a_word_or_aside_goes_on(before: str) -> None:
    text = f"“It was a mess,” said Tom Arkwell. {before} “This town is growing every day of the year.”"
    assert said(text)[-1] == ("Jane Dorran", "This town is growing every day of the year.")


def test_a_quotation_of_its_own_is_whose_the_sentence_before_tells() -> None:
    text = "Jane Dorran warned of cuts. “Who will look after the children of this town?” The meeting ended."
    assert said(text) == [("Jane Dorran", "Who will look after the children of this town?")]
    assert said("The hall was cold. “Who will look after the children of this town?” It rained.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran said the plans showed Tom Arkwell was “afraid of telling the truth”.",
        "Jane Dorran claimed that the report reveals a council “afraid of telling the truth”.",
        "Jane Dorran said Tom Arkwell had spoken too late, adding: “He was afraid of telling the truth.”",
    ],
)
def test_who_tells_what_something_shows(text: str) -> None:
    assert {speaker for speaker, words in said(text) if "telling the truth" in words} == {"Jane Dorran"}


@pytest.mark.parametrize(
    "text",
    [
        "The plan was attacked by Jane Dorran as “a total waste of public money”.",
        "The plan, in the words of Jane Dorran, is “a total waste of public money”.",
        "In Jane Dorran’s view the plan is “a total waste of public money”.",
        "The charity’s head, Jane Dorran: “It is a total waste of public money.”",
    ],
)
def test_whose_words_they_are_said_to_be(text: str) -> None:
    assert [speaker for speaker, _ in said(text)] == ["Jane Dorran"]


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


def test_a_bank_of_two_adjectives_has_one_name() -> None:
    (said,) = facts("The Industrial and Commercial Bank of Northmere said it had lost money.", "Statement")
    assert said["agent"] == "Industrial and Commercial Bank of Northmere"


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("The mill, Jane Dorran said, was two years late.", "The mill … was two years late"),
        (
            "Northmere, she argued, had sold the mill to pay for a bus.",
            "Northmere … had sold the mill to pay for a bus",
        ),
        ("However, she added, the old mill was too small.", "the old mill was too small"),
    ],
)
def test_a_gist_goes_on_behind_who_says_it(text: str, gist: str) -> None:
    (found,) = facts(f"Jane Dorran spoke on Monday. {text}", "Statement")
    assert (found["agent"], found["gist"]) == ("Jane Dorran", gist)


def test_what_is_added_to_a_noun_on_somebodys_word_is_no_sentence_of_his() -> None:
    text = "The town pays for a clerk, who, Jane Dorran said, was never seen at the mill."
    assert not [f for f in facts(text, "Statement") if "…" in f["gist"]]


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("Jane Dorran promised she would quit in May, a new book about her claims.", "she would quit in May"),
        (
            "The council said it would sell the old mill, prompting unions to strike.",
            "it would sell the old mill",
        ),
        ("Westvale Rail said it was seeking land but refused to comment on prices.", "it was seeking land"),
        ("Jane Dorran said the rate of tax would rise to 5%.", "the rate of tax would rise to 5%"),
        ("Jane Dorran said she hoped the minister would come.", "she hoped the minister would come"),
        (
            "Jane Dorran said the firm failed because other yards - Hill Yard and Orme - were cheap.",
            "the firm failed because other yards - Hill Yard and Orme - were cheap",
        ),
        ("Jane Dorran said that might become a bad habit.", "that might become a bad habit"),
        ("Jane Dorran pointed out that the roads were bad.", "the roads were bad"),
        ("Jane Dorran made clear that all roads were bad.", "all roads were bad"),
        ("Jane Dorran made clear local roads had not been mended.", "local roads had not been mended"),
        ("The court held that the sale was unlawful.", "the sale was unlawful"),
        ("Jane Dorran said the mill had lost its roof - as it had in May.", "the mill had lost its roof"),
        (
            "Jane Dorran said Tom Arkwell had shown he could win a vote.",
            "Tom Arkwell had shown he could win a vote",
        ),
        ("The book claims Jane Dorran felt the town was lost.", "Jane Dorran felt the town was lost"),
        (
            "Jane Dorran said Tom Arkwell thinks all roads are free.",
            "Tom Arkwell thinks all roads are free",
        ),
    ],
)
def test_a_gist_is_what_was_said_and_no_more(text: str, gist: str) -> None:
    (found,) = facts(text, "Statement")
    assert found["gist"] == gist


def test_who_was_promised_something_does_not_say_it() -> None:
    text = "Tom Arkwell was given a ticket, and promised that he would get a flat in Eastmere."
    assert facts(text, "Statement") == []


def test_the_wording_of_a_question_is_nobodys_words() -> None:
    text = "“We will vote against it,” Jane Dorran said. The question is: “Should the town sell its mill?”"
    assert [words for _, words in said(text)] == ["We will vote against it,"]


@pytest.mark.parametrize(
    "text",
    [
        'The plan was attacked by Eastmere mayor Ann Petrow. "It must be changed before the vote," she said.',
        'Ann Petrow was cross. "Next year may not be the worst of it for the shops," Ann Petrow.',
        'Ann Petrow said it was late. It would be paid "as soon as ever it can be", she said.',
    ],
)
def test_who_is_told_of_speaks(text: str) -> None:
    assert {f["agent"] for f in facts(text, "Statement") if "quote" in f} <= {"Ann Petrow", "she"}
    assert [f for f in facts(text, "Statement") if "quote" in f]


def test_it_that_says_more_is_what_spoke_before() -> None:
    text = (
        "The handbook said that wardens must help owners. "
        'Where it rains wardens were told to deal with them "as kindly as they can", it said.'
    )
    [statement] = [
        f for f in read(text).facts if f.type == "Statement" and any(a.name == "quote" for a in f.args)
    ]
    assert {a.referent for a in statement.args} >= {"work:handbook"}


@pytest.mark.parametrize(
    "text",
    [
        "The Treasury said surveyors saw “holes in the roof”. It added that it “had lost its books twice”.",
        "Jane Dorran said parents had called it “a bad school”. She went on: “It had lost its books.”",
    ],
)
def test_who_adds_something_is_who_ruled_the_sentence_before(text: str) -> None:
    speakers = [speaker for speaker, words in said(text) if "lost its books" in words]
    assert speakers in (["Treasury"], ["Jane Dorran"])


@pytest.mark.parametrize(
    "text",
    [
        "“A team that never trains will never win.”",
        "Westvale Rail has a new board at last, ending “years of muddle and drift in the yard”.",
        "‘Westvale Rail is late again’",
    ],
)
def test_words_in_marks_are_not_said_by_whom_they_concern(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jane Dorran called for “a warm house for every child”.",
        "Jane Dorran sees “a way out of the old mess”.",
    ],
)
def test_words_that_somebody_chooses_are_his(text: str) -> None:
    assert [speaker for speaker, _ in said(text)] == ["Jane Dorran"]


def test_who_shows_something_does_not_say_it() -> None:
    text = 'Judge Rosalind Carr said the trust had shown "a shocking disregard for safety".'
    assert [row["agent"] for row in facts(text, "Statement")] == ["Rosalind Carr"]
    assert [row["target"] for row in facts(text, "Criticism")] == ["trust"]


def test_what_somebody_does_not_know_he_does_not_say() -> None:
    text = "Leaders at the council did not know how bad things were. Ann Kaye did not know that it was shut."
    assert facts(text, "Statement") == []
