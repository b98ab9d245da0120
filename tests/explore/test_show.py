from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rich.console import Console

from kgbuild.config import DEFAULT_BASE
from kgbuild.explore.facts import FactReader
from kgbuild.explore.render import print_page, to_json
from kgbuild.explore.show import SECTIONS, EntityPage, show, summary
from kgbuild.model import Argument, Document, Entity, Fact, Kind, MemberRef, Reading, Referent, Span, Status
from kgbuild.query.lookup import Names
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.rdf.sample import ENTITIES, READINGS


def page_of(name: str, graph: Graph, ontology: Ontology, names: Names) -> EntityPage:
    return show(graph, ontology, names.resolve(name))


def printed(page: EntityPage, *, width: int = 0) -> str:
    """Return the page as a pipe gets it; with a `width`, as a terminal of that many columns shows it."""
    text = io.StringIO()
    console = Console(file=text, width=width or None, force_terminal=bool(width), color_system=None)
    print_page(page, console, DEFAULT_BASE)
    return text.getvalue()


def texts(page: EntityPage, section: str) -> list[str]:
    return [
        line.text
        for found in page.sections
        if found.title == section
        for group in found.groups
        for line in group.lines
    ]


def test_a_person_has_names_roles_acts_and_statements(graph: Graph, ontology: Ontology, names: Names) -> None:
    page = page_of("Orla Finch", graph, ontology, names)
    assert (page.label, page.kind, page.id) == ("Orla Finch", "Person", "person/orla-finch")
    assert page.names == ("Dame Orla", "Dame Orla Finch", "Ms Fynch", "Orla Fynch")
    assert [source.article for source in page.articles] == [
        "fynch-letter",
        "marlbury-inspection",
        "larkfield-trust",
    ]
    assert texts(page, "Roles") == [
        "denied: leader, Marlbury County Council (according to a letter)",
        "chair, Marlbury Rail board from 2009-01-01 to 2011-12-31",
        "leader, Marlbury County Council",
    ]
    assert texts(page, "What it did") == ["Lant Review"]
    assert texts(page, "Ties") == ["Tobias Wren (subordinate)"]
    assert texts(page, "Statements") == [
        "“Families deserve better,”",
        "“We have let families down,”",
        "the clinic was safe (addressee: Larkfield Trust)",
    ]


def test_a_body_has_what_it_did_and_what_was_done_to_it(
    graph: Graph, ontology: Ontology, names: Names
) -> None:
    page = page_of("Larkfield Trust", graph, ontology, names)
    assert texts(page, "What it did") == [
        "planned: Safe Hands (according to Kestrel Inspectorate)",
        "Marlbury Clinic (direction: increase; according to Jem Okoro)",
        "Bright Start (in Marlbury)",
    ]
    assert "by The government (amount text: £1.2 million; direction: cut)" in texts(
        page, "What was done to it"
    )
    assert "by Jem Okoro" in texts(page, "What was done to it")
    assert texts(page, "Ties") == ["Marlbury County Council (participant)"]


@pytest.mark.parametrize("entity", [e.id for e in ENTITIES] + ["role/leader"])
def test_every_fact_of_an_entity_is_on_its_page_once(
    entity: str, graph: Graph, ontology: Ontology, names: Names
) -> None:
    page = page_of(entity, graph, ontology, names)
    shown = [f.iri for s in page.sections for g in s.groups for line in g.lines for f in line.facts]
    select = "SELECT DISTINCT ?fact ?e { ?fact ?p ?e ; kg:status ?status }"
    expected = graph.query(select, {"e": ox.NamedNode(DEFAULT_BASE + entity)})
    assert isinstance(expected, ox.QuerySolutions)
    assert sorted(shown) == sorted(row["fact"].value for row in expected)
    assert [section.title for section in page.sections] == [
        title for title in SECTIONS if title in {section.title for section in page.sections}
    ]


@pytest.mark.parametrize("entity", [e.id for e in ENTITIES])
def test_what_is_planned_or_denied_is_marked_and_nothing_else(
    entity: str, graph: Graph, ontology: Ontology, names: Names
) -> None:
    page = page_of(entity, graph, ontology, names)
    for line in (line for s in page.sections for g in s.groups for line in g.lines):
        assert {fact.status for fact in line.facts} == {
            "Planned"
            if line.text.startswith("planned: ")
            else "Denied"
            if line.text.startswith("denied: ")
            else "Asserted"
        }


def test_each_line_has_its_sentence_article_and_date(graph: Graph, ontology: Ontology, names: Names) -> None:
    text = printed(page_of("Orla Finch", graph, ontology, names))
    lines = text.splitlines()
    place = lines.index("  leader, Marlbury County Council")
    source = "[Inspectors condemn Marlbury children's services, marlbury-inspection, 2013-10-15, fact/"
    for line, said in zip(
        lines[place + 1 : place + 3],
        ["Council leader Dame Orla Finch", "Dame Orla Finch, leader of the council"],
        strict=True,
    ):
        assert line.startswith(f"    {said} {source}")
        fact = names.fact(line.rpartition(", ")[2].removesuffix("]"))
        assert fact is not None
        evidence = FactReader(graph, ontology).read(fact).evidence
        assert said in {one.sentence for one in evidence}
    assert lines[0] == "Orla Finch (person, person/orla-finch)"
    assert "mentioned in 3 articles:" in text


def test_json_holds_all(graph: Graph, ontology: Ontology, names: Names) -> None:
    found = json.loads(to_json(page_of("Orla Finch", graph, ontology, names)))
    assert found["label"] == "Orla Finch"
    role = found["sections"][0]["groups"][0]["lines"][2]
    assert role["text"] == "leader, Marlbury County Council"
    assert role["facts"][0]["evidence"][0]["sentence"] == "Council leader Dame Orla Finch"


def test_a_fact_is_told_whole_without_a_viewpoint(graph: Graph, ontology: Ontology, names: Names) -> None:
    reader = FactReader(graph, ontology)
    told: dict[str, str] = {}
    for row in graph.query("SELECT ?fact { ?fact kg:status kg:Asserted }"):  # type: ignore[union-attr]
        fact = reader.read(row["fact"])
        told.setdefault(fact.type, summary(fact))
    assert told["Criticism"].startswith(("A report → Marlbury", "Kestrel Inspectorate → Larkfield"))
    assert told["Collaboration"] == "Larkfield Trust and Marlbury County Council"
    assert told["Death"] == "Colm Reddy"
    assert told["Departure"].endswith("2013-10-03")


LONG = (
    "Northby said " + "and said so again " * 300 + "that Ada Vale leads Northby Council " + "for ever " * 300
)


@pytest.fixture
def long_page(ontology: Ontology) -> EntityPage:
    """Return a page with thirteen articles and a sentence of thousands of characters in each."""
    start = LONG.index("leads")
    person = Referent("person:ada-vale", Kind.PERSON, "Ada Vale")
    body = Referent("organisation:northby-council", Kind.ORGANISATION, "Northby Council")
    fact = Fact(
        "Tenure",
        (
            Argument("member", "Ada Vale", person.id),
            Argument("organization", "Northby Council", body.id),
            Argument("role", "leader"),
        ),
        Status.ASSERTED,
        Span(0, len(LONG)),
        Span(start, start + 5),
        "Tenure.yaml:1",
        0.9,
    )
    readings = [
        Reading(Document(f"a{n:02}", LONG, f"Title {n}"), "test", (body, person), (), (fact,))
        for n in range(13)
    ]
    entities = [
        Entity(
            f"{kind}/x",
            Kind(kind.capitalize()),
            referent.label,
            (),
            tuple(MemberRef(f"a{n:02}", referent.id) for n in range(13)),
        )
        for kind, referent in (("person", person), ("organisation", body))
    ]
    store = ox.Store()
    store.bulk_extend(quads(readings, entities, ontology, DEFAULT_BASE))
    graph = EmbeddedGraph(store, Path("kg"))
    return show(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Ada Vale"))


def test_a_terminal_shortens_about_the_trigger_and_says_what_it_leaves_out(long_page: EntityPage) -> None:
    text = printed(long_page, width=100)
    joined = " ".join(text.split())
    assert joined.count("Ada Vale leads Northby Council") == 3
    assert joined.count(" … [Title") == 3
    assert "and 10 more: see --format json" in joined
    assert "and 3 more: see --format json" in joined
    assert max(map(len, text.splitlines())) <= 100
    assert len(text) < 5000


def test_a_pipe_gets_everything(long_page: EntityPage) -> None:
    text = printed(long_page)
    assert text.count(" ".join(LONG.split())) == 13
    assert "…" not in text
    assert "more:" not in text


def test_the_sample_has_what_these_tests_need() -> None:
    statuses = {fact.status for reading in READINGS for fact in reading.facts}
    assert statuses == set(Status)
