"""Writes the graph as JSON-LD, one resource a line, with a context that needs no fetching.

rdflib writes JSON-LD in the order of hash tables and Oxigraph without a context, so the lines are made here:
the graph has no blank nodes, and every resource is one flat object.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, BinaryIO

import pyoxigraph as ox

from kgbuild.export.order import in_reading_order, used_prefixes
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, term

_TYPE = term("rdf:type")
_STRING = term("xsd:string")
_REFERENCE = "@id"


def write_jsonld(graph: Graph, _: Ontology, out: BinaryIO) -> None:
    """Write the triples of all graphs together as JSON-LD, each fact followed by its evidence.

    The articles' graphs are left out, since most tools for JSON-LD read the default graph alone; evidence
    names its article.
    """
    triples = in_reading_order({quad.triple for quad in graph.quads()})
    compact = _Compact(triples)
    out.write(b'{"@context": ' + _line(compact.context, indent=1) + b',\n"@graph": [')
    separator = b"\n"
    for subject, said in groupby(triples, key=lambda triple: triple.subject):
        out.write(separator + _line(compact.node(subject, said)))
        separator = b",\n"
    out.write(b"\n]}\n")


def _line(value: Mapping[str, Any], indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


class _Compact:
    """Shortens terms by a context made from the triples: prefixes, and the type of each property's values."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        triples = list(triples)
        self._prefixes = used_prefixes(triples)
        self._shortened: dict[str, str] = {}
        self._sorts = _sorts(triples)
        self.context: dict[str, Any] = dict(self._prefixes)
        for predicate, sort in self._sorts.items():
            if sort != _STRING.value:
                self.context[self.iri(predicate.value)] = {"@id": predicate.value, "@type": self.iri(sort)}

    def node(self, subject: Term, triples: Iterable[ox.Triple]) -> dict[str, Any]:
        """Return one resource with all that is said of it."""
        found: dict[str, Any] = {"@id": self.value(subject, _REFERENCE)}
        for predicate, said in groupby(triples, key=lambda triple: triple.predicate):
            is_type = predicate == _TYPE
            sort = _REFERENCE if is_type else self._sorts.get(predicate)
            values = [self.value(triple.object, sort) for triple in said]
            key = "@type" if is_type else self.iri(predicate.value)
            found[key] = values[0] if len(values) == 1 else values
        return found

    def value(self, value: Term, sort: str | None) -> Any:
        """Return a value as JSON: a string where the context says of which `sort` it is, else an object."""
        if not isinstance(value, ox.Literal):
            iri = self.iri(value.value) if isinstance(value, ox.NamedNode) else str(value)
            return iri if sort == _REFERENCE else {"@id": iri}
        if sort is not None or value.datatype == _STRING:
            return value.value
        if value.language:
            return {"@value": value.value, "@language": value.language}
        return {"@value": value.value, "@type": self.iri(value.datatype.value)}

    def iri(self, iri: str) -> str:
        """Return `iri` with a prefix, where one fits."""
        if iri not in self._shortened:
            fitting = (item for item in self._prefixes.items() if iri.startswith(item[1]))
            prefix, namespace = next(fitting, ("", ""))
            local = iri.removeprefix(namespace)
            # "//" behind a prefix would make it a scheme.
            self._shortened[iri] = iri if not prefix or local.startswith("//") else f"{prefix}:{local}"
        return self._shortened[iri]


def _sorts(triples: Iterable[ox.Triple]) -> dict[ox.NamedNode, str]:
    """Return, by property, the datatype that all its values have, or that all are references."""
    found: dict[ox.NamedNode, set[str | None]] = defaultdict(set)
    for triple in triples:
        if triple.predicate != _TYPE:
            found[triple.predicate].add(_sort(triple.object))
    ordered = sorted(found.items(), key=lambda item: item[0].value)
    return {key: sort for key, sorts in ordered if len(sorts) == 1 and (sort := next(iter(sorts)))}


def _sort(value: Term) -> str | None:
    if not isinstance(value, ox.Literal):
        return _REFERENCE
    return None if value.language else value.datatype.value
