"""From pyoxigraph's terms to rdflib's, for what only rdflib does: SHACL and some serialisations."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kgbuild.rdf.vocabulary import PREFIXES, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(term: Term) -> rdflib.term.Identifier:
    """Return `term` as rdflib has it, with the same lexical form; a plain string has no datatype there.

    Raises:
        TypeError: It is a quoted triple, which rdflib does not have.
    """
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal(language=str(language)):
            return rdflib.Literal(term.value, lang=language)
        case ox.Literal():
            datatype = None if term.datatype.value == _STRING else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise TypeError(f"no term of rdflib: {term}")


def rdflib_graph(statements: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """Return `statements`, of all graphs together, as one rdflib graph in memory."""
    graph = rdflib.Graph()
    for one in statements:
        graph.add((to_rdflib(one.subject), to_rdflib(one.predicate), to_rdflib(one.object)))
    return graph


def rdflib_dataset(quads: Iterable[ox.Quad]) -> rdflib.Dataset:
    """Return `quads` with their graphs as a dataset in memory, whose queries see all graphs together."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in quads:
        named = quad.graph_name
        name = DATASET_DEFAULT_GRAPH_ID if isinstance(named, ox.DefaultGraph) else to_rdflib(named)
        triple = to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)
        dataset.graph(name).add(triple)
    return dataset
