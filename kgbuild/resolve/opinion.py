"""What speaks for and against two referents being one thing, added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgbuild.model import Verdict
from kgbuild.resolve.rules import Weights

Piece = tuple[float, str, tuple[str, ...]]
"""A piece of evidence: its points, the reason it gives, and what that is about."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict with its reasons.

    Attributes:
        points: Bits for (positive) and against (negative).
        evidence: Never empty: what each piece is worth, and what it is.
        contradicted: Whether something speaks against it, beyond there being too little for it.
    """

    verdict: Verdict
    points: float
    evidence: tuple[Piece, ...]
    contradicted: bool = False

    @property
    def score(self) -> float:
        """The points as a probability: 0 (surely different) to 1 (surely the same)."""
        return round(1 / (1 + 2**-self.points), 3)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The evidence in words, each piece with its points."""
        return tuple(
            f"{reason.format(_some(things))} ({points:+g})" for points, reason, things in self.evidence
        )


def _some(things: tuple[str, ...]) -> str:
    more = f" and {len(things) - 2} more" if len(things) > 2 else ""
    return " and ".join(things[:2]) + more


@dataclass(slots=True)
class Tally:
    """Evidence about one pair, of the kind of thing that `section` of `data/weights.yaml` is about."""

    section: str
    weights: Weights
    points: float = 0.0
    evidence: list[Piece] = field(default_factory=list)
    contradicted: bool = False

    def add(self, key: str, shown: str = "") -> None:
        """Count the piece of evidence `key`; `shown` is what its reason is about."""
        points, reason = self.weights.points[self.section, key]
        self.points += points
        self.evidence.append((points, reason, (shown,)))

    def contradict(self, key: str, shown: str = "") -> None:
        """Count the piece of evidence `key`, which speaks against the two being one."""
        self.add(key, shown)
        self.contradicted = True

    def add_shared(self, sort: str, things: Iterable[str]) -> None:
        """Count the `things` of one sort, at least one, that the two have in common."""
        shown = tuple(sorted(things))
        first, further, reason = self.weights.shared[sort]
        points = first + (further if len(shown) > 1 else 0)
        self.points += points
        self.evidence.append((points, reason, shown))

    def opinion(self) -> Opinion:
        """Return the verdict that the evidence so far comes to."""
        return Opinion(
            verdict(self.points, self.weights), self.points, tuple(self.evidence), self.contradicted
        )


def verdict(points: float, weights: Weights) -> Verdict:
    """Return the verdict that `points` come to."""
    if points >= weights.thresholds["same"]:
        return Verdict.SAME
    if points <= weights.thresholds["different"]:
        return Verdict.DIFFERENT
    return Verdict.UNSURE
