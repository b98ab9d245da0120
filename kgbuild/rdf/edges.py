"""Derives edges from facts, by the table in the ontology: one function for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode, Triple

from kgbuild.model import Status
from kgbuild.rdf.ontology import Ontology, Phrase, RoleRule
from kgbuild.rdf.vocabulary import term

_ROLE = term("org:role")
_STOPS = frozenset(
    ("of", "for", "at", "in", "to", "with", "on", "from", "by", "within", "over", "across", "since", "until")
)
_BREAK = re.compile(r"[,;/&()]|\band\b")
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """What an edge can come from: a fact whose arguments are resolved.

    Attributes:
        fact_type: Its class.
        status: Only asserted ones give edges.
        arguments: The entities and roles at each argument.
    """

    fact_type: NamedNode
    status: Status
    arguments: Mapping[NamedNode, Sequence[NamedNode]]


def edges(claims: Iterable[Claim], ontology: Ontology, roles: Mapping[NamedNode, str]) -> set[Triple]:
    """Return the edges that the asserted ones of `claims` give; no edge joins an entity with itself.

    Args:
        claims: The facts.
        ontology: Which edges there are, and how each is derived.
        roles: The label of each role.
    """
    asserted = (claim for claim in claims if claim.status is Status.ASSERTED)
    return {triple for claim in asserted for triple in derived(claim, ontology, roles)}


def derived(claim: Claim, ontology: Ontology, roles: Mapping[NamedNode, str]) -> Iterator[Triple]:
    """Yield the edges that `claim` gives, or would give if it were asserted; see `edges`."""
    for edge in ontology.edges:
        if edge.fact_type != claim.fact_type:
            continue
        held = claim.arguments.get(_ROLE, ())
        if edge.roles is not None and not any(fits(roles[role], edge.roles) for role in held):
            continue
        for left in claim.arguments.get(edge.subject, ()):
            for right in claim.arguments.get(edge.object, ()):
                if left != right:
                    yield Triple(left, edge.iri, right)


def role_classes(role: str, ontology: Ontology) -> set[NamedNode]:
    """Return the classes, besides `kg:Role`, of a role with the label `role`: those of the edges it fits."""
    rules = (edge.roles for edge in ontology.edges if edge.roles is not None)
    return {rule.role_class for rule in rules if rule.role_class is not None and fits(role, rule)}


@lru_cache(maxsize=4096)
def fits(role: str, rule: RoleRule) -> bool:
    """Return whether one part of the phrase `role` is headed as `rule` asks.

    >>> rule = RoleRule(frozenset({("director",)}), frozenset({("deputy",)}))
    >>> [fits(role, rule) for role in ("Strategic director for schools", "deputy director", "head")]
    [True, False, False]
    """
    text = role.casefold().replace("’", "'").replace("-", " ")
    return any(_headed(tuple(_WORD.findall(part)), rule) for part in _BREAK.split(text))


def _headed(words: Phrase, rule: RoleRule) -> bool:
    return any(not _excepted(words, start, end, rule.excepts) for start, end in _heads(words, rule.heads))


def _heads(words: Phrase, heads: frozenset[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield where a head stands: right before the end or the first preposition, none before it."""
    for start, word in enumerate(words):
        if word in _STOPS:
            return
        for end in range(start + 1, len(words) + 1):
            if words[start:end] in heads and (end == len(words) or words[end] in _STOPS):
                yield start, end


def _excepted(words: Phrase, start: int, end: int, excepts: frozenset[Phrase]) -> bool:
    for begin in range(start + 1):
        for stop in range(begin + 1, len(words) + 1):
            within = begin >= start and stop <= end
            if not within and words[begin:stop] in excepts:
                return True
    return False
