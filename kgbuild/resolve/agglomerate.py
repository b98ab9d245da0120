"""Joining clusters pair by pair, the surest first, and only where nothing else fits as well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations, pairwise

from kgbuild.model import Verdict
from kgbuild.resolve.casebook import Casebook, Pair
from kgbuild.resolve.context import Feature
from kgbuild.resolve.opinion import Opinion
from kgbuild.resolve.roll import Ref
from kgbuild.resolve.rules import Weights

Judge = Callable[[Ref, Ref], Opinion | None]
"""Says what speaks for and against two clusters, in order, being one; None: not worth a judgement."""

CROWD = 12
"""So many clusters with something in common are all compared; of more, each with the next and the first."""

NEAREST = 4
"""With how many others, those that it has most in common with, a cluster is compared."""


class Agglomeration:
    """Joins the clusters of pairs, the surest first, where a judge says so; records the other verdicts too.

    A join is judged again when its time has come, by all that is known of the two clusters by then, so
    that nothing slips in through a third. Where a rival that cannot be the other fits one of the two nearly
    as well, the join is unsure.
    """

    def __init__(self, casebook: Casebook, weights: Weights, judge: Judge, *, ask: bool = True) -> None:
        """Start without pairs; `ask` says whether what stays unsure is worth a question to a person."""
        self.casebook = casebook
        self._ask = ask
        self.thresholds = weights.thresholds
        self._judge = judge
        self._judged: dict[Pair, tuple[int, Opinion | None]] = {}
        self._fits: dict[Ref, list[tuple[Ref, float]]] = {}

    def run(self, pairs: Iterable[Pair]) -> int:
        """Judge `pairs` of clusters, in an order of its own; returns the number of joins."""
        scored = {pair: opinion for pair in set(pairs) if (opinion := self.judge(*pair)) is not None}
        self._fits = defaultdict(list)
        for (left, right), opinion in sorted(scored.items()):
            self._fits[left].append((right, opinion.points))
            self._fits[right].append((left, opinion.points))
        surest_first = sorted(scored, key=lambda pair: (-scored[pair].points, pair))
        return sum(self._settle(pair) for pair in surest_first)

    def judge(self, left: Ref, right: Ref) -> Opinion | None:
        """Return the opinion on two clusters, asking again only when one of them has grown."""
        left, right = sorted((self.casebook.find(left), self.casebook.find(right)))
        size = len(self.casebook.members(left)) + len(self.casebook.members(right))
        known = self._judged.get((left, right))
        if known is None or known[0] != size:
            known = self._judged[left, right] = (size, self._judge(left, right))
        return known[1]

    def _settle(self, pair: Pair) -> bool:
        left, right = (self.casebook.find(ref) for ref in pair)
        if left == right or self.casebook.apart(left, right):
            return False
        opinion = self.judge(left, right)
        if opinion is None:
            return False
        if opinion.verdict is Verdict.SAME and (rival := self._rival(pair, opinion.points)) is not None:
            opinion = self._unsettled(opinion, rival)
        if opinion.verdict is Verdict.UNSURE and not (self._ask and opinion.points >= self.thresholds["ask"]):
            return False
        return self.casebook.settle(left, right, opinion)

    def _rival(self, pair: Pair, points: float) -> Ref | None:
        """Return a cluster that fits one of `pair` nearly as well, but cannot be the other."""
        ends = {self.casebook.find(ref) for ref in pair}
        for end, other in (pair, pair[::-1]):
            passed = set(ends)
            for candidate, fit in self._fits[end]:
                rival = self.casebook.find(candidate)
                if rival in passed or fit < points - self.thresholds["margin"]:
                    continue
                passed.add(rival)
                opinion = self.judge(rival, other)
                if opinion is None or (opinion.contradicted and opinion.verdict is not Verdict.SAME):
                    return rival
        return None

    def _unsettled(self, opinion: Opinion, rival: Ref) -> Opinion:
        points = self.thresholds["same"] - self.thresholds["margin"]
        ref = self.casebook.roll.refs[rival]
        reason = (points - opinion.points, "{} fits nearly as well", (f"{ref.referent} in {ref.document}",))
        return Opinion(Verdict.UNSURE, points, (*opinion.evidence, reason))


def with_common_ground(
    clusters: Iterable[Ref],
    casebook: Casebook,
    weights: Weights,
    own: Collection[str] = (),
    least: float = 0.0,
) -> Iterator[Pair]:
    """Yield pairs of clusters: each with the few that it has most in common with.

    Args:
        clusters: What is to be compared.
        casebook: Has their profiles.
        weights: How much each thing in common is worth.
        own: What the clusters are called themselves: nothing that they have in common.
        least: What the things that two have in common must be worth at least.
    """
    holders: dict[Feature, list[Ref]] = defaultdict(list)
    for cluster in sorted(clusters):
        profile = casebook.profiles[cluster]
        for feature in (*profile.features, *profile.nearby):
            if feature[1] not in own:
                holders[feature].append(cluster)
    worth: Counter[Pair] = Counter()
    for (sort, _), holding in holders.items():
        for pair in _meetings(holding):
            worth[pair] += round(weights.shared[sort][0] * 100)  # integers add up alike in every order
    yield from _nearest(worth, round(least * 100))


def _meetings(clusters: list[Ref]) -> Iterator[Pair]:
    if len(clusters) <= CROWD:
        yield from combinations(clusters, 2)
    else:
        yield from pairwise(clusters)
        yield from ((clusters[0], cluster) for cluster in clusters[2:])


def _nearest(worth: Counter[Pair], least: int) -> Iterator[Pair]:
    partners: dict[Ref, list[tuple[int, Ref]]] = defaultdict(list)
    for (left, right), points in worth.items():
        if points >= least:
            partners[left].append((-points, right))
            partners[right].append((-points, left))
    for cluster, others in partners.items():
        for _, other in sorted(others)[:NEAREST]:
            yield (cluster, other) if cluster < other else (other, cluster)
