"""From an entity, a fact or an edge back to the sentences that give it, and the rules and cues that fired."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.errors import NotFoundError, QueryError
from kgbuild.explore.facts import FactReader, FactView, Source, Value
from kgbuild.explore.show import articles, order, other_names
from kgbuild.model import Status
from kgbuild.query.lookup import Candidate, Names
from kgbuild.query.text import shown
from kgbuild.rdf.edges import fits
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Edge, Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import local_name, term

_EDGES = """
SELECT ?subject ?edge ?object ?subjectName ?objectName WHERE {
  ?subject ?edge ?object ; skos:prefLabel ?subjectName .
  ?object skos:prefLabel ?objectName .
  FILTER(STRSTARTS(STR(?edge), STR(kg:)))
}
ORDER BY ?edge ?subjectName ?objectName ?subject ?object
"""
_FACTS = """
SELECT DISTINCT ?fact ?type ?left ?subject ?right ?object WHERE {
  ?fact a ?type ; ?left ?subject ; ?right ?object ; kg:status ?status .
}
"""


@dataclass(frozen=True, slots=True)
class EdgeExplanation:
    """Why there is a plain triple between two entities, or why there is none.

    Attributes:
        subject: The name of the entity it starts from.
        edge: What the ontology calls it: "criticised".
        object: The name of the entity it goes to.
        holds: Whether the graph has it.
        rule: How edges of this kind are derived.
        given_by: The asserted facts that give it, by date and article.
        not_given_by: Facts between the two that do not: planned or denied ones, or of another role.
    """

    subject: str
    edge: str
    object: str
    holds: bool
    rule: str
    given_by: tuple[FactView, ...]
    not_given_by: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class EntityExplanation:
    """Where an entity comes from.

    Attributes:
        entity: What was found, and why it fits the name asked for.
        names: Its other names, sorted.
        articles: Which mention it, by date.
        edges: Its edges, each with the facts that give it.
    """

    entity: Candidate
    names: tuple[str, ...]
    articles: tuple[Source, ...]
    edges: tuple[EdgeExplanation, ...]


@dataclass(frozen=True, slots=True)
class FactExplanation:
    """A fact with its evidence, rules and cues, and the edges it gives: ("Orla Finch", "led", "Marlbury")."""

    fact: FactView
    edges: tuple[tuple[str, str, str], ...]


Explanation = EntityExplanation | FactExplanation | EdgeExplanation


def explain(graph: Graph, ontology: Ontology, names: Names, wanted: Sequence[str]) -> Explanation:
    """Return where something comes from.

    Args:
        graph: The graph.
        ontology: How edges are derived, and what terms are called.
        names: The names of the graph.
        wanted: A fact's identifier or an entity's name; or the three terms of an edge, as in
            `["Orla Finch", "led", "Marlbury County Council"]`.

    Raises:
        NotFoundError: It is not in the graph, or several things fit.
        QueryError: There are neither one nor three terms, or the second of three is no edge.
    """
    if len(wanted) == 1:
        fact = names.fact(wanted[0])
        if fact is not None:
            return _Explainer(graph, ontology).fact(fact)
        return _Explainer(graph, ontology).entity(names.resolve(wanted[0]))
    if len(wanted) != 3:
        raise QueryError(
            f"{len(wanted)} terms cannot be explained",
            "Give an entity or a fact, or an edge as three terms: 'Orla Finch' led 'Lant Review'.",
        )
    edge = find_edge(ontology, wanted[1])
    subject, object_ = (names.resolve(wanted[n]) for n in (0, 2))
    found = _Explainer(graph, ontology).edge(
        Value(subject.label, subject.iri), edge, Value(object_.label, object_.iri)
    )
    if not found.given_by and not found.not_given_by:
        raise NotFoundError(
            f"no fact says that {found.subject} {found.edge} {found.object}",
            f"kgbuild show {subject.id} lists what is said of {subject.label}.",
        )
    return found


def find_edge(ontology: Ontology, wanted: str) -> Edge:
    """Return the edge called `wanted`: its label, its name with or without prefix, or its IRI.

    Raises:
        QueryError: There is none; the hint names the likely ones.
    """
    known: dict[str, Edge] = {}
    for edge in ontology.edges:
        name, label = local_name(edge.iri.value), ontology.labels[edge.iri.value]
        known |= {key.casefold(): edge for key in (label, name, f"kg:{name}", edge.iri.value)}
    key = " ".join(wanted.casefold().split()).removeprefix("<").removesuffix(">")
    if key in known:
        return known[key]
    labels = sorted(ontology.labels[edge.iri.value] for edge in ontology.edges)
    close = difflib.get_close_matches(key, labels, n=1)
    hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(labels)}."
    raise QueryError(f"no edge is called {shown(wanted)!r}", hint)


class _Explainer:
    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self._graph = graph
        self._ontology = ontology
        self._reader = FactReader(graph, ontology)

    def entity(self, entity: Candidate) -> EntityExplanation:
        node = NamedNode(entity.iri)
        known = {edge.iri: edge for edge in self._ontology.edges}
        triples = [
            triple for end in ("subject", "object") for triple in rows(self._graph, _EDGES, {end: node})
        ]
        return EntityExplanation(
            entity=entity,
            names=other_names(self._graph, node),
            articles=articles(self._graph, node),
            edges=tuple(
                self.edge(
                    Value(subject_name.value, subject.value), known[iri], Value(name.value, object_.value)
                )
                for subject, iri, object_, subject_name, name in triples
                if iri in known
            ),
        )

    def fact(self, fact: NamedNode) -> FactExplanation:
        view = self._reader.read(fact)
        given = (
            (left.text, self._ontology.labels[edge.iri.value], right.text)
            for edge in self._ontology.edges
            for left in _values(view, edge.subject)
            for right in _values(view, edge.object)
            if left != right and _gives(view, edge)
        )
        return FactExplanation(view, tuple(sorted(given)))

    def edge(self, subject: Value, edge: Edge, object_: Value) -> EdgeExplanation:
        bindings = {
            "type": edge.fact_type,
            "left": edge.subject,
            "right": edge.object,
            "subject": NamedNode(subject.iri),
            "object": NamedNode(object_.iri),
        }
        found = self._reader.read_all(fact for fact, *_ in rows(self._graph, _FACTS, bindings))
        found.sort(key=order)
        giving = tuple(fact for fact in found if _gives(fact, edge))
        return EdgeExplanation(
            subject=subject.text,
            edge=self._ontology.labels[edge.iri.value],
            object=object_.text,
            holds=bool(giving) and subject != object_,
            rule=self._rule(edge),
            given_by=giving,
            not_given_by=tuple(fact for fact in found if fact not in giving),
        )

    def _rule(self, edge: Edge) -> str:
        label = self._ontology.labels
        roles = ", if the role is a leading one" if edge.roles else ""
        return (
            f"from the {label[edge.subject.value]} to the {label[edge.object.value]} of every asserted "
            f"{label[edge.fact_type.value]}{roles}"
        )


def _gives(fact: FactView, edge: Edge) -> bool:
    """Whether `fact` gives an `edge` between its subject and its object; see `kgbuild.rdf.edges`."""
    if fact.status != Status.ASSERTED or fact.type != local_name(edge.fact_type.value):
        return False
    roles = edge.roles
    return roles is None or any(fits(role.text, roles) for role in _values(fact, term("org:role")))


def _values(fact: FactView, argument: NamedNode) -> list[Value]:
    return [a.value for a in fact.arguments if a.name == local_name(argument.value)]
