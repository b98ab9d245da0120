"""The data that identity is judged by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgbuild.errors import KnowledgeError
from kgbuild.resolve import load_rules
from kgbuild.resolve.context import plain_role, walks

RULES = load_rules()
SOURCES = sorted((Path(__file__).parents[2] / "kgbuild" / "resolve").glob("*.py"))


def test_every_weight_is_used_and_none_is_missing() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    quoted = set(re.findall(r'"([a-z-]+)"', code))
    keys = (
        {key for _, key in RULES.weights.points} | set(RULES.weights.shared) | set(RULES.weights.thresholds)
    )
    assert keys <= quoted


def test_the_thresholds_are_in_order() -> None:
    thresholds = RULES.weights.thresholds
    assert thresholds["different"] < thresholds["ask"] < thresholds["same"]


def test_walks_of_life_that_go_together_are_known_ones() -> None:
    known = set(RULES.roles.walks.values())
    assert all(pair <= known for pair in RULES.roles.together)


@pytest.mark.parametrize(
    ("role", "plain", "past"),
    [
        ("the former council leader", "council leader", True),
        ("ex-director", "director", True),
        ("acting chief executive", "chief executive", False),
        ("Leader", "leader", False),
        ("former", "", True),
    ],
)
def test_roles_without_when_they_are_held(role: str, plain: str, past: bool) -> None:
    assert plain_role(role, RULES.roles) == (plain, past)


def test_walks_of_life() -> None:
    assert walks("councillor and former footballer", RULES.roles) == {"politics", "sport"}
    assert walks("chairman", RULES.roles) == set()


def test_an_ontology_folder_without_gazetteers_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"titles\.yaml"):
        load_rules(tmp_path)


@pytest.mark.parametrize("titles", ["titles: [{name: Mr}]\nsuffixes: []", "titles: 3", "- a", "titles: ["])
def test_a_malformed_gazetteer_is_an_error(tmp_path: Path, titles: str) -> None:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    (folder / "titles.yaml").write_text(titles, encoding="utf-8")
    (folder / "bodies.yaml").write_text("bodies: []", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        load_rules(tmp_path)
