"""Who is tied to whom, and by which path: `between` and `near`."""

from __future__ import annotations

import itertools

import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import QueryError
from kgbuild.explore.between import Between, between
from kgbuild.explore.near import Near, near
from kgbuild.explore.ties import USUAL, Statuses, Through, Ties, through_of
from kgbuild.query.lookup import Names
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.explore.town import article, town

TOWN = town()
NAMES = Names(TOWN, DEFAULT_BASE)


def ties_of(
    left: str,
    right: str,
    ontology: Ontology,
    *,
    graph: EmbeddedGraph = TOWN,
    steps: int = 3,
    through: tuple[Through, ...] = USUAL,
    status: Statuses = Statuses.ASSERTED,
    limit: int = 5,
) -> Between:
    names = NAMES if graph is TOWN else Names(graph, DEFAULT_BASE)
    ends = names.resolve(left), names.resolve(right)
    return between(graph, ontology, *ends, steps=steps, through=through, status=status, limit=limit)


def stops(view: Between) -> list[list[str]]:
    """Return what lies between on each path."""
    return [[step.end.text for step in path.steps[:-1]] for path in view.paths]


def near_to(name: str, ontology: Ontology, *, kinds: tuple[Through, ...] = USUAL, steps: int = 1) -> Near:
    return near(TOWN, ontology, NAMES.resolve(name), kinds=kinds, steps=steps)


def neighbours(view: Near) -> list[tuple[int, str]]:
    return [(one.steps, one.entity.text) for one in view.neighbours]


def test_direct_ties_come_by_the_number_of_articles(ontology: Ontology) -> None:
    view = ties_of("Ada Vale", "Bram Oake", ontology)
    assert [(line.text, line.articles) for line in view.direct] == [
        ("praise: Ada Vale → Bram Oake", 2),
        ("criticism: Ada Vale → Bram Oake", 1),
    ]
    assert {e.source.article for f in view.direct[0].facts for e in f.evidence} == {"praise", "again"}
    assert view.paths == ()


def test_each_step_of_a_path_has_its_facts_with_sentence_and_article(ontology: Ontology) -> None:
    view = ties_of("Ada Vale", "Lark Review", ontology)
    assert view.direct == ()
    (path, *_) = view.paths
    assert [(step.start.text, step.end.text) for step in path.steps] == [
        ("Ada Vale", "Northby Council"),
        ("Northby Council", "Lark Review"),
    ]
    assert [step.lines[0].evidence.sentence for step in path.steps] == [
        "Ada Vale led Northby Council from 2009 to 2011.",
        "The Lark Review criticised Northby Council.",
    ]
    assert [step.lines[0].evidence.source.article for step in path.steps] == ["posts", "review"]


def test_a_path_through_what_is_tied_to_few_comes_before_one_through_a_hub(ontology: Ontology) -> None:
    assert stops(ties_of("Northby Council", "Southby Council", ontology)) == [
        ["Lark Review"],
        ["Ministry of Roads"],
    ]


def test_a_fact_about_three_is_no_path_among_them(ontology: Ontology) -> None:
    put = [
        "Appointment",
        "Zoë Ærmel put Ivo Jay in charge of Midby.",
        {"agent": "zoe", "target": "ivo", "organization": "midby"},
    ]
    graph = town(article("put", put))
    view = ties_of("Zoë Ærmel", "Midby Council", ontology, graph=graph)
    assert [line.text for line in view.direct] == [
        "appointment: Zoë Ærmel → Ivo Jay (organization: Midby Council)"
    ]
    assert ["Ivo Jay"] not in stops(view)
    # Through Midby Council to its funder, but not through Ivo Jay and Midby Council, both by the one fact.
    found = stops(ties_of("Zoë Ærmel", "Ministry of Roads", ontology, graph=graph, steps=3))
    assert ["Midby Council"] in found
    assert ["Ivo Jay", "Midby Council"] not in found
    again = ["Praise", "Zoë Ærmel praised Ivo Jay.", {"agent": "zoe", "target": "ivo"}]
    graph = town(article("put", put), article("also", again))
    found = stops(ties_of("Zoë Ærmel", "Ministry of Roads", ontology, graph=graph, steps=3))
    assert ["Ivo Jay", "Midby Council"] in found


def test_a_path_that_more_articles_state_comes_first(ontology: Ontology) -> None:
    paid = [
        "Funding",
        "The Ministry of Roads paid Northby Council.",
        {"agent": "ministry", "target": "northby"},
    ]
    also = [
        "Funding",
        "The Ministry of Roads paid Southby Council.",
        {"agent": "ministry", "target": "southby"},
    ]
    graph = town(*(article(f"paid-{n}", paid, also) for n in range(3)))
    view = ties_of("Northby Council", "Southby Council", ontology, graph=graph)
    assert stops(view) == [["Ministry of Roads"], ["Lark Review"]]
    assert [path.articles for path in view.paths] == [4, 1]


def test_shorter_paths_come_first_and_none_is_too_long(ontology: Ontology) -> None:
    longest = {}
    for steps in range(1, 5):
        view = ties_of("Ada Vale", "Southby Council", ontology, steps=steps, limit=50)
        lengths = [len(path.steps) for path in view.paths]
        assert lengths == sorted(lengths)
        longest[steps] = max(lengths, default=0)
    assert longest == {1: 0, 2: 0, 3: 3, 4: 3}


def test_a_limit_says_that_there_is_more(ontology: Ontology) -> None:
    view = ties_of("Northby Council", "Southby Council", ontology, limit=1)
    assert (len(view.paths), view.more) == (1, True)
    assert not ties_of("Northby Council", "Southby Council", ontology, limit=2).more


def test_a_path_leads_only_through_what_is_allowed(ontology: Ontology) -> None:
    ends = ("Northby Council", "Southby Council", ontology)
    assert stops(ties_of(*ends, through=(Through.WORKS,))) == [["Lark Review"]]
    assert stops(ties_of(*ends, through=(Through.BODIES,))) == [["Ministry of Roads"]]
    assert stops(ties_of(*ends, through=(Through.PEOPLE,))) == []
    assert stops(ties_of("Ada Vale", "Zoë Ærmel", ontology, through=(Through.ROLES,))) == [["leader"]]


@pytest.mark.parametrize("steps", [1, 3, 6])
def test_what_is_denied_or_planned_ties_nobody(steps: int, ontology: Ontology) -> None:
    for other in ("Ada Vale", "Bram Oake"):
        view = ties_of("Cato Finn", other, ontology, steps=steps, through=tuple(Through))
        assert (view.direct, view.paths) == ((), ())


@pytest.mark.parametrize(
    ("other", "status", "text"),
    [
        ("Ada Vale", Statuses.DENIED, "denied: collaboration: Ada Vale and Cato Finn"),
        ("Ada Vale", Statuses.ANY, "denied: collaboration: Ada Vale and Cato Finn"),
        ("Bram Oake", Statuses.PLANNED, "planned: praise: Cato Finn → Bram Oake"),
    ],
)
def test_it_does_where_it_is_asked_for_and_is_marked(
    other: str, status: Statuses, text: str, ontology: Ontology
) -> None:
    assert [line.text for line in ties_of("Cato Finn", other, ontology, status=status).direct] == [text]


def test_planned_and_asserted_facts_make_no_path_together(ontology: Ontology) -> None:
    planned = ties_of("Cato Finn", "Dill Ems", ontology, status=Statuses.PLANNED)
    assert planned.paths == ()
    assert stops(ties_of("Cato Finn", "Dill Ems", ontology, status=Statuses.ANY, limit=1)) == [["Ada Vale"]]


@pytest.mark.parametrize(
    ("left", "right"), [("Dill Ems", "Egon Fry"), ("Ada Vale", "Ivo Jay"), ("Ivo Jay", "Port Ley")]
)
def test_equal_parts_claims_and_places_tie_only_through_events(
    left: str, right: str, ontology: Ontology
) -> None:
    assert ties_of(left, right, ontology, through=tuple(set(Through) - {Through.EVENTS})).direct == ()
    assert len(ties_of(left, right, ontology, through=(*USUAL, Through.EVENTS)).direct) == 1


def test_a_statement_ties_the_speaker_to_the_addressee(ontology: Ontology) -> None:
    assert {line.text for line in ties_of("Ada Vale", "Gil Hobb", ontology, steps=1).direct} == {
        "praise: Gil Hobb → Ada Vale",
        "statement: Ada Vale: the road was safe (addressee: Gil Hobb)",
    }


@pytest.mark.parametrize(
    ("names", "steps", "says"),
    [
        (("Ada Vale", "Ms Vale"), 3, "both names mean Ada Vale"),
        (("Ada Vale", "Bram Oake"), 0, "0 steps"),
        (("Ada Vale", "Bram Oake"), 7, "7 steps"),
    ],
)
def test_what_cannot_be_asked_is_told(
    names: tuple[str, str], steps: int, says: str, ontology: Ontology
) -> None:
    with pytest.raises(QueryError, match=says):
        ties_of(*names, ontology, steps=steps)


def test_the_answer_does_not_hang_on_which_comes_first(ontology: Ontology) -> None:
    ends = ["Northby Council", "Southby Council", "Ada Vale", "Zoë Ærmel", "Lark Review"]
    for left, right in itertools.combinations(ends, 2):
        there, back = (ties_of(*pair, ontology, limit=50) for pair in ((left, right), (right, left)))
        assert stops(there) == [path[::-1] for path in stops(back)]


def test_neighbours_come_by_distance_each_with_what_ties_it(ontology: Ontology) -> None:
    view = near_to("Lark Review", ontology, steps=2)
    assert neighbours(view)[:2] == [(1, "Northby Council"), (1, "Southby Council")]
    assert sorted(neighbours(view)[2:]) == [(2, "Ada Vale"), (2, "Ministry of Roads")]
    assert view.total == 4
    ways = {one.entity.text: [value.text for value in one.way] for one in view.neighbours}
    assert (ways["Northby Council"], ways["Ada Vale"]) == ([], ["Northby Council"])
    for one in view.neighbours:
        last = one.way[-1].iri if one.way else view.entity.iri
        for fact in (fact for line in one.lines for fact in line.facts):
            assert {last, one.entity.iri} <= {argument.value.iri for argument in fact.arguments}


def test_neighbours_are_of_the_kinds_asked_for(ontology: Ontology) -> None:
    people = near_to("Lark Review", ontology, steps=2, kinds=(Through.PEOPLE,))
    assert neighbours(people) == [(2, "Ada Vale")]
    assert neighbours(near_to("Ada Vale", ontology, kinds=(Through.ROLES,))) == [(1, "leader")]
    limited = near(TOWN, ontology, NAMES.resolve("Ministry of Roads"), limit=2)
    assert (len(limited.neighbours), limited.total) == (2, 5)


def test_nothing_is_near_what_no_asserted_fact_holds(ontology: Ontology) -> None:
    assert near_to("Cato Finn", ontology, steps=4).neighbours == ()


def test_every_tie_is_a_fact_that_holds_both(graph: EmbeddedGraph, ontology: Ontology) -> None:
    ties = Ties(graph, ontology, Statuses.ANY)
    assert ties.network.number_of_edges() > 20
    ask = "ASK {{ <{}> kg:status ?status ; ?one <{}> ; ?other <{}> }}"
    for left, right in ties.network.edges:
        for fact in ties.facts(left, right):
            assert graph.query(ask.format(fact, left, right))


def test_kinds_are_named_in_words() -> None:
    assert through_of(" Works,people ") == (Through.PEOPLE, Through.WORKS)
    for wrong in ("people,cats", "", ","):
        with pytest.raises(QueryError, match=r"leads through|may lead"):
            through_of(wrong)
