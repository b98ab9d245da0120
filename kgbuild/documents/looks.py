"""How one piece of a page looks, seen alone: a sentence, a line without full stop, an item, or furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kgbuild.documents.dates import DateLine, date_line
from kgbuild.documents.furniture import Sort, key, lists, recognise
from kgbuild.documents.segments import Piece
from kgbuild.model import BlockKind

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ASKS = re.compile(r"[!?][\"'”’»)\]]*$")
_INTRODUCES = re.compile(r":[\"'”’]?$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[[.…]+\])[\"'”’»)\]]*$")
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM_LENGTH = 6
_SENTENCE_WORDS = 20
"""From this many words on, a line without a full stop is taken for a sentence that lost it."""


class Look(StrEnum):
    """What a piece looks like."""

    SENTENCE = "sentence"
    LINE = "line"
    ITEM = "item"
    FURNITURE = "furniture"


@dataclass(slots=True, eq=False)
class Candidate:
    """A piece of a page, how it looks, and what is decided of it.

    Attributes:
        piece: The stretch.
        look: What it looks like.
        sort: Which sort of furniture, where its words tell.
        date: The date that it gives, if it is a line for a date.
        words: How many words it has.
        key: Its words but for numbers, for comparing lines.
        said: Its words and numbers, for telling repetitions.
        final: Whether it ends as a sentence does.
        statement: Whether it ends in a full stop, not in a question or exclamation mark.
        introduces: Whether it ends in a colon.
        cut_off: Whether it breaks off with dots.
        grammar: The share of function words: high in sentences, low in headlines and menus.
        verb: Whether it has one of the commonest finite verbs.
        content: The beginnings of its longer words, for comparing what pieces are about.
        introduced: Whether it is an item of a list that a sentence above introduces.
        kept: What it is in the article; None if it is not of the article.
        reason: Why it is left out.
    """

    piece: Piece
    look: Look
    sort: Sort | None
    date: DateLine | None
    words: int
    key: str
    said: str
    final: bool
    statement: bool
    introduces: bool
    cut_off: bool
    grammar: float
    verb: bool
    content: frozenset[str]
    introduced: bool = False
    kept: BlockKind | None = None
    reason: str = field(default="")

    def drop(self, reason: str) -> None:
        """Leave the piece out of the article."""
        self.kept, self.reason = None, reason


def look_at(text: str, piece: Piece) -> Candidate:
    """Return how `piece` of `text` looks, before anything is decided of it."""
    said = piece.span.of(text)
    tokens = said.split()
    low = [token.casefold().strip("“”\"'‘’.,;:!?()") for token in tokens]
    known = lists()
    final = _FINAL.search(said[-6:]) is not None
    dated = date_line(said) if len(tokens) <= 20 else None
    sort = None if dated else recognise(said, len(tokens), final)
    candidate = Candidate(
        piece=piece,
        look=Look.FURNITURE if sort or dated else Look.LINE,
        sort=sort,
        date=dated,
        words=len(tokens),
        key=key(said),
        said=key(said, numbers=True),
        final=final,
        statement=final and not _ASKS.search(said[-6:]),
        introduces=_INTRODUCES.search(said[-3:]) is not None,
        cut_off=_CUT_OFF.search(said[-8:]) is not None,
        grammar=sum(word in known.function_words for word in low) / len(tokens),
        verb=not known.finite_verbs.isdisjoint(low),
        content=_content_words(said),
    )
    if candidate.look is Look.LINE:
        candidate.look = _look(candidate)
    return candidate


def _content_words(said: str) -> frozenset[str]:
    words = set(_CONTENT_WORD.findall(said.casefold())) - lists().common_words
    return frozenset(word[:_STEM_LENGTH] for word in words)


def _look(candidate: Candidate) -> Look:
    kind = candidate.piece.kind
    if kind is BlockKind.ITEM:
        return Look.ITEM
    if kind is BlockKind.HEADING:
        return Look.LINE
    if candidate.final:
        return Look.SENTENCE
    if candidate.introduces and candidate.words >= 2:
        return Look.SENTENCE
    long = candidate.words >= _SENTENCE_WORDS and candidate.grammar >= 0.2
    return Look.SENTENCE if long else Look.LINE


def content(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return the content words of all `candidates` together."""
    return frozenset[str]().union(*(candidate.content for candidate in candidates))


def share(candidates: Sequence[Candidate], words: frozenset[str]) -> float:
    """Return the share of the content words of `candidates` that are among `words`, 0 to 1."""
    own = content(candidates)
    return len(own & words) / max(len(own), 1)
