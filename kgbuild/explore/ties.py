"""Who and what is tied to whom by facts: one network over the whole graph, for paths and neighbours.

Two things are tied where one fact holds both: as what it is about, not as who claims it or where it happened.
Two that only have the same part in it (two targets of one criticism) are not tied by it, unless it is a
collaboration. So a statement ties its speaker to whom it is said to, and to nobody else it mentions.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kgbuild.errors import QueryError
from kgbuild.explore.facts import FactView
from kgbuild.model import Kind
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx

_KINDS = """
SELECT ?entity ?kind ?label WHERE {
  VALUES ?kind { kg:Person kg:Organisation kg:Place kg:Work kg:Role }
  ?entity a ?kind ; skos:prefLabel ?label .
}
"""
_FACTS = "SELECT ?fact ?article WHERE { GRAPH ?article { ?fact kg:status %s } }"
_PARTS = "SELECT ?fact ?property ?entity WHERE { VALUES ?property { %s } ?fact ?property ?entity }"
_COMMON = ("kg:claimedBy", "schema:location")
_MUTUAL = "participant"
_RARITY, _TIE_BREAK = 1e-3, 1e-9
"""What the rarity of its ends adds to an edge's cost, and what makes one of two equal paths the first: always
the same one, whatever the order of the graph."""
_ONCE = 2.0
"""What a tie that one article states costs; one that two state, half of it."""


class Through(StrEnum):
    """What a path may lead through."""

    PEOPLE = "people"
    BODIES = "bodies"
    WORKS = "works"
    PLACES = "places"
    ROLES = "roles"
    EVENTS = "events"
    """Facts in which two have the same part, or which one claims or hosts, tie them too."""


USUAL = (Through.PEOPLE, Through.BODIES, Through.WORKS)
KIND_OF = {
    Through.PEOPLE: Kind.PERSON,
    Through.BODIES: Kind.ORGANISATION,
    Through.WORKS: Kind.WORK,
    Through.PLACES: Kind.PLACE,
    Through.ROLES: "Role",
}


class Statuses(StrEnum):
    """Which facts count."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DENIED = "denied"
    ANY = "any"

    def fits(self, status: str) -> bool:
        """Whether facts of `status` ("Asserted") count."""
        return self is Statuses.ANY or status.lower() == self.value


@dataclass(frozen=True, slots=True)
class Named:
    """An entity or role of the network: its kind and its fullest name."""

    kind: str
    label: str


class Ties:
    """The network of all ties.

    Attributes:
        named: What each node is, by IRI.
        network: Its nodes are IRIs. Each edge has `facts`, the IRIs of those that tie its ends, and `cost`.

    An edge costs one step, and besides, so little that a path of fewer steps is always cheaper: half the
    logarithm (to base 2) of the number of ties of each of its ends, so that the cheapest of equally long
    paths leads through what is tied to few others and says more than one through "the government"; and two
    divided by the number of articles that state it.
    """

    def __init__(self, graph: Graph, ontology: Ontology, statuses: Statuses, *, events: bool = False) -> None:
        """Read the network in four questions over the whole graph.

        Args:
            graph: The graph.
            ontology: Which properties are arguments.
            statuses: Which facts count.
            events: Whether claims, places and equal parts tie too: `Through.EVENTS`.
        """
        self.named = {
            entity.value: Named(local_name(kind.value), label.value)
            for entity, kind, label in rows(graph, _KINDS)
        }
        articles = _articles(graph, statuses)
        properties = {p.iri.value: name for name, p in ontology.arguments.items() if p.datatype is None}
        parts = _parts(graph, properties, articles.keys(), self.named.keys(), events=events)
        facts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for fact, arguments in parts.items():
            for pair in _pairs(arguments, events=events):
                facts[pair].append(fact)
        self._article_of = articles
        self.network = _network(facts, articles)

    def facts(self, left: str, right: str) -> list[str]:
        """Return the IRIs of the facts that tie two nodes."""
        facts: list[str] = self.network.edges[left, right]["facts"]
        return facts

    def articles(self, left: str, right: str) -> int:
        """Return how many articles state the tie of two nodes."""
        return len({self._article_of[fact] for fact in self.facts(left, right)})


def tied(fact: FactView, left: str, right: str, *, events: bool) -> bool:
    """Whether `fact` ties two things, given by their IRIs, as in `Ties`."""
    arguments = [(argument.name, argument.value.iri) for argument in fact.arguments]
    if events:
        arguments += [("", value.iri) for value in (*fact.claimed_by, *fact.locations)]
    return (min(left, right), max(left, right)) in _pairs(arguments, events=events)


def chosen(through: Iterable[Through]) -> frozenset[str]:
    """Return the kinds of things that a path may lead through."""
    return frozenset(KIND_OF[one] for one in through if one is not Through.EVENTS)


def through_of(text: str) -> tuple[Through, ...]:
    """Return what `text` names, "people,works", in their usual order.

    Raises:
        QueryError: A word of it names nothing of the kind.
    """
    words = {word.strip().casefold() for word in text.split(",")} - {""}
    known = [one.value for one in Through]
    for word in sorted(words):
        if word not in known:
            raise QueryError(f"{word!r}: no path leads through that", f"Known: {', '.join(known)}.")
    if not words:
        raise QueryError("nothing is named that paths may lead through", f"Known: {', '.join(known)}.")
    return tuple(one for one in Through if one.value in words)


def _articles(graph: Graph, statuses: Statuses) -> dict[str, str]:
    status = "?status" if statuses is Statuses.ANY else f"kg:{statuses.value.capitalize()}"
    return {fact.value: article.value for fact, article in rows(graph, _FACTS % status)}


def _parts(
    graph: Graph,
    properties: dict[str, str],
    facts: Collection[str],
    entities: Collection[str],
    *,
    events: bool,
) -> dict[str, list[tuple[str, str]]]:
    """Return the arguments of each of `facts` that are entities: names of properties, and IRIs."""
    wanted = [f"<{iri}>" for iri in properties] + [*(_COMMON if events else ())]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact, property_, entity in rows(graph, _PARTS % " ".join(wanted)):
        if fact.value in facts and entity.value in entities:
            name = properties.get(property_.value, local_name(property_.value))
            found[fact.value].append((name, entity.value))
    return found


def _pairs(arguments: list[tuple[str, str]], *, events: bool) -> set[tuple[str, str]]:
    return {
        (left, right) if left < right else (right, left)
        for (name, left), (other, right) in itertools.combinations(arguments, 2)
        if left != right and (events or name != other or name == _MUTUAL)
    }


def _network(facts: dict[tuple[str, str], list[str]], articles: dict[str, str]) -> nx.Graph[str]:
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    for (left, right), some in sorted(facts.items()):
        network.add_edge(left, right, facts=some)
    rarity = {node: math.log2(ties) / 2 for node, ties in network.degree}
    for left, right, tie in network.edges(data=True):
        once = _ONCE / len({articles[fact] for fact in tie["facts"]})
        chance = zlib.crc32(f"{left} {right}".encode()) / 2**32
        tie["cost"] = 1 + _RARITY * (rarity[left] + rarity[right] + once) + _TIE_BREAK * chance
    return network
