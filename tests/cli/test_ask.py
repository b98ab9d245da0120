"""kgbuild ask: each question is a command, made from its header."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.errors import ExitCode
from kgbuild.query.ready import ReadyQuery, list_queries
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import write_graph
from kgbuild.rdf.vocabulary import literal, term
from tests.cli.run import Done, kgbuild, kgbuild_process
from tests.cli.test_completion import completed
from tests.query.answers import FOLDER, GIVEN
from tests.rdf.sample import ALL_ENTITIES, ALL_READINGS

QUESTIONS = list_queries(resource_folder("queries"))
every_question = pytest.mark.parametrize("ready", QUESTIONS, ids=lambda ready: ready.name)

OWN = """\
# title: Who said what of whom
# answers: Everything that somebody says.
# parameters:
#   person: {type: entity, kind: Person, variable: personIRI, required: true, help: who says it}
#   since: {type: date, help: from this day on}
#   on: {type: date, help: this very day}
#   min: {type: integer, default: "1", help: at least so many}
#   words: {type: name, help: only with these words}
#   status: {type: choice, choices: {asserted: "kg:Asserted", any: }, default: any, help: how sure}
# columns: {person: who, since: the day, words: the words}
# example: kgbuild ask said --person "Orla Finch"
SELECT ?person ?since ?words ?personIRI ?on ?min ?status {
  ?personIRI skos:prefLabel ?person .
}
"""
NAMES = "SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hand-made sample as a store in `kg`, and questions of its own in `mine`."""
    folder = tmp_path_factory.mktemp("sample")
    ontology = load_ontology(resource_folder("ontology"))
    write_graph(folder / "kg", "sample", quads(ALL_READINGS, ALL_ENTITIES, ontology, DEFAULT_BASE))
    mine = folder / "mine"
    mine.mkdir()
    (mine / "said.rq").write_text(OWN)
    (mine / "plain.rq").write_text(NAMES)
    (mine / "broken.rq").write_text("# title: Broken\nSELECT * { ?s ?p ?o }")
    (mine / "unparsed.rq").write_text(NAMES.replace("kg:Person ;", "kg:Person"))
    return folder


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of two people of one surname."""
    folder = tmp_path_factory.mktemp("twins")
    (folder / "mine").mkdir()
    found: list[Quad] = []
    for name in ("Orla Finch", "Tam Finch"):
        person = NamedNode(f"{DEFAULT_BASE}person/{name.lower().replace(' ', '-')}")
        found.append(Quad(person, term("rdf:type"), term("kg:Person")))
        found.append(Quad(person, term("skos:prefLabel"), literal(name)))
    write_graph(folder / "kg", "twins", found)
    return folder


def ask(sample: Path, *arguments: str | Path) -> Done:
    return kgbuild("ask", *arguments, "--queries", sample / "mine", cwd=sample)


class TestHelp:
    def test_without_a_name_the_questions_are_listed(self, tmp_path: Path) -> None:
        done = kgbuild("ask", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (ExitCode.OK, "")
        assert all(ready.name in done.stdout for ready in QUESTIONS)
        listed = json.loads(kgbuild("ask", "--format", "json", cwd=tmp_path).stdout)
        assert [(one["name"], one["title"]) for one in listed] == [(q.name, q.title) for q in QUESTIONS]

    def test_the_help_has_each_question_with_its_title(self, tmp_path: Path) -> None:
        lines = kgbuild("ask", "--help", cwd=tmp_path).stdout.partition("Questions:")[2].splitlines()
        listed = {line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "}
        assert listed == {ready.name for ready in QUESTIONS}
        text = " ".join(" ".join(lines).split())
        assert all(" ".join(ready.title.split()) in text for ready in QUESTIONS)

    @every_question
    def test_the_help_of_a_question_is_its_header(self, ready: ReadyQuery, tmp_path: Path) -> None:
        done = kgbuild("ask", ready.name, "--help", cwd=tmp_path)
        assert done.returncode == ExitCode.OK
        text = " ".join(done.stdout.split())
        assert " ".join(ready.title.split()) in text
        assert " ".join(ready.answers.split()) in text
        for parameter in ready.parameters:
            assert f"--{parameter.name} " in text
            assert " ".join(parameter.help.split()) in text
            assert not parameter.default or f"default: {parameter.default}" in text
            assert "|".join(word for word, _ in parameter.choices) in text
        assert all(" ".join(column.help.split()) in text for column in ready.columns)
        assert " ".join(ready.example.split()) in text

    def test_the_options_say_what_they_take(self, sample: Path) -> None:
        text = ask(sample, "said", "--help").stdout
        for option, metavar in (("person", "NAME"), ("since", "DATE"), ("min", "N"), ("words", "TEXT")):
            assert f"--{option} {metavar} " in text
        assert "--status [asserted|any]" in text
        assert "who says it (required)" in text

    def test_asking_loads_only_what_it_needs(self, sample: Path) -> None:
        done = kgbuild_process("ask", "who-led", "--help", cwd=sample, PYTHONPROFILEIMPORTTIME="1")
        loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "yaml" in loaded
        assert not loaded & {"rich", "pyoxigraph", "rdflib", "spacy", "networkx"}
        done = kgbuild_process("ask", "who-led", "--format", "csv", cwd=sample, PYTHONPROFILEIMPORTTIME="1")
        loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "pyoxigraph" in loaded
        unneeded = {"rdflib", "spacy", "networkx", "rapidfuzz", "httpx", "pandas", "filelock", "pydantic"}
        assert not loaded & (unneeded | {"kgbuild.cli.plot", "kgbuild.cli.export"})
        exact = ("ask", "who-led", "--person", "Orla Finch", "--format", "csv")
        done = kgbuild_process(*exact, cwd=sample, PYTHONPROFILEIMPORTTIME="1")
        assert done.stdout.count("Orla Finch") > 0
        assert not {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()} & unneeded


class TestAsking:
    @every_question
    def test_it_gives_the_committed_answer(self, ready: ReadyQuery, sample: Path) -> None:
        given = GIVEN.get(ready.name, {})
        options = [f"--{name}={value}" for name, value in given.items()]
        asked = kgbuild("ask", ready.name, *options, "--all-evidence", "--format", "csv", cwd=sample)
        assert asked.returncode == ExitCode.OK, asked.stderr
        assert asked.stdout == (FOLDER / f"{ready.name}.csv").read_text(encoding="utf-8")
        pairs = [word for name, value in given.items() for word in ("--param", f"{name}={value}")]
        assert kgbuild("query", ready.name, *pairs, "--format", "csv", cwd=sample) == asked

    def test_what_several_sentences_state_is_one_row_unless_all_are_asked_for(self, sample: Path) -> None:
        asked = ("ask", "roles-of", "--person", "Orla Finch", "--format", "csv")
        rows = list(csv.DictReader(kgbuild(*asked, cwd=sample).stdout.splitlines()))
        all_ = list(csv.DictReader(kgbuild(*asked, "--all-evidence", cwd=sample).stdout.splitlines()))
        assert [row["more"] for row in rows if row["role"] == "leader"] == ["1"]
        assert len(all_) == sum(1 + int(row["more"]) for row in rows) > len(rows)
        assert "more" not in all_[0]
        assert "--all-evidence" in kgbuild("ask", "roles-of", "--help", cwd=sample).stdout

    def test_an_answer_is_kept_to_one_article(self, sample: Path) -> None:
        asked = ("ask", "who-criticised", "--format", "csv")
        every = list(csv.DictReader(kgbuild(*asked, "--all-evidence", cwd=sample).stdout.splitlines()))
        name = every[0]["article"]
        kept = list(csv.DictReader(kgbuild(*asked, "--article", name, cwd=sample).stdout.splitlines()))
        assert 0 < len(kept) < len(every)
        assert {row["article"] for row in kept} == {name}
        assert sum(1 + int(row["more"]) for row in kept) == sum(row["article"] == name for row in every)
        by_name = kgbuild(
            "query", "who-criticised", "--param", f"article={name}", "--format", "csv", cwd=sample
        )
        assert len(by_name.stdout.splitlines()) == 1 + sum(row["article"] == name for row in every)
        unknown = kgbuild(*asked, "--article", "nowhere", cwd=sample)
        assert (unknown.returncode, unknown.stdout) == (ExitCode.NOT_FOUND, "")

    def test_several_things_are_asked_about_together(self, sample: Path) -> None:
        def rows(*options: str) -> set[str]:
            done = kgbuild("ask", "who-criticised", *options, "--format", "csv", cwd=sample)
            assert done.returncode == ExitCode.OK, done.stderr
            return set(done.stdout.splitlines()[1:])

        trust, unit = ("--entity", "Tarrow Vale Trust"), ("--entity", "maternity unit")
        both = rows(*trust, *unit)
        assert both == rows(*trust) | rows(*unit) > rows(*trust)
        assert rows(*trust, "--parts") == both
        told = kgbuild("ask", "who-criticised", *trust, "--parts", cwd=sample)
        assert "maternity unit (organisation/maternity-unit-3a8f88aa; is part of it)" in told.stderr
        hint = "1 thing is stated to be part of what was asked about; --parts asks about it, too."
        assert hint in kgbuild("ask", "who-criticised", *trust, cwd=sample).stderr
        assert hint not in kgbuild("ask", "who-criticised", *unit, cwd=sample).stderr

    def test_a_name_of_several_things_may_stand_for_all(self, twins: Path) -> None:
        done = kgbuild("ask", "who-led", "--person", "Finch", cwd=twins)
        assert done.returncode == ExitCode.NOT_FOUND
        assert done.stderr.endswith("Or ask about all that have these words: 'Finch*'.\n")
        every = kgbuild("ask", "who-led", "--person", "Finch*", cwd=twins)
        assert every.returncode == ExitCode.OK
        assert "'Finch*' stands for 2 things" in every.stderr
        assert "person/tam-finch" in every.stderr

    def test_an_own_folder_stands_beside_ours(self, sample: Path) -> None:
        assert ask(sample, "plain", "--format", "csv").stdout.startswith("name")
        assert ask(sample, "who-led", "--format", "csv").stdout.startswith("person,role")
        (sample / "kgbuild.toml").write_text('queries = "mine"\n')
        done = kgbuild("ask", "said", "--person=orla finch", "--format=csv", cwd=sample)
        (sample / "kgbuild.toml").unlink()
        assert done.stdout.splitlines()[1:] == ["Orla Finch,,"], done.stderr

    def test_options_may_stand_before_the_question(self, sample: Path) -> None:
        before = ("--queries", "mine", "--store", "kg", "--format", "csv", "plain")
        done = kgbuild("ask", *before, cwd=sample)
        assert done.stdout.startswith("name"), done.stderr
        assert kgbuild("ask", *before, "--store", "none", cwd=sample).returncode == ExitCode.STORE
        assert kgbuild("ask", *before, "--format", "json", cwd=sample).stdout.startswith("{")

    def test_a_limit_is_told(self, sample: Path) -> None:
        whole = list(csv.reader(ask(sample, "plain", "--format", "csv").stdout.splitlines()))
        done = ask(sample, "plain", "--format", "csv", "--limit", "2")
        assert list(csv.reader(done.stdout.splitlines())) == whole[:3]
        assert done.stderr.startswith("info: Only the first 2 rows are shown")
        assert ask(sample, "plain", "--limit", str(len(whole) - 1)).stderr == ""

    def test_a_year_will_do_for_since(self, sample: Path) -> None:
        table = ask(sample, "said", "--person", "Orla Finch", "--since", "2014", "--format", "csv")
        assert table.stdout.splitlines()[1:] == ["Orla Finch,2014-01-01,"], table.stderr

    @pytest.mark.parametrize(
        "words",
        [
            '"} DELETE WHERE { ?s ?p ?o } #',
            "<http://e/>",
            "\\",
            "'''",
            "a > b",
            "{}",
            "?person",
            "--",
            "é\u202e",
        ],
    )
    def test_a_value_is_data(self, words: str, sample: Path) -> None:
        done = ask(sample, "said", "--person", "Orla Finch", f"--words={words}", "--format", "json")
        assert done.returncode == ExitCode.OK, done.stderr
        (row,) = json.loads(done.stdout)["results"]["bindings"]
        assert row["words"] == {"type": "literal", "value": words}

    def test_an_article_is_known_by_the_beginning_of_its_identifier(self, sample: Path) -> None:
        asked = ("ask", "only-in-one-article", "--format", "csv")
        whole = kgbuild(*asked, "--article", "tarrow-recovers", cwd=sample)
        assert whole.stdout.count("tarrow-recovers") > 1
        assert whole.stderr == ""
        begun = kgbuild(*asked, "--article", "tarrow-rec", cwd=sample)
        assert begun.stdout == whole.stdout
        assert begun.stderr.startswith("info: tarrow-recovers, “")
        assert begun.stderr.endswith(", for 'tarrow-rec': it begins so\n")

    def test_markdown_is_for_a_report(self, sample: Path) -> None:
        done = kgbuild("ask", "who-praised", "--format", "markdown", cwd=sample)
        head, line, *rows = done.stdout.splitlines()
        assert head.endswith("| evidence |")
        assert set(line) <= set("| -")
        assert any("“" in row and "2013-12-02" in row for row in rows)


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "code", "message", "hint"),
        [
            (("who-let",), ExitCode.NOT_FOUND, "'who-let'", "who-led"),
            (("zzzz",), ExitCode.NOT_FOUND, "'zzzz'", "kgbuild ask lists all"),
            (("said",), ExitCode.USAGE, "needs the parameter 'person'", '--person "Orla Finch"'),
            (("said", "--person", "Zebedee Quirke"), ExitCode.NOT_FOUND, "'Zebedee Quirke'", ""),
            (("said", "--person", ""), ExitCode.NOT_FOUND, "nothing is called ''", ""),
            (("said", "--person", "Larkfield Trust"), ExitCode.NOT_FOUND, "is no person", ""),
            (("said", "--person", "x", "--since", "soon"), ExitCode.NOT_FOUND, "'x'", ""),
            (("said", "--since", "soon", "--person", "Orla Finch"), ExitCode.USAGE, "since: 'soon'", "YYYY"),
            (("said", "--person", "Orla Finch", "--on", "2014"), ExitCode.USAGE, "whole year", "2014-01-01"),
            (("said", "--person", "Orla Finch", "--min", "few"), ExitCode.USAGE, "min: 'few'", "digits"),
            (
                ("said", "--person", "Orla Finch", "--status", "x"),
                ExitCode.USAGE,
                "status: 'x'",
                "asserted, any",
            ),
            (
                ("only-in-one-article", "--article", "nosuch"),
                ExitCode.NOT_FOUND,
                "'nosuch'",
                "which-articles",
            ),
            (
                ("only-in-one-article", "--article", "tarrow"),
                ExitCode.NOT_FOUND,
                "begin with",
                "tarrow-chiefs",
            ),
            (("broken",), ExitCode.USAGE, "broken.rq:1", ""),
            (("unparsed",), ExitCode.USAGE, "unparsed.rq: the query does not parse", ""),
            (("plain", "--format", "turtle"), ExitCode.USAGE, "--format turtle does not fit", "table"),
            (("plain", "--store", "none"), ExitCode.STORE, "none: no store here", "kgbuild build"),
        ],
    )
    def test_it_is_told_with_what_to_do(
        self, arguments: tuple[str, ...], code: ExitCode, message: str, hint: str, sample: Path
    ) -> None:
        done = ask(sample, *arguments)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith("error: ")
        assert message in done.stderr
        assert hint in done.stderr

    @pytest.mark.parametrize(
        "arguments", [("said", "--colour", "red"), ("--colour", "said"), ("said", "red")]
    )
    def test_what_a_question_does_not_take_is_named(self, arguments: tuple[str, ...], sample: Path) -> None:
        done = kgbuild("ask", "--queries", sample / "mine", *arguments, cwd=sample)
        assert done.returncode == ExitCode.USAGE
        assert {"--colour", "red"} & set(done.stderr.replace("(", " ").replace(")", " ").split())

    def test_an_option_that_a_question_lacks_is_told_with_those_it_has(self, sample: Path) -> None:
        done = ask(sample, "said", "--wrods", "x")
        assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
        assert "No such option: --wrods (Possible options: --words)" in done.stderr
        own = "--person NAME (required), --since DATE, --on DATE, --min N, --words TEXT, --status"
        assert f"said takes {own} [asserted|any]; and" in done.stderr
        assert "--format" in done.stderr.partition("; and")[2]
        assert "plain takes no options of its own; and" in ask(sample, "plain", "--person=x").stderr
        named = ask(sample, "only-in-one-article", "--entity", "x").stderr
        assert "only-in-one-article takes --article ARTICLE (required), --type" in named

    def test_a_default_of_nothing_is_not_told(self, sample: Path) -> None:
        assert "(default: )" not in ask(sample, "who-said-what", "--help").stdout

    def test_a_wrong_file_does_not_hide_the_others(self, sample: Path) -> None:
        listed = ask(sample)
        assert listed.returncode == ExitCode.FINDINGS
        assert "broken.rq:1" in listed.stderr
        assert "said" in listed.stdout
        assert "who-led" in listed.stdout
        text = ask(sample, "--help").stdout
        assert "Who said what of whom" in text
        assert "cannot be asked" in text

    def test_a_folder_that_is_not_there_is_named(self, sample: Path) -> None:
        for arguments in (("ask",), ("ask", "--help"), ("ask", "who-led"), ("ask", "who-led", "--help")):
            for done in (
                kgbuild(arguments[0], "--queries", "none", *arguments[1:], cwd=sample),
                kgbuild(*arguments, "--queries=none", cwd=sample),
            ):
                assert done.returncode == ExitCode.USAGE
                assert "none: no such folder" in done.stderr

    def test_a_loose_fit_is_told(self, sample: Path) -> None:
        done = ask(sample, "said", "--person", "orla fnich", "--format", "csv")
        assert done.stdout.splitlines()[1:] == ["Orla Finch,,"]
        assert done.stderr.startswith("info: Orla Finch, for 'orla fnich': ")

    def test_several_of_a_name_are_listed(self, twins: Path) -> None:
        done = ask(twins, "roles-of", "--person", "Finch")
        assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "")
        assert "person/orla-finch" in done.stderr
        assert "person/tam-finch" in done.stderr
        table = json.loads(ask(twins, "roles-of", "--person", "Finch", "--format", "json").stdout)
        assert {one["id"] for one in table["candidates"]} == {"person/orla-finch", "person/tam-finch"}

    def test_a_store_of_a_newer_version_is_told(self, sample: Path, tmp_path: Path) -> None:
        (tmp_path / "kg").mkdir()
        (tmp_path / "kg" / "FORMAT").write_text("99\n")
        done = kgbuild("ask", "who-led", cwd=tmp_path)
        assert done.returncode == ExitCode.STORE
        assert "newer kgbuild" in done.stderr

    def test_an_empty_graph_has_no_answers(self, tmp_path: Path) -> None:
        write_graph(tmp_path / "kg", "empty", [])
        done = kgbuild("ask", "who-led", "--format", "csv", cwd=tmp_path)
        assert done.returncode == ExitCode.OK
        assert len(done.stdout.splitlines()) == 1
        named = kgbuild("ask", "who-led", "--person", "Orla Finch", cwd=tmp_path)
        assert named.returncode == ExitCode.NOT_FOUND

    def test_a_query_past_its_time_is_stopped(self, sample: Path) -> None:
        hog = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c+?f+?i+?l=3) }"
        done = kgbuild_process("query", "-q", hog, "--timeout", "0.5", cwd=sample)
        assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
        assert "longer than 0.5 s" in done.stderr


class TestCompletion:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (("ask", "who-l"), ["who-led"]),
            (("ask", "--queries", "mine", "sai"), ["said"]),
            (("ask", "said", "--queries", "mine", "--sta"), ["--status"]),
            (("ask", "--queries", "mine", "said", "--status", "a"), ["asserted", "any"]),
            (("ask", "--queries", "mine", "said", "--person", "orla"), [r"Orla\ Finch"]),
            (("ask", "--queries", "mine", "said", "--person", "larkf"), []),
            (("ask", "--queries", "none", "sai"), []),
            (("ask", "zzz", "--pers"), []),
            (("ask", "--queries", "mine", "broken", "--pers"), []),
            (("query", "--queries", "mine", "sai"), ["said"]),
        ],
    )
    def test_names_options_choices_and_entities_are_offered(
        self, words: tuple[str, ...], found: list[str], sample: Path
    ) -> None:
        assert completed(sample, *words) == found
