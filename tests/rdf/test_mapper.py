from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import KnowledgeError
from kgbuild.model import (
    Argument,
    Document,
    Entity,
    Fact,
    Kind,
    MemberRef,
    Reading,
    Referent,
    Span,
    Status,
)
from kgbuild.rdf.mapper import article_iri, quads, role_iri
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.vocabulary import Term, clean, term
from tests.rdf.conftest import FOLDER
from tests.rdf.golden import lines
from tests.rdf.sample import ENTITIES, READINGS, TEXTS

BASE = "https://example.org/id/"
ONTOLOGY = load_ontology(FOLDER)
REFERENT = Referent("person:ann-ash", Kind.PERSON, "Ann Ash")


def entity(*documents: str) -> Entity:
    members = tuple(MemberRef(document, REFERENT.id) for document in documents)
    return Entity("person/ann-ash", Kind.PERSON, "Ann Ash", ("Ms Ash",), members)


def death(evidence: Span, **changes: object) -> Fact:
    fact = Fact(
        type="Death",
        args=(Argument("target", "Ann Ash", REFERENT.id),),
        status=Status.ASSERTED,
        evidence=evidence,
        trigger=evidence,
        rule="Death.yaml:1",
        confidence=0.5,
    )
    return dataclasses.replace(fact, **changes)  # type: ignore[arg-type]


def mapped(text: str, *facts: Fact, identifier: str = "d") -> list[Quad]:
    reading = Reading(Document(identifier, text), "by-hand", (REFERENT,), facts=facts)
    return list(quads([reading], [entity(identifier)], ONTOLOGY, BASE))


def values(found: list[Quad], predicate: str) -> list[Term]:
    return [quad.object for quad in found if quad.predicate == term(predicate)]


def texts(found: list[Quad], predicate: str) -> list[str]:
    return sorted(value.value for value in values(found, predicate) if isinstance(value, Literal))


def test_the_sample_is_as_committed(sample_quads: list[Quad]) -> None:
    committed = Path(__file__).with_name("sample.nq").read_text(encoding="utf-8")
    assert lines(sample_quads) == committed


def test_every_quad_comes_once(sample_quads: list[Quad]) -> None:
    assert [quad for quad, count in Counter(sample_quads).items() if count > 1] == []


def test_no_triple_stands_in_two_graphs(sample_quads: list[Quad]) -> None:
    assert [triple for triple, count in Counter(q.triple for q in sample_quads).items() if count > 1] == []


def test_everything_has_an_iri(sample_quads: list[Quad]) -> None:
    for quad in sample_quads:
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.startswith(DEFAULT_BASE)
        assert isinstance(quad.object, NamedNode | Literal)


def test_facts_and_evidence_stand_in_their_articles_graph_and_the_rest_in_the_default_graph(
    sample_quads: list[Quad],
) -> None:
    for quad in sample_quads:
        kind = str(quad.subject).removeprefix(f"<{DEFAULT_BASE}").partition("/")[0]
        assert (quad.graph_name != DefaultGraph()) == (kind in ("fact", "evidence"))
    sources = {
        quad.object: quad.graph_name for quad in sample_quads if quad.predicate == term("oa:hasSource")
    }
    assert all(source == graph for source, graph in sources.items())
    assert {quad.graph_name for quad in sample_quads} - {DefaultGraph()} == {
        article_iri(DEFAULT_BASE, identifier) for identifier in TEXTS
    }


@settings(deadline=None, max_examples=15)
@given(st.permutations(READINGS), st.permutations(ENTITIES), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    readings: list[Reading], entities: list[Entity], random: Random
) -> None:
    shuffled = [dataclasses.replace(r, facts=tuple(random.sample(r.facts, len(r.facts)))) for r in readings]
    found = list(quads(shuffled, entities, ONTOLOGY, DEFAULT_BASE))
    assert found == list(quads(READINGS, ENTITIES, ONTOLOGY, DEFAULT_BASE))


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=30), st.data())
def test_evidence_is_the_very_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = mapped(text, death(Span(start, end)))
    [first, last, exact] = [texts(found, name) for name in ("oa:start", "oa:end", "oa:exact")]
    assert [clean(text)[int(first[0]) : int(last[0])]] == exact


def test_one_claim_told_twice_is_one_fact_with_two_pieces_of_evidence() -> None:
    found = mapped("one two", death(Span(0, 3)), death(Span(4, 7), rule="Death.yaml:2", confidence=0.75))
    assert len({quad.subject for quad in found if quad.predicate == term("kg:status")}) == 1
    assert len(set(values(found, "kg:evidence"))) == 2
    assert texts(found, "oa:exact") == ["one", "two"]
    assert texts(found, "kg:extractor") == ["Death.yaml:1", "Death.yaml:2"]
    assert values(found, "kg:confidence") == [Literal("0.75", datatype=term("xsd:decimal"))]


def test_one_stretch_found_by_two_rules_is_one_piece_of_evidence() -> None:
    found = mapped("one two", death(Span(0, 7)), death(Span(0, 7), trigger=Span(4, 7), rule="Death.yaml:2"))
    assert len(values(found, "kg:evidence")) == 1
    assert texts(found, "kg:trigger") == ["one two", "two"]


def test_claims_that_differ_in_status_are_two_facts() -> None:
    found = mapped("one two", death(Span(0, 3)), death(Span(0, 3), status=Status.DENIED, cues=(Span(4, 7),)))
    assert len({quad.subject for quad in found if quad.predicate == term("kg:status")}) == 2
    assert texts(found, "kg:statusCue") == ["two"]


def test_a_fact_is_found_by_its_type_its_kind_and_as_a_fact() -> None:
    found = mapped("one", death(Span(0, 3)))
    [fact] = {quad.subject for quad in found if quad.predicate == term("kg:status")}
    types = {quad.object for quad in found if quad.subject == fact and quad.predicate == term("rdf:type")}
    assert types == {term("kg:Death"), term("kg:Event"), term("kg:Fact")}


def test_dates_claimer_and_place() -> None:
    fact = death(
        Span(0, 3),
        earliest="2013-05-01",
        latest="2013-05-31",
        date_text="in May",
        claimer=REFERENT.id,
        location=REFERENT.id,
    )
    found = mapped("one", fact)
    assert values(found, "kg:earliest") == [Literal("2013-05-01", datatype=term("xsd:date"))]
    assert values(found, "kg:latest") == [Literal("2013-05-31", datatype=term("xsd:date"))]
    assert texts(found, "kg:dateText") == ["in May"]
    assert values(found, "kg:claimedBy") == [NamedNode(f"{BASE}person/ann-ash")]
    assert values(found, "schema:location") == [NamedNode(f"{BASE}person/ann-ash")]


def test_an_article_tells_what_is_known_of_it() -> None:
    document = Document("d", "one", title="A title", issued="2013-05-01", source="https://news.example/")
    found = list(quads([Reading(document, "by-hand")], [], ONTOLOGY, BASE))
    assert {quad.subject for quad in found} == {NamedNode(f"{BASE}article/d")}
    assert values(found, "dcterms:issued") == [Literal("2013-05-01", datatype=term("xsd:date"))]
    assert (texts(found, "dcterms:title"), texts(found, "dcterms:source")) == (
        ["A title"],
        ["https://news.example/"],
    )


def test_an_article_tells_nothing_that_is_not_known() -> None:
    found = mapped("one")
    assert {quad.predicate for quad in found if "article/" in str(quad.subject)} == {
        term("rdf:type"),
        term("dcterms:identifier"),
    }


def test_an_entity_is_described_once_with_every_article() -> None:
    readings = [Reading(Document(name, "one"), "by-hand", (REFERENT,)) for name in "ab"]
    found = list(quads(readings, [entity("a", "b")], ONTOLOGY, BASE))
    assert texts(found, "skos:prefLabel") == ["Ann Ash"]
    assert texts(found, "skos:altLabel") == ["Ms Ash"]
    assert values(found, "kg:mentionedIn") == [NamedNode(f"{BASE}article/{name}") for name in "ab"]


def tenure(role: str, evidence: Span) -> Fact:
    args = (Argument("member", "Ann Ash", REFERENT.id), Argument("role", role))
    return death(evidence, type="Tenure", args=args)


def test_spellings_of_a_role_are_one_role() -> None:
    found = mapped("abc", tenure("Chief  Executive", Span(0, 1)), tenure("chief executive", Span(1, 2)))
    roles = {quad.subject for quad in found if quad.object == term("kg:Role")}
    assert roles == {NamedNode(f"{BASE}role/chief-executive")}
    assert "chief executive" in texts(found, "skos:prefLabel")
    assert "Chief Executive" in texts(found, "skos:altLabel")


def test_long_roles_that_begin_alike_are_two() -> None:
    beginning = "strategic director for " + "people, places and services, " * 4
    assert role_iri(BASE, f"{beginning} north") != role_iri(BASE, f"{beginning} south")
    assert len(role_iri(BASE, beginning).value) <= len(f"{BASE}role/") + 60


@pytest.mark.parametrize(
    ("identifier", "path"),
    [("a b/c", "a%20b%2Fc"), ("été", "%C3%A9t%C3%A9"), ("x#id?7", "x%23id%3F7"), ("\ud800", "%EF%BF%BD")],
)
def test_any_identifier_gives_an_iri(identifier: str, path: str) -> None:
    assert article_iri(BASE, identifier) == NamedNode(f"{BASE}article/{path}")
    found = mapped("one", death(Span(0, 3)), identifier=identifier)
    assert NamedNode(f"{BASE}article/{path}") in {quad.graph_name for quad in found}


@pytest.mark.parametrize(
    ("confidence", "written"), [(1.0, "1"), (0.0, "0"), (0.9, "0.9"), (1 / 3, "0.3333"), (0.10, "0.1")]
)
def test_confidence_is_written_as_the_store_writes_it(confidence: float, written: str) -> None:
    assert texts(mapped("one", death(Span(0, 3), confidence=confidence)), "kg:confidence") == [written]


def test_an_amount_is_a_number_and_its_words_are_text(ontology: Ontology) -> None:
    found = list(quads(READINGS, ENTITIES, ontology, BASE))
    assert values(found, "kg:amount") == [Literal("1200000", datatype=term("xsd:decimal"))]
    assert values(found, "kg:amountText") == [Literal("£1.2 million")]


@pytest.mark.parametrize(
    ("changes", "says"), [({"type": "Rumour"}, "Rumour"), ({"args": (Argument("status", "x"),)}, "status")]
)
def test_what_the_ontology_does_not_declare_is_an_error(changes: dict[str, object], says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        mapped("one", death(Span(0, 3), **changes))


def test_a_referent_without_an_entity_is_an_error() -> None:
    reading = Reading(Document("d", "one"), "by-hand", (REFERENT,), facts=(death(Span(0, 3)),))
    with pytest.raises(ValueError, match="d: the referent 'person:ann-ash' belongs to no entity"):
        list(quads([reading], [], ONTOLOGY, BASE))


def test_two_documents_of_one_id_are_an_error() -> None:
    reading = Reading(Document("d", "one"), "by-hand")
    with pytest.raises(ValueError, match="two documents have the id 'd'"):
        list(quads([reading, reading], [], ONTOLOGY, BASE))


def test_a_role_that_leads_has_a_class_of_its_own() -> None:
    found = list(quads(READINGS, ENTITIES, ONTOLOGY, BASE))
    roles = {quad.subject for quad in found if quad.object == term("kg:Role")}
    leading = {quad.subject for quad in found if quad.object == term("kg:LeadingRole")}
    assert leading < roles
    assert role_iri(BASE, "interim director") in leading
    assert role_iri(BASE, "Deputy leader") in roles - leading
