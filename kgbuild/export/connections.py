"""What joins entities: the facts behind each edge, who takes part in an event, and what is told of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from pyoxigraph import NamedNode

from kgbuild.export.entities import Attributes, joined, reported
from kgbuild.export.facts import StatedFact, worded
from kgbuild.export.selection import Selection
from kgbuild.export.spells import Spell, merged, spell
from kgbuild.export.text import plain
from kgbuild.model import Status
from kgbuild.rdf.edges import Claim, derived
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, term

Ends = tuple[str, str, str, str]
"""What an edge is known by: the IRIs of source, target and relation, and the status."""

_LAST = "9999"
_AGENT, _CLAIMED_BY, _ROLE = term("kg:agent"), term("kg:claimedBy"), term("org:role")


def fits(fact: StatedFact, selection: Selection) -> bool:
    """Whether the status and the time of `fact` are chosen, and some text states it."""
    if not fact.evidence or fact.status not in selection.statuses:
        return False
    if not selection.since and not selection.until:
        return True
    dates = reported(stretch.article for stretch in fact.evidence)
    seen = str(dates.get("last_reported", ""))
    first, last = time_of(fact) or (str(dates.get("first_reported", "")), seen)
    return (first, last) != ("", "") and selection.fits_time(first, last or max(first, seen))


def time_of(fact: StatedFact) -> Spell | None:
    """Return when the fact happened or held, by its own dates; None where it has none."""
    return spell(fact.text("kg:earliest"), fact.text("kg:latest"))


def spells_of(facts: Iterable[StatedFact]) -> list[Spell]:
    """Return the times that the dates of `facts` bound, without overlaps."""
    return merged(time for fact in facts if (time := time_of(fact)))


def edges_of(
    facts: Iterable[StatedFact], ontology: Ontology, labels: Mapping[Term, str]
) -> list[tuple[Ends, list[StatedFact]]]:
    """Return the facts that each edge comes from, in the order of edges.

    The derivation is the one that puts edges into the graph, but planned and denied facts give edges of their
    own. An edge that holds in both directions comes once.
    """
    roles = defaultdict(str, {iri: label for iri, label in labels.items() if isinstance(iri, NamedNode)})
    symmetric = {edge.iri for edge in ontology.edges if edge.symmetric}
    found: dict[Ends, list[StatedFact]] = defaultdict(list)
    for fact in facts:
        arguments = {
            name: [value for value in values if isinstance(value, NamedNode)]
            for name, values in fact.values.items()
        }
        claim = Claim(fact.type.iri, Status(fact.status), arguments)
        for edge in set(derived(claim, ontology, roles)):
            source, target = (str(getattr(end, "value", end)) for end in (edge.subject, edge.object))
            if edge.predicate not in symmetric or source < target:
                found[source, target, edge.predicate.value, fact.status].append(fact)
    return sorted(found.items(), key=itemgetter(0))


def parts_of(fact: StatedFact, ontology: Ontology) -> Iterator[tuple[str, str, bool]]:
    """Yield who and what takes part in an event: the argument, the IRI, and whether it is who does it."""
    doers = {edge.subject for edge in ontology.edges if edge.fact_type == fact.type.iri} or {_AGENT}
    for name in fact.type.arguments:
        iri = ontology.property_of(name)
        for value in fact.values.get(iri, ()):
            if isinstance(value, NamedNode):
                yield name, value.value, iri in doers


def details_of(fact: StatedFact, ontology: Ontology, labels: Mapping[Term, str]) -> Attributes:
    """Return what an event is about besides entities, in words: "reason: delays; role: leader"."""
    found = []
    for name in fact.type.arguments:
        iri = ontology.property_of(name)
        if ontology.argument(name).datatype is None and iri != _ROLE:
            continue
        label = ontology.labels.get(iri.value, name)
        found += [f"{label}: {plain(worded(value, labels))}" for value in fact.values.get(iri, ())]
    return {"details": "; ".join(found)} if found else {}


def told(facts: Iterable[StatedFact], labels: Mapping[Term, str]) -> Attributes:
    """Return what is told of an edge, or of an event, that `facts` state."""
    facts = list(facts)
    evidence = {stretch for fact in facts for stretch in fact.evidence}
    confidence, best = min(
        ((-_confidence(fact), stretch) for fact in facts for stretch in fact.evidence),
        key=lambda pair: (pair[0], pair[1].article.issued or _LAST, pair[1]),
    )
    claimers = {plain(labels.get(one, "")) for fact in facts for one in fact.values.get(_CLAIMED_BY, ())}
    earliest = [date for fact in facts if (date := plain(fact.text("kg:earliest")))]
    latest = [date for fact in facts if (date := plain(fact.text("kg:latest")))]
    return {
        "fact_type": facts[0].type.name,
        "status": facts[0].status,
        "weight": len(evidence),
        "facts": len(facts),
        **joined("articles", (plain(stretch.article.identifier) for stretch in evidence)),
        "confidence": -confidence,
        "sentence": plain(best.words),
        "article": plain(best.article.identifier),
        **joined("claimed_by", claimers),
        **reported(stretch.article for stretch in evidence),
        **({"earliest": min(earliest)} if earliest else {}),
        **({"latest": max(latest)} if latest else {}),
    }


def _confidence(fact: StatedFact) -> float:
    return float(fact.text("kg:confidence") or 0)
