"""kgbuild query, show, explain and check on a small graph."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kgbuild.cli.options import AnswerFormat
from kgbuild.errors import ExitCode
from kgbuild.query.results import Format
from tests.cli.run import kgbuild

NAMES = "SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name } ORDER BY ?name"


def test_a_query_is_text_or_a_file(small_store: Path, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES)
    as_text = kgbuild("query", "-q", NAMES, "--format", "csv", cwd=small_store)
    assert kgbuild("query", NAMES, "--format", "csv", cwd=small_store) == as_text
    as_file = kgbuild("query", tmp_path / "names.rq", "--format", "csv", cwd=small_store)
    assert as_text.returncode == ExitCode.OK, as_text.stderr
    assert list(csv.reader(as_text.stdout.splitlines())) == [["name"], ["Ann Lee"], ["Bob Ray"], ["Cy Dow"]]
    assert as_file == as_text


def test_a_term_that_the_ontology_lacks_is_told_and_the_query_runs(small_store: Path, tmp_path: Path) -> None:
    wrong = NAMES.replace("kg:Person", "kg:Persn")
    (tmp_path / "wrong.rq").write_text(wrong)
    for arguments in (("-q", wrong), (tmp_path / "wrong.rq",)):
        done = kgbuild("query", *arguments, "--format", "csv", cwd=small_store)
        assert (done.returncode, done.stdout.split()) == (ExitCode.OK, ["name"])
        assert done.stderr == "warning: no term kg:Persn in the ontology; did you mean kg:Person?\n"
    assert kgbuild("query", "-q", NAMES, cwd=small_store).stderr == ""
    broken = kgbuild("query", "-q", "SELECT ?x { ?x a kg:Persn 'oh", cwd=small_store)
    assert broken.returncode == ExitCode.USAGE
    assert "does not parse" in broken.stderr


def test_a_ready_query_takes_parameters(small_store: Path) -> None:
    for critic, found in (("ann lee", True), ("cy dow", False)):
        done = kgbuild("query", "who-criticised", "--param", f"by={critic}", cwd=small_store)
        assert done.returncode == ExitCode.OK, done.stderr
        assert ("Ann Lee criticised Bob Ray." in done.stdout) is found


@pytest.mark.parametrize(
    ("query", "form", "start"),
    [
        ("ASK { ?person a kg:Person }", None, "yes"),
        ("ASK { ?person a kg:Work }", None, "no"),
        ("ASK { ?person a kg:Person }", "json", '{"head"'),
        (NAMES, "tsv", "?name"),
        (NAMES, "json", '{"head"'),
        ("CONSTRUCT { ?s kg:criticised ?o } { ?s kg:criticised ?o }", None, "@prefix"),
        ("DESCRIBE ?person { ?person skos:prefLabel 'Ann Lee' }", "turtle", "@prefix"),
    ],
)
def test_each_form_of_query_has_its_formats(
    query: str, form: str | None, start: str, small_store: Path
) -> None:
    done = kgbuild("query", "-q", query, *(["--format", form] if form else []), cwd=small_store)
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout.startswith(start)


def test_the_formats_are_those_that_answers_can_be_written_in() -> None:
    assert [form.value for form in AnswerFormat] == [form.value for form in Format]


@pytest.mark.parametrize("arguments", [(), ("who-led", "-q", NAMES)])
def test_one_query_is_asked_at_a_time(arguments: tuple[str, ...], small_store: Path) -> None:
    done = kgbuild("query", *arguments, cwd=small_store)
    assert done.returncode == ExitCode.USAGE
    assert "--list" in done.stderr


def test_the_ready_queries_are_listed_without_a_store(tmp_path: Path) -> None:
    done = kgbuild("query", "--list", cwd=tmp_path)
    assert done.returncode == ExitCode.OK
    assert "who-led" in done.stdout
    listed = json.loads(kgbuild("query", "--list", "--format", "json", cwd=tmp_path).stdout)
    assert len(listed) >= 8
    assert all(query["name"] in done.stdout and query["title"] for query in listed)


def test_one_ready_query_is_explained(tmp_path: Path) -> None:
    done = kgbuild("query", "--list", "who-led", cwd=tmp_path)
    assert done.returncode == ExitCode.OK
    assert "Parameters" in done.stdout
    assert "who-led" in done.stdout.partition("Example")[2]


def test_a_folder_of_own_queries_is_used(small_store: Path, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(NAMES)
    done = kgbuild("query", "names", "--queries", tmp_path, "--format", "csv", cwd=small_store)
    assert "Ann Lee" in done.stdout, done.stderr


@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_page_is_text_or_json(command: str, small_store: Path) -> None:
    text = kgbuild(command, "ann lee", cwd=small_store)
    assert text.returncode == ExitCode.OK, text.stderr
    assert "Ann Lee criticised Bob Ray." in text.stdout
    table = kgbuild(command, "ann lee", "--format", "json", cwd=small_store)
    assert "Ann Lee criticised Bob Ray." in json.dumps(json.loads(table.stdout))


def test_an_edge_is_explained(small_store: Path) -> None:
    done = kgbuild("explain", "Bob Ray", "praised", "Cy Dow", cwd=small_store)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "Bob Ray praised Cy Dow." in done.stdout


def test_a_sound_store_has_no_findings(small_store: Path) -> None:
    done = kgbuild("check", cwd=small_store)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "kg: all is well\n", "")
    assert json.loads(kgbuild("check", "--format", "json", cwd=small_store).stdout) == []


def test_evidence_that_is_not_in_its_text_is_found(small: Path) -> None:
    for reading in (small / "kg" / "readings").iterdir():
        reading.write_text(reading.read_text().replace("Bob Ray praised", "Bob Ray prAised"))
    done = kgbuild("check", cwd=small)
    assert done.returncode == ExitCode.FINDINGS
    assert done.stdout == "kg: 1 finding\n"
    assert "Bob Ray" in done.stderr
    assert json.loads(kgbuild("check", "--format", "json", cwd=small).stdout)
