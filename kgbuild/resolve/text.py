"""Names as words that can be compared: without case, accents and marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Words = tuple[str, ...]

_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotes and hyphens and single spaces.

    >>> fold("Renée  O’Hara")
    "renee o'hara"
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_MARKS))
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(kept.casefold().translate(_LETTERS).split())


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Return one word folded, without apostrophes and full stops.

    >>> bare("O’Hara"), bare("Ph.D.")
    ('ohara', 'phd')
    """
    return fold(word).replace("'", "").replace(".", "")


@lru_cache(maxsize=65536)
def words(name: str) -> Words:
    """Return the words of `name`, folded; a possessive s at its end is dropped.

    >>> words("Mr J. O’Hara-Finch’s")
    ('mr', 'j', 'ohara-finch')
    >>> words("The Children's Plan & Budget")
    ('the', 'childrens', 'plan', '&', 'budget')
    """
    folded = re.sub(r"'s?$", "", fold(name))
    return tuple(word for part in re.findall(r"&|[\w'.-]+", folded) if (word := bare(part).strip("-_")))
