"""Names of organisations, places and works: their parts, and which of them tell one thing from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kgbuild.resolve.rules import LocalBody, NameRules
from kgbuild.resolve.text import Words, fold, words

SHORTEST = 2
"""The fewest letters of an acronym that a document gives."""

LIKELY = 3
"""The fewest letters of an acronym that is taken for one because its letters fit."""


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of an organisation, folded.

    Attributes:
        words: All that tells: without "the" and the form of company.
        numbers: The numbers in it.
        sort: The sort of local body it names ("council"); empty for all others.
        place: The words that say which of its sort it is; empty for what is no local body.
        qualifiers: What of "city", "borough" and the like it has.
        generic: Whether every place may have one of that name.
        recurring: Whether many places have one of that name ("St Mary's School").
    """

    words: Words
    numbers: frozenset[str]
    sort: str = ""
    place: Words = ()
    qualifiers: frozenset[str] = frozenset()
    generic: bool = False
    recurring: bool = False

    @property
    def key(self) -> str:
        """What two spellings of one name have in common: the words without hyphens and spaces between."""
        return "".join(self.words)

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class WorkName:
    """The title of a work, folded.

    Attributes:
        words: All of it, without "the".
        core: Without the word for the sort of work, and what goes with it.
        sort: That word: "report"; empty when there is none.
        numbers: The numbers in it.
        generic: Whether many works have such a name.
    """

    words: Words
    core: Words
    sort: str
    numbers: frozenset[str]
    generic: bool

    @property
    def key(self) -> str:
        """What two spellings of one title have in common."""
        return "".join(self.words)

    def __str__(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=65536)
def parse_body(name: str, rules: NameRules) -> BodyName:
    """Return the parts of the name of an organisation; what stands in brackets is left out.

    A body that everyone knows is called by its usual name.
    """
    found = _without_legal_form(_plain(name, rules), rules)
    numbers = _numbers(found)
    if "".join(found) in _ambiguous(rules):
        return BodyName(found, numbers, generic=True)
    known = _known(rules).get("".join(found))
    if known is not None:
        return BodyName(known, _numbers(known))
    if any(found[: len(one)] == one for one in rules.unique_openings):
        return BodyName(found, numbers)
    parts = [part for body in rules.local_bodies if (part := _local(found, body, rules))]
    if parts:
        return max(parts, key=lambda part: part[0])[1]
    telling = [word for word in found if word not in rules.generic]
    recurring = (
        bool(telling) and all(word in rules.recurring for word in telling) and len(found) > len(telling)
    )
    return BodyName(found, numbers, generic=not telling, recurring=recurring)


@lru_cache(maxsize=8)
def _known(rules: NameRules) -> dict[str, Words]:
    """Return the usual names of the bodies that everyone knows, by the keys of all their names."""
    plain = {form: _plain(form, rules) for form in (*rules.known, *rules.known.values())}
    return {"".join(plain[form]): plain[name] for form, name in rules.known.items()}


@lru_cache(maxsize=8)
def _ambiguous(rules: NameRules) -> frozenset[str]:
    return frozenset("".join(_plain(name, rules)) for name in rules.ambiguous)


def _without_legal_form(found: Words, rules: NameRules) -> Words:
    while len(found) > 1 and found[-1] in rules.legal_forms:
        if all(word in rules.generic for word in found[:-1]):  # "News Corporation"
            break
        found = found[:-1]
    return found


def _local(found: Words, body: LocalBody, rules: NameRules) -> tuple[int, BodyName] | None:
    """Return `found` read as the name of a local body of that sort, and how many words say that it is one."""
    opening = next((one for one in body.openings if found[: len(one)] == one), ())
    head = next((one for one in body.heads if found[-len(one) :] == one), ())
    rest = found[len(opening) : len(found) - len(head)]
    place = tuple(word for word in rest if word not in body.qualifiers)
    if not (opening or head) or all(word in rules.generic for word in place):
        return None
    qualifiers = body.qualifiers.intersection((*opening, *rest))
    return len(opening) + len(head), BodyName(found, _numbers(found), body.sort, place, qualifiers)


@lru_cache(maxsize=65536)
def parse_work(name: str, rules: NameRules) -> WorkName:
    """Return the parts of the title of a work; quotation marks are left out."""
    found = _plain(name, rules)
    numbers = _numbers(found)
    heads = [word for word in found if word in rules.work_heads]
    core = tuple(
        word
        for word in found
        if word not in rules.work_heads and word not in {"the", "of"} and word not in numbers
    )
    telling = [word for word in core if word not in rules.work_generic]
    return WorkName(found, core, heads[-1] if heads else "", numbers, generic=not telling)


def place_key(name: str) -> str:
    """Return what two spellings of the name of a place have in common."""
    return "".join(word for word in re.split(r"[\W_]+", " ".join(words(name))) if word not in {"the"})


def split_brackets(name: str) -> tuple[str, ...]:
    """Return `name` without its brackets, and what stands in them: "(MASH)"."""
    return (re.sub(r"\s*\([^)]*\)", "", name).strip(), *re.findall(r"\(([^()]+)\)", name))


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of the beginnings of the words of `full`, a name with capitals, in their order.

    >>> abbreviates("MASH", "Multi-Agency Safeguarding Hub")
    True
    >>> abbreviates("Ofcom", "Office of Communications")
    True
    >>> abbreviates("DfE", "Home Office"), abbreviates("FA", "former association")
    (False, False)
    """
    letters = re.sub(r"[\W_]", "", fold(short))
    parts = _word_parts(full)
    if len(letters) < SHORTEST or len(parts) < 2 or " " in short.strip():
        return False
    if any(part[0].islower() for part in parts if part not in SMALL):
        return False
    folded = tuple(fold(part) for part in parts)
    return letters not in folded and letters[0] == folded[0][0] and _made_of(letters, folded)


def _word_parts(name: str) -> Words:
    return tuple(part for part in re.split(r"[\W_]+", re.sub("['’]", "", name)) if part)


SMALL = frozenset({"a", "and", "at", "for", "in", "of", "on", "s", "the", "to"})
"""Words that an acronym may skip."""


@lru_cache(maxsize=65536)
def _made_of(letters: str, parts: Words) -> bool:
    if not letters or not parts:
        return not letters and all(part in SMALL for part in parts)
    head, rest = parts[0], parts[1:]
    if head in SMALL and _made_of(letters, rest):
        return True
    longest = 0
    while longest < min(len(head), len(letters), 5) and head[longest] == letters[longest]:
        longest += 1
    return any(_made_of(letters[count:], rest) for count in range(longest, 0, -1))


def initials(full: str) -> tuple[str, ...]:
    """Return the acronyms most likely made of `full`: with and without its small words."""
    parts = _word_parts(fold(full))
    every = "".join(part[0] for part in parts)
    large = "".join(part[0] for part in parts if part not in SMALL)
    return tuple(sorted({one for one in (every, large) if len(one) >= LIKELY}))


def _plain(name: str, rules: NameRules) -> Words:
    without = re.sub(r"\([^)]*\)|[\"“”«»]", " ", name)
    found = tuple(part for word in words(without.strip("'‘’ ")) for part in word.split("-") if part)
    found = tuple(rules.spellings.get(word, word) for word in found)
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _numbers(found: Words) -> frozenset[str]:
    return frozenset(word for word in found if any(character.isdigit() for character in word))
