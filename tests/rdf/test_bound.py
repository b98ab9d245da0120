"""Where the values of a parameter are written into a query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode

from kgbuild.errors import QueryError
from kgbuild.rdf.bound import with_values

A, B, C, P = (NamedNode(f"http://example.org/{name}") for name in "abcp")


@pytest.mark.parametrize(
    ("query", "blocks"),
    [
        ("SELECT ?x WHERE { ?x ?p ?y }", 1),
        ("SELECT ?x WHERE { { SELECT ?x WHERE { ?x ?p ?y } } }", 2),
        ("SELECT ?x WHERE { ?x ?p ?z { SELECT $x (COUNT(?y) AS ?n) { ?x ?p ?y } GROUP BY ?x } }", 2),
        ("SELECT ?x WHERE { { SELECT ?x { { SELECT ?x (?x AS ?z) { ?x ?p ?y } } } } }", 3),
        ("SELECT ?x WHERE { ?x ?p ?y { SELECT ?y WHERE { ?x ?p ?y } } }", 1),
        ("SELECT ?x WHERE { ?x ?p ?y { SELECT (STR(?x) AS ?y) WHERE { ?x ?p ?z } } }", 1),
        ("SELECT ?x WHERE { ?x ?p ?y { SELECT ?x WHERE { ?x ?p ?y } ORDER BY ?x LIMIT 1 } }", 1),
        ("SELECT ?x WHERE { ?x ?p ?y { SELECT ?x WHERE { ?z ?p ?y BIND(?z AS ?x) } } }", 1),
        ("SELECT ?x WHERE { { SELECT ?x WHERE { ?x ?p ?y } } UNION { ?x ?p ?z } } LIMIT 9", 2),
    ],
)
def test_values_stand_in_each_subquery_that_selects_the_variable(query: str, blocks: int) -> None:
    store = ox.Store()
    store.extend(ox.Quad(subject, P, end) for subject, end in ((A, B), (B, C), (C, A)))
    text = with_values(query, {"x": [A, B]})
    assert text.count("VALUES ?x") == blocks
    found = store.query(text)
    everything = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert isinstance(everything, ox.QuerySolutions)
    assert sorted(str(row["x"]) for row in found) == sorted(
        str(row["x"]) for row in everything if row["x"] in (A, B)
    )


@pytest.mark.parametrize("query", ["SELECT ?x", "SELECT ?x WHERE { { SELECT ?x }", ""])
def test_a_query_without_a_group_takes_no_value(query: str) -> None:
    with pytest.raises(QueryError):
        with_values(query, {"x": A})


def test_a_subquery_without_a_group_is_left_for_the_engine_to_refuse() -> None:
    assert with_values("SELECT ?x { { SELECT ?x } } ", {"x": A}).count("VALUES") == 1
