"""Places the nodes of a network: by forces within each connected part, the parts side by side.

Forces: ForceAtlas2 (Jacomy et al., PLoS ONE 9(6), 2014) as `crategraph-forceatlas2` computes it, on one
thread and from a start made of the nodes' names. Nothing on the way differs between machines: additions come
in a fixed order, there is no function but the square root, and the result is rounded.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kgbuild.export.packing import Island, packed
from kgbuild.export.packing import Place as Place
from kgbuild.progress import Progress, silent

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

Places = Mapping[str, Place]
"""Where each node is."""

_STAGE = "Placing nodes"
_ROUNDS, _FEWEST_ROUNDS, _MOST_WORK = 1000, 100, 500_000
"""How often forces are applied: less to a large part, so that nodes times rounds stay below a bound."""
_EXACT = 1000
"""Up to how many nodes each pair is looked at; beyond, far ones are taken together (Barnes and Hut), and
progress is told within the part too."""
_FORCES: Mapping[str, Any] = {"scalingRatio": 10, "strongGravityMode": True, "gravity": 0.3, "slowDown": 1}
"""Gravity that grows with the distance keeps chains from stretching far out, and hubs from clotting."""
_COARSE = 1.0
"""How coarsely (theta): Gephi's own layout takes 1.2."""
_GAP = 8.0
"""What is left free between two nodes at least."""
_LETTER, _LONGEST = 6.0, 40
"""How wide a letter is in Gephi's own size of labels, and how many there is room for in the rows below."""
_ROOM, _LENGTH = 6.0, 40.0
"""How many times the area of its nodes a part takes, and how long the ties of the smallest are: at most, and
before overlaps are removed."""
_EASE = 1.01
"""How much a part grows with each round of pushing, so that this comes to an end."""


def places(network: nx.MultiDiGraph[str], sizes: Mapping[str, float], progress: Progress = silent) -> Places:
    """Return a place for each node: no two overlap, and what is tied is near.

    The same network gives the same places, in every process.

    Args:
        network: The network; the edges' `weight` counts, their directions do not.
        sizes: The diameter of each node.
        progress: Who is told how far it is, by nodes placed.
    """
    import networkx as nx

    def rank(part: list[str]) -> tuple[int, str, float, str]:
        return -len(part), network.nodes[part[0]].get("kind", ""), -sizes[part[0]], part[0]

    parts = sorted(map(sorted, nx.weakly_connected_components(network)), key=rank)
    progress(_STAGE, 0, len(network))
    islands, done = [], 0
    for part in parts:

        def told(rounds: int, of: int, done: int = done, count: int = len(part)) -> None:
            progress(_STAGE, done + count * rounds // of, len(network))

        widths = [sizes[node] + _GAP for node in part]
        if len(part) == 1:
            islands.append(Island(part, widths, [(0.0, 0.0)], label=_label_width(network, part[0])))
        else:
            islands.append(_island(network, part, widths, told if len(part) > _EXACT else None))
        done += len(part)
        progress(_STAGE, done, len(network))
    return {node: (round(x, 2) + 0.0, round(y, 2) + 0.0) for node, (x, y) in packed(islands).items()}


def _label_width(network: nx.MultiDiGraph[str], node: str) -> float:
    return min(len(network.nodes[node].get("label", "")), _LONGEST) * _LETTER


def _island(
    network: nx.MultiDiGraph[str],
    nodes: Sequence[str],
    widths: Sequence[float],
    told: Callable[[int, int], None] | None,
) -> Island:
    """Return a connected part of several nodes with its places; `told` is who is told of the rounds done."""
    import numpy as np

    number = {node: at for at, node in enumerate(nodes)}
    ties: dict[tuple[int, int], float] = {}
    for source, target, weight in network.edges(nodes, data="weight", default=1):
        if source != target:
            pair = (min(number[source], number[target]), max(number[source], number[target]))
            ties[pair] = ties.get(pair, 0.0) + weight
    diameters = np.array(widths)
    points = _apart(_scaled(_forced(nodes, ties, told), sorted(ties), diameters), diameters)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return Island(nodes, list(diameters), [(float(x), float(y)) for x, y in points], sorted(ties))


def _forced(
    nodes: Sequence[str], ties: Mapping[tuple[int, int], float], told: Callable[[int, int], None] | None
) -> Points:
    """Return where forces bring connected nodes."""
    import crategraph_forceatlas2
    import numpy as np

    pairs = sorted(ties)
    points: Points = crategraph_forceatlas2.layout(
        len(nodes),
        pairs,
        init=np.array([_start(node) for node in nodes]),
        weights=[math.sqrt(ties[pair]) for pair in pairs],
        iterations=max(_FEWEST_ROUNDS, min(_ROUNDS, _MOST_WORK // len(nodes))),
        threads=1,
        progress=told,
        barnesHutOptimize=len(nodes) > _EXACT,
        barnesHutTheta=_COARSE,
        **_FORCES,
    )
    return points


def _start(node: str) -> Place:
    """Return where a node is to begin with: anywhere, but always there."""
    hashed = hashlib.sha256(node.encode()).digest()
    return int.from_bytes(hashed[:4], "big") / 2**22, int.from_bytes(hashed[4:8], "big") / 2**22


def _scaled(points: Points, pairs: Sequence[tuple[int, int]], diameters: Points) -> Points:
    """Return `points` at such a scale that there is room for the nodes, and not too much."""
    wide, high = points.max(axis=0) - points.min(axis=0)
    length = math.fsum(math.dist(points[left], points[right]) for left, right in pairs) / len(pairs)
    room = math.fsum(diameter * diameter for diameter in diameters) * _ROOM
    scales = [_LENGTH * math.log2(len(points) + 1) / length if length else 1.0]
    if wide * high:
        scales.append(math.sqrt(room / (wide * high)))
    return points * min(scales)


def _apart(points: Points, diameters: Points) -> Points:
    """Return `points` moved so that no two nodes overlap: those that do push each other away."""
    import numpy as np

    points = points.copy()
    reach = float(diameters.max())
    while True:
        order = np.argsort(points[:, 0], kind="stable")
        ordered, widths = points[order], diameters[order]
        push = np.zeros_like(ordered)
        for step in range(1, len(ordered)):  # each with the one `step` places further to the right
            between = ordered[step:] - ordered[:-step]
            if float(between[:, 0].min()) > reach:
                break
            distance = np.sqrt(between[:, 0] ** 2 + between[:, 1] ** 2)
            lacking = (widths[step:] + widths[:-step]) / 2 - distance
            near = lacking > 0
            between[near & (distance == 0)] = (1.0, 0.0)
            distance[distance == 0] = 1.0
            move = between[near] * (lacking[near] / distance[near] / 2)[:, None]
            push[step:][near] += move
            push[:-step][near] -= move
        if not push.any():
            return points
        points[order] = (ordered + push) * _EASE
