from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import KnowledgeError, NotFoundError
from kgbuild.model import Kind
from kgbuild.query.bind import Resolver, bind
from kgbuild.query.lookup import Names
from kgbuild.query.ready import Parameter, ParameterType, ReadyQuery, load_query
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from tests.query.answers import FOLDER, GIVEN, QUERIES, answer, table, whole_graph
from tests.rdf.sample import ALL_ENTITIES

ACROSS = {"who-sits-in-two-bodies"}
"""Where a person or body that is asked for brings rows of others with it."""
every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
with_status = [
    q for q in QUERIES.values() if any(p.name == "status" and p.default == "asserted" for p in q.parameters)
]
by_entity = [
    pytest.param(query, parameter, id=f"{query.name}-{parameter.name}")
    for query in QUERIES.values()
    for parameter in query.parameters
    if parameter.type is ParameterType.ENTITY and not parameter.required
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return whole_graph()


@pytest.fixture(scope="module")
def names(graph: Graph) -> Names:
    return Names(graph, DEFAULT_BASE)


@every_query
def test_it_answers_as_committed(query: ReadyQuery, graph: Graph, names: Names) -> None:
    found = answer(graph, query, names.entity)
    assert found == (FOLDER / f"{query.name}.csv").read_text(encoding="utf-8")
    assert len(table(found)) > 0


def test_no_answer_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(QUERIES)


@every_query
def test_its_header_fits_its_text(query: ReadyQuery) -> None:
    solutions = ox.Store().query(query.text)  # declares all its prefixes: it runs on any endpoint
    assert isinstance(solutions, ox.QuerySolutions)
    selected = [variable.value for variable in solutions.variables]
    columns = [column.name for column in query.columns]
    bound = [parameter.variable for parameter in query.parameters]
    assert selected[: len(columns)] == columns
    assert set(bound) <= set(selected) <= set(columns) | set(bound)
    assert {"article", "date", "sentence", "fact"} <= set(columns)
    assert query.example.startswith(f"kgbuild ask {query.name}")


@every_query
def test_every_answer_has_its_evidence(query: ReadyQuery, graph: Graph, names: Names) -> None:
    undated = {"fynch-letter"}
    for row in table(answer(graph, query, names.entity)):
        assert row["article"]
        assert row["sentence"]
        assert row["date"] or row["article"] in undated


@every_query
def test_a_value_may_also_come_as_data_before_the_pattern(
    query: ReadyQuery, graph: Graph, names: Names
) -> None:
    """An endpoint takes values as VALUES at the start of WHERE; the answer is that of substitution."""
    for given in _each_value(query):
        bindings = bind(query, given, names.entity)
        variables, terms = " ".join(f"?{name}" for name in bindings), " ".join(map(str, bindings.values()))
        head, where, pattern = query.text.partition("WHERE {")
        text = f"{head}{where} VALUES ({variables}) {{ ({terms}) }} {pattern}"
        assert list(rows(graph, text)) == list(rows(graph, query.text, bindings)), given


def _each_value(query: ReadyQuery) -> Iterator[dict[str, str]]:
    required = GIVEN.get(query.name, {})
    yield required
    for parameter in query.parameters:
        match parameter.type:
            case ParameterType.ENTITY:
                values = ["Tarrow Vale Trust", "Orla Finch", "Kestrel Inspectorate", "Ivo Lant"]
                values = [v for v in values if not parameter.kinds or v in ("Orla Finch", "Ivo Lant")]
            case ParameterType.DATE:
                values = ["2010-06-30", "2012-12-20"]
            case ParameterType.CHOICE:
                values = [word for word, _ in parameter.choices]
            case ParameterType.INTEGER:
                values = ["1", "24", "2012"]
            case ParameterType.NAME:
                values = ["tarrow-chiefs", "trust"]
            case ParameterType.ARTICLE:
                values = ["tarrow-chiefs"]
        yield from (required | {parameter.name: value} for value in values)


@every_query
def test_its_answers_are_sorted_by_all_that_tells_them_apart(query: ReadyQuery) -> None:
    order = set(re.findall(r"\?(\w+)", query.text.rpartition("ORDER BY")[2]))
    assert {"fact", "sentence"} <= order
    assert "article" in order or query.name == "only-in-one-article"


@pytest.mark.parametrize("query", with_status, ids=lambda query: query.name)
def test_the_statuses_part_its_answers(query: ReadyQuery, graph: Graph, names: Names) -> None:
    def found(status: str) -> list[str]:
        return answer(graph, query, names.entity, status=status).splitlines()[1:]

    parts = [line for status in ("asserted", "planned", "denied") for line in found(status)]
    assert sorted(parts) == sorted(found("any"))
    assert found("asserted") == answer(graph, query, names.entity).splitlines()[1:]


def _finding(node: NamedNode, names: Names) -> Resolver:
    """Return what takes "x" for `node`, and any other name for what it means."""
    return lambda name, kinds: node if name == "x" else names.entity(name, kinds)


@pytest.mark.parametrize(("query", "parameter"), by_entity)
def test_an_entity_parts_its_answers(
    query: ReadyQuery, parameter: Parameter, graph: Graph, names: Names
) -> None:
    everything = table(answer(graph, query, names.entity))
    found = [
        row
        for node in (NamedNode(DEFAULT_BASE + entity.id) for entity in ALL_ENTITIES)
        for row in table(answer(graph, query, _finding(node, names), **{parameter.name: "x"}))
    ]
    column = parameter.variable.removesuffix("IRI")
    if column in everything[0] and query.name not in ACROSS:
        # Each answer is given for the entity in that column, and for no other.
        key = itemgetter(*everything[0])
        assert sorted(map(key, found)) == sorted(key(row) for row in everything if row[column])
    else:
        assert {tuple(row.values()) for row in found} == {tuple(row.values()) for row in everything}
        assert len(found) < len(ALL_ENTITIES) / 2 * len(everything)


HEADER = """\
# title: Things
# answers: Which things there are.
# parameters:
#   thing:
#     type: entity
#     kind: [Person, Work]
#     variable: thingIRI
#     help: only this
#   on:
#     type: date
#     required: true
#     help: the day
#   size:
#     type: choice
#     choices: {big: kg:Big, "no": plain words, any: }
#     default: any
#     help: how big
# columns:
#   thing: it
# example: kgbuild query things

# not of the header
SELECT ?thing ?thingIRI ?on ?size { ?thingIRI ?on ?size, ?thing }
"""


def written(folder: Path, text: str, name: str = "things.rq") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_header_is_read(tmp_path: Path) -> None:
    query = load_query(written(tmp_path, HEADER))
    assert (query.name, query.title, query.answers) == ("things", "Things", "Which things there are.")
    assert query.text == HEADER
    thing, on, size = query.parameters
    assert (thing.variable, thing.kinds, thing.required) == ("thingIRI", (Kind.PERSON, Kind.WORK), False)
    assert (on.name, on.variable, on.type, on.required, on.default) == (
        "on",
        "on",
        ParameterType.DATE,
        True,
        None,
    )
    assert size.choices == (("big", "kg:Big"), ("no", "plain words"), ("any", None))
    assert [(column.name, column.help) for column in query.columns] == [("thing", "it")]


def test_a_file_without_a_header_is_a_query_too(tmp_path: Path) -> None:
    query = load_query(written(tmp_path, "# a comment\nSELECT * { ?s ?p ?o }\n", "mine.rq"))
    assert (query.name, query.parameters, query.columns) == ("mine", (), ())


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        (
            "kind: [Person, Work]",
            "kind: Council",
            "6: parameters.thing.kind",
            "Person, Organisation, Place, Work",
        ),
        ("type: date", "type: day", "10: parameters.on.type", "name, date, integer, choice, entity"),
        ("required: true", "required: maybe", "11: parameters.on.required", "true or false"),
        ("required: true", "kind: Person", "11: parameters.on.kind", "only an entity"),
        ("required: true", "requird: true", "11: parameters.on.requird", "unknown key"),
        ("default: any", "default: huge", "16: parameters.size.default", "one of the choices"),
        (
            'choices: {big: kg:Big, "no": plain words, any: }',
            "required: false",
            "13: parameters.size",
            "choices",
        ),
        ("help: the day", "variable: day", "9: parameters.on", "'help' is missing"),
        ("thing: it", "thing: []", "19: columns.thing", "expected text"),
        ("# example: kgbuild query things\n", "", "1: header", "'example' is missing"),
        ("# answers: Which things there are.\n", "# answers: {\n", "", "expected ',' or '}'"),
        ("Which things there are.", "Which: things: there", "2", "mapping values"),
    ],
)
def test_an_error_in_a_header_names_file_line_and_key(
    old: str, new: str, place: str, problem: str, tmp_path: Path
) -> None:
    assert old in HEADER
    file = written(tmp_path, HEADER.replace(old, new, 1))
    with pytest.raises(KnowledgeError) as caught:
        load_query(file)
    assert caught.value.message.startswith(f"{file}:{place}")
    assert problem in caught.value.message


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_bytes(b"\xff\xfe\x00SELECT")
    with pytest.raises(KnowledgeError, match=r"bad\.rq: cannot be read"):
        load_query(file)
    with pytest.raises(NotFoundError, match="no such query file"):
        load_query(tmp_path / "none.rq")
