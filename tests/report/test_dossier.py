"""What a dossier holds: each fact once, in its part, with its words; what is not done apart from what is."""

from __future__ import annotations

import pytest

from kgbuild.errors import QueryError
from kgbuild.report.dossier import cited
from tests.query.answers import whole_graph
from tests.report.making import article, chapters, dossier_of, lines, report_of, town


def test_the_head_tells_names_articles_and_dates() -> None:
    found = dossier_of(town(), "Ada Vale")
    assert found.entity.kind == "Person"
    assert found.names == ("Ms Vale",)
    assert [source.article for source in found.articles] == ["undated", "praise", "again", "never", "posts"]
    assert found.dates == ("2013-02-03", "2014-08-09")
    assert found.counts == {"Asserted": 11, "Denied": 1}


def test_roles_stand_by_time_with_how_they_began_and_ended() -> None:
    found = dossier_of(town(), "Ada Vale")
    assert lines(found, "Roles over time") == [
        ("2009 to 2012", "leader, Northby Council"),
        ("2014-03-02", "left (resigned)"),
    ]


def test_each_part_has_what_belongs_there() -> None:
    found = dossier_of(town(), "Ada Vale")
    assert lines(found, "Actions") == [
        ("reported 2013-02-03 to 2013-05-06", "praise: Bram Oake"),
        ("reported 2013-02-03", "criticism: Bram Oake"),
        ("reported 2013-02-03", "criticism: Dill Ems and Egon Fry"),
    ]
    assert lines(found, "Statements") == [("reported 2013-02-03", "said to Gil Hobb: the road was safe")]
    assert lines(found, "What others say") == [("", "praise: by Gil Hobb")]
    assert lines(found, "What others do") == [("reported 2014-08-09", "succession: by Zoë Ærmel")]
    assert lines(found, "Claims about others") == [
        ("reported 2013-02-03", "death: Ivo Jay (in Port Ley; according to Ada Vale)")
    ]


def test_what_is_planned_or_denied_stands_apart_and_says_so() -> None:
    found = dossier_of(town(), "Cato Finn")
    assert lines(found, "Actions", "Planned") == [("reported 2013-06-07", "planned: praise: Bram Oake")]
    denied = lines(found, "Bodies and other lasting ties", "Denied")
    assert denied == [("reported 2013-06-07", "denied: collaboration: Ada Vale (participant)")]
    assert [block.status for block in chapters(found)["Actions"].blocks] == ["Planned"]


@pytest.mark.parametrize("name", ["Orla Finch", "Marlbury County Council", "Larkfield Trust", "Lant Review"])
def test_every_fact_stands_once_and_every_line_with_its_sentence(name: str) -> None:
    found = dossier_of(whole_graph(), name, limit=1000)
    every = [one for c in found.chapters for block in c.blocks for one in block.lines]
    facts = [fact.iri for one in every for fact in one.line.facts]
    assert len(facts) == len(set(facts))
    assert len(facts) == sum(found.counts.values()) > 0
    for one in every:
        (first, *_), _ = cited(one.line, most=3)
        assert first[0].sentence
        assert first[0].source.article


def test_a_statement_that_names_somebody_is_what_others_say() -> None:
    words = "Bram Oake has let us down"
    said = ["Statement", f"Cato Finn said that {words} again.", {"agent": "cato", "gist": f"={words}"}]
    found = dossier_of(town(article("said", said)), "Bram Oake")
    assert ("reported 2015-01-01", f"Cato Finn said: {words}") in lines(found, "What others say")


def test_a_quotation_in_two_parts_is_not_told_twice() -> None:
    quote = "It was hard, … but we did it for all of the town and its children."
    sentence = "“It was hard,” said Cato Finn, “but we did it for all of the town and its children.”"
    said = ["Statement", sentence, {"agent": "cato", "quote": f"={quote}"}]
    found = dossier_of(town(article("said", said)), "Cato Finn")
    ((_, text),) = lines(found, "Statements")
    assert text == "said: “It was hard, … but we did it for all of the town and its …”"


def test_a_limit_keeps_what_is_best_attested_and_tells_the_rest() -> None:
    found = dossier_of(town(), "Ada Vale", limit=1)
    (block,) = chapters(found)["Actions"].blocks
    assert [one.line.text for one in block.lines] == ["praise: Bram Oake"]  # in two articles
    assert block.more == 2
    assert len(found.ties) == 1
    assert found.ties_more > 0


def test_no_limit_below_one() -> None:
    with pytest.raises(QueryError, match="0 lines"):
        dossier_of(town(), "Ada Vale", limit=0)


def test_a_line_gives_its_best_sentence_first_and_counts_those_left_out() -> None:
    praise = ["Praise", "Ada Vale praised Bram Oake today.", {"agent": "ada", "target": "bram"}]
    more = [article(f"more-{n}", [praise[0], f"Number {n}: {praise[1]}", praise[2]]) for n in range(4)]
    found = dossier_of(town(*more), "Ada Vale")
    line = next(
        one.line
        for block in chapters(found)["Actions"].blocks
        for one in block.lines
        if one.line.text == "praise: Bram Oake"
    )
    sentences, left_out = cited(line, most=3)
    assert sentences[0][0] == line.evidence
    assert len({evidence.sentence for evidence, _ in sentences}) == 3
    assert left_out == 3


@pytest.mark.parametrize(
    ("issued", "time"),
    [(None, "“in April”, article undated"), ("2015-01-01", "“in April”, reported 2015-01-01")],
)
def test_the_words_of_a_time_stand_where_no_date_is_known(issued: str | None, time: str) -> None:
    said = [
        "Praise",
        "Bram Oake praised Gil Hobb in April.",
        {"agent": "bram", "target": "gil"},
        {"date_text": "in April"},
    ]
    graph = town(article("x", said, issued=issued))
    assert (time, "praise: by Bram Oake") in lines(dossier_of(graph, "Gil Hobb"), "What others say")
    assert f"| {time} | praise: by Bram Oake |" in report_of(graph, "Gil Hobb").to_markdown()


def test_a_post_told_as_former_has_ended_by_the_day_of_the_report() -> None:
    said = [
        "Tenure",
        "Gil Hobb, the former leader of Northby, said so.",
        {"member": "gil", "role": "=leader", "organization": "northby"},
        {"latest": "2015-01-01", "date_text": "former"},
    ]
    graph = town(article("x", said))
    assert ("until 2015-01-01", "leader, Northby Council") in lines(
        dossier_of(graph, "Gil Hobb"), "Roles over time"
    )
