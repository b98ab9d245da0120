from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import KnowledgeError
from kgbuild.model import Kind
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.vocabulary import term
from tests.rdf.conftest import FOLDER
from tests.rdf.sample import READINGS


def test_fact_types(ontology: Ontology) -> None:
    assert len(ontology.fact_types) == 24
    tenure = ontology.fact_type("Tenure")
    assert (tenure.iri, tenure.kind) == (term("kg:Tenure"), term("kg:State"))
    assert tenure.arguments == ("member", "organization", "role")
    membership = ontology.fact_type("Membership")
    assert (membership.iri, membership.kind) == (term("org:Membership"), term("kg:State"))


@pytest.mark.parametrize(
    ("name", "iri", "datatype"),
    [
        ("agent", "kg:agent", None),
        ("organization", "org:organization", None),
        ("role", "org:role", None),
        ("amount", "kg:amount", "xsd:decimal"),
        ("quote", "kg:quote", "xsd:string"),
    ],
)
def test_arguments(ontology: Ontology, name: str, iri: str, datatype: str | None) -> None:
    assert ontology.property_of(name) == term(iri)
    assert ontology.argument(name).datatype == (term(datatype) if datatype else None)


@pytest.mark.parametrize("name", ["status", "location", "criticised", "Agent", ""])
def test_what_is_no_argument(ontology: Ontology, name: str) -> None:
    with pytest.raises(KnowledgeError, match="no argument"):
        ontology.property_of(name)


def test_an_unknown_fact_type_lists_the_known(ontology: Ontology) -> None:
    with pytest.raises(KnowledgeError) as caught:
        ontology.fact_type("Rumour")
    assert "'Rumour'" in caught.value.message
    assert "Criticism" in caught.value.hint


def test_edges(ontology: Ontology) -> None:
    edges = {edge.iri: edge for edge in ontology.edges}
    assert len(edges) == 22
    criticised = edges[term("kg:criticised")]
    assert (criticised.subject, criticised.object) == (term("kg:agent"), term("kg:target"))
    assert criticised.fact_type == term("kg:Criticism")
    assert criticised.roles is None
    assert [edge.iri for edge in ontology.edges if edge.symmetric] == [term("kg:worksWith")]
    assert [edge.iri for edge in ontology.edges if edge.roles] == [term("kg:led")]


def test_labels(ontology: Ontology) -> None:
    assert ontology.labels[term("kg:holdsRoleAt").value] == "holds role at"
    assert {edge.iri.value for edge in ontology.edges} <= set(ontology.labels)
    assert {term(f"kg:{kind}").value for kind in Kind} <= set(ontology.labels)


def test_the_sample_has_every_fact_type(ontology: Ontology) -> None:
    assert {fact.type for reading in READINGS for fact in reading.facts} == set(ontology.fact_types)


def test_the_sample_has_every_argument(ontology: Ontology) -> None:
    found = {argument.name for reading in READINGS for fact in reading.facts for argument in fact.args}
    assert found == set(ontology.arguments)


def changed(folder: Path, old: str, new: str) -> Path:
    text = (FOLDER / "kgbuild.ttl").read_text(encoding="utf-8")
    assert old in text
    (folder / "kgbuild.ttl").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_an_edge_or_type_of_the_users_own(tmp_path: Path) -> None:
    addition = """
kg:Rumour rdfs:subClassOf kg:Event ; kg:hasArgument kg:agent , kg:target ; rdfs:label "rumour"@en .
kg:gossipedAbout kg:derivedFrom kg:Rumour ; kg:subjectArgument kg:agent ; kg:objectArgument kg:target .
"""
    ontology = load_ontology(
        changed(tmp_path, "kg:Entity a owl:Class ;", f"{addition}\nkg:Entity a owl:Class ;")
    )
    assert ontology.fact_type("Rumour").kind == term("kg:Event")
    assert term("kg:gossipedAbout") in {edge.iri for edge in ontology.edges}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kg:Entity a owl:Class ;", "kg:Entity a owl:Class", "kgbuild.ttl: "),
        (
            "kg:derivedFrom kg:Criticism ; kg:subjectArgument kg:agent ;",
            "kg:derivedFrom kg:Criticism ;",
            "criticised",
        ),
        (
            "kg:derivedFrom kg:Criticism ;",
            "kg:derivedFrom kg:Criticism , kg:Death ;",
            "2 values of kg:derivedFrom",
        ),
        ("rdfs:subClassOf kg:State , org:Membership ;", "rdfs:subClassOf kg:State , kg:Event ;", "kg:Tenure"),
        (
            "    rdfs:domain kg:Funding ;\n    rdfs:range xsd:decimal ;",
            "    rdfs:domain kg:Funding ;",
            "kg:amount",
        ),
    ],
)
def test_an_ontology_declared_by_halves(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says) as caught:
        load_ontology(changed(tmp_path, old, new))
    assert caught.value.hint


def test_a_missing_ontology(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"kgbuild\.ttl: No such file"):
        load_ontology(tmp_path)
