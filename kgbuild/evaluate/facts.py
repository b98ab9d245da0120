"""Scores the facts of one document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.evaluate.calibration import Scored
from kgbuild.evaluate.claims import Claim
from kgbuild.evaluate.content import Filler
from kgbuild.evaluate.figures import Share, Tally
from kgbuild.evaluate.gold import Gold, GoldFact
from kgbuild.evaluate.names import any_alike
from kgbuild.evaluate.rules import TypeRule, load_rules
from kgbuild.model import Status

_TENURE = "Tenure"
_ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Missed:
    """A gold fact that was not found.

    Attributes:
        doc: The document.
        type: The type of the fact.
        status: Its status in gold.
        args: The fullest right name for each argument.
        evidence: The sentence that gold gives, if any.
    """

    doc: str
    type: str
    status: str
    args: Mapping[str, str]
    evidence: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fact that was found and that gold has not.

    Attributes:
        doc: The document.
        type: The type of the fact.
        status: Its status in the graph.
        args: The name of each argument.
        gold_status: The status in gold, where only that is wrong; else None.
        confidence: The graph's confidence in it.
        rules: Which rules found it.
        facts: Its IRIs.
        evidence: The sentences it was found in.
    """

    doc: str
    type: str
    status: str
    args: Mapping[str, str]
    gold_status: str | None
    confidence: float | None
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """How the facts of one document fare.

    Attributes:
        types: The tally of each type that gold or the graph has.
        organisations: Gold tenures in an organisation that were found with it.
        statuses: Found facts whose arguments are right: how many have the right status too.
        missed: What was not found.
        wrong: What gold has not.
        scored: Each fact that counts as found, with the highest confidence in it.
    """

    types: Mapping[str, Tally]
    organisations: Share
    statuses: Share
    missed: tuple[Missed, ...]
    wrong: tuple[Wrong, ...]
    scored: tuple[Scored, ...]

    @property
    def total(self) -> Tally:
        """The tally of all types."""
        return sum(self.types.values(), Tally())


def score_facts(claims: Sequence[Claim], gold: Gold) -> Facts:
    """Return how `claims`, those of the article that `gold` is about, fare against it."""
    hits: defaultdict[int, list[Claim]] = defaultdict(list)
    wrong: list[Wrong] = []
    statuses = Share()
    for claim in claims:
        candidates = [number for number, fact in enumerate(gold.facts) if matches(claim, fact)]
        right = [number for number in candidates if _same_status(claim, gold.facts[number])]
        statuses += Share(len(right), len(candidates))
        for number in right:
            hits[number].append(claim)
        if not right:
            wrong.append(_wrong(claim, gold, candidates))
    counted = [number for number, fact in enumerate(gold.facts) if not fact.optional]
    return Facts(
        types=_tallies(gold, counted, hits, wrong),
        organisations=sum((_organisation(gold.facts[n], hits[n]) for n in counted), Share()),
        statuses=statuses,
        missed=tuple(_missed(gold.doc, gold.facts[number]) for number in counted if not hits[number]),
        wrong=tuple(wrong),
        scored=_scored([hits[number] for number in counted], wrong),
    )


def matches(claim: Claim, fact: GoldFact) -> bool:
    """Whether `claim` is `fact`, whatever their statuses.

    An argument that gold leaves open may be anything, and one that is not required may be missing.
    """
    if claim.type != fact.type:
        return False
    rule = load_rules().types[fact.type]
    if _arguments_match(claim.args, fact, rule):
        return True
    if not rule.symmetric:
        return False
    turned = dict(zip(rule.arguments, reversed(list(claim.args.values())), strict=True))
    return _arguments_match(turned, fact, rule)


def _arguments_match(args: Mapping[str, Filler], fact: GoldFact, rule: TypeRule) -> bool:
    uncompared = load_rules().uncompared
    for name, right in fact.args.items():
        filler = args.get(name)
        if filler is None:
            if name in rule.required:
                return False
        elif name not in uncompared and not any_alike(filler.names, right):
            return False
    return True


def _same_status(claim: Claim, fact: GoldFact) -> bool:
    """Whether both are asserted or neither is: planned and denied facts are alike no edges."""
    return (claim.status is Status.ASSERTED) == (fact.status is Status.ASSERTED)


def _tallies(
    gold: Gold, counted: Sequence[int], hits: Mapping[int, Sequence[Claim]], wrong: Sequence[Wrong]
) -> dict[str, Tally]:
    right = Counter(gold.facts[number].type for number in counted if hits[number])
    missed = Counter(gold.facts[number].type for number in counted if not hits[number])
    others = Counter(fact.type for fact in wrong)
    found = right.keys() | missed.keys() | others.keys()
    return {kind: Tally(right[kind], missed[kind], others[kind]) for kind in found}


def _organisation(fact: GoldFact, hits: Sequence[Claim]) -> Share:
    if fact.type != _TENURE or _ORGANISATION not in fact.args:
        return Share()
    return Share(int(any(_ORGANISATION in claim.args for claim in hits)), 1)


def _scored(hits: Sequence[Sequence[Claim]], wrong: Sequence[Wrong]) -> tuple[Scored, ...]:
    """Return the confidences of what counts as found: a gold fact's is the highest of what found it."""
    right = ([claim.confidence for claim in claims if claim.confidence is not None] for claims in hits)
    others = (fact.confidence for fact in wrong if fact.confidence is not None)
    return (
        *(Scored(max(confidences), True) for confidences in right if confidences),
        *(Scored(confidence, False) for confidence in others),
    )


def _missed(doc: str, fact: GoldFact) -> Missed:
    args = {name: names[0] for name, names in fact.args.items()}
    return Missed(doc, fact.type, fact.status.lower(), args, fact.evidence)


def _wrong(claim: Claim, gold: Gold, candidates: Sequence[int]) -> Wrong:
    return Wrong(
        doc=gold.doc,
        type=claim.type,
        status=claim.status.lower(),
        args={name: filler.label for name, filler in claim.args.items()},
        gold_status=gold.facts[candidates[0]].status.lower() if candidates else None,
        confidence=claim.confidence,
        rules=claim.rules,
        facts=claim.facts,
        evidence=claim.sentences,
    )
