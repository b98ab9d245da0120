"""The central types: the interface between the stages. Frozen, standard library only.

Every type has a JSON form (`to_json`, `from_json`), so that each stage can be run, looked at,
compared and tested alone. Offsets are code points into `Document.text`, half-open.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Self


class Kind(StrEnum):
    """What sort of thing an entity is; the values are the class names of the ontology."""

    PERSON = "Person"
    ORGANISATION = "Organisation"
    PLACE = "Place"
    WORK = "Work"


class Form(StrEnum):
    """How a mention refers."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class Status(StrEnum):
    """Whether a fact is stated as so; the values are the status terms of the ontology."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    DENIED = "Denied"


class BlockKind(StrEnum):
    """What a block of an article's own text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class Verdict(StrEnum):
    """Whether two things are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Record:
    """A type with a JSON form; `from_json` inverts `to_json`."""

    def to_json(self) -> str:
        """Return the value as one line of JSON, keys sorted, no spaces, non-ASCII kept."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Return the value that `to_json` wrote.

        Raises:
            ValueError: `line` is not JSON, or not of this type.
        """
        value = _typed(cls, json.loads(line))
        if not isinstance(value, cls):
            raise ValueError(f"not a {cls.__name__}: {line[:80]}")
        return value


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {name: item for name, item in fields.items() if item not in (None, [])}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _typed(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in typing.get_args(hint) if a is not type(None))
        return None if value is None else _typed(inner, value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint):
        raise ValueError(f"expected {hint.__name__}, not {value!r}")
    return value


def _record(hint: type, value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"expected an object for {hint.__name__}, not {value!r}")
    hints = _hints(hint)
    try:
        return hint(**{name: _typed(hints[name], item) for name, item in value.items()})
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a {hint.__name__}: {error}") from error


@dataclass(frozen=True, slots=True, order=True)
class Span(Record):
    """A stretch of a document: `start` to `end`, half-open, in code points.

    Raises:
        ValueError: The stretch is empty or runs backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """Return the stretch of `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block(Record):
    """A paragraph, heading or list item of an article's own text."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Document(Record):
    """A source text as decoded, and which stretches of it are the article's own.

    Attributes:
        id: The identifier: the file's stem, or the identifier a feed gives.
        text: The text, never rewritten; all offsets count its code points.
        title: The headline, where known.
        issued: The date of issue, `YYYY-MM-DD`, where known.
        source: The publisher's address or name, where known.
        body: The article's own blocks, in order, not overlapping; the rest is page furniture.
    """

    id: str
    text: str
    title: str | None = None
    issued: str | None = None
    source: str | None = None
    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """A span that names or describes something.

    Attributes:
        span: Where; `span.of(document.text)` is its surface.
        kind: What sort of thing it names.
        form: Name, description or pronoun.
        referent: The `Referent.id` it stands for.
        found: The rule or model that found it.
    """

    span: Span
    kind: Kind
    form: Form
    referent: str
    found: str


@dataclass(frozen=True, slots=True)
class Referent(Record):
    """What the mentions of one document that refer to one thing stand for.

    Attributes:
        id: Unique in the document and made from its content: "person:tom-arkle".
        kind: What sort of thing.
        label: Its fullest name, or the phrase that describes it.
        names: Every other form found, sorted; no pronouns.
        named: Whether any form is a proper name; what is not named is local to its document.
        gender: "f" or "m" where a title or a pronoun tells.
    """

    id: str
    kind: Kind
    label: str
    names: tuple[str, ...] = ()
    named: bool = True
    gender: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Argument(Record):
    """One argument of a fact: `referent` is None for a literal, whose value is `text`."""

    name: str
    text: str
    referent: str | None = None


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """Something a document states, once for each stretch that states it.

    Two facts of one document with the same `ids.claim_id` are one claim with two pieces of evidence.

    Attributes:
        type: The class of the ontology, without prefix: "Criticism".
        args: Sorted; named as the ontology's properties without prefix: "agent", "target", "role", "member",
            "organization", "quote". Several arguments may share a name.
        status: Asserted, planned or denied.
        evidence: The stretch that states the fact and holds its trigger and its arguments, or the words that
            stand for them.
        trigger: The words that made the rule fire.
        cues: The words that decided the status; empty when nothing hedges.
        claimer: The referent that says so, when it is not the article itself.
        earliest: The lower bound, `YYYY-MM-DD`, of when it happened or held.
        latest: The upper bound.
        date_text: The words of the date.
        location: The referent of the place.
        confidence: 0 to 1.
        rule: Which rule found it: the frame file's stem and the trigger's position in it, or a rule's name.
    """

    type: str
    args: tuple[Argument, ...]
    status: Status
    evidence: Span
    trigger: Span
    rule: str
    confidence: float
    cues: tuple[Span, ...] = ()
    claimer: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_text: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """All that was read from one document: the record that is cached, and that later stages work from.

    Attributes:
        document: The text it was read from.
        reader: The hash of what read it: model, rules, knowledge.
        referents: Sorted by id; every mention and argument names one of them.
        mentions: Sorted by span.
        facts: Sorted by evidence, type and arguments.
    """

    document: Document
    reader: str
    referents: tuple[Referent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class MemberRef(Record):
    """A referent of a document, as a member of an entity."""

    document: str
    referent: str


@dataclass(frozen=True, slots=True)
class Judgement(Record):
    """Whether two referents are one thing, and why.

    Attributes:
        left: One of the two.
        right: The other; `left < right`.
        verdict: Same, different or unsure.
        score: 0 (surely different) to 1 (surely the same).
        reasons: Never empty.
        by: "rule", or who decided; a person's judgement beats a rule's.
    """

    left: MemberRef
    right: MemberRef
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str = "rule"

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a judgement gives its reasons")


@dataclass(frozen=True, slots=True)
class Entity(Record):
    """One thing across documents, derived from judgements.

    Attributes:
        id: Its IRI's path below the instance base: "person/tom-arkle".
        kind: What sort of thing.
        label: Its fullest name.
        names: Every other form found, sorted.
        members: The referents it stands for, sorted.
    """

    id: str
    kind: Kind
    label: str
    names: tuple[str, ...]
    members: tuple[MemberRef, ...]


@dataclass(frozen=True, slots=True, order=True)
class Finding(Record):
    """Something a user should look at.

    Attributes:
        level: How much it matters.
        code: A short name for the kind of finding: "empty-text".
        subject: The file, fact or entity it is about.
        message: What is wrong and what to do.
    """

    level: Level
    code: str
    subject: str
    message: str
