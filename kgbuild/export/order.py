"""The order in which a person reads a graph, and prefixes that make its IRIs short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, Triple

from kgbuild.rdf.vocabulary import PREFIXES, Term, term

_ARTICLES = "article/"

Statement = TypeVar("Statement", Quad, Triple)


def in_reading_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return `statements` sorted: the default graph first, then each article's.

    Within a graph they stand by subject, but each fact is followed by its evidence and its selectors; of one
    subject, its classes come first.
    """
    found = list(statements)
    owners = _owners(found)

    def key(one: Statement) -> tuple[str, list[str], bool, str, str]:
        graph = getattr(one, "graph_name", None)
        name = graph.value if isinstance(graph, NamedNode) else ""
        is_class = one.predicate == term("rdf:type")
        return name, _chain(one.subject, owners), not is_class, one.predicate.value, str(one.object)

    return sorted(found, key=key)


def instance_prefixes(statements: Iterable[Quad | Triple]) -> dict[str, str]:
    """Return a prefix for each sort of thing in the graph: "person", "organisation", "fact".

    Where instances live is told by the articles' IRIs; without articles there are no prefixes.
    """
    articles, subjects = set(), set()
    for one in statements:
        if isinstance(one.subject, NamedNode):
            subjects.add(one.subject.value)
            if one.object == term("kg:Article"):
                articles.add(one.subject.value)
    if not articles:
        return {}
    base = min(articles).rpartition(_ARTICLES)[0]
    below = {iri.removeprefix(base).partition("/")[0] for iri in subjects if iri.startswith(base)}
    return {name: f"{base}{name}/" for name in below - set(PREFIXES) if name.isalpha()}


def used_prefixes(statements: Iterable[Quad | Triple]) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of `statements`, sorted."""
    found = list(statements)
    prefixes = dict(PREFIXES) | instance_prefixes(found)
    namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}
    used = {namespace for iri in _iris(found) for namespace in namespaces if iri.startswith(namespace)}
    return {prefix: namespace for prefix, namespace in sorted(prefixes.items()) if namespace in used}


def _iris(statements: Iterable[Quad | Triple]) -> set[str]:
    found = set()
    for one in statements:
        for node in (one.subject, one.predicate, one.object, getattr(one, "graph_name", None)):
            if isinstance(node, NamedNode):
                found.add(node.value)
            elif datatype := getattr(node, "datatype", None):
                found.add(datatype.value)
    return found


def _owners(statements: Iterable[Quad | Triple]) -> Mapping[Term, Term]:
    """Return the fact of each piece of evidence, and the evidence of each selector."""
    owning = (term("kg:evidence"), term("oa:hasSelector"))
    owners: dict[Term, Term] = {}
    for one in statements:
        if one.predicate in owning:
            owner = owners.get(one.object, one.subject)
            owners[one.object] = min(owner, one.subject, key=str)
    return owners


def _chain(subject: Term, owners: Mapping[Term, Term]) -> list[str]:
    owner = owners.get(subject)
    first = owners.get(owner) if owner is not None else None
    return [str(getattr(node, "value", node)) for node in (first, owner, subject) if node is not None]
