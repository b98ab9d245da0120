"""Which organisations are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from rapidfuzz.distance import OSA

from kgbuild.model import Referent
from kgbuild.resolve.agglomerate import Agglomeration, with_common_ground
from kgbuild.resolve.body_names import BodyName, abbreviates, initials, parse_body, split_brackets
from kgbuild.resolve.casebook import Casebook, Pair
from kgbuild.resolve.context import add_common_ground
from kgbuild.resolve.opinion import Opinion, Tally
from kgbuild.resolve.roll import Ref
from kgbuild.resolve.rules import NameRules, Rules
from kgbuild.resolve.text import words

SURE = frozenset({"same-name", "introduced"})
"""Likenesses that hold even within a document, whose reader may have missed them."""

SLIP, SLIP_WORD = 8, 5
"""The fewest letters a name, and a word in it, has if one wrong letter is to be taken for a slip."""


def full_form(referent: Referent) -> str:
    """Return the label of `referent`, or where that is short for one of its other forms, that form."""
    return next(
        (form for form in sorted(referent.names) if abbreviates(referent.label, form)), referent.label
    )


class Organisations:
    """Joins the clusters of organisations in a casebook."""

    def __init__(self, casebook: Casebook, rules: Rules, members: Iterable[Ref]) -> None:
        self.casebook = casebook
        self.rules = rules
        self.weights = rules.weights
        referents = {ref: casebook.roll.referents[ref] for ref in members}
        self.names = {ref: parse_body(full_form(one), rules.names) for ref, one in referents.items()}
        self.by_key: dict[str, list[Ref]] = defaultdict(list)
        for ref in sorted(self.names):
            self.by_key[self.names[ref].key].append(ref)
        self.meanings = acronyms(referents.values(), rules.names)

    def resolve(self) -> None:
        """Join what is one organisation: by name, by acronym, by place, and by what they have in common."""
        for key, members in sorted(self.by_key.items()):
            if not self._vague(key):
                self._same_name(members)
        self._acronyms()
        self._local_bodies()
        # That vague names remain unsure goes without saying: there would be no end of questions.
        Agglomeration(self.casebook, self.weights, self.judge, ask=False).run(self._vague_pairs())
        Agglomeration(self.casebook, self.weights, self.judge).run(self._near_pairs())

    def judge(self, left: Ref, right: Ref) -> Opinion | None:
        """Return what speaks for and against two clusters; None when their names have nothing in common."""
        one, other = self._name(left), self._name(right)
        profile, second = self.casebook.profiles[left], self.casebook.profiles[right]
        likeness = self._likeness(one, other)
        if likeness is None:
            return None
        tally = Tally("organisation", self.weights)
        tally.add(likeness, f"{one} and {other}")
        if one.generic or other.generic:
            tally.add("generic")
        elif one.recurring or other.recurring:
            tally.add("recurring")
        for name in {one.key, other.key}:
            if len(self.meanings.get(name, ())) > 1:
                tally.add("several", ", ".join(sorted(str(meaning) for meaning in self.meanings[name])))
        if likeness not in SURE and (together := profile.documents & second.documents):
            tally.contradict("side-by-side", min(together))
        wholes = [{name for sort, name in each.features if sort == "whole"} for each in (profile, second)]
        if all(wholes) and wholes[0].isdisjoint(wholes[1]):
            tally.contradict("other-whole", " and ".join(min(names) for names in wholes))
        add_common_ground(tally, profile, second, {str(one), str(other)})
        return tally.opinion()

    def _name(self, cluster: Ref) -> BodyName:
        """Return the name of the first member that has one: a person may have joined other things to it."""
        if cluster in self.names:
            return self.names[cluster]
        return next(self.names[ref] for ref in sorted(self.casebook.members(cluster)) if ref in self.names)

    def _likeness(self, one: BodyName, other: BodyName) -> str | None:
        if one.key == other.key:
            return "same-name"
        if self._means(one, other) or self._means(other, one):
            return "introduced"
        if one.numbers != other.numbers:
            return None
        if one.key in initials(str(other)) or other.key in initials(str(one)):
            return "letters"
        return "one-letter" if _slip(one, other) else None

    def _means(self, short: BodyName, full: BodyName) -> bool:
        return any(meaning.key == full.key for meaning in self.meanings.get(short.key, ()))

    def _vague(self, key: str) -> bool:
        """Whether equal names of that key are not enough to join two organisations."""
        name = self.names[self.by_key[key][0]]
        meanings = self.meanings.get(key, ())
        return name.generic or name.recurring or len(meanings) > 1 or any(full.generic for full in meanings)

    def _same_name(self, members: Iterable[Ref]) -> None:
        """Join organisations whose names have one key: written so, or known to be one body's."""
        written: dict[str, list[Ref]] = defaultdict(list)
        for ref in members:
            written["".join(words(self.casebook.roll.referents[ref].label))].append(ref)
        for bearers in written.values():
            self._join(bearers, "same-name")
        firsts = sorted(min(bearers) for bearers in written.values())
        self._join(firsts, "spelling", str(self.names[firsts[0]]))

    def _join(self, members: Iterable[Ref], reason: str, shown: str = "") -> None:
        first, *rest = sorted(members)
        tally = Tally("organisation", self.weights)
        tally.add(reason, shown)
        for member in rest:
            self.casebook.settle(first, member, tally.opinion())

    def _acronyms(self) -> None:
        """Join what is named by an acronym with the one organisation that some document gives it to."""
        for short, meanings in sorted(self.meanings.items()):
            full = meanings[0].key
            if (
                short in self.by_key
                and full in self.by_key
                and not self._vague(short)
                and not self._vague(full)
            ):
                self._join(
                    [self.by_key[short][0], self.by_key[full][0]], "introduced", f"{short} and {meanings[0]}"
                )

    def _local_bodies(self) -> None:
        """Join names that differ in "city", "borough" and the like, where one of them can be meant only."""
        places: dict[tuple[str, str], dict[frozenset[str], list[Ref]]] = defaultdict(dict)
        for ref, name in self.names.items():
            if name.place:
                forms = places[name.sort, "".join(name.place)]
                forms.setdefault(name.qualifiers, []).append(ref)
        for (sort, _), forms in sorted(places.items()):
            fullest = [one for one in forms if not any(one < other for other in forms)]
            for qualifiers, members in sorted(forms.items(), key=lambda item: sorted(item[0])):
                shown = str(self.names[min(members)])
                self._join(members, "short-form", f"{sort}, whatever the order of its words")
                wider = sorted(min(forms[one]) for one in fullest if qualifiers < one)
                if len(wider) == 1:
                    self._join([min(members), wider[0]], "short-form", sort)
                for ref in wider if len(wider) > 1 else ():
                    self._ask(min(members), ref, "short-form", shown)

    def _ask(self, left: Ref, right: Ref, likeness: str, shown: str) -> None:
        tally = Tally("organisation", self.weights)
        tally.add(likeness, shown)
        tally.add("several", shown)
        self.casebook.settle(left, right, tally.opinion())

    def _vague_pairs(self) -> Iterator[Pair]:
        """Yield pairs of clusters with one vague name, or an acronym of it, that have something in common."""
        for key in sorted(self.by_key):
            if self._vague(key):
                keys = {key, *(full.key for full in self.meanings.get(key, ()))} & self.by_key.keys()
                clusters = {self.casebook.find(ref) for one in keys for ref in self.by_key[one]}
                least = self.weights.thresholds["same"] if self.names[self.by_key[key][0]].generic else 0.0
                yield from with_common_ground(clusters, self.casebook, self.weights, least=least)

    def _near_pairs(self) -> Iterator[Pair]:
        """Yield pairs of clusters whose names may be slips or acronyms of one another."""
        letters: dict[str, set[str]] = defaultdict(set)
        slips: dict[str, set[str]] = defaultdict(set)
        telling = [key for key in self.by_key if not self._vague(key)]
        for key in telling:
            for acronym in initials(str(self.names[self.by_key[key][0]])):
                letters[acronym].add(key)
            if len(key) >= SLIP:
                slips[key].add(key)
            for index in range(len(key) if len(key) > SLIP else 0):
                slips[key[:index] + key[index + 1 :]].add(key)
        pairs = {(key, full) for key in telling for full in letters.get(key, ())}
        pairs |= {pair for keys in slips.values() for pair in combinations(sorted(keys), 2)}
        for pair in pairs:
            left, right = sorted(self.casebook.find(self.by_key[key][0]) for key in pair)
            if left != right:
                yield left, right


def _slip(one: BodyName, other: BodyName) -> bool:
    """Whether one wrong letter, in a word that is not too short for that, makes all the difference."""
    if min(len(one.key), len(other.key)) < SLIP or OSA.distance(one.key, other.key, score_cutoff=1) > 1:
        return False
    differing = set(one.words) ^ set(other.words)
    return all(len(word) >= SLIP_WORD for word in differing)


def acronyms(referents: Iterable[Referent], rules: NameRules) -> dict[str, list[BodyName]]:
    """Return the full names that documents give to acronyms, by the acronym's key, sorted."""
    found: dict[str, dict[str, BodyName]] = defaultdict(dict)
    for referent in referents:
        forms = sorted({*split_brackets(referent.label), *referent.names})
        for short, full in product(forms, forms):
            if abbreviates(short, full):
                name, key = parse_body(full, rules), parse_body(short, rules).key
                if name.key != key:
                    found[key].setdefault(name.key, name)
    return {short: [fulls[key] for key in sorted(fulls)] for short, fulls in found.items()}
