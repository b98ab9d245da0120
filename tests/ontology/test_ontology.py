"""The ontology parses, is consistent, declares the whole vocabulary, and explains every term."""

from __future__ import annotations

import pytest
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace, URIRef

from tests.ontology.graphs import KG, ORG, ontology, sample, shapes

ENTITY_CLASSES = "Person Organisation Place Work Role Article"
STATES = "Tenure Structure ReportingLine Collaboration"
EVENTS = """Appointment Departure Succession Criticism Praise Review Rating Authorship Commission
    Recommendation Launch Adoption Rejection Funding Intervention Sanction Transfer Death Statement"""
STATUSES = "Asserted Planned Denied"
PARTY_ARGUMENTS = (
    """agent target part whole subordinate superior participant work recipient donor addressee"""
)
TEXT_ARGUMENTS = """manner reason rating topic amountText currency direction measure quote gist"""
OF_EVERY_FACT = "evidence status confidence extractor claimedBy earliest latest dateText"
EDGES = """holdsRoleAt led memberOf partOf reportsTo worksWith appointed left succeeded criticised praised
    reviewed rated wrote commissioned advised launched adopted rejected funded intervenedIn sanctioned"""
ORG_TERMS = "Membership member role organization"

SCHEMA = Namespace("https://schema.org/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

DECLARED = sorted(
    term for term in set(ontology().subjects(RDF.type)) if isinstance(term, URIRef) and term.startswith(KG)
)
USED = {node for graph in (sample(), shapes()) for triple in graph for node in triple}
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
PROPERTIES = [term for term in DECLARED if PROPERTY_TYPES & set(ontology().objects(term, RDF.type))]


def names(*lists: str) -> list[URIRef]:
    return [KG[name] for words in lists for name in words.split()]


@pytest.mark.parametrize(
    "term",
    [
        *names(
            ENTITY_CLASSES, STATES, EVENTS, STATUSES, "Fact State Event Status mentionedIn trigger statusCue"
        ),
        *names(PARTY_ARGUMENTS, TEXT_ARGUMENTS, "amount", OF_EVERY_FACT, EDGES),
        *(ORG[name] for name in ORG_TERMS.split()),
        SCHEMA.location,
    ],
)
def test_declares_the_vocabulary(term: URIRef) -> None:
    assert (term, RDF.type, None) in ontology()


@pytest.mark.parametrize("term", sorted(set(ontology().subjects(RDFS.label)), key=str))
def test_every_term_is_explained_in_english_once(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        texts = list(ontology().objects(term, predicate))
        assert len(texts) == 1, predicate
        assert isinstance(texts[0], rdflib.Literal)
        assert texts[0].language == "en"
        assert str(texts[0]).strip()


def test_every_declared_term_has_a_label() -> None:
    assert [term for term in DECLARED if (term, RDFS.label, None) not in ontology()] == []


@pytest.mark.parametrize("term", PROPERTIES)
def test_every_property_has_domain_and_range(term: URIRef) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        ends = list(ontology().objects(term, predicate))
        assert len(ends) == 1, predicate
        if str(ends[0]).startswith(KG):
            assert ends[0] in DECLARED


@pytest.mark.parametrize("term", [*DECLARED, *sorted(set(ontology().subjects(RDFS.isDefinedBy)), key=str)])
def test_every_term_is_used_by_the_graph_or_the_shapes(term: URIRef) -> None:
    assert term in USED


def test_uses_no_term_of_its_own_that_it_does_not_declare() -> None:
    terms = {node for triple in ontology() + shapes() for node in triple if isinstance(node, URIRef)}
    assert {term for term in terms if term.startswith(KG)} - set(DECLARED) == set()


def test_the_sample_uses_only_declared_terms() -> None:
    used = set(sample().predicates()) | set(sample().objects(None, RDF.type))
    declared = set(ontology().subjects(RDFS.label)) | {RDF.type}
    assert used - declared == set()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (KG.Person, FOAF.Person),
        (KG.Person, SCHEMA.Person),
        (KG.Organisation, ORG.Organization),
        (KG.Place, SCHEMA.Place),
        (KG.Work, SCHEMA.CreativeWork),
        (KG.Work, PROV.Entity),
        (KG.Role, ORG.Role),
        (KG.Role, SKOS.Concept),
        (KG.Article, SCHEMA.NewsArticle),
        (KG.Article, PROV.Entity),
        (KG.Event, SEM.Event),
        (KG.Event, PROV.Activity),
        (KG.Tenure, ORG.Membership),
    ],
)
def test_is_aligned(ours: URIRef, theirs: URIRef) -> None:
    assert (ours, RDFS.subClassOf, theirs) in ontology()


@pytest.mark.parametrize(
    "prefix", ["http://www.w3.org/ns/oa#", "http://www.w3.org/2006/time#", PROV, SEM, ORG, FOAF]
)
def test_every_vocabulary_is_aligned_with(prefix: str) -> None:
    aligned = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    assert any(str(other).startswith(prefix) for p in aligned for other in ontology().objects(None, p))


def test_states_and_events() -> None:
    assert set(ontology().subjects(RDFS.subClassOf, KG.State)) == set(names(STATES))
    assert set(ontology().subjects(RDFS.subClassOf, KG.Event)) == set(names(EVENTS))
    assert set(ontology().subjects(KG.factKind, KG.State)) == {ORG.Membership}


@pytest.mark.parametrize("edge", names(EDGES))
def test_an_edge_joins_arguments_of_the_fact_it_comes_from(edge: URIRef) -> None:
    source = ontology().value(edge, KG.derivedFrom)
    arguments = set(ontology().objects(source, KG.hasArgument))
    for predicate in (KG.subjectArgument, KG.objectArgument):
        assert ontology().value(edge, predicate) in arguments


def test_every_edge_is_in_the_contract() -> None:
    assert set(ontology().subjects(KG.derivedFrom)) == set(names(EDGES))


def test_header() -> None:
    header = URIRef("https://w3id.org/kgbuild/ns")
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionInfo, OWL.versionIRI):
        assert (header, predicate, None) in ontology()


def contradictions(graph: rdflib.Graph) -> list[str]:
    """Return what OWL RL finds wrong in `graph`."""
    closed = rdflib.Graph()
    for triple in graph:
        closed.add(triple)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return sorted(str(text) for text in closed.objects(None, error))


def test_no_class_lies_below_two_disjoint_ones() -> None:
    """One instance of each class: it may not be of two disjoint classes."""
    graph = rdflib.Graph() + ontology()
    for number, node in enumerate(sorted(set(ontology().subjects(RDF.type, OWL.Class)), key=str)):
        if isinstance(node, URIRef) and node != KG.Status:
            graph.add((URIRef(f"https://example.org/{number}"), RDF.type, node))
    assert contradictions(graph) == []


@pytest.mark.slow
def test_the_sample_is_consistent_with_the_ontology() -> None:
    assert contradictions(ontology() + sample()) == []


@pytest.mark.parametrize(("first", "second"), [(KG.Person, KG.Work), (KG.Tenure, KG.Death)])
def test_contradictions_are_found(first: URIRef, second: URIRef) -> None:
    graph = rdflib.Graph() + ontology()
    graph.add((URIRef("https://example.org/x"), RDF.type, first))
    graph.add((URIRef("https://example.org/x"), RDF.type, second))
    assert contradictions(graph)
