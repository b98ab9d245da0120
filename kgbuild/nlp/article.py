"""A document as parsed: one spaCy `Doc` over the article's own blocks, and the way back to code points.

spaCy reads a cleaned copy of each block (straight quotation marks, single spaces), because its models saw
such text; the map from tokens to the document's own code points keeps every offset exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kgbuild.model import Block, BlockKind, Document, Span

_STRAIGHT = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "‛": "'",
        "′": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
    }
)


@dataclass(frozen=True)
class Article:
    """A parsed document.

    Attributes:
        document: The text.
        doc: The parse of its blocks, joined; no sentence crosses two blocks.
        starts: For each token, where it starts in `document.text`.
        ends: For each token, where it ends.
        blocks: The blocks that hold at least one token.
        block_starts: For each of `blocks`, its first token's index; then the number of tokens.
    """

    document: Document
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    blocks: tuple[Block, ...]
    block_starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the document from token `start` up to token `end`, exclusive."""
        return Span(self.starts[start], self.ends[end - 1])

    def text(self, start: int, end: int) -> str:
        """Return the document's own words of a stretch of tokens, with single spaces."""
        return " ".join(self.span(start, end).of(self.document.text).split())

    @cached_property
    def lower(self) -> list[str]:
        """The tokens' texts in lower case; not to be changed."""
        return [token.lower_ for token in self.doc]

    @cached_property
    def sentences(self) -> tuple[TokenSpan, ...]:
        """The sentences, in order."""
        return tuple(self.doc.sents)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token, the index of its sentence."""
        return tuple(i for i, sentence in enumerate(self.sentences) for _ in sentence)

    @cached_property
    def block_of(self) -> tuple[int, ...]:
        """For each token, the index of its block."""
        sizes = zip(self.block_starts, self.block_starts[1:], strict=False)
        return tuple(i for i, (start, end) in enumerate(sizes) for _ in range(start, end))

    def block_kind(self, token: int) -> BlockKind:
        """Return what the block of a token is."""
        return self.blocks[self.block_of[token]].kind

    def sentence(self, token: Token) -> TokenSpan:
        """Return the sentence of a token."""
        return self.sentences[self.sentence_of[token.i]]


_SUM = r"(?:[A-Z]{0,3}[$£€¥])\d[\d.,]*(?:m|bn|tn|k)?(?: (?:million|billion|trillion))?"
_COUNTED = r"\d[\d.,]*(?:m|bn|tn| million| billion| trillion) (?:Swiss )?[a-z]+"
_CONVERTED = re.compile(rf"(?:{_SUM}|{_COUNTED})( \({_SUM}(?:[;,] {_SUM})*\))(?!\w)")
"""An amount, and behind it in brackets the same in other currencies."""


def cleaned(text: str) -> tuple[str, list[int]]:
    """Return `text` as a model reads it best, and for each of its characters its place in `text`.

    Marks are straight and spaces single; an amount is told in one currency.

    >>> cleaned("a  “b”")
    ('a "b"', [0, 1, 3, 4, 5])
    >>> cleaned("a $9m (£5m) fraud")[0]
    'a $9m fraud'
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_STRAIGHT)):
        if character.isspace() or not character.isprintable():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        places.append(place)
    return _unconverted("".join(characters), places)


def _unconverted(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Leave out what an amount is in other currencies: brackets in a phrase tear it apart for a parser."""
    kept: list[int] = []
    end = 0
    for match in _CONVERTED.finditer(text):
        kept += range(end, match.start(1))
        end = match.end(1)
    if not end:
        return text, places
    kept += range(end, len(text))
    return "".join(text[i] for i in kept), [places[i] for i in kept]


def parse(
    nlp: Language,
    documents: Iterable[Document],
    mend: Callable[[Doc], Doc] = lambda doc: doc,
    batch_size: int = 16,
) -> Iterator[Article]:
    """Parse documents as a stream, in order.

    Args:
        nlp: The pipeline; it needs a tagger, a parser, a lemmatiser and a named entity recogniser.
        documents: With their body blocks.
        mend: Applied to the parse of each block; keeps its tokens.
        batch_size: Blocks parsed at a time.
    """

    def blocks() -> Iterator[tuple[str, tuple[Document, Block, list[int], bool]]]:
        for document in documents:
            if not document.body:
                yield "", (document, Block(Span(0, 1), BlockKind.PARAGRAPH), [], True)
            for block in document.body:
                text, offsets = cleaned(block.span.of(document.text))
                yield text, (document, block, offsets, block is document.body[-1])

    parts: list[Doc] = []
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Block] = []
    block_starts = [0]
    for doc, (document, block, offsets, last) in nlp.pipe(blocks(), as_tuples=True, batch_size=batch_size):
        if len(doc):
            parts.append(mend(doc))
            for token in doc:
                starts.append(block.span.start + offsets[token.idx])
                ends.append(block.span.start + offsets[token.idx + len(token) - 1] + 1)
            kept.append(block)
            block_starts.append(len(starts))
        if last:
            joined = Doc.from_docs(parts, ensure_whitespace=True) or Doc(nlp.vocab)
            yield Article(document, joined, tuple(starts), tuple(ends), tuple(kept), tuple(block_starts))
            parts, starts, ends, kept, block_starts = [], [], [], [], [0]
