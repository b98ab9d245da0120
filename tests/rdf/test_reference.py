from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.reference import reference
from kgbuild.rdf.vocabulary import curie
from tests.rdf.conftest import FOLDER


@pytest.fixture(scope="module")
def page() -> str:
    return reference(FOLDER)


def test_the_committed_page_is_current(page: str) -> None:
    """Where it is not: `python -m kgbuild.rdf.reference > ontology/REFERENCE.md`."""
    assert (FOLDER / "REFERENCE.md").read_text(encoding="utf-8") == page


def test_the_command_writes_the_page(page: str, tmp_path: Path) -> None:
    run = [sys.executable, "-m", "kgbuild.rdf.reference"]
    found = subprocess.run(run, capture_output=True, check=True, cwd=tmp_path)
    assert found.stdout.decode("utf-8") == page


def test_every_fact_type_argument_and_edge_is_on_it(page: str, ontology: Ontology) -> None:
    for fact_type in ontology.fact_types.values():
        assert f"### `{curie(fact_type.iri.value)}`" in page
    for argument in ontology.arguments.values():
        assert f"| `{curie(argument.iri.value)}` |" in page
    for edge in ontology.edges:
        assert f"| `{curie(edge.iri.value)}` | " in page


@pytest.mark.parametrize(
    "line",
    [
        "| `org:member` | `kg:Person` | 1 |",
        "| `kg:participant` | `kg:Actor` | 2 or more |",
        "| `kg:direction` | `increase`, `cut` | 0 or 1 |",
        "A statement has a kg:quote, or a kg:gist; give what was said.",
        "| `kg:Tenure` | `rdfs:subClassOf` | `org:Membership` |",
    ],
)
def test_it_says_what_the_shapes_and_the_ontology_say(page: str, line: str) -> None:
    assert line in page.splitlines()


def test_the_derivation_of_an_edge_is_on_it(page: str) -> None:
    assert "`kg:Criticism`: `kg:agent` → `kg:target`" in page
    assert "Heads of the roles that give `kg:led`: " in page
