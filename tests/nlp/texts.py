"""Reading small texts: one document, a block a line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kgbuild.config import DEFAULT_MODEL
from kgbuild.model import Block, BlockKind, Document, Fact, Reading, Span
from kgbuild.nlp.reader import Reader, load_reader

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Return the project's own reader, loaded once."""
    return load_reader(DEFAULT_MODEL, ONTOLOGY)


def document(text: str, *, issued: str | None = "2014-02-11", name: str = "text") -> Document:
    """Return a document whose every line is a paragraph, or an item where a bullet opens it."""
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            words = stripped.removeprefix("•").lstrip()
            kind = BlockKind.ITEM if words != stripped else BlockKind.PARAGRAPH
            left = start + line.index(words)
            blocks.append(Block(Span(left, left + len(words)), kind))
        start += len(line)
    return Document(name, text, issued=issued, body=tuple(blocks))


def read(text: str, *, issued: str | None = "2014-02-11") -> Reading:
    """Return the reading of a text."""
    return next(reader().read([document(text, issued=issued)]))


def facts(text: str, kind: str) -> list[dict[str, str]]:
    """Return the arguments of a text's facts of one type, with "status" where not asserted."""
    return [
        {a.name: a.text for a in fact.args}
        | ({} if fact.status == "Asserted" else {"status": fact.status.value})
        for fact in read(text).facts
        if fact.type == kind
    ]


def one(text: str, kind: str) -> Fact:
    """Return the only fact of a type that a text gives."""
    found = [fact for fact in read(text).facts if fact.type == kind]
    assert len(found) == 1, found
    return found[0]
