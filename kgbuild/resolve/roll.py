"""The referents of all documents, numbered."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model import Kind, MemberRef, Reading

Ref = int
"""The number of a referent; the numbers are in the order of the referents' `MemberRef`s."""


class Roll:
    """All referents, numbered: the numbers stand for them while they are resolved.

    Attributes:
        refs: By number: the document and the referent.
        referents: By number: what it is.
        numbers: The other way.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        found = {
            MemberRef(reading.document.id, referent.id): referent
            for reading in readings
            for referent in reading.referents
        }
        self.refs = tuple(sorted(found))
        self.referents = tuple(found[ref] for ref in self.refs)
        self.numbers = {ref: number for number, ref in enumerate(self.refs)}

    def document(self, ref: Ref) -> str:
        """Return the id of the document that a referent is in."""
        return self.refs[ref].document

    def named(self, kind: Kind) -> list[Ref]:
        """Return the referents of one kind that have a name."""
        return [ref for ref, one in enumerate(self.referents) if one.named and one.kind is kind]
