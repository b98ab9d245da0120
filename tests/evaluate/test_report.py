"""What a report tells beside the referee's figures: facts with sentences, phenomena, confidence."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.evaluate import score
from kgbuild.evaluate.calibration import Scored, bins
from kgbuild.evaluate.figures import Tally
from kgbuild.rdf.vocabulary import term
from tests.evaluate.scored import GoldTable, Scene, golds_of
from tests.export.making import graph_of


def one(*facts: GoldTable, **more: object) -> GoldTable:
    return {"doc": "one", "entities": [], "facts": list(facts), "quotes": [], **more}


def fact(kind: str, status: str = "asserted", **args: object) -> GoldTable:
    return {"type": kind, "args": args, "status": status, "evidence": "They are at odds."}


def test_a_missed_fact_has_golds_sentence(strange: Scene) -> None:
    report = strange.report([one(fact("Death", target=["Eve Gray", "she"]))])
    (missed,) = report.missed
    assert (missed.doc, missed.type, missed.status) == ("one", "Death", "asserted")
    assert (missed.args, missed.evidence) == ({"target": "Eve Gray"}, "They are at odds.")


def test_a_wrong_fact_has_its_sentences_rules_and_confidence(strange: Scene) -> None:
    report = strange.report([one()])
    (wrong,) = [
        found
        for found in report.wrong
        if found.type == "Criticism" and found.args == {"agent": "Ann Lee", "target": "Moor Trust"}
    ]
    assert wrong.evidence == ("Ann Lee", "leads")
    assert wrong.rules == ("rule-2", "rule-3")
    assert wrong.facts == ("https://w3id.org/kgbuild/id/f8",)
    assert (wrong.status, wrong.gold_status, wrong.confidence) == ("asserted", None, 0.8)


def test_where_only_the_status_is_wrong_golds_is_told(strange: Scene) -> None:
    report = strange.report([one(fact("Review", "denied", agent="Audit Office", target="Moor Trust"))])
    (wrong,) = [found for found in report.wrong if found.type == "Review"]
    assert (wrong.status, wrong.gold_status) == ("asserted", "denied")
    assert (report.statuses.right, report.statuses.of) == (0, 1)


def test_people_and_quotations_are_told_by_name(strange: Scene) -> None:
    kinds = Counter(slip.kind for slip in strange.report(strange.tables).slips)
    assert set(kinds) == {
        "person missed",
        "not a person",
        "people merged",
        "person split",
        "quotation missed",
        "quotation with another speaker",
        "no such quotation",
    }


def test_what_gold_does_not_list_is_not_counted(strange: Scene) -> None:
    without = {"doc": "one", "text": "Ann Lee leads.", "facts": []}
    report = strange.report([without])
    assert report.people == report.quotes == Tally()
    assert report.facts.wrong > 0


def test_a_case_is_right_when_no_fact_of_it_is_missed_or_wrong(strange: Scene) -> None:
    death = fact("Death", target="Dame")
    criticisms = [
        fact("Criticism", agent=agent, target=target)
        for agent in ("Ann Lee", "Audit Office")
        for target in ("Moor Trust", "Wexcombe Borough Council")
    ]
    right = one(death, *criticisms, doc="two", phenomenon=["both", "right"])
    report = strange.report([right, one(phenomenon="both")])
    both, alone = report.phenomena
    assert (both.name, both.cases, both.right) == ("both", 2, 1)
    assert (alone.name, alone.cases, alone.right, alone.facts) == ("right", 1, 1, Tally(right=5))
    assert both.facts == report.facts


def test_a_document_that_the_graph_lacks_is_missed(strange: Scene) -> None:
    report = strange.report([one(fact("Death", target="Eve Gray"), doc="three")])
    assert [document.in_graph for document in report.documents] == [False]
    assert report.facts == Tally(missed=1)


def test_the_bins_of_confidence_add_up_to_all_facts(strange: Scene) -> None:
    report = strange.report(strange.tables)
    assert sum(one.found for one in report.confidence) == report.facts.found
    assert sum(one.right for one in report.confidence) == report.facts.right


def test_a_graph_without_confidence_has_no_bins(strange: Scene) -> None:
    bare = graph_of(quad for quad in strange.graph.quads() if quad.predicate != term("kg:confidence"))
    report = score(bare, golds_of(strange.tables))
    assert report.facts == strange.report(strange.tables).facts
    assert report.confidence == ()


def test_the_highest_confidence_of_a_fact_found_twice_counts(strange: Scene) -> None:
    tenure = fact("Tenure", person="Ann Lee", role="leader", organisation="the council")
    report = strange.report([one(tenure)])
    right = [scored for document in report.documents for scored in document.facts.scored if scored.right]
    assert right == [Scored(0.95, True)]


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.3, 0.3), (0.29, 0.2), (0.7, 0.7), (0.8, 0.8), (1.0, 0.9)]
)
def test_a_confidence_goes_into_its_bin(confidence: float, low: float) -> None:
    (one,) = bins([Scored(confidence, True)])
    assert one.low == low
    assert one.low <= one.confidence <= one.high


@given(st.lists(st.builds(Scored, st.floats(0, 1), st.booleans())))
def test_bins_keep_every_fact_and_their_order(facts: list[Scored]) -> None:
    found = bins(facts)
    assert sum(one.found for one in found) == len(facts)
    assert sum(one.right for one in found) == sum(fact.right for fact in facts)
    assert [one.low for one in found] == sorted({one.low for one in found})


def test_the_json_has_every_figure_and_fact(strange: Scene) -> None:
    report = strange.report(strange.tables)
    table = json.loads(json.dumps(report.to_table()))
    assert table["documents"] == 2
    assert table["facts"]["f1"] == report.facts.f1
    assert table["types"]["Criticism"]["gold"] == report.types["Criticism"].gold
    assert table["people"]["merged"] == report.merged
    assert len(table["missed"]) == report.facts.missed
    assert len(table["wrong"]) == report.facts.wrong
    assert table["wrong"][0]["evidence"]
    assert [one["found"] for one in table["confidence"]] == [one.found for one in report.confidence]
