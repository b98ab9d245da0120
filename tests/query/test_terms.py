"""Terms of a query that the ontology does not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.config import resource_folder
from kgbuild.query.ready import list_queries
from kgbuild.query.terms import unknown_terms
from kgbuild.rdf.ontology import Ontology, load_ontology

ONTOLOGY = load_ontology(resource_folder("ontology"))


@pytest.fixture
def ontology() -> Ontology:
    return ONTOLOGY


@pytest.mark.parametrize(
    ("sparql", "found"),
    [
        ("SELECT ?x { ?x a kg:Persn }", [("kg:Persn", "kg:Person")]),
        (
            "SELECT ?x { ?x a kg:person ; kg:staus kg:Asserted }",
            [("kg:person", "kg:Person"), ("kg:staus", "kg:status")],
        ),
        ("SELECT ?x { ?x kg:evidence/kg:triger ?y }", [("kg:triger", "kg:trigger")]),
        ("SELECT ?x { ?x a kg:Zzqx }", [("kg:Zzqx", "")]),
        ("SELECT ?x { ?x a kg:Persn ; ^kg:Persn ?y }", [("kg:Persn", "kg:Person")]),
        ("PREFIX k: <https://w3id.org/kgbuild/ns#> SELECT ?x { ?x a k:Persn }", [("k:Persn", "k:Person")]),
        ("PREFIX kg: <http://other/> SELECT ?x { ?x a kg:Persn }", []),
        ("PREFIX kg: <https://w3id.org/kgbuild/ns#> SELECT ?x { ?x a kg:Person }", []),
        (
            "SELECT ?x { ?x a <https://w3id.org/kgbuild/ns#Persn> }",
            [("<https://w3id.org/kgbuild/ns#Persn>", "<https://w3id.org/kgbuild/ns#Person>")],
        ),
        ("SELECT ?x { ?x a <https://w3id.org/kgbuild/ns#> ; a foaf:Persn } # kg:Persn", []),
        ("SELECT ?x { ?x a kg:Person FILTER(?x != 'kg:Persn') FILTER(STRSTARTS(STR(?x), STR(kg:))) }", []),
        ("", []),
    ],
)
def test_they_are_found_with_what_was_meant(
    sparql: str, found: list[tuple[str, str]], ontology: Ontology
) -> None:
    assert [(one.written, one.likely) for one in unknown_terms(sparql, ontology)] == found


def test_the_ready_questions_have_none(ontology: Ontology) -> None:
    for query in list_queries(resource_folder("queries")):
        assert unknown_terms(query.text, ontology) == ()


@given(st.text(alphabet="kgPREFIX: <>#'\"?x{}\n\\ns", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    unknown_terms(text, ONTOLOGY)
