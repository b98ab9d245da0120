"""What several sentences state is one row; what only looks alike is not."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kgbuild.config import DEFAULT_BASE
from kgbuild.query.bind import bind
from kgbuild.query.folding import Claims, Each, claims_in, folded
from kgbuild.query.lookup import Names
from kgbuild.query.results import Format
from kgbuild.query.run import run_query
from kgbuild.query.solutions import Solutions, of_texts
from kgbuild.rdf.graph import Graph
from tests.query.answers import QUERIES, table, whole_graph

COLUMNS = ("critic", "target", "article", "date", "sentence", "fact")
EVIDENCE = COLUMNS[2:]


@pytest.fixture(scope="module")
def whole() -> Graph:
    return whole_graph()


def asked(
    graph: Graph, name: str, form: Format, *, width: int = 0, limit: int | None = None, **values: str
) -> str:
    """Return the answer to a ready question, folded; with a `width`, as a terminal of that width shows it."""
    query, out, text = QUERIES[name], io.BytesIO(), io.StringIO()
    bindings = bind(query, values, Names(graph, DEFAULT_BASE).entity)
    console = Console(file=text, width=width or None, force_terminal=bool(width), color_system=None)
    names = [column.name for column in query.columns]
    run_query(
        graph,
        query.text,
        out,
        console,
        form=form,
        bindings=bindings,
        columns=names,
        limit=limit,
        each=Each.CLAIM,
    )
    return text.getvalue() + out.getvalue().decode()


def each_its_own(facts: Sequence[str]) -> Mapping[str, object]:
    return {fact: fact for fact in facts}


def all_the_same(facts: Sequence[str]) -> Mapping[str, object]:
    return dict.fromkeys(facts, "one claim")


def texts(solutions: Solutions, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name]["value"] if name in row else "" for name in names) for row in solutions.rows]


def test_a_fact_that_two_sentences_state_is_one_row(whole: Graph) -> None:
    rows = table(asked(whole, "roles-of", Format.CSV, person="Orla Finch"))
    assert [(row["role"], row["more"], row["lastDate"]) for row in rows if row["role"] == "leader"] == [
        ("leader", "1", "2013-10-15")
    ]
    assert [row["more"] for row in rows if row["role"] == "chair"] == ["0"]


def test_what_two_articles_state_is_one_row_the_first_by_date(whole: Graph) -> None:
    (row,) = (row for row in table(asked(whole, "who-funded", Format.CSV)) if row["amount"] == "£3 million")
    assert (row["date"], row["article"]) == ("2012-12-20", "tarrow-resignation")
    assert (row["more"], row["lastDate"]) == ("1", "2014-05-06")


def test_a_claim_with_a_reason_is_another(whole: Graph) -> None:
    rows = table(asked(whole, "within-two-steps", Format.CSV, entity="Ada Quill"))
    criticised = [row for row in rows if (row["via"], row["tie"]) == ("Sorrel Report", "criticised")]
    assert [row["more"] for row in criticised] == ["0", "0"]


def test_each_article_has_a_department_of_its_own(whole: Graph) -> None:
    rows = table(asked(whole, "who-belongs-where", Format.CSV))
    alike = [row for row in rows if row["left"] == "children's services department"]
    assert [(row["right"], row["more"]) for row in alike] == [("Marlbury County Council", "0")] * 2


def test_what_only_reads_alike_is_compared_in_the_graph() -> None:
    rows = [
        ("inspectors", "council", "a", "2014-01-01", "Inspectors criticised it.", "fact/1"),
        ("inspectors", "council", "b", "2013-01-01", "Inspectors blamed it.", "fact/2"),
        ("inspectors", "board", "c", "2012-01-01", "Inspectors blamed the board.", "fact/3"),
    ]
    apart = folded(of_texts(COLUMNS, rows), each_its_own)
    assert texts(apart, "fact", "more") == [("fact/1", "0"), ("fact/2", "0"), ("fact/3", "0")]
    together = folded(of_texts(COLUMNS, rows), all_the_same)
    assert texts(together, "fact", "more", "lastDate") == [
        ("fact/2", "1", "2014-01-01"),
        ("fact/3", "0", "2012-01-01"),
    ]


def test_facts_of_two_articles_claim_the_same_in_the_graph(whole: Graph) -> None:
    solutions = whole.query("SELECT DISTINCT ?fact { ?fact a kg:Funding ; kg:status ?status }")
    assert isinstance(solutions, ox.QuerySolutions)
    facts = [solution["fact"].value for solution in solutions]
    claims = claims_in(whole)(facts)
    assert len(set(claims.values())) == len(facts) - 1 == len(claims) - 1


def test_json_holds_all_evidence_and_is_still_read_as_sparqls(whole: Graph) -> None:
    text = asked(whole, "roles-of", Format.JSON, person="Orla Finch")
    read = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    answer = json.loads(text)
    bindings, evidence = answer["results"]["bindings"], answer["evidence"]
    assert len(list(read)) == len(bindings) == len(evidence)
    for row, sentences in zip(bindings, evidence, strict=True):
        assert len(sentences) == int(row["more"]["value"]) + 1
        assert sentences[0].items() <= row.items()
    assert {one["sentence"]["value"] for one in evidence[0]} == {
        "Council leader Dame Orla Finch",
        "Dame Orla Finch, leader of the council",
    }


def test_a_terminal_says_how_many_more_and_until_when(whole: Graph) -> None:
    shown = " ".join(asked(whole, "who-funded", Format.TABLE, width=300).split())
    assert "and 1 more until 2014-05-06]" in shown
    assert "lastDate" not in shown
    assert "and 1 more]" in " ".join(
        asked(whole, "roles-of", Format.TABLE, width=300, person="Orla Finch").split()
    )


def test_a_report_names_where_the_others_stand(whole: Graph) -> None:
    text = asked(whole, "who-funded", Format.MARKDOWN)
    assert "and 1 more: tarrow-recovers, 2014-05-06, fact/" in text
    assert "and 1 more)" in asked(whole, "roles-of", Format.MARKDOWN, person="Orla Finch")  # the same article
    assert "lastDate" not in text


def test_a_limit_counts_what_is_said_not_sentences(whole: Graph) -> None:
    all_ = table(asked(whole, "roles-of", Format.CSV, person="Orla Finch"))
    some = json.loads(asked(whole, "roles-of", Format.JSON, person="Orla Finch", limit=2))
    assert [row["role"]["value"] for row in some["results"]["bindings"]] == [row["role"] for row in all_[:2]]
    assert len(some["evidence"]) == 2


@pytest.mark.parametrize("columns", [COLUMNS[:-1], (*COLUMNS, "more"), ("critic", "fact", "sentence")])
def test_an_answer_without_evidence_or_with_such_a_column_stays(columns: tuple[str, ...]) -> None:
    rows = [["x"] * len(columns), ["y"] * len(columns)]
    assert folded(of_texts(columns, [*rows, rows[0]]), all_the_same) == of_texts(columns, rows)


cells = st.sampled_from(("", "a", "b"))
answers = st.lists(st.tuples(*[cells] * len(COLUMNS)), max_size=12, unique=True)


@given(answers, st.sampled_from((each_its_own, all_the_same)))
def test_no_sentence_is_lost_or_made_up(rows: list[tuple[str, ...]], claims: Claims) -> None:
    found = folded(of_texts(COLUMNS, rows), claims)
    kept = [
        (row["critic"]["value"], row["target"]["value"], *(one[name]["value"] for name in EVIDENCE))
        for row, sentences in zip(found.rows, found.evidence or (), strict=True)
        for one in sentences
    ]
    assert sorted(kept) == sorted(rows)
    firsts = [rows.index(row) for row in texts(found, *COLUMNS)]
    assert firsts == sorted(firsts)
