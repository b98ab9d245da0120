"""Which terms of a query the ontology does not have: such a query runs, and finds nothing."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.tokens import tokens
from kgbuild.rdf.vocabulary import PREFIXES

_NAMESPACE = PREFIXES["kg"]


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A term of the project's vocabulary that the ontology does not declare.

    Attributes:
        written: As the query has it: "kg:Persn".
        likely: As it may have been meant, "kg:Person"; empty where nothing is alike.
    """

    written: str
    likely: str


def unknown_terms(sparql: str, ontology: Ontology) -> tuple[UnknownTerm, ...]:
    """Return the terms in the `kg:` namespace that `sparql` uses and `ontology` lacks, in their order.

    Args:
        sparql: A query, whether it parses or not.
        ontology: Every term that it declares has a label.
    """
    known = {iri.removeprefix(_NAMESPACE) for iri in ontology.labels if iri.startswith(_NAMESPACE)}
    used = dict.fromkeys(_used(sparql))
    return tuple(
        UnknownTerm(f"{start}{name}{end}", f"{start}{likely}{end}" if (likely := _alike(name, known)) else "")
        for start, name, end in used
        if name and name not in known
    )


def _used(sparql: str) -> Iterator[tuple[str, str, str]]:
    """Yield the names that `sparql` uses of the namespace, each with what stands before and behind it."""
    prefixes = {"kg": _NAMESPACE}
    before: tuple[str, ...] = ("", "", "")
    for token in tokens(sparql):
        if not token.strip() or token.startswith("#"):
            continue
        declares = before[0].upper() == "PREFIX"  # "PREFIX", "kg", ":", "<...>"
        if declares and before[2] == ":" and token.startswith("<"):
            prefixes[before[1]] = token[1:-1]
        elif token.startswith(f"<{_NAMESPACE}"):
            yield f"<{_NAMESPACE}", token.removeprefix(f"<{_NAMESPACE}")[:-1], ">"
        elif (
            token.startswith(":") and before[1].upper() != "PREFIX" and prefixes.get(before[2]) == _NAMESPACE
        ):
            yield f"{before[2]}:", token[1:], ""
        before = (*before[1:], token)


def _alike(name: str, known: Collection[str]) -> str:
    """Return the one of `known` that is most like `name`: but for its case, or by its spelling."""
    folded = {one.casefold(): one for one in sorted(known)}
    found = difflib.get_close_matches(name.casefold(), folded, n=1)
    return folded[found[0]] if found else ""
