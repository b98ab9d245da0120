"""The shapes accept the good graph, and each rejects a graph broken for it, in its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from rdflib import OWL, RDF, RDFS, SH, Literal, URIRef

from tests.ontology.breaking import (
    add_article,
    add_entity,
    change,
    local,
    rejected,
    report,
    shape_iris,
    uri,
)
from tests.ontology.graphs import ARTICLE, KG, ORG, SHAPE, around, first_fact, ontology, sample, shapes

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("broken.yaml").read_text(encoding="utf-8")
)

REQUIRED = {
    KG.Tenure: "org:member org:role",
    ORG.Membership: "org:member",
    KG.Structure: "kg:part kg:whole",
    KG.ReportingLine: "kg:subordinate kg:superior",
    KG.Collaboration: "kg:participant",
    KG.Appointment: "kg:target",
    KG.Departure: "kg:agent",
    KG.Succession: "kg:agent kg:target",
    KG.Criticism: "kg:target",
    KG.Praise: "kg:target",
    KG.Review: "kg:target",
    KG.Rating: "kg:target kg:rating",
    KG.Authorship: "kg:agent kg:target",
    KG.Commission: "kg:agent kg:target",
    KG.Recommendation: "kg:agent",
    KG.Launch: "kg:target",
    KG.Adoption: "kg:agent kg:target",
    KG.Rejection: "kg:agent kg:target",
    KG.Funding: "kg:target",
    KG.Intervention: "kg:target",
    KG.Sanction: "kg:target",
    KG.Transfer: "kg:target kg:recipient",
    KG.Death: "kg:target",
    KG.Statement: "kg:agent",
}
"""The arguments without which a fact of a type is none. A membership's body, a statement's words: cases."""
NEEDED = [(source, uri(argument)) for source, words in REQUIRED.items() for argument in words.split()]

USES = sorted(
    (source, argument)
    for source, argument in ontology().subject_objects(KG.hasArgument)
    if isinstance(source, URIRef) and isinstance(argument, URIRef)
)
"""Every type of fact with each of its arguments."""
ARGUMENTS = sorted({argument for _, argument in USES})
TEXTS = [argument for argument in ARGUMENTS if (argument, RDF.type, OWL.DatatypeProperty) in ontology()]
EDGES = sorted(edge for edge in ontology().subjects(KG.derivedFrom) if isinstance(edge, URIRef))
OF_FACTS = ["kg:evidence", "kg:status", "kg:confidence", "kg:extractor", "kg:claimedBy", "kg:earliest"]
OF_FACTS += ["kg:latest", "kg:dateText", "schema:location"]
OF_EVIDENCE = [
    "oa:hasSource",
    "oa:hasSelector",
    "oa:start",
    "oa:end",
    "oa:exact",
    "kg:trigger",
    "kg:statusCue",
]
OF_ENTITIES = ["skos:prefLabel", "skos:altLabel", "kg:mentionedIn"]
OF_ARTICLES = ["dcterms:identifier", "dcterms:title", "dcterms:issued", "dcterms:source"]
GENERAL = [*OF_FACTS, *OF_EVIDENCE, *OF_ENTITIES, *OF_ARTICLES]

BROKEN = shape_iris(
    *(case["shape"] for case in CASES),
    "declared-state",
    "declared-event",
    *(f"{local(argument)}-needed" for _, argument in NEEDED),
    *(local(argument) for argument in ARGUMENTS),
    *(f"{local(name)}-of" for name in [*GENERAL, *ARGUMENTS]),
    *(f"{local(edge)}-{end}" for edge in EDGES for end in ("subject", "object")),
)
"""The shapes that a test below breaks a graph for."""
SPEAKING = sorted(shape for shape in shapes().subjects(SH.message) if isinstance(shape, URIRef))


def test_accepts_the_sample() -> None:
    assert rejected(sample() + ontology()) == set()


@pytest.mark.parametrize("source", REQUIRED, ids=local)
def test_accepts_each_type_of_fact_alone(source: URIRef) -> None:
    assert rejected(around(first_fact(source))) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shape"])
def test_rejects(case: dict[str, Any]) -> None:
    around_type = case.get("around", "Rating")
    fact = first_fact(ORG.Membership if around_type == "Membership" else KG[around_type])
    graph = around(fact)
    change(graph, case, fact)
    assert rejected(graph) == shape_iris(case["shape"], *case.get("also", ()))


@pytest.mark.parametrize("source", REQUIRED, ids=local)
def test_rejects_a_type_without_its_kind(source: URIRef) -> None:
    fact = first_fact(source)
    graph = around(fact)
    kind = KG.State if (fact, RDF.type, KG.State) in graph else KG.Event
    graph.remove((fact, RDF.type, kind))
    graph.add((fact, RDF.type, KG.Other))
    assert rejected(graph) == shape_iris(f"declared-{local(kind).lower()}")


@pytest.mark.parametrize(("source", "argument"), NEEDED, ids=local)
def test_rejects_a_fact_without_a_required_argument(source: URIRef, argument: URIRef) -> None:
    fact = first_fact(source)
    graph = around(fact)
    graph.remove((fact, argument, None))
    assert rejected(graph) == shape_iris(f"{local(argument)}-needed")


@pytest.mark.parametrize(
    ("source", "argument"),
    [use for use in USES if use not in NEEDED and use != (ORG.Membership, ORG.organization)],
    ids=local,
)
def test_accepts_a_fact_without_an_argument_that_is_not_required(source: URIRef, argument: URIRef) -> None:
    fact = first_fact(source)
    graph = around(fact)
    graph.remove((fact, argument, None))
    if argument == KG.gist:
        graph.add((fact, KG.quote, Literal("so they say")))
    assert rejected(graph) == set()


@pytest.mark.parametrize(("source", "argument"), USES, ids=local)
def test_rejects_an_argument_of_the_wrong_kind(source: URIRef, argument: URIRef) -> None:
    fact = first_fact(source)
    graph = around(fact)
    graph.remove((fact, argument, None))
    graph.add((fact, argument, Literal(7) if argument in TEXTS else add_article(graph)))
    if argument == KG.participant:
        graph.add((fact, argument, add_entity(graph, KG.Organisation, "other")))
    narrower = shape_iris(*(f"{local(argument)}-{kind}" for kind in ("actor", "body", "person", "work")))
    assert rejected(graph) - narrower == shape_iris(local(argument))


@pytest.mark.parametrize("argument", sorted(set(ARGUMENTS) - {KG.participant}), ids=local)
def test_rejects_an_argument_given_twice(argument: URIRef) -> None:
    fact = first_fact(next(source for source, used in USES if used == argument))
    graph = around(fact)
    graph.remove((fact, argument, None))
    kind = {ORG.role: KG.Role, KG.work: KG.Work, ORG.member: KG.Person}.get(argument, KG.Organisation)
    for number, text in enumerate(
        {KG.currency: ["GBP", "USD"], KG.direction: ["cut", "increase"]}.get(argument, "ab")
    ):
        if argument == KG.amount:
            graph.add((fact, argument, Literal(f"{number}.5", datatype=rdflib.XSD.decimal)))
        else:
            graph.add((fact, argument, Literal(text) if argument in TEXTS else add_entity(graph, kind, text)))
    assert rejected(graph) - shape_iris("target-work") == shape_iris(local(argument))


@pytest.mark.parametrize("name", GENERAL)
def test_rejects_a_property_of_another_class(name: str) -> None:
    graph = rdflib.Graph()
    subject = add_article(graph)
    if name in OF_ENTITIES + OF_ARTICLES:
        subject = URIRef("https://example.org/f")
        graph.add((subject, RDF.type, KG.Other))
    graph.add((subject, uri(name), Literal("x")))
    assert rejected(graph) == shape_iris(f"{local(name)}-of")


@pytest.mark.parametrize("argument", ARGUMENTS, ids=local)
def test_each_argument_belongs_to_the_facts_that_the_ontology_says(argument: URIRef) -> None:
    graph = rdflib.Graph()
    for source in REQUIRED:
        graph.add((URIRef(f"https://example.org/{local(source)}"), RDF.type, source))
        graph.add((URIRef(f"https://example.org/{local(source)}"), argument, Literal("x")))
    found = report(graph)
    results = found.subjects(SH.sourceShape, SHAPE[f"{local(argument)}-of"])
    strangers = {local(str(found.value(result, SH.focusNode))) for result in results}
    assert strangers == {local(source) for source in REQUIRED if (source, argument) not in USES}


@pytest.mark.parametrize("end", ["subject", "object"])
@pytest.mark.parametrize("edge", EDGES, ids=local)
def test_rejects_an_edge_of_the_wrong_kind(edge: URIRef, end: str) -> None:
    graph = around(first_fact(URIRef(str(ontology().value(edge, KG.derivedFrom)))))
    subject, value = next(graph.subject_objects(edge))
    graph.remove((subject, edge, value))
    graph.add((ARTICLE, edge, value) if end == "subject" else (subject, edge, ARTICLE))
    add_article(graph)
    assert rejected(graph) == shape_iris(f"{local(edge)}-{end}")


@pytest.mark.parametrize("edge", EDGES, ids=local)
def test_the_shapes_of_an_edge_ask_for_its_domain_and_range(edge: URIRef) -> None:
    for end, predicate in (("subject", RDFS.domain), ("object", RDFS.range)):
        shape = SHAPE[f"{local(edge)}-{end}"]
        assert shapes().value(shape, SH["class"]) == ontology().value(edge, predicate)


@pytest.mark.parametrize("term", sorted(set(ontology().subjects(RDFS.label)), key=str), ids=local)
def test_every_class_and_property_has_a_shape(term: URIRef) -> None:
    if (term, RDF.type, KG.Status) in ontology():
        return
    places = (SH.path, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH["class"], SH.hasValue)
    assert any((None, place, term) in shapes() for place in places)


def test_every_shape_is_broken_by_a_test() -> None:
    assert set(SPEAKING) ^ BROKEN == set()


def test_every_shape_of_a_property_speaks() -> None:
    named = {shape for shape in shapes().subjects(SH.path) if isinstance(shape, URIRef)}
    assert named - set(SPEAKING) == set()


@pytest.mark.parametrize("shape", SPEAKING, ids=local)
def test_messages_say_what_holds_and_what_to_do(shape: URIRef) -> None:
    [message] = [str(text) for text in shapes().objects(shape, SH.message)]
    assert "; " in message or ": " in message
    assert message.endswith(".")
