"""What ties two things: the facts that hold both, and the shortest paths from one to the other."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kgbuild.errors import QueryError
from kgbuild.explore.facts import FactReader, Value
from kgbuild.explore.lines import Line, lines, strength
from kgbuild.explore.show import told
from kgbuild.explore.ties import USUAL, Statuses, Through, Ties, chosen, tied
from kgbuild.query.lookup import Candidate
from kgbuild.query.text import shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows

if TYPE_CHECKING:
    import networkx as nx

STEPS, LIMIT = 3, 5
_TRIED = 200
"""How many paths are looked at, beside those that are given, before the search ends."""
MOST_STEPS = 6
"""Longer paths join nearly everything with everything."""

_BOTH = """
SELECT DISTINCT ?fact ?left ?right WHERE {
  ?fact kg:status ?status ; ?property ?left ; ?other ?right .
}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: from one thing to the next, and what ties them, the best attested first."""

    start: Value
    end: Value
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path from the one to the other, and the number of articles that state its weakest step."""

    steps: tuple[Step, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Between:
    """What ties two things.

    Attributes:
        left: The one.
        right: The other.
        direct: What the facts say that tie the two, the best attested first.
        paths: By length; of one length, the most telling first. See `ties.Ties` for how that is reckoned.
        steps: How long a path might be.
        through: What it might lead through.
        status: Which facts count.
        more: Whether there are more paths.
        otherwise: Where there are neither ties nor paths: whether facts of another status make some.
    """

    left: Candidate
    right: Candidate
    direct: tuple[Line, ...]
    paths: tuple[Path, ...]
    steps: int
    through: tuple[Through, ...]
    status: Statuses
    more: bool
    otherwise: bool = False


def between(
    graph: Graph,
    ontology: Ontology,
    left: Candidate,
    right: Candidate,
    *,
    steps: int = STEPS,
    through: Sequence[Through] = USUAL,
    status: Statuses = Statuses.ASSERTED,
    limit: int = LIMIT,
) -> Between:
    """Return what ties `left` and `right`.

    Args:
        graph: The graph.
        ontology: Which properties are arguments.
        left: The one, found by `lookup.Names.resolve`.
        right: The other.
        steps: How long a path may be, 1 to `MOST_STEPS`; 1: only direct ties.
        through: What it may lead through.
        status: Which facts count.
        limit: How many paths to give at most.

    Raises:
        QueryError: The two are one, or `steps` is out of bounds.
    """
    if left.iri == right.iri:
        raise QueryError(f"both names mean {shown(left.label)} ({left.id})", "Give two things.")
    if not 1 <= steps <= MOST_STEPS:
        raise QueryError(f"paths cannot have {steps} steps", f"Give 1 to {MOST_STEPS}.")
    reader = FactReader(graph, ontology)
    both = {"left": NamedNode(left.iri), "right": NamedNode(right.iri)}
    tying = [
        fact
        for fact in reader.read_all(fact for fact, *_ in rows(graph, _BOTH, both))
        if tied(fact, left.iri, right.iri, events=Through.EVENTS in through)
    ]
    holding = [fact for fact in tying if status.fits(fact.status)]
    ends = left.iri, right.iri
    found, more = _paths(graph, ontology, ends, steps, through, status, limit)
    otherwise = False
    if not holding and not found and status is not Statuses.ANY:
        otherwise = bool(tying or _paths(graph, ontology, ends, steps, through, Statuses.ANY, 1)[0])
    return Between(
        left=left,
        right=right,
        direct=lines(holding, told),
        paths=tuple(_described(reader, found)),
        steps=steps,
        through=tuple(through),
        status=status,
        more=more,
        otherwise=otherwise,
    )


_Bare = list[tuple[Value, Value, list[str]]]
"""A path: each step's ends, and the IRIs of its facts."""


def _paths(
    graph: Graph,
    ontology: Ontology,
    ends: tuple[str, str],
    steps: int,
    through: Sequence[Through],
    status: Statuses,
    limit: int,
) -> tuple[list[_Bare], bool]:
    import networkx as nx

    if steps == 1 or limit < 1:
        return [], False
    ties = Ties(graph, ontology, status, events=Through.EVENTS in through)
    near = _on_the_way(ties, ends, steps, chosen(through))
    if near is None:
        return [], False
    cheapest_first = nx.shortest_simple_paths(near, *ends, weight="cost")
    tried = itertools.takewhile(
        lambda nodes: len(nodes) - 1 <= steps, itertools.islice(cheapest_first, _TRIED + limit)
    )
    try:
        found = list(itertools.islice((nodes for nodes in tried if _is_path(ties, nodes)), limit + 1))
    except nx.NetworkXNoPath:
        return [], False
    value = {iri: Value(named.label, iri) for iri, named in ties.named.items()}
    bare = [
        [(value[a], value[b], ties.facts(a, b)) for a, b in itertools.pairwise(nodes)]
        for nodes in found[:limit]
    ]
    return bare, len(found) > limit


def _is_path(ties: Ties, nodes: Sequence[str]) -> bool:
    """Whether each step can rest on a fact of its own: one fact about three things is no path among them."""
    step_of: dict[str, int] = {}
    facts = [ties.facts(a, b) for a, b in itertools.pairwise(nodes)]

    def place(step: int, tried: set[str]) -> bool:
        for fact in facts[step]:
            if fact not in tried:
                tried.add(fact)
                if fact not in step_of or place(step_of[fact], tried):
                    step_of[fact] = step
                    return True
        return False

    return all(place(step, set()) for step in range(len(facts)))


def _on_the_way(
    ties: Ties, ends: tuple[str, str], steps: int, kinds: Collection[str]
) -> nx.Graph[str] | None:
    """Return the part of the network that paths of at most `steps` steps may use, without direct ties."""
    import networkx as nx

    network = ties.network
    if not all(end in network for end in ends):
        return None
    allowed = network.subgraph(n for n in network if n in ends or ties.named[n].kind in kinds)
    far = [nx.single_source_shortest_path_length(allowed, end, cutoff=steps - 1) for end in ends]
    kept = [n for n in far[0] if n in far[1] and far[0][n] + far[1][n] <= steps]
    kept += [end for end in ends if end not in kept]
    near = nx.Graph(allowed.subgraph(kept))
    if near.has_edge(*ends):
        near.remove_edge(*ends)
    return near


def _described(reader: FactReader, paths: Iterable[_Bare]) -> Iterable[Path]:
    paths = list(paths)
    wanted = dict.fromkeys(iri for path in paths for *_, facts in path for iri in facts)
    view = {fact.iri: fact for fact in reader.read_all(map(NamedNode, wanted))}
    for path in paths:
        steps = tuple(Step(a, b, lines((view[iri] for iri in facts), told)) for a, b, facts in path)
        weakest = max(strength([view[iri] for iri in facts]) for *_, facts in path)
        yield Path(steps, -weakest[0])
