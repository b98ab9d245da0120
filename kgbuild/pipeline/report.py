"""What a build or a removal tells at its end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from kgbuild import ids
from kgbuild.errors import ExitCode
from kgbuild.model import Entity, Finding, Level, Reading


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph holds, counted.

    Attributes:
        articles: How many articles.
        entities: How many entities of each kind.
        facts: How many facts of each type with each status; a fact told twice in an article counts once.
    """

    articles: int
    entities: Mapping[str, int]
    facts: Mapping[str, Mapping[str, int]]


def count_contents(readings: Iterable[Reading], entities: Iterable[Entity]) -> Contents:
    """Count what a graph of `readings` and `entities` holds."""
    articles = 0
    facts: dict[str, Counter[str]] = {}
    for reading in readings:
        articles += 1
        told = {ids.fact_id(reading.document.id, fact): fact for fact in reading.facts}
        for fact in told.values():
            facts.setdefault(fact.type, Counter())[fact.status.value] += 1
    kinds = Counter(entity.kind.value for entity in entities)
    return Contents(
        articles,
        dict(sorted(kinds.items())),
        {kind: dict(sorted(facts[kind].items())) for kind in sorted(facts)},
    )


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        read: Articles read in this run.
        unchanged: Articles met in this run that had been read before.
        skipped: How many files or records were left out, by reason: the codes of their findings.
        contents: What the graph holds now.
        findings: What to look at, the skipped ones among them; sorted.
    """

    read: int
    unchanged: int
    skipped: Mapping[str, int]
    contents: Contents
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Input when nothing could be read, findings when something is to be looked at, else OK."""
        if not self.read and not self.unchanged:
            return ExitCode.INPUT
        return exit_code_of(self.findings)

    def to_json(self) -> str:
        """Return the report as an indented JSON object."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class RemoveReport:
    """What a removal did.

    Attributes:
        removed: The identifiers of the articles that the graph no longer holds, sorted.
        kept: The identifiers of articles that stay because another file holds the same text, sorted.
        contents: What the graph holds now.
    """

    removed: tuple[str, ...]
    kept: tuple[str, ...]
    contents: Contents

    def to_json(self) -> str:
        """Return the report as an indented JSON object."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)


def exit_code_of(findings: Iterable[Finding]) -> ExitCode:
    """Return the exit code of a run that found `findings`: what is only for information does not count."""
    serious = any(finding.level is not Level.INFO for finding in findings)
    return ExitCode.FINDINGS if serious else ExitCode.OK
