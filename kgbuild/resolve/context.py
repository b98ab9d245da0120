"""What the documents say about a referent beside its name: posts, bodies, places, and who else is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, product
from typing import TypeVar

from kgbuild.model import Document, Fact, Kind, MemberRef, Reading, Status
from kgbuild.resolve.body_names import parse_body
from kgbuild.resolve.opinion import Tally
from kgbuild.resolve.people_names import PersonName, parse_person
from kgbuild.resolve.roll import Ref, Roll
from kgbuild.resolve.rules import RoleRules, Rules
from kgbuild.resolve.text import fold, words

HOLDERS: Mapping[str, tuple[str, ...]] = {
    "Tenure": ("member",),
    "Membership": ("member",),
    "Appointment": ("target",),
    "Departure": ("agent",),
    "Succession": ("agent", "target"),
}
"""By type of fact: the arguments that have the fact's role and belong to its organisation."""

MADE = (("target", "agent", "maker"),)

BELONGING: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Structure": (("part", "whole", "whole"),),
    "Authorship": MADE,
    "Launch": MADE,
    "Adoption": MADE,
    "Commission": MADE,
}
"""By type of fact: the argument that belongs to another, that other, and what `weights.yaml` calls that."""

NEAR = {Kind.PERSON: "near-person", Kind.ORGANISATION: "near-body", Kind.PLACE: "near-place"}

Feature = tuple[str, str]
"""A sort of context, as `shared` in `data/weights.yaml` calls it, and what it is."""

Forms = frozenset[PersonName]
"""The names that one document gives to one person."""

Naming = Callable[[Ref], str | None]
"""What a referent is called when it is the context of another; None for what is too vague for that."""


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """A post with the local body of that sort in that place."""

    sort: str
    place: str

    def __str__(self) -> str:
        return f"{self.sort} in {self.place}"


Period = tuple[date | None, date | None]
"""First and last day, where known."""

Item = TypeVar("Item")


@dataclass(slots=True)
class Profile:
    """What is known of one referent, or of all that were joined to it.

    Attributes:
        documents: Where it occurs.
        features: What the facts about it hold: bodies, roles, posts, places, holders, wholes, makers.
        nearby: Who and what else its documents name.
        names: Of a person: the names that each document gives, those with a surname.
        posts: When it is known to have had which post with a local body.
        walks: The walks of life that its roles belong to.
        genders: "f", "m" or both.
        years: When its documents were issued.
    """

    documents: Set[str] = frozenset()
    features: Set[Feature] = frozenset()
    nearby: Set[Feature] = frozenset()
    names: Set[Forms] = frozenset()
    posts: Mapping[Post, Set[Period]] = field(default_factory=dict)
    walks: Set[str] = frozenset()
    genders: Set[str] = frozenset()
    years: Set[int] = frozenset()

    def absorb(self, other: Profile) -> None:
        """Add what is known of `other`."""
        self.documents = _with(self.documents, other.documents)
        self.features = _with(self.features, other.features)
        self.nearby = _with(self.nearby, other.nearby)
        self.names = _with(self.names, other.names)
        if other.posts:
            known = {post: self.posts.get(post, frozenset()) for post in (*self.posts, *other.posts)}
            self.posts = {post: _with(known[post], other.posts.get(post, frozenset())) for post in known}
        self.walks = _with(self.walks, other.walks)
        self.genders = _with(self.genders, other.genders)
        self.years = _with(self.years, other.years)


def _with(mine: Set[Item], more: Set[Item]) -> Set[Item]:
    """Return `mine` with `more`; a frozen set may be shared by profiles, any other is this profile's own."""
    if more <= mine:
        return mine
    own = mine if isinstance(mine, set) else set(mine)
    own |= more
    return own


def plain_naming(roll: Roll, rules: Rules) -> Naming:
    """Return the naming that goes by a referent's own label, before anything is resolved."""

    def name(ref: Ref) -> str | None:
        referent = roll.referents[ref]
        if not referent.named:
            return None
        if referent.kind is Kind.PERSON:
            person = parse_person(referent.label, rules.people)
            return person.key if person.full else None
        if referent.kind is Kind.ORGANISATION:
            body = parse_body(referent.label, rules.names)
            return None if body.generic or body.recurring else str(body)
        if referent.kind is Kind.PLACE:
            place = fold(referent.label)
            return None if place in rules.names.wide_places else place
        return None

    return name


def gather(
    readings: Sequence[Reading], roll: Roll, kinds: Collection[Kind], naming: Naming, rules: Rules
) -> dict[Ref, Profile]:
    """Return the profile of every named referent of these `kinds`.

    What many documents name tells nothing and is left out of `Profile.nearby`.
    """
    around = [frozenset(_nearby(reading, roll, naming)) for reading in readings]
    counts = Counter(feature for features in around for feature in features)
    limit = max(rules.weights.thresholds["informative"], len(readings) / 50)
    frequent = frozenset(feature for feature, count in counts.items() if count > limit)
    profiles: dict[Ref, Profile] = {}
    for reading, nearby in zip(readings, around, strict=True):
        profiles.update(_Reader(reading, roll, naming, rules).profiles(kinds, nearby - frequent))
    return profiles


def _nearby(reading: Reading, roll: Roll, naming: Naming) -> Iterator[Feature]:
    for referent in reading.referents:
        if referent.kind in NEAR:
            name = naming(roll.numbers[MemberRef(reading.document.id, referent.id)])
            if name is not None:
                yield NEAR[referent.kind], name


class _Reader:
    """Takes the profiles of one document's referents from its facts."""

    def __init__(self, reading: Reading, roll: Roll, naming: Naming, rules: Rules) -> None:
        self.document = reading.document
        self.facts = reading.facts
        self.referents = {one.id: one for one in reading.referents}
        self.refs = {
            one.id: roll.numbers[MemberRef(reading.document.id, one.id)] for one in reading.referents
        }
        self.naming = naming
        self.rules = rules
        self.features: dict[str, set[Feature]] = defaultdict(set)
        self.posts: dict[str, dict[Post, set[Period]]] = defaultdict(dict)
        self.walks: dict[str, set[str]] = defaultdict(set)

    def profiles(self, kinds: Collection[Kind], nearby: frozenset[Feature]) -> Iterator[tuple[Ref, Profile]]:
        """Yield the profiles of the document's named referents of these `kinds`, near `nearby`."""
        for fact in self.facts:
            if fact.status is not Status.DENIED:
                self._take(fact)
        documents = frozenset({self.document.id})
        issued = _day(self.document.issued)
        years = frozenset({issued.year}) if issued else frozenset()
        for one in self.referents.values():
            if one.named and one.kind in kinds:
                yield (
                    self.refs[one.id],
                    Profile(
                        documents=documents,
                        features=self.features.get(one.id, frozenset()),
                        nearby=nearby,
                        posts=self.posts.get(one.id, {}),
                        walks=self.walks.get(one.id, frozenset()),
                        genders=frozenset({one.gender}) if one.gender else frozenset(),
                        years=years,
                    ),
                )

    def _take(self, fact: Fact) -> None:
        by_name: dict[str, list[str]] = defaultdict(list)
        for argument in fact.args:
            if argument.referent:
                by_name[argument.name].append(argument.referent)
        for holder in (ref for name in HOLDERS.get(fact.type, ()) for ref in by_name[name]):
            self._post(fact, holder, by_name["organization"])
        for part, whole, sort in BELONGING.get(fact.type, ()):
            for one, other in product(by_name[part], by_name[whole]):
                self._note(one, sort, self._name(other))
        if fact.location:
            place = self._name(fact.location)
            for identifier in {ref for refs in by_name.values() for ref in refs}:
                self._note(identifier, "place", place)

    def _post(self, fact: Fact, holder: str, bodies: Sequence[str]) -> None:
        """Take the roles of a fact, and the bodies that it is about, as those of `holder`."""
        roles = [argument.text for argument in fact.args if argument.name == "role"]
        plain = [plain_role(role, self.rules.roles) for role in roles]
        for role, (words_alone, _) in zip(roles, plain, strict=True):
            self._note(holder, self._sort(words_alone), words_alone or None)
            self.walks[holder].update(walks(role, self.rules.roles))
        for body in bodies:
            self._note(body, "holder", self._name(holder))
            name = self._name(body)
            if name is None:
                continue
            self._note(holder, "body", name)
            for words_alone, _ in plain:
                self._note(holder, "post", f"{words_alone} of {name}")
            past = any(over for _, over in plain)
            self._local_post(holder, body, None if past else fact)

    def _local_post(self, holder: str, body: str, fact: Fact | None) -> None:
        """Take the place of a local body, and when `holder` has a post with it, if `fact` tells."""
        parsed = parse_body(self.referents[body].label, self.rules.names)
        if not parsed.place:
            return
        place = " ".join(parsed.place)
        self._note(holder, "place", place)
        if fact is not None and fact.type == "Tenure" and fact.status is Status.ASSERTED:
            periods = self.posts[holder].setdefault(Post(parsed.sort, place), set())
            periods.add(known_period(fact, self.document))

    def _sort(self, role: str) -> str:
        return "frequent-role" if role in self.rules.roles.frequent else "role"

    def _note(self, identifier: str, sort: str, name: str | None) -> None:
        if name is not None:
            self.features[identifier].add((sort, name))

    def _name(self, identifier: str) -> str | None:
        return self.naming(self.refs[identifier])


def plain_role(role: str, rules: RoleRules) -> tuple[str, bool]:
    """Return `role` without the words that say when it is held, and whether it is over."""
    found = [
        word
        for word in words(role.replace("ex-", "ex "))
        if word not in {"a", "an", "the", "its", "his", "her"}
    ]
    past = bool(rules.past.intersection(found))
    return " ".join(word for word in found if word not in rules.past | rules.shades), past


def walks(role: str, rules: RoleRules) -> set[str]:
    """Return the walks of life that words and phrases of `role` stand for."""
    found = words(role)
    phrases = (found[start:end] for start, end in combinations(range(len(found) + 1), 2))
    return {rules.walks[phrase] for phrase in phrases if phrase in rules.walks}


def known_period(fact: Fact, document: Document) -> tuple[date | None, date | None]:
    """Return the first and last day on which what `fact` states is known to hold.

    A bound that the text leaves open is the day of the report, where that is known.
    """
    issued = _day(document.issued)
    earliest, latest = _day(fact.earliest), _day(fact.latest)
    start, end = earliest or latest or issued, latest or issued or earliest
    return (end, start) if start and end and start > end else (start, end)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def add_common_ground(tally: Tally, left: Profile, right: Profile, own: Iterable[str] = ()) -> None:
    """Add to `tally` what two profiles have in common.

    What a document that they share names beside them tells nothing.

    Args:
        tally: What is known of the pair so far.
        left: The one.
        right: The other.
        own: What the two are called themselves: no context of theirs.
    """
    found: dict[str, set[str]] = {}
    nearby = left.nearby & right.nearby if left.documents.isdisjoint(right.documents) else ()
    for sort, name in (*(left.features & right.features), *nearby):
        found.setdefault(sort, set()).add(name)
    if not found:
        return
    known = {name for sort in ("body", "place", "whole", "maker") for name in found.get(sort, ())}
    for sort in tally.weights.shared:
        names = found.get(sort, set())
        if sort in NEAR.values():
            names = names.difference(own, known)
        if names:
            tally.add_shared(sort, names)
