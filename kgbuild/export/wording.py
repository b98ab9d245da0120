"""What a fact says, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from kgbuild.export.facts import StatedFact, worded
from kgbuild.export.text import plain
from kgbuild.model import Status
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, term

_USUAL_ENDS = (term("kg:agent"), term("kg:target"))
_NUMBERS = ("amount", "currency")
"""What another argument says in the article's words."""


def in_words(fact: StatedFact, ontology: Ontology, labels: Mapping[Term, str]) -> str:
    """Return what `fact` says: "planned: review: the inspectorate → Marlbury Rail board".

    The parts of its edge come first, the other arguments after them with their names. What is planned or
    denied begins with that word.
    """
    ends = next(
        ((edge.subject, edge.object) for edge in ontology.edges if edge.fact_type == fact.type.iri),
        _USUAL_ENDS,
    )
    sides = [_values(fact, iri, labels) for iri in dict.fromkeys(ends)]
    others = []
    for name in fact.type.arguments:
        iri = ontology.property_of(name)
        if iri not in ends and name not in _NUMBERS and (words := _values(fact, iri, labels)):
            others.append(f"{ontology.labels.get(iri.value, name)}: {words}")
    status = "" if fact.status == Status.ASSERTED else f"{fact.status.lower()}: "
    label = ontology.labels.get(fact.type.iri.value, fact.type.name)
    line = f"{status}{label}: " + " → ".join(side or "…" for side in sides).removesuffix(" → …")
    return f"{line} ({'; '.join(others)})" if others else line


def _values(fact: StatedFact, iri: NamedNode, labels: Mapping[Term, str]) -> str:
    return ", ".join(sorted(plain(worded(value, labels)) for value in fact.values.get(iri, ())))
