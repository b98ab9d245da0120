"""Makes text from articles fit for files that others read: one line, without characters that XML forbids."""

from __future__ import annotations

import unicodedata

_UNFIT = ("Cc", "Cs")
_NO_CHARACTERS = ("\ufffe", "\uffff")


def plain(text: str) -> str:
    r"""Return `text` on one line: white space made single spaces, control characters left out.

    What remains may stand in XML 1.0; letters of every script, emoji, joiners and marks of direction do.

    >>> plain("A report\n  said\x00 so")
    'A report said so'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join("".join(filter(_is_fit, line)).split())


def _is_fit(character: str) -> bool:
    return unicodedata.category(character) not in _UNFIT and character not in _NO_CHARACTERS
