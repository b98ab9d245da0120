"""One name may stand for several things: a question about them gives what it gives for each."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pyoxigraph import NamedNode

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.errors import NotFoundError, QueryError
from kgbuild.model import Kind
from kgbuild.query.bind import bind
from kgbuild.query.folding import Each
from kgbuild.query.lookup import Candidate, Names
from kgbuild.query.names import load_titles
from kgbuild.query.ready import ParameterType
from kgbuild.query.results import Format
from kgbuild.query.run import run_query
from kgbuild.query.several import meant
from kgbuild.rdf.graph import Graph
from tests.query.answers import GIVEN, QUERIES, whole_graph

PEOPLE = ("Orla Finch", "Ada Quill", "Edda Marsh")
THINGS = ("Tarrow Vale Trust", "Marlbury County Council", "Larkfield Trust", "maternity unit")
ENTITIES = [
    (query.name, parameter.name, PEOPLE if parameter.kinds == (Kind.PERSON,) else THINGS)
    for query in QUERIES.values()
    for parameter in query.parameters
    if parameter.type is ParameterType.ENTITY
]


@pytest.fixture(scope="module")
def whole() -> Graph:
    return whole_graph()


@pytest.fixture(scope="module")
def names(whole: Graph) -> Names:
    return Names(whole, DEFAULT_BASE, load_titles(resource_folder("ontology")))


def asked(graph: Graph, names: Names, question: str, **values: str | Sequence[str]) -> list[str]:
    query, out = QUERIES[question], io.BytesIO()
    bindings = bind(query, {**GIVEN.get(question, {}), **values}, names.entity)
    columns = [column.name for column in query.columns]
    run_query(
        graph,
        query.text,
        out,
        None,
        form=Format.TSV,
        bindings=bindings,
        columns=columns,
        each=Each.SENTENCE,
    )
    return out.getvalue().decode().splitlines()[1:]


@pytest.mark.parametrize(("question", "parameter", "several"), ENTITIES)
def test_the_answer_about_several_is_that_about_each(
    question: str, parameter: str, several: tuple[str, ...], whole: Graph, names: Names
) -> None:
    each = [asked(whole, names, question, **{parameter: one}) for one in several]
    together = asked(whole, names, question, **{parameter: several})
    assert len(together) == len(set(together))
    assert sorted(together) == sorted({row for rows in each for row in rows})


def test_some_of_these_answers_hold_something(whole: Graph, names: Names) -> None:
    counts = [len(asked(whole, names, q, **{p: several})) for q, p, several in ENTITIES]
    assert sum(count > 1 for count in counts) > len(counts) / 2


def test_one_thing_under_two_names_is_asked_about_once(whole: Graph, names: Names) -> None:
    query = QUERIES["who-criticised"]
    values = {"entity": ("Tarrow Vale Trust", "organisation/tarrow-vale-trust")}
    bound = bind(query, values, names.entity)
    assert bound["targetIRI"] == NamedNode(f"{DEFAULT_BASE}organisation/tarrow-vale-trust")


def test_only_a_thing_can_be_several(names: Names) -> None:
    with pytest.raises(QueryError, match="since is given several times"):
        bind(QUERIES["who-criticised"], {"since": ("2012-01-01", "2013-01-01")}, names.entity)


class TestMeaning:
    def of(self, names: Names, name: str, *kinds: Kind, parts: bool = False) -> list[str]:
        def resolve(name: str, kinds: tuple[Kind, ...]) -> Candidate:
            return names.resolve(name, kinds)

        return [one.label for one in meant(names, name, kinds, resolve, parts=parts)]

    def test_a_name_is_one_thing(self, names: Names) -> None:
        assert self.of(names, "tarrow vale trust") == ["Tarrow Vale Trust"]

    def test_a_star_means_all_that_have_the_words_the_last_of_them_begun(self, names: Names) -> None:
        assert self.of(names, "children's services dep*") == ["children's services department"] * 2
        assert self.of(names, "trust*", Kind.ORGANISATION) == ["Larkfield Trust", "Tarrow Vale Trust"]

    def test_parts_of_parts_are_meant_too(self, names: Names) -> None:
        assert self.of(names, "Tarrow Vale Trust", parts=True) == ["Tarrow Vale Trust", "maternity unit"]
        council = ["Marlbury County Council", *["children's services department"] * 2]
        assert self.of(names, "Marlbury County Council", parts=True) == council

    @pytest.mark.parametrize("name", ["zebedee*", "*", " *", "rust*", "children's zebra*"])
    def test_a_star_that_means_nothing_is_an_error(self, name: str, names: Names) -> None:
        with pytest.raises(NotFoundError, match="nothing has the words"):
            self.of(names, name)
