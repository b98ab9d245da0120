"""An evaluation, as tables and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kgbuild.words import counted

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from kgbuild.evaluate import Report
    from kgbuild.evaluate.facts import Missed, Wrong
    from kgbuild.evaluate.figures import Share, Tally
    from kgbuild.pipeline.evaluation import Evaluation


def of_evaluation(evaluation: Evaluation) -> RenderableType:
    """Return how the graph fares: by type of fact, by phenomenon, by confidence."""
    from rich.console import Group

    report = evaluation.report
    lines = [f"Gold: {counted(len(report.documents), 'document')}, {evaluation.skipped} skipped"]
    if evaluation.findings:
        lines.append(f"Findings: {len(evaluation.findings)} (listed above)")
    parts: list[RenderableType] = [*lines, "", _by_type(report), "", *_other_figures(report)]
    if report.phenomena:
        parts += ["", _by_phenomenon(report)]
    if report.confidence:
        parts += ["", _by_confidence(report)]
    return Group(*parts)


def details(report: Report) -> str:
    """Return what is missed and what is wrong, with its sentences, as lines."""
    blocks = [
        ("Missed", [line for fact in report.missed for line in _missed(fact)]),
        ("Wrong", [line for fact in report.wrong for line in _wrong(fact)]),
        ("People and quotations", [f"  {slip.kind}: {slip.text} [{slip.doc}]" for slip in report.slips]),
    ]
    return "\n".join(line for title, lines in blocks if lines for line in ("", title, *lines))


def _by_type(report: Report) -> Table:
    table = _table("Facts", "gold", "found", "right", "P", "R", "F1")
    for name, tally in report.types.items():
        table.add_row(name, *_figures(tally))
    table.add_row("all facts", *_figures(report.facts), style="bold")
    for name, tally in (("people", report.people), ("quotations with speaker", report.quotes)):
        if tally.gold or tally.found:
            table.add_row(name, *_figures(tally))
    return table


def _other_figures(report: Report) -> Iterator[str]:
    yield f"Tenures with the right organisation: {_share(report.organisations)}"
    yield f"Status right where the arguments are: {_share(report.statuses)}"
    if report.people.gold:
        yield f"People merged wrongly: {report.merged}; split: {report.split}"
    if report.evidence:
        check = report.evidence
        yield f"Facts without evidence: {check.without}; evidence out of its place: {check.misplaced}"


def _by_phenomenon(report: Report) -> Table:
    table = _table("Phenomena", "cases", "right", "P", "R", "F1")
    for one in report.phenomena:
        table.add_row(one.name, str(one.cases), str(one.right), *_rates(one.facts))
    documents = [document for document in report.documents if document.phenomena]
    total = sum((document.facts.total for document in documents[1:]), documents[0].facts.total)
    right = sum(document.right for document in documents)
    table.add_row("all cases", str(len(documents)), str(right), *_rates(total), style="bold")
    return table


def _by_confidence(report: Report) -> Table:
    table = _table("Confidence", "mean", "found", "right", "share")
    for one in report.confidence:
        bounds = f"{one.low:.1f} to {one.high:.1f}"
        table.add_row(bounds, f"{one.confidence:.2f}", str(one.found), str(one.right), f"{one.share:.2f}")
    return table


def _table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first, min_width=20)
    for other in others:
        table.add_column(other, justify="right")
    return table


def _figures(tally: Tally) -> tuple[str, ...]:
    return (str(tally.gold), str(tally.found), str(tally.right), *_rates(tally))


def _rates(tally: Tally) -> tuple[str, str, str]:
    """Return precision, recall and F1; empty where there is nothing that they could be of."""
    return (
        f"{tally.precision:.2f}" if tally.found else "",
        f"{tally.recall:.2f}" if tally.gold else "",
        f"{tally.f1:.2f}" if tally.found or tally.gold else "",
    )


def _share(share: Share) -> str:
    return f"{share.right} of {share.of}"


def _missed(fact: Missed) -> Iterator[str]:
    yield f"  {_fact(fact.type, fact.status, fact.args)} [{fact.doc}]"
    if fact.evidence:
        yield f"    {_on_one_line(fact.evidence)}"


def _wrong(fact: Wrong) -> Iterator[str]:
    status = f"; gold says {fact.gold_status}" if fact.gold_status else ""
    yield f"  {_fact(fact.type, fact.status, fact.args)}{status} [{fact.doc}]"
    yield from (f"    {_on_one_line(sentence)}" for sentence in fact.evidence)
    confidence = "" if fact.confidence is None else f", confidence {fact.confidence:g}"
    yield f"    found by {', '.join(fact.rules) or 'no rule'}{confidence}"


def _fact(kind: str, status: str, args: Mapping[str, str]) -> str:
    return f"{kind}, {status}: {', '.join(f'{name}={_on_one_line(value)}' for name, value in args.items())}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
