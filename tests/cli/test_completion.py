"""Completion as the shells ask for it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kgbuild.cli.completion import matching
from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.model import Kind
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import write_graph
from tests.cli.run import ENVIRONMENT, PROGRAM
from tests.rdf.sample import ALL_ENTITIES, ALL_READINGS


def completed(cwd: Path, *words: str, shell: str = "bash") -> list[str]:
    """Return what `shell` is offered for the last of `words`, the command line behind `kgbuild`."""
    line = ["kgbuild", *words]
    asked = {"_KGBUILD_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        asked |= {"COMP_WORDS": "\n".join(line), "COMP_CWORD": str(len(words))}
    else:
        asked |= {"_TYPER_COMPLETE_ARGS": " ".join(line), "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        PROGRAM,
        cwd=cwd,
        env={**os.environ, **ENVIRONMENT, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("params", "start", "kinds", "found"),
    [
        ({}, "b", (), ["Bob Ray"]),
        ({}, "B", (Kind.PERSON,), ["Bob Ray"]),
        ({}, "b", (Kind.PLACE,), []),
        ({}, "ray", (), ["Bob Ray"]),
        ({}, "", (), []),
        ({}, "zzz", (), []),
        ({"store": Path("nowhere")}, "b", (), []),
        ({"store": "http://localhost:1/"}, "b", (), []),
    ],
)
def test_names_of_the_graph_are_offered(
    params: dict[str, object],
    start: str,
    kinds: tuple[Kind, ...],
    found: list[str],
    small_store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(small_store)
    assert [name for name, _ in matching(params, start, kinds)] == found


def test_bash_gets_names_as_it_takes_them(small_store: Path) -> None:
    assert completed(small_store, "show", "bob") == [r"Bob\ Ray"]
    assert completed(small_store, "show", r"Bob\ R") == [r"Bob\ Ray"]
    assert completed(small_store, "show", '"Bob R') == ["Bob Ray"]
    assert completed(small_store, "show", "--store", "nowhere", "bob") == []


def test_fish_gets_names_with_their_kind(small_store: Path) -> None:
    assert completed(small_store, "show", "bob", shell="fish") == ["Bob Ray\tPerson"]


def test_identifiers_of_articles_are_offered_with_their_headlines(tmp_path: Path) -> None:
    graph = quads(ALL_READINGS, ALL_ENTITIES, load_ontology(resource_folder("ontology")), DEFAULT_BASE)
    write_graph(tmp_path / "kg", "sample", graph)
    question = ("ask", "only-in-one-article", "--article")
    assert completed(tmp_path, *question, "TARROW-RE") == ["tarrow-recovers", "tarrow-resignation"]
    (offered,) = completed(tmp_path, *question, "tarrow-rec", shell="fish")
    assert offered.startswith("tarrow-recovers\t")
    assert len(completed(tmp_path, *question, "")) == len(ALL_READINGS)
    assert completed(tmp_path, *question, "zebra") == []


def test_without_a_store_nothing_is_offered_or_said(tmp_path: Path) -> None:
    assert completed(tmp_path, "show", "bob") == []
