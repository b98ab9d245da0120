"""What the reader makes of the challenge set: figures below which a change must not take it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import load_settings
from kgbuild.evaluate.report import Report
from kgbuild.pipeline.evaluation import evaluate

FOLDER = Path(__file__).parent
LEAST_PRECISION = 0.85
LEAST_RECALL = 0.65
LEAST_STATUS = 0.93

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The figures of the whole set, read afresh."""
    folder = tmp_path_factory.mktemp("challenge")
    settings = load_settings(store=folder / "kg", file=folder / "none.toml")
    return evaluate(settings, FOLDER).report


def test_what_is_stated_is_mostly_right(report: Report) -> None:
    assert report.facts.precision >= LEAST_PRECISION


def test_much_of_what_is_there_is_found(report: Report) -> None:
    assert report.facts.recall >= LEAST_RECALL


def test_the_status_is_right_where_the_arguments_are(report: Report) -> None:
    assert report.statuses.right / report.statuses.of >= LEAST_STATUS


def test_other_senses_of_a_trigger_state_nothing(report: Report) -> None:
    (lookalikes,) = [p for p in report.phenomena if p.name == "lookalike"]
    assert lookalikes.right == lookalikes.cases
