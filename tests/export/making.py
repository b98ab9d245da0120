"""Graphs for the tests, in memory: the hand-made sample, and one fact with any words in it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.export import export
from kgbuild.model import (
    Argument,
    Document,
    Entity,
    Fact,
    Kind,
    MemberRef,
    Reading,
    Referent,
    Span,
    Status,
)
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.store import Graph
from tests.rdf.sample import ENTITIES, READINGS

ONTOLOGY: Ontology = load_ontology(resource_folder("ontology"))
SAMPLE = tuple(quads(READINGS, ENTITIES, ONTOLOGY, DEFAULT_BASE))
OTHER = "Larkfield Trust"


def graph_of(statements: Iterable[ox.Quad]) -> Graph:
    """Return a graph in memory that holds `statements`."""
    store = ox.Store()
    store.bulk_extend(statements)
    return Graph(store, Path("memory"))


def criticism(critic: str, words: str, reason: str = "delays", article: str = "an article") -> Graph:
    """Return a graph of one fact: `critic`, an organisation, criticises another, as `words` state."""
    referents = tuple(Referent(f"organisation:{n}", Kind.ORGANISATION, n) for n in (critic, OTHER))
    fact = Fact(
        type="Criticism",
        args=(
            Argument("agent", critic, referents[0].id),
            Argument("reason", reason),
            Argument("target", OTHER, referents[1].id),
        ),
        status=Status.ASSERTED,
        evidence=Span(0, len(words)),
        trigger=Span(0, 1),
        rule="Criticism.yaml:1",
        confidence=0.9,
    )
    document = Document(article, words, title=critic, issued="2014-02-03")
    entities = [
        Entity(f"organisation/{number}", Kind.ORGANISATION, one.label, (), (MemberRef(article, one.id),))
        for number, one in enumerate(referents)
    ]
    reading = Reading(document, "by-hand", referents, (), (fact,))
    return graph_of(quads([reading], entities, ONTOLOGY, DEFAULT_BASE))


def written(graph: Graph, form: str) -> bytes:
    """Return what `export` writes."""
    out = io.BytesIO()
    export(graph, form, out, ONTOLOGY)
    return out.getvalue()
