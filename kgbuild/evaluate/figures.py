"""The figures of an evaluation, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of what is to be found is found, and how much else is.

    Attributes:
        right: What gold has and the graph too.
        missed: What gold has and the graph has not.
        wrong: What the graph has and gold has not.
    """

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def gold(self) -> int:
        """How many there are to find."""
        return self.right + self.missed

    @property
    def found(self) -> int:
        """How many the graph has."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """The share of what is found that is right; 0 where nothing is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is to be found that is found; 0 where nothing is to be found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_table(self) -> dict[str, float]:
        """Return all figures by name."""
        names = ("gold", "found", "right", "missed", "wrong", "precision", "recall", "f1")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Slip:
    """A person or a quotation that is missed or wrong.

    Attributes:
        doc: The document.
        kind: What happened: "person missed", "quotation with another speaker".
        text: The name, or the quotation's speaker and words.
    """

    doc: str
    kind: str
    text: str
