"""What an evaluation finds: the figures of all documents together, and the facts they come from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from kgbuild.evaluate.calibration import Bin, bins
from kgbuild.evaluate.evidence import EvidenceCheck
from kgbuild.evaluate.facts import Facts, Missed, Wrong
from kgbuild.evaluate.figures import Share, Slip, Tally
from kgbuild.evaluate.people import People
from kgbuild.evaluate.quotes import Quotes
from kgbuild.evaluate.rules import load_rules


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How one document fares.

    Attributes:
        doc: Its identifier.
        place: Where its gold stands.
        phenomena: What it is a case of.
        in_graph: Whether the graph has it.
        facts: How its facts fare.
        people: How its people fare.
        quotes: How its quotations fare.
    """

    doc: str
    place: str
    phenomena: tuple[str, ...]
    in_graph: bool
    facts: Facts
    people: People
    quotes: Quotes

    @property
    def right(self) -> bool:
        """Whether no fact is missed or wrong."""
        return not self.facts.missed and not self.facts.wrong


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """How the cases of one phenomenon fare.

    Attributes:
        name: The phenomenon.
        cases: How many documents are cases of it.
        right: How many of them have no missed and no wrong fact.
        facts: The tally of their facts.
    """

    name: str
    cases: int
    right: int
    facts: Tally


@dataclass(frozen=True, slots=True)
class Report:
    """How a graph fares against gold.

    Attributes:
        documents: How each document fares, in the order of the gold.
        evidence: Whether the evidence of the whole graph is in its place; None where that was not looked at.
    """

    documents: tuple[DocumentScore, ...]
    evidence: EvidenceCheck | None = None

    @property
    def types(self) -> dict[str, Tally]:
        """The tally of each type of fact that gold or the graph has."""
        found: defaultdict[str, Tally] = defaultdict(Tally)
        for document in self.documents:
            for name, tally in document.facts.types.items():
                found[name] += tally
        return {name: found[name] for name in load_rules().types if name in found}

    @property
    def facts(self) -> Tally:
        """The tally of all facts."""
        return sum(self.types.values(), Tally())

    @property
    def people(self) -> Tally:
        """The tally of the people, where gold lists them."""
        return sum((document.people.tally for document in self.documents), Tally())

    @property
    def quotes(self) -> Tally:
        """The tally of the quotations with their speakers."""
        return sum((document.quotes.tally for document in self.documents), Tally())

    @property
    def organisations(self) -> Share:
        """Gold tenures in an organisation: how many were found with it."""
        return sum((document.facts.organisations for document in self.documents), Share())

    @property
    def statuses(self) -> Share:
        """Found facts whose arguments are right: how many have the right status too."""
        return sum((document.facts.statuses for document in self.documents), Share())

    @property
    def merged(self) -> int:
        """How many people in the graph are several people of gold."""
        return sum(document.people.merged for document in self.documents)

    @property
    def split(self) -> int:
        """How many people of gold are several in the graph."""
        return sum(document.people.split for document in self.documents)

    @property
    def confidence(self) -> tuple[Bin, ...]:
        """The share that is right of the facts of each confidence."""
        return bins(fact for document in self.documents for fact in document.facts.scored)

    @property
    def phenomena(self) -> tuple[Phenomenon, ...]:
        """How the cases of each phenomenon fare, by name."""
        cases: defaultdict[str, list[DocumentScore]] = defaultdict(list)
        for document in self.documents:
            for name in document.phenomena:
                cases[name].append(document)
        return tuple(_phenomenon(name, documents) for name, documents in sorted(cases.items()))

    @property
    def missed(self) -> tuple[Missed, ...]:
        """The gold facts that were not found."""
        return tuple(fact for document in self.documents for fact in document.facts.missed)

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """The found facts that gold has not."""
        return tuple(fact for document in self.documents for fact in document.facts.wrong)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The people and quotations that are missed or wrong."""
        return tuple(slip for d in self.documents for slip in (*d.people.slips, *d.quotes.slips))

    def to_table(self) -> dict[str, Any]:
        """Return all figures and facts as JSON has them."""
        return {
            "documents": len(self.documents),
            "facts": self.facts.to_table(),
            "types": {name: tally.to_table() for name, tally in self.types.items()},
            "people": self.people.to_table() | {"merged": self.merged, "split": self.split},
            "quotes": self.quotes.to_table(),
            "tenures_with_right_organisation": asdict(self.organisations),
            "right_status": asdict(self.statuses),
            "evidence": asdict(self.evidence) if self.evidence else None,
            "confidence": [asdict(one) | {"share": one.share} for one in self.confidence],
            "phenomena": [_with_figures(one) for one in self.phenomena],
            "missed": [asdict(fact) for fact in self.missed],
            "wrong": [asdict(fact) for fact in self.wrong],
            "slips": [asdict(slip) for slip in self.slips],
        }


def _phenomenon(name: str, documents: list[DocumentScore]) -> Phenomenon:
    return Phenomenon(
        name=name,
        cases=len(documents),
        right=sum(document.right for document in documents),
        facts=sum((document.facts.total for document in documents), Tally()),
    )


def _with_figures(one: Phenomenon) -> dict[str, Any]:
    return {"name": one.name, "cases": one.cases, "right": one.right, "facts": one.facts.to_table()}
