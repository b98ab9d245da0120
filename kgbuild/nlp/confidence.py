"""What the doubts of rules and references come to: how often facts told with them are right."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

_KNOTS = ((0.0, 0.6), (0.45, 0.75), (0.845, 0.794), (0.85, 0.92), (1.0, 0.99))
"""From what a rule and its doubts say to the share that is right: by hand, from gold and judged samples.

There are two sorts of fact, and the step between them is steep: readers found no more of those at 0.8 right
than of those at 0.5.
"""


def calibrated(told: float) -> float:
    """Return the confidence of a fact: about the share of such facts that is right against its sentence.

    What rules say of themselves, less the doubts of whom words stand for, puts facts in the right order, but
    the unsure ones are right more often than it says. The line between the knots is straight and rises, so
    the order is kept (a piecewise-linear calibration map; the figures are in `tests/evaluate/samples.md`).

    Args:
        told: The rule's confidence less all doubts, 0 to 1.

    >>> calibrated(0.6), calibrated(0.8), calibrated(0.95)
    (0.77, 0.79, 0.97)
    """
    bounds = [low for low, _ in _KNOTS]
    (low, share), (high, top) = list(pairwise(_KNOTS))[min(bisect_right(bounds, told), len(_KNOTS) - 1) - 1]
    return round(share + (told - low) * (top - share) / (high - low), 2)
