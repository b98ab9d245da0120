"""Entities as the graph holds them: their kind, names, and the articles that mention them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kgbuild.export.text import plain
from kgbuild.model import Kind
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import local_name, term

_ENTITIES = """
SELECT ?entity ?class ?label WHERE {
  { SELECT ?entity ?class { VALUES ?class { %s } ?entity a ?class } }
  { SELECT ?entity ?label { ?entity skos:prefLabel ?label } }
}
"""
_OTHER_NAMES = "SELECT ?entity ?name WHERE { ?entity skos:altLabel ?name }"
_MENTIONS = "SELECT ?entity ?article WHERE { ?entity kg:mentionedIn ?article }"


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, organisation, place or work.

    Attributes:
        iri: Its IRI.
        kind: What sort of thing.
        label: Its fullest name on one line, or the last part of its IRI where nothing of it can be shown.
        names: Every other form found, on one line each, sorted.
        articles: The IRIs of the articles that mention it, sorted.
    """

    iri: str
    kind: Kind
    label: str
    names: tuple[str, ...]
    articles: tuple[str, ...]


def read_things(graph: Graph) -> list[Thing]:
    """Return every person, organisation, place and work, sorted by IRI; roles are none."""
    kinds = {term(f"kg:{kind}"): kind for kind in Kind}
    names, articles = defaultdict(set), defaultdict(set)
    for entity, name in rows(graph, _OTHER_NAMES):
        names[entity].add(plain(name.value))
    for entity, article in rows(graph, _MENTIONS):
        articles[entity].add(article.value)
    found = [
        Thing(
            iri=entity.value,
            kind=kinds[of_class],
            label=plain(label.value) or local_name(entity.value),
            names=tuple(sorted(names[entity] - {""})),
            articles=tuple(sorted(articles[entity])),
        )
        for entity, of_class, label in rows(graph, _ENTITIES % " ".join(map(str, kinds)))
    ]
    return sorted(found, key=lambda thing: (thing.iri, thing.label))
