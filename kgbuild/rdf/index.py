"""Quads by subject and property: what the checks look things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kgbuild.rdf.vocabulary import Term, term


class Index:
    """The triples of all graphs together.

    Args:
        quads: Any quads.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[NamedNode, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._objects[quad.predicate][quad.subject].append(quad.object)

    def subjects(self, predicate: str) -> Iterable[Term]:
        """Return what has a property, given by its prefixed name."""
        return self._objects[term(predicate)].keys()

    def instances(self, kind: str) -> list[NamedNode]:
        """Return what is of a class, given by its prefixed name; each once, sorted by IRI."""
        return self._instances.get(term(kind), [])

    @cached_property
    def _instances(self) -> Mapping[NamedNode, list[NamedNode]]:
        found: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        for subject in self.subjects("rdf:type"):
            if isinstance(subject, NamedNode):
                for kind in self.nodes(subject, "rdf:type"):
                    found[kind].add(subject)
        return {kind: sorted(nodes, key=lambda node: node.value) for kind, nodes in found.items()}

    def objects(self, subject: Term, predicate: NamedNode | str) -> list[Term]:
        """Return the values of a property, given by its IRI or prefixed name."""
        iri = term(predicate) if isinstance(predicate, str) else predicate
        return self._objects[iri].get(subject, [])

    def nodes(self, subject: Term, predicate: NamedNode | str) -> list[NamedNode]:
        """Return the values of a property that are IRIs."""
        return [value for value in self.objects(subject, predicate) if isinstance(value, NamedNode)]

    def texts(self, subject: Term, predicate: str) -> list[str]:
        """Return the values of a property that are literals, as text."""
        return [v.value for v in self.objects(subject, predicate) if isinstance(v, ox.Literal)]

    def text(self, subject: Term, predicate: str) -> str | None:
        """Return the first literal value of a property, as text; None where there is none."""
        return next(iter(self.texts(subject, predicate)), None)
