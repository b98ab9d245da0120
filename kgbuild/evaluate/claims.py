"""The facts of a graph, one for each article, filler and status: what gold facts are compared with."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kgbuild.evaluate.content import Content, Filler
from kgbuild.evaluate.rules import TypeRule, load_rules
from kgbuild.model import Status
from kgbuild.rdf.index import Index
from kgbuild.rdf.vocabulary import Node, local_name, term

_MEMBERSHIP = "org:Membership"
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that an article states, with at most one filler for each argument.

    Attributes:
        type: One of the types of `rules.Rules`.
        args: The arguments that are filled.
        status: Asserted, planned or denied.
        confidence: The highest of the facts that say so; None where none has any.
        facts: Their IRIs, sorted.
        rules: Which rules found them, sorted.
        sentences: Their evidence in the article, in its order.
    """

    type: str
    args: Mapping[str, Filler]
    status: Status
    confidence: float | None
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    sentences: tuple[str, ...]


def claims_by_article(content: Content) -> dict[str, list[Claim]]:
    """Return the claims of each article of a graph.

    Claims with the same names are one where both are asserted, or neither is.
    """
    merged: defaultdict[str, dict[object, Claim]] = defaultdict(dict)
    for article, claim in _all_claims(content):
        names = tuple((argument, filler.names) for argument, filler in claim.args.items())
        key = (claim.type, names, claim.status is Status.ASSERTED)
        earlier = merged[article].get(key)
        merged[article][key] = _merged(earlier, claim) if earlier else claim
    return {article: list(claims.values()) for article, claims in merged.items()}


def _all_claims(content: Content) -> Iterator[tuple[str, Claim]]:
    for rule in load_rules().types.values():
        for fact in content.index.instances(rule.term):
            if rule.term != _MEMBERSHIP or not _is_tenure(content.index, fact):
                yield from _claims_of(content, fact, rule)


def _is_tenure(index: Index, fact: Node) -> bool:
    """Whether `fact` is a tenure, which the ontology makes a membership too."""
    return term("kg:Tenure") in index.nodes(fact, "rdf:type") or bool(index.objects(fact, "org:role"))


def _claims_of(content: Content, fact: Node, rule: TypeRule) -> Iterator[tuple[str, Claim]]:
    """Yield a claim for each article that states `fact`, and each combination of its fillers."""
    index = content.index
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for piece in content.evidence(fact):
        if piece.article is not None:
            sentences[piece.article].append(piece.words or "")
    status = next((local_name(value.value) for value in index.nodes(fact, "kg:status")), "")
    for args in _combinations(content, fact, rule):
        for article, words in sentences.items():
            yield (
                article,
                Claim(
                    type=rule.name,
                    args=args,
                    status=_STATUSES.get(status, Status.ASSERTED),
                    confidence=max(map(float, index.texts(fact, "kg:confidence")), default=None),
                    facts=(fact.value,),
                    rules=tuple(sorted(set(index.texts(fact, "kg:extractor")))),
                    sentences=tuple(words),
                ),
            )


def _combinations(content: Content, fact: Node, rule: TypeRule) -> Iterator[dict[str, Filler]]:
    if rule.symmetric:
        fillers = content.fillers(fact, *set(rule.arguments.values()))
        for pair in itertools.combinations(fillers, len(rule.arguments)):
            yield dict(zip(rule.arguments, pair, strict=True))
        return
    choices = {name: content.fillers(fact, prop) for name, prop in rule.arguments.items()}
    filled = {name: fillers for name, fillers in choices.items() if fillers}
    for choice in itertools.product(*filled.values()):
        yield dict(zip(filled, choice, strict=True))


def _merged(one: Claim, other: Claim) -> Claim:
    confidences = [value for value in (one.confidence, other.confidence) if value is not None]
    return replace(
        one,
        confidence=max(confidences, default=None),
        facts=tuple(sorted({*one.facts, *other.facts})),
        rules=tuple(sorted({*one.rules, *other.rules})),
        sentences=tuple(dict.fromkeys(one.sentences + other.sentences)),
    )
