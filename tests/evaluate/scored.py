"""A graph with gold, scored by the referee and by kgbuild, in one form."""

from __future__ import annotations

import contextlib
import copy
import importlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from kgbuild.evaluate import Gold, Report, score
from kgbuild.evaluate.figures import Tally
from kgbuild.evaluate.goldform import gold_of
from kgbuild.rdf.graph import Graph

referee: Any = importlib.import_module("tests.evaluate.referee")
"""The referee, written apart from kgbuild; without types."""

Figures = dict[str, Any]
GoldTable = dict[str, Any]
"""A gold document as JSON has it."""


@dataclass(frozen=True)
class Scene:
    """A graph, as kgbuild and as the referee read it, and the gold documents it is compared with.

    Attributes:
        graph: The graph.
        file: The same as N-Quads.
        gold: The folder of the gold documents.
        articles: The folder of the texts.
        texts: The texts by article.
    """

    graph: Graph
    file: Path
    gold: Path
    articles: Path
    texts: Mapping[str, str]

    @cached_property
    def tables(self) -> list[GoldTable]:
        return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(self.gold.glob("*.json"))]

    @cached_property
    def referees_graph(self) -> Any:
        return referee.Graph(str(self.file))

    def report(self, tables: Sequence[GoldTable]) -> Report:
        return score(self.graph, golds_of(tables), self.texts)

    def by_the_referee(self, tables: Sequence[GoldTable]) -> Figures:
        """Return the referee's figures for `tables`, which it would change."""
        scored = referee.score(self.referees_graph, copy.deepcopy(list(tables)))
        tally, org, status, people, quotes, merged, split, _ = scored
        return {
            "types": {kind: counts(c) for kind, c in tally.items() if any(c.values())},
            "people": counts(people),
            "quotes": counts(quotes),
            "org": org,
            "status": status,
            "merged": merged,
            "split": split,
        }

    def referees_report(self, folder: Path) -> Figures:
        """Return what the referee's own command writes with --json."""
        out = folder / "report.json"
        line = ["score", self.file, self.gold, "--articles", self.articles, "--json", out, "--verbose"]
        with mock.patch("sys.argv", [str(word) for word in line]), contextlib.redirect_stdout(io.StringIO()):
            assert referee.main() == 0
        report: Figures = json.loads(out.read_text(encoding="utf-8"))
        return report


def golds_of(tables: Iterable[GoldTable]) -> list[Gold]:
    """Return the gold documents that `tables` hold, each of which must be right."""
    golds = [gold_of(table, table["doc"])[0] for table in tables]
    assert None not in golds
    return [gold for gold in golds if gold is not None]


def by_kgbuild(report: Report) -> Figures:
    """Return the figures of `report` as `Scene.by_the_referee` has them."""
    return {
        "types": {kind: _counts(tally) for kind, tally in report.types.items() if tally != Tally()},
        "people": _counts(report.people),
        "quotes": _counts(report.quotes),
        "org": (report.organisations.right, report.organisations.of),
        "status": (report.statuses.right, report.statuses.of),
        "merged": report.merged,
        "split": report.split,
    }


def counts(table: Mapping[str, int]) -> tuple[int, int, int]:
    """Return what is right, missed and wrong."""
    return (table.get("tp", 0), table.get("fn", 0), table.get("fp", 0))


def _counts(tally: Tally) -> tuple[int, int, int]:
    return (tally.right, tally.missed, tally.wrong)
