"""Who or what something is, in a screenful: roles over time, bodies, ties, last words, what is said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.explore.facts import FactReader, FactView, Part, Value
from kgbuild.explore.lines import Line, line, lines, strength
from kgbuild.explore.show import MARKS, articles, order, other_names, summary, told
from kgbuild.explore.timeline import bounds
from kgbuild.query.lookup import Candidate
from kgbuild.query.text import shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

LAST_STATEMENTS = "Last statements"
ASSERTED, TENURE, STATEMENT = "Asserted", "Tenure", "Statement"
APPOINTMENT, DEPARTURE = "Appointment", "Departure"
ROLES_LIMIT, LIMIT = 7, 3
"""How many lines of each section are given where nobody asks for another number."""
_NO_TIES = frozenset({"role"})


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing in brief.

    Attributes:
        entity: What it is.
        names: Its other names, sorted.
        first: The date of the first article that mentions it; empty where none is known.
        last: The date of the last one.
        sections: Roles and bodies by time, ties and what is said of it by the number of articles, statements
            from the last; those without a line are left out.
    """

    entity: Candidate
    names: tuple[str, ...]
    first: str
    last: str
    sections: tuple[ProfileSection, ...]


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """What is said, and when it is known to hold ("2009 to 2011") or was reported: see `span`."""

    time: str
    line: Line


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Lines of one kind, and how many more there are."""

    title: str
    lines: tuple[ProfileLine, ...]
    more: int


def who(graph: Graph, ontology: Ontology, entity: Candidate, *, limit: int | None = None) -> Profile:
    """Return who or what `entity` is.

    Args:
        graph: The graph.
        ontology: What terms are called.
        entity: What is asked for, found by `lookup.Names.resolve`.
        limit: How many lines to give of each kind at most; None for a screenful.
    """
    node = NamedNode(entity.iri)
    facts = sorted(FactReader(graph, ontology).about(node), key=order)
    dates = [source.issued for source in articles(graph, node) if source.issued]
    found = {title: part(facts, entity.iri) for title, part in _SECTIONS.items()}
    return Profile(
        entity=entity,
        names=other_names(graph, node),
        first=min(dates, default=""),
        last=max(dates, default=""),
        sections=tuple(_section(title, some, limit) for title, some in found.items() if some),
    )


def _section(title: str, found: Sequence[Line], limit: int | None) -> ProfileSection:
    most = limit or (ROLES_LIMIT if title in ("Roles", "Roles held there") else LIMIT)
    return ProfileSection(title, tuple(map(_timed, found[:most])), max(len(found) - most, 0))


def _timed(one: Line) -> ProfileLine:
    return ProfileLine(span(one.facts), one)


def span(facts: Iterable[FactView]) -> str:
    """Return the time that `facts` together cover, as exactly as it is known.

    Where no date is known it is what the articles call it, and when they reported it: "“in April”, reported
    2013-06-27".
    """
    every = list(facts)
    true = [(fact.earliest, fact.latest) for fact in every if fact.earliest or fact.latest]
    if true:
        return bounds(
            min((earliest for earliest, _ in true if earliest), default=""),
            max((latest for _, latest in true if latest), default=""),
        )[0]
    words = ", ".join(f"“{shown(one)}”" for one in sorted({one for fact in every for one in fact.date_texts}))
    reported = sorted({e.source.issued[:10] for fact in every for e in fact.evidence} - {""})
    if reported:
        when = f"reported {reported[0]}" + (f" to {reported[-1]}" if len(reported) > 1 else "")
    else:
        when = "article undated" if words else ""
    return ", ".join(filter(None, (words, when)))


def _by_time(found: Sequence[Line]) -> list[Line]:
    return _holding_first(sorted(found, key=lambda one: min(order(fact)[:1] for fact in one.facts)))


def _holding_first(found: Sequence[Line]) -> list[Line]:
    """Return lines with what is planned or denied behind what holds."""
    return sorted(found, key=lambda one: one.fact.status != ASSERTED)


def _roles(facts: Sequence[FactView], entity: str) -> list[Line]:
    """Return the posts somebody held, and when he or she was appointed and left, by time."""
    changes = [
        fact
        for fact in facts
        if (fact.type == APPOINTMENT and _part(fact, entity) is Part.OBJECT)
        or (fact.type == DEPARTURE and _part(fact, entity) is Part.SUBJECT)
    ]
    come_and_gone = lines(changes, lambda fact: MARKS[fact.status] + _change(fact))
    return _by_time([*_tenures(facts, entity, Part.SUBJECT), *come_and_gone])


def _change(fact: FactView) -> str:
    """Return how a post was taken up or left: "appointed: leader, Northby", "left (resign): chair"."""
    how = "appointed" if fact.type == APPOINTMENT else _left(fact.named("manner"))
    post = ", ".join(filter(None, (fact.named("role"), fact.named("organization"))))
    by = fact.named("agent") if fact.type == APPOINTMENT else ""
    return f"{how}{f': {post}' if post else ''}{f' (by {by})' if by else ''}"


def _left(manner: str) -> str:
    """Return that somebody left, and the word for it, as the text has it or in its base form."""
    if manner.startswith("suspend"):
        return "suspended"
    return f"left ({manner})" if manner not in ("", "leave", "left") else "left"


def _held_there(facts: Sequence[FactView], entity: str) -> list[Line]:
    found = _tenures(facts, entity, Part.OBJECT) + _tenures(facts, entity, Part.OTHER)
    return _holding_first(sorted(found, key=lambda one: (strength(one.facts), one.text)))


def _tenures(facts: Sequence[FactView], entity: str, part: Part) -> list[Line]:
    """Return one line for each post, whatever dates and claimers its facts have."""
    held = [f for f in facts if f.type == TENURE and _part(f, entity) is part]
    return _by_time(lines(held, lambda fact: MARKS[fact.status] + _post(fact, entity)))


def _post(fact: FactView, entity: str) -> str:
    names = ("member", "role", "organization")
    parts = [
        a.value.text for name in names for a in fact.arguments if a.name == name and a.value.iri != entity
    ]
    return ", ".join(parts) or fact.label


def _bodies(facts: Sequence[FactView], entity: str) -> list[Line]:
    lasting = [f for f in facts if f.lasting and f.type != TENURE and _is_part(f, entity)]
    return _holding_first(lines(lasting, _from(entity)))


def _ties(facts: Sequence[FactView], entity: str) -> list[Line]:
    """Return a line for each one it is tied to most, with the ways in which it is."""
    with_whom: dict[Value, list[FactView]] = defaultdict(list)
    for fact in facts:
        if fact.status == ASSERTED and _is_part(fact, entity):
            others = {a.value for a in fact.arguments if a.value.iri and a.name not in _NO_TIES}
            for other in others:
                if other.iri != entity:
                    with_whom[other].append(fact)
    ranked = sorted(with_whom, key=lambda other: (strength(with_whom[other]), other))
    return [line(f"{other.text}: {_ways(with_whom[other])}", with_whom[other]) for other in ranked]


def _ways(facts: Iterable[FactView]) -> str:
    counts = Counter(fact.label for fact in facts)
    ranked = sorted(counts, key=lambda label: (-counts[label], label))
    return ", ".join(f"{label} ({counts[label]})" if counts[label] > 1 else label for label in ranked)


def _statements(facts: Sequence[FactView], entity: str) -> list[Line]:
    said = [
        fact
        for fact in facts
        if fact.type == STATEMENT and fact.status == ASSERTED and _part(fact, entity) is Part.SUBJECT
    ]
    found = lines(said, lambda fact: summary(fact, entity))
    latest = sorted(found, key=lambda one: one.text)
    return sorted(
        latest, key=lambda one: max(e.source.issued for f in one.facts for e in f.evidence), reverse=True
    )


def _said_of(facts: Sequence[FactView], entity: str) -> list[Line]:
    done_to = [
        f
        for f in facts
        if not f.lasting and _part(f, entity) is Part.OBJECT and f.type not in ("Appointment", "Succession")
    ]
    return _holding_first(lines(done_to, _from(entity)))


def _from(entity: str) -> Callable[[FactView], str]:
    return lambda fact: told(fact, entity, dated=False)


def _part(fact: FactView, entity: str) -> Part | None:
    return next((a.part for a in fact.arguments if a.value.iri == entity), None)


def _is_part(fact: FactView, entity: str) -> bool:
    return _part(fact, entity) is not None


_SECTIONS: dict[str, Callable[[Sequence[FactView], str], list[Line]]] = {
    "Roles": _roles,
    "Roles held there": _held_there,
    "Bodies": _bodies,
    "Most frequent ties": _ties,
    LAST_STATEMENTS: _statements,
    "Said of it most often": _said_of,
}
