"""Read Word documents (.docx): the text is their paragraphs, in order, tables' cells among them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from kgbuild.documents.compose import compose
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.segments import joined
from kgbuild.model import BlockKind, Document

_HEADING = re.compile(r"(?:Heading|Title|Subtitle)\b", re.I)
_ITEM = re.compile(r"List\b", re.I)


def read_docx(document_id: str, data: bytes) -> Document:
    """Return the document in the Word file `data`.

    The file's own dates are left aside: they tell when the file was made, not when the text was issued.

    Raises:
        UnreadableError: The file is damaged, encrypted or without text.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document))
        title = document.core_properties.title
    except Exception as error:  # a damaged file fails wherever the library first stumbles on it
        message = "it is damaged, encrypted or no Word document"
        hint = "open it in Word and save it again as .docx."
        raise UnreadableError("damaged-file", message, hint) from error
    if not blocks:
        raise UnreadableError("no-text", "no text is in it", "leave the file out, or save its text.")
    text, parts = joined(blocks)
    known = title and any(words == title for _, words in blocks[:5])
    return compose(document_id, text, parts, title=title if known else None)


def _blocks(container: Any) -> Iterator[tuple[BlockKind, str]]:
    for part in container.iter_inner_content():
        if isinstance(part, Table):
            seen: set[Any] = set()
            for row in part.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # merged cells come once for each place they fill
                        seen.add(cell._tc)
                        yield from _blocks(cell)
        elif isinstance(part, Paragraph):
            kind = _kind(part)
            for line in part.text.split("\n"):
                if words := " ".join(line.split()):
                    yield kind, words


def _kind(paragraph: Paragraph) -> BlockKind:
    style = paragraph.style.name if paragraph.style is not None and paragraph.style.name else ""
    if _HEADING.match(style):
        return BlockKind.HEADING
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return BlockKind.ITEM if numbered or _ITEM.match(style) else BlockKind.PARAGRAPH
