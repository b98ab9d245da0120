"""What to call a node in a message: its label, or what it is and whom it is about."""

from __future__ import annotations

import rdflib
from rdflib import DCTERMS, RDF, SKOS, Namespace, URIRef
from rdflib.term import Node

from kgbuild.rdf.vocabulary import PREFIXES, curie

OA = Namespace(PREFIXES["oa"])
KG = Namespace(PREFIXES["kg"])

_EVERY_FACT = {KG.Fact, KG.State, KG.Event}


def describe(node: Node | None, graph: rdflib.Graph) -> str:
    """Return how to speak of `node` to a user.

    An entity by its label, an article by its identifier, a fact by its type and the entities in it, evidence
    and selectors by their fact; behind it the IRI, which other commands take.
    """
    if not isinstance(node, URIRef):
        return str(node)
    return f"{_name(node, graph)} <{node}>".strip()


def _name(node: Node, graph: rdflib.Graph) -> str:
    label = graph.value(node, SKOS.prefLabel, any=True) or graph.value(node, DCTERMS.identifier, any=True)
    if label is not None:
        return str(label)
    if (node, KG.status, None) in graph or (node, RDF.type, KG.Fact) in graph:
        return _fact(node, graph)
    owner = graph.value(None, OA.hasSelector, node, any=True) or node
    fact = graph.value(None, KG.evidence, owner, any=True)
    if fact is not None:
        return f"evidence of {_fact(fact, graph)}"
    return curie(str(node)) if str(node).startswith(PREFIXES["kg"]) else ""


def _fact(fact: Node, graph: rdflib.Graph) -> str:
    types = sorted(curie(str(kind)) for kind in set(graph.objects(fact, RDF.type)) - _EVERY_FACT)
    labels = {
        str(label)
        for value in graph.objects(fact)
        if isinstance(value, URIRef)
        for label in graph.objects(value, SKOS.prefLabel)
    }
    return f"{', '.join(types) or 'fact'} ({'; '.join(sorted(labels))})"
