"""How terms and stretches of text are shown to a person."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kgbuild.rdf.vocabulary import curie

ELLIPSIS = "…"
PARAGRAPH = "¶"
"""Stands where a paragraph ends within a text that is shown on one line."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def shown(text: str) -> str:
    r"""Return `text` on one line, without characters that could steer a terminal.

    >>> shown("A report\n  said\x1b[2J so")
    'A report said\\x1b[2J so'
    >>> shown("She resigned.\n\nMr Lant did not.")
    'She resigned. ¶ Mr Lant did not.'
    """
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINE.split(text))
    line = f" {PARAGRAPH} ".join(filter(None, paragraphs))
    return line if line.isprintable() else "".join(map(_harmless, line))


def _harmless(character: str) -> str:
    # Joiners and marks of direction belong to names in many scripts; overrides of direction do not.
    code = ord(character)
    if character.isprintable() or code in (0xAD, 0x200C, 0x200D, 0x200E, 0x200F):
        return character
    return repr(character)[1:-1]


def shown_iri(iri: str, base: str) -> str:
    """Return `iri` as short as it can be and still be found: below `base`, or with a prefix.

    >>> shown_iri("https://w3id.org/kgbuild/id/person/orla-finch", "https://w3id.org/kgbuild/id/")
    'person/orla-finch'
    """
    return shown(iri.removeprefix(base) if iri.startswith(base) else curie(iri))


def shown_term(term: object, base: str) -> str:
    """Return a term of an answer as a cell of a table."""
    if isinstance(term, ox.NamedNode):
        return shown_iri(term.value, base)
    if isinstance(term, ox.Literal):
        return shown(term.value)
    return shown(str(term))


def shortened(text: str, around: str, length: int) -> str:
    """Return at most `length` characters of `text` about the words `around`, cut between words if possible.

    >>> shortened("one two three four five six", "four", 17)
    '… four five …'
    """
    if len(text) <= length:
        return text
    place = max(text.find(around), 0)
    room = length - 2 * len(f"{ELLIPSIS} ")
    start = max(0, min(place - (room - len(around)) // 2, len(text) - room))
    end = min(start + room, len(text))
    if start:
        space = text.find(" ", start - 1, place)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, min(place + len(around), end)), end + 1)
        end = space if space >= 0 else end
    before = f"{ELLIPSIS} " if start else ""
    after = f" {ELLIPSIS}" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"
