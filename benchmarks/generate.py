"""Makes articles that never were: readings and entities in the shape of real output, the same every time.

What is frequent in news is frequent here: a minister with thousands of statements, a government that a tenth
of all facts are about, and a long tail of people and bodies that are named once. An article has a cast of its
own, drawn from all by rank, so that the same people meet again and again. Nine in ten of a person's posts are
at one body.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from kgbuild.ids import digest, slug
from kgbuild.model import (
    Argument,
    Document,
    Entity,
    Fact,
    Kind,
    MemberRef,
    Reading,
    Referent,
    Span,
    Status,
)

QUADS_A_FACT = 22.4
"""How many quads a fact brings, with its share of entities and edges."""
HUB, HUB_BODY = "person/hesper-vane", "organisation/the-union-government"
"""Who and what the generated news is most about."""

_FACTS_AN_ARTICLE = 33
_FIRST_DAY, _DAYS = date(2004, 1, 1), 4700
_KINDS = {"person": Kind.PERSON, "body": Kind.ORGANISATION, "work": Kind.WORK, "place": Kind.PLACE}
_CHANCES = {"": 1.0, "mostly": 0.75, "maybe": 0.5, "rarely": 0.05}
_AT_HOME = 0.9
_MINISTERS_SHARE = 0.35
"""How many of an article's statements are by the best known of its people."""
_CAST = {"person": 9, "body": 7, "work": 4, "place": 2}
_ENDS = ("bury", "ford", "ham", "mere", "mouth", "port", "stead", "ton", "vale", "wick")
_BODIES = (
    *("Council", "Health Trust", "Police", "Inspectorate"),
    *("Academy", "College", "Housing Group", "Children's Service"),
)
_WORKS = ("Report", "Review", "Inquiry", "Strategy", "Plan", "Programme")
_HEADS = (
    *("leader", "director", "chief executive", "chair", "minister", "head", "chief constable", "mayor"),
    *("deputy leader", "spokesman", "councillor"),
)
_FIELDS = ("", " for schools", " for health", " of finance", " of housing", " for transport", " of care")
_RATINGS = ("inadequate", "requires improvement", "good", "outstanding", "red", "amber")


@dataclass(frozen=True, slots=True)
class Made:
    """Generated readings, and the entities that their referents stand for."""

    readings: tuple[Reading, ...]
    entities: tuple[Entity, ...]


def generate(quads: int, seed: int = 4) -> Made:
    """Return readings and entities that give about `quads` quads."""
    facts = round(quads / QUADS_A_FACT)
    maker = _Maker(Random(seed), facts)
    readings = tuple(maker.reading(number) for number in range(max(1, round(facts / _FACTS_AN_ARTICLE))))
    return Made(readings, tuple(maker.entities(readings)))


class _Maker:
    def __init__(self, random: Random, facts: int) -> None:
        self._random = random
        table, words = _data("facts.yaml"), _data("names.yaml")
        towns = words["towns"]
        self._frames = [
            (type_, status, frame, share)
            for type_, frame in table.items()
            for status in Status
            if (share := frame.get(status.value))
        ]
        self._shares = [share for *_, share in self._frames]
        size = max(40, facts // 10)
        self._names = {
            "person": _pairs(words["given"], words["family"], " ", size),
            "body": ["the Union Government", *_bodies(towns, size)],
            "work": [f"{town} {kind}" for kind in _WORKS for town in _pairs(towns, _ENDS, "", 240)],
            "place": _pairs(towns, _ENDS, "", 240),
        }
        self._vocabulary = words["words"]
        self._roles = [head + field for field in _FIELDS for head in _HEADS]

    def reading(self, number: int) -> Reading:
        """Return the reading of an article."""
        random = self._random
        issued = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
        cast = {kind: self._cast(kind) for kind in _CAST}
        cast["home"] = [self._home(person) for person in cast["person"]]
        text, facts = f"News of {issued}", []
        for _ in range(random.randrange(_FACTS_AN_ARTICLE // 2, _FACTS_AN_ARTICLE * 3 // 2)):
            sentence, fact = self._fact(cast, len(text) + 1, issued)
            text += f"\n{sentence}"
            facts.append(fact)
        identifier = f"{issued}-{number:05}"
        document = Document(identifier, text, f"News of {issued}", issued.isoformat(), "Daily Invention")
        referents = sorted({r for members in cast.values() for r in members}, key=lambda r: r.id)
        return Reading(document, "generated", tuple(referents), (), tuple(facts))

    def entities(self, readings: Sequence[Reading]) -> Iterator[Entity]:
        """Yield what the referents stand for: one for each name; what has none is local to its article."""
        members: dict[str, list[tuple[MemberRef, Referent]]] = defaultdict(list)
        for reading in readings:
            for referent in reading.referents:
                local = "" if referent.named else f"-{digest(reading.document.id, length=8)}"
                key = f"{referent.kind.lower()}/{slug(referent.label)}{local}"
                members[key].append((MemberRef(reading.document.id, referent.id), referent))
        for identifier, found in sorted(members.items()):
            _, first = found[0]
            yield Entity(
                identifier, first.kind, first.label, first.names, tuple(sorted(ref for ref, _ in found))
            )

    def _cast(self, kind: str) -> list[Referent]:
        # Drawn log-uniformly: the n-th is met about 1/n as often as the first.
        names = self._names[kind]
        ranks = {int(len(names) ** self._random.random()) - 1 for _ in range(_CAST[kind])}
        cast = [self._referent(kind, names[rank]) for rank in sorted(ranks)]
        label = {"person": "a nurse", "body": "the panel", "work": "the letter", "place": "the town"}[kind]
        return [*cast, Referent(f"{_KINDS[kind].lower()}:{slug(label)}", _KINDS[kind], label, named=False)]

    def _home(self, person: Referent) -> Referent:
        """Return the body where `person` holds posts: the same in every article."""
        bodies = self._names["body"]
        return self._referent("body", bodies[int(digest(person.label, length=8), 16) % len(bodies)])

    def _referent(self, kind: str, name: str) -> Referent:
        short = name.split()[-1] if kind == "person" else f"The {name.split()[-1].lower()}"
        return Referent(f"{_KINDS[kind].lower()}:{slug(name)}", _KINDS[kind], name, (short,))

    def _fact(self, cast: dict[str, list[Referent]], start: int, issued: date) -> tuple[str, Fact]:
        random = self._random
        type_, status, frame, _ = random.choices(self._frames, self._shares)[0]
        arguments = list(self._arguments(frame, cast))
        verb = frame["verb"]
        sentence = f"{arguments[0].text} {verb} {', '.join(a.text for a in arguments[1:])}."
        trigger = start + sentence.index(f" {verb} ") + 1
        earliest, latest = self._dates(frame.get("dated", 3), issued)
        claimer = random.choice(cast["person"]).id if random.random() < 0.04 else None
        return sentence, Fact(
            type=type_,
            args=tuple(sorted(arguments)),
            status=status,
            evidence=Span(start, start + len(sentence) - 1),
            trigger=Span(trigger, trigger + len(verb)),
            rule=f"{type_}.yaml:1",
            confidence=round(0.5 + random.random() / 2, 2),
            cues=() if status is Status.ASSERTED else (Span(trigger, trigger + 2),),
            claimer=claimer,
            earliest=earliest,
            latest=latest,
        )

    def _arguments(self, frame: dict[str, Any], cast: dict[str, list[Referent]]) -> Iterator[Argument]:
        random = self._random
        holder = None
        for key, filler in frame.items():
            word, _, name = key.rpartition(" ")
            if name in ("verb", "dated", *Status) or random.random() > _CHANCES.get(word, 1):
                continue
            if isinstance(filler, list):
                kind = random.choice(filler)
                place = random.randrange(len(cast[kind]))
                if name == "agent" and "quote" in frame and random.random() < _MINISTERS_SHARE:
                    kind, place = "person", 0
                if name == "organization" and holder is not None and random.random() < _AT_HOME:
                    kind, place = "home", holder
                if kind == "person" and name in ("member", "agent", "target"):
                    holder = place
                one = cast[kind][place]
                yield Argument(name, one.label, one.id)
            elif filler == "money":
                pounds = random.randrange(1, 400) * 25_000
                yield Argument(name, f"£{pounds:,}")
                yield Argument("amount", str(pounds))
                yield Argument("currency", "GBP")
            else:
                yield Argument(name, self._words(filler))

    def _words(self, filler: str) -> str:
        random = self._random
        if filler == "role":
            return random.choice(self._roles)
        if filler == "rating":
            return random.choice(_RATINGS)
        if filler == "direction":
            return random.choice(("increase", "cut"))
        return " ".join(random.choices(self._vocabulary, k=random.randrange(4, 14)))

    def _dates(self, share: int, issued: date) -> tuple[str | None, str | None]:
        random = self._random
        if random.randrange(100) >= share:
            return None, None
        first = issued - timedelta(days=random.randrange(2000))
        last = first + timedelta(days=random.randrange(1500))
        return first.isoformat(), last.isoformat()


def _data(file: str) -> dict[str, Any]:
    found = yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _pairs(left: Sequence[str], right: Sequence[str], between: str, size: int) -> list[str]:
    """Return `size` names, or as many as there are; the next ones get a middle initial."""
    pairs = [f"{one}{between}{other}" for other in right for one in left]
    initials = [
        f"{one} {chr(65 + n % 26)}. {other}" for n in range(26) for other in right for one in left if between
    ]
    return [*pairs, *initials][:size]


def _bodies(towns: Sequence[str], size: int) -> list[str]:
    towns = _pairs(towns, _ENDS, "", 240)
    sides = ["", "North ", "South ", "East ", "West "]
    return [f"{side}{town} {kind}" for side in sides for kind in _BODIES for town in towns][:size]
