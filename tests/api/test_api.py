"""`import kgbuild` for scripts and notebooks, on the hand-made sample as a store."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import traceback
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from markdown_it import MarkdownIt

import kgbuild
from kgbuild.config import DEFAULT_BASE, load_settings, resource_folder
from kgbuild.errors import KgbuildError, KgbuildWarning, KnowledgeError, NotFoundError, QueryError, StoreError
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import write_graph
from tests.cli.run import kgbuild as command
from tests.query.answers import GIVEN, QUERIES, whole_graph
from tests.rdf.sample import ENTITIES, READINGS

ORLA = f"{DEFAULT_BASE}person/orla-finch"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    ontology = load_ontology(resource_folder("ontology"))
    write_graph(folder / "kg", "sample", quads(READINGS, ENTITIES, ontology, DEFAULT_BASE))
    return folder


@pytest.fixture(scope="module")
def g(folder: Path) -> kgbuild.KnowledgeGraph:
    return kgbuild.open(folder / "kg")


class TestOpening:
    def test_importing_it_loads_nothing_heavy(self) -> None:
        script = "import sys, kgbuild; print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert [name for name in done.stdout.split() if name.startswith("kgbuild")] == ["kgbuild"]
        assert not {"pyoxigraph", "yaml", "typer", "pandas"} & set(done.stdout.split())

    def test_asking_loads_no_more_than_it_needs(self, folder: Path) -> None:
        script = (
            "import sys, kgbuild; g = kgbuild.open('kg'); g.query('SELECT * { ?s ?p ?o } LIMIT 1')[0];"
            "print(*sys.modules)"
        )
        run = [sys.executable, "-c", script]
        done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=folder)
        assert not {"spacy", "pandas", "networkx", "typer", "rdflib", "httpx"} & set(done.stdout.split())

    def test_it_has_what_it_says(self) -> None:
        for name in kgbuild.__all__:
            assert getattr(kgbuild, name) is not None
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            kgbuild.nothing  # noqa: B018

    def test_the_settings_of_the_folder_count(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        assert repr(kgbuild.open()) == "<KnowledgeGraph: kg>"

    def test_what_is_no_store_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no store here") as caught:
            kgbuild.open(tmp_path / "none")
        assert "kgbuild build" in caught.value.hint
        with pytest.raises(KnowledgeError):
            kgbuild.open(tmp_path, queries=tmp_path / "none")


class TestQueries:
    def test_rows_hold_plain_values(self, g: kgbuild.KnowledgeGraph) -> None:
        (row,) = g.query(
            """SELECT * { VALUES (?iri ?text ?n ?d ?x ?b ?day ?time ?fr ?odd ?none) {
              (kg:led "a" 3 1.5 2e0 true "2014-02-01"^^xsd:date "2014-02-01T10:00:00Z"^^xsd:dateTime "b"@fr
               "-0044-03-15"^^xsd:date UNDEF) } }"""
        )
        assert dict(row) == {
            "iri": "https://w3id.org/kgbuild/ns#led",
            "text": "a",
            "n": 3,
            "d": 1.5,
            "x": 2.0,
            "b": True,
            "day": date(2014, 2, 1),
            "time": datetime.fromisoformat("2014-02-01T10:00:00+00:00"),
            "fr": "b",
            "odd": "-0044-03-15",
            "none": None,
        }
        assert [type(row[name]) for name in ("iri", "n", "d", "b")] == [kgbuild.IRI, int, float, bool]
        assert row.text == "a"
        with pytest.raises(AttributeError, match="no column 'texts'"):
            row.texts  # noqa: B018

    @pytest.mark.parametrize(
        ("value", "back"),
        [
            ('"} SERVICE <http://e/> {', None),
            (kgbuild.IRI(ORLA), None),
            (True, None),
            (7, None),
            (1.25, None),
            (Decimal("1.50"), 1.5),
            (date(2014, 2, 1), None),
            (datetime.fromisoformat("2014-02-01T10:00:00"), None),
        ],
    )
    def test_values_come_back_as_they_were_given(
        self, value: kgbuild.IRI, back: object, g: kgbuild.KnowledgeGraph
    ) -> None:
        (row,) = g.query("SELECT ?x (DATATYPE(?x) AS ?type) {}", x=value)
        assert (row.x, type(row.x)) == (
            value if back is None else back,
            type(value if back is None else back),
        )

    def test_an_iri_of_a_row_can_be_asked_on(self, g: kgbuild.KnowledgeGraph) -> None:
        (person,) = g.query("SELECT ?p ?name { ?p skos:prefLabel ?name }", name="Orla Finch")
        (found,) = g.query("SELECT ?name ?p { ?p skos:prefLabel ?name }", p=person.p)
        assert found.name == "Orla Finch"

    def test_what_cannot_be_given_is_told(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(TypeError, match="not list"):
            g.query("SELECT ?x {}", x=[1])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="IRI"):
            g.query("SELECT ?x {}", x=kgbuild.IRI("no iri"))
        with pytest.raises(QueryError, match="not selected"):
            g.query("SELECT ?x { ?x ?y ?z }", y=1)

    def test_an_answer_is_a_sequence(self, g: kgbuild.KnowledgeGraph) -> None:
        found = g.query("SELECT ?n { VALUES ?n { 1 2 3 } }")
        assert (len(found), found[1].n, [row.n for row in found[1:]], found.whole) == (3, 2, [2, 3], True)
        assert [row.n for row in found] == [1, 2, 3]
        assert repr(found) == "<Answer: 3 rows of n>"
        assert not g.query("SELECT ?n { ?n a kg:Nothing }")
        cut = g.query("SELECT ?n { VALUES ?n { 1 2 3 } }", limit=2)
        assert (len(cut), cut.whole, repr(cut)) == (2, False, "<Answer: 2 or more rows of n>")

    def test_each_form_of_query_has_its_method(self, g: kgbuild.KnowledgeGraph) -> None:
        assert g.holds("ASK { ?p a kg:Person }") is True
        assert g.holds("ASK { ?p a kg:Nothing }") is False
        made = g.query("CONSTRUCT { ?p a kg:Human } WHERE { ?p a kg:Person }")
        assert made.columns == ("subject", "predicate", "object")
        assert ORLA in {row.subject for row in made}
        assert len(g.query("CONSTRUCT { ?p a kg:Human } WHERE { ?p a kg:Person }", limit=1)) == 1
        for wrong in (lambda: g.holds("SELECT * { ?s ?p ?o }"), lambda: g.query("ASK { ?s ?p ?o }")):
            with pytest.raises(QueryError, match="yes or no") as caught:
                wrong()
            assert caught.value.hint

    def test_what_is_refused_is_refused_here_too(self, g: kgbuild.KnowledgeGraph) -> None:
        for sparql in ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "DELETE WHERE { ?s ?p ?o }"):
            with pytest.raises(QueryError):
                g.query(sparql)
        with pytest.raises(QueryError, match="line 1, column"):
            g.query("SELECT * { ?s ?p }")

    def test_it_can_be_taken_elsewhere(self, g: kgbuild.KnowledgeGraph) -> None:
        found = g.query(
            'SELECT ?s ?n ?d { VALUES (?s ?n ?d) { ("a,b" 1 "2014-02-01"^^xsd:date) ("c" 2 UNDEF) } }'
        )
        assert list(csv.reader(io.StringIO(found.to_csv()))) == [
            ["s", "n", "d"],
            ["a,b", "1", "2014-02-01"],
            ["c", "2", ""],
        ]
        assert json.loads(found.to_json())["results"]["bindings"][1] == {
            "s": {"type": "literal", "value": "c"},
            "n": {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        }
        frame = found.to_dataframe()
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == ["s", "n", "d"]
        assert frame.n.sum() == 3
        assert frame.d.isna().tolist() == [False, True]
        assert list(g.query("SELECT ?x { ?x a kg:Nothing }").to_dataframe().columns) == ["x"]

    def test_without_pandas_it_is_said_what_to_install(
        self, g: kgbuild.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pandas", None)
        with pytest.raises(KgbuildError, match="pandas") as caught:
            g.query("SELECT * { ?s ?p ?o } LIMIT 1").to_dataframe()
        assert "pip install pandas" in caught.value.hint


class TestQuestions:
    def test_a_question_gives_the_answer_of_the_command(
        self, g: kgbuild.KnowledgeGraph, folder: Path
    ) -> None:
        found = g.ask("roles-of", person="orla finch")
        done = command("ask", "roles-of", "--person", "orla finch", "--format", "csv", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert found.to_csv().splitlines() == done.stdout.splitlines()
        assert len(found) > 0
        markdown = command("ask", "roles-of", "--person", "orla finch", "--format", "markdown", cwd=folder)
        assert found.to_markdown() == markdown.stdout == str(found)

    def test_what_several_sentences_state_is_one_row_with_all_its_evidence(
        self, g: kgbuild.KnowledgeGraph
    ) -> None:
        found = g.ask("roles-of", person="orla finch")
        assert [row.more for row in found if row.role == "leader"] == [1]
        every = g.ask("roles-of", person="orla finch", all_evidence=True)
        assert every.evidence == []
        assert sorted(str(one.sentence) for row in found.evidence for one in row) == sorted(
            str(row.sentence) for row in every
        )
        assert [set(one) for one in found.evidence[0]] == [{"sentence", "article", "date", "fact"}] * 2
        assert len(g.ask("roles-of", person="orla finch", limit=1).evidence) == 1

    def test_every_question_is_kept_to_an_article(self) -> None:
        g = kgbuild.KnowledgeGraph(whole_graph(), load_settings())
        articles = [str(row.id) for row in g.query("SELECT ?id { ?source dcterms:identifier ?id }")]
        for question in sorted(set(QUERIES) - {"only-in-one-article"}):
            given: dict[str, Any] = {**GIVEN.get(question, {}), "all_evidence": True}
            every = g.ask(question, **given)
            for article in articles:
                found = g.ask(question, **given, article=article)
                assert list(found) == [row for row in every if row.article == article], (question, article)

    def test_several_things_are_asked_about_together(self, g: kgbuild.KnowledgeGraph) -> None:
        council, trust = "Marlbury County Council", "Larkfield Trust"
        both = g.ask("who-criticised", entity=[council, trust])
        each = [row.fact for one in (council, trust) for row in g.ask("who-criticised", entity=one)]
        assert sorted(str(row.fact) for row in both) == sorted(map(str, each))
        assert len({row.target for row in both}) == 2
        assert list(g.ask("who-criticised", entity="larkf*")) == list(g.ask("who-criticised", entity=trust))
        posts = {row.body for row in g.ask("who-led", body=council, parts=True)}
        assert posts >= {row.body for row in g.ask("who-led", body=council)}

    def test_values_may_be_dates_and_numbers(self, tmp_path: Path, folder: Path) -> None:
        (tmp_path / "mine.rq").write_text(
            "# title: T\n# answers: A\n# parameters:\n#   on: {type: date, help: x}\n"
            "#   min-n: {type: integer, variable: n, help: x}\n#   since: {type: date, help: x}\n"
            "# columns: {on: x, n: x, since: x}\n# example: x\nSELECT ?on ?n ?since {}"
        )
        (tmp_path / "broken.rq").write_text("# title: T\n")
        own = kgbuild.open(folder / "kg", queries=tmp_path)
        (row,) = own.ask("mine", on=pd.Timestamp("2014-02-01T10:00"), min_n=3, since="2014-02")
        assert dict(row) == {"on": date(2014, 2, 1), "n": 3, "since": date(2014, 2, 1)}
        (row,) = own.ask("mine", on=date(2014, 2, 1), since=None)
        assert dict(row) == {"on": date(2014, 2, 1), "n": None, "since": None}
        with pytest.warns(KgbuildWarning, match=r"broken\.rq:1"):
            questions = own.questions()
        titles = {row.name: row.title for row in questions}
        assert titles["mine"] == "T"
        assert "who-led" in titles
        (roles,) = (row for row in questions if row.name == "roles-of")
        assert str(roles.parameters).startswith("person (required), ")
        assert f'<td dir="auto">{roles.title}</td>' in questions._repr_html_()

    def test_errors_are_those_of_the_command(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(NotFoundError, match="who-let"):
            g.ask("who-let")
        with pytest.raises(QueryError, match="needs the parameter 'person'"):
            g.ask("roles-of")
        with pytest.raises(QueryError, match="no parameter 'colour'"):
            g.ask("roles-of", person="Orla Finch", colour="red")
        with pytest.raises(NotFoundError, match="Zebedee"):
            g.ask("roles-of", person="Zebedee Quirke")
        with pytest.raises(QueryError, match="-1 rows"):
            g.ask("roles-of", person="Orla Finch", limit=-1)


class TestLookUps:
    def test_a_page_shows_itself_everywhere(self, g: kgbuild.KnowledgeGraph, folder: Path) -> None:
        pages: list[tuple[kgbuild.Page, tuple[str, ...]]] = [  # type: ignore[type-arg]
            (g.entity("orla finch"), ("show", "orla finch")),
            (g.who("orla finch"), ("who", "orla finch")),
            (g.between("orla finch", "ada quill"), ("between", "orla finch", "ada quill")),
            (g.near("orla finch", steps=2), ("near", "orla finch", "--steps", "2")),
            (g.timeline("orla finch", since="2013"), ("timeline", "orla finch", "--since", "2013")),
            (g.search("review"), ("search", "review")),
        ]
        for page, arguments in pages:
            done = command(*arguments, "--format", "json", cwd=folder)
            assert json.loads(page.to_json()) == json.loads(done.stdout), done.stderr
            for form, text in (("csv", page.to_csv()), ("markdown", page.to_markdown())):
                assert command(*arguments, "--format", form, cwd=folder).stdout == text
            assert page.table.rows, arguments
            assert len(page.to_dataframe()) == len(page.table.rows)
            assert page._repr_html_().count("<tr>") == len(page.table.rows) + 1
            assert repr(page).startswith(f"<{type(page.data).__name__}: ")
            assert str(page)
        assert g.entity("orla finch").data.label == "Orla Finch"

    def test_a_traceback_says_what_to_do(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(NotFoundError) as caught:
            g.ask("who-let")
        assert "hint: Did you mean who-led" in "".join(traceback.format_exception(caught.value))

    def test_nothing_is_guessed(self, g: kgbuild.KnowledgeGraph) -> None:
        assert g.find("Zebedee Quirke") == ()
        assert g.find("orla finch")[0].iri == ORLA
        for look_up in (g.entity, g.who, g.near, g.timeline):
            with pytest.raises(NotFoundError, match="Zebedee"):
                look_up("Zebedee Quirke")

    def test_an_article_is_found_by_the_beginning_of_its_identifier(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.warns(KgbuildWarning, match="marlbury-inspection, for 'marl'") as caught:
            found = g.ask("only-in-one-article", article="marl")
        assert caught[0].filename == __file__
        assert {row.article for row in found} == {"marlbury-inspection"}
        with pytest.raises(NotFoundError, match="'nosuch'"):
            g.ask("only-in-one-article", article="nosuch")

    def test_a_loose_fit_is_told(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.warns(KgbuildWarning, match="Orla Finch, for 'orla fnich'") as caught:
            assert g.who("orla fnich").data.entity.label == "Orla Finch"
        assert caught[0].filename == __file__
        with pytest.warns(KgbuildWarning, match="for 'orla fnich'") as caught:
            g.ask("roles-of", person="orla fnich")
        assert caught[0].filename == __file__

    def test_what_is_not_possible_is_told(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match="'true'"):
            g.between("orla finch", "ada quill", status="true")
        with pytest.raises(QueryError, match="'trees'"):
            g.near("orla finch", kinds="trees")
        with pytest.raises(QueryError, match="since: 'soon'"):
            g.search("review", since="soon")

    def test_an_edge_is_explained(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match="2 terms"):
            g.explain("orla finch", "led")
        assert g.explain("orla finch")


class TestNotebooks:
    HOSTILE = '<script>alert("x")</script>& <img src=x onerror=y>\u202e\x1b[2J'

    def test_what_articles_say_is_never_markup(self, g: kgbuild.KnowledgeGraph) -> None:
        found = g.query("SELECT ?a ?iri {}", a=self.HOSTILE, iri=kgbuild.IRI("http://e/?a&b='c'"))
        text = found._repr_html_()
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;alert(&quot;x&quot;)" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(found.to_markdown())
        assert "<script" not in rendered
        assert "<img" not in rendered

    def test_many_rows_are_not_all_shown(self, g: kgbuild.KnowledgeGraph) -> None:
        numbers = " ".join(map(str, range(150)))
        text = g.query(f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")._repr_html_()
        assert text.count("<tr>") == 101
        assert "The first 100 of 150 rows." in text


class TestReports:
    def test_a_dossier_is_that_of_the_command(
        self, g: kgbuild.KnowledgeGraph, folder: Path, tmp_path: Path
    ) -> None:
        found = g.dossier("Orla Finch")
        found.save(tmp_path / "finch.html")
        assert command("dossier", "Orla Finch", cwd=folder).stdout == found.to_markdown()
        assert (tmp_path / "finch.html").read_text(encoding="utf-8") == found.to_html()
        assert found._repr_html_().startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
        assert len(g.dossier("Orla Finch", limit=1).to_markdown()) < len(found.to_markdown())

    def test_plots_are_those_of_the_commands(self, g: kgbuild.KnowledgeGraph, folder: Path) -> None:
        orla, council, trust = "Orla Finch", "Marlbury County Council", "Larkfield Trust"
        plots = {
            ("network", orla): g.plot.network(orla),
            ("timeline", orla, "--since", "2013"): g.plot.timeline(orla, since=date(2013, 1, 1)),
            ("tenures", council): g.plot.tenures(council),
            ("criticism", "--by", "month"): g.plot.criticism(by="month"),
            ("criticism", trust): g.plot.criticism(trust),
        }
        for line, plot in plots.items():
            assert command("plot", *line, cwd=folder).stdout == plot.svg()
            assert plot._repr_svg_().startswith("<svg")

    def test_what_bars_may_stand_for_is_told(self, g: kgbuild.KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match="'day'") as caught:
            g.plot.criticism(by="day")
        assert "year, month, target, critic" in caught.value.hint


class TestElsewhere:
    def test_a_network_has_the_entities_and_edges(self, g: kgbuild.KnowledgeGraph) -> None:
        network = g.to_networkx()
        assert isinstance(network, nx.MultiDiGraph)
        assert network.nodes[ORLA]["label"] == "Orla Finch"
        assert network.number_of_edges() > 0

    def test_a_part_of_the_network(self, g: kgbuild.KnowledgeGraph) -> None:
        found = g.to_networkx(around="Orla Finch", edges="led,commissioned", kinds="bodies,works")
        assert ORLA in found
        assert {data["relation"] for *_, data in found.edges(data=True)} == {"led", "commissioned"}
        assert all(ORLA in edge for edge in found.edges())
        with pytest.raises(NotFoundError):
            g.to_networkx(since="2050")

    def test_rdflib_has_every_quad_in_its_graph(self, g: kgbuild.KnowledgeGraph) -> None:
        dataset = g.to_rdflib()
        sparql = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        counted = {(str(graph), number.toPython()) for graph, number in dataset.query(sparql)}  # type: ignore[misc,union-attr]
        assert counted >= {(row.g, row.n) for row in g.query(sparql)}
        (count,) = g.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert len(set(dataset.triples((None, None, None)))) == count.n
        sparql = "SELECT ?name { ?p a kg:Person ; skos:prefLabel ?name }"
        assert {str(name) for (name,) in dataset.query(sparql)} == {r.name for r in g.query(sparql)}  # type: ignore[misc]
