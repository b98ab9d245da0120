"""Read HTML: trafilatura finds title, body, address and metadata; the document's text is what it extracts."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from typing import Any

from trafilatura import bare_extraction, load_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document as Extracted

from kgbuild.documents.body import find_body
from kgbuild.documents.compose import compose, issued_in
from kgbuild.documents.furniture import key
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.segments import joined, pieces
from kgbuild.model import BlockKind, Document

# without a handler of theirs, Python prints the libraries' remarks on broken pages among our own messages
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_DATES = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1800-01-01",
    "max_date": "2200-01-01",  # the default is today, and a document must not depend on the clock
}
_METADATA_IN_BODY = ".//script[@type='application/ld+json'] | .//*[@itemprop='datePublished'] | .//meta"
_BREAKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
        "h6 header hr li main nav ol p pre section table td th time tr ul",
    )
)
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\s*$")
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head"))

_ENOUGH_FOR_DATE = 400
"""Pieces of a page among which its headline and date are looked for."""

_Words = tuple[BlockKind, str]


def read_html(document_id: str, page: str) -> Document:
    """Return the article on the HTML `page`: headline, paragraphs and items, parted by empty lines.

    Raises:
        UnreadableError: The page does not parse or holds no text.
    """
    tree = load_html(page)
    found = bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=_DATES)
    if tree is None or not isinstance(found, Extracted) or found.body is None:
        raise _no_text()
    blocks = _blocks(found.body)
    if not any(kind is not BlockKind.HEADING for kind, _ in blocks):
        raise _no_text()
    title = _squeezed(found.title or "") or None
    if title and all(key(words) != key(title) for _, words in blocks[:3]):
        blocks.insert(0, (BlockKind.HEADING, title))
    text, parts = joined(blocks)
    issued = _declared_date(tree) or _visible_date(tree, title)
    source = found.url or found.sitename or found.hostname or None
    return compose(document_id, text, parts, title=title, issued=issued, source=source)


def _no_text() -> UnreadableError:
    message = "no article text is on this page"
    return UnreadableError("no-text", message, "check that it is an article, not a list of links or a stub.")


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def _blocks(body: Any) -> list[_Words]:
    """Return the blocks of trafilatura's `body`; of a table, the cells that hold sentences."""
    found: list[_Words] = []

    def walk(element: Any, kind: BlockKind) -> None:
        own = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "cell": BlockKind.PARAGRAPH}
        kind = own.get(element.tag, kind)
        run = [element.text or ""]
        for child in element:
            if child.tag in ("p", "head", "item", "list", "quote", "table", "row", "cell"):
                flush(run, kind, element)
                walk(child, kind)
            elif child.tag == "lb" and _SENTENCE_END.search("".join(run)):
                flush(run, kind, element)
            elif child.tag == "lb":
                run.append(" ")
            else:
                run.append("".join(child.itertext()))
            run.append(child.tail or "")
        flush(run, kind, element)

    def flush(run: list[str], kind: BlockKind, element: Any) -> None:
        words = _squeezed("".join(run))
        run.clear()
        if words and (element.tag != "cell" or _SENTENCE_END.search(words)):
            found.append((kind, words))

    walk(body, BlockKind.PARAGRAPH)
    return found


def _declared_date(tree: Any) -> str | None:
    """Return the date that the page's metadata declare.

    The library sees the metadata alone: in a whole page it also takes a date out of the headline, or out of
    the teaser of another story.
    """
    bare = copy.deepcopy(tree)
    for body in bare.findall("body"):
        declared = body.xpath(_METADATA_IN_BODY)
        body.clear()
        body.extend(declared)
    metadata = extract_metadata(bare, date_config=_DATES)
    return str(metadata.date) if metadata and metadata.date else None


def _visible_date(tree: Any, title: str | None) -> str | None:
    """Return the date on a line of its own near the headline, as a reader of the page sees it."""
    text = "".join(_lines(tree))
    return issued_in(text, find_body(text, pieces(text)[:_ENOUGH_FOR_DATE], title))


def _lines(element: Any) -> Iterator[str]:
    """Yield the page's text, with a line break where a browser shows one."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    breaks = element.tag in _BREAKS
    if breaks:
        yield "\n"
    stamp = element.get("datetime") if element.tag == "time" else None
    yield _squeezed_inline(stamp or element.text)
    for child in element:
        if stamp is None:
            yield from _lines(child)
        yield _squeezed_inline(child.tail) if stamp is None else ""
    if breaks:
        yield "\n"


def _squeezed_inline(words: str | None) -> str:
    """Return `words` with each run of white space as one blank, so that source line breaks do not show."""
    return " ".join(f"|{words}|".split())[1:-1] if words else ""
