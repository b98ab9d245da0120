"""A dossier as PDF: its HTML, laid out for print by WeasyPrint."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from kgbuild.errors import ExportError
from kgbuild.report.glyphs import told_of_page

_TIME = "SOURCE_DATE_EPOCH"


def to_pdf(html: str) -> bytes:
    """Return the page `html` as a PDF with tags for readers (PDF/UA); the same page gives the same bytes.

    The fonts are those of the system, so that another system may give other bytes; a warning tells what none
    of them has.

    Raises:
        ExportError: WeasyPrint is not installed, or lacks the library Pango.
    """
    instead = "Or write HTML, and print it to PDF in a browser."
    try:
        from weasyprint import HTML
    except ImportError as error:
        hint = f"Install it: pip install 'kgbuild[pdf]'. {instead}"
        raise ExportError("PDF needs WeasyPrint, which is not installed", hint) from error
    except OSError as error:
        hint = f"Install it: apt-get install libpangoft2-1.0-0, brew install pango. {instead}"
        raise ExportError("WeasyPrint needs the library Pango, which is not there", hint) from error
    with _timeless(), told_of_page():
        pdf: bytes = HTML(string=html, url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _refuse(url: str) -> NoReturn:
    raise ValueError(f"a dossier needs nothing from elsewhere: {url}")


@contextmanager
def _timeless() -> Iterator[None]:
    """Let fontTools, which cuts fonts down, write no time of the day into them."""
    before = os.environ.get(_TIME)
    os.environ[_TIME] = before or "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_TIME]
