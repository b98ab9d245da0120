"""Scores the people of one document: each once, and nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kgbuild.evaluate.content import Content
from kgbuild.evaluate.figures import Slip, Tally
from kgbuild.evaluate.gold import Gold, Names
from kgbuild.evaluate.names import any_alike, bare_words, is_proper

Person = frozenset[str]
"""What somebody in the graph is called."""


@dataclass(frozen=True, slots=True)
class People:
    """How the people of one document fare.

    Attributes:
        tally: Those found, missed, and found without being people.
        merged: How many in the graph are several people of gold.
        split: How many people of gold are several in the graph.
        slips: What the figures come from.
    """

    tally: Tally = field(default_factory=Tally)
    merged: int = 0
    split: int = 0
    slips: tuple[Slip, ...] = ()


def people_by_article(content: Content) -> dict[str, list[Person]]:
    """Return the people that each article mentions."""
    found: dict[str, list[Person]] = {}
    for node in content.index.instances("kg:Person"):
        for article in content.articles_of(node, "kg:mentionedIn"):
            found.setdefault(article, []).append(content.filler(node).names)
    return found


def score_people(found: Sequence[Person], gold: Gold) -> People:
    """Return how the people `found` in an article fare against those of `gold`.

    Somebody is found whose full name is one of the names of a person in the graph. A person in the graph who
    has a proper name, and none like any name in gold, is wrong.
    """
    if gold.people is None:
        return People()
    claims = [[n for n, person in enumerate(found) if _is(person, names)] for names in gold.people]
    times = Counter(number for numbers in claims for number in numbers)
    known = [name for names in gold.people for name in names]
    missed = [names[0] for names, numbers in zip(gold.people, claims, strict=True) if not numbers]
    others = [
        person
        for number, person in enumerate(found)
        if number not in times and any(map(is_proper, person)) and not any_alike(person, known)
    ]
    merged = [min(found[number]) for number, count in times.items() if count > 1]
    split = [names[0] for names, numbers in zip(gold.people, claims, strict=True) if len(numbers) > 1]
    kinds = {
        "person missed": missed,
        "not a person": [min(person) for person in others],
        "people merged": merged,
        "person split": split,
    }
    return People(
        tally=Tally(len(gold.people) - len(missed), len(missed), len(others)),
        merged=len(merged),
        split=len(split),
        slips=tuple(Slip(gold.doc, kind, name) for kind, names in kinds.items() for name in sorted(names)),
    )


def _is(person: Person, names: Names) -> bool:
    full_name = bare_words(names[0])
    return any(bare_words(name) == full_name for name in person)
