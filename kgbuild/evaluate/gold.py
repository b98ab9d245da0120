"""Gold documents: the facts, people and quotations that a careful reader finds in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.model import Status

Names = tuple[str, ...]
"""Names of which any is right, the fullest first."""


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that is to be found.

    Attributes:
        type: One of the types of `rules.Rules`.
        args: What is right for each argument; one that gold leaves open is left out.
        status: Whether it is asserted, planned or denied.
        evidence: The sentence that states it, where gold gives it.
        optional: Whether a careful reader might also leave it out; it counts neither as missed nor as wrong.
    """

    type: str
    args: Mapping[str, Names]
    status: Status
    evidence: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A direct quotation: how it begins, and what its speaker is called."""

    text: str
    speaker: Names


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful reader finds in one document.

    Attributes:
        doc: The document's identifier in the graph.
        place: The file, and where known the line, where this stands.
        facts: All facts.
        people: What each person is called; None where gold does not list them.
        quotes: All direct quotations.
        text: The document's text, where gold brings it.
        title: Its headline, where gold brings it.
        published: Its date of issue, `YYYY-MM-DD`, where known.
        phenomena: What the document is a case of.
    """

    doc: str
    place: str
    facts: tuple[GoldFact, ...]
    people: tuple[Names, ...] | None = None
    quotes: tuple[GoldQuote, ...] = ()
    text: str | None = None
    title: str | None = None
    published: str | None = None
    phenomena: tuple[str, ...] = ()
