"""The knowledge that identity is judged by: the files of `data/`, and gazetteers of the ontology folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kgbuild.config import resource_folder
from kgbuild.errors import KnowledgeError
from kgbuild.resolve.text import Words, bare

DATA = Path(__file__).parent / "data"
GAZETTEER = Path("gazetteer")


@dataclass(frozen=True, slots=True, eq=False)
class PeopleRules:
    """What is known of people's names; see `data/people.yaml`.

    Attributes:
        titles: Honorifics by their first word, the longest first.
        letters: What may stand behind a name ("MP", "OBE").
        given_names: Each given name's groups of forms, by number.
        sounds: Patterns and their replacements, in order.
    """

    titles: Mapping[str, tuple[Words, ...]]
    letters: frozenset[str]
    generations: Mapping[str, str]
    particles: frozenset[str]
    peers: frozenset[str]
    given_after: frozenset[str]
    also_given: frozenset[str]
    given_names: Mapping[str, frozenset[int]]
    common_given: frozenset[str]
    common_surnames: frozenset[str]
    sounds: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class RoleRules:
    """What is known of posts and jobs; see `data/roles.yaml`.

    Attributes:
        walks: Which walk of life the words of a role stand for.
        together: Pairs of walks of life that go together.
    """

    walks: Mapping[Words, str]
    together: frozenset[frozenset[str]]
    past: frozenset[str]
    shades: frozenset[str]
    frequent: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class LocalBody:
    """A sort of body of which a place has one.

    Attributes:
        heads: The words that end such a name, the longest first.
        qualifiers: Words that may be left out where that stays clear.
        openings: The words that begin such a name, when the place stands last, the longest first.
        exclusive: Whether nobody works for two of the sort at one time.
    """

    sort: str
    heads: tuple[Words, ...]
    qualifiers: frozenset[str]
    openings: tuple[Words, ...]
    exclusive: bool


@dataclass(frozen=True, slots=True, eq=False)
class NameRules:
    """What is known of the names of bodies and works; see `data/organisations.yaml`, `data/works.yaml`.

    Attributes:
        known: Forms of the names of bodies that everyone knows, and which name each stands for.
        ambiguous: Names that every country or place has a body of, even where a gazetteer knows one.
    """

    local_bodies: tuple[LocalBody, ...]
    known: Mapping[str, str]
    ambiguous: frozenset[str]
    generic: frozenset[str]
    recurring: frozenset[str]
    unique_openings: tuple[Words, ...]
    legal_forms: frozenset[str]
    spellings: Mapping[str, str]
    wide_places: frozenset[str]
    work_heads: frozenset[str]
    work_generic: frozenset[str]
    work_once: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each piece of evidence says; see `data/weights.yaml`.

    Attributes:
        points: By kind of thing and piece of evidence: bits, and the reason to give.
        shared: By sort of context: bits for the first thing in common, for all further ones, and the reason.
    """

    thresholds: Mapping[str, float]
    points: Mapping[tuple[str, str], tuple[float, str]]
    shared: Mapping[str, tuple[float, float, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All that identity is judged by."""

    people: PeopleRules
    roles: RoleRules
    names: NameRules
    weights: Weights


@cache
def load_rules(ontology: Path | None = None) -> Rules:
    """Return the rules of this package, with the titles and well-known bodies of the folder `ontology`.

    Args:
        ontology: The ontology folder; None: the one in force.

    Raises:
        KnowledgeError: A gazetteer that is needed is missing or malformed.
    """
    folder = (ontology or resource_folder("ontology")) / GAZETTEER
    titles = _gazetteer(folder / "titles.yaml", "titles", "suffixes")
    bodies = _gazetteer(folder / "bodies.yaml", "bodies")
    try:
        return Rules(
            people=_people(_table("people"), titles),
            roles=_roles(_table("roles")),
            names=_names(_table("organisations"), _table("works"), bodies["bodies"]),
            weights=_weights(_table("weights")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"{folder}: titles.yaml or bodies.yaml lacks what identity needs: {error!r}",
            "See the headers of these files in the package for their form.",
        ) from error


def _gazetteer(path: Path, *keys: str) -> dict[str, Any]:
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return {key: list(table[key]) for key in keys}
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: {error}", "The ontology folder is incomplete or damaged.") from error
    except (KeyError, TypeError) as error:
        raise KnowledgeError(
            f"{path}: expected lists: {', '.join(keys)}", "See the header of the file in the package."
        ) from error


def _table(stem: str) -> dict[str, Any]:
    table = yaml.load((DATA / f"{stem}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(table, dict)
    return table


def _people(table: Mapping[str, Any], gazetteer: Mapping[str, Any]) -> PeopleRules:
    groups: dict[str, set[int]] = {}
    for number, forms in enumerate(table["given_names"]):
        for form in forms:
            groups.setdefault(form, set()).add(number)
    by_first_word: dict[str, tuple[Words, ...]] = {}
    for title in _longest_first(str(entry["title"]) for entry in gazetteer["titles"]):
        by_first_word[title[0]] = (*by_first_word.get(title[0], ()), title)
    return PeopleRules(
        titles=by_first_word,
        letters=frozenset(bare(str(entry["suffix"])) for entry in gazetteer["suffixes"])
        - table["generations"].keys(),
        generations=table["generations"],
        particles=frozenset(table["particles"]),
        peers=frozenset(table["peers"]),
        given_after=frozenset(table["given_after"]),
        also_given=frozenset(table["also_given"]),
        given_names={form: frozenset(numbers) for form, numbers in groups.items()},
        common_given=frozenset(table["common_given"]),
        common_surnames=frozenset(table["common_surnames"]),
        sounds=tuple((re.compile(pattern), replacement) for pattern, replacement in table["sounds"]),
    )


def _roles(table: Mapping[str, Any]) -> RoleRules:
    return RoleRules(
        walks={tuple(role.split()): walk for walk, roles in table["walks"].items() for role in roles},
        together=frozenset(frozenset(pair) for pair in table["together"]),
        past=frozenset(table["past"]),
        shades=frozenset(table["shades"]),
        frequent=frozenset(table["frequent"]),
    )


def _names(
    bodies: Mapping[str, Any], works: Mapping[str, Any], known: Iterable[Mapping[str, Any]]
) -> NameRules:
    return NameRules(
        local_bodies=tuple(_local_body(entry) for entry in bodies["local_bodies"]),
        known={
            str(form): str(entry["name"])
            for entry in known
            for form in (entry["name"], *entry.get("also", ()), *entry.get("adjectives", ()))
        },
        ambiguous=frozenset(bodies["ambiguous"]),
        generic=frozenset(bodies["generic"]),
        recurring=frozenset(bodies["recurring"]),
        unique_openings=_longest_first(bodies["unique_openings"]),
        legal_forms=frozenset(bodies["legal_forms"]),
        spellings=bodies["spellings"],
        wide_places=frozenset(bodies["wide_places"]),
        work_heads=frozenset(works["heads"]),
        work_generic=frozenset(works["generic"]),
        work_once=frozenset(works["once"]),
    )


def _local_body(entry: Mapping[str, Any]) -> LocalBody:
    return LocalBody(
        sort=entry["sort"],
        heads=_longest_first(entry["heads"]),
        qualifiers=frozenset(entry["qualifiers"]),
        openings=_longest_first(entry.get("openings", ())),
        exclusive=entry["exclusive"],
    )


def _weights(table: Mapping[str, Any]) -> Weights:
    kinds = ("person", "organisation", "place", "work")
    return Weights(
        thresholds=table["thresholds"],
        points={(kind, key): tuple(value) for kind in kinds for key, value in table[kind].items()},
        shared={key: tuple(value) for key, value in table["shared"].items()},
    )


def _longest_first(phrases: Iterable[str]) -> tuple[Words, ...]:
    found = {tuple(bare(word) for word in phrase.split()) for phrase in phrases}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))
