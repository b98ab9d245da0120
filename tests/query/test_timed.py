"""A query past its limit of time is really stopped, and the graph goes on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

import kgbuild
from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.errors import QueryError, TimeLimitError
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import write_graph
from tests.rdf.sample import ENTITIES, READINGS

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("timed")
    ontology = load_ontology(resource_folder("ontology"))
    write_graph(folder / "kg", "sample", quads(READINGS, ENTITIES, ontology, DEFAULT_BASE))
    return folder


@pytest.fixture(scope="module")
def g(folder: Path) -> kgbuild.KnowledgeGraph:
    return kgbuild.open(folder / "kg")


def children() -> list[str]:
    """Return the command lines of this process's children."""
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [Path(f"/proc/{one}/cmdline").read_text() for one in listed]


def test_it_is_stopped_and_the_graph_goes_on(g: kgbuild.KnowledgeGraph) -> None:
    start = time.monotonic()
    for asked in (g.query, g.holds):
        sparql = ENDLESS if asked == g.query else f"ASK {{ {{ {ENDLESS} }} FILTER(?n < 0) }}"
        with pytest.raises(TimeLimitError, match="longer than 1 s") as caught:
            asked(sparql, timeout=1)
        assert caught.value.hint
    assert time.monotonic() - start < 30
    assert g.holds("ASK { ?person a kg:Person }")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux lists processes so")
def test_nothing_goes_on_computing(g: kgbuild.KnowledgeGraph) -> None:
    with pytest.raises(TimeLimitError):
        g.query(ENDLESS, timeout=0.5)
    assert not [one for one in children() if "kgbuild.query.timed" in one]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name } ORDER BY ?name",
        "CONSTRUCT { ?person a kg:Human } WHERE { ?person a kg:Person }",
        "DESCRIBE ?person { ?person a kg:Person }",
        "SELECT * { ?x a kg:Nothing }",
    ],
)
def test_in_time_the_answer_is_the_same(sparql: str, g: kgbuild.KnowledgeGraph) -> None:
    timed, free = g.query(sparql, timeout=60), g.query(sparql)
    assert (timed.columns, list(timed), timed.whole) == (free.columns, list(free), True)
    assert list(g.query(sparql, timeout=60, limit=1)) == list(free)[:1]


def test_values_are_bound_and_hostile_ones_too(g: kgbuild.KnowledgeGraph) -> None:
    (row,) = g.query("SELECT ?name ?x { ?x skos:prefLabel ?name }", timeout=60, name="Orla Finch")
    assert row.name == "Orla Finch"
    words = '"} DELETE WHERE { ?s ?p ?o } #'
    (row,) = g.query("SELECT ?x { BIND(1 AS ?y) }", timeout=60, x=words)
    assert row.x == words
    several = g.ask("who-criticised", entity=["Marlbury County Council", "Larkfield Trust"], timeout=60)
    assert list(several) == list(
        g.ask("who-criticised", entity=["Marlbury County Council", "Larkfield Trust"])
    )


@pytest.mark.parametrize("sparql", ["SELECT * { ?s ?p }", "DELETE WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }"])
def test_errors_are_those_of_a_query_without_a_limit(sparql: str, g: kgbuild.KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as free:
        g.query(sparql)
    with pytest.raises(QueryError) as timed:
        g.query(sparql, timeout=60)
    assert (timed.value.message, timed.value.hint) == (free.value.message, free.value.hint)


def test_the_working_folder_may_change(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    g = kgbuild.open("kg")
    monkeypatch.chdir(tmp_path)
    assert g.holds("ASK { ?person a kg:Person }", timeout=60)
