"""Turns readings and entities into the quads of the graph.

Facts and evidence stand in their article's graph; entities, roles, articles and edges in the default graph,
each triple once. No blank nodes; every IRI is made from content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kgbuild.ids import digest, evidence_id, fact_id, slug
from kgbuild.model import Argument, Document, Entity, Fact, MemberRef, Reading
from kgbuild.rdf.edges import Claim, edges, role_classes
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, clean, literal, term

_ROLE_SLUG = 60
_DEFAULT = DefaultGraph()


def quads(
    readings: Iterable[Reading], entities: Iterable[Entity], ontology: Ontology, base: str
) -> Iterator[Quad]:
    """Yield every quad of the graph once; the same set whatever the order of `readings` and `entities`.

    Args:
        readings: What was read, one for each document.
        entities: What the referents of the readings stand for; each referent of an argument belongs to one.
        ontology: Which property each argument is, and how edges are derived.
        base: The IRI below which instances live; ends in "/" or "#".

    Raises:
        KnowledgeError: A fact has a type or an argument that the ontology does not declare.
        ValueError: Two readings are of documents with one id, or a referent belongs to no entity.
    """
    mapper = _Mapper(ontology, base, entities)
    seen = set()
    for reading in sorted(readings, key=lambda reading: reading.document.id):
        if reading.document.id in seen:
            raise ValueError(f"two documents have the id {reading.document.id!r}")
        seen.add(reading.document.id)
        yield from mapper.article(reading.document)
        yield from mapper.facts(reading)
    yield from mapper.entities()
    yield from mapper.roles()
    yield from mapper.edges()


def article_iri(base: str, identifier: str) -> NamedNode:
    """Return the IRI of an article, which names its graph.

    >>> article_iri("https://example.org/", "a b/c")
    <NamedNode value=https://example.org/article/a%20b%2Fc>
    """
    return NamedNode(f"{base}article/{quote(clean(identifier), safe='')}")


def role_iri(base: str, words: str) -> NamedNode:
    """Return the IRI of a role; a phrase too long for a slug is told from others by a hash of the whole.

    >>> role_iri("https://example.org/", "Chief Executive")
    <NamedNode value=https://example.org/role/chief-executive>
    """
    whole = slug(words, length=len(words) + 10)
    if len(whole) > _ROLE_SLUG:
        whole = f"{slug(words, length=_ROLE_SLUG - 9)}-{digest(whole, length=8)}"
    return NamedNode(f"{base}role/{whole}")


class _Mapper:
    """Maps one reading after the other, and keeps what goes into the default graph for the end."""

    def __init__(self, ontology: Ontology, base: str, entities: Iterable[Entity]) -> None:
        self.ontology = ontology
        self.base = base
        self._entities = sorted(entities, key=lambda entity: entity.id)
        self._iris = {
            member: NamedNode(base + entity.id) for entity in self._entities for member in entity.members
        }
        self._role_words: dict[NamedNode, set[str]] = defaultdict(set)
        self._role_articles: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        self._claims: list[Claim] = []

    def article(self, document: Document) -> Iterator[Quad]:
        iri = article_iri(self.base, document.id)
        yield _plain(iri, "rdf:type", term("kg:Article"))
        yield _plain(iri, "dcterms:identifier", literal(document.id))
        if document.title:
            yield _plain(iri, "dcterms:title", literal(document.title))
        if document.issued:
            yield _plain(iri, "dcterms:issued", literal(document.issued, term("xsd:date")))
        if document.source:
            yield _plain(iri, "dcterms:source", literal(document.source))

    def entities(self) -> Iterator[Quad]:
        for entity in self._entities:
            articles = {article_iri(self.base, member.document) for member in entity.members}
            iri = NamedNode(self.base + entity.id)
            yield from _described(iri, f"kg:{entity.kind}", entity.label, entity.names, articles)

    def roles(self) -> Iterator[Quad]:
        for iri, words in sorted(self._role_words.items(), key=lambda item: item[0].value):
            label = _role_label(words)
            yield from _described(iri, "kg:Role", label, words - {label}, self._role_articles[iri])
            for of_class in sorted(role_classes(label, self.ontology), key=str):
                yield Quad(iri, term("rdf:type"), of_class, _DEFAULT)

    def edges(self) -> Iterator[Quad]:
        labels = {iri: _role_label(words) for iri, words in self._role_words.items()}
        for triple in sorted(edges(self._claims, self.ontology, labels), key=str):
            yield Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)

    def facts(self, reading: Reading) -> Iterator[Quad]:
        graph = article_iri(self.base, reading.document.id)
        claims: dict[str, list[Fact]] = defaultdict(list)
        for fact in reading.facts:
            claims[fact_id(reading.document.id, fact)].append(fact)
        for identifier, facts in sorted(claims.items()):
            iri = NamedNode(f"{self.base}fact/{identifier}")
            values = set(self._said(reading.document, facts))
            values |= {(term("kg:evidence"), self._evidence_iri(reading.document, fact)) for fact in facts}
            for predicate, value in _sorted(values):
                yield Quad(iri, predicate, value, graph)
            yield from self._evidence(reading.document, facts, graph)

    def _said(self, document: Document, facts: Sequence[Fact]) -> Iterator[tuple[NamedNode, Term]]:
        """Yield what is said of one claim: the facts differ in evidence, rule and confidence alone."""
        first = facts[0]
        fact_type = self.ontology.fact_type(first.type)
        for iri in (fact_type.iri, fact_type.kind, term("kg:Fact")):
            yield term("rdf:type"), iri
        yield term("kg:status"), term(f"kg:{first.status}")
        confidence = max(fact.confidence for fact in facts)
        yield term("kg:confidence"), literal(_decimal(confidence), term("xsd:decimal"))
        yield from self._arguments(document, first, fact_type.iri)
        for name, date in (("kg:earliest", first.earliest), ("kg:latest", first.latest)):
            if date:
                yield term(name), literal(date, term("xsd:date"))
        if first.claimer:
            yield term("kg:claimedBy"), self._entity(document, first.claimer)
        for fact in facts:
            yield term("kg:extractor"), literal(fact.rule)
            if fact.date_text:
                yield term("kg:dateText"), literal(fact.date_text)
            if fact.location:
                yield term("schema:location"), self._entity(document, fact.location)

    def _arguments(
        self, document: Document, fact: Fact, fact_type: NamedNode
    ) -> Iterator[tuple[NamedNode, Term]]:
        nodes: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for argument in fact.args:
            declared = self.ontology.argument(argument.name)
            if declared.datatype is not None:
                yield declared.iri, literal(argument.text, declared.datatype)
                continue
            if argument.referent is None:
                node = self._role(document, argument)
            else:
                node = self._entity(document, argument.referent)
            nodes[declared.iri].append(node)
            yield declared.iri, node
        self._claims.append(Claim(fact_type, fact.status, nodes))

    def _entity(self, document: Document, referent: str) -> NamedNode:
        try:
            return self._iris[MemberRef(document.id, referent)]
        except KeyError:
            raise ValueError(f"{document.id}: the referent {referent!r} belongs to no entity") from None

    def _role(self, document: Document, argument: Argument) -> NamedNode:
        words = " ".join(argument.text.split())
        iri = role_iri(self.base, words)
        self._role_words[iri].add(words)
        self._role_articles[iri].add(article_iri(self.base, document.id))
        return iri

    def _evidence_iri(self, document: Document, fact: Fact) -> NamedNode:
        return NamedNode(f"{self.base}evidence/{evidence_id(document.id, fact)}")

    def _evidence(self, document: Document, facts: Sequence[Fact], graph: NamedNode) -> Iterator[Quad]:
        places: dict[NamedNode, list[Fact]] = defaultdict(list)
        for fact in facts:
            places[self._evidence_iri(document, fact)].append(fact)
        for iri, found in sorted(places.items(), key=lambda item: item[0].value):
            position, words = NamedNode(f"{iri.value}/position"), NamedNode(f"{iri.value}/quote")
            span = found[0].evidence
            values: set[tuple[NamedNode, NamedNode, Term]] = {
                (iri, term("rdf:type"), term("oa:SpecificResource")),
                (iri, term("oa:hasSource"), graph),
                (iri, term("oa:hasSelector"), position),
                (iri, term("oa:hasSelector"), words),
                (position, term("rdf:type"), term("oa:TextPositionSelector")),
                (position, term("oa:start"), literal(str(span.start), term("xsd:integer"))),
                (position, term("oa:end"), literal(str(span.end), term("xsd:integer"))),
                (words, term("rdf:type"), term("oa:TextQuoteSelector")),
                (words, term("oa:exact"), literal(span.of(document.text))),
            }
            for fact in found:
                values.add((iri, term("kg:trigger"), literal(fact.trigger.of(document.text))))
                values |= {(iri, term("kg:statusCue"), literal(cue.of(document.text))) for cue in fact.cues}
            for subject, predicate, value in sorted(values, key=lambda triple: tuple(map(str, triple))):
                yield Quad(subject, predicate, value, graph)


def _plain(subject: NamedNode, predicate: str, value: Term) -> Quad:
    return Quad(subject, term(predicate), value, _DEFAULT)


def _described(
    iri: NamedNode, kind: str, label: str, names: Iterable[str], articles: Iterable[NamedNode]
) -> Iterator[Quad]:
    yield _plain(iri, "rdf:type", term(kind))
    yield _plain(iri, "skos:prefLabel", literal(label))
    for name in sorted(set(names) - {label}):
        yield _plain(iri, "skos:altLabel", literal(name))
    for article in sorted(articles, key=lambda node: node.value):
        yield _plain(iri, "kg:mentionedIn", article)


def _role_label(words: Iterable[str]) -> str:
    """Return the form with the fewest capitals: those of "Chief executive" may come from its place alone."""
    return min(words, key=lambda form: (sum(map(str.isupper, form)), form))


def _sorted(values: Iterable[tuple[NamedNode, Term]]) -> list[tuple[NamedNode, Term]]:
    return sorted(values, key=lambda pair: (pair[0].value, str(pair[1])))


def _decimal(number: float) -> str:
    """Return `number` as the store writes an xsd:decimal: at most four places, no trailing zeros."""
    return f"{number:.4f}".rstrip("0").rstrip(".")
