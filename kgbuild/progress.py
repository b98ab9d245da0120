"""How a long run tells how far it is: a plain callable, so that no stage knows a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many are done, and how many there are (0: not known)."""


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def track(progress: Progress, stage: str, items: Iterable[T], total: int) -> Iterator[T]:
    """Yield `items`, telling `progress` before the first one and after each.

    Args:
        progress: Who is told.
        stage: What is being done, for a person to read.
        items: What to yield.
        total: How many there are; 0 when not known.
    """
    progress(stage, 0, total)
    for done, item in enumerate(items, start=1):
        yield item
        progress(stage, done, total)
