"""Evaluating: which graph is compared with the gold, and what is told of what is missing."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kgbuild.config import Settings, load_settings
from kgbuild.errors import DocumentError, ExitCode, StoreError
from kgbuild.evaluate.figures import Tally
from kgbuild.model import Finding, Level
from kgbuild.pipeline.build import build
from kgbuild.pipeline.evaluation import Evaluation, evaluate
from tests.pipeline.reader import SentenceReader

MORE = "\n\nThe fire station in Westmere stays open, she said on Monday.\n"
FIRE = "Ann Lee criticised Bob Ray." + MORE
FLOOD = "Bob Ray praised Cy Dow." + MORE
Table = Mapping[str, Any]


def fact(kind: str, agent: str, target: str, status: str = "asserted") -> Table:
    return {"type": kind, "args": {"agent": agent, "target": target}, "status": status}


FIRE_FACT = fact("Criticism", "Ann Lee", "Bob Ray")
FLOOD_FACT = fact("Praise", "Bob Ray", "Cy Dow")


class Desk:
    """A folder with articles, gold, and settings of a store that need not be there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.articles.mkdir()
        self.gold = folder / "gold.jsonl"
        self.reader = SentenceReader()

    @property
    def settings(self) -> Settings:
        return load_settings(store=self.folder / "kg", file=self.folder / "none.toml")

    def write_gold(self, *documents: Table) -> None:
        lines = (json.dumps({"entities": [], "quotes": [], **document}) for document in documents)
        self.gold.write_text("".join(f"{line}\n" for line in lines))

    def write(self, name: str, text: str) -> None:
        (self.articles / name).write_text(text)

    def build(self) -> None:
        build(self.settings, [str(self.articles)], reader=self.reader.source)

    def evaluate(self, articles: Path | None = None) -> Evaluation:
        return evaluate(self.settings, self.gold, articles, reader=self.reader.source)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, so that a test sees what is left of them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_gold_that_brings_its_text_is_read_aside(desk: Desk, own_temporary_folder: Path) -> None:
    desk.write_gold(
        {"doc": "fire 1/ä", "text": FIRE, "facts": [FIRE_FACT]},
        {"doc": "flood", "text": FLOOD, "facts": [fact("Praise", "Bob Ray", "Cy Dow", "denied")]},
    )
    evaluation = desk.evaluate()
    assert evaluation.report.facts == Tally(right=1, missed=1, wrong=1)
    assert evaluation.report.evidence is not None
    assert (evaluation.report.evidence.facts, evaluation.report.evidence.misplaced) == (2, 0)
    assert (evaluation.findings, evaluation.exit_code()) == ((), ExitCode.OK)
    assert sorted(desk.reader.read_texts) == [FIRE, FLOOD]
    assert not desk.settings.store.exists()
    assert list(own_temporary_folder.iterdir()) == []


def test_the_articles_of_the_gold_and_no_others_are_read_from_their_folder(desk: Desk) -> None:
    (desk.articles / "below").mkdir()
    desk.write("below/fire.txt", FIRE)
    desk.write("other.txt", "Cy Dow criticised Ann Lee." + MORE)
    record = {"id": "flood", "text": FLOOD}
    desk.write("feed.jsonl", f"{json.dumps(record)}\n")
    desk.write("other-feed.jsonl", f"{json.dumps({'id': 'x', 'text': 'Cy Dow praised Bob Ray.' + MORE})}\n")
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]}, {"doc": "flood", "facts": [FLOOD_FACT]})
    evaluation = desk.evaluate(desk.articles)
    assert evaluation.report.facts == Tally(right=2)
    assert sorted(desk.reader.read_texts) == [FIRE, FLOOD]
    assert not desk.settings.store.exists()


def test_else_the_graph_of_the_store_is_compared_and_nothing_is_read(desk: Desk) -> None:
    desk.write("fire.txt", FIRE)
    desk.build()
    desk.write("fire.txt", FLOOD)
    desk.reader.read_texts.clear()
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]})
    assert desk.evaluate().report.facts == Tally(right=1)
    assert desk.reader.read_texts == []


def test_a_store_is_left_alone_when_articles_are_read_aside(desk: Desk) -> None:
    desk.write("fire.txt", FIRE)
    desk.build()
    before = {file: file.read_bytes() for file in desk.settings.store.rglob("*") if file.is_file()}
    desk.write("fire.txt", FLOOD)
    desk.write_gold({"doc": "fire", "facts": [FLOOD_FACT]})
    assert desk.evaluate(desk.articles).report.facts == Tally(right=1)
    assert {file: file.read_bytes() for file in desk.settings.store.rglob("*") if file.is_file()} == before


def test_texts_and_articles_may_be_mixed(desk: Desk) -> None:
    desk.write("fire.txt", FIRE)
    flood = {"doc": "flood", "text": FLOOD, "facts": [FLOOD_FACT]}
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]}, flood)
    assert desk.evaluate(desk.articles).report.facts == Tally(right=2)
    with pytest.raises(DocumentError, match="1 of the 2 gold documents bring none") as caught:
        desk.evaluate()
    assert "--articles" in caught.value.hint


def test_an_article_that_is_missing_is_told_and_its_facts_are_missed(desk: Desk) -> None:
    desk.write("fire.txt", FIRE)
    desk.build()
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]}, {"doc": "flood", "facts": [FLOOD_FACT]})
    for evaluation in (desk.evaluate(), desk.evaluate(desk.articles)):
        assert evaluation.report.facts == Tally(right=1, missed=1)
        message = "the graph has no article 'flood': all its facts count as missed."
        assert evaluation.findings == (Finding(Level.WARNING, "not-in-graph", f"{desk.gold}:2", message),)
        assert evaluation.exit_code() is ExitCode.FINDINGS


def test_a_text_that_cannot_be_read_is_told_with_its_place_in_the_gold(desk: Desk) -> None:
    desk.write_gold(
        {"doc": "crash", "text": "Crash went Ann Lee." + MORE, "facts": []},
        {"doc": "blank", "text": " \n ", "facts": []},
        {"doc": "fire", "text": FIRE, "facts": [FIRE_FACT]},
    )
    evaluation = desk.evaluate()
    told = {(finding.code, finding.subject) for finding in evaluation.findings}
    assert told == {
        ("reader-failed", f"{desk.gold}:1"),
        ("missing-text", f"{desk.gold}:2"),
        ("not-in-graph", f"{desk.gold}:1"),
        ("not-in-graph", f"{desk.gold}:2"),
    }
    messages = " ".join(finding.message for finding in evaluation.findings)
    assert "temporary" not in messages
    assert "line 2" not in messages
    assert evaluation.exit_code() is ExitCode.FINDINGS


def test_when_no_text_can_be_read_that_is_an_error(desk: Desk, own_temporary_folder: Path) -> None:
    desk.write_gold({"doc": "crash", "text": "Crash went Ann Lee." + MORE, "facts": []})
    with pytest.raises(DocumentError, match=r"none of its articles can be read\n.*the reader failed"):
        desk.evaluate()
    assert list(own_temporary_folder.iterdir()) == []


def test_gold_that_cannot_be_used_is_counted_and_when_none_is_left_that_is_an_error(desk: Desk) -> None:
    bad = {"doc": "flood", "text": FLOOD, "facts": [fact("Prase", "Bob Ray", "Cy Dow")]}
    desk.write_gold({"doc": "fire", "text": FIRE, "facts": [FIRE_FACT]}, bad)
    evaluation = desk.evaluate()
    assert (evaluation.skipped, evaluation.exit_code()) == (1, ExitCode.FINDINGS)
    assert json.loads(evaluation.to_json())["skipped"] == 1
    desk.write_gold(bad)
    with pytest.raises(DocumentError, match="'Prase' is no type of fact"):
        desk.evaluate()


def test_articles_that_hold_none_of_the_gold_are_an_error(desk: Desk) -> None:
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]})
    desk.write("other.txt", FIRE)
    with pytest.raises(DocumentError, match="none of the 1 gold documents is a file there"):
        desk.evaluate(desk.articles)
    with pytest.raises(DocumentError, match="no such file or folder"):
        desk.evaluate(desk.folder / "nowhere")


def test_without_a_store_or_with_half_a_build_there_is_nothing_to_compare(desk: Desk) -> None:
    desk.write_gold({"doc": "fire", "facts": [FIRE_FACT]})
    with pytest.raises(StoreError, match="no store here"):
        desk.evaluate()
    desk.write("fire.txt", FIRE)
    desk.build()
    (desk.settings.store / "contents.json").unlink()
    with pytest.raises(StoreError, match="did not finish"):
        desk.evaluate()


@pytest.mark.parametrize(
    ("least", "code"), [(0.0, ExitCode.OK), (0.5, ExitCode.OK), (0.51, ExitCode.BELOW), (1.0, ExitCode.BELOW)]
)
def test_the_exit_code_tells_a_figure_below_the_bar(least: float, code: ExitCode, desk: Desk) -> None:
    facts = [FIRE_FACT, FLOOD_FACT, fact("Praise", "Cy Dow", "Bob Ray")]
    desk.write_gold({"doc": "fire", "text": FIRE, "facts": facts})
    evaluation = desk.evaluate()
    assert evaluation.report.facts.f1 == 0.5
    assert evaluation.exit_code(least) is code
