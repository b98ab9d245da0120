"""Whether confidence means something: the share that is right of the facts of each confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10
_DIGITS = 9
"""Of a confidence that count: 0.3 times 10 is not quite 3 to a computer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A confidence, and whether the fact that has it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts whose confidence lies between two bounds.

    Attributes:
        low: The lower bound, included.
        high: The upper bound, not included but for 1.
        found: How many facts.
        right: How many of them are right.
        confidence: Their mean confidence.
    """

    low: float
    high: float
    found: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.found


def bins(facts: Iterable[Scored]) -> tuple[Bin, ...]:
    """Return the bins of `facts` by confidence, 0.1 wide; empty ones are left out.

    >>> [(one.low, one.high, one.found, one.share) for one in bins([Scored(0.93, True), Scored(0.9, False)])]
    [(0.9, 1.0, 2, 0.5)]
    """
    by_number: defaultdict[int, list[Scored]] = defaultdict(list)
    for fact in facts:
        by_number[min(int(round(fact.confidence * BINS, _DIGITS)), BINS - 1)].append(fact)
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            found=len(same),
            right=sum(fact.right for fact in same),
            confidence=sum(fact.confidence for fact in same) / len(same),
        )
        for number, same in sorted(by_number.items())
    )
