"""Facts as the graph holds them, with their evidence, and the names of what they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kgbuild.errors import ExportError
from kgbuild.progress import Progress, silent, track
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import FactType, Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import Term, local_name, term

EVERY_FACT: Mapping[str, NamedNode] = MappingProxyType(
    {
        "earliest": term("kg:earliest"),
        "latest": term("kg:latest"),
        "dateText": term("kg:dateText"),
        "location": term("schema:location"),
        "claimedBy": term("kg:claimedBy"),
        "confidence": term("kg:confidence"),
        "extractor": term("kg:extractor"),
    }
)
"""What may be said of a fact of any type, beside its status and its evidence."""

_LABELS = "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }"
_ARTICLES = """
SELECT ?article ?identifier ?title ?issued ?source WHERE {
  ?article a kg:Article ; dcterms:identifier ?identifier .
  OPTIONAL { ?article dcterms:title ?title }
  OPTIONAL { ?article dcterms:issued ?issued }
  OPTIONAL { ?article dcterms:source ?source }
}
"""
# A store spends most of its time on looking up what its terms are: the fewer a row has, the better. And
# subqueries make it join by hash: over a million quads, a quarter of the time that one pattern for all takes.
_TYPES = "SELECT ?fact ?type WHERE { VALUES ?type { %s } ?fact a ?type }"
_VALUES = "SELECT ?fact ?value WHERE { ?fact %s ?value }"
_EVIDENCE = """
SELECT ?fact ?article ?start ?end ?words WHERE {
  { SELECT ?fact ?evidence { ?fact kg:evidence ?evidence } }
  { SELECT ?evidence ?article { ?evidence oa:hasSource ?article } }
  { SELECT ?evidence ?position { ?evidence oa:hasSelector ?position } }
  { SELECT ?position ?start { ?position oa:start ?start } }
  { SELECT ?position ?end { ?position oa:end ?end } }
  { SELECT ?evidence ?quote { ?evidence oa:hasSelector ?quote } }
  { SELECT ?quote ?words { ?quote oa:exact ?words } }
}
"""
_STAGE = "Reading facts"


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """A source document.

    Attributes:
        identifier: Its identifier.
        title: Its headline; empty where it is not known.
        issued: Its date of issue, `YYYY-MM-DD`; empty where it is not known.
        source: The publisher's address or name; empty where it is not known.
    """

    identifier: str
    title: str = ""
    issued: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of an article that states a fact: its place, in code points, half-open, and its words."""

    article: Article
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact with all that is said of it.

    Attributes:
        iri: Its IRI.
        type: Its class.
        status: Asserted, Planned or Denied.
        values: The values of each property, sorted.
        evidence: Sorted by article and place.
    """

    iri: str
    type: FactType
    status: str
    values: Mapping[NamedNode, tuple[Term, ...]]
    evidence: tuple[Evidence, ...]

    def text(self, curie: str) -> str:
        """Return the first literal at a property; empty where there is none."""
        values = self.values.get(term(curie), ())
        return next((value.value for value in values if isinstance(value, ox.Literal)), "")


def read_labels(graph: Graph) -> dict[Term, str]:
    """Return the label of every entity and role."""
    return {thing: label.value for thing, label in sorted(rows(graph, _LABELS), key=str)}


def worded(value: Term, labels: Mapping[Term, str]) -> str:
    """Return a value in words: the label of an entity or role, else the value's own text."""
    return labels.get(value) or str(getattr(value, "value", value))


def read_articles(graph: Graph) -> dict[NamedNode, Article]:
    """Return every article, by IRI."""
    return {
        iri: Article(*(value.value if value else "" for value in described))
        for iri, *described in sorted(rows(graph, _ARTICLES), key=str)
    }


def read_facts(
    graph: Graph, ontology: Ontology, articles: Mapping[NamedNode, Article], progress: Progress = silent
) -> list[StatedFact]:
    """Return every fact, sorted by its first evidence, then by IRI.

    Args:
        graph: The graph.
        ontology: Which types of facts there are, and which arguments they have.
        articles: The articles of the graph, as `read_articles` gives them.
        progress: Who is told how many properties of facts are read.

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
        StoreError: The store is damaged, or its answer is not whole.
    """
    properties = [argument.iri for argument in ontology.arguments.values()] + list(EVERY_FACT.values())
    progress(_STAGE, 0, len(properties))
    types = _read_types(graph, ontology)
    statuses: dict[NamedNode, NamedNode] = dict(rows(graph, _VALUES % "kg:status"))
    if undeclared := sorted(fact.value for fact in statuses.keys() - types.keys()):
        raise ExportError(
            f"{undeclared[0]}: a fact of a type that the ontology does not declare",
            "Give the ontology that the graph was built with, or build the graph again.",
        )
    evidence = _read_evidence(graph, articles)
    said: dict[NamedNode, dict[NamedNode, list[Term]]] = {fact: {} for fact in statuses}
    for name in track(progress, _STAGE, properties, len(properties)):
        for fact, value in rows(graph, _VALUES % name):
            if fact in said:
                said[fact].setdefault(name, []).append(value)
    found = [
        StatedFact(
            iri=fact.value,
            type=types[fact],
            status=local_name(statuses[fact].value),
            values={name: _sorted(given) for name, given in values.items()},
            evidence=evidence[fact],
        )
        for fact, values in said.items()
    ]
    return sorted(found, key=_place)


def _place(fact: StatedFact) -> tuple[str, int, int, str]:
    first = fact.evidence[0] if fact.evidence else Evidence(Article(""), 0, 0, "")
    return first.article.identifier, first.start, first.end, fact.iri


def _sorted(values: Collection[Term]) -> tuple[Term, ...]:
    return tuple(values) if len(values) == 1 else tuple(sorted(set(values), key=str))


def _read_types(graph: Graph, ontology: Ontology) -> dict[NamedNode, FactType]:
    """Return the type of each fact: of several that the ontology declares, the first by IRI."""
    types = {fact_type.iri: fact_type for fact_type in ontology.fact_types.values()}
    found: dict[NamedNode, NamedNode] = {}
    for fact, iri in rows(graph, _TYPES % " ".join(map(str, types))):
        found[fact] = min(found.get(fact, iri), iri, key=str)
    return {fact: types[iri] for fact, iri in found.items()}


def _read_evidence(
    graph: Graph, articles: Mapping[NamedNode, Article]
) -> Mapping[NamedNode, tuple[Evidence, ...]]:
    """Return the evidence of each fact, sorted by article and place."""
    found: dict[NamedNode, set[Evidence]] = defaultdict(set)
    for fact, article, start, end, words in rows(graph, _EVIDENCE):
        source = articles.get(article, Article(article.value))
        found[fact].add(Evidence(source, int(start.value), int(end.value), words.value))
    return defaultdict(tuple, {fact: tuple(sorted(stretches)) for fact, stretches in found.items()})
