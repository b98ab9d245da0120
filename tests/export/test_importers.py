"""CSV for the importers of Gephi and Neo4j, read by the csv module and checked by the importers' rules."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest

from kgbuild.export.drawing import USUAL_DRAWING, Drawing
from kgbuild.export.network import network
from kgbuild.export.selection import Events, Selection
from kgbuild.rdf.graph import Graph
from tests.export.making import ANY_STATUS, ONTOLOGY, criticism, files_written
from tests.export.test_hostile import HOSTILE
from tests.export.test_network import COUNCIL, FINCH

Rows = list[dict[str, str]]
PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "string[]": lambda text: text.split(";"),
    "long": int,
    "double": float,
    "date": date.fromisoformat,
}
"""Of the types of neo4j-admin, those in use."""
HEADER = re.compile(
    r"(?P<name>\w*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string|string\[\]|long|double|date)"
)


def read(data: bytes) -> Rows:
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(set(head)) == len(head)
    assert all(len(line) == len(head) for line in lines)
    assert len(text.splitlines()) == len(lines) + 1, "neo4j-admin takes no line breaks in a cell"
    return [dict(zip(head, line, strict=True)) for line in lines]


def neo4j(graph: Graph, drawing: Drawing = USUAL_DRAWING) -> tuple[Rows, Rows]:
    files = files_written(graph, "neo4j-csv", drawing)
    assert list(files) == ["nodes.csv", "relationships.csv"]
    nodes, relationships = map(read, files.values())
    check_neo4j(nodes, ["iri:ID", ":LABEL"])
    check_neo4j(relationships, [":START_ID", ":END_ID", ":TYPE"])
    ids = [row["iri:ID"] for row in nodes]
    assert len(set(ids)) == len(ids)
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} <= set(ids)
    return nodes, relationships


def check_neo4j(rows: Rows, first: list[str]) -> None:
    """Check headers and cells by neo4j-admin's rules."""
    for row in rows:
        assert list(row)[: len(first)] == first
        for column, cell in row.items():
            match = HEADER.fullmatch(column)
            assert match, column
            if match["type"] in PARSERS:
                assert match["name"]
                assert cell == "" or PARSERS[match["type"]](cell) is not None
            else:
                assert cell, f"{column} has to be there"


def gephi(graph: Graph, drawing: Drawing = USUAL_DRAWING) -> tuple[Rows, Rows]:
    files = files_written(graph, "gephi-csv", drawing)
    assert list(files) == ["edges.csv", "nodes.csv"]
    edges, nodes = map(read, files.values())
    for rows in (nodes, edges):
        names = [name.casefold() for row in rows[:1] for name in row]
        assert len(set(names)) == len(names), "Gephi heeds no capitals"
    check_gephi(nodes, edges)
    return nodes, edges


def check_gephi(nodes: Rows, edges: Rows) -> None:
    """Check rows by the rules of Gephi's ImportEdgesProcess, which skips and merges without a word."""
    ids = {row["Id"] for row in nodes}
    assert len(ids) == len(nodes)
    assert all({row["Source"], row["Target"]} <= ids for row in edges)
    assert {row["Type"] for row in edges} == {"Directed"}
    assert len({row["Id"] for row in edges}) == len(edges)
    assert len({(row["Source"], row["Target"], row["Kind"]) for row in edges}) == len(edges)
    assert all(float(row["Weight"]) > 0 for row in edges)


def expected(sample: Graph, drawing: Drawing) -> nx.MultiDiGraph[str]:
    return network(sample, ONTOLOGY, drawing.selection)


@pytest.mark.parametrize(
    "drawing",
    [Drawing(), ANY_STATUS, Drawing(Selection(events=Events.AS_NODES))],
    ids=["usual", "any", "events"],
)
def test_both_hold_the_network(sample: Graph, drawing: Drawing) -> None:
    whole = expected(sample, drawing)
    nodes, edges = gephi(sample, drawing)
    assert [row["Id"] for row in nodes] == list(whole)
    ends = Counter((s, t, d["relation"], d["status"]) for s, t, d in whole.edges(data=True))
    assert Counter((row["Source"], row["Target"], row["relation"], row["status"]) for row in edges) == ends
    nodes, edges = neo4j(sample, drawing)
    assert [row["iri:ID"] for row in nodes] == list(whole)
    columns = (":START_ID", ":END_ID", "relation:string", "status:string")
    assert Counter(tuple(row[name] for name in columns) for row in edges) == ends


def test_gephi_shows_names_and_tells_the_fact(sample: Graph) -> None:
    nodes, edges = gephi(sample)
    (finch,) = (row for row in nodes if row["Id"] == FINCH)
    assert (finch["Label"], finch["kind"], finch["articles"]) == ("Orla Finch", "Person", "3")
    (led,) = (row for row in edges if (row["Source"], row["Target"], row["Kind"]) == (FINCH, COUNCIL, "led"))
    assert (led["Weight"], led["fact_type"], led["sentence"]) == (
        "2",
        "Tenure",
        "Council leader Dame Orla Finch",
    )


def test_neo4j_gets_typed_properties(sample: Graph) -> None:
    nodes, edges = neo4j(sample)
    (council,) = (row for row in nodes if row["iri:ID"] == COUNCIL)
    assert (council[":LABEL"], council["name:string"]) == ("Organisation", "Marlbury County Council")
    assert council["names:string[]"].split(";") == ["Council", "The council", "council", "the council"]
    assert council["first_reported:date"] == "2013-10-15"
    (led,) = (
        row
        for row in edges
        if (row[":START_ID"], row[":TYPE"]) == (FINCH, "LED")
        if row[":END_ID"] == COUNCIL
    )
    assert (led["weight:long"], led["confidence:double"], led["articles:string[]"]) == (
        "2",
        "0.95",
        "marlbury-inspection",
    )


def test_what_is_planned_or_denied_has_types_of_its_own(sample: Graph) -> None:
    _, edges = neo4j(sample, ANY_STATUS)
    for row in edges:
        status = row["status:string"]
        prefix = "" if status == "Asserted" else f"{status.upper()}_"
        assert row[":TYPE"].startswith(prefix)
        assert (row[":TYPE"].split("_")[0] in ("PLANNED", "DENIED")) == (status != "Asserted")
    assert {row[":TYPE"] for row in edges} >= {"PLANNED_REVIEWED", "DENIED_LED", "CRITICISED"}
    _, edges = gephi(sample, ANY_STATUS)
    assert {row["Kind"] for row in edges} >= {"reviewed (Planned)", "led (Denied)", "criticised"}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_what_breaks_files_keeps_its_row(words: str) -> None:
    graph = criticism(words, words, reason=words, article=words)
    for nodes, edges in (neo4j(graph), gephi(graph)):
        assert (len(nodes), len(edges)) == (2, 1)


def test_what_a_spreadsheet_would_run_is_left_to_importers() -> None:
    nodes, _ = gephi(criticism("=1+1", "=1+1 criticised it."))
    assert nodes[0]["Label"] == "=1+1"


def test_a_text_with_the_delimiter_stays_one() -> None:
    _, edges = neo4j(criticism("Kestrel", "Kestrel criticised it.", article="a;b"))
    assert edges[0]["articles:string[]"] == "a,b"
    assert edges[0]["article:string"] == "a;b"
