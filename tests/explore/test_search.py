from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.explore import fulltext
from kgbuild.explore.search import Found, search
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.store import EmbeddedGraph, open_graph
from tests.explore.town import article, town, town_store

OPERATORS = [
    '"',
    "*",
    "-",
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    "^",
    ":",
    "{",
    "}",
    "+",
    "(",
    ")",
    "words",
    "rowid",
    "'",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedGraph:
    return open_graph(town_store(tmp_path_factory.mktemp("search") / "kg"))


def sentences(found: Found) -> list[str]:
    return [hit.sentence for hit in found.sentences]


def test_names_come_first_then_sentences_with_article_and_facts(
    store: EmbeddedGraph, ontology: Ontology
) -> None:
    found = search(store, ontology, "lark")
    assert [(hit.entity.text, hit.kind, hit.articles) for hit in found.names] == [("Lark Review", "Work", 1)]
    assert sentences(found) == [
        "The Lark Review criticised Northby Council.",
        "The Lark Review criticised Southby Council.",
    ]
    first = found.sentences[0]
    assert (first.source.article, first.source.issued) == ("review", "2012-03-01")
    assert [fact.type for fact in first.facts] == ["Criticism"]
    assert [first.sentence[start:end] for start, end in first.hits] == ["Lark"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("criticise lark northby", ["The Lark Review criticised Northby Council."]),
        ("CRITICISING ems", ["Ada Vale criticised Dill Ems and Egon Fry."]),
        ("zoe armel", []),
        ("zoe succeeded", ["Zoë Ærmel succeeded Ada Vale."]),
        ('"ministry of roads funds south*"', []),
        ("fund* south*", ["The Ministry of Roads funds Southby Council."]),
        ('"resigned on" march', ["Ada Vale resigned on 2 March 2014."]),
        ('"on resigned" march', []),
        ('"resigned on', ["Ada Vale resigned on 2 March 2014."]),
        ("ada AND resigned", []),
        ("resigned NOT ada", []),
    ],
)
def test_all_words_must_be_there_in_any_form(
    text: str, found: list[str], store: EmbeddedGraph, ontology: Ontology
) -> None:
    assert sentences(search(store, ontology, text)) == found


def test_another_name_finds_the_entity_once(store: EmbeddedGraph, ontology: Ontology) -> None:
    assert [hit.entity.text for hit in search(store, ontology, "vale").names] == ["Ada Vale"]
    assert [hit.entity.text for hit in search(store, ontology, "ms vale").names] == ["Ada Vale"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2013-05-06", "", {"again", "never", "posts"}),
        ("", "2013-05-06", {"money", "praise", "again", "review"}),
        ("2013-02-03", "2013-02-03", {"praise"}),
    ],
)
def test_articles_are_bounded_by_date(
    since: str, until: str, found: set[str], store: EmbeddedGraph, ontology: Ontology
) -> None:
    hits = [
        hit
        for word in ("praise*", "council", "resigned")
        for hit in search(store, ontology, word, since=since, until=until, limit=50).sentences
    ]
    assert {hit.source.article for hit in hits} == found


def test_a_limit_says_how_many_there_are(store: EmbeddedGraph, ontology: Ontology) -> None:
    found = search(store, ontology, "council", limit=2)
    assert (len(found.names), found.names_total) == (2, 5)
    assert (len(found.sentences), found.sentences_total) == (2, 9)


@pytest.mark.parametrize("text", ["", " ", "*", '"', '""', "- ( )", "…", "\x00", "\x07"])
def test_without_a_word_nothing_can_be_searched(text: str, store: EmbeddedGraph, ontology: Ontology) -> None:
    with pytest.raises(QueryError, match="no word to search for"):
        search(store, ontology, text)


_WORDS = st.lists(
    st.one_of(st.text(max_size=8), st.sampled_from([*OPERATORS, "Ada", "vale", "\udcff"])), max_size=6
)


@settings(deadline=None)
@given(words=_WORDS)
def test_no_text_is_an_error_of_syntax(words: list[str], store: EmbeddedGraph, ontology: Ontology) -> None:
    for joiner in (" ", ""):
        text = joiner.join(words)
        if any(character.isalnum() for character in text):
            search(store, ontology, text)


@settings(deadline=None)
@given(noise=st.lists(st.sampled_from(["-", "(", '" "', "*", "…", ":", "{}", "^"]), max_size=4))
def test_what_is_no_word_changes_nothing(noise: list[str], store: EmbeddedGraph, ontology: Ontology) -> None:
    found = search(store, ontology, " ".join(["lark", *noise, "northby"]))
    assert sentences(found) == ["The Lark Review criticised Northby Council."]


def test_the_hits_are_where_the_words_are(store: EmbeddedGraph, ontology: Ontology) -> None:
    for hit in search(store, ontology, "ada vale criticise*").sentences:
        words = {hit.sentence[start:end].lower() for start, end in hit.hits}
        assert {"ada", "vale"} <= words | {part for word in words for part in word.split()}
        assert any(word.startswith("criticise") for phrase in words for word in phrase.split())


def test_a_stretch_within_another_is_one_hit_with_the_facts_of_both(ontology: Ontology) -> None:
    whole = "Ada Vale, leader of Northby Council, praised Gil Hobb."
    told = article(
        "nested",
        ["Praise", whole, {"agent": "ada", "target": "gil"}],
        [
            "Tenure",
            "Ada Vale, leader of Northby Council",
            {"member": "ada", "role": "=leader"},
            {"trigger": "leader"},
        ],
    )
    (hit,) = search(town(told), ontology, "leader praised").sentences
    assert hit.sentence == whole
    assert sorted(fact.type for fact in hit.facts) == ["Praise", "Tenure"]


def test_control_characters_come_back_as_spaces(ontology: Ontology) -> None:
    odd = "Ada\x02Vale\x03 praised \x1bGil Hobb."
    graph = town(article("odd", ["Praise", odd, {"agent": "ada", "target": "gil"}, {"trigger": "praised"}]))
    (hit,) = (h for h in search(graph, ontology, "praised gil").sentences if h.source.article == "odd")
    assert [hit.sentence[start:end] for start, end in hit.hits] == ["praised", "Gil"]
    assert hit.sentence == "Ada Vale  praised  Gil Hobb."


def test_the_index_is_written_once_and_anew_for_another_graph(tmp_path: Path, ontology: Ontology) -> None:
    folder = town_store(tmp_path / "kg", key="one")
    search(open_graph(folder), ontology, "lark")
    (file,) = folder.glob("search-*")
    made = file.stat().st_mtime_ns
    search(open_graph(folder), ontology, "lark")
    assert [found.stat().st_mtime_ns for found in folder.glob("search-*")] == [made]
    opened_before = open_graph(folder)
    new = article("new", ["Praise", "Gil Hobb praised the lark.", {"agent": "gil", "target": "lark"}])
    town_store(folder, new, key="two")
    assert len(search(open_graph(folder), ontology, "lark").sentences) == 3
    assert [found.name for found in folder.glob("search-*")] == [f"search-two-{fulltext.VERSION}.sqlite"]
    assert len(search(opened_before, ontology, "lark").sentences) == 2


def test_a_damaged_index_is_made_again(tmp_path: Path, ontology: Ontology) -> None:
    folder = town_store(tmp_path / "kg")
    search(open_graph(folder), ontology, "lark")
    (file,) = folder.glob("search-*")
    for damage in (b"", b"no database", file.read_bytes()[:5000]):
        file.write_bytes(damage)
        assert len(search(open_graph(folder), ontology, "lark").sentences) == 2


def test_a_place_where_no_file_can_be_is_searched_too(tmp_path: Path, ontology: Ontology) -> None:
    folder = town_store(tmp_path / "kg")
    graph = open_graph(folder)
    graph.folder = tmp_path / "gone"
    assert len(search(graph, ontology, "lark").sentences) == 2
    assert not graph.folder.exists()


def test_the_index_is_the_same_every_time(tmp_path: Path) -> None:
    def content(folder: Path) -> list[str]:
        with sqlite3.connect(":memory:") as index:
            fulltext.open_index(open_graph(town_store(folder))).backup(index)
            return list(index.iterdump())

    assert content(tmp_path / "a") == content(tmp_path / "b")
