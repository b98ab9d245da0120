"""Puts the unconnected parts of a drawing side by side, close but apart, the largest in the middle.

Each part is covered with square cells; then one after the other, from large to small, goes as near to the
middle as its cells are free. Method: Freivalds, Dogrusoz and Kikusts, "Disconnected graph layout and the
polyomino packing approach" (Graph Drawing 2001). All is counted in whole cells, so that it comes out the same
everywhere. What is tied to nothing would be dust between all that; it stands in rows below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

Place = tuple[float, float]
"""Right and up, in the unit of the nodes' sizes."""
Cell = tuple[int, int]

CELL = 24.0
"""How wide a cell is: room for a small node."""
_SEAM = 2 * CELL
"""What is left free above the rows of single nodes."""
_WIDE, _HIGH = 3, 2
"""The proportions of the whole: those of a screen."""


@dataclass(frozen=True, slots=True)
class Island:
    """A connected part of a drawing.

    Attributes:
        nodes: Its nodes.
        sizes: Their diameters.
        points: Their places, around the middle of the part.
        ties: Which are tied, by their number.
        label: How wide the label of a single node is.
    """

    nodes: Sequence[str]
    sizes: Sequence[float]
    points: Sequence[Place]
    ties: Sequence[tuple[int, int]] = ()
    label: float = 0.0


def packed(islands: Iterable[Island]) -> dict[str, Place]:
    """Return the place of each node when `islands`, given in the order in which to place them, are packed."""
    every = list(islands)
    found = _side_by_side(island for island in every if len(island.nodes) > 1)
    reach = max((abs(x) for x, _ in found.values()), default=0.0)
    floor = min((y for _, y in found.values()), default=0.0)
    return found | _in_rows([island for island in every if len(island.nodes) == 1], reach, floor)


def _side_by_side(islands: Iterable[Island]) -> dict[str, Place]:
    shapes = [(island, _cells(island)) for island in islands]
    spots = _Spots(sum(len(cells) for _, cells in shapes))
    found = {}
    for island, cells in shapes:
        right, up = spots.take(cells)
        for node, (x, y) in zip(island.nodes, island.points, strict=True):
            found[node] = (x + right * CELL, y + up * CELL)
    return found


def _in_rows(singles: Sequence[Island], reach: float, floor: float) -> dict[str, Place]:
    """Return places in rows, from left to right and downwards, as wide as all else or else as a screen is."""
    sizes = [max(CELL, single.sizes[0]) for single in singles]
    # Some programs write a label across the middle of its node, some to the right of it: both get room.
    widths = [max(size, single.label + CELL) for size, single in zip(sizes, singles, strict=True)]
    area = math.fsum(width * size for width, size in zip(widths, sizes, strict=True))
    half = max(reach, math.sqrt(area * _WIDE / _HIGH) / 2)
    found, x, end, y, high = {}, -half, -half, floor - _SEAM, 0.0
    for single, size, width in zip(singles, sizes, widths, strict=True):
        middle = max(x + width / 2, end + size / 2)
        if x > -half and middle + width / 2 > half:
            middle, y, high = -half + width / 2, y - high, 0.0
        found[single.nodes[0]] = (middle, y - size / 2)
        x, end, high = middle + width / 2, middle + width, max(high, size)
    return found


class _Spots:
    """The free cells, from the middle outwards, and how far shapes of each extent have looked."""

    def __init__(self, area: int) -> None:
        self._reach = math.isqrt(area) + 1
        self._taken: set[Cell] = set()
        self._cells = self._sorted()
        self._looked: dict[Cell, int] = {}

    def take(self, shape: frozenset[Cell]) -> Cell:
        """Return by how much to move `shape` so that all its cells are free, and take those."""
        anchor = min(shape, key=lambda cell: (cell[0] ** 2 + cell[1] ** 2, cell))
        cells = [(x - anchor[0], y - anchor[1]) for x, y in sorted(shape)]
        extent = max(x for x, _ in cells) - cells[0][0], max(y for _, y in cells) - min(y for _, y in cells)
        while True:
            for number in range(self._looked.get(extent, 0), len(self._cells)):
                right, up = self._cells[number]
                if (right, up) in self._taken:
                    continue
                if self._taken.isdisjoint((x + right, y + up) for x, y in cells):
                    self._taken.update((x + right, y + up) for x, y in cells)
                    self._looked[extent] = number
                    return right - anchor[0], up - anchor[1]
            self._reach *= 2
            self._cells = self._sorted()
            self._looked.clear()

    def _sorted(self) -> list[Cell]:
        import numpy as np

        wide, high = self._reach * _WIDE // _HIGH, self._reach
        x, y = (axis.ravel() for axis in np.mgrid[-wide : wide + 1, -high : high + 1])
        order = np.lexsort((y, x, (x * _HIGH) ** 2 + (y * _WIDE) ** 2))
        cells = zip(x[order].tolist(), y[order].tolist(), strict=True)
        return [cell for cell in cells if cell not in self._taken]


def _cells(island: Island) -> frozenset[Cell]:
    """Return what an island covers: its nodes and ties, what they enclose, and a seam on two sides."""
    covered = set(_covered(island))
    rows, columns = _spans(covered), _spans({(y, x) for x, y in covered})
    inside = {(x, y) for y, (low, high) in columns.items() for x in range(low, high + 1)}
    inside = {(x, y) for x, y in inside if rows[x][0] <= y <= rows[x][1]} | covered
    return frozenset((x + right, y + up) for x, y in inside for right, up in product((0, 1), repeat=2))


def _covered(island: Island) -> Iterator[Cell]:
    """Yield the cells of its nodes and of its ties, some again and again."""
    import numpy as np

    for (x, y), size in zip(island.points, island.sizes, strict=True):
        low, high = _cell(x - size / 2, y - size / 2), _cell(x + size / 2, y + size / 2)
        yield from product(range(low[0], high[0] + 1), range(low[1], high[1] + 1))
    points = np.array(island.points)
    for source, target in island.ties:
        way = points[target] - points[source]
        steps = math.ceil(2 * float(abs(way).max()) / CELL) or 1
        along = points[source] + way * np.arange(steps + 1)[:, None] / steps
        yield from map(tuple, np.rint(along / CELL).astype(int).tolist())


def _cell(x: float, y: float) -> Cell:
    return round(x / CELL), round(y / CELL)


def _spans(cells: Iterable[Cell]) -> dict[int, tuple[int, int]]:
    """Return the lowest and the highest second number for each first one."""
    found: dict[int, tuple[int, int]] = {}
    for first, second in cells:
        low, high = found.get(first, (second, second))
        found[first] = min(low, second), max(high, second)
    return found
