"""Names of people: their parts, and what two names say about their being one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from kgbuild.resolve.rules import PeopleRules
from kgbuild.resolve.text import Words, words

Evidence = tuple[str, str]
"""A piece of evidence, as `data/weights.yaml` calls it, and what to say of it."""

LONG = 6
"""The fewest letters a name has if one wrong letter is to be taken for a slip."""


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """The parts of a person's name, folded.

    Attributes:
        given: Given names or their initials, in order; empty for "Mr Lanyon".
        surname: With its particles: "le marchant"; empty for "Sir Arthur".
        generation: "jr", "sr", "iii"; empty when not given.
        peer: The title that makes one name a full one ("lord"); empty for all others.
    """

    given: Words
    surname: str
    generation: str = ""
    peer: str = ""

    @property
    def full(self) -> bool:
        """Whether it has a surname and a given name that is more than an initial."""
        return bool(self.surname) and bool(self.given) and len(self.given[0]) > 1

    @property
    def key(self) -> str:
        """The name as its bearer is usually called: the first given name and the surname."""
        return " ".join(part for part in (*self.given[:1], self.surname) if part)

    @property
    def plain(self) -> str:
        """All parts but the generation, without hyphens: "anna price tolland"."""
        return " ".join((*self.given, self.surname)).replace("-", " ")

    def __str__(self) -> str:
        return " ".join(part for part in (self.peer, *self.given, self.surname, self.generation) if part)


@lru_cache(maxsize=65536)
def parse_person(name: str, rules: PeopleRules) -> PersonName:
    """Return the parts of `name`; titles, letters behind it and what stands in brackets are left out.

    What is no name at all gives a `PersonName` without parts.
    """
    plain = re.sub(r"\([^)]*\)", " ", name)
    plain = re.sub(r"\b([^\W\d_])\.\s*(?=\S)", r"\1 ", _initials_apart(plain))
    head, _, tail = plain.partition(",")
    title, rest = _without_titles(words(head), rules)
    extra = [word for word in words(tail) if word not in rules.letters]
    generation = ""
    if extra and extra[-1] in rules.generations:
        generation = rules.generations[extra.pop()]
    if extra and len(rest) == 1:  # "Lanyon, Peter"
        rest = (*_without_titles(tuple(extra), rules)[1], *rest)
    while len(rest) > 1 and (rest[-1] in rules.letters or rest[-1] in rules.generations):
        generation = rules.generations.get(rest[-1], generation)
        rest = rest[:-1]
    if title in rules.peers:
        if "of" in rest[1:]:
            rest = rest[: rest.index("of", 1)]
        if len(rest) == 1:
            return PersonName((), rest[0], generation, title)
    if title in rules.given_after and len(rest) == 1:
        return PersonName(rest, "", generation)
    return _split(rest, generation, rules)


def _initials_apart(name: str) -> str:
    """Return `name` with "JR Smith" as "J R Smith", unless all of it is in capitals."""
    first, _, rest = name.strip().partition(" ")
    initials = 1 < len(first) <= 3 and first.isupper() and first.isalpha() and not rest.isupper()
    return f"{' '.join(first)} {rest}" if initials and rest else name


def _without_titles(found: Words, rules: PeopleRules) -> tuple[str, Words]:
    """Return the last title before the name, and the words that are left."""
    last, rest = "", found[1:] if found[:1] == ("the",) else found
    while rest:
        titles = rules.titles.get(rest[0], ())
        title = next((one for one in titles if rest[: len(one)] == one and len(rest) > len(one)), None)
        if title is None:
            break
        if title[-1] in rules.also_given and len(rest) == 2:
            break
        last, rest = title[-1], rest[len(title) :]
    return last, rest


def _split(rest: Words, generation: str, rules: PeopleRules) -> PersonName:
    if not rest:
        return PersonName((), "", generation)
    first = len(rest) - 1
    while first > 1 and rest[first - 1] in rules.particles:
        first -= 1
    if first == 1 and rest[0] in rules.particles and rest[0] not in rules.given_names:
        first = 0  # "Mr van der Berg": no given name
    given = tuple(part for word in rest[:first] for part in word.split("-") if part)
    return PersonName(given, " ".join(rest[first:]), generation)


@lru_cache(maxsize=65536)
def sound(name: str, rules: PeopleRules) -> str:
    """Return how `name` sounds, roughly: "clark" and "clarke" give the same."""
    for pattern, replacement in rules.sounds:
        name = pattern.sub(replacement, name)
    return name


def skeleton(name: str, rules: PeopleRules) -> str:
    """Return the first letter of how `name` sounds, and its consonants: what most misspellings keep."""
    heard = sound(name, rules)
    return heard[:1] + re.sub("[aeiou]", "", heard[1:])


@lru_cache(maxsize=65536)
def compare(left: PersonName, right: PersonName, rules: PeopleRules) -> tuple[Evidence, ...] | None:
    """Return what the two names say for and against their being one person's.

    Returns:
        Pieces of evidence; None when the names have nothing in common.
    """
    surname, given = _surnames(left.surname, right.surname, rules), _given_names(left, right, rules)
    if left.full and left.plain == right.plain:  # "Anna Price Tolland", "Anna Price-Tolland"
        surname = ("surname-equal", "")
    if surname is None or given is None:
        return None
    found = [surname, given]
    if left.peer and left.peer == right.peer and not left.given and not right.given:
        found.append(("peer", str(left)))
    if left.generation != right.generation:
        both = bool(left.generation and right.generation)
        shown = f"{left.generation} and {right.generation}" if both else left.generation or right.generation
        found.append(("generations" if both else "generation", shown))
    if left.surname == right.surname and not all(
        _fits(one, other) for one, other in zip(left.given[1:], right.given[1:], strict=False)
    ):
        found.append(("middle", f"{left} and {right}"))
    if _common(left, right, rules):
        found.append(("common-name", ""))
    elif (
        given[0] not in {"given-equal", "given-variant"}
        and {left.surname, right.surname} & rules.common_surnames
    ):
        found.append(("common-surname", ""))
    return tuple(found)


def _surnames(left: str, right: str, rules: PeopleRules) -> Evidence | None:
    if not left or not right:
        return None
    shown = f"{left} and {right}"
    if left.replace("-", " ") == right.replace("-", " "):
        return ("surname-equal", "")
    if sound(left, rules) == sound(right, rules):
        return ("surname-sound", shown)
    if min(len(left), len(right)) >= LONG and OSA.distance(left, right, score_cutoff=1) <= 1:
        return ("surname-letter", shown)
    if set(re.split("[- ]", left)) & set(re.split("[- ]", right)) - rules.particles:
        return ("surname-part", shown)
    return None


def _given_names(left: PersonName, right: PersonName, rules: PeopleRules) -> Evidence | None:
    if not left.given and not right.given:
        return ("both-surnames", "")
    if not left.given or not right.given:
        return ("given-missing", "")
    one, other = left.given[0], right.given[0]
    shown = f"{one} and {other}"
    if one == other and len(one) > 1:
        return ("given-equal", "")
    if rules.given_names.get(one, frozenset()) & rules.given_names.get(other, frozenset()):
        return ("given-variant", shown)
    if 1 in (len(one), len(other)):
        return ("given-initial", shown) if one[0] == other[0] else None
    known = rules.given_names.keys() | rules.common_given
    if one in known and other in known:
        return None
    if one.startswith(other) or other.startswith(one):
        return None  # "Daniel" and "Danielle", "Paul" and "Paula"
    if sound(one, rules) == sound(other, rules):
        return ("given-sound", shown)
    if min(len(one), len(other)) >= LONG and OSA.distance(one, other, score_cutoff=1) <= 1:
        return ("given-letter", shown)
    return None


def _fits(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _common(left: PersonName, right: PersonName, rules: PeopleRules) -> bool:
    if not (left.full and right.full):
        return False
    given = {left.given[0], right.given[0]}
    return given <= rules.common_given and {left.surname, right.surname} <= rules.common_surnames
