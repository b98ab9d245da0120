"""Accounts that differ: what one article states and another denies, dates otherwise, or only plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgbuild.explore.facts import Argument, FactView, Part
from kgbuild.explore.lines import Line, lines
from kgbuild.explore.show import MARKS, order, told
from kgbuild.explore.timeline import bounds

Claim = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A type of fact, and the IRIs at its ends."""
Details = dict[str, frozenset[str]]
"""What else two facts have to agree on, to be about the same."""

_ENDS = {"Appointment": ("target",), "Death": ("target",), "Departure": ("agent",), "Rating": ("target",)}
"""The arguments that make a claim, where they are not the subject and the object of its edge: who appoints
or rates somebody, or which body it is that he leaves, is often left out."""
_DETAILS = ("role", "organization", "rating", "direction", "topic", "measure", "recipient", "donor")
_ONCE = frozenset(
    (
        "Adoption",
        "Appointment",
        "Authorship",
        "Commission",
        "Death",
        "Departure",
        "Launch",
        "Rejection",
        "Succession",
    )
)
"""What happens once, so that two dates of it are two accounts."""
_DATES, _SUMS, _RATINGS = "Dates that differ", "Sums that differ", "Ratings that differ"
_AGAINST = {"Denied": "Stated and denied", "Planned": "Stated as done, and as planned"}
NOTES = {
    _AGAINST["Denied"]: "",
    _AGAINST["Planned"]: "What was planned may have been done since.",
    _DATES: "The articles may also mean two events.",
    _SUMS: "The articles may also mean two sums.",
    _RATINGS: "A rating may also have changed in between.",
}
"""What to consider of each kind of difference, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """One account: what it holds ("denied", "2013-05", "inadequate"), and who says so in which words."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Two or more accounts of one thing, side by side.

    Attributes:
        topic: In what they differ; `NOTES` tells what to consider.
        claim: What they are about, in a few words.
        sides: The accounts.
    """

    topic: str
    claim: str
    sides: tuple[Side, ...]


def differing(facts: Iterable[FactView], entity: str) -> tuple[Account, ...]:
    """Return the accounts among `facts` that differ, by what they differ in, then by time.

    Facts are about the same if they are of one type, have the same ends, and do not differ in post, body,
    grade or topic. The text of both sides stands with its evidence: whether they contradict each other is the
    reader's to judge.

    Args:
        facts: The facts to compare.
        entity: The IRI of the entity that they are told of.
    """
    claims: dict[Claim, list[FactView]] = defaultdict(list)
    for fact in sorted(facts, key=order):
        claims[_claim(fact)].append(fact)
    same = [some for (_, ends, others), some in claims.items() if (ends or others) and len(some) > 1]
    found = [account for some in same for way in _WAYS for account in way(some, entity)]
    topics = list(NOTES)
    return tuple(sorted(found, key=lambda account: topics.index(account.topic)))


def _claim(fact: FactView) -> Claim:
    if fact.type in _ENDS:
        return fact.type, _iris(fact, lambda a: a.name in _ENDS[fact.type]), ()
    subjects = _iris(fact, lambda argument: argument.part is Part.SUBJECT)
    return fact.type, subjects, _iris(fact, lambda argument: argument.part is Part.OBJECT)


def _iris(fact: FactView, counts: Callable[[Argument], bool]) -> tuple[str, ...]:
    return tuple(sorted({a.value.iri for a in fact.arguments if a.value.iri and counts(a)}))


def _details(fact: FactView, names: Sequence[str] = _DETAILS) -> Details:
    found: dict[str, set[str]] = defaultdict(set)
    for argument in fact.arguments:
        if argument.name in names:
            found[argument.name].add(argument.value.iri or argument.value.text.casefold())
    return {name: frozenset(values) for name, values in found.items()}


def _agree(one: Details, other: Details) -> bool:
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def _against(facts: Sequence[FactView], entity: str) -> Iterator[Account]:
    """Yield what is stated and denied, or stated and planned."""
    if facts[0].type == "Statement":
        return
    asserted = [fact for fact in facts if fact.status == "Asserted"]
    for status, topic in _AGAINST.items():
        others = lines((f for f in facts if f.status == status), lambda fact: _words(fact, entity))
        for other in others:
            details = [_details(fact) for fact in other.facts]
            stated = [f for f in asserted if any(_agree(_details(f), one) for one in details)]
            if stated:
                sides = _side("stated", stated, entity), Side(status.lower(), (other,))
                yield Account(topic, _words(stated[0], entity), sides)


def _dates(facts: Sequence[FactView], entity: str) -> Iterator[Account]:
    """Yield what is said to have happened at times that exclude each other."""
    asserted = [f for f in facts if f.status == "Asserted" and f.type in _ONCE and _bounded(f)]
    for some in _alike(asserted, _DETAILS):
        times = _apart(some)
        if len(times) > 1:
            yield Account(_DATES, _words(some[0], entity), tuple(_side(_time(t), t, entity) for t in times))


def _sums(facts: Sequence[FactView], entity: str) -> Iterator[Account]:
    return _values(facts, entity, _SUMS, ("amountText", "amount"), ("direction",))


def _ratings(facts: Sequence[FactView], entity: str) -> Iterator[Account]:
    return _values(facts, entity, _RATINGS, ("rating",), ())


def _values(
    facts: Sequence[FactView], entity: str, topic: str, names: Sequence[str], alike: Sequence[str]
) -> Iterator[Account]:
    """Yield what is stated with different values, unless at times that are known to exclude each other.

    Args:
        facts: The facts of one claim.
        entity: The IRI of the entity that they are told of.
        topic: In what they differ.
        names: The arguments that may have the value; the first one that a fact has counts.
        alike: What the facts must not differ in.
    """
    asserted = [f for f in facts if f.status == "Asserted" and any(map(f.named, names))]
    for some in _alike(asserted, alike):
        for close in _apart(some):
            by_value: dict[str, list[FactView]] = defaultdict(list)
            for fact in close:
                by_value[next(filter(None, map(fact.named, names))).casefold()].append(fact)
            if len(by_value) > 1:
                sides = tuple(_side(value, same, entity) for value, same in by_value.items())
                yield Account(topic, _ends_of(close[0]), sides)


_WAYS: tuple[Callable[[Sequence[FactView], str], Iterator[Account]], ...] = (
    _against,
    _dates,
    _sums,
    _ratings,
)


def _alike(facts: Iterable[FactView], names: Sequence[str]) -> list[list[FactView]]:
    """Return `facts` in groups that have the same arguments of `names`."""
    groups: dict[frozenset[tuple[str, frozenset[str]]], list[FactView]] = defaultdict(list)
    for fact in facts:
        groups[frozenset(_details(fact, names).items())].append(fact)
    return list(groups.values())


def _apart(facts: Iterable[FactView]) -> list[list[FactView]]:
    """Return `facts` in groups whose times exclude each other; of no known time, in all that are near."""
    groups: list[tuple[str, list[FactView]]] = []
    for fact in sorted(facts, key=lambda fact: (fact.earliest, fact.latest or "9", fact.iri)):
        if groups and (fact.earliest <= groups[-1][0]):
            end, same = groups.pop()
            groups.append((max(end, fact.latest or "9"), [*same, fact]))
        else:
            groups.append((fact.latest or "9", [fact]))
    return [same for _, same in groups]


def _bounded(fact: FactView) -> bool:
    return bool(fact.earliest and fact.latest)


def _time(facts: Sequence[FactView]) -> str:
    return bounds(min(f.earliest for f in facts), max(f.latest for f in facts))[0]


def _side(title: str, facts: Iterable[FactView], entity: str) -> Side:
    return Side(title, lines(facts, lambda fact: _words(fact, entity)))


def _words(fact: FactView, entity: str) -> str:
    return told(fact, entity, dated=False).removeprefix(MARKS[fact.status])


def _ends_of(fact: FactView) -> str:
    ends = (" and ".join(value.text for value in fact.of_part(part)) for part in (Part.SUBJECT, Part.OBJECT))
    return f"{fact.label}: {' → '.join(filter(None, ends))}"
