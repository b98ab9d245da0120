"""How a graph is drawn: what of it, with places or without, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kgbuild.export.network import ALL
from kgbuild.export.selection import Selection

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many are done, and how many there are (0: not known)."""


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a graph is drawn.

    Attributes:
        selection: What of it.
        layout: Whether nodes get places, where the format has them.
        progress: Who is told how far it is.
    """

    selection: Selection = ALL
    layout: bool = True
    progress: Progress = field(default=silent, compare=False)


USUAL_DRAWING = Drawing()
"""All that is asserted, with places."""
