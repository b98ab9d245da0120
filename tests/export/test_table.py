"""The table of facts, read back by Python's csv."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.export.table import guarded
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.vocabulary import term
from tests.export.making import SAMPLE, criticism, written
from tests.rdf.sample import READINGS


def read(graph: Graph) -> list[dict[str, str]]:
    data = written(graph, "csv")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_line_for_each_fact_and_evidence(sample: Graph) -> None:
    pairs = {
        (quad.subject.value, quad.object.value)
        for quad in SAMPLE
        if quad.predicate == term("kg:evidence")
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    lines = read(sample)
    assert len(lines) == len(pairs)
    assert {line["fact"] for line in lines} == {fact for fact, _ in pairs}


def test_lines_say_what_was_read(sample: Graph) -> None:
    expected = Counter(
        (fact.type, fact.status.value, one.document.id, fact.evidence.start, fact.evidence.end)
        for one in READINGS
        for fact in one.facts
    )
    found = Counter(
        (line["type"], line["status"], line["article"], int(line["start"]), int(line["end"]))
        for line in read(sample)
    )
    assert found == expected


def test_sentences_stand_where_they_are_said_to_stand(sample: Graph) -> None:
    texts = {one.document.id: one.document.text for one in READINGS}
    for line in read(sample):
        assert texts[line["article"]][int(line["start"]) : int(line["end"])] == line["sentence"]


def test_lines_stand_in_the_order_of_their_sentences(sample: Graph) -> None:
    places = [(line["article"], int(line["start"]), int(line["end"]), line["fact"]) for line in read(sample)]
    assert places == sorted(places)
    assert len({place[:3] for place in places}) < len(places)  # some differ in the fact alone


def test_a_line_in_full(sample: Graph) -> None:
    line = next(line for line in read(sample) if line["type"] == "Departure")
    assert {name: value for name, value in line.items() if value and name != "fact"} == {
        "type": "Departure",
        "status": "Asserted",
        "agent": "Tobias Wren",
        "role": "strategic director for children's services",
        "organization": "Marlbury County Council",
        "manner": "resigned",
        "earliest": "2013-10-03",
        "latest": "2013-10-03",
        "dateText": "on 3 October 2013",
        "confidence": "0.9",
        "extractor": "Departure.yaml:1",
        "article": "marlbury-inspection",
        "title": "Inspectors condemn Marlbury children's services",
        "issued": "2013-10-15",
        "source": "https://news.example/marlbury-inspection",
        "start": line["start"],
        "end": line["end"],
        "sentence": "Tobias Wren, the strategic director for children's services, reported to Dame Orla "
        "until he resigned on 3 October 2013",
    }


def test_several_values_share_a_cell(sample: Graph) -> None:
    line = next(line for line in read(sample) if line["type"] == "Collaboration")
    assert line["participant"] == "Larkfield Trust; Marlbury County Council"


def test_excel_is_told_the_encoding(sample: Graph) -> None:
    assert written(sample, "csv").startswith(b"\xef\xbb\xbftype,status,")


def test_the_columns_do_not_depend_on_the_graph(sample: Graph) -> None:
    heads = {written(graph, "csv").splitlines()[0] for graph in (sample, criticism("A B", "A B spoke."))}
    assert len(heads) == 1


@pytest.mark.parametrize(
    "words", ["=1+1", "+1 said A", "-SUM(A1)", "@SUM(A1)", "  =cmd|' /C calc'!A0", "＝1+1", "\t=1", "'=1"]
)
def test_no_cell_is_a_formula(words: str) -> None:
    line = read(criticism(words, words, reason=words))[0]
    for name in ("agent", "sentence", "reason", "title"):
        assert line[name].startswith("'")
        assert line[name][1:] == words.strip()


def test_numbers_and_quotations_stay_as_they_are() -> None:
    assert [guarded(cell) for cell in ("-12.5", "+3", "'We failed'", "“-”", "")] == [
        "-12.5",
        "+3",
        "'We failed'",
        "“-”",
        "",
    ]


@given(st.text(alphabet="=+-@'＝ a1\t"))
def test_the_guard_can_be_taken_away(cell: str) -> None:
    changed = guarded(cell) != cell
    again = guarded(cell)[1:] if changed else guarded(cell)
    assert again == cell
    # Who reads the table sees what was changed: what is guarded needs guarding itself, and nothing else does.
    assert (guarded(guarded(cell)) != guarded(cell)) == changed


def test_a_line_break_does_not_break_a_line() -> None:
    data = written(criticism("The\r\nPanel", "The\n\nPanel\u2028spoke,\x00 at last."), "csv").decode(
        "utf-8-sig"
    )
    assert len(data.split("\r\n")) == 3
    assert data.count("\n") == 2
    assert "The Panel spoke, at last." in data
