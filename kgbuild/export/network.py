"""The graph as a network: entities as nodes, and an edge for each relation that facts give between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kgbuild.export.facts import Article, Evidence, StatedFact, read_articles, read_facts, read_labels, rows
from kgbuild.export.text import plain
from kgbuild.ids import digest
from kgbuild.model import Kind, Status
from kgbuild.rdf.edges import Claim, edges
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, local_name, term

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, str | int | float]
"""What is said of a node or an edge; what is not known is left out, since no format has a None."""

_ENTITIES = "SELECT ?entity ?class WHERE { ?entity a ?class ; skos:prefLabel ?label }"
_OTHER_NAMES = "SELECT ?entity ?name WHERE { ?entity skos:altLabel ?name }"
_MENTIONS = "SELECT ?entity ?article WHERE { ?entity kg:mentionedIn ?article }"
_LAST = "9999"

Ends = tuple[str, str, str]
"""The IRIs of an edge: source, target, relation."""


def network(graph: Graph, ontology: Ontology) -> nx.MultiDiGraph[str]:
    """Return the entities of `graph` and the edges that its asserted facts give, in a fixed order.

    Nodes are named by IRI and have: label, kind, other names, number of articles, first and last date of
    report. Edges have a key of their own, and: label, relation, weight (how many stretches state it),
    articles, first and last date of report, bounds of when it happened or held, confidence, and the surest
    sentence with its article. A relation that holds in both directions is one edge.

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
    """
    import networkx as nx

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    labels = read_labels(graph)
    for iri, attributes in _nodes(graph, labels):
        result.add_node(iri, **attributes)
    support = _support(read_facts(graph, ontology), ontology, labels)
    for (source, target, relation), facts in sorted(support.items(), key=itemgetter(0)):
        attributes = _edge(facts)
        attributes["label"] = plain(ontology.labels.get(relation, "")) or local_name(relation)
        attributes["relation"] = local_name(relation)
        result.add_edge(source, target, key=digest(source, relation, target), **attributes)
    return result


def _nodes(graph: Graph, labels: Mapping[Term, str]) -> list[tuple[str, Attributes]]:
    articles = read_articles(graph)
    kinds = {term(f"kg:{kind}"): kind for kind in Kind}
    names, mentions = defaultdict(set), defaultdict(set)
    for entity, name in rows(graph, _OTHER_NAMES):
        names[entity].add(plain(name.value))
    for entity, article in rows(graph, _MENTIONS):
        mentions[entity].add(articles.get(article, Article(article.value)))
    found = {}
    for entity, of_class in sorted(rows(graph, _ENTITIES), key=str):
        if of_class not in kinds:
            continue
        attributes: Attributes = {
            "label": plain(labels[entity]) or local_name(entity.value),
            "kind": kinds[of_class].value,
            "articles": len(mentions[entity]),
        }
        if other := "; ".join(sorted(names[entity] - {""})):
            attributes["names"] = other
        found[entity.value] = attributes | _reported(mentions[entity])
    return sorted(found.items())


def _support(
    facts: Iterable[StatedFact], ontology: Ontology, labels: Mapping[Term, str]
) -> dict[Ends, list[StatedFact]]:
    """Return the facts that each edge comes from, by the same derivation that puts edges into the graph."""
    roles = defaultdict(str, {iri: label for iri, label in labels.items() if isinstance(iri, NamedNode)})
    symmetric = {edge.iri for edge in ontology.edges if edge.symmetric}
    found: dict[Ends, list[StatedFact]] = defaultdict(list)
    for fact in facts:
        arguments = {
            name: [value for value in values if isinstance(value, NamedNode)]
            for name, values in fact.values.items()
        }
        claim = Claim(fact.type.iri, Status(fact.status), arguments)
        for edge in edges([claim], ontology, roles):
            source, target = (str(getattr(end, "value", end)) for end in (edge.subject, edge.object))
            is_double = edge.predicate in symmetric and target < source
            if fact.evidence and not is_double:
                found[source, target, edge.predicate.value].append(fact)
    return found


def _edge(facts: Iterable[StatedFact]) -> Attributes:
    facts = list(facts)
    evidence = {stretch for fact in facts for stretch in fact.evidence}
    articles = {stretch.article for stretch in evidence}
    confidence, best = min(
        ((-_confidence(fact), stretch) for fact in facts for stretch in fact.evidence),
        key=lambda pair: (pair[0], pair[1].article.issued or _LAST, pair[1]),
    )
    attributes: Attributes = {
        "weight": len(evidence),
        "articles": "; ".join(sorted(plain(article.identifier) for article in articles)),
        "confidence": -confidence,
        **_sample(best),
        **_reported(articles),
    }
    earliest = [date for fact in facts if (date := fact.text("kg:earliest"))]
    latest = [date for fact in facts if (date := fact.text("kg:latest"))]
    if earliest:
        attributes["earliest"] = plain(min(earliest))
    if latest:
        attributes["latest"] = plain(max(latest))
    return attributes


def _confidence(fact: StatedFact) -> float:
    return float(fact.text("kg:confidence") or 0)


def _sample(evidence: Evidence) -> Attributes:
    return {"sentence": plain(evidence.words), "article": plain(evidence.article.identifier)}


def _reported(articles: Iterable[Article]) -> Attributes:
    dates = [plain(article.issued) for article in articles if article.issued]
    return {"first_reported": min(dates), "last_reported": max(dates)} if dates else {}
