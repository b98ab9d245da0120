"""Read PDF files: the text is the lines of all pages, without running heads, page numbers and hyphenation."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader

from kgbuild.documents.compose import compose
from kgbuild.documents.furniture import key
from kgbuild.documents.problems import UnreadableError
from kgbuild.model import Document

# without a handler of its own, Python prints the library's remarks on odd files among our messages
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad]\n([^\W\d_]+)(\S*)[ \n]?")
_MARGIN = 2
"""How many lines at the top and at the bottom of a page may be running heads."""

_GAP = 1.35
"""How much wider than usual the gap between two lines is that parts paragraphs."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    height: float
    size: float


def read_pdf(document_id: str, data: bytes) -> Document:
    """Return the document in the PDF file `data`.

    The file's own dates are left aside: they tell when the file was made, not when the text was issued.

    Raises:
        UnreadableError: The file is encrypted, damaged, or holds no text, as scans do.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            message = "it is locked with a password"
            raise UnreadableError("encrypted-file", message, "save a copy without one.")
        pages = [_lines(page) for page in reader.pages]
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file fails wherever the library first stumbles on it
        message = "it is damaged or no PDF file"
        hint = "open it in a viewer and print it to a new PDF."
        raise UnreadableError("damaged-file", message, hint) from error
    text = _dehyphenated(_joined(_without_running_heads(pages)))
    if not text.strip():
        message = "no text is in it, as in a scan"
        raise UnreadableError("no-text", message, "run text recognition over it first.")
    return compose(document_id, text)


def _lines(page: PageObject) -> list[_Line]:
    """Return the lines of `page` with their height above its foot and the size of their type.

    The library's text has the right blanks, its visitor the right places: the two are matched by letters.
    """
    places: list[tuple[float, float]] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        place = (tm[4] * cm[1] + tm[5] * cm[3] + cm[5], abs(size * tm[3] * cm[3]))
        places.extend([place] * len("".join(text.split())))

    text = page.extract_text(visitor_text=visit)
    found: list[_Line] = []
    position = 0
    for line in text.splitlines():
        words = line.split()
        letters = places[position : position + len("".join(words))]
        if letters:
            sizes = Counter(size for _, size in letters)
            found.append(
                _Line(" ".join(words), letters[0][0], max(sizes, key=lambda size: (sizes[size], size)))
            )
        position += len("".join(words))
    return found


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Drop page numbers, and the lines at the edge of pages that come back on half of them."""
    edges = Counter(name for lines in pages for name in {key(line.words) for line in _edge(lines)})
    often = max(2, len(pages) / 2)

    def runs(line: _Line) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line.words)) or edges[key(line.words)] >= often

    return [[line for line in lines if not (runs(line) and line in _edge(lines))] for lines in pages]


def _edge(lines: list[_Line]) -> list[_Line]:
    return lines[:_MARGIN] + lines[-_MARGIN:]


def _joined(pages: list[list[_Line]]) -> str:
    """Return the text of all pages, an empty line where a gap or a change of type parts paragraphs."""
    chunks: list[str] = []
    for lines in pages:
        gaps = sorted(gap for above, below in pairwise(lines) if (gap := above.height - below.height) > 0)
        usual = gaps[len(gaps) // 4] if gaps else 0.0
        if chunks and lines:
            chunks.append("\n" if lines[0].words[0].islower() else "\n\n")
        for above, below in pairwise(lines):
            gap = above.height - below.height
            parted = gap < 0 or gap > _GAP * usual or not 0.85 < below.size / max(above.size, 0.1) < 1.18
            chunks += [above.words, "\n\n" if parted else "\n"]
        chunks += [line.words for line in lines[-1:]]
    return "".join(chunks)


def _dehyphenated(text: str) -> str:
    """Join the words that the line's end divides, unless the text elsewhere writes them with the hyphen."""
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", text.casefold()))

    def whole(match: re.Match[str]) -> str:
        with_hyphen = f"{match[1]}-{match[2]}"
        keeps = match[2][0].isupper() or known[with_hyphen.casefold()]
        return f"{with_hyphen if keeps else match[1] + match[2]}{match[3]}\n"

    return _HYPHENATED.sub(whole, text)
