"""Direct speech: where quotation marks, or a colon after a verb of saying, set somebody's words off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgbuild.model import Block, BlockKind, Document, Span

_OPENING = "“„«"
_CLOSING = "”»"
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my|me|I'm|I’m|we're|we’re|We|Our|My)\b")
_COLON = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of somebody's words.

    Attributes:
        span: The words, without the marks.
        outer: With the marks.
        block: The index of the first body block it stands in.
        opened: Whether no mark closes it before its block ends: the next block may go on.
        marked: Whether marks set it off; if not, a colon before the block does.
    """

    span: Span
    outer: Span
    block: int
    opened: bool = False
    marked: bool = True


def find_quotes(document: Document) -> tuple[Quote, ...]:
    """Return the quotations of a document's own blocks, in order, not overlapping."""
    found: list[Quote] = []
    for index, block in enumerate(document.body):
        marked = list(_marked(document.text, block, index))
        if not marked and index and _introduced(document, index, found):
            found.append(Quote(block.span, block.span, index, marked=False))
        found += marked
    return tuple(found)


def _introduced(document: Document, index: int, found: Sequence[Quote]) -> bool:
    """Whether a block without marks is quoted: behind a colon, or going on in the first person."""
    block, before = document.body[index], document.body[index - 1]
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    if before.kind is BlockKind.PARAGRAPH and _COLON.search(before.span.of(document.text)):
        return True
    goes_on = bool(found) and not found[-1].marked and found[-1].block == index - 1
    text = block.span.of(document.text)
    return goes_on and bool(_FIRST_PERSON.search(text)) and not _COLON.search(text)


def _marked(text: str, block: Block, index: int) -> Iterator[Quote]:
    start, end = block.span.start, block.span.end
    opened: tuple[int, str] | None = None
    for i in range(start, end):
        kind = _mark(text, i, start, end, opened)
        if kind is None:
            continue
        if opened is None:
            if kind[0] == "open":
                opened = (i, kind[1])
            continue
        if kind == ("open", '"') and opened[1] == "'":
            opened = (i, '"')  # what looked like a single mark was an apostrophe
            continue
        if kind == ("close", opened[1]):
            quote = _quote(text, opened[0], i + 1, i, index)
            opened = None
            if quote:
                yield quote
    if opened is not None and opened[1] == '"':
        quote = _quote(text, opened[0], end, end, index, opened=True)
        if quote:
            yield quote


def _quote(
    text: str, start: int, outer_end: int, end: int, index: int, *, opened: bool = False
) -> Quote | None:
    left, right = start + 1, end
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    if left >= right:
        return None
    return Quote(Span(left, right), Span(start, outer_end), index, opened)


def _mark(text: str, i: int, start: int, end: int, opened: tuple[int, str] | None) -> tuple[str, str] | None:
    """Return ("open" or "close", the family of marks) for the character at `i`, None if it is no mark."""
    character = text[i]
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < end else " "
    if character in _OPENING:
        return ("open", '"')
    if character in _CLOSING:
        return ("close", '"')
    if character == '"':
        opens = (before.isspace() or before in "([-–—'‘") and not after.isspace()
        if opened is not None and opened[1] == '"' and opens:
            return None
        return ("open" if opens else "close", '"')
    if character in "‘'’":
        return _single(character, before, after, opened)
    return None


def _single(
    character: str, before: str, after: str, opened: tuple[int, str] | None
) -> tuple[str, str] | None:
    if opened is not None and opened[1] == '"':
        return None
    if (
        character in "‘'"
        and not before.isalnum()
        and before not in ".,!?)"
        and after.isalnum()
        and opened is None
    ):
        return ("open", "'")
    if character in "'’" and opened is not None and not after.isalnum() and not before.isspace():
        return ("close", "'")
    return None
