"""Readings made from a few words, for cases of identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgbuild.ids import slug
from kgbuild.model import Argument, Document, Fact, Kind, Reading, Referent, Span, Status

Context = Mapping[str, str]


def context(text: str) -> dict[str, str]:
    """Return "role=leader; at=Northmere City Council" as a mapping."""
    return dict(part.strip().split("=", 1) for part in text.split(";") if part.strip())


class Maker:
    """Makes one reading, referent by referent and fact by fact."""

    def __init__(self, document: str, issued: str | None = None) -> None:
        self.document = Document(document, "x" * 10, issued=issued)
        self.referents: dict[str, Referent] = {}
        self.facts: list[Fact] = []

    def refer(
        self,
        kind: Kind,
        label: str,
        names: Iterable[str] = (),
        *,
        named: bool = True,
        gender: str | None = None,
    ) -> str:
        """Add a referent, unless it is there; returns its id."""
        identifier = f"{kind.lower()}:{slug(label)}"
        if identifier not in self.referents:
            self.referents[identifier] = Referent(
                identifier, kind, label, tuple(sorted(names)), named, gender
            )
        return identifier

    def state(
        self,
        type_: str,
        args: Mapping[str, str],
        *,
        status: Status = Status.ASSERTED,
        earliest: str | None = None,
        latest: str | None = None,
        location: str | None = None,
    ) -> None:
        """Add a fact; values of `args` that are ids of referents refer to them, others are literals."""
        arguments = [
            Argument(name, self.referents[value].label, value)
            if value in self.referents
            else Argument(name, value)
            for name, value in args.items()
        ]
        self.facts.append(
            Fact(
                type=type_,
                args=tuple(sorted(arguments)),
                status=status,
                evidence=Span(0, 5),
                trigger=Span(1, 2),
                rule="by-hand",
                confidence=0.9,
                earliest=earliest,
                latest=latest,
                location=location,
            )
        )

    def describe(self, who: str, about: Context) -> None:
        """Add what `about` says of the referent `who`: role, at, place, with, in, by, holder, org."""
        for name in filter(None, about.get("with", "").split("|")):
            self.refer(Kind.PERSON, name)
        if "org" in about:
            self.refer(Kind.ORGANISATION, about["org"])
        body = self.refer(Kind.ORGANISATION, about["at"]) if "at" in about else None
        if "role" in about or body:
            args = {"member": who, **({"organization": body} if body else {})}
            args |= {"role": about["role"]} if "role" in about else {}
            type_ = "Tenure" if "role" in about else "Membership"
            self.state(type_, args, earliest=about.get("from"), latest=about.get("until"))
        if "place" in about:
            self.state("Praise", {"target": who}, location=self.refer(Kind.PLACE, about["place"]))
        if "in" in about:
            self.state("Structure", {"part": who, "whole": self.refer(Kind.ORGANISATION, about["in"])})
        if "by" in about:
            self.state("Launch", {"target": who, "agent": self.refer(Kind.ORGANISATION, about["by"])})
        if "holder" in about:
            holder = self.refer(Kind.PERSON, about["holder"])
            self.state("Tenure", {"member": holder, "organization": who, "role": "leader"})

    def reading(self) -> Reading:
        """Return what was made."""
        referents = tuple(sorted(self.referents.values(), key=lambda one: one.id))
        facts = tuple(sorted(self.facts, key=lambda fact: (fact.evidence, fact.type, fact.args)))
        return Reading(self.document, "by-hand", referents, (), facts)


def reading(document: str, kind: Kind, label: str, about: str | Context = "") -> Reading:
    """Return the reading of a document about one thing, of which it says `about`."""
    about = context(about) if isinstance(about, str) else about
    maker = Maker(document, about.get("issued"))
    names = [name for name in about.get("also", "").split("|") if name]
    who = maker.refer(kind, label, names, gender=about.get("gender"))
    maker.describe(who, about)
    return maker.reading()
