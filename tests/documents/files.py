"""Files for the tests: web pages, and PDF files written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgbuild.documents import Locator, read
from kgbuild.model import Document, Finding

STORY = (
    "The head of Tolbury Hospitals Trust has resigned after a report found eleven needless deaths.",
    "Hester Quillan, who had led the trust since 2009, said on Monday that she took full responsibility.",
    "The report, written by Professor Anselm Rook, found that nurses had been ignored for six years.",
    "Miles Farrant, who chairs the trust, said that all of the forty recommendations would be carried out.",
)
"""Four paragraphs of one story."""


def results(path: Path) -> list[tuple[str, Document] | Finding]:
    """Return all that reading `path` yields."""
    return list(read(Locator(path)))


def document_in(path: Path) -> Document:
    """Return the one document in `path`."""
    (result,) = results(path)
    assert not isinstance(result, Finding), result
    return result[1]


def finding_on(path: Path) -> Finding:
    """Return the one finding that reading `path` yields."""
    (result,) = results(path)
    assert isinstance(result, Finding), result
    return result


def body_of(document: Document) -> list[tuple[str, str]]:
    """Return the kind and the words of each block."""
    return [(block.kind.value, block.span.of(document.text)) for block in document.body]


def web_page(body: str, head: str = "") -> str:
    """Return an HTML page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], trailer: str = "") -> bytes:
    """Return a PDF file.

    Args:
        pages: The lines of each page: height above the foot and size of the type, in points, and words.
        trailer: More entries for the file's trailer.
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shows = "".join(
            f"/F1 {size} Tf 1 0 0 1 72 {height} Tm ({words}) Tj\n" for height, size, words in lines
        )
        stream = f"BT\n{shows}ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _pdf_file(objects, trailer)


def _pdf_file(objects: Sequence[str], trailer: str) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    data += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return data
