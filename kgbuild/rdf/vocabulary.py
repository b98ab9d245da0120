"""Prefixes, the terms that code speaks of, and how words become terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
"""What can stand as an object."""

Node = NamedNode
"""What has an IRI; for parts that do not import the store's library."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "kg": "https://w3id.org/kgbuild/ns#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Prefix to namespace, for every vocabulary the graph or the ontology uses."""

_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


@cache
def term(curie: str) -> NamedNode:
    """Return the term that a prefixed name stands for.

    >>> term("kg:status")
    <NamedNode value=https://w3id.org/kgbuild/ns#status>

    Raises:
        KeyError: The prefix is not one of `PREFIXES`.
    """
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def curie(iri: str) -> str:
    """Return the prefixed name of `iri`, or `iri` itself where no prefix fits.

    >>> curie("http://www.w3.org/ns/org#role")
    'org:role'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local_name(iri: str) -> str:
    """Return the last part of `iri`, behind "#" or "/".

    >>> local_name("http://www.w3.org/ns/org#role")
    'role'
    """
    return iri.rpartition("#")[2].rpartition("/")[2]


def literal(text: str, datatype: NamedNode | None = None) -> Literal:
    """Return `text` as a literal: a plain string, or typed.

    A lone surrogate, which RDF cannot hold, becomes U+FFFD: one code point for one, so offsets still hold.
    """
    return Literal(clean(text), datatype=datatype)


def clean(text: str) -> str:
    """Return `text` as a literal holds it: lone surrogates become U+FFFD, the length stays."""
    return text.translate(_SURROGATES)
