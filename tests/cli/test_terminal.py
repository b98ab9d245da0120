"""kgbuild ask as a terminal shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import write_graph
from tests.cli.run import kgbuild
from tests.docs.readme import WIDTH, plain, run
from tests.rdf.sample import ALL_ENTITIES, ALL_READINGS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hand-made sample as its store, and a query of its own without a header."""
    folder = tmp_path_factory.mktemp("terminal")
    ontology = load_ontology(resource_folder("ontology"))
    write_graph(folder / "kg", "sample", quads(ALL_READINGS, ALL_ENTITIES, ontology, DEFAULT_BASE))
    (folder / "plain.rq").write_text("SELECT ?x { ?x a kg:Nothing }")
    return folder


def shown(command: str, folder: Path) -> str:
    """Return what a command shows on a terminal, as one line."""
    return " ".join(" ".join(plain(run(command, folder))).split())


def test_no_answers_tell_what_was_asked_and_what_asks_for_more(folder: Path) -> None:
    text = shown("kgbuild ask who-criticised --entity 'larkfield trust' --since 2090", folder)
    assert text.startswith("No answers to who-criticised: Criticism, blame, warnings of failure:")
    asked = "--entity organisation/larkfield-trust --since 2090-01-01 --status asserted"
    assert text.endswith(f"Asked with {asked}; --status any may find more.")


def test_no_answers_name_no_option_that_limits_nothing(folder: Path) -> None:
    text = shown("kgbuild ask who-criticised --since 2090 --status any", folder)
    assert text.endswith("Asked with --since 2090-01-01.")


def test_what_is_shown_as_asked_can_be_typed_again(folder: Path) -> None:
    text = shown('kgbuild ask who-said-what --words "it\'s not there"', folder)
    assert """--words 'it'"'"'s not there'""" in text


def test_a_query_without_a_header_has_no_answers_and_no_more_to_say(folder: Path) -> None:
    assert shown("kgbuild query plain.rq", folder) == "No answers."


def test_a_pipe_is_told_nothing_of_it(folder: Path) -> None:
    done = kgbuild("ask", "who-criticised", "--since", "2090", cwd=folder)
    assert (done.returncode, done.stdout.split()[:2], done.stdout.count("\n")) == (0, ["critic", "target"], 1)
    done = kgbuild("ask", "who-criticised", "--since", "2090", "--format", "csv", cwd=folder)
    assert done.stdout.count("\n") == 1


def test_an_answer_is_as_wide_as_the_terminal(folder: Path) -> None:
    lines = plain(run("kgbuild ask who-praised", folder))
    assert any(line.startswith("──") for line in lines)
    assert max(map(len, lines)) <= WIDTH
