"""What FollowTheMoney calls the things of the graph: schemata (`followthemoney.yaml`), ids, and lengths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kgbuild.export.bodies import load_sorts
from kgbuild.export.things import Thing
from kgbuild.ids import digest
from kgbuild.model import Kind
from kgbuild.rdf.vocabulary import local_name

LONGEST_NAME, LONGEST_STRING, LONGEST_TEXT = 384, 1024, 65_000
"""How many characters the package takes at most, by type of property."""
_LONGEST_ID = 200
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
"""What the package takes for an id."""


@dataclass(frozen=True, slots=True)
class End:
    """A property that holds one end of a link, and the schemata that may stand there."""

    property: str
    schemata: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A schema that joins two entities."""

    schema: str
    source: End
    target: End

    def fits(self, source: str, target: str) -> bool:
        """Whether it may join entities of these two schemata."""
        return source in self.source.schemata and target in self.target.schemata


@dataclass(frozen=True, slots=True)
class Schemata:
    """What `followthemoney.yaml` says.

    Attributes:
        kinds: The schema of each kind of entity.
        sorts: The schema of an organisation of a sort.
        ranges: Which schemata may stand where one is wanted.
        links: The schema of an edge, by its relation.
        untold: The relations that need no link.
    """

    kinds: Mapping[str, str]
    sorts: Mapping[str, str]
    ranges: Mapping[str, frozenset[str]]
    links: Mapping[str, Link]
    untold: frozenset[str]

    def of(self, thing: Thing) -> str:
        """Return the schema of an entity; what sort of body an organisation is, its name may tell."""
        sort = load_sorts().of(thing.label) if thing.kind is Kind.ORGANISATION else ""
        return self.sorts.get(sort) or self.kinds[thing.kind]


@cache
def schemata() -> Schemata:
    """Return the table of this package."""
    text = files(__package__).joinpath("followthemoney.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    ranges = {name: frozenset(fitting) for name, fitting in data["ranges"].items()}

    def end(given: Mapping[str, str]) -> End:
        ((name, wanted),) = given.items()
        return End(name, ranges[wanted])

    return Schemata(
        kinds=data["kinds"],
        sorts=data["sorts"],
        ranges=ranges,
        links={
            relation: Link(one["schema"], end(one["source"]), end(one["target"]))
            for relation, one in data["links"].items()
        },
        untold=frozenset(data["untold"]),
    )


def entity_id(iri: str) -> str:
    """Return the id of what has `iri`: its last two parts, or a hash where these make no id.

    >>> entity_id("https://w3id.org/kgbuild/id/person/orla-finch")
    'person-orla-finch'
    """
    *_, path, name = iri.rsplit("/", 2)
    sort = local_name(path)
    readable = f"{sort}-{name}"
    if len(readable) <= _LONGEST_ID and _ID.fullmatch(readable):
        return readable
    return f"{sort}-{digest(iri)}" if _ID.fullmatch(sort) else digest(iri)


def shortened(text: str, length: int) -> str:
    """Return `text`, cut to `length` characters where it is longer."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
