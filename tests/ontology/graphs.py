"""Small good graphs to break: a sample fact with all that it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, Namespace, URIRef
from rdflib.term import Node

from kgbuild.config import DEFAULT_BASE
from kgbuild.rdf.bridge import rdflib_graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.vocabulary import PREFIXES
from tests.rdf.sample import ENTITIES, READINGS

FOLDER = Path(__file__).parents[2] / "ontology"
KG = Namespace(PREFIXES["kg"])
OA = Namespace(PREFIXES["oa"])
ORG = Namespace(PREFIXES["org"])
SHAPE = Namespace("https://w3id.org/kgbuild/shapes#")
ID = Namespace(DEFAULT_BASE)
ARTICLE = ID["article/marlbury-inspection"]


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "kgbuild.ttl")


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


@cache
def sample() -> rdflib.Graph:
    """Return the whole sample graph."""
    return rdflib_graph(quads(READINGS, ENTITIES, load_ontology(FOLDER), DEFAULT_BASE))


@cache
def first_fact(fact_type: URIRef) -> Node:
    """Return the sample's first fact of a type that is Asserted and has evidence of its own."""
    facts = set(sample().subjects(RDF.type, fact_type)) & set(sample().subjects(KG.status, KG.Asserted))
    return min(facts, key=lambda fact: (-len(set(sample().objects(fact))), str(fact)))


def around(fact: Node) -> rdflib.Graph:
    """Return a graph of one fact: its evidence, what it names, and the edges between what it names."""
    graph = rdflib.Graph()
    edges = set(ontology().subjects(KG.derivedFrom))
    nodes, waiting = set(), [fact]
    while waiting:
        node = waiting.pop()
        nodes.add(node)
        for predicate, value in sample().predicate_objects(node):
            if predicate not in edges:
                graph.add((node, predicate, value))
                if isinstance(value, URIRef) and predicate != RDF.type and value not in nodes:
                    waiting.append(value)
    for edge in edges:
        for subject, value in sample().subject_objects(edge):
            if {subject, value} <= nodes:
                graph.add((subject, edge, value))
    return graph


def with_hierarchy(graph: rdflib.Graph) -> rdflib.Graph:
    """Return `graph` with the ontology's subclass axioms beside it."""
    for axiom in ontology().triples((None, RDFS.subClassOf, None)):
        graph.add(axiom)
    return graph
