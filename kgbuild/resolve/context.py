"""What the documents say about a referent beside its name: posts, bodies, places, and who else is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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

MAKERS = frozenset({"Authorship", "Launch", "Adoption", "Commission"})
"""The types of fact whose agent a work belongs to."""

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
    """

    documents: set[str] = field(default_factory=set)
    features: set[Feature] = field(default_factory=set)
    nearby: set[Feature] | frozenset[Feature] = frozenset()
    names: set[Forms] = field(default_factory=set)
    posts: dict[Post, set[Period]] = field(default_factory=dict)
    walks: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)

    def absorb(self, other: Profile) -> None:
        """Add what is known of `other`."""
        self.documents |= other.documents
        self.features |= other.features
        if isinstance(self.nearby, frozenset):  # shared by all referents of a document
            self.nearby = set(self.nearby)
        self.nearby |= other.nearby
        self.names |= other.names
        for post, periods in other.posts.items():
            self.posts.setdefault(post, set()).update(periods)
        self.walks |= other.walks
        self.genders |= other.genders


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
        profiles |= _Reader(reading, roll, naming, rules).profiles(kinds, nearby - frequent)
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
        self.known: dict[str, Profile] = {}

    def profiles(self, kinds: Collection[Kind], nearby: frozenset[Feature]) -> dict[Ref, Profile]:
        """Return the profiles of the document's named referents of these `kinds`, near `nearby`."""
        for referent in self.referents.values():
            if referent.named and referent.kind in kinds:
                genders = {referent.gender} if referent.gender else set()
                self.known[referent.id] = Profile({self.document.id}, nearby=nearby, genders=genders)
        for fact in self.facts:
            if fact.status is not Status.DENIED:
                self._posts(fact)
                self._belonging(fact)
                self._place(fact)
        return {self.refs[identifier]: profile for identifier, profile in self.known.items()}

    def _posts(self, fact: Fact) -> None:
        holders = HOLDERS.get(fact.type)
        if holders is None:
            return
        roles = [argument.text for argument in fact.args if argument.name == "role"]
        bodies = [one.referent for one in fact.args if one.name == "organization" and one.referent]
        for argument in fact.args:
            if argument.name not in holders or argument.referent is None:
                continue
            for body in bodies:
                self._holder(body, argument.referent)
            if profile := self.known.get(argument.referent):
                for role in roles:
                    self._role(profile, role)
                for body in bodies:
                    self._body(profile, body, roles, fact)

    def _role(self, profile: Profile, role: str) -> None:
        plain, _ = plain_role(role, self.rules.roles)
        if plain:
            frequent = plain in self.rules.roles.frequent
            profile.features.add(("frequent-role" if frequent else "role", plain))
        profile.walks.update(walks(role, self.rules.roles))

    def _body(self, profile: Profile, body: str, roles: Iterable[str], fact: Fact) -> None:
        name = self._name(body)
        if name is None:
            return
        profile.features.add(("body", name))
        for role in roles:
            profile.features.add(("post", f"{plain_role(role, self.rules.roles)[0]} of {name}"))
        parsed = parse_body(self.referents[body].label, self.rules.names)
        if not parsed.place:
            return
        profile.features.add(("place", " ".join(parsed.place)))
        past = any(plain_role(role, self.rules.roles)[1] for role in roles)
        if fact.type == "Tenure" and fact.status is Status.ASSERTED and not past:
            post = Post(parsed.sort, " ".join(parsed.place))
            profile.posts.setdefault(post, set()).add(known_period(fact, self.document))

    def _holder(self, body: str, person: str) -> None:
        if profile := self.known.get(body):
            name = self._name(person)
            if name is not None:
                profile.features.add(("holder", name))

    def _belonging(self, fact: Fact) -> None:
        """Take what a part belongs to, and who made a work."""
        by_name: dict[str, list[str]] = {}
        for argument in fact.args:
            if argument.referent:
                by_name.setdefault(argument.name, []).append(argument.referent)
        part, whole, sort = "part", "whole", "whole"
        if fact.type in MAKERS:
            part, whole, sort = "target", "agent", "maker"
        elif fact.type != "Structure":
            return
        for member in by_name.get(part, ()):
            for other in by_name.get(whole, ()):
                name = self._name(other)
                if name is not None and member in self.known:
                    self.known[member].features.add((sort, name))

    def _place(self, fact: Fact) -> None:
        place = self._name(fact.location) if fact.location else None
        if place is None:
            return
        for argument in fact.args:
            if argument.referent in self.known:
                self.known[argument.referent].features.add(("place", place))

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
    """Return the walks of life that the words of `role` stand for."""
    return {rules.walks[word] for word in words(role) if word in rules.walks}


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
