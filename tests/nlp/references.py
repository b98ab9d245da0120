"""The cases of `references.jsonl`: what a pronoun or description of a short text stands for.

A case a line: `text` (a paragraph a line), `mention` (the words it is about in square brackets, with what
tells them from equal words), `refers_to` (a name in the text, null where a careful reader would name
nothing) and `kind`. Nothing *named*: what stands for "two nurses" counts as null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.model import Reading, Referent
from tests.nlp.texts import document, reader

CASES = Path(__file__).with_name("references.jsonl")


@dataclass(frozen=True)
class Case:
    """One mention, and what it stands for."""

    text: str
    mention: str
    refers_to: str | None
    kind: str

    @property
    def place(self) -> tuple[int, int]:
        """The first and the last character of the mention, half-open."""
        start = self.text.index(self.mention.replace("[", "").replace("]", ""))
        return start + self.mention.index("["), start + self.mention.index("]") - 1

    def found(self, reading: Reading) -> Referent | None:
        """Return the named thing that a reading takes the mention for."""
        start, end = self.place
        referents = {r.id: r for r in reading.referents if r.named}
        ends = [m for m in reading.mentions if m.span.start < end == m.span.end and m.referent in referents]
        inside = [m for m in ends if m.span.start <= start] or ends
        return referents[inside[0].referent] if inside else None

    def is_right(self, referent: Referent | None) -> bool:
        """Whether `referent` is what the mention stands for."""
        if referent is None or self.refers_to is None:
            return referent is None and self.refers_to is None
        if self.kind == "acronym":
            return _bare(referent.label) == _bare(self.refers_to)
        return _bare(self.refers_to) in {_bare(form) for form in (referent.label, *referent.names)}


@dataclass
class Score:
    """How often a kind of mention was resolved, and rightly."""

    due: int = 0
    resolved: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Right among the resolved."""
        return self.right / self.resolved if self.resolved else 1.0

    @property
    def reach(self) -> float:
        """Rightly resolved among those that stand for something named."""
        return self.right / self.due if self.due else 1.0


def _bare(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ").removeprefix("Dr ")


def cases() -> list[Case]:
    """Return all cases."""
    return [Case(**json.loads(line)) for line in CASES.read_text(encoding="utf-8").splitlines()]


def resolved(wanted: Iterable[Case]) -> Iterator[tuple[Case, Referent | None]]:
    """Yield each case with the named thing that the reader takes its mention for."""
    listed = list(wanted)
    readings = reader().read(document(case.text, name=f"case-{i}") for i, case in enumerate(listed))
    for case, reading in zip(listed, readings, strict=True):
        yield case, case.found(reading)


def scores(found: Iterable[tuple[Case, Referent | None]]) -> dict[str, Score]:
    """Return the score of each kind of mention."""
    by_kind: dict[str, Score] = {}
    for case, referent in found:
        score = by_kind.setdefault(case.kind, Score())
        score.due += case.refers_to is not None
        score.resolved += referent is not None
        score.right += referent is not None and case.is_right(referent)
    return by_kind
