from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rich.console import Console

from kgbuild.errors import QueryError
from kgbuild.query.bind import assignments, bind
from kgbuild.query.lookup import Names
from kgbuild.query.ready import ReadyQuery, load_query
from kgbuild.query.results import Format
from kgbuild.query.run import evaluate, interruptible, run_query
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.store import EmbeddedGraph
from tests.query.answers import QUERIES, answer, table


def ask(
    graph: Graph,
    sparql: str,
    form: Format | None = None,
    *,
    width: int = 0,
    columns: tuple[str, ...] = (),
    limit: int | None = None,
) -> str:
    """Return what `run_query` writes; with a `width`, on a terminal of that many columns."""
    out, text = io.BytesIO(), io.StringIO()
    console = Console(file=text, width=width or None, force_terminal=bool(width), color_system=None)
    run_query(graph, sparql, out, console, form=form, columns=columns, limit=limit)
    return text.getvalue() + out.getvalue().decode()


_NARROWEST = 21
"""How long words may be, such as the identifiers of facts, not to be broken on any terminal."""

LEADERS = """
SELECT ?person ?role ?on WHERE {
  ?fact a kg:Tenure ; org:member/skos:prefLabel ?person ; org:role/skos:prefLabel ?role .
  OPTIONAL { ?fact kg:latest ?on }
}
ORDER BY ?person ?role LIMIT 3
"""


class TestFormats:
    def test_a_table_has_a_line_a_row_and_is_whole_where_there_is_no_terminal(self, graph: Graph) -> None:
        words = "long " * 100
        sparql = f'SELECT ("{words}" AS ?words) ("a\\n\\tb" AS ?lines) (1 AS ?number) (kg:led AS ?edge) {{}}'
        head, row = ask(graph, sparql).splitlines()
        assert head.split() == ["words", "lines", "number", "edge"]
        assert "long " * 99 in row
        assert "a b" in row
        assert row.endswith("kg:led")

    def test_a_table_lines_up(self, graph: Graph) -> None:
        lines = ask(graph, LEADERS).splitlines()
        assert [line.find("role") for line in lines[:1]] == [lines[1].find("health minister")]
        assert lines[1].startswith("Ada Quill  ")

    def test_a_terminal_shows_the_evidence_in_one_column_and_no_empty_ones(self, graph: Graph) -> None:
        query = QUERIES["who-praised"]
        bindings = bind(query, {}, lambda *_: NamedNode("http://e/"))
        text = io.StringIO()
        console = Console(file=text, width=100, force_terminal=True, color_system=None)
        columns = [column.name for column in query.columns]
        run_query(graph, query.text, io.BytesIO(), console, bindings=bindings, columns=columns)
        shown = text.getvalue()
        assert "evidence" in shown
        assert "reason" not in shown
        assert max(map(len, shown.splitlines())) <= 100
        assert "[larkfield-trust, 2013-12-02," in " ".join(shown.split())

    @pytest.mark.parametrize("name", ["who-led", "who-came-and-went", "who-praised", "most-criticised"])
    @pytest.mark.parametrize("width", [40, 80, 100, 200])
    def test_a_terminal_shows_every_word_whatever_its_width(
        self, name: str, width: int, graph: Graph, names: Names
    ) -> None:
        query, text = QUERIES[name], io.StringIO()
        console = Console(file=text, width=width, force_terminal=True, color_system=None)
        columns = [column.name for column in query.columns]
        bindings = bind(query, {}, names.entity)
        run_query(graph, query.text, io.BytesIO(), console, bindings=bindings, columns=columns)
        assert max(map(len, text.getvalue().splitlines())) <= width
        cells = {cell for row in table(answer(graph, query, names.entity)) for cell in row.values()}
        words = {word for cell in cells for word in cell.split() if len(word) <= _NARROWEST}
        assert words
        assert words <= set(re.sub(r"[\[\],]", " ", text.getvalue()).split()) | set(text.getvalue().split())

    def test_a_terminal_is_told_that_there_is_no_answer(self, graph: Graph) -> None:
        assert ask(graph, "SELECT ?x { ?x a kg:Nothing }", width=80) == "No answers.\n"
        assert ask(graph, "SELECT ?x { ?x a kg:Nothing }") == "x\n"

    def test_text_from_articles_cannot_steer_a_terminal(self, graph: Graph) -> None:
        sparql = 'SELECT ("\\u001b[2J\\u0007\\u202Eevil[red]x[/red]" AS ?x) {}'
        for width in (0, 80):
            shown = ask(graph, sparql, width=width)
            assert "\x1b[2J" not in shown
            assert "\x07" not in shown
            assert "\u202e" not in shown
            assert "[red]" in shown

    def test_csv_tsv_and_json_are_those_of_sparql(self, graph: Graph) -> None:
        rows = list(csv.reader(io.StringIO(ask(graph, LEADERS, Format.CSV))))
        assert rows[:2] == [["person", "role", "on"], ["Ada Quill", "health minister", ""]]
        assert ask(graph, LEADERS, Format.TSV).startswith(
            '?person\t?role\t?on\n"Ada Quill"\t"health minister"\t\n'
        )
        found = json.loads(ask(graph, LEADERS, Format.JSON))
        assert found["head"]["vars"] == ["person", "role", "on"]
        assert found["results"]["bindings"][0]["person"] == {"type": "literal", "value": "Ada Quill"}

    @pytest.mark.parametrize("form", [Format.CSV, Format.TSV, Format.JSON, Format.TABLE])
    def test_only_the_columns_are_written(self, form: Format, graph: Graph) -> None:
        shown = ask(graph, LEADERS, form, columns=("role", "person"))
        assert "on" not in shown.replace("person", "").splitlines()[0].replace("json", "")
        assert shown.index("role") < shown.index("person")

    def test_types_and_languages_survive_the_choice_of_columns(self, graph: Graph) -> None:
        sparql = (
            'SELECT ("2013-01-01"^^xsd:date AS ?a) ("x"@en AS ?b) (kg:x AS ?c) (1.5 AS ?d) (1 AS ?hidden) {}'
        )
        expected = ask(graph, sparql.replace("(1 AS ?hidden)", ""), Format.TSV)
        assert ask(graph, sparql, Format.TSV, columns=("a", "b", "c", "d")) == expected

    def test_ask_answers_yes_or_no(self, graph: Graph) -> None:
        assert ask(graph, "ASK { ?x a kg:Person }") == "yes\n"
        assert ask(graph, "ASK { ?x a kg:Nothing }") == "no\n"
        assert json.loads(ask(graph, "ASK { ?x a kg:Person }", Format.JSON))["boolean"] is True

    @pytest.mark.parametrize(
        "sparql", ["CONSTRUCT { ?s kg:led ?o } WHERE { ?s kg:led ?o }", "DESCRIBE ?x { ?x a kg:Place }"]
    )
    def test_a_graph_is_turtle_that_can_be_read_back(self, sparql: str, graph: Graph) -> None:
        text = ask(graph, sparql)
        assert "@prefix kg: <https://w3id.org/kgbuild/ns#>" in text
        assert "@prefix foaf:" not in text
        found = {str(quad.triple) for quad in ox.parse(text.encode(), ox.RdfFormat.TURTLE)}
        assert found == {str(triple) for triple in evaluate(graph, sparql)}  # type: ignore[union-attr]
        assert found

    @pytest.mark.parametrize(
        ("sparql", "form", "fitting"),
        [
            ("SELECT * { ?s ?p ?o }", Format.TURTLE, "table or csv or tsv or json or markdown"),
            ("ASK { ?s ?p ?o }", Format.TURTLE, "table or csv or tsv or json or markdown"),
            ("CONSTRUCT WHERE { ?s ?p ?o }", Format.CSV, "turtle"),
            ("DESCRIBE ?s { ?s ?p ?o }", Format.TABLE, "turtle"),
        ],
    )
    def test_a_format_that_does_not_fit_is_told(
        self, sparql: str, form: Format, fitting: str, graph: Graph
    ) -> None:
        with pytest.raises(QueryError, match=f"--format {form} does not fit") as caught:
            ask(graph, sparql, form)
        assert caught.value.hint == f"Use --format {fitting}."

    def test_markdown_quotes_the_evidence(self, graph: Graph) -> None:
        query = QUERIES["who-praised"]
        columns = tuple(column.name for column in query.columns)
        text = ask(graph, query.text, Format.MARKDOWN, columns=columns)
        head, _, *rows = text.splitlines()
        assert head.endswith("| evidence |")
        assert any("“" in row and "” (larkfield-trust, 2013-12-02, fact/" in row for row in rows)
        assert ask(graph, "ASK { ?s ?p ?o }", Format.MARKDOWN) == "yes\n"
        assert ask(graph, "SELECT * { ?s a kg:Nothing }", Format.MARKDOWN) == "No answers.\n"

    def test_markup_from_articles_is_data_in_markdown(self, graph: Graph) -> None:
        values = '("<img src=x>|*a*" "<script>" "a" "b" "_c_")'
        columns = "?sentence ?evidence ?article ?x ?y"
        for selected in (columns, columns.replace("?evidence", "?z")):
            text = ask(graph, f"SELECT {selected} {{ VALUES ({selected}) {{ {values} }} }}", Format.MARKDOWN)
            assert "\\<script\\>" in text
            assert "\\<img src=x\\>\\|\\*a\\*" in text


class TestColumnsAndLimits:
    TERMS = """SELECT ?a ?b ?c ?d ?e ?f ?g WHERE { VALUES (?a ?b ?c ?d ?e ?g) {
      (<http://e/é,> "x\\n\\"y\\"" "chat"@fr 3 UNDEF "2014-02-01"^^xsd:date) ("" "z" 1.5 true "w" UNDEF)
    } BIND(BNODE() AS ?f) }"""

    @pytest.mark.parametrize("form", [Format.CSV, Format.TSV, Format.JSON])
    @pytest.mark.parametrize("columns", [("a", "b", "c", "d", "e", "g"), ("g", "c")])
    def test_chosen_columns_are_written_as_all_are(
        self, form: Format, columns: tuple[str, ...], graph: Graph
    ) -> None:
        names = " ".join(f"?{name}" for name in columns)
        asked = f"SELECT {names} {{ {{ {self.TERMS} }} }}"
        expected = ask(graph, asked, form)
        for limit in (None, 2, 99):
            found = ask(graph, self.TERMS, form, columns=columns, limit=limit)
            if form is Format.JSON:
                assert json.loads(found) == json.loads(expected)
            else:
                assert found == expected

    def test_a_limit_says_what_it_leaves_out(self, graph: Graph) -> None:
        sparql = "SELECT ?x { VALUES ?x { 1 2 3 } }"
        for limit, whole in ((1, False), (2, False), (3, True), (4, True), (0, False)):
            out = io.BytesIO()
            assert run_query(graph, sparql, out, Console(), form=Format.CSV, limit=limit) is whole
            assert out.getvalue().split() == [b"x", b"1", b"2", b"3"][: limit + 1]

    def test_what_has_no_rows_takes_no_limit(self, graph: Graph) -> None:
        for sparql in ("ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            with pytest.raises(QueryError, match="no rows to limit"):
                ask(graph, sparql, limit=3)

    def test_a_column_that_is_not_selected_is_told(self, graph: Graph) -> None:
        with pytest.raises(QueryError, match="column 'y'"):
            ask(graph, "SELECT ?x { VALUES ?x { 1 } }", Format.CSV, columns=("x", "y"))

    def test_a_query_past_its_time_ends_with_an_error(self) -> None:
        store = ox.Store()
        store.extend(
            ox.Quad(NamedNode(f"http://e/{i}"), NamedNode("http://e/p"), ox.Literal(i)) for i in range(900)
        )
        sparql = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z FILTER(?x + ?y = ?z) }"
        start = time.monotonic()
        with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
            run_query(EmbeddedGraph(store, Path("kg")), sparql, io.BytesIO(), Console(), seconds=0.2)
        assert time.monotonic() - start < 10


class TestErrors:
    @pytest.mark.parametrize(
        ("sparql", "place", "line"),
        [
            (
                "SELECT ?p {\n  ?f a kg:Tenure ;\n    org:member ?p\n    org:role ?r .\n}",
                (4, 5),
                "org:role ?r .",
            ),
            ("SELECT ?s WHERE { ?s ?p ?o FILTE(?o = 3) }", (1, 28), "FILTE(?o = 3) }"),
            ("SELECT * { ?s ?p ?o } }", (1, 23), "}"),
            ("SELECT * {\r\n\t?s ?p ?o } LIMIT ten", (2, 13), "LIMIT ten"),
            ("SELECT * { ?s ?p ?o . OPTIONAL ?s ?p }", (1, 23), "OPTIONAL ?s ?p }"),
            ("SELECT * { ?s ?p ", (1, 12), "?s ?p "),
            ("SELECT ?s { ?s a fooo:Person }", (1, 18), "fooo:Person }"),
            ("PREFIX fo: <http://e/>\nSELECT ?s { ?s fo:a 'fooo:b' ; fooo:c 1 }", (2, 32), "fooo:c 1 }"),
            (f"SELECT * {{ {'?s ?p ?o . ' * 30} FILTER }}", (1, 343), "FILTER }"),
        ],
    )
    def test_a_query_that_does_not_parse_shows_the_place(
        self, sparql: str, place: tuple[int, int], line: str, graph: Graph
    ) -> None:
        with pytest.raises(QueryError) as caught:
            ask(graph, sparql)
        head, excerpt, caret = caught.value.message.split("\n")
        assert head.endswith(f"at line {place[0]}, column {place[1]}:")
        assert excerpt[caret.index("^") :] == line
        assert len(excerpt) < 120
        assert caught.value.hint

    def test_an_unknown_prefix_is_named(self, graph: Graph) -> None:
        with pytest.raises(QueryError, match="unknown prefix 'fooo'") as caught:
            ask(graph, "SELECT ?s { ?s fooo:name ?o }")
        assert "PREFIX fooo:" in caught.value.hint

    def test_what_parses_but_means_nothing_is_told_in_words(self, graph: Graph) -> None:
        with pytest.raises(QueryError, match="a variable that is unbound"):
            ask(graph, "SELECT ?a (COUNT(?b) AS ?c) { ?a ?p ?b }")

    def test_an_unknown_function_is_told(self, graph: Graph) -> None:
        for sparql in ("SELECT (<http://e/f>(1) AS ?a) {}", "ASK { FILTER(<http://e/f>(1)) }"):
            with pytest.raises(QueryError, match="custom function <http://e/f>"):
                ask(graph, sparql)

    @pytest.mark.parametrize("sparql", ["LOAD <http://e/>", "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }"])
    def test_nothing_is_written_by_what_is_refused(self, sparql: str, graph: Graph) -> None:
        out = io.BytesIO()
        text = io.StringIO()
        with pytest.raises(QueryError):
            run_query(graph, sparql, out, Console(file=text))
        assert (out.getvalue(), text.getvalue()) == (b"", "")

    @given(st.text(max_size=30), st.sampled_from(["SELECT * { ", "ASK { ", "SELECT ?x { ?x ?y '", "# ", ""]))
    def test_no_text_brings_a_traceback(self, text: str, start: str) -> None:
        graph = EmbeddedGraph(ox.Store(), Path("kg"))
        with suppress(QueryError):
            evaluate(graph, start + text)


class TestParameters:
    @pytest.mark.parametrize(
        "value",
        [
            '" } DROP ALL #',
            "'''",
            "?s ?p ?o . } UNION { ?s ?p ?o",
            "<http://e/> }",
            "SERVICE <http://localhost:1/> {}",
            "\\u0022",
            "a\nb\r\tc",
            "\x00",
            "\ud800",
            "é🚆",
            "",
        ],
    )
    def test_a_value_is_data(self, value: str, names: Names) -> None:
        query = QUERIES["who-said-what"]
        quote = ox.Literal(value.encode("utf-8", "replace").decode().replace("?", "?") + " and more")
        store = ox.Store()
        for line in _statement(quote):
            store.add(line)
        found = table(answer(EmbeddedGraph(store, Path("kg")), query, names.entity, words=value))
        asked = value.replace("\ud800", "\N{REPLACEMENT CHARACTER}")
        assert len(found) == (asked.lower() in quote.value.lower())

    def test_the_words_of_a_value_are_looked_for(self, graph: Graph, names: Names) -> None:
        found = table(answer(graph, QUERIES["who-said-what"], names.entity, words="FAMILIES DES"))
        assert [row["quote"] for row in found] == ["Families deserve better,"]

    def test_an_entity_is_found_by_name(self, graph: Graph, names: Names) -> None:
        found = table(answer(graph, QUERIES["who-criticised"], names.entity, entity="larkfield trust"))
        assert {row["target"] for row in found} == {"Larkfield Trust"}

    @pytest.mark.parametrize(
        ("name", "values", "problem"),
        [
            ("who-held", {}, "who-held needs the parameter 'on'"),
            ("who-held", {"on": "last week"}, "on: 'last week' is no date"),
            ("who-held", {"on": "2013-02-30"}, "on: '2013-02-30' is no date"),
            ("who-held", {"on": "2013-02-03", "months": "many"}, "months: 'many' is no whole number"),
            ("who-held", {"on": "2013-02-03", "months": "٣"}, "is no whole number"),
            ("who-led", {"persn": "x"}, "who-led has no parameter 'persn'"),
            ("planned-or-denied", {"status": "asserted"}, "'asserted' is none of the choices"),
        ],
    )
    def test_a_wrong_value_is_told(
        self, name: str, values: dict[str, str], problem: str, names: Names
    ) -> None:
        with pytest.raises(QueryError) as caught:
            bind(QUERIES[name], values, names.entity)
        assert problem in caught.value.message
        assert caught.value.hint

    def test_assignments(self) -> None:
        assert assignments(["a=b", "c = d=e", "f="]) == {"a": "b", "c": " d=e", "f": ""}
        for wrong in (["a"], ["=b"], ["a=1", "a=2"]):
            with pytest.raises(QueryError):
                assignments(wrong)

    def test_a_parameter_that_is_not_selected_is_told(self, graph: Graph, tmp_path: Path) -> None:
        file = tmp_path / "mine.rq"
        file.write_text("SELECT ?s { ?s ?p ?o }", encoding="utf-8")
        query: ReadyQuery = load_query(file)
        with pytest.raises(QueryError, match=r"\?p takes a parameter's value but is not selected"):
            evaluate(graph, query.text, {"p": NamedNode("http://e/")})
        with pytest.raises(QueryError, match="takes no parameters"):
            evaluate(graph, "ASK { ?s ?p ?o }", {"p": NamedNode("http://e/")})


def _statement(quote: ox.Literal) -> Iterator[ox.Quad]:
    """Yield one statement with its evidence, as Turtle would say it."""
    data = """
    @prefix kg: <https://w3id.org/kgbuild/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    <e:f> a kg:Statement ; kg:status kg:Asserted ; kg:agent <e:p> ; kg:evidence <e:e> .
    <e:p> skos:prefLabel "P" . <e:e> oa:hasSource <e:a> ; oa:hasSelector <e:q> . <e:q> oa:exact "S" .
    <e:a> dcterms:identifier "a" .
    """
    article = NamedNode("e:a")
    for one in ox.parse(data.encode(), ox.RdfFormat.TURTLE):
        yield ox.Quad(one.subject, one.predicate, one.object, article)
    yield ox.Quad(NamedNode("e:f"), NamedNode("https://w3id.org/kgbuild/ns#quote"), quote, article)


ENDLESS = """
import io, sys
from pathlib import Path
import pyoxigraph as ox
from rich.console import Console
from kgbuild.query.run import run_query
from kgbuild.query.results import Format
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.store import EmbeddedGraph
store = ox.Store()
for i in range(3000):
    store.add(ox.Quad(ox.NamedNode(f"http://e/{i}"), ox.NamedNode("http://e/p"), ox.Literal(i)))
print("running", flush=True)
try:
    graph = EmbeddedGraph(store, Path("kg"))
    run_query(graph, sys.argv[1], sys.stdout.buffer, Console(), form=Format(sys.argv[2]))
except KeyboardInterrupt:
    sys.stderr.write("stopped\\n")
    sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a child")
@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("SELECT (COUNT(*) AS ?c) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z FILTER(?x + ?y = ?z) }", "csv"),
        ("ASK { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z FILTER(?x + ?y + ?z < 0) }", "table"),
        ("SELECT * { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z }", "csv"),
    ],
)
def test_ctrl_c_ends_a_query(sparql: str, form: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, sparql, form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"running\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (130, b"stopped\n")


def test_errors_come_back_from_the_other_thread() -> None:
    def fail() -> None:
        raise BrokenPipeError("gone")

    with pytest.raises(BrokenPipeError, match="gone"):
        interruptible(fail)
    assert interruptible(lambda: 3) == 3


def test_a_reader_that_goes_away_is_no_fault_of_the_query(
    graph: Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb", buffering=0) as out, pytest.raises(BrokenPipeError):
        run_query(graph, "SELECT * { ?s ?p ?o }", out, Console(), form=Format.CSV)
    assert "unsendable" not in capfd.readouterr().err
