"""What of the graph goes into a network: which relations, kinds, times, surroundings and statuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from kgbuild.errors import ExportError
from kgbuild.export.spells import is_day
from kgbuild.model import Kind, Status
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import local_name

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {"people": Kind.PERSON, "bodies": Kind.ORGANISATION, "works": Kind.WORK, "places": Kind.PLACE}
)
"""The words of the commands; a kind's own name, in any case, is understood too."""


_ANY = "any"

T = TypeVar("T")


class Events(StrEnum):
    """How events are drawn; states (tenures, memberships, structures ...) are edges always."""

    AS_EDGES = "as-edges"
    """An edge from who does it to whom it is done to; events with no such pair are left out."""
    AS_NODES = "as-nodes"
    """A node of its own, with an edge for each entity that takes part in it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the graph goes into a network; nothing chosen is all that is asserted.

    Attributes:
        edges: Relations ("criticised") and fact types ("Criticism"), in any case; none for all.
        kinds: What may be a node; none for all.
        since: The first day, `YYYY-MM-DD`, or empty. A fact counts if it may have happened or held from then
            on: by its own dates, else by the dates of the articles that report it. One without both does not.
            What has no known end counts until it was last reported.
        until: The last day, inclusive, or empty.
        around: IRIs of entities; only they and what is near them is kept. None for all.
        steps: How near: how many edges away at most. An event between two entities counts as one edge.
        min_evidence: How many stretches of text must state an edge, at least.
        statuses: Which facts are drawn. Edges of different statuses are never one.
        events: How events are drawn.

    Raises:
        ExportError: A number or date is out of bounds.
    """

    edges: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str = ""
    until: str = ""
    around: tuple[str, ...] = ()
    steps: int = 1
    min_evidence: int = 1
    statuses: tuple[Status, ...] = (Status.ASSERTED,)
    events: Events = Events.AS_EDGES

    def __post_init__(self) -> None:
        if self.steps < 1 or self.min_evidence < 1:
            raise ExportError("steps and evidence are counted from 1", "Give 1 or more.")
        if not self.statuses:
            raise ExportError("no status is chosen", f"Known: {', '.join(Status)}.")
        for given in filter(None, (self.since, self.until)):
            _check_day(given)
        if self.since and self.until and self.since > self.until:
            raise ExportError(f"no day is both since {self.since} and until {self.until}", "Swap the two.")

    @property
    def chooses_edges(self) -> bool:
        """Whether edges are left out, so that an entity without any is not asked for either."""
        edgewise = (self.edges, self.since, self.until, self.around, self.min_evidence > 1)
        return any(edgewise) or self.statuses != (Status.ASSERTED,)

    def fits_time(self, earliest: str, latest: str) -> bool:
        """Whether a time, from an earliest to a latest day, either empty where it is open, is in bounds."""
        return (not self.until or not earliest or earliest <= self.until) and (
            not self.since or not latest or latest >= self.since
        )


def selection_of(
    *,
    edges: str = "",
    kinds: str = "",
    since: str = "",
    until: str = "",
    around: Iterable[str] = (),
    steps: int | None = None,
    min_evidence: int = 1,
    status: str = Status.ASSERTED,
    events: str = Events.AS_EDGES,
) -> Selection:
    """Return what the options of commands choose, in the words that users write.

    Args:
        edges: Relations and fact types: "criticised,led"; all unless given.
        kinds: What may be a node: "people,bodies,works,places"; all unless given.
        since: As in `Selection`.
        until: As in `Selection`.
        around: As in `Selection`.
        steps: As in `Selection`; one unless given.
        min_evidence: As in `Selection`.
        status: Which facts: "asserted,planned,denied", "any".
        events: "as-edges" or "as-nodes".

    Raises:
        ExportError: A word is none, a number or date is out of bounds, or there are steps, but from nothing.
    """
    near = tuple(around)
    if steps is not None and not near:
        raise ExportError("steps lead from something, and nothing is named", "Give --around NAME too.")
    return Selection(
        edges=words_of(edges),
        kinds=kinds_of(kinds),
        since=since,
        until=until,
        around=near,
        steps=1 if steps is None else steps,
        min_evidence=min_evidence,
        statuses=statuses_of(status),
        events=events_of(events),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The relations and fact types that a selection names, by name without prefix.

    Attributes:
        relations: What may be an edge.
        events: Which types of events may be a node.
    """

    relations: frozenset[str]
    events: frozenset[str]


def chosen(selection: Selection, ontology: Ontology) -> Chosen:
    """Return the relations and fact types that `selection` names.

    Raises:
        ExportError: A name is none, or names what is no edge where events are edges; lists those there are.
    """
    as_nodes = selection.events is Events.AS_NODES
    type_of = {local_name(edge.iri.value): local_name(edge.fact_type.value) for edge in ontology.edges}
    types = {name for name, one in ontology.fact_types.items() if as_nodes and one.is_event}
    known = {name.casefold(): name for name in sorted(type_of.keys() | set(type_of.values()) | types)}
    for word in selection.edges:
        if word.casefold() not in known:
            raise _unknown(word, type_of, ontology)
    named = {known[word.casefold()] for word in selection.edges} or set(known.values())
    return Chosen(
        relations=frozenset(r for r, fact_type in type_of.items() if {r, fact_type} & named),
        events=frozenset(t for t in types if t in named or any(type_of.get(name) == t for name in named)),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a list such as "criticised, led"."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def kinds_of(text: str) -> tuple[Kind, ...]:
    """Return the kinds that a list names: "people,works", "Person".

    Raises:
        ExportError: A word is none; lists those there are.
    """
    known = dict(_KINDS) | {kind.casefold(): kind for kind in Kind}
    return tuple(_found(word, known, "kind", _KINDS) for word in words_of(text))


def statuses_of(text: str) -> tuple[Status, ...]:
    """Return the statuses that a list names: "asserted,planned", "any".

    Raises:
        ExportError: A word is none, or there is none; lists those there are.
    """
    known = {status.casefold(): status for status in Status}
    if text.strip().casefold() == _ANY:
        return tuple(Status)
    return tuple(_found(word, known, "status", (*known, _ANY)) for word in words_of(text) or [text])


def events_of(text: str) -> Events:
    """Return how events are drawn: "as-nodes".

    Raises:
        ExportError: It is no such way; lists those there are.
    """
    return _found(text, {way.value: way for way in Events}, "way to draw events", tuple(Events))


def _found(word: str, known: Mapping[str, T], what: str, listed: Iterable[str]) -> T:
    try:
        return known[word.casefold()]
    except KeyError:
        hint = f"{_nearest(word, known)}Known: {', '.join(listed)}."
        raise ExportError(f"no {what} {word!r}", hint) from None


def _unknown(word: str, type_of: Mapping[str, str], ontology: Ontology) -> ExportError:
    drawn = set(type_of.values())
    others = {name.casefold(): name for name in ontology.fact_types if name not in drawn}
    if name := others.get(word.casefold()):
        hint = f"Draw events as nodes to see them, or choose of: {', '.join(sorted(type_of))}."
        return ExportError(f"{name}: facts of this type give no edge", hint)
    near = _nearest(word, {name.casefold(): name for name in (*sorted(type_of), *sorted(drawn))})
    hint = f"{near}Known relations: {', '.join(sorted(type_of))}; fact types: {', '.join(sorted(drawn))}."
    return ExportError(f"no relation {word!r}", hint)


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return a question for the one of `known` that is spelt most like `word`; empty where none is."""
    return "".join(f"Did you mean {near}? " for near in get_close_matches(word.casefold(), known, n=1))


def _check_day(text: str) -> None:
    if not is_day(text):
        raise ExportError(f"{text!r} is no date", "Give it as YYYY-MM-DD.")
