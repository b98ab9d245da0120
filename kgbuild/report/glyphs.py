"""Characters that a picture or page cannot show, since no font in use has them: told, not passed over."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kgbuild.errors import KgbuildWarning
from kgbuild.words import counted

_MISSING = re.compile(r"Glyph (\d+) .* missing from font")
_SHOWN = 20
"""How many characters are named."""


@contextmanager
def told_of_picture() -> Iterator[None]:
    """Warn once of all characters that matplotlib misses in its fonts while the `with` block runs."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    missing = set()
    for one in caught:
        if found := _MISSING.match(str(one.message)):
            missing.add(chr(int(found[1])))
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    _warn("the picture", missing, "Write it as SVG: programs that show one have fonts of their own.")


@contextmanager
def told_of_page() -> Iterator[None]:
    """Warn once of all characters that WeasyPrint misses in the system's fonts; tell nothing else but errors.

    What it tells besides is which properties, meant for screens, it leaves out.
    """
    logger, quiet = logging.getLogger("weasyprint"), _Quiet()
    logger.addFilter(quiet)
    try:
        yield
    finally:
        logger.removeFilter(quiet)
    _warn("the PDF", quiet.missing, "Install a font that has them, or write HTML.")


class _Quiet(logging.Filter):
    """Lets errors through alone, and keeps the characters that there is no glyph for."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if ".notdef glyph" in record.getMessage() and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
        return record.levelno >= logging.ERROR


def _warn(what: str, missing: Iterable[str], instead: str) -> None:
    characters = sorted(missing)
    if not characters:
        return
    named = " ".join(characters[:_SHOWN]) + (" …" if len(characters) > _SHOWN else "")
    problem = f"{what} has boxes for {counted(len(characters), 'character')} that no font here has: {named}"
    warnings.warn(f"{problem}. {instead}", KgbuildWarning, stacklevel=4)
