from __future__ import annotations

import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.explore.who import Profile, who
from kgbuild.query.lookup import Names
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.explore.town import article, town
from tests.rdf.sample import ENTITIES

TOWN = town()
NAMES = Names(TOWN, DEFAULT_BASE)


def lines(profile: Profile, title: str) -> list[tuple[str, str, int]]:
    return [
        (one.line.text, one.time, one.line.articles)
        for section in profile.sections
        if section.title == title
        for one in section.lines
    ]


def test_a_person_in_brief(ontology: Ontology) -> None:
    profile = who(TOWN, ontology, NAMES.resolve("Ada Vale"))
    assert profile.names == ("Ms Vale",)
    assert (profile.first, profile.last, profile.entity.articles) == ("2013-02-03", "2014-08-09", 5)
    assert [section.title for section in profile.sections] == [
        "Roles",
        "Bodies",
        "Most frequent ties",
        "Last statements",
        "Said of it most often",
    ]
    assert lines(profile, "Roles") == [
        ("leader, Northby Council", "2009 to 2012", 1),
        ("left (resigned)", "2014-03-02", 1),
    ]
    assert lines(profile, "Most frequent ties")[0] == (
        "Bram Oake: praise (2), criticism",
        "reported 2013-02-03 to 2013-05-06",
        2,
    )
    assert lines(profile, "Last statements") == [
        ("the road was safe (addressee: Gil Hobb)", "reported 2013-02-03", 1)
    ]
    assert lines(profile, "Said of it most often") == [("praise: by Gil Hobb", "", 1)]


def test_a_post_is_one_line_with_its_time_and_articles(ontology: Ontology) -> None:
    profile = who(TOWN, ontology, NAMES.resolve("Northby Council"))
    assert lines(profile, "Roles held there") == [("Ada Vale, leader", "2009 to 2012", 1)]
    (section,) = (s for s in profile.sections if s.title == "Roles held there")
    assert len(section.lines[0].line.facts) == 2


def test_how_posts_were_taken_up_and_left_stands_among_the_roles(ontology: Ontology) -> None:
    come = {"agent": "northby", "target": "egon", "role": "=clerk"}
    gone = {"agent": "egon", "role": "=clerk", "organization": "northby", "manner": "=leave"}
    graph = town(
        article("come", ["Appointment", "Northby Council hired Egon Fry.", come]),
        article(
            "gone", ["Departure", "Egon Fry left.", gone, {"earliest": "2015-05-01", "latest": "2015-05-31"}]
        ),
        article("held", ["Departure", "Egon Fry was held.", {"agent": "egon", "manner": "=suspend"}]),
        article(
            "plan",
            ["Departure", "Egon Fry may go.", {"agent": "egon"}, {"status": "Planned", "cues": ["may"]}],
        ),
    )
    profile = who(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Egon Fry"))
    assert [(text, time) for text, time, _ in lines(profile, "Roles")] == [
        ("appointed: clerk (by Northby Council)", "reported 2015-01-01"),
        ("suspended", "reported 2015-01-01"),
        ("left: clerk, Northby Council", "2015-05"),
        ("planned: left", "reported 2015-01-01"),
    ]


def test_what_is_planned_or_denied_is_no_tie(ontology: Ontology) -> None:
    profile = who(TOWN, ontology, NAMES.resolve("Cato Finn"))
    assert lines(profile, "Most frequent ties") == []
    assert lines(profile, "Bodies") == [
        ("denied: collaboration: Ada Vale (participant)", "reported 2013-06-07", 1)
    ]


def test_a_limit_says_how_many_it_leaves_out(ontology: Ontology) -> None:
    profile = who(TOWN, ontology, NAMES.resolve("Ada Vale"), limit=1)
    (ties,) = (s for s in profile.sections if s.title == "Most frequent ties")
    assert (len(ties.lines), ties.more) == (1, 5)


@pytest.mark.parametrize("entity", [e.id for e in ENTITIES] + ["role/leader"])
def test_each_line_has_a_sentence_of_one_of_its_facts(
    entity: str, graph: EmbeddedGraph, ontology: Ontology, names: Names
) -> None:
    profile = who(graph, ontology, names.resolve(entity), limit=100)
    for one in (one for section in profile.sections for one in section.lines):
        assert one.line.evidence in one.line.fact.evidence
        assert one.line.evidence.sentence
        assert one.line.evidence.source.article
        marked = one.line.text.startswith(("planned: ", "denied: "))
        assert {fact.status == "Asserted" for fact in one.line.facts} == {not marked}
