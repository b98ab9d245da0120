"""How a graph is drawn: what of it, with places or without, and who is told how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgbuild.export.network import ALL
from kgbuild.export.selection import Selection
from kgbuild.progress import Progress, silent


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
