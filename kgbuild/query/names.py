"""How well a name that a user gives fits a name in the graph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from kgbuild.errors import KnowledgeError
from kgbuild.model import Kind

_FULL_NAME, _OTHER_NAME, _WITHOUT_TITLE, _SURNAME, _INITIALS, _PART, _SPELLING = 100, 95, 90, 80, 75, 70, 55
_LIKENESS = 80.0
"""How alike, 0 to 100, two spellings have to be to stand for one name."""
_SPELLINGS = 50
_LONGEST_TITLE = 4
"""Words; "lord justice of appeal"."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C takes a tenth of the time; PyYAML may be built without it."""

_WORD = re.compile(r"\w+")
_NO_INITIAL = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "s", "the", "to"})
_SHORTEST_INITIALS = 2


class Grade(NamedTuple):
    """How well an entity fits: 0 to 100, and in what way."""

    entity: str
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity.

    Attributes:
        entity: The IRI.
        kind: Person, Organisation, Place, Work or Role.
        folded: The name, folded.
        bare: The same without titles, for people.
        main: Whether it is the entity's fullest name.
    """

    entity: str
    kind: str
    folded: str
    bare: str
    main: bool


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and punctuation.

    >>> fold("Zoë  O’Brien-Lant, MP")
    'zoe obrien lant mp'
    """
    joined = text.casefold().replace("'", "").replace("’", "")
    letters = (c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return " ".join(_WORD.findall("".join(letters).replace("_", " "))) or text.casefold().strip()


def load_titles(ontology: Path) -> frozenset[str]:
    """Return the words that stand before the names of people, folded, from the gazetteer of `ontology`.

    Raises:
        KnowledgeError: The gazetteer is missing or has another form.
    """
    file = ontology / "gazetteer" / "titles.yaml"
    try:
        table = yaml.load(file.read_text(encoding="utf-8"), _LOADER)
        return frozenset(fold(entry["title"]) for entry in table["titles"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{file}: {error}", "It lists titles, each as '- {title: Dame}'.") from error


def without_titles(folded: str, titles: frozenset[str]) -> str:
    """Return a folded name without the titles before it; a title alone stays.

    >>> without_titles("professor dame orla finch", frozenset({"professor", "dame"}))
    'orla finch'
    """
    words = folded.split()
    start = 0
    while start < len(words) - 1:
        lengths = range(min(_LONGEST_TITLE, len(words) - 1 - start), 0, -1)
        length = next((n for n in lengths if " ".join(words[start : start + n]) in titles), 0)
        if not length:
            break
        start += length
    return " ".join(words[start:])


def initials(folded: str) -> tuple[str, ...]:
    """Return the acronyms that a folded name may have: without the small words in it, and with them.

    >>> initials("department for work and pensions")
    ('dwp', 'dfwap')
    """
    words = folded.split()
    content = [word for word in words if word not in _NO_INITIAL]
    if len(content) < _SHORTEST_INITIALS:
        return ()
    return "".join(word[0] for word in content), "".join(word[0] for word in words)


def grades(wanted: str, names: Sequence[Name], titles: frozenset[str]) -> Iterator[Grade]:
    """Yield how the entities behind `names` fit the name `wanted`; one may come several times.

    A surname, alone or behind a title, is no full name of a person even where an article uses it so: others
    may bear it. Names that are only spelt alike count where no article gives the name itself.
    """
    found = list(_borne(wanted, names, titles))
    yield from found
    if all(grade.score < _WITHOUT_TITLE for grade in found):
        yield from _spelt_alike(without_titles(fold(wanted), titles), names)


def _borne(wanted: str, names: Sequence[Name], titles: frozenset[str]) -> Iterator[Grade]:
    folded = fold(wanted)
    bare = without_titles(folded, titles)
    words = set(folded.split()) - {"the"} or {folded}
    bare_words = set(bare.split())
    for name in names:
        person = name.kind == Kind.PERSON
        sought = bare if person else folded
        if name.folded == folded and name.main and not (person and " " not in folded):
            yield Grade(name.entity, _FULL_NAME, "its name")
        elif name.folded == folded and not (person and " " not in bare):
            yield Grade(name.entity, _OTHER_NAME, "another name of it")
        elif person and name.bare == bare and " " in bare:
            yield Grade(name.entity, _WITHOUT_TITLE, "its name but for the title")
        elif person and f" {name.bare}".endswith(f" {sought}"):
            yield Grade(name.entity, _SURNAME, "its surname")
        elif not person and folded in initials(name.folded):
            yield Grade(name.entity, _INITIALS, "its initials")
        elif (bare_words if person else words) <= set(name.folded.split()):
            yield Grade(name.entity, _PART, "part of its name")


def _spelt_alike(bare: str, names: Sequence[Name]) -> Iterator[Grade]:
    from rapidfuzz import fuzz, process  # costs time that a name as it is written need not

    spellings = [name.bare for name in names]
    entities = [name.entity for name in names]
    if " " not in bare:
        people = [name for name in names if name.kind == Kind.PERSON and " " in name.bare]
        spellings += [name.bare.rpartition(" ")[2] for name in people]
        entities += [name.entity for name in people]
    found: Iterable[tuple[str, float, int]] = process.extract(
        bare, spellings, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=_SPELLINGS
    )
    for spelling, likeness, index in found:
        yield Grade(entities[index], round(_SPELLING * likeness / 100), f"spelt like {spelling!r}")
