"""The same questions get the same answers, wherever the graph is."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from rich.console import Console

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.errors import QueryError
from kgbuild.explore.explain import explain
from kgbuild.explore.show import show
from kgbuild.export import FORMATS, export
from kgbuild.query.folding import claims_in
from kgbuild.query.lookup import Names
from kgbuild.query.results import Format
from kgbuild.query.run import evaluate, run_query
from kgbuild.rdf.check import check
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.store import EmbeddedGraph
from kgbuild.rdf.vocabulary import Term, term
from tests.query.answers import QUERIES, answer
from tests.rdf.sample import ALL_TEXTS
from tests.stores.conftest import quads_of

ONTOLOGY = resource_folder("ontology")
VIRTUOSO_FAULTS = {
    "changes-after-criticism": "COALESCE of two unbound dates gives 0 there, which is before every date",
    "statements-about": "its compiler fails on a filter over two groups (SP031)",
}
"""What Virtuoso 7.2.5 answers wrongly or not at all, and why; a test that begins to pass says so."""
VIRTUOSO_FAULTS_GIVEN = {
    "statements-about": VIRTUOSO_FAULTS["statements-about"],
    "how-ratings-changed": "it does not come to an end when a body is given",
}
"""The same for queries whose parameters are given."""
GIVEN = {
    "since": "2012-04-01",
    "until": "2012-12-31",
    "on": "2012-06-01",
    "year": "2012",
    "body": "Tarrow Vale Trust",
    "target": "Tarrow Vale Trust",
    "entity": "Tarrow Vale Trust",
    "person": "Ada Quill",
    "words": "trust",
}
"""Values for parameters of these names."""
HOSTILE = [
    'x" } UNION { ?s ?p ?o } #',
    "'''\"\"\"\\",
    "{ VALUES ?name",
    "<http://example.org/> . }",
    "a\nb\tc\r\u0001\u2028",
    "?name $name {?x} 😀 é",
    "\\u0022 } #",
    "",
]


@pytest.mark.parametrize("name", QUERIES)
def test_a_ready_query(
    graph: Graph, names: Names, sample: EmbeddedGraph, name: str, place: str, request: pytest.FixtureRequest
) -> None:
    if place == "virtuoso" and name in VIRTUOSO_FAULTS:
        request.applymarker(pytest.mark.xfail(reason=VIRTUOSO_FAULTS[name], strict=True))
    expected = answer(sample, QUERIES[name], Names(sample, DEFAULT_BASE).entity)
    assert answer(graph, QUERIES[name], names.entity) == expected


@pytest.mark.parametrize("name", QUERIES)
def test_a_parameter_means_the_same(
    graph: Graph, names: Names, sample: EmbeddedGraph, name: str, place: str
) -> None:
    if place == "virtuoso" and name in VIRTUOSO_FAULTS_GIVEN:
        pytest.xfail(VIRTUOSO_FAULTS_GIVEN[name])  # not even asked: one of them takes minutes
    query, here = QUERIES[name], Names(sample, DEFAULT_BASE)
    given = [one.name for one in query.parameters if one.name in GIVEN]
    differing = []
    for parameter in given:
        values = {parameter: GIVEN[parameter]}
        if answer(graph, query, names.entity, **values) != answer(sample, query, here.entity, **values):
            differing.append(parameter)
    assert differing == []


@pytest.mark.parametrize("name", ["who-criticised", "who-came-and-went", "planned-or-denied"])
def test_several_things_are_asked_about_together(
    graph: Graph, names: Names, sample: EmbeddedGraph, name: str
) -> None:
    several = ("Tarrow Vale Trust", "Larkfield Trust", "Marlbury County Council")
    option = "body" if any(one.name == "body" for one in QUERIES[name].parameters) else "entity"
    expected = answer(sample, QUERIES[name], Names(sample, DEFAULT_BASE).entity, **{option: several})
    assert answer(graph, QUERIES[name], names.entity, **{option: several}) == expected
    assert expected.count("\n") > 1


def test_what_several_sentences_state_is_one_row(graph: Graph, sample: EmbeddedGraph) -> None:
    facts = [fact.value for fact, _ in rows(sample, "SELECT ?fact ?s { ?fact kg:status ?s }")]
    assert claims_in(graph)(facts) == claims_in(sample)(facts)


def test_every_quad(graph: Graph, sample: EmbeddedGraph) -> None:
    assert quads_of(graph) == quads_of(sample)


@pytest.mark.parametrize("form", FORMATS)
def test_exports_are_the_same_bytes(graph: Graph, sample: EmbeddedGraph, form: str) -> None:
    expected, out = io.BytesIO(), io.BytesIO()
    ontology = load_ontology(ONTOLOGY)
    export(sample, form, expected, ontology)
    export(graph, form, out, ontology)
    assert out.getvalue() == expected.getvalue()


def test_checks_find_nothing(graph: Graph) -> None:
    assert check(graph, ONTOLOGY, ALL_TEXTS) == []


def test_it_is_whole(graph: Graph) -> None:
    assert (graph.key, graph.notice) == ("sample", "")


@pytest.mark.parametrize("entity", ["person/orla-finch", "organisation/marlbury-county-council"])
def test_pages(graph: Graph, names: Names, sample: EmbeddedGraph, entity: str) -> None:
    ontology = load_ontology(ONTOLOGY)
    found = Names(sample, DEFAULT_BASE).resolve(entity)
    assert show(graph, ontology, names.resolve(entity)) == show(sample, ontology, found)


def test_explanations(graph: Graph, names: Names, sample: EmbeddedGraph) -> None:
    ontology = load_ontology(ONTOLOGY)
    [fact, *_] = rows(sample, "SELECT ?fact WHERE { ?fact a kg:Criticism } ORDER BY ?fact")
    wanted = [fact[0].value]
    expected = explain(sample, ontology, Names(sample, DEFAULT_BASE), wanted)
    assert explain(graph, ontology, names, wanted) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_a_bound_value_is_data(graph: Graph, value: str) -> None:
    sparql = "SELECT ?article ?name WHERE { ?article dcterms:identifier ?id . FILTER(STR(?id) != ?name) }"
    found = list(rows(graph, sparql, {"name": ox.Literal(value)}))
    assert len(found) == len(ALL_TEXTS)
    assert {name for _, name in found} == {ox.Literal(value)}


def test_a_bound_iri_and_number(graph: Graph) -> None:
    person = ox.NamedNode(f"{DEFAULT_BASE}person/orla-finch")
    sparql = "SELECT ?person ?n ?name WHERE { ?person skos:prefLabel ?name . FILTER(?n > 3) }"
    bindings: dict[str, Term] = {"person": person, "n": ox.Literal(5)}
    assert list(rows(graph, sparql, bindings)) == [(person, ox.Literal(5), ox.Literal("Orla Finch"))]


def test_a_value_reaches_a_query_that_is_one_subquery(graph: Graph) -> None:
    sparql = """SELECT ?label ?n WHERE { # the group is one subquery {
        SELECT ?label (COUNT(*) AS ?n) WHERE { ?role a kg:Role ; skos:prefLabel ?label } GROUP BY ?label }"""
    assert len(list(rows(graph, sparql, {"label": ox.Literal("head")}))) <= 1


def test_values_are_bound_within_a_group_and_beside_strings_with_braces(graph: Graph) -> None:
    sparql = """SELECT ("{" AS ?brace) ?name (EXISTS { ?x a kg:Article } AS ?any) # {
        WHERE { ?person a kg:Person ; skos:prefLabel ?name }"""
    [row] = rows(graph, sparql, {"name": ox.Literal("Orla Finch")})
    assert row[:2] == (ox.Literal("{"), ox.Literal("Orla Finch"))


def test_ask_construct_and_describe(graph: Graph, sample: EmbeddedGraph) -> None:
    yes, no = graph.query("ASK { ?a kg:led ?b }"), graph.query("ASK { ?a kg:led 1 }")
    assert isinstance(yes, ox.QueryBoolean)
    assert isinstance(no, ox.QueryBoolean)
    assert (bool(yes), bool(no)) == (True, False)
    triples = graph.query("CONSTRUCT { ?a kg:led ?b } WHERE { ?a kg:led ?b }")
    assert isinstance(triples, ox.QueryTriples)
    assert set(triples) == {quad.triple for quad in sample.quads() if quad.predicate == term("kg:led")}
    described = graph.query(f"DESCRIBE <{DEFAULT_BASE}person/orla-finch>")
    assert isinstance(described, ox.QueryTriples)
    assert len(list(described)) > 4


@pytest.mark.parametrize("form", [Format.TABLE, Format.CSV, Format.TSV, Format.JSON])
def test_formats(graph: Graph, sample: EmbeddedGraph, form: Format) -> None:
    sparql = "SELECT ?name ?label WHERE { ?name a kg:Person ; skos:prefLabel ?label } ORDER BY ?name"

    def printed(one: Graph) -> str:
        out, text = io.BytesIO(), io.StringIO()
        run_query(one, sparql, out, Console(file=text), form=form)
        return out.getvalue().decode() + text.getvalue()

    assert printed(graph) == printed(sample)


@pytest.mark.parametrize("sparql", ["SELECT ?x WHERE [", "SELECT ?x WHERE { ?x no:p ?y }", "DROP ALL", ""])
def test_a_query_that_does_not_parse_is_told_alike(graph: Graph, sample: EmbeddedGraph, sparql: str) -> None:
    with pytest.raises(QueryError) as expected:
        evaluate(sample, sparql)
    with pytest.raises(QueryError) as caught:
        evaluate(graph, sparql)
    assert (caught.value.message, caught.value.hint) == (expected.value.message, expected.value.hint)
