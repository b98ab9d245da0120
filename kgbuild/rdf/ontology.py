"""The ontology as the stages need it: fact types, arguments, edges and labels, read from `kgbuild.ttl`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kgbuild.errors import KnowledgeError
from kgbuild.rdf.turtle import read_turtle
from kgbuild.rdf.vocabulary import Term, curie, local_name, term

FILE = "kgbuild.ttl"

T = TypeVar("T")

Phrase = tuple[str, ...]
"""Lower-case words."""


@dataclass(frozen=True, slots=True)
class FactType:
    """A class of facts.

    Attributes:
        name: Its name without prefix, as in `Fact.type`.
        iri: Its IRI.
        kind: `kg:State` or `kg:Event`.
        arguments: The names of the arguments it uses, sorted.
    """

    name: str
    iri: NamedNode
    kind: NamedNode
    arguments: tuple[str, ...]

    @property
    def is_event(self) -> bool:
        """Whether it happens, rather than holds."""
        return self.kind == term("kg:Event")


@dataclass(frozen=True, slots=True)
class Property:
    """An argument of facts; `datatype` is None where its value is an entity or a role."""

    iri: NamedNode
    datatype: NamedNode | None


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Which roles a fact must be about to give an edge.

    Attributes:
        heads: The phrases one of which heads the role.
        excepts: The phrases that rule a role out.
        role_class: The class of the roles that fit, in the graph; None where they have none.
    """

    heads: frozenset[Phrase]
    excepts: frozenset[Phrase]
    role_class: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A plain triple that asserted facts give, and how.

    Attributes:
        iri: The edge.
        fact_type: The class of facts it comes from.
        subject: The argument that is its subject.
        object: The argument that is its object.
        symmetric: Whether it holds in both directions.
        roles: Which roles count; None where the role does not matter.
    """

    iri: NamedNode
    fact_type: NamedNode
    subject: NamedNode
    object: NamedNode
    symmetric: bool
    roles: RoleRule | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the ontology declares.

    Attributes:
        fact_types: By name without prefix: "Criticism".
        arguments: By name without prefix: "agent", "organization".
        edges: Sorted by IRI.
        labels: The English label of every declared term, by IRI.
    """

    fact_types: Mapping[str, FactType]
    arguments: Mapping[str, Property]
    edges: tuple[Edge, ...]
    labels: Mapping[str, str]

    def property_of(self, argument: str) -> NamedNode:
        """Return the property that an argument's name stands for.

        Raises:
            KnowledgeError: No fact type has such an argument.
        """
        return self.argument(argument).iri

    def argument(self, name: str) -> Property:
        """Return the argument called `name`.

        Raises:
            KnowledgeError: No fact type has such an argument.
        """
        return _known(self.arguments, name, "argument")

    def fact_type(self, name: str) -> FactType:
        """Return the fact type called `name`.

        Raises:
            KnowledgeError: There is no such fact type.
        """
        return _known(self.fact_types, name, "fact type")


def load_ontology(folder: Path) -> Ontology:
    """Return the ontology of `folder`, the one that holds `kgbuild.ttl`.

    Raises:
        KnowledgeError: The file is missing, is not Turtle, or declares a thing by halves; says where.
    """
    terms = _Terms(folder / FILE)
    return Ontology(
        fact_types={fact_type.name: fact_type for fact_type in _fact_types(terms)},
        arguments={local_name(iri.value): Property(iri, _datatype(terms, iri)) for iri in _arguments(terms)},
        edges=tuple(_edge(terms, iri) for iri in terms.subjects("kg:derivedFrom")),
        labels={subject.value: terms.text(subject, "rdfs:label") for subject in terms.subjects("rdfs:label")},
    )


class _Terms:
    """The triples of a Turtle file, by subject and property."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._values: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for triple in read_turtle(file):
            self._values[triple.subject, triple.predicate].append(triple.object)

    def subjects(self, predicate: str) -> list[NamedNode]:
        """Return the named subjects that have `predicate`, sorted."""
        found = {subject for subject, key in self._values if key == term(predicate)}
        return sorted((s for s in found if isinstance(s, NamedNode)), key=lambda node: node.value)

    def nodes(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """Return the named objects, sorted."""
        found = self._values.get((subject, term(predicate)), [])
        return sorted((o for o in found if isinstance(o, NamedNode)), key=lambda node: node.value)

    def node(self, subject: NamedNode, predicate: str) -> NamedNode:
        """Return the only object.

        Raises:
            KnowledgeError: There is none, or several.
        """
        found = self.nodes(subject, predicate)
        if len(found) != 1:
            message = f"{self.file}: {curie(subject.value)}: {len(found)} values of {predicate}"
            raise KnowledgeError(message, "Give exactly one.")
        return found[0]

    def words(self, subject: NamedNode, predicate: str) -> list[str]:
        """Return the literals' texts, sorted."""
        found = self._values.get((subject, term(predicate)), [])
        return sorted(o.value for o in found if isinstance(o, ox.Literal))

    def text(self, subject: NamedNode, predicate: str) -> str:
        """Return the first literal's text, its white space made single spaces; empty where there is none."""
        return " ".join(" ".join(self.words(subject, predicate)[:1]).split())


def _fact_types(terms: _Terms) -> Iterable[FactType]:
    kinds = [term("kg:State"), term("kg:Event")]
    for iri in terms.subjects("kg:hasArgument"):
        parents = terms.nodes(iri, "rdfs:subClassOf") + terms.nodes(iri, "kg:factKind")
        kind = [parent for parent in parents if parent in kinds]
        if len(kind) != 1:
            message = f"{terms.file}: {curie(iri.value)} is neither a kg:State nor a kg:Event, or both"
            raise KnowledgeError(message, "Make it a subclass of one of the two.")
        arguments = sorted(local_name(argument.value) for argument in terms.nodes(iri, "kg:hasArgument"))
        yield FactType(local_name(iri.value), iri, kind[0], tuple(arguments))


def _arguments(terms: _Terms) -> set[NamedNode]:
    fact_types = terms.subjects("kg:hasArgument")
    return {argument for iri in fact_types for argument in terms.nodes(iri, "kg:hasArgument")}


def _datatype(terms: _Terms, iri: NamedNode) -> NamedNode | None:
    is_literal = term("owl:DatatypeProperty") in terms.nodes(iri, "rdf:type")
    return terms.node(iri, "rdfs:range") if is_literal else None


def _edge(terms: _Terms, iri: NamedNode) -> Edge:
    heads = frozenset(tuple(words.split()) for words in terms.words(iri, "kg:roleHead"))
    excepts = frozenset(tuple(words.split()) for words in terms.words(iri, "kg:roleExcept"))
    role_class = terms.node(iri, "kg:roleClass") if terms.nodes(iri, "kg:roleClass") else None
    return Edge(
        iri=iri,
        fact_type=terms.node(iri, "kg:derivedFrom"),
        subject=terms.node(iri, "kg:subjectArgument"),
        object=terms.node(iri, "kg:objectArgument"),
        symmetric=term("owl:SymmetricProperty") in terms.nodes(iri, "rdf:type"),
        roles=RoleRule(heads, excepts, role_class) if heads else None,
    )


def _known(table: Mapping[str, T], name: str, what: str) -> T:
    try:
        return table[name]
    except KeyError:
        known = ", ".join(sorted(table))
        hint = f"Known: {known}. Correct the frame or rule that gives it, or declare it in {FILE}."
        raise KnowledgeError(f"{FILE}: no {what} {name!r}", hint) from None
