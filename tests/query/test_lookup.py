from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import KnowledgeError, NotFoundError
from kgbuild.ids import slug
from kgbuild.model import Kind
from kgbuild.query.lookup import AmbiguousError, Names, beginning, is_clear
from kgbuild.query.names import fold, initials, load_titles, without_titles
from kgbuild.rdf.store import EmbeddedGraph
from kgbuild.rdf.vocabulary import literal, term

TITLES = frozenset({"mr", "ms", "dame", "sir", "professor", "chief constable"})


def graph_of(*entities: tuple[str, str, tuple[str, ...]]) -> EmbeddedGraph:
    """Return a graph that holds `entities`: kind, label and other names of each."""
    store = ox.Store()
    for kind, label, others in entities:
        iri = NamedNode(f"{DEFAULT_BASE}{kind.lower()}/{slug(label)}")
        store.add(ox.Quad(iri, term("rdf:type"), term(f"kg:{kind}")))
        store.add(ox.Quad(iri, term("skos:prefLabel"), literal(label)))
        for name in others:
            store.add(ox.Quad(iri, term("skos:altLabel"), literal(name)))
    return EmbeddedGraph(store, Path("kg"))


def names_of(*entities: tuple[str, str, tuple[str, ...]]) -> Names:
    """Return the names of such a graph."""
    return Names(graph_of(*entities), DEFAULT_BASE, TITLES)


TOWN_GRAPH = graph_of(
    ("Person", "Anna Jones", ("Jones", "Ms Jones")),
    ("Person", "Mark Jones", ("Mr Jones", "Cllr Mark Jones")),
    ("Person", "Zoë O’Brien-Lant", ("Ms O’Brien-Lant",)),
    ("Person", "Tom Arkle", ("Mr Arkle", "Tom Arkles")),
    ("Person", "Bertram Okonkwo", ()),
    ("Organisation", "Marlbury County Council", ("the council", "Marlbury", "MCC")),
    ("Organisation", "Larkfield County Council", ("the council",)),
    ("Organisation", "Jones Rail", ()),
    ("Place", "Marlbury", ()),
    ("Work", "Lant Review", ("the review",)),
    ("Role", "leader", ()),
    ("Role", "deputy leader", ()),
)
TOWN = Names(TOWN_GRAPH, DEFAULT_BASE, TITLES)


@pytest.mark.parametrize(
    ("wanted", "found", "why"),
    [
        ("Anna Jones", "person/anna-jones", "its name"),
        ("ANNA  jones", "person/anna-jones", "its name"),
        ("zoe o'brien lant", "person/zoe-obrien-lant", "its name"),
        ("Dame Anna Jones", "person/anna-jones", "its name but for the title"),
        ("Professor Sir Tom Arkle", "person/tom-arkle", "its name but for the title"),
        ("Arkle", "person/tom-arkle", "its surname"),
        ("Chief Constable Okonkwo", "person/bertram-okonkwo", "its surname"),
        ("Okonkvo", "person/bertram-okonkwo", "spelt like 'okonkwo'"),
        ("Bertram Okonwko", "person/bertram-okonkwo", "spelt like 'bertram okonkwo'"),
        ("Okonkwo, Bertram", "person/bertram-okonkwo", "part of its name"),
        ("Marlbury", "place/marlbury", "its name"),
        ("mcc", "organisation/marlbury-county-council", "another name of it"),
        ("Marlbury Council", "organisation/marlbury-county-council", "part of its name"),
        ("Marlbury Conty Council", "organisation/marlbury-county-council", "spelt like"),
        ("the review", "work/lant-review", "another name of it"),
        ("leader", "role/leader", "its name"),
        ("LCC", "organisation/larkfield-county-council", "its initials"),
        ("person/anna-jones", "person/anna-jones", "its identifier"),
        (f"{DEFAULT_BASE}person/anna-jones", "person/anna-jones", "its identifier"),
        (f"<{DEFAULT_BASE}person/anna-jones>", "person/anna-jones", "its identifier"),
    ],
)
def test_a_name_is_found_loosely(wanted: str, found: str, why: str) -> None:
    candidate = TOWN.resolve(wanted)
    assert candidate.id == found
    assert candidate.why.startswith(why)


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        ("Jones", {"person/anna-jones", "person/mark-jones", "organisation/jones-rail"}),
        ("Mr Jones", {"person/anna-jones", "person/mark-jones"}),
        ("County Council", {"organisation/marlbury-county-council", "organisation/larkfield-county-council"}),
        ("the council", {"organisation/marlbury-county-council", "organisation/larkfield-county-council"}),
        ("Lant", {"person/zoe-obrien-lant", "work/lant-review"}),
    ],
)
def test_several_candidates_are_listed_and_none_is_guessed(wanted: str, listed: set[str]) -> None:
    with pytest.raises(NotFoundError, match="may mean several things") as caught:
        TOWN.resolve(wanted)
    assert all(identifier in caught.value.hint for identifier in listed)


def test_the_kind_narrows_what_is_meant() -> None:
    assert TOWN.resolve("Marlbury", (Kind.ORGANISATION,)).id == "organisation/marlbury-county-council"
    assert TOWN.resolve("Lant", (Kind.WORK,)).id == "work/lant-review"
    with pytest.raises(NotFoundError, match="nothing is called 'Lant' among place"):
        TOWN.resolve("Lant", (Kind.PLACE,))


@pytest.mark.parametrize("wanted", ["", "  ", "Xyzzy", "🚆", "person/none", "\x00", "a" * 5000])
def test_what_is_not_there_is_told(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="nothing is called"):
        TOWN.resolve(wanted)


def test_many_candidates_are_cut() -> None:
    crowd = names_of(*(("Person", f"Person{chr(97 + n)} Jones", ()) for n in range(26)))
    with pytest.raises(NotFoundError) as caught:
        crowd.resolve("Jones")
    assert caught.value.hint.count("\n") < 15
    assert "more" in caught.value.hint


first = st.sampled_from(["Anna", "Mark", "Orla", "Tobias", "Zoë", "Hal"])
last = st.sampled_from(["Jones", "Finch", "Wren", "O’Brien", "Lant", "Quill", "Smith-Jones"])
people = st.lists(st.tuples(first, last).map(" ".join), min_size=1, max_size=8, unique_by=fold)


@given(people, st.data())
def test_a_full_name_always_wins(labels: list[str], data: st.DataObject) -> None:
    label = data.draw(st.sampled_from(labels))
    spelling = data.draw(st.sampled_from([label, label.upper(), f" {label} ", fold(label)]))
    names = names_of(*(("Person", one, ()) for one in labels))
    assert names.resolve(spelling).label == label


@given(people, last)
def test_a_surname_is_taken_only_where_one_person_has_it(labels: list[str], surname: str) -> None:
    names = names_of(*(("Person", one, ()) for one in labels))
    bearers = [label for label in labels if label.split()[-1] == surname]
    found = [candidate for candidate in names.find(surname) if candidate.why == "its surname"]
    assert sorted(candidate.label for candidate in found if candidate.label in bearers) == sorted(bearers)
    if len(bearers) > 1:
        assert not is_clear(names.find(surname))


@given(people, st.text(max_size=12))
def test_candidates_are_ranked_and_no_text_breaks_the_search(labels: list[str], text: str) -> None:
    found = names_of(*(("Person", one, ()) for one in labels)).find(text)
    assert [candidate.score for candidate in found] == sorted((c.score for c in found), reverse=True)
    assert len({candidate.iri for candidate in found}) == len(found)


@pytest.mark.parametrize("wanted", ["fact/zzz", "fact/", "fact/abc", f"<{DEFAULT_BASE}fact/xyz>"])
def test_what_cannot_be_the_identifier_of_a_fact_is_told(wanted: str, names: Names) -> None:
    with pytest.raises(NotFoundError, match="is no fact's identifier") as caught:
        names.fact(wanted)
    assert "kgbuild show" in caught.value.hint


@pytest.mark.parametrize("wanted", ["", "  "])
def test_no_name_is_told_with_another_hint(wanted: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        TOWN.resolve(wanted)
    assert caught.value.hint.startswith("Give a name")


def test_of_equally_good_candidates_the_empty_ones_come_last() -> None:
    store = ox.Store()
    for name, facts in (("a", 0), ("b", 2), ("c", 0), ("d", 3)):
        iri = NamedNode(f"{DEFAULT_BASE}organisation/{name}")
        store.add(ox.Quad(iri, term("rdf:type"), term("kg:Organisation")))
        store.add(ox.Quad(iri, term("skos:prefLabel"), literal("the team")))
        for number in range(facts):
            fact = NamedNode(f"{DEFAULT_BASE}fact/{name}{number}")
            store.add(ox.Quad(fact, term("kg:agent"), iri))
            store.add(ox.Quad(fact, term("kg:claimedBy"), iri))
            store.add(ox.Quad(fact, term("kg:status"), term("kg:Asserted")))
    with pytest.raises(AmbiguousError) as caught:
        Names(EmbeddedGraph(store, Path("kg")), DEFAULT_BASE).resolve("the team")
    found = [(one.id[-1], one.known.facts) for one in caught.value.candidates if one.known]
    assert found == [("d", 3), ("b", 2), ("a", 0), ("c", 0)]


def test_facts_are_found_by_identifier(names: Names) -> None:
    whole = f"{DEFAULT_BASE}fact/b5466f9b5c923b85"
    for text in (
        whole,
        f"<{whole}>",
        "fact/b5466f9b5c923b85",
        "b5466f9b5c923b85",
        "fact/b546…",
        "b5466f9b...",
    ):
        assert names.fact(text) == NamedNode(whole)
    for text in ("Orla Finch", "person/orla-finch", "cafe", "b54"):
        assert names.fact(text) is None
    with pytest.raises(NotFoundError, match="no fact has the identifier"):
        names.fact("fact/ffffffffffffffff")


def test_a_beginning_that_several_facts_share_is_told(names: Names) -> None:
    store = ox.Store()
    for digits in ("abcd0", "abcd1"):
        store.add(ox.Quad(NamedNode(f"{DEFAULT_BASE}fact/{digits}"), term("kg:status"), term("kg:Denied")))
    several = Names(EmbeddedGraph(store, Path("kg")), DEFAULT_BASE)
    with pytest.raises(NotFoundError, match="2 facts begin with 'fact/abcd'") as caught:
        several.fact("fact/abcd")
    assert caught.value.hint == "Give more of it: fact/abcd0, fact/abcd1."
    assert several.fact("abcd1") == NamedNode(f"{DEFAULT_BASE}fact/abcd1")


def test_articles_are_counted(names: Names) -> None:
    assert names.resolve("Orla Finch").articles == 3


def test_titles_come_from_the_gazetteer(ontology_folder: Path, tmp_path: Path) -> None:
    titles = load_titles(ontology_folder)
    assert {"dame", "professor", "chief constable"} <= titles
    assert without_titles("mr", titles) == "mr"
    with pytest.raises(KnowledgeError, match=r"titles\.yaml"):
        load_titles(tmp_path)
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "titles.yaml").write_text("titles: [Dame]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"titles\.yaml"):
        load_titles(tmp_path)


def test_candidates_are_told_apart_by_their_roles(names: Names) -> None:
    with pytest.raises(AmbiguousError) as caught:
        names.resolve("department")
    assert "part of Marlbury County Council" in [candidate.role for candidate in caught.value.candidates]
    assert ", part of Marlbury County Council (organisation, " in caught.value.hint


def test_only_likely_candidates_are_listed(names: Names) -> None:
    for name in ("trust", "council", "marlbury", "orla", "review"):
        found = names.find(name)
        if is_clear(found):
            continue
        with pytest.raises(AmbiguousError) as caught:
            names.resolve(name)
        assert {c.iri for c in caught.value.candidates} <= {c.iri for c in found}
        scores = [candidate.score for candidate in caught.value.candidates]
        assert max(scores) - min(scores) <= 25


def test_initials_leave_out_small_words_or_not() -> None:
    assert initials("department for work and pensions") == ("dwp", "dfwap")
    assert initials("council") == ()


@pytest.mark.parametrize(
    ("start", "kinds", "found"),
    [
        ("bertram o", (), ["Bertram Okonkwo"]),
        ("ZOE", (), ["Zoë O’Brien-Lant"]),
        ("okonk", (), ["Bertram Okonkwo"]),
        ("okonk", (Kind.WORK,), []),
        ("jones", (Kind.PERSON,), []),
        ("jones", (), ["Jones Rail"]),
        ("lant", (), ["Lant Review"]),
    ],
)
def test_names_that_begin_so_are_offered(start: str, kinds: tuple[Kind, ...], found: list[str]) -> None:
    assert [name for name, _ in beginning(TOWN_GRAPH, start, kinds)] == found
