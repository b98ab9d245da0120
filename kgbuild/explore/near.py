"""Who and what is near something: its neighbours by distance, each with the fact that ties it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode

from kgbuild.errors import QueryError
from kgbuild.explore.facts import FactReader, Value
from kgbuild.explore.lines import Line, lines
from kgbuild.explore.show import told
from kgbuild.explore.ties import USUAL, Statuses, Through, Ties, chosen
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

STEPS, LIMIT = 1, 20
MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Something near.

    Attributes:
        entity: What it is.
        kind: Person, Organisation, Place, Work or Role.
        steps: How many steps away it is.
        way: What lies between, from the near to the far; empty for one step.
        articles: How many articles state the last step.
        lines: What ties it to the last of `way`, the best attested first.
    """

    entity: Value
    kind: str
    steps: int
    way: tuple[Value, ...]
    articles: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """What is near something.

    Attributes:
        entity: What it is near to.
        steps: How many steps away at most.
        neighbours: By distance; at one distance the best attested first.
        total: How many there are within `steps`.
    """

    entity: Candidate
    steps: int
    neighbours: tuple[Neighbour, ...]
    total: int


def near(
    graph: Graph,
    ontology: Ontology,
    entity: Candidate,
    *,
    steps: int = STEPS,
    kinds: Sequence[Through] = USUAL,
    through: Sequence[Through] = USUAL,
    status: Statuses = Statuses.ASSERTED,
    limit: int = LIMIT,
) -> Near:
    """Return what is near `entity`.

    Args:
        graph: The graph.
        ontology: Which properties are arguments.
        entity: What it is near to, found by `lookup.Names.resolve`.
        steps: How many steps away at most, 1 to `MOST_STEPS`.
        kinds: What to give.
        through: What lies between may be.
        status: Which facts count.
        limit: How many neighbours to give at most.

    Raises:
        QueryError: `steps` is out of bounds.
    """
    if not 1 <= steps <= MOST_STEPS:
        raise QueryError(f"{steps} steps cannot be taken", f"Give 1 to {MOST_STEPS}.")
    ties = Ties(graph, ontology, status, events=Through.EVENTS in {*kinds, *through})
    found = _ways(ties, entity.iri, steps, chosen(through), chosen(kinds))
    shown = found[: max(limit, 0)]
    facts = {path[-1]: ties.facts(path[-2], path[-1]) for path in shown}
    every = dict.fromkeys(fact for some in facts.values() for fact in some)
    view = {fact.iri: fact for fact in FactReader(graph, ontology).read_all(map(NamedNode, every))}

    def value(iri: str) -> Value:
        return Value(ties.named[iri].label, iri)

    return Near(
        entity=entity,
        steps=steps,
        neighbours=tuple(
            Neighbour(
                entity=value(path[-1]),
                kind=ties.named[path[-1]].kind,
                steps=len(path) - 1,
                way=tuple(map(value, path[1:-1])),
                articles=ties.articles(path[-2], path[-1]),
                lines=lines((view[fact] for fact in facts[path[-1]]), told),
            )
            for path in shown
        ),
        total=len(found),
    )


def _ways(
    ties: Ties, start: str, steps: int, through: Collection[str], wanted: Collection[str]
) -> list[list[str]]:
    """Return the cheapest path to all that is wanted and at most `steps` away, in the order to show them."""
    import networkx as nx

    if start not in ties.network:
        return []
    inner = ties.network.subgraph(n for n in ties.network if n == start or ties.named[n].kind in through)
    found = nx.single_source_dijkstra(inner, start, cutoff=steps - 0.5, weight="cost")
    cost, way = cast("tuple[dict[str, float], dict[str, list[str]]]", found)
    best: dict[str, tuple[float, str]] = {}
    for last in sorted(way):
        if len(way[last]) > steps:
            continue
        for end, tie in ties.network.adj[last].items():
            if end != start and ties.named[end].kind in wanted:
                best[end] = min(best.get(end, (math.inf, "")), (cost[last] + tie["cost"], last))

    def rank(end: str) -> tuple[int, int, int, float, int, str]:
        """Prefer what is tied by more articles and facts, then over what says more, then the better known."""
        _, last = best[end]
        known = ties.network.degree[end]
        return len(way[last]), -ties.articles(last, end), -len(ties.facts(last, end)), cost[last], -known, end

    return [[*way[best[end][1]], end] for end in sorted(best, key=rank)]
