from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, Triple

from kgbuild.model import Status
from kgbuild.rdf.edges import Claim, edges, fits
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import local_name, term

A, B, C = (NamedNode(f"https://example.org/{name}") for name in "abc")
ROLE = NamedNode("https://example.org/role")


def claim(fact_type: str, status: Status = Status.ASSERTED, **arguments: list[NamedNode]) -> Claim:
    named = {term(name.replace("_", ":")): nodes for name, nodes in arguments.items()}
    return Claim(term(fact_type), status, named)


def names(found: set[Triple]) -> set[tuple[str, ...]]:
    return {tuple(local_name(str(node).strip("<>")) for node in triple) for triple in found}


def test_an_asserted_fact_gives_its_edge(ontology: Ontology) -> None:
    found = edges([claim("kg:Criticism", kg_agent=[A], kg_target=[B])], ontology, {})
    assert names(found) == {("a", "criticised", "b")}


@pytest.mark.parametrize("status", [Status.PLANNED, Status.DENIED])
def test_only_asserted_facts_give_edges(ontology: Ontology, status: Status) -> None:
    assert edges([claim("kg:Criticism", status, kg_agent=[A], kg_target=[B])], ontology, {}) == set()


def test_a_fact_that_lacks_an_end_gives_none(ontology: Ontology) -> None:
    assert edges([claim("kg:Criticism", kg_target=[B])], ontology, {}) == set()


def test_an_edge_does_not_join_an_entity_with_itself(ontology: Ontology) -> None:
    assert edges([claim("kg:Criticism", kg_agent=[A], kg_target=[A])], ontology, {}) == set()


def test_several_facts_give_one_edge(ontology: Ontology) -> None:
    claims = [claim("kg:Criticism", kg_agent=[A], kg_target=[B])] * 3
    assert len(edges(claims, ontology, {})) == 1


def test_working_together_joins_every_pair_in_both_directions(ontology: Ontology) -> None:
    found = edges([claim("kg:Collaboration", kg_participant=[A, B, C])], ontology, {})
    assert names(found) == {(x, "worksWith", y) for x in "abc" for y in "abc" if x != y}


def test_a_leading_role_gives_two_edges(ontology: Ontology) -> None:
    held = claim("kg:Tenure", org_member=[A], org_organization=[B], org_role=[ROLE])
    assert names(edges([held], ontology, {ROLE: "leader"})) == {("a", "led", "b"), ("a", "holdsRoleAt", "b")}
    assert names(edges([held], ontology, {ROLE: "clerk"})) == {("a", "holdsRoleAt", "b")}


def test_a_membership_is_no_tenure(ontology: Ontology) -> None:
    found = edges([claim("org:Membership", org_member=[A], org_organization=[B])], ontology, {})
    assert names(found) == {("a", "memberOf", "b")}


ROLES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("roles.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("role", ROLES["leading"])
def test_who_leads(ontology: Ontology, role: str) -> None:
    [rule] = [edge.roles for edge in ontology.edges if edge.roles]
    assert fits(role, rule)


@pytest.mark.parametrize("role", ROLES["following"])
def test_who_does_not_lead(ontology: Ontology, role: str) -> None:
    [rule] = [edge.roles for edge in ontology.edges if edge.roles]
    assert not fits(role, rule)
