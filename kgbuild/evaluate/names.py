"""Whether two names may be names of one thing, by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kgbuild.evaluate.rules import load_rules

_LIKE = 0.6
"""The share of their words that two names have in common at least."""
_LONG = 2
"""How many words a name has at least that is found within a longer one."""
_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"[a-z0-9£$€.]+")
_CASED_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_REMEMBERED = 1 << 16


@lru_cache(maxsize=_REMEMBERED)
def bare_words(name: str) -> tuple[str, ...]:
    """Return the words of `name` in lower case, without titles, articles and possessive endings.

    >>> bare_words("the Rt Hon Ann Lee's")
    ('ann', 'lee')
    """
    return tuple(word for word in _all_words(name) if word not in load_rules().titles)


def alike(one: str, other: str) -> bool:
    """Whether two names have the same words, nearly so, or one (of two words or more) all those of the other.

    >>> alike("Northmere City Council", "the city council")
    True
    >>> alike("Ann Lee", "Ann Ray")
    False
    """
    left, right = _words(one), _words(other)
    if not left or not right:
        return False
    if left == right:
        return True
    small, big = sorted((set(left), set(right)), key=len)
    return len(small & big) / len(small | big) >= _LIKE or (len(small) >= _LONG and small <= big)


def any_alike(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of `ones` is like any of `others`."""
    rest = tuple(others)
    return any(alike(one, other) for one in ones for other in rest)


def is_proper(name: str) -> bool:
    """Whether `name` holds a proper name, and not only a description.

    >>> is_proper("Mr Lee"), is_proper("The spokesman")
    (True, False)
    """
    common = load_rules().titles | load_rules().determiners
    return any(word[0].isupper() for word in _CASED_WORD.findall(name) if word.lower() not in common)


@lru_cache(maxsize=_REMEMBERED)
def _words(name: str) -> tuple[str, ...]:
    """Return the bare words of `name`, or where nothing else is in it its titles."""
    return bare_words(name) or _all_words(name)


def _all_words(name: str) -> tuple[str, ...]:
    plain = name.lower().replace("’", "'").replace("‘", "'")
    return tuple(_WORD.findall(_POSSESSIVE.sub("", plain).replace("'", "")))
