"""Which referents are joined, and every judgement that was made on the way, with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kgbuild.model import Judgement, Verdict
from kgbuild.resolve.context import Profile
from kgbuild.resolve.opinion import Opinion
from kgbuild.resolve.roll import Ref, Roll

Pair = tuple[Ref, Ref]


class Casebook:
    """Clusters of referents, each with its profile.

    A cluster is known by its first member, so that the order of joining leaves no trace. Two clusters
    are never joined against a judgement that a member of the one differs from a member of the other.
    """

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self.profiles: dict[Ref, Profile] = {}
        self._parent = list(range(len(roll.refs)))
        self._members: dict[Ref, list[Ref]] = {}
        self._apart: dict[Ref, set[Ref]] = {}
        self._by_rule: dict[Pair, Opinion] = {}
        self._by_person: dict[Pair, list[Judgement]] = {}

    def learn(self, profiles: Mapping[Ref, Profile]) -> None:
        """Take over the profiles of single referents; those that are joined already share one."""
        for ref, profile in profiles.items():
            root = self.find(ref)
            if root in self.profiles:
                self.profiles[root].absorb(profile)
            else:
                self.profiles[root] = profile

    def find(self, ref: Ref) -> Ref:
        """Return the cluster that `ref` is in."""
        parent, root = self._parent, ref
        while parent[root] != root:
            root = parent[root]
        while parent[ref] != root:
            parent[ref], ref = root, parent[ref]
        return root

    def clusters(self, refs: Iterable[Ref]) -> list[Ref]:
        """Return the clusters that `refs` are in, sorted."""
        return sorted({self.find(ref) for ref in refs})

    def members(self, cluster: Ref) -> list[Ref]:
        """Return the members of `cluster`, in no order."""
        return self._members.get(cluster, [cluster])

    def apart(self, left: Ref, right: Ref) -> bool:
        """Whether a judgement keeps the clusters of two referents apart."""
        one, other = self.find(left), self.find(right)
        if len(self._apart.get(one, ())) > len(self._apart.get(other, ())):
            one, other = other, one
        return any(self.find(enemy) == other for enemy in self._apart.get(one, ()))

    def at_odds(self, clusters: Collection[Ref]) -> bool:
        """Whether a judgement keeps any two of `clusters` apart."""
        known = set(clusters)
        return any(self.find(enemy) in known for one in known for enemy in self._apart.get(one, ()))

    def settle(self, left: Ref, right: Ref, opinion: Opinion) -> bool:
        """Record what a rule says of two clusters, and join them or keep them apart accordingly.

        Nothing is recorded where they are one already, or an earlier judgement keeps them apart.

        Returns:
            Whether they are one cluster now.
        """
        one, other = sorted((self.find(left), self.find(right)))
        if one == other:
            return True
        if self.apart(one, other):
            return False
        earlier = self._by_rule.get((one, other))
        if earlier is None or opinion.verdict is not Verdict.UNSURE or opinion.points > earlier.points:
            self._by_rule[one, other] = opinion
        if opinion.verdict is Verdict.SAME:
            self._join(one, other)
        elif opinion.verdict is Verdict.DIFFERENT:
            self._part(one, other)
        return opinion.verdict is Verdict.SAME

    def decide(self, judgement: Judgement) -> bool:
        """Record and carry out what a person says of two referents.

        Returns:
            Whether it could be carried out: what other decisions keep apart is not joined, and what they
            join is not parted.
        """
        left, right = (self.roll.numbers[ref] for ref in (judgement.left, judgement.right))
        self._by_person.setdefault((left, right), []).append(judgement)
        one, other = sorted((self.find(left), self.find(right)))
        if judgement.verdict is Verdict.SAME:
            if one != other and self.apart(one, other):
                return False
            self._join(one, other)
            return True
        if one == other:
            return False
        self._part(one, other)
        return True

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgements that stand, sorted.

        Of two clusters that stay unsure, that is the one with the best reasons. What was unsure until
        the two were joined or parted for other reasons is left out.
        """
        kept = {pair: one for pair, one in self._by_rule.items() if one.verdict is not Verdict.UNSURE}
        kept.update(self._questions())
        found = [
            Judgement(self.roll.refs[left], self.roll.refs[right], one.verdict, one.score, one.reasons)
            for (left, right), one in kept.items()
            if (left, right) not in self._by_person
        ]
        for decided in self._by_person.values():
            found += decided
        return tuple(sorted(found, key=lambda one: (one.left, one.right, one.by, one.verdict)))

    def _questions(self) -> Iterator[tuple[Pair, Opinion]]:
        best: dict[Pair, tuple[float, Pair]] = {}
        for pair, opinion in self._by_rule.items():
            left, right = sorted(map(self.find, pair))
            if opinion.verdict is not Verdict.UNSURE or left == right or self.apart(left, right):
                continue
            rank = (-opinion.points, pair)
            best[left, right] = min(best.get((left, right), rank), rank)
        for _, pair in best.values():
            yield pair, self._by_rule[pair]

    def _join(self, one: Ref, other: Ref) -> None:
        """Join two clusters; `one` is before `other` and gives the new cluster its name."""
        if one == other:
            return
        self._parent[other] = one
        fewer, more = sorted((self._members.pop(ref, [ref]) for ref in (one, other)), key=len)
        more.extend(fewer)
        self._members[one] = more
        few, many = sorted((self._apart.pop(ref, set()) for ref in (one, other)), key=len)
        many.update(few)
        if many:
            self._apart[one] = many
        known = [self.profiles.pop(ref) for ref in (one, other) if ref in self.profiles]
        known.sort(key=lambda profile: -len(profile.nearby))
        for profile in known[1:]:
            known[0].absorb(profile)
        if known:
            self.profiles[one] = known[0]

    def _part(self, one: Ref, other: Ref) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)
