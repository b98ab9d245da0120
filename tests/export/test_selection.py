"""What goes into a network: by relation, kind, time, surroundings, evidence, status; events in two ways."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import networkx as nx
import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import ExportError, NotFoundError
from kgbuild.export import export
from kgbuild.export.drawing import Drawing
from kgbuild.export.network import EVENT, SPELLS, flattened, network
from kgbuild.export.selection import (
    Events,
    Selection,
    events_of,
    kinds_of,
    selection_of,
    statuses_of,
    words_of,
)
from kgbuild.model import Kind, Status
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, Said, criticisms

FINCH, WREN, THORNE, LANT = (
    f"{DEFAULT_BASE}person/{name}" for name in ("orla-finch", "tobias-wren", "maya-thorne", "ivo-lant")
)
COUNCIL = f"{DEFAULT_BASE}organisation/marlbury-county-council"
TRUST = f"{DEFAULT_BASE}organisation/larkfield-trust"
REVIEW = f"{DEFAULT_BASE}work/lant-review"


def drawn(graph: Graph, **chosen: Any) -> nx.MultiDiGraph[str]:
    return network(graph, ONTOLOGY, Selection(**chosen))


def relations(found: nx.MultiDiGraph[str]) -> Counter[str]:
    return Counter(data["relation"] for *_, data in found.edges(data=True))


def said(*dates: tuple[str | None, str | None, str | None]) -> Graph:
    """Return a graph whose one edge is stated with these dates: issued, earliest, latest."""
    return criticisms(
        "Kestrel Inspectorate",
        [
            Said(f"Words {number}.", str(number), issued, earliest, latest)
            for number, (issued, earliest, latest) in enumerate(dates)
        ],
    )


@pytest.mark.parametrize("names", [("criticised",), ("Criticism",), ("CRITICISED", "criticism")])
def test_relations_and_fact_types(sample: Graph, names: tuple[str, ...]) -> None:
    everything = relations(network(sample, ONTOLOGY))
    assert relations(drawn(sample, edges=names)) == {"criticised": everything["criticised"]}


def test_a_fact_type_brings_all_its_relations(sample: Graph) -> None:
    assert set(relations(drawn(sample, edges=("Tenure",)))) == {"led", "holdsRoleAt"}
    assert set(relations(drawn(sample, edges=("led",)))) == {"led"}


def test_who_has_no_chosen_edge_is_left_out(sample: Graph) -> None:
    found = drawn(sample, edges=("reportsTo",))
    assert set(found) == {WREN, FINCH}
    assert len(drawn(sample, kinds=(Kind.PLACE,))) == 1  # where no edges are chosen, none is asked for


def test_kinds(sample: Graph) -> None:
    found = drawn(sample, kinds=(Kind.PERSON, Kind.WORK))
    assert {data["kind"] for _, data in found.nodes(data=True)} == {"Person", "Work"}
    assert (FINCH, REVIEW) in found.edges()


@pytest.mark.parametrize(
    ("dates", "since", "until", "fits"),
    [
        (("2014-02-03", "2013-01-01", "2013-12-31"), "2013-12-31", "", True),
        (("2014-02-03", "2013-01-01", "2013-12-31"), "2014-01-01", "", False),
        (("2014-02-03", "2013-01-01", "2013-12-31"), "", "2013-01-01", True),
        (("2014-02-03", "2013-01-01", "2013-12-31"), "", "2012-12-31", False),
        (("2014-02-03", "2013-01-01", None), "2014-02-03", "", True),
        (("2014-02-03", "2013-01-01", None), "2014-02-04", "", False),
        (("2014-02-03", "2015-01-01", None), "2015-01-01", "", True),
        ((None, "2013-01-01", None), "2013-01-02", "", False),
        (("2014-02-03", None, "2013-01-01"), "", "2010-01-01", True),
        (("2014-02-03", None, None), "2014-02-03", "2014-02-03", True),
        (("2014-02-03", None, None), "2014-02-04", "", False),
        ((None, None, None), "1900-01-01", "", False),
    ],
)
def test_times(dates: tuple[str | None, str | None, str | None], since: str, until: str, fits: bool) -> None:
    graph = said(dates)
    if fits:
        assert drawn(graph, since=since, until=until).number_of_edges() == 1
    else:
        with pytest.raises(NotFoundError):
            drawn(graph, since=since, until=until)


def test_only_what_is_in_time_counts_as_evidence() -> None:
    graph = said(("2013-01-01", None, None), ("2014-01-01", None, None), ("2014-06-01", None, None))
    ((_, _, edge),) = drawn(graph, since="2014-01-01", min_evidence=2).edges(data=True)
    assert (edge["weight"], edge["articles"]) == (2, "1; 2")
    with pytest.raises(NotFoundError):
        drawn(graph, since="2014-01-01", min_evidence=3)


def test_around_one_step(sample: Graph) -> None:
    found = drawn(sample, around=(LANT,))
    everything = network(sample, ONTOLOGY)
    assert set(found) == {LANT, *everything.successors(LANT), *everything.predecessors(LANT)}


def test_around_more_steps_and_all_edges_among_what_is_near(sample: Graph) -> None:
    everything = network(sample, ONTOLOGY)
    near = nx.single_source_shortest_path_length(everything.to_undirected(), LANT, cutoff=2)
    found = drawn(sample, around=(LANT,), steps=2)
    assert set(found) == set(near)
    assert found.number_of_edges() == everything.subgraph(near).number_of_edges()


def test_around_keeps_the_one_it_is_around(sample: Graph) -> None:
    found = drawn(sample, around=(COUNCIL,), kinds=(Kind.PERSON,))
    assert COUNCIL in found
    assert {data["kind"] for node, data in found.nodes(data=True) if node != COUNCIL} == {"Person"}


def test_around_with_events_as_nodes(sample: Graph) -> None:
    as_edges = drawn(sample, around=(THORNE,))
    as_nodes = drawn(sample, around=(THORNE,), events=Events.AS_NODES)
    entities = {node for node, data in as_nodes.nodes(data=True) if data["kind"] != EVENT}
    assert entities >= set(as_edges)
    assert all(nx.has_path(as_nodes.to_undirected(), THORNE, node) for node in as_nodes)


def test_around_what_is_not_there(sample: Graph) -> None:
    with pytest.raises(NotFoundError, match="person/nobody"):
        drawn(sample, around=(f"{DEFAULT_BASE}person/nobody",))


def test_statuses_are_never_mixed(sample: Graph) -> None:
    asserted, planned, denied = (drawn(sample, statuses=(status,)) for status in Status)
    everything = drawn(sample, statuses=tuple(Status))
    for status, found in zip(Status, (asserted, planned, denied), strict=True):
        assert {data["status"] for *_, data in found.edges(data=True)} == {status}
    keys = [{key for *_, key in found.edges(keys=True)} for found in (asserted, planned, denied)]
    assert set.union(*keys) == {key for *_, key in everything.edges(keys=True)}
    assert sum(map(len, keys)) == everything.number_of_edges()


def test_events_as_nodes(sample: Graph) -> None:
    found = drawn(sample, events=Events.AS_NODES)
    events = {node: data for node, data in found.nodes(data=True) if data["kind"] == EVENT}
    assert Counter(data["fact_type"] for data in events.values())["Statement"] >= 2
    (appointment,) = [node for node, data in events.items() if data["fact_type"] == "Appointment"]
    assert [(source, data["relation"]) for source, _, data in found.in_edges(appointment, data=True)] == [
        (COUNCIL, "agent")
    ]
    assert {(target, data["relation"]) for _, target, data in found.out_edges(appointment, data=True)} == {
        (THORNE, "target"),
        (COUNCIL, "organization"),
    }
    assert events[appointment]["details"] == "role: interim director"
    assert events[appointment]["sentence"].startswith("Maya Thorne, whom the council appointed")
    assert "led" in relations(found)  # states stay edges
    assert "appointed" not in relations(found)


def test_events_of_chosen_relations(sample: Graph) -> None:
    found = drawn(sample, events=Events.AS_NODES, edges=("criticised", "Statement"))
    assert {data["fact_type"] for _, data in found.nodes(data=True) if data["kind"] == EVENT} == {
        "Criticism",
        "Statement",
    }


def test_a_node_tells_its_roles_and_how_much_is_said_of_it(sample: Graph) -> None:
    finch = network(sample, ONTOLOGY).nodes[FINCH]
    assert "leader (Marlbury County Council)" in finch["roles"].split("; ")
    about = sample.query(f"SELECT DISTINCT ?fact {{ ?fact ?property <{FINCH}> ; kg:status ?status }}")
    assert finch["facts"] == len(list(about))  # type: ignore[arg-type]


def test_flattened_has_plain_values_only(sample: Graph) -> None:
    plain = flattened(network(sample, ONTOLOGY))
    values = [data for _, data in plain.nodes(data=True)] + [data for *_, data in plain.edges(data=True)]
    assert all(isinstance(value, str | int | float) for data in values for value in data.values())
    assert "2009-01-01/2011-12-31" in {data.get(SPELLS) for data in values}


@pytest.mark.parametrize(
    ("chosen", "message", "hint"),
    [
        ({"edges": ("hates",)}, "'hates'", "criticised"),
        ({"edges": ("Statement",)}, "Statement: facts of this type give no edge", "as nodes"),
        ({"steps": 0}, "counted from 1", "1 or more"),
        ({"min_evidence": 0}, "counted from 1", "1 or more"),
        ({"since": "2014"}, "'2014'", "YYYY-MM-DD"),
        ({"until": "2014-02-30"}, "'2014-02-30'", "YYYY-MM-DD"),
        ({"since": "2014-02-02", "until": "2014-02-01"}, "since 2014-02-02", "Swap"),
        ({"statuses": ()}, "no status", "Asserted"),
    ],
)
def test_what_cannot_be_chosen(sample: Graph, chosen: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(ExportError, match=message) as raised:
        drawn(sample, **chosen)
    assert hint in raised.value.hint


def test_nothing_fits(sample: Graph) -> None:
    with pytest.raises(NotFoundError, match="nothing in the graph fits") as raised:
        drawn(sample, min_evidence=99)
    assert "less evidence" in raised.value.hint


def test_words() -> None:
    assert words_of(" led, criticised ,,led") == ("led", "criticised")
    assert kinds_of("people,Work") == (Kind.PERSON, Kind.WORK)
    assert statuses_of("planned,denied") == (Status.PLANNED, Status.DENIED)
    assert statuses_of("any") == tuple(Status)
    assert events_of("as-nodes") is Events.AS_NODES


@pytest.mark.parametrize(
    ("read", "word", "known"),
    [
        (kinds_of, "cats", "people, bodies, works, places"),
        (statuses_of, "maybe", "asserted, planned, denied, any"),
        (statuses_of, "", "asserted, planned, denied, any"),
        (events_of, "as-dots", "as-edges, as-nodes"),
    ],
)
def test_an_unknown_word_is_told_with_the_known_ones(read: Any, word: str, known: str) -> None:
    with pytest.raises(ExportError, match=repr(word)) as raised:
        read(word)
    assert known in raised.value.hint


@pytest.mark.parametrize(
    "drawing",
    [Drawing(Selection(edges=("led",))), Drawing(layout=False)],
)
@pytest.mark.parametrize("form", ["nquads", "csv"])
def test_only_networks_can_be_chosen_from(sample: Graph, form: str, drawing: Drawing) -> None:
    with pytest.raises(ExportError, match=f"{form} holds the whole graph") as raised:
        export(sample, form, io.BytesIO(), ONTOLOGY, drawing)
    assert "gexf" in raised.value.hint


def test_progress_tells_of_reading_to_its_end(sample: Graph) -> None:
    told: list[tuple[str, int, int]] = []
    network(sample, ONTOLOGY, progress=lambda *news: told.append(news))
    assert {stage for stage, _, _ in told} == {"Reading facts"}
    done = [count for _, count, _ in told]
    assert (sorted(set(done)), done) == (list(range(told[-1][2] + 1)), sorted(done))


def test_steps_lead_from_something() -> None:
    with pytest.raises(ExportError, match="nothing is named") as raised:
        selection_of(steps=1)
    assert "--around" in raised.value.hint
    assert selection_of(around=[FINCH]).steps == 1


@pytest.mark.parametrize(("word", "meant"), [("persons", "person"), ("peple", "people"), ("zzz", "")])
def test_what_may_be_meant_is_offered(word: str, meant: str) -> None:
    with pytest.raises(ExportError) as raised:
        selection_of(kinds=word)
    assert raised.value.hint.partition("Known:")[0] == (f"Did you mean {meant}? " if meant else "")


def test_a_relation_that_may_be_meant_is_offered(sample: Graph) -> None:
    with pytest.raises(ExportError) as raised:
        drawn(sample, edges=("critised",))
    assert raised.value.hint.startswith("Did you mean criticised?")
