"""Reading rows from a store, sound or damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from kgbuild.errors import StoreError
from kgbuild.export.facts import read_articles, read_facts
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from kgbuild.rdf.store import open_graph, write_graph
from tests.export.making import ONTOLOGY, SAMPLE

ALL = "SELECT ?subject ?property ?value WHERE { ?subject ?property ?value }"


def test_damage_is_told_while_rows_are_read(tmp_path: Path) -> None:
    write_graph(tmp_path, "one", many())
    number = len(list(rows(open_graph(tmp_path), ALL)))
    told = []
    for part in sorted(tmp_path.glob("graph-one/*.sst")):
        sound = part.read_bytes()
        middle = len(sound) // 2
        part.write_bytes(
            sound[:middle] + bytes(255 - byte for byte in sound[middle:][:50]) + sound[middle + 50 :]
        )
        graph = opened(tmp_path)
        if graph is not None:
            found, message = read(graph)
            told += [message] if message else []
            assert message or found == number
        part.write_bytes(sound)
    assert told
    assert all("damaged" in message for message in told)


def opened(folder: Path) -> Graph | None:
    """Return the graph, or None where the damage shows already when it is opened."""
    try:
        return open_graph(folder)
    except StoreError:
        return None


def read(graph: Graph) -> tuple[int, str]:
    """Return how many rows there are, and the message where they end in an error."""
    found = 0
    try:
        for _ in rows(graph, ALL):
            found += 1
    except StoreError as error:
        return found, error.message
    return found, ""


def many() -> Iterator[Quad]:
    """Yield the sample several times over, so that a store of it is not read at one go."""
    text = "".join(f"{quad} .\n" for quad in SAMPLE)
    for number in range(4):
        yield from parse(re.sub(r"id/(article|fact|evidence)/", rf"id/\1/{number}-", text), RdfFormat.N_QUADS)


def test_a_fact_said_twice_has_two_pieces_of_evidence(sample: Graph) -> None:
    twice = [fact for fact in read_facts(sample, ONTOLOGY, read_articles(sample)) if len(fact.evidence) > 1]
    assert [fact.type.name for fact in twice] == ["Tenure"]
    assert [one.words for one in twice[0].evidence] == [
        "Council leader Dame Orla Finch",
        "Dame Orla Finch, leader of the council",
    ]
    assert twice[0].text("kg:confidence") == "0.95"


def test_facts_stand_in_the_order_of_their_articles(sample: Graph) -> None:
    places = [
        (fact.evidence[0].article.identifier, fact.evidence[0].start)
        for fact in read_facts(sample, ONTOLOGY, read_articles(sample))
    ]
    assert places == sorted(places)


def test_articles_are_described(sample: Graph) -> None:
    letter, trust, _ = sorted(read_articles(sample).values())
    assert (letter.identifier, letter.issued, letter.source) == ("fynch-letter", "", "")
    assert (trust.title, trust.issued) == ("Trust put in special measures", "2013-12-02")
