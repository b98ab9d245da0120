"""The summaries of a build and of a removal, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kgbuild.config import DEFAULT_STORE, Settings
from kgbuild.model import Level, Status
from kgbuild.words import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from kgbuild.pipeline.report import BuildReport, Contents, RemoveReport


def of_build(report: BuildReport, settings: Settings) -> RenderableType:
    """Return what a build did, what the graph holds now, and what to try next."""
    from rich.console import Group

    lines = [f"Articles: {report.read} read, {report.unchanged} unchanged, {_skipped(report.skipped)}"]
    if report.findings:
        lines.append(f"Findings: {_levels(report)} (listed above)")
    if settings.endpoint:
        lines.append(f"Documents and readings are kept in {settings.store}: the next build needs them.")
    parts: list[RenderableType] = ["\n".join(lines), *_contents(report.contents)]
    if report.contents.articles:
        parts.append(_next_steps(settings))
    return Group(*parts)


def of_removal(report: RemoveReport) -> RenderableType:
    """Return which articles were withdrawn, and what the graph holds now."""
    from rich.console import Group

    lines = [f"Withdrawn: {', '.join(report.removed) or 'no article'}"]
    if report.kept:
        lines.append(f"Kept, because another file holds the same text: {', '.join(report.kept)}")
    return Group("\n".join(lines), *_contents(report.contents))


def _contents(contents: Contents) -> list[RenderableType]:
    lines = f"The graph holds {counted(contents.articles, 'article')}."
    if not contents.articles:
        return [lines]
    entities = _table("Entities", ["number"])
    for kind, number in contents.entities.items():
        entities.add_row(kind, str(number))
    statuses = [status.value for status in Status]
    facts = _table("Facts", [status.lower() for status in statuses])
    for fact_type, numbers in contents.facts.items():
        facts.add_row(fact_type, *(str(numbers.get(status, "")) for status in statuses))
    return [lines, "", entities, "", facts]


def _table(first: str, others: Iterable[str]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, min_width=20)
    for other in others:
        table.add_column(other, justify="right")
    return table


def _skipped(skipped: Mapping[str, int]) -> str:
    reasons = ", ".join(f"{number} {code}" for code, number in skipped.items())
    return f"{sum(skipped.values())} skipped ({reasons})" if reasons else "0 skipped"


def _levels(report: BuildReport) -> str:
    numbers = ((level, sum(finding.level is level for finding in report.findings)) for level in Level)
    return ", ".join(counted(number, level.value) for level, number in numbers if number)


def _next_steps(settings: Settings) -> str:
    store = "" if settings.place == str(DEFAULT_STORE) else f" --store {settings.place}"
    steps = ("ask who-led", "ask", "who NAME", "export -o graph.gexf")
    return "\n".join(["", "Next:", *(f"  kgbuild {step}{store}" for step in steps)])
