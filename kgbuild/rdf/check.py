"""Checks a graph: against the shapes, its edges against its facts, its evidence against the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kgbuild.model import Finding, Level, Status
from kgbuild.rdf.bridge import rdflib_graph, to_rdflib
from kgbuild.rdf.edges import Claim, edges
from kgbuild.rdf.evidence import articles_without_text, misquotations
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.index import Index
from kgbuild.rdf.labels import describe
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.shapes import shape_findings
from kgbuild.rdf.vocabulary import Term, local_name, term


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
    index, data = Index(quads), rdflib_graph(quads)

    def name(node: Term) -> str:
        return describe(to_rdflib(node), data)

    findings = shape_findings(data, ontology_folder)
    for code, node, message in (*_misplaced(quads), *misquotations(index, texts)):
        findings.append(Finding(Level.ERROR, code, name(node), message))
    for code, edge, message in _edges(quads, index, ontology):
        relation = ontology.labels.get(edge.predicate.value, local_name(edge.predicate.value))
        subject = f"{name(edge.subject)} {relation} {name(edge.object)}"
        findings.append(Finding(Level.ERROR, code, subject, message))
    for identifier, message in articles_without_text(index, texts):
        findings.append(Finding(Level.WARNING, "text-missing", identifier, message))
    return sorted(findings)


def _misplaced(quads: Iterable[Quad]) -> Iterator[tuple[str, Term, str]]:
    """Yield facts and evidence that stand outside their article's graph."""
    for quad in quads:
        if quad.predicate == term("oa:hasSource") and quad.graph_name != quad.object:
            message = "It stands outside its article's graph; build the graph again."
            yield "evidence-misplaced", quad.subject, message
        elif quad.predicate == term("kg:status") and quad.graph_name == DefaultGraph():
            yield "fact-misplaced", quad.subject, "It stands in the default graph; build the graph again."


def _edges(quads: Iterable[Quad], index: Index, ontology: Ontology) -> Iterator[tuple[str, Triple, str]]:
    """Yield edges that no asserted fact gives, and those that one gives and the graph lacks."""
    declared = {edge.iri for edge in ontology.edges}
    present = {quad.triple for quad in quads if quad.predicate in declared}
    held = (role for fact in index.subjects("org:role") for role in index.nodes(fact, "org:role"))
    roles = {role: index.text(role, "skos:prefLabel") or "" for role in held}
    derived = edges(_claims(index, ontology), ontology, roles)
    for edge in sorted(present - derived, key=str):
        yield "edge-without-fact", edge, "No asserted fact gives this edge; build the graph again."
    for edge in sorted(derived - present, key=str):
        yield "edge-missing", edge, "An asserted fact gives it, and it is not there; build the graph again."


def _claims(index: Index, ontology: Ontology) -> Iterator[Claim]:
    statuses: dict[NamedNode, Status] = {term(f"kg:{status}"): status for status in Status}
    types = {fact_type.iri for fact_type in ontology.fact_types.values()}
    properties = [argument.iri for argument in ontology.arguments.values() if argument.datatype is None]
    for fact in index.subjects("kg:status"):
        arguments = {argument: index.nodes(fact, argument) for argument in properties}
        for fact_type in types.intersection(index.nodes(fact, "rdf:type")):
            for status in statuses.keys() & set(index.nodes(fact, "kg:status")):
                yield Claim(fact_type, statuses[status], arguments)
