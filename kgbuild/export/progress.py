"""How a long export tells how far it is: a plain callable, so that no part knows a terminal."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many are done, and how many there are (0: not known)."""


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""
