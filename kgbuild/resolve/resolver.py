"""Resolving: from the readings of all documents to entities, and the judgements they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.model import Entity, Finding, Judgement, Kind, Level, MemberRef, Reading, Verdict
from kgbuild.resolve.body_names import parse_body
from kgbuild.resolve.casebook import Casebook
from kgbuild.resolve.context import Naming, gather, plain_naming
from kgbuild.resolve.entities import make_entities
from kgbuild.resolve.organisations import Organisations
from kgbuild.resolve.people import People
from kgbuild.resolve.people_judge import person_names
from kgbuild.resolve.roll import Ref, Roll
from kgbuild.resolve.rules import Rules, load_rules
from kgbuild.resolve.works import Works, named_words, resolve_places

PRECEDENCE = (Verdict.DIFFERENT, Verdict.UNSURE, Verdict.SAME)
"""Decisions that contradict one another: the first of these is kept."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who and what is one across documents: a view of the readings, which it leaves as they are.

    Attributes:
        entities: Sorted by id; every referent is a member of exactly one.
        judgements: What was decided and why, sorted. Every join and every open question has one.
        entity_of: The entity of each referent.
        findings: Decisions of people that could not be carried out.
    """

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]
    entity_of: Mapping[MemberRef, Entity]
    findings: tuple[Finding, ...] = ()


def resolve(
    readings: Sequence[Reading], decisions: Sequence[Judgement] = (), rules: Rules | None = None
) -> Resolution:
    """Tell which referents of all `readings` are one thing.

    Only what is named is joined across documents. The order of `readings` and `decisions` changes nothing.

    Args:
        readings: One for each document; their documents have distinct ids.
        decisions: What people have said of pairs of referents; it beats all rules.
        rules: What to judge by; None: those of this package, with the gazetteers of the ontology in force.

    Raises:
        KnowledgeError: No rules were given, and the ontology folder is missing or damaged.
    """
    rules = rules or load_rules()
    readings = sorted(readings, key=lambda reading: reading.document.id)
    roll = Roll(readings)
    casebook = Casebook(roll)
    findings = _carry_out(decisions, casebook)
    _join_all(readings, casebook, rules)
    clusters: dict[Ref, list[Ref]] = defaultdict(list)
    for ref in range(len(roll.refs)):
        clusters[casebook.find(ref)].append(ref)
    entities = make_entities(clusters.values(), roll, rules)
    entity_of = {member: entity for entity in entities for member in entity.members}
    return Resolution(entities, casebook.judgements(), entity_of, findings)


def _join_all(readings: Sequence[Reading], casebook: Casebook, rules: Rules) -> None:
    """Join bodies, places and works first: they are the context that people are told by."""
    roll = casebook.roll
    things = set(Kind) - {Kind.PERSON}
    casebook.learn(gather(readings, roll, things, plain_naming(roll, rules), rules))
    Organisations(casebook, rules, roll.named(Kind.ORGANISATION)).resolve()
    resolve_places(casebook, rules, roll.named(Kind.PLACE))
    Works(casebook, rules, roll.named(Kind.WORK), named_words(readings, rules)).resolve()
    profiles = gather(readings, roll, {Kind.PERSON}, _naming_by_cluster(casebook, rules), rules)
    people = {}
    for ref in roll.named(Kind.PERSON):
        if forms := person_names(roll.referents[ref], rules.people):
            people[ref] = profiles[ref]
            people[ref].names = frozenset({forms})
    casebook.learn(people)
    People(casebook, rules).resolve(people)


def _naming_by_cluster(casebook: Casebook, rules: Rules) -> Naming:
    """Return the naming that calls an organisation the same in all documents, whatever they call it."""
    roll = casebook.roll
    plain = plain_naming(roll, rules)

    def name(ref: Ref) -> str | None:
        referent = roll.referents[ref]
        if referent.kind is not Kind.ORGANISATION or not referent.named:
            return plain(ref)
        first = casebook.find(ref)
        known = parse_body(roll.referents[first].label, rules.names)
        if not (known.generic or known.recurring):
            return str(known)
        return f"{known} ({roll.document(first)})" if len(casebook.members(first)) > 1 else None

    return name


def _carry_out(decisions: Iterable[Judgement], casebook: Casebook) -> tuple[Finding, ...]:
    """Carry out what people decided; returns what could not be carried out."""
    findings = []
    for decision in sorted(
        decisions, key=lambda one: (PRECEDENCE.index(one.verdict), one.left, one.right, one.by)
    ):
        pair = f"{decision.left.referent} in {decision.left.document} and {decision.right.referent} in " + (
            decision.right.document
        )
        gone = [ref for ref in (decision.left, decision.right) if ref not in casebook.roll.numbers]
        if gone:
            message = (
                f"{decision.by} decided on it, but {gone[0].referent} is not in {gone[0].document} any more. "
                "Withdraw the decision, or decide again."
            )
            findings.append(Finding(Level.WARNING, "stale-decision", pair, message))
        elif not casebook.decide(decision):
            message = (
                f"{decision.by} said that they are the same, but by other decisions they are not; "
                "they stay apart. Withdraw one of the decisions."
            )
            findings.append(Finding(Level.WARNING, "decisions-contradict", pair, message))
    return tuple(sorted(findings))
