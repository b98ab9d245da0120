from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest
from rich.console import Console

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import NotFoundError, QueryError
from kgbuild.explore.explain import (
    EdgeExplanation,
    EntityExplanation,
    Explanation,
    FactExplanation,
    explain,
    find_edge,
)
from kgbuild.explore.render import print_explanation, to_json
from kgbuild.query.lookup import Names
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import PREFIXES
from tests.rdf.sample import ENTITIES, TEXTS


def printed(explanation: Explanation) -> str:
    text = io.StringIO()
    print_explanation(explanation, Console(file=text), DEFAULT_BASE)
    return text.getvalue()


def test_a_fact_goes_back_to_sentence_rule_and_cue(graph: Graph, ontology: Ontology, names: Names) -> None:
    found = explain(graph, ontology, names, ["fact/1c160b03"])
    assert isinstance(found, FactExplanation)
    fact = found.fact
    assert (fact.type, fact.status, fact.confidence) == ("Transfer", "Planned", 0.9)
    assert fact.rules == ("Transfer.yaml:1",)
    (evidence,) = fact.evidence
    assert evidence.cues == ("may",)
    assert evidence.triggers == ("hand",)
    text = TEXTS[evidence.source.article]
    assert text[evidence.start : evidence.end] == evidence.sentence
    assert found.edges == ()


def test_a_fact_is_printed_with_all_that_decided_it(graph: Graph, ontology: Ontology, names: Names) -> None:
    fact = "fact/b78fd77ae39d54e8"
    lines = printed(explain(graph, ontology, names, [fact])).splitlines()
    assert lines == [
        f"denied: tenure: Orla Finch, leader, Marlbury County Council (according to a letter) ({fact})",
        "  status: denied",
        "  member: Orla Finch (person/orla-finch)",
        "  organization: Marlbury County Council (organisation/marlbury-county-council)",
        "  role: leader (role/leader)",
        "  claimed by: a letter (work/a-letter-06efbdc7)",
        "  confidence: 0.9",
        "  found by: Tenure.yaml:1",
        "  evidence: Orla Fynch was never leader of Marlbury County Council, says a letter",
        "    in 🚆 Letter casts doubt on council’s past, fynch-letter, characters 40 to 109",
        "    trigger: “leader”",
        "    cue of the status: “never”",
    ]


def test_a_fact_names_the_edges_it_gives(graph: Graph, ontology: Ontology, names: Names) -> None:
    found = explain(graph, ontology, names, ["b5466f9b5c923b85"])
    assert isinstance(found, FactExplanation)
    ends = ("Orla Finch", "Marlbury County Council")
    assert found.edges == ((ends[0], "holds role at", ends[1]), (ends[0], "led", ends[1]))
    assert "gives the edge: Orla Finch led Marlbury County Council" in printed(found)


@pytest.mark.parametrize("edge", ["led", "kg:led", "LED", f"{PREFIXES['kg']}led", f"<{PREFIXES['kg']}led>"])
def test_an_edge_goes_back_to_the_facts_that_give_it(
    edge: str, graph: Graph, ontology: Ontology, names: Names
) -> None:
    found = explain(graph, ontology, names, ["orla finch", edge, "Marlbury County Council"])
    assert isinstance(found, EdgeExplanation)
    assert found.holds
    assert [fact.status for fact in found.given_by] == ["Asserted"]
    assert [fact.status for fact in found.not_given_by] == ["Denied"]
    assert (
        found.rule
        == "from the member to the organization of every asserted tenure, if the role is a leading one"
    )


def test_an_edge_that_is_not_there_is_explained_too(graph: Graph, ontology: Ontology, names: Names) -> None:
    found = explain(graph, ontology, names, ["Hal Brandt", "led", "Marlbury County Council"])
    assert isinstance(found, EdgeExplanation)
    assert (found.holds, found.given_by) == (False, ())
    assert [fact.named("role") for fact in found.not_given_by] == ["Deputy leader"]
    assert "no asserted fact gives this edge" in printed(found)


def test_an_edge_that_nothing_speaks_of_is_not_found(graph: Graph, ontology: Ontology, names: Names) -> None:
    with pytest.raises(NotFoundError, match="no fact says that Hal Brandt criticised Larkfield Trust"):
        explain(graph, ontology, names, ["Hal Brandt", "criticised", "Larkfield Trust"])


@pytest.mark.parametrize("entity", [entity.id for entity in ENTITIES])
def test_an_entity_has_exactly_the_edges_of_the_graph(
    entity: str, graph: Graph, ontology: Ontology, names: Names
) -> None:
    found = explain(graph, ontology, names, [entity])
    assert isinstance(found, EntityExplanation)
    assert all(edge.holds for edge in found.edges)
    node = ox.NamedNode(DEFAULT_BASE + entity)
    known = {edge.iri: ontology.labels[edge.iri.value] for edge in ontology.edges}
    triples = [
        (names.find(str(quad.subject))[0].label, known[quad.predicate], names.find(str(quad.object))[0].label)
        for quad in graph.quads()
        if quad.predicate in known and node in (quad.subject, quad.object)
    ]
    assert sorted((edge.subject, edge.edge, edge.object) for edge in found.edges) == sorted(triples)


def test_an_entity_is_printed_with_its_names_articles_and_edges(
    graph: Graph, ontology: Ontology, names: Names
) -> None:
    text = printed(explain(graph, ontology, names, ["Okoro"]))
    assert text.startswith(
        "Jem Okoro (person, person/jem-okoro)\n  also: Mr Okoro\n  mentioned in 1 article:\n"
    )
    assert "\nJem Okoro member of Harbour Party\n" in text
    assert "evidence: Jem Okoro, a member of the Harbour Party, praised the trust" in text


def test_explanations_as_json(graph: Graph, ontology: Ontology, names: Names) -> None:
    for wanted in (["Okoro"], ["fact/1c160b03"], ["Orla Finch", "led", "Lant Review"][:1]):
        assert json.loads(to_json(explain(graph, ontology, names, wanted)))


def test_edges_are_found_by_label_name_and_iri(ontology: Ontology) -> None:
    for edge in ontology.edges:
        label = ontology.labels[edge.iri.value]
        for name in (label, label.upper(), f" {label} ", edge.iri.value, edge.iri.value.split("#")[1]):
            assert find_edge(ontology, name) is edge
    with pytest.raises(QueryError) as caught:
        find_edge(ontology, "criticized")
    assert caught.value.hint == "Did you mean 'criticised'?"
    with pytest.raises(QueryError) as caught:
        find_edge(ontology, "xyzzy")
    assert "holds role at" in caught.value.hint


@pytest.mark.parametrize("wanted", [[], ["a", "b"], ["a", "b", "c", "d"]])
def test_another_number_of_terms_is_told(
    wanted: list[str], graph: Graph, ontology: Ontology, names: Names
) -> None:
    with pytest.raises(QueryError, match=f"{len(wanted)} terms cannot be explained"):
        explain(graph, ontology, names, wanted)
