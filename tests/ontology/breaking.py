"""Breaks good graphs, and tells which shapes speak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyshacl
import rdflib
from rdflib import DCTERMS, RDF, SH, SKOS, Literal, URIRef
from rdflib.term import Node

from kgbuild.rdf.vocabulary import PREFIXES, term
from tests.ontology.graphs import ARTICLE, KG, OA, ORG, SHAPE, shapes, with_hierarchy

THE = "urn:the:"


def uri(curie: str) -> URIRef:
    """Return the term of a prefixed name."""
    return URIRef(term(curie).value)


def local(iri: str) -> str:
    """Return the last part of an IRI or prefixed name."""
    return re.split(r"[#/:]", iri)[-1]


def shape_iris(*names: str) -> set[URIRef]:
    """Return the shapes of these names."""
    return {SHAPE[name] for name in names}


def report(graph: rdflib.Graph) -> rdflib.Graph:
    """Return the validation report of `graph`."""
    _, found, _ = pyshacl.validate(with_hierarchy(graph), shacl_graph=shapes(), inplace=True)
    assert isinstance(found, rdflib.Graph)
    return found


def rejected(graph: rdflib.Graph) -> set[Node | None]:
    """Return the shapes that `graph` does not satisfy; each speaks with its own message."""
    found = report(graph)
    speaking = set()
    for result in found.subjects(RDF.type, SH.ValidationResult):
        shape = found.value(result, SH.sourceShape)
        assert found.value(result, SH.resultMessage) == shapes().value(shape, SH.message)
        speaking.add(shape)
    return speaking


def add_article(graph: rdflib.Graph) -> URIRef:
    """Add an article, and return it."""
    graph.add((ARTICLE, RDF.type, KG.Article))
    graph.set((ARTICLE, DCTERMS.identifier, Literal("marlbury-inspection")))
    return ARTICLE


def add_entity(graph: rdflib.Graph, kind: URIRef, name: str) -> URIRef:
    """Add an entity of a kind, and return it."""
    entity = URIRef(f"https://example.org/{name}")
    graph.add((entity, RDF.type, kind))
    graph.add((entity, SKOS.prefLabel, Literal(name)))
    graph.add((entity, KG.mentionedIn, add_article(graph)))
    return entity


def change(graph: rdflib.Graph, case: Mapping[str, Any], fact: Node) -> None:
    """Change `graph`, the good one around `fact`, as a case of `broken.yaml` says."""
    nodes = _stand_ins(graph, fact)
    path = case.get("drop") or case.get("replace")
    if path:
        subject, predicate = path.split()[:2]
        graph.remove((nodes[subject.removeprefix("the:")], uri(predicate), None))
    turtle = f"{case['replace']} ." if "replace" in case else case.get("add", "")
    prologue = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    for triple in rdflib.Graph().parse(data=f"{prologue}@prefix the: <{THE}> .\n{turtle}", format="turtle"):
        subject, predicate, value = (nodes.get(str(node).removeprefix(THE)) or node for node in triple)
        graph.add((subject, predicate, value))


def _stand_ins(graph: rdflib.Graph, fact: Node) -> dict[str, Node | None]:
    """Return the nodes that the words of `broken.yaml` stand for."""
    evidence = graph.value(fact, KG.evidence, any=True)
    selectors = list(graph.objects(evidence, OA.hasSelector))
    parties = (KG.target, KG.participant, ORG.member)
    return {
        "fact": fact,
        "evidence": evidence,
        "position": next(s for s in selectors if (s, OA.start, None) in graph),
        "quote": next(s for s in selectors if (s, OA.exact, None) in graph),
        "article": graph.value(evidence, OA.hasSource),
        "entity": next((party for argument in parties for party in graph.objects(fact, argument)), None),
        "role": graph.value(fact, ORG.role),
    }
