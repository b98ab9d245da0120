"""Prints pages and explanations: for a terminal shortened and wrapped, elsewhere whole; or as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgbuild.explore.explain import EdgeExplanation, EntityExplanation, Explanation
from kgbuild.explore.facts import FactView, Source
from kgbuild.explore.present import View
from kgbuild.explore.printer import Printer, source_text, style_of
from kgbuild.explore.show import MARKS, EntityPage, Line, summary, when
from kgbuild.query.text import shown_iri

if TYPE_CHECKING:
    from rich.console import Console

_EVIDENCE = 3
"""How many pieces of evidence for one line a terminal shows."""
_ARTICLES = 10
_ONE_TYPE = ("Roles", "Roles held there", "Statements")
"""Sections whose facts are all of one type, which need not be told."""


def to_json(view: EntityPage | Explanation | View) -> str:
    """Return what was looked up as indented JSON; nothing in it is shortened."""
    return json.dumps(dataclasses.asdict(view), ensure_ascii=False, indent=2)


def print_page(page: EntityPage, console: Console, base: str) -> None:
    """Print the page of an entity; on a terminal, sentences and lists are shortened.

    Args:
        page: What to print.
        console: Where; a terminal or not.
        base: The IRI below which instances live, left out of identifiers.
    """
    _Pages(console).page(page, base)


def print_explanation(explanation: Explanation, console: Console, base: str) -> None:
    """Print an explanation; on a terminal, sentences and lists are shortened.

    Args:
        explanation: What to print.
        console: Where; a terminal or not.
        base: The IRI below which instances live, left out of identifiers.
    """
    printer = _Pages(console)
    if isinstance(explanation, EntityExplanation):
        printer.entity(explanation, base)
    elif isinstance(explanation, EdgeExplanation):
        printer.edge(explanation, base)
    else:
        printer.fact(explanation.fact, base)
        for subject, edge, object_ in explanation.edges:
            printer.line(1, f"gives the edge: {subject} {edge} {object_}")


class _Pages(Printer):
    """Prints pages and explanations."""

    def page(self, page: EntityPage, base: str) -> None:
        self._head(page.label, page.kind, page.id, page.names, page.articles)
        for section in page.sections:
            self.gap()
            self.line(0, section.title, "bold")
            for group in section.groups:
                level = 1
                if section.title not in _ONE_TYPE:
                    self.line(1, group.title, "italic")
                    level = 2
                for line in group.lines:
                    self._page_line(level, line, base)

    def _page_line(self, level: int, line: Line, base: str) -> None:
        self.line(level, line.text, style_of(line.facts[0].status))
        cited = [self.cited(e, shown_iri(fact.iri, base)) for fact in line.facts for e in fact.evidence]
        self.listed(level + 1, cited, _EVIDENCE)

    def _head(
        self, label: str, kind: str, identifier: str, names: Iterable[str], articles: tuple[Source, ...]
    ) -> None:
        self.line(0, f"{label} ({kind.lower()}, {identifier})", "bold")
        if names:
            self.line(1, f"also: {'; '.join(names)}")
        self.line(1, f"mentioned in {len(articles)} {'article' if len(articles) == 1 else 'articles'}:")
        self.listed(2, [source_text(source) for source in articles], _ARTICLES)

    def entity(self, explanation: EntityExplanation, base: str) -> None:
        entity = explanation.entity
        self._head(entity.label, entity.kind, entity.id, explanation.names, explanation.articles)
        for edge in explanation.edges:
            self.gap()
            self.edge(edge, base)

    def edge(self, edge: EdgeExplanation, base: str) -> None:
        self.line(0, f"{edge.subject} {edge.edge} {edge.object}", "bold")
        self.line(1, f"rule: {edge.rule}")
        if not edge.holds:
            self.line(1, "The graph does not say so: no asserted fact gives this edge.", "bold")
        for title, facts in (("given by", edge.given_by), ("not given by", edge.not_given_by)):
            if facts:
                self.line(1, f"{title}:")
            for fact in facts:
                self.fact(fact, base, level=2)

    def fact(self, fact: FactView, base: str, level: int = 0) -> None:
        mark = MARKS[fact.status]
        self.line(level, f"{mark}{fact.label}: {summary(fact)} ({shown_iri(fact.iri, base)})", "bold")
        for name, text in _details(fact, base):
            self.line(level + 1, f"{name}: {text}")
        for evidence in fact.evidence:
            place = f"characters {evidence.start} to {evidence.end}"
            self.line(level + 1, f"evidence: {self.sentence(evidence)}")
            self.line(level + 2, f"in {source_text(evidence.source)}, {place}")
            for name, words in (("trigger", evidence.triggers), ("cue of the status", evidence.cues)):
                if words:
                    self.line(level + 2, f"{name}: {_quoted(words)}")


def _details(fact: FactView, base: str) -> Iterator[tuple[str, str]]:
    yield "status", fact.status.lower()
    for argument in fact.arguments:
        iri = f" ({shown_iri(argument.value.iri, base)})" if argument.value.iri else ""
        yield argument.label, f"{argument.value.text}{iri}"
    for claimer in fact.claimed_by:
        yield "claimed by", f"{claimer.text} ({shown_iri(claimer.iri, base)})"
    for place in fact.locations:
        yield "place", f"{place.text} ({shown_iri(place.iri, base)})"
    if when(fact) or fact.date_texts:
        yield "time", " ".join(filter(None, (when(fact), _quoted(fact.date_texts))))
    yield "confidence", f"{fact.confidence:g}"
    yield "found by", ", ".join(fact.rules)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
