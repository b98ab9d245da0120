"""Evaluating: gold documents against a store, or against what the reader makes of their articles just now."""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.config import Settings
from kgbuild.documents import Locator, discover, read
from kgbuild.documents.sources import FORMATS
from kgbuild.errors import DocumentError, ExitCode
from kgbuild.evaluate import Gold, Report, read_gold, score
from kgbuild.model import Finding, Level
from kgbuild.pipeline.build import build
from kgbuild.pipeline.check import open_whole, texts
from kgbuild.pipeline.reader import ReaderSource
from kgbuild.pipeline.report import exit_code_of
from kgbuild.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        report: How the graph fares.
        skipped: How many gold documents, or files of them, cannot be used.
        findings: What is wrong with the gold, the articles that were read for it, and those that are missing.
    """

    report: Report
    skipped: int
    findings: tuple[Finding, ...]

    def exit_code(self, least_f1: float = 0.0) -> ExitCode:
        """Return how the command ends, when the F1 of all facts has to be `least_f1` at least."""
        if self.report.facts.f1 < least_f1:
            return ExitCode.BELOW
        return exit_code_of(self.findings)

    def to_json(self) -> str:
        """Return all figures, facts and findings as an indented JSON object."""
        findings = [dataclasses.asdict(finding) for finding in self.findings]
        table: dict[str, Any] = {**self.report.to_table(), "skipped": self.skipped, "findings": findings}
        return json.dumps(table, indent=2, ensure_ascii=False)


def evaluate(
    settings: Settings,
    gold: Path,
    articles: Path | None = None,
    *,
    progress: Progress = silent,
    reader: ReaderSource | None = None,
) -> Evaluation:
    """Compare gold documents with a graph.

    The graph is that of the store of `settings`. But where gold brings its texts, or `articles` are given,
    these are built into a store of their own, which is removed again.

    Args:
        settings: Where the store is, and what reads.
        gold: A gold file, or a folder of them.
        articles: Where the articles lie whose files, or records of a feed, are called as the gold documents.
        progress: Who is told how far it is.
        reader: What reads; the spaCy pipeline of `settings` when None.

    Raises:
        DocumentError: There is no gold that can be used, or no article for it.
        ModelError: The spaCy pipeline does not load.
        KnowledgeError: A file of the ontology folder has an error.
        StoreError: There is no store, or it is damaged.
    """
    found = read_gold(gold)
    if not found.golds:
        raise _nothing_left(f"{gold}: nothing in it can be used as gold", found.findings)
    built: list[Finding] = []
    if articles is None and all(one.text is None for one in found.golds):
        report = _score(settings, found.golds)
    else:
        with tempfile.TemporaryDirectory(prefix="kgbuild-") as folder:
            aside = dataclasses.replace(settings, store=Path(folder) / "kg", endpoint=None)
            feed = Path(folder).resolve() / "gold.jsonl"
            sources = [*_feed(found.golds, feed), *_sources(found.golds, articles)]
            done = build(aside, sources, progress=progress, reader=reader)
            built = [_retold(finding, feed, found.golds) for finding in done.findings]
            if not done.contents.articles:
                raise _nothing_left(f"{gold}: none of its articles can be read", built)
            report = _score(aside, found.golds)
    findings = [*found.findings, *built, *_absent(report)]
    return Evaluation(report, found.skipped, tuple(sorted(findings)))


def _nothing_left(problem: str, findings: Sequence[Finding]) -> DocumentError:
    reasons = "".join(f"\n  {finding.subject}: {finding.message}" for finding in findings)
    return DocumentError(f"{problem}{reasons}", "Correct it there.")


def _score(settings: Settings, golds: Sequence[Gold]) -> Report:
    return score(open_whole(settings), golds, texts(settings))


def _feed(golds: Sequence[Gold], file: Path) -> list[str]:
    """Write the texts that `golds` bring into `file`, one a line; return its name if there are any."""
    records = [
        {"id": gold.doc, "text": gold.text, "title": gold.title, "issued": gold.published}
        for gold in golds
        if gold.text is not None
    ]
    if not records:
        return []
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return [str(file)]


def _retold(finding: Finding, feed: Path, golds: Sequence[Gold]) -> Finding:
    """Return `finding` with the places in the gold for those in `feed`, which will be gone."""
    told = [gold for gold in golds if gold.text is not None]
    places = {f"{feed}:{number}": gold.place for number, gold in enumerate(told, start=1)}
    places |= {f"{feed}#{gold.doc}": gold.place for gold in told}
    message = finding.message.replace(f"{feed}#", "")
    if finding.subject.startswith(f"{feed}:"):
        message = re.sub(r"^line \d+: ", "", message)
    return dataclasses.replace(finding, subject=places.get(finding.subject, finding.subject), message=message)


def _absent(report: Report) -> Iterator[Finding]:
    for document in report.documents:
        if not document.in_graph:
            message = f"the graph has no article {document.doc!r}: all its facts count as missed."
            yield Finding(Level.WARNING, "not-in-graph", document.place, message)


def _sources(golds: Sequence[Gold], articles: Path | None) -> list[str]:
    """Return the files below `articles` that hold the documents of those `golds` that bring no text.

    Raises:
        DocumentError: There is none.
    """
    wanted = {gold.doc: gold for gold in golds if gold.text is None}
    if not wanted:
        return []
    if articles is None:
        first = next(iter(wanted.values())).place
        raise DocumentError(
            f"{first}: no text: {len(wanted)} of the {len(golds)} gold documents bring none",
            "Give the folder of their articles with --articles, or put their texts into the gold.",
        )
    locators, findings = discover([str(articles)])
    sources = [str(locator.path) for locator in locators if _brings_any(locator, wanted)]
    if not sources:
        errors = "; ".join(finding.message for finding in findings if finding.level is Level.ERROR)
        why = errors or f"none of the {len(wanted)} gold documents is a file there, or a record of a feed"
        raise DocumentError(f"{articles}: {why}", "Give the folder of the articles that the gold is about.")
    return sources


def _brings_any(locator: Locator, wanted: Collection[str]) -> bool:
    if locator.path is None or FORMATS.get(locator.path.suffix.lower()) != "jsonl":
        return locator.path is not None and locator.path.stem in wanted
    documents = (item[1] for item in read(locator) if not isinstance(item, Finding))
    return any(document.id in wanted for document in documents)
