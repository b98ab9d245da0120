"""Words for people to read."""

from __future__ import annotations

_NO_PLURAL = frozenset({"info"})


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(2, "article"), counted(2, "info")
    ('1 article', '2 articles', '2 info')
    """
    return f"{number} {noun}{'' if number == 1 or noun in _NO_PLURAL else 's'}"
