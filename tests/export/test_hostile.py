"""Words that break files when they are written carelessly come through, or are cleaned."""

from __future__ import annotations

import csv
import io

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.export.text import plain
from kgbuild.rdf.bridge import rdflib_graph
from tests.export.making import criticism, written
from tests.export.test_network import READERS

HOSTILE = {
    "control characters": "A\x00B\x07C\x1b[2JD\x7f\x85E",
    "not for XML": "A\ufffeB\uffffC\x0b\x0cD",
    "lone surrogate": "A\ud800B\udfffC",
    "line ends": "A\r\nB\rC\u2028D\u2029E",
    "emoji": "A 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 B",
    "right to left": "ועדת החינוך \u202eevil\u202c لجنة",
    "quotes": "A \"B\" 'C' “D” \\E\\ \\u0041",
    "markup": "<script>alert(1)</script> &amp; ]]> <!-- A -->",
    "white space alone": " \t\n",
    "nothing that can be shown": "\x00\x01",
    "braces and at signs": "@id {A} \"@type\": 'B'",
}
UNION = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_networks_open(words: str, form: str) -> None:
    check_network(words, form)


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1), st.sampled_from(sorted(READERS)))
def test_networks_open_whatever_is_said(words: str, form: str) -> None:
    check_network(words, form)


def check_network(words: str, form: str) -> None:
    found = READERS[form](written(criticism(words, words), form))
    assert found.number_of_nodes() == 2
    ((critic, _, edge),) = found.edges(data=True)
    expected = plain(words.translate(dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")))
    assert found.nodes[critic]["label"] == (expected or "0")  # "organisation/0", for want of a name
    assert edge["sentence"] == expected


@pytest.mark.parametrize("form", UNION)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_rdf_holds_the_very_words(words: str, form: str) -> None:
    graph = criticism(words, words, article=words)
    found = rdflib.Graph().parse(data=written(graph, form), format=UNION[form])
    assert set(found) == set(rdflib_graph(graph.quads()))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_a_table_keeps_its_shape(words: str) -> None:
    data = written(criticism(words, words, reason=words), "csv").decode("utf-8-sig")
    head, line = csv.reader(io.StringIO(data, newline=""))
    assert len(head) == len(line)
    assert all(cell == "" or cell.isprintable() or "\u200d" in cell or "\u202e" in cell for cell in line)


def test_letters_and_emoji_come_through() -> None:
    for name in ("emoji", "right to left", "quotes", "markup"):
        assert plain(HOSTILE[name]) == HOSTILE[name]


def test_what_is_left_out_leaves_no_gap() -> None:
    assert plain("A \x00 B\ud800") == "A B"
