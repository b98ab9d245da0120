from __future__ import annotations

import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.explore.timeline import Timeline, bounds, timeline
from kgbuild.query.lookup import Names
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.explore.town import town
from tests.rdf.sample import ENTITIES

TOWN = town()
NAMES = Names(TOWN, DEFAULT_BASE)


def timeline_of(name: str, ontology: Ontology, *, since: str = "", until: str = "") -> Timeline:
    return timeline(TOWN, ontology, NAMES.resolve(name), since=since, until=until)


def test_what_was_true_and_what_was_only_reported_are_told_apart(ontology: Ontology) -> None:
    entries = timeline_of("Ada Vale", ontology).entries
    assert [(e.time, e.precision, e.reported, e.line.text) for e in entries] == [
        ("2009 to 2011", "range", False, "tenure: leader, Northby Council"),
        ("2012", "year", False, "tenure: leader, Northby Council"),
        ("2013-02-03", "day", True, "criticism: Bram Oake"),
        ("2013-02-03", "day", True, "criticism: Dill Ems and Egon Fry"),
        ("2013-02-03", "day", True, "death: Ivo Jay (in Port Ley; according to Ada Vale)"),
        ("2013-02-03", "day", True, "praise: Bram Oake"),
        ("2013-02-03", "day", True, "statement: the road was safe (addressee: Gil Hobb)"),
        ("2013-05-06", "day", True, "praise: Bram Oake"),
        ("2013-06-07", "day", True, "denied: collaboration: Cato Finn (participant)"),
        ("2014-03-02", "day", False, "departure (manner: resigned)"),
        ("2014-08-09", "day", True, "succession: by Zoë Ærmel"),
        ("", "", True, "praise: by Gil Hobb"),
    ]


def test_a_month_stays_a_month(ontology: Ontology) -> None:
    (appointed, _) = timeline_of("Zoë Ærmel", ontology).entries
    assert (appointed.time, appointed.precision) == ("2014-05", "month")
    assert (appointed.earliest, appointed.latest) == ("2014-05-01", "2014-05-31")


@pytest.mark.parametrize(
    ("since", "until", "times"),
    [
        ("2014-01-01", "", ["2014-03-02", "2014-08-09"]),
        ("", "2012-12-31", ["2009 to 2011", "2012"]),
        ("2010-06-01", "2010-06-30", ["2009 to 2011"]),
        ("2014-03-02", "2014-03-02", ["2014-03-02"]),
        ("2020-01-01", "", []),
    ],
)
def test_a_time_is_kept_that_may_touch_the_one_asked_for(
    since: str, until: str, times: list[str], ontology: Ontology
) -> None:
    view = timeline_of("Ada Vale", ontology, since=since, until=until)
    assert [entry.time for entry in view.entries] == times
    assert (view.total, view.more) == (12, 0)


def test_a_limit_says_how_many_it_leaves_out(ontology: Ontology) -> None:
    view = timeline(TOWN, ontology, NAMES.resolve("Ada Vale"), limit=2)
    assert (len(view.entries), view.more, view.total) == (2, 10, 12)


@pytest.mark.parametrize("entity", [entity.id for entity in ENTITIES])
def test_every_fact_is_there_once_and_planned_ones_are_marked(
    entity: str, graph: EmbeddedGraph, ontology: Ontology, names: Names
) -> None:
    view = timeline(graph, ontology, names.resolve(entity))
    facts = [fact for entry in view.entries for fact in entry.line.facts]
    select = "SELECT (COUNT(DISTINCT ?fact) AS ?n) ?e { ?fact kg:status ?status ; ?p ?e } GROUP BY ?e"
    counts = {row["e"].value: int(row["n"].value) for row in graph.query(select)}  # type: ignore[union-attr]
    assert len({fact.iri for fact in facts}) == len(facts) == counts.get(DEFAULT_BASE + entity, 0)
    for entry in view.entries:
        mark = {"Planned": "planned: ", "Denied": "denied: "}.get(entry.line.fact.status)
        assert entry.line.text.startswith(("planned: ", "denied: ")) is (mark is not None)
        assert entry.line.text.startswith(mark or "")


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        ("2013-10-03", "2013-10-03", ("2013-10-03", "day")),
        ("2012-02-01", "2012-02-29", ("2012-02", "month")),
        ("2013-02-01", "2013-02-27", ("2013-02-01 to 2013-02-27", "range")),
        ("2013-01-01", "2013-12-31", ("2013", "year")),
        ("2013-05-01", "2013-07-31", ("2013-05 to 2013-07", "range")),
        ("2013-05-01", "", ("from 2013-05-01", "range")),
        ("", "2013-05-01", ("until 2013-05-01", "range")),
        ("", "", ("", "")),
        ("2013", "2014-99-99", ("2013 to 2014-99-99", "range")),
    ],
)
def test_a_time_is_shown_as_exactly_as_it_is_known(
    earliest: str, latest: str, shown: tuple[str, str]
) -> None:
    assert bounds(earliest, latest) == shown
