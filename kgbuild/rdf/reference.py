"""Writes the reference page of the vocabulary: `python -m kgbuild.rdf.reference > ontology/REFERENCE.md`.

Everything on it comes from `kgbuild.ttl` and `shapes.ttl`, so that it cannot say anything else than they do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kgbuild.config import resource_folder
from kgbuild.rdf.bridge import rdflib_graph
from kgbuild.rdf.ontology import FILE as ONTOLOGY_FILE
from kgbuild.rdf.shapes import FILE as SHAPES_FILE
from kgbuild.rdf.turtle import read_turtle
from kgbuild.rdf.vocabulary import PREFIXES, curie

KG = Namespace(PREFIXES["kg"])
OA = Namespace(PREFIXES["oa"])

_ALIGNMENTS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
_SELF = "python -m kgbuild.rdf.reference"


def reference(folder: Path) -> str:
    """Return the reference page, as Markdown, of the ontology in `folder`.

    Raises:
        KnowledgeError: The ontology or the shapes cannot be read.
    """
    files = (folder / ONTOLOGY_FILE, folder / SHAPES_FILE)
    page = _Page(*(rdflib_graph(read_turtle(file)) for file in files))
    parts = (
        page.head(),
        page.entities(),
        page.facts(),
        page.evidence(),
        page.fact_types(),
        page.arguments(),
        page.edges(),
        page.alignments(),
        page.prefixes(),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


class _Page:
    """The parts of the page, each as lines."""

    def __init__(self, ontology: rdflib.Graph, shapes: rdflib.Graph) -> None:
        self.ontology = ontology
        self.shapes = shapes
        self.header = ontology.value(None, RDF.type, OWL.Ontology, any=True)

    def head(self) -> Iterator[str]:
        version, licence = (self._text(self.header, part) for part in (OWL.versionInfo, DCTERMS.license))
        yield from (f"# {self._text(self.header, DCTERMS.title)}: reference", "")
        yield from (f"<!-- Made by `{_SELF}` from {ONTOLOGY_FILE} and {SHAPES_FILE}; do not edit. -->", "")
        yield from (self._text(self.header, DCTERMS.description), "")
        yield from (f"Namespace `{KG}`, version {version}, licence <{licence}>.", "")

    def entities(self) -> Iterator[str]:
        entities = _named(self.ontology.transitive_subjects(RDFS.subClassOf, KG.Entity))
        yield from ("## Entities and articles", "")
        yield from self._classes([*entities, KG.Article])
        yield from ("Every person, organisation, place, work and role has:", "")
        yield from self._properties(self._shape_of(KG.Person), explained=True)
        yield from ("Every article has:", "")
        yield from self._properties(self._shape_of(KG.Article), explained=True)

    def facts(self) -> Iterator[str]:
        yield from ("## Facts", "", self._definition(KG.Fact), "")
        yield from self._classes([KG.State, KG.Event])
        yield from ("Every fact has:", "")
        yield from self._properties(self._shape_of(KG.Fact), explained=True)
        statuses = _named(self.ontology.subjects(RDF.type, KG.Status))
        rows = [(_code(node), self._definition(node), self._text(node, SKOS.example)) for node in statuses]
        yield from _table(("status", "when", "for example"), rows)

    def evidence(self) -> Iterator[str]:
        yield from ("## Evidence", "", self._definition(KG.evidence), "")
        for node in (OA.SpecificResource, OA.TextPositionSelector, OA.TextQuoteSelector):
            yield from (f"{_code(node)}: {self._definition(node)}", "")
            yield from self._properties(self._shape_of(node), explained=True)

    def fact_types(self) -> Iterator[str]:
        yield from ("## Types of facts", "", "What the arguments mean is told below.", "")
        for node in _named(self.ontology.subjects(KG.hasArgument)):
            parents = {
                *self.ontology.objects(node, RDFS.subClassOf),
                *self.ontology.objects(node, KG.factKind),
            }
            kind = "A state." if KG.State in parents else "An event."
            yield from (f"### {_code(node)}", "", f"{self._definition(node)} {kind}", "")
            yield from (f"> {self._text(node, SKOS.example)}", "")
            if note := self._text(node, SKOS.scopeNote):
                yield from (note, "")
            for shape in self._shapes_of(node):
                yield from self._properties(shape, explained=False)
            if edges := _named(self.ontology.subjects(KG.derivedFrom, node)):
                yield from (f"Gives {', '.join(map(_code, edges))}.", "")

    def arguments(self) -> Iterator[str]:
        yield from ("## Arguments", "")
        rows = []
        for node in _named(self.ontology.objects(None, KG.hasArgument)):
            users = _named(self.ontology.subjects(KG.hasArgument, node))
            meaning, example = self._definition(node), self._text(node, SKOS.example)
            rows.append((_code(node), meaning, example, ", ".join(map(_code, users))))
        yield from _table(("argument", "meaning", "for example", "of"), rows)

    def edges(self) -> Iterator[str]:
        yield from (
            "## Edges",
            "",
            "Only asserted facts give edges, and none joins an entity with itself.",
            "",
        )
        edges = _named(self.ontology.subjects(KG.derivedFrom))
        rows = []
        for edge in edges:
            ends = [self._value(edge, end) for end in (RDFS.domain, RDFS.range)]
            made = [self._value(edge, part) for part in (KG.subjectArgument, KG.objectArgument)]
            source = f"{self._value(edge, KG.derivedFrom)}: {' → '.join(made)}"
            rows.append((_code(edge), *ends, source, self._definition(edge), self._text(edge, SKOS.example)))
        yield from _table(("edge", "from", "to", "comes from", "meaning", "for example"), rows)
        for edge in edges:
            for condition, predicate in (("Heads", KG.roleHead), ("Exceptions", KG.roleExcept)):
                if words := sorted(str(word) for word in self.ontology.objects(edge, predicate)):
                    yield from (f"{condition} of the roles that give {_code(edge)}: {', '.join(words)}.", "")

    def alignments(self) -> Iterator[str]:
        yield from ("## Alignments", "", self._text(self.header, RDFS.comment), "")
        rows = [
            (_code(node), _code(predicate), _code(other))
            for predicate in _ALIGNMENTS
            for node, other in self.ontology.subject_objects(predicate)
            if not str(other).startswith(KG)
        ]
        yield from _table(("term", "relation", "to"), sorted(rows))

    def prefixes(self) -> Iterator[str]:
        yield from ("## Prefixes", "")
        rows = [(f"`{prefix}:`", f"<{namespace}>") for prefix, namespace in sorted(PREFIXES.items())]
        yield from _table(("prefix", "namespace"), rows)

    def _classes(self, nodes: Iterable[URIRef]) -> Iterator[str]:
        rows = []
        for node in nodes:
            parents = _named(self.ontology.objects(node, RDFS.subClassOf))
            ours = ", ".join(_code(parent) for parent in parents if parent.startswith(KG))
            rows.append((_code(node), ours, self._definition(node), self._text(node, SKOS.example)))
        yield from _table(("class", "is a", "what", "for example"), rows)

    def _shapes_of(self, node: URIRef) -> list[URIRef]:
        """Return the shapes of a class, those with properties first."""
        found = _named(self.shapes.subjects(SH.targetClass, node))
        return sorted(found, key=lambda shape: (shape, SH.property, None) not in self.shapes)

    def _shape_of(self, node: URIRef) -> URIRef:
        return self._shapes_of(node)[0]

    def _properties(self, shape: URIRef, *, explained: bool) -> Iterator[str]:
        """Yield a table of what a shape says of properties; its message, where it says nothing of them."""
        parts_of: dict[URIRef, list[URIRef]] = {}
        for part in _named(self.shapes.objects(shape, SH.property)):
            path = self.shapes.value(part, SH.path)
            if isinstance(path, URIRef) and path != RDF.type:
                parts_of.setdefault(path, []).append(part)
        if not parts_of:
            yield from (_flat(self.shapes.value(shape, SH.message)), "")
            return
        rows = []
        for path, parts in sorted(
            parts_of.items(), key=lambda item: (not self._least(item[1]), curie(item[0]))
        ):
            row = (_code(path), self._asked(parts), self._count(parts))
            rows.append((*row, self._definition(path), self._text(path, SKOS.example)) if explained else row)
        head = ("property", "value", "how many", "meaning", "for example")
        yield from _table(head if explained else head[:3], rows)

    def _least(self, parts: Sequence[URIRef]) -> int:
        return max((int(str(n)) for part in parts for n in self.shapes.objects(part, SH.minCount)), default=0)

    def _count(self, parts: Sequence[URIRef]) -> str:
        least = self._least(parts)
        most = min(
            (int(str(n)) for part in parts for n in self.shapes.objects(part, SH.maxCount)), default=None
        )
        if most is None:
            return f"{least} or more"
        return str(least) if least == most else f"{least} or {most}"

    def _asked(self, parts: Sequence[URIRef]) -> str:
        """Return what kind of value property shapes ask for: the last of them says it most narrowly."""
        for part in reversed(parts):
            choices = self.shapes.value(part, SH["in"])
            if choices is not None:
                return ", ".join(_code(choice) for choice in Collection(self.shapes, choices))
            kind = self.shapes.value(part, SH["class"]) or self.shapes.value(part, SH.datatype)
            if kind is not None:
                return "text" if kind == XSD.string else _code(kind)
        return ""

    def _value(self, node: URIRef, predicate: URIRef) -> str:
        return _code(self.ontology.value(node, predicate))

    def _definition(self, node: URIRef) -> str:
        return self._text(node, SKOS.definition)

    def _text(self, node: Node | None, predicate: URIRef) -> str:
        return _flat(self.ontology.value(node, predicate))


def _named(nodes: Iterable[Node | None]) -> list[URIRef]:
    """Return those of `nodes` that have a name, each once, in the order of their prefixed names."""
    return sorted({node for node in nodes if isinstance(node, URIRef)}, key=curie)


def _flat(text: Node | None) -> str:
    return " ".join(str(text or "").split())


def _code(node: Node | None) -> str:
    return f"`{curie(str(node))}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table and an empty line."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(reference(resource_folder("ontology")))
