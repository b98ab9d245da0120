"""Which works are one, and which places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kgbuild.model import Kind, Reading
from kgbuild.resolve.agglomerate import CROWD, Agglomeration, with_common_ground
from kgbuild.resolve.body_names import WorkName, parse_body, parse_work, place_key
from kgbuild.resolve.casebook import Casebook, Pair
from kgbuild.resolve.context import add_common_ground
from kgbuild.resolve.opinion import Opinion, Tally
from kgbuild.resolve.roll import Ref
from kgbuild.resolve.rules import Rules
from kgbuild.resolve.text import Words


def resolve_places(casebook: Casebook, rules: Rules, members: Iterable[Ref]) -> None:
    """Join the places of `members` that have one name."""
    tally = Tally("place", rules.weights)
    tally.add("same-name")
    by_key: dict[str, list[Ref]] = defaultdict(list)
    for ref in members:
        by_key[place_key(casebook.roll.referents[ref].label)].append(ref)
    for bearers in by_key.values():
        first, *rest = sorted(bearers)
        for ref in rest:
            casebook.settle(first, ref, tally.opinion())


class Works:
    """Joins the clusters of works in a casebook: those with a name that few works have.

    What is named after the body that makes such works ("the Kestrel Inspectorate report"), or by words
    that fit many ("the improvement plan"), is never one work across documents.
    """

    def __init__(
        self, casebook: Casebook, rules: Rules, members: Iterable[Ref], named: Mapping[str, frozenset[str]]
    ) -> None:
        """Take the works of `members`; `named` are the words of each document's bodies and places."""
        self.casebook = casebook
        self.rules = rules
        self.weights = rules.weights
        self.names: dict[Ref, WorkName] = {}
        for ref in members:
            name = parse_work(casebook.roll.referents[ref].label, rules.names)
            if not self._vague(name, named[casebook.roll.document(ref)]):
                self.names[ref] = name
        self._contested: set[str] = set()

    def resolve(self) -> None:
        """Join works of one name; where several places have one, those with something in common."""
        by_key: dict[str, list[Ref]] = defaultdict(list)
        by_core: dict[Words, set[Ref]] = defaultdict(set)
        for ref, name in sorted(self.names.items()):
            by_key[name.key].append(ref)
        agglomeration = Agglomeration(self.casebook, self.weights, self.judge)
        for key, bearers in sorted(by_key.items()):
            if len({place for ref in bearers for place in self._places(self.casebook.find(ref))}) > 1:
                self._contested.add(key)
                while agglomeration.run(
                    with_common_ground(self.casebook.clusters(bearers), self.casebook, self.weights)
                ):
                    pass
            else:
                for ref in bearers[1:]:
                    self._settle(bearers[0], ref)
            by_core[self.names[bearers[0]].core].update(self.casebook.clusters(bearers))
        agglomeration.run(self._same_core(by_core))

    def judge(self, left: Ref, right: Ref) -> Opinion | None:
        """Return what speaks for and against two clusters; None when their names have nothing in common."""
        one, other = self._name(left), self._name(right)
        if one.numbers != other.numbers:
            return None
        tally = Tally("work", self.weights)
        if one.key == other.key:
            tally.add("same-name")
        elif one.core == other.core:
            tally.add("same-core", f"{one} and {other}")
            if one.sort and other.sort and one.sort != other.sort:
                tally.add("other-sort", f"{one.sort} and {other.sort}")
        else:
            return None
        places = self._places(left), self._places(right)
        if all(places) and places[0].isdisjoint(places[1]):
            tally.contradict("other-place", " and ".join(min(found) for found in places))
        elif one.key in self._contested or other.key in self._contested:
            tally.add("contested")
        add_common_ground(tally, self.casebook.profiles[left], self.casebook.profiles[right])
        return tally.opinion()

    def _name(self, cluster: Ref) -> WorkName:
        """Return the name of the first member that has one: a person may have joined other things to it."""
        if cluster in self.names:
            return self.names[cluster]
        return next(self.names[ref] for ref in sorted(self.casebook.members(cluster)) if ref in self.names)

    def _vague(self, name: WorkName, named: frozenset[str]) -> bool:
        if name.generic:
            return True
        telling = {word for word in name.core if word not in self.rules.names.work_generic}
        return telling <= named and name.sort != "" and name.sort not in self.rules.names.work_once

    def _places(self, cluster: Ref) -> set[str]:
        """Return the places of the local bodies that made a work."""
        made = (name for sort, name in self.casebook.profiles[cluster].features if sort == "maker")
        return {" ".join(body.place) for name in made if (body := parse_body(name, self.rules.names)).place}

    def _settle(self, left: Ref, right: Ref) -> None:
        opinion = self.judge(*sorted((self.casebook.find(left), self.casebook.find(right))))
        if opinion is not None:
            self.casebook.settle(left, right, opinion)

    def _same_core(self, by_core: Mapping[Words, set[Ref]]) -> Iterator[Pair]:
        for core, clusters in sorted(by_core.items()):
            if len(core) > 1 and len(clusters) <= CROWD:
                yield from combinations(self.casebook.clusters(clusters), 2)


def named_words(readings: Sequence[Reading], rules: Rules) -> dict[str, frozenset[str]]:
    """Return the words of the names of bodies and places in each document, by its id."""
    found = {}
    for reading in readings:
        labels = [
            one.label
            for one in reading.referents
            if one.kind in {Kind.ORGANISATION, Kind.PLACE} and one.named
        ]
        found[reading.document.id] = frozenset(
            word for label in labels for word in parse_body(label, rules.names).words
        )
    return found
