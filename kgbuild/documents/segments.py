"""Divide plain text into pieces: paragraphs, headings and list items, each a stretch of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgbuild.model import BlockKind, Span

INVISIBLE = "\u200b\u2060\ufeff"
"""Characters that show nothing but are no white space to `str.strip`."""

_BULLET = re.compile(
    r"(?:[-–*•·‣▪●◦○■►▶»]|(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\S)"
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LONGEST_PIECE = 50_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that may be a block of an article.

    Attributes:
        span: Where; no white space at its ends, and no bullet.
        group: The number of the run of lines without a blank line that it stands in.
        kind: What its file format or its bullet says it is; None where only its words can tell.
    """

    span: Span
    group: int
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    group: int


def pieces(text: str, start: int = 0) -> list[Piece]:
    """Return the pieces of `text` from `start` on, in order.

    Blank lines part pieces. A line break does too, unless the text is hard-wrapped (its lines are filled up
    to a common width and mostly break off amid a sentence): then the lines of a paragraph are one piece.
    """
    lines = list(_lines(text, start))
    width = _wrap_width(text, lines)
    margin = min((line.indent for line in lines), default=0)
    found: list[Piece] = []
    begun: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if begun is None or last is None:
            begun = line
        elif not (width and _goes_on(text, last, line, width, margin)):
            found.extend(_piece(text, begun, last))
            begun = line
        last = line
    if begun is not None and last is not None:
        found.extend(_piece(text, begun, last))
    return found


def stripped(text: str, start: int, end: int) -> Span | None:
    """Return the stretch from `start` to `end` without white space at its ends; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return Span(start, end) if start < end else None


def divided(text: str, piece: Piece) -> Iterator[Piece]:
    """Yield `piece`; one that is longer than a parser can take in parts, cut where sentences end."""
    start, end = piece.span.start, piece.span.end
    while end - start > _LONGEST_PIECE:
        cut = _cut(text, start, start + _LONGEST_PIECE)
        part = stripped(text, start, cut)
        if part:
            yield Piece(part, piece.group, piece.kind)
        start = cut
    part = stripped(text, start, end)
    if part:
        yield Piece(part, piece.group, piece.kind)


def _cut(text: str, start: int, limit: int) -> int:
    for mark in (". ", " "):
        at = text.rfind(mark, start, limit)
        if at > start:
            return at + 1
    return limit


def _lines(text: str, start: int) -> Iterator[_Line]:
    """Yield the lines that are not blank; a form feed parts like a blank line."""
    group, blank, position = 0, False, start
    for raw in text[start:].splitlines(keepends=True):
        span = stripped(text, position, position + len(raw))
        if span is None:
            blank = True
        else:
            group += blank
            blank = raw.endswith("\f")
            yield _Line(span.start, span.end, span.start - position, group)
        position += len(raw)


def _wrap_width(text: str, lines: Sequence[_Line]) -> int:
    """Return the width that lines are filled up to, 0 if the text is not hard-wrapped."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.group == b.group]
    lengths = sorted(a.end - a.start for a, _ in pairs)
    if not lengths:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    longer = sum(line.end - line.start > 1.2 * width for line in lines)
    if not 40 <= width <= 140 or longer > max(1, 0.05 * len(lines)):
        return 0
    long = [(a, b) for a, b in pairs if a.end - a.start >= 0.7 * width]
    broken = [b for a, b in long if not _SENTENCE_END.search(text, max(a.start, a.end - 4), a.end)]
    lower = sum(text[b.start].islower() for b in broken)
    return width if len(broken) >= 0.6 * len(long) and lower >= 0.3 * len(long) else 0


def _goes_on(text: str, line: _Line, following: _Line, width: int, margin: int) -> bool:
    """Whether, in a text wrapped at `width`, `following` goes on with the paragraph of `line`."""
    if line.group != following.group:
        return False
    ended = _SENTENCE_END.search(text, max(line.start, line.end - 4), line.end) is not None
    if _BULLET.match(text, following.start, following.end) and (ended or text[following.start] not in "-–"):
        return False
    if ended and following.indent > margin + 1:
        return False
    word = text[following.start : following.start + width].split(maxsplit=1)[0]
    filled = line.end - line.start + line.indent - margin + 1 + len(word)
    if ended:
        return filled > 0.97 * width
    return filled > 0.9 * width or text[following.start].islower()


def _piece(text: str, first: _Line, last: _Line) -> Iterator[Piece]:
    bullet = _BULLET.match(text, first.start, last.end)
    start = bullet.end() if bullet else first.start
    yield from divided(text, Piece(Span(start, last.end), first.group, BlockKind.ITEM if bullet else None))


def joined(blocks: Iterable[tuple[BlockKind, str]]) -> tuple[str, list[Piece]]:
    """Return the text of extracted `blocks`, parted by empty lines, and its pieces."""
    chunks: list[str] = []
    found: list[Piece] = []
    position = 0
    for group, (kind, words) in enumerate(blocks):
        chunks.append(words)
        found.append(Piece(Span(position, position + len(words)), group, kind))
        position += len(words) + 2
    text = "\n\n".join(chunks)
    return text, [part for piece in found for part in divided(text, piece)]
