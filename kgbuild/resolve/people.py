"""Who is who: people of one name, of spellings of one name, and of parts of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from math import log2

from kgbuild.model import Verdict
from kgbuild.resolve.agglomerate import Agglomeration, with_common_ground
from kgbuild.resolve.casebook import Casebook, Pair
from kgbuild.resolve.context import Profile
from kgbuild.resolve.opinion import Opinion
from kgbuild.resolve.people_judge import PeopleJudge, all_forms, is_short
from kgbuild.resolve.people_names import PersonName, skeleton
from kgbuild.resolve.roll import Ref
from kgbuild.resolve.rules import Rules

BLOCK = 40
"""So many clusters with names that are near are all compared; of more, those with something in common."""


class People:
    """Joins the clusters of people in a casebook; their profiles hold their names."""

    def __init__(self, casebook: Casebook, rules: Rules) -> None:
        self.casebook = casebook
        self.rules = rules
        self.weights = rules.weights
        self._judge = PeopleJudge(casebook, rules)

    def resolve(self, members: Iterable[Ref]) -> None:
        """Join those of `members` that are one person: by full name, then by likeness, then by surname."""
        by_name: dict[tuple[str, str], set[Ref]] = defaultdict(set)
        clusters = self.casebook.clusters(members)
        for cluster in clusters:
            for name in all_forms(self._profile(cluster)):
                if name.full or name.peer:
                    by_name[name.peer, name.key].add(cluster)
        for (_, key), bearers in sorted(by_name.items()):
            self._one_name(key, bearers)
        agglomeration = Agglomeration(self.casebook, self.weights, self._judge.judge)
        agglomeration.run(self._alike(self.casebook.clusters(clusters)))
        agglomeration.run(self._short(self.casebook.clusters(clusters)))

    def _one_name(self, key: str, members: Iterable[Ref]) -> None:
        """Join clusters that share a full name: all of them, unless something speaks against it."""
        clusters = self.casebook.clusters(members)
        if len(clusters) < 2:
            return
        if self._consistent(clusters):
            self._join_all(clusters)
            return
        self._judge.contested.add(key)
        agglomeration = Agglomeration(self.casebook, self.weights, self._judge.judge)
        while agglomeration.run(self._with_common_ground(self.casebook.clusters(clusters))):
            pass
        self._by_name_alone(self.casebook.clusters(clusters))

    def _consistent(self, clusters: Sequence[Ref]) -> bool:
        """Whether the name says that all `clusters` are one person, and too little speaks against it."""
        if self.casebook.at_odds(clusters):
            return False
        whole = Profile()
        whole.absorb(self._profile(clusters[0]))
        for cluster in clusters[1:]:
            profile = self._profile(cluster)
            tally = self._judge.weigh(whole, profile)
            if tally is None or tally.opinion().verdict is not Verdict.SAME:
                return False
            whole.absorb(profile)
        return True

    def _join_all(self, clusters: Sequence[Ref]) -> None:
        for cluster in clusters[1:]:
            opinion = self._judge.judge_uncontested(self.casebook.find(clusters[0]), cluster)
            if opinion is not None:
                self.casebook.settle(clusters[0], cluster, opinion)

    def _by_name_alone(self, clusters: Sequence[Ref]) -> None:
        """Join to the cluster with most of a name's bearers those that only the name speaks for.

        Only where it outnumbers all others by far; else each remains a question.
        """
        main, *rest = sorted(clusters, key=lambda cluster: (-self._size(cluster), cluster))
        by_name = [cluster for cluster in rest if self._same(self._judge.judge_uncontested(main, cluster))]
        others = sum(self._size(cluster) for cluster in set(rest).difference(by_name))
        outnumbers = not others or log2(self._size(main) / others) >= self.weights.thresholds["dominance"]
        if by_name and outnumbers and self._consistent([main, *by_name]):
            self._join_all([main, *by_name])
        for cluster in rest:
            opinion = self._judge.judge(*sorted((self.casebook.find(main), self.casebook.find(cluster))))
            if opinion is not None and opinion.verdict is not Verdict.SAME:
                self.casebook.settle(main, cluster, opinion)

    def _alike(self, clusters: Iterable[Ref]) -> Iterator[Pair]:
        """Yield pairs of clusters whose names are near enough to be looked at."""
        blocks: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        for cluster in clusters:
            for name in all_forms(self._profile(cluster)):
                for key in self._block_keys(name):
                    blocks[key].add(cluster)
        for _, block in sorted(blocks.items()):
            if len(block) <= BLOCK:
                yield from combinations(sorted(block), 2)
            else:
                yield from self._with_common_ground(block)

    def _block_keys(self, name: PersonName) -> Iterator[tuple[str, ...]]:
        """Yield what names that can be one person's share at least one of."""
        if not name.given or not name.surname:
            return
        given, rules = name.given[0], self.rules.people
        heard = skeleton(name.surname, rules)
        yield ("initial", given[0], heard)
        for group in sorted(rules.given_names.get(given, ())):
            yield ("variant", str(group), heard)
        yield ("letters", given, name.surname[:3])
        for part in re.split("[- ]", name.surname):
            yield ("part", given, part)

    def _short(self, clusters: Iterable[Ref]) -> Iterator[Pair]:
        """Yield pairs of clusters of one surname with something in common, one without a given name."""
        by_surname: dict[str, set[Ref]] = defaultdict(set)
        beside: dict[tuple[str, str], set[Ref]] = defaultdict(set)
        short = {cluster for cluster in clusters if is_short(self._profile(cluster))}
        for cluster in clusters:
            profile = self._profile(cluster)
            for name in all_forms(profile):
                by_surname[name.surname].add(cluster)
                for document in profile.documents:
                    beside[name.surname, document].add(cluster)
        alone = {name.surname for cluster in short for name in all_forms(self._profile(cluster))}
        for surname in sorted(alone):
            pairs = self._with_common_ground(by_surname[surname])
            yield from (pair for pair in pairs if not short.isdisjoint(pair))
        for bearers in beside.values():
            yield from (pair for pair in combinations(sorted(bearers), 2) if not short.isdisjoint(pair))

    def _with_common_ground(self, clusters: Collection[Ref]) -> Iterator[Pair]:
        own = {name.key for cluster in clusters for name in all_forms(self._profile(cluster))}
        return with_common_ground(clusters, self.casebook, self.weights, own)

    def _size(self, cluster: Ref) -> int:
        return len(self.casebook.members(cluster))

    def _profile(self, cluster: Ref) -> Profile:
        return self.casebook.profiles[cluster]

    @staticmethod
    def _same(opinion: Opinion | None) -> bool:
        return opinion is not None and opinion.verdict is Verdict.SAME
