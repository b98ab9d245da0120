"""What several facts say in the same words, as one line: how often, when, and where best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kgbuild.explore.facts import Evidence, FactView, Source
from kgbuild.explore.show import order

_LONG = 300
"""Longer sentences are shown for a fact only where there is no shorter one."""
NOWHERE = Evidence(Source("", "", ""), 0, 0, "", (), ())
"""Stands for evidence that a damaged graph lacks."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one or more facts say.

    Attributes:
        text: In a few words, with "planned:" or "denied:" before them where it is so.
        articles: How many articles say it.
        evidence: The sentence to show for it: of the surest fact, not too long, the earliest.
        facts: The facts that say just this, the best attested first.
    """

    text: str
    articles: int
    evidence: Evidence
    facts: tuple[FactView, ...]

    @property
    def fact(self) -> FactView:
        """The fact that `evidence` states."""
        return next((fact for fact in self.facts if self.evidence in fact.evidence), self.facts[0])


def line(text: str, facts: Iterable[FactView]) -> Line:
    """Return `facts`, at least one, as one line with `text`."""
    ranked = tuple(sorted(facts, key=lambda fact: (strength((fact,)), order(fact))))
    return Line(text, number_of_articles(ranked), _best_evidence(ranked), ranked)


def lines(facts: Iterable[FactView], text: Callable[[FactView], str]) -> tuple[Line, ...]:
    """Return a line for all of `facts` that have the same text, the best attested first.

    Args:
        facts: The facts.
        text: Gives what a fact says in a few words.
    """
    same: dict[str, list[FactView]] = defaultdict(list)
    for fact in facts:
        same[text(fact)].append(fact)
    return tuple(
        line(words, some)
        for words, some in sorted(same.items(), key=lambda item: (strength(item[1]), item[0]))
    )


def strength(facts: Sequence[FactView]) -> tuple[int, int, float]:
    """Return what to sort by to have the better attested first: articles, then sentences, then confidence."""
    sentences = sum(len(fact.evidence) for fact in facts)
    surest = max((fact.confidence for fact in facts), default=0.0)
    return -number_of_articles(facts), -sentences, -surest


def number_of_articles(facts: Iterable[FactView]) -> int:
    """Return how many articles state `facts`."""
    return len({evidence.source.article for fact in facts for evidence in fact.evidence})


def _best_evidence(facts: Iterable[FactView]) -> Evidence:
    """Return the sentence of `facts` to show where there is room for one."""
    found = [
        (-fact.confidence, len(evidence.sentence) > _LONG, evidence.source.issued or "9", evidence)
        for fact in facts
        for evidence in fact.evidence
    ]
    return min(found)[-1] if found else NOWHERE
