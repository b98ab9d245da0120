"""Read Markdown: front matter is metadata, blocks leave out the marks, offsets count the file's text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgbuild.documents.compose import compose
from kgbuild.documents.dates import read_date
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.segments import Piece, divided, stripped
from kgbuild.model import BlockKind, Document, Span

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_MARK = re.compile(r"[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)+")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]*>|[^\w]+")


def read_markdown(document_id: str, text: str) -> Document:
    """Return the document in the Markdown file `text`.

    Front matter gives `title`, `date` (or `issued`, `published`) and `source` (or `publisher`, `url`).

    Raises:
        UnreadableError: The front matter does not parse, or no text follows it.
    """
    match = _FRONT_MATTER.match(text)
    fields = _fields(match[1]) if match else {}
    start = match.end() if match else 0
    parts = list(_pieces(text, start))
    if not parts:
        raise UnreadableError("no-text", "no text is in it", "put the article below the front matter.")
    return compose(
        document_id,
        text,
        parts,
        title=_word(fields, "title"),
        issued=_date(fields, "date", "issued", "published"),
        source=_word(fields, "source", "publisher", "url"),
    )


def _fields(yaml_text: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(yaml_text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 2}" if where else ""
        message = f"its front matter is not YAML{line}"
        raise UnreadableError("bad-front-matter", message, "put values with colons in quotes.") from error
    return {str(name).lower(): value for name, value in fields.items()} if isinstance(fields, dict) else {}


def _word(fields: dict[str, Any], *names: str) -> str | None:
    values = (fields.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), None)


def _date(fields: dict[str, Any], *names: str) -> str | None:
    for value in (fields.get(name) for name in names):
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        if isinstance(value, str) and (issued := read_date(value)):
            return issued
    return None


def _pieces(text: str, start: int) -> Iterator[Piece]:
    """Yield headings, paragraphs and items; code, tables, rules, pictures and raw HTML are no text."""
    lines = _line_starts(text, start)
    items = 0
    kind = BlockKind.PARAGRAPH
    for number, token in enumerate(MarkdownIt("commonmark").enable("table").parse(text[start:])):
        items += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type in ("heading_open", "paragraph_open"):
            kind = BlockKind.HEADING if token.type == "heading_open" else BlockKind.PARAGRAPH
            if items and kind is BlockKind.PARAGRAPH:
                kind = BlockKind.ITEM
        elif token.type == "inline" and token.map and _has_words(token):
            yield from _piece(text, lines, token, number, kind)


def _piece(text: str, lines: list[int], token: Token, group: int, kind: BlockKind) -> Iterator[Piece]:
    assert token.map is not None
    first, end = token.map
    span = stripped(text, lines[first], lines[end])
    if span is None:
        return
    mark = _MARK.match(text, span.start, span.end)
    begin = mark.end() if mark else span.start
    closing = _CLOSING_HASHES.search(text, begin, span.end) if kind is BlockKind.HEADING else None
    underline = (
        text.rfind("\n", begin, span.end) if kind is BlockKind.HEADING and token.markup in "=-" else -1
    )
    stop = closing.start() if closing else underline if underline > 0 else span.end
    inner = stripped(text, begin, stop)
    if inner:
        yield from divided(text, Piece(_without_emphasis(text, inner), group, kind))


def _without_emphasis(text: str, span: Span) -> Span:
    """Return `span` without the marks of emphasis that the whole of it stands in: "*A standfirst.*"."""
    for mark in ("***", "**", "__", "*", "_"):
        whole = span.of(text)
        if whole.count(mark) == 2 and whole.startswith(mark) and whole.endswith(mark) and whole.strip("*_"):
            return Span(span.start + len(mark), span.end - len(mark))
    return span


def _has_words(token: Token) -> bool:
    return bool(_NO_WORDS.sub("", token.content))


def _line_starts(text: str, start: int) -> list[int]:
    starts = [start]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return [*starts, len(text)]
