"""Scores the quotations of one document, with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgbuild.evaluate.content import Content
from kgbuild.evaluate.evidence import STATEMENT
from kgbuild.evaluate.figures import Slip, Tally
from kgbuild.evaluate.gold import Gold
from kgbuild.evaluate.names import any_alike

_BEGINNING = 40
"""How many characters of a quotation must be found."""
_SHORT_BEGINNING = 20
"""How many show that a quotation in the graph is one of gold's, if perhaps cut otherwise."""
_WORDS = 5
"""How many words a quotation has at least that counts."""
_NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in the graph: its words on one line, and what its speakers are called."""

    words: str
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quotes:
    """How the quotations of one document fare: with their speakers, and what the figures come from."""

    tally: Tally = field(default_factory=Tally)
    slips: tuple[Slip, ...] = ()


def quotations_by_article(content: Content) -> dict[str, list[Quotation]]:
    """Return the quotations that each article holds."""
    found: dict[str, list[Quotation]] = {}
    for statement in content.index.instances(STATEMENT):
        words = content.index.text(statement, "kg:quote")
        if words is None:
            continue
        speakers = (filler.names for filler in content.fillers(statement, "kg:agent"))
        quotation = Quotation(_on_one_line(words), frozenset().union(*speakers))
        for article in {piece.article for piece in content.evidence(statement)}:
            if article is not None:
                found.setdefault(article, []).append(quotation)
    return found


def score_quotes(found: Sequence[Quotation], gold: Gold) -> Quotes:
    """Return how the quotations `found` in an article fare against those of `gold`.

    One with another speaker is both missed and wrong. Where gold has none, none is wrong.
    """
    right = missed = wrong = 0
    slips: list[Slip] = []
    used: set[int] = set()
    for quote in gold.quotes:
        beginning = _on_one_line(quote.text)[:_BEGINNING]
        near = [number for number, one in enumerate(found) if beginning in one.words]
        used.update(near)
        if any(any_alike(found[number].speakers, quote.speaker) for number in near):
            right += 1
            continue
        missed += 1
        wrong += bool(near)
        kind = "quotation with another speaker" if near else "quotation missed"
        slips.append(Slip(gold.doc, kind, f"{next(iter(quote.speaker), _NOBODY)}: {beginning}"))
    beginnings = [_on_one_line(quote.text)[:_SHORT_BEGINNING] for quote in gold.quotes]
    for number, one in enumerate(found):
        if number not in used and beginnings and _is_another(one, beginnings):
            wrong += 1
            slips.append(Slip(gold.doc, "no such quotation", f"{_speaker(one)}: {one.words[:_BEGINNING]}"))
    return Quotes(Tally(right, missed, wrong), tuple(slips))


def _is_another(quotation: Quotation, beginnings: Sequence[str]) -> bool:
    """Whether `quotation` is long enough to count and none of those that have these beginnings."""
    long = len(quotation.words.split()) >= _WORDS
    return long and not any(beginning in quotation.words for beginning in beginnings)


def _speaker(quotation: Quotation) -> str:
    return min(quotation.speakers, default=_NOBODY)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
