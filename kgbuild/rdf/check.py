"""Checks a graph: against the shapes, its edges against its facts, its evidence against the texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kgbuild.model import Finding, Level, Status
from kgbuild.rdf.bridge import rdflib_graph, to_rdflib
from kgbuild.rdf.edges import Claim, edges
from kgbuild.rdf.labels import describe
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.shapes import shape_findings
from kgbuild.rdf.store import Graph
from kgbuild.rdf.vocabulary import Term, clean, local_name, term

Values = Mapping[tuple[Term, NamedNode], list[Term]]
"""The objects of each subject and property."""

_SHOWN = 30


def check(graph: Graph, ontology_folder: Path, texts: Mapping[str, str]) -> list[Finding]:
    """Return what is wrong with a graph, sorted; nothing when all is well.

    Args:
        graph: The graph.
        ontology_folder: The folder of `kgbuild.ttl` and `shapes.ttl`.
        texts: The text of each article by its identifier; one that is missing is reported.

    Raises:
        KnowledgeError: The ontology or the shapes cannot be read.
        StoreError: The store is damaged.
    """
    ontology = load_ontology(ontology_folder)
    quads = list(graph.quads())
    data = rdflib_graph(quads)
    values: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
    for quad in quads:
        values[quad.subject, quad.predicate].append(quad.object)

    def name(node: Term) -> str:
        return describe(to_rdflib(node), data)

    findings = shape_findings(data, ontology_folder)
    findings += [Finding(Level.ERROR, code, name(node), message) for code, node, message in _misplaced(quads)]
    for code, edge, message in _edges(quads, values, ontology):
        relation = ontology.labels.get(edge.predicate.value, local_name(edge.predicate.value))
        subject = f"{name(edge.subject)} {relation} {name(edge.object)}"
        findings.append(Finding(Level.ERROR, code, subject, message))
    for code, node, message in _evidence(values, texts):
        findings.append(Finding(Level.ERROR, code, name(node), message))
    return sorted([*findings, *_articles_without_text(values, texts)])


def _misplaced(quads: Iterable[Quad]) -> Iterator[tuple[str, Term, str]]:
    """Yield facts and evidence that stand outside their article's graph."""
    for quad in quads:
        if quad.predicate == term("oa:hasSource") and quad.graph_name != quad.object:
            yield (
                "evidence-misplaced",
                quad.subject,
                "It stands outside its article's graph; build the graph again.",
            )
        elif quad.predicate == term("kg:status") and quad.graph_name == DefaultGraph():
            yield "fact-misplaced", quad.subject, "It stands in the default graph; build the graph again."


def _edges(quads: Iterable[Quad], values: Values, ontology: Ontology) -> Iterator[tuple[str, Triple, str]]:
    """Yield edges that no asserted fact gives, and those that one gives and the graph lacks."""
    declared = {edge.iri for edge in ontology.edges}
    present = {quad.triple for quad in quads if quad.predicate in declared}
    roles = {
        role: _value(values, role, "skos:prefLabel") or ""
        for (_, predicate), held in values.items()
        if predicate == term("org:role")
        for role in held
        if isinstance(role, NamedNode)
    }
    derived = edges(_claims(values, ontology), ontology, roles)
    for edge in sorted(present - derived, key=str):
        yield "edge-without-fact", edge, "No asserted fact gives this edge; build the graph again."
    for edge in sorted(derived - present, key=str):
        yield (
            "edge-missing",
            edge,
            "An asserted fact gives this edge, and it is not there; build the graph again.",
        )


def _claims(values: Values, ontology: Ontology) -> Iterator[Claim]:
    statuses: dict[Term, Status] = {term(f"kg:{status}"): status for status in Status}
    types = {fact_type.iri for fact_type in ontology.fact_types.values()}
    properties = [argument.iri for argument in ontology.arguments.values() if argument.datatype is None]
    for fact, predicate in values:
        if predicate != term("kg:status"):
            continue
        arguments = {
            argument: [node for node in values.get((fact, argument), ()) if isinstance(node, NamedNode)]
            for argument in properties
        }
        for fact_type in types.intersection(values.get((fact, term("rdf:type")), ())):
            for status in values[fact, predicate]:
                if status in statuses:
                    yield Claim(fact_type, statuses[status], arguments)


def _evidence(values: Values, texts: Mapping[str, str]) -> Iterator[tuple[str, Term, str]]:
    """Yield evidence whose words are not those at its place; the rest is left to the shapes."""
    for evidence, predicate in values:
        if predicate != term("oa:hasSource"):
            continue
        found = _stretch(evidence, values)
        if found is None:
            continue
        start, end, exact = found
        identifier = _value(values, values[evidence, predicate][0], "dcterms:identifier")
        text = texts.get(identifier or "")
        if end - start != len(exact):
            message = f"From {start} to {end} are {end - start} characters, but its words are {len(exact)}"
            yield "evidence-length", evidence, f"{message}; build the graph again."
        elif text is not None and end > len(text):
            message = f"It ends at {end}, but the text at {len(text)}"
            yield "evidence-out-of-text", evidence, f"{message}: it has changed; build the graph again."
        elif text is not None and clean(text[start:end]) != exact:
            message = _difference(clean(text[start:end]), exact, start)
            yield "evidence-differs", evidence, f"{message}: it has changed; build the graph again."


def _difference(there: str, here: str, start: int) -> str:
    """Return where two stretches of one length begin to differ, and how."""
    at = next(place for place, pair in enumerate(zip(there, here, strict=True)) if pair[0] != pair[1])
    return f"At {start + at} the text reads {there[at:][:_SHOWN]!r}, not {here[at:][:_SHOWN]!r}"


def _stretch(evidence: Term, values: Values) -> tuple[int, int, str] | None:
    """Return start, end and words, or None where one is missing or is no number."""
    found: dict[str, str] = {}
    for selector in values.get((evidence, term("oa:hasSelector")), ()):
        for name in ("oa:start", "oa:end", "oa:exact"):
            value = _value(values, selector, name)
            if value is not None:
                found[name] = value
    try:
        return int(found["oa:start"]), int(found["oa:end"]), found["oa:exact"]
    except (KeyError, ValueError):
        return None


def _articles_without_text(values: Values, texts: Mapping[str, str]) -> Iterator[Finding]:
    sources = Counter(
        _value(values, article, "dcterms:identifier")
        for (_, predicate), articles in values.items()
        if predicate == term("oa:hasSource")
        for article in articles
    )
    for identifier, count in sources.items():
        if identifier is not None and identifier not in texts:
            message = f"Its text is not at hand: {count} pieces of evidence were not compared with it"
            yield Finding(Level.WARNING, "text-missing", identifier, f"{message}; build it again.")


def _value(values: Values, subject: Term, predicate: str) -> str | None:
    literals = [
        value.value for value in values.get((subject, term(predicate)), ()) if isinstance(value, ox.Literal)
    ]
    return literals[0] if literals else None
