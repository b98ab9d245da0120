"""What speaks for and against two clusters being one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from itertools import product

from kgbuild.model import Referent
from kgbuild.resolve.casebook import Casebook
from kgbuild.resolve.context import Forms, Period, Post, Profile, add_common_ground
from kgbuild.resolve.opinion import Opinion, Tally
from kgbuild.resolve.people_names import Evidence, PersonName, compare, parse_person
from kgbuild.resolve.roll import Ref
from kgbuild.resolve.rules import PeopleRules, Rules

HARD = frozenset({"generations", "middle"})
"""What two names cannot differ in and be one person's."""

AGAINST = HARD | {"generation"}
"""What in two names speaks against their being one person's."""


def person_names(referent: Referent, rules: PeopleRules) -> frozenset[PersonName]:
    """Return the full names of `referent`, or else the names without a given name that it has.

    Of its other forms those count that share a part with its label, lest a reader's slip join two people.
    """
    label = parse_person(referent.label, rules)
    parsed = {name for form in referent.names if (name := parse_person(form, rules)).surname}
    full = {
        name for name in parsed if name.full and (name.surname == label.surname or name.given == label.given)
    }
    if label.full:
        return frozenset(full | {label})
    return frozenset(full or ({label} if label.surname else ()))


def all_forms(profile: Profile) -> set[PersonName]:
    """Return the names of a person in all documents."""
    return {name for forms in profile.names for name in forms}


def is_short(profile: Profile) -> bool:
    """Whether nothing but a surname is known."""
    return not any(name.given for forms in profile.names for name in forms)


class PeopleJudge:
    """Judges clusters of people in a casebook; their profiles hold their names.

    Attributes:
        contested: The names that several people are known to bear.
    """

    def __init__(self, casebook: Casebook, rules: Rules) -> None:
        self.casebook = casebook
        self.rules = rules
        self.weights = rules.weights
        self.exclusive = {body.sort for body in rules.names.local_bodies if body.exclusive}
        self.contested: set[str] = set()

    def judge(self, left: Ref, right: Ref) -> Opinion | None:
        """Return what speaks for and against two clusters; None when their names cannot be one person's."""
        one, other = self.casebook.profiles[left], self.casebook.profiles[right]
        shared = all_forms(one) & all_forms(other)
        return self._judge(one, other, any(name.key in self.contested for name in shared))

    def judge_uncontested(self, left: Ref, right: Ref) -> Opinion | None:
        """Return what would be said of two clusters if one person alone bore the name they share."""
        return self._judge(self.casebook.profiles[left], self.casebook.profiles[right], contested=False)

    def _judge(self, one: Profile, other: Profile, contested: bool) -> Opinion | None:
        tally = self.weigh(one, other, contested)
        if tally is None:
            return None
        add_common_ground(tally, one, other, {name.key for name in all_forms(one) | all_forms(other)})
        return tally.opinion()

    def weigh(self, one: Profile, other: Profile, contested: bool = False) -> Tally | None:
        """Return what the names of two people say, and what speaks against; None as `judge`."""
        names = self._compare(one, other)
        if names is None:
            return None
        tally = Tally("person", self.weights)
        for key, shown in names:
            if key in AGAINST:
                tally.contradict(key, shown)
            else:
                tally.add(key, shown)
        spelled_alike = all(key in {"surname-equal", "given-equal"} for key, _ in names)
        self._add_contradictions(tally, one, other, spelled_alike)
        if contested and not tally.contradicted and all(key != "common-name" for key, _ in names):
            tally.add("contested")
        return tally

    def _compare(self, one: Profile, other: Profile) -> tuple[Evidence, ...] | None:
        """Return what the two names that are most alike say; None when some two cannot be one person's."""
        best: tuple[Evidence, ...] = ()
        most = float("-inf")
        for left, right in product(sorted(one.names, key=sorted), sorted(other.names, key=sorted)):
            found = self._most_alike(left, right)
            if found is None or any(key in HARD for key, _ in found):
                return found
            points = self._points(found)
            if points > most:
                best, most = found, points
        return best

    def _most_alike(self, one: Forms, other: Forms) -> tuple[Evidence, ...] | None:
        found = (compare(*pair, self.rules.people) for pair in product(sorted(one), sorted(other)))
        return max((evidence for evidence in found if evidence is not None), key=self._points, default=None)

    def _points(self, found: Iterable[Evidence]) -> float:
        return sum(self.weights.points["person", key][0] for key, _ in found)

    def _add_contradictions(self, tally: Tally, one: Profile, other: Profile, spelled_alike: bool) -> None:
        if together := one.documents & other.documents:
            if is_short(one) or is_short(other):
                tally.add("same-document", min(together))
            elif not spelled_alike:  # else its reader missed that it is one name
                tally.contradict("side-by-side", min(together))
        if len(one.genders) == len(other.genders) == 1 and one.genders != other.genders:
            tally.contradict("gender-short" if is_short(one) or is_short(other) else "gender")
        if one.walks and other.walks and not any(map(self._go_together, product(one.walks, other.walks))):
            tally.contradict("walks", f"{', '.join(sorted(one.walks))} and {', '.join(sorted(other.walks))}")
        if (worst := self._posts(one, other)) is not None:
            tally.contradict(*worst)
        if one.years and other.years:
            apart = max(min(one.years) - max(other.years), min(other.years) - max(one.years))
            if apart > self.weights.thresholds["lifetime"]:
                tally.contradict("lifetime", str(apart))

    def _go_together(self, walks: tuple[str, str]) -> bool:
        return walks[0] == walks[1] or frozenset(walks) in self.rules.roles.together

    def _posts(self, one: Profile, other: Profile) -> Evidence | None:
        """Return the worst that posts in different places say."""
        found: dict[str, str] = {}
        for (left, times), (right, others) in product(sorted(one.posts.items()), sorted(other.posts.items())):
            if left.place != right.place:
                key = self._held(left, times, right, others)
                found.setdefault(key, f"{left} and {right}")
                if key == "two-places":  # it cannot get worse
                    break
        found.pop("", None)
        worst = min(found, key=lambda key: self.weights.points["person", key], default=None)
        return None if worst is None else (worst, found[worst])

    def _held(self, left: Post, times: Collection[Period], right: Post, others: Collection[Period]) -> str:
        """Return what posts in two places, held at these times, say; nothing: an empty string."""
        slack = timedelta(days=self.weights.thresholds["overlap-days"])
        exclusive = left.sort == right.sort and left.sort in self.exclusive
        undated = False
        for (start, end), (first, last) in product(times, others):
            if start is None or end is None or first is None or last is None:
                undated = True
            elif start <= last + slack and first <= end + slack:
                return "two-places" if exclusive else "elsewhere"
        if not exclusive:
            return ""
        return "undated-places" if undated else "moved"
