"""What was looked up as one table: for CSV, and for Markdown in a report."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kgbuild.explore.between import Between
from kgbuild.explore.lines import Line, line
from kgbuild.explore.near import Near
from kgbuild.explore.present import View
from kgbuild.explore.search import Found
from kgbuild.explore.show import EntityPage
from kgbuild.explore.timeline import Timeline
from kgbuild.explore.who import Profile
from kgbuild.query.markdown import escaped
from kgbuild.query.tables import to_markdown
from kgbuild.query.text import shown_iri

Row = tuple[str, ...]
_EVIDENCE = ("sentence", "article", "date", "fact")
_SAID = ("says", "articles", *_EVIDENCE)
_DASH = " – "


@dataclass(frozen=True, slots=True)
class Table:
    """Text in rows; the last columns are always sentence, article, date and fact."""

    title: str
    columns: Row
    rows: tuple[Row, ...]

    def to_csv(self) -> str:
        """Return it as CSV."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.columns, *self.rows])
        return text.getvalue()

    def to_markdown(self) -> str:
        """Return it as Markdown, with its title and its evidence as quotations."""
        return f"## {escaped(self.title)}\n\n{to_markdown(self.columns, self.rows)}"


def table_of(view: View | EntityPage, base: str) -> Table:
    """Return what was looked up as a table.

    Args:
        view: What was looked up.
        base: The IRI below which instances live, left out of identifiers.
    """

    def short(iri: str) -> str:
        return shown_iri(iri, base)

    match view:
        case EntityPage():
            columns: Row = ("part", "type", *_SAID)
            return Table(f"{view.label} ({view.kind.lower()})", columns, tuple(_page(view, short)))
        case Profile(entity=entity):
            columns = ("part", "time", *_SAID)
            return Table(f"{entity.label} ({entity.kind.lower()})", columns, tuple(_profile(view, short)))
        case Between(left=left, right=right):
            columns = ("path", "step", "from", "to", *_SAID)
            return Table(f"{left.label}{_DASH}{right.label}", columns, tuple(_between(view, short)))
        case Near(entity=entity):
            columns = ("steps", "name", "kind", "id", "through", *_SAID)
            return Table(f"Near {entity.label}", columns, tuple(_near(view, short)))
        case Timeline(entity=entity):
            columns = ("time", "precision", "reported", *_SAID)
            return Table(entity.label, columns, tuple(_timeline(view, short)))
        case Found():
            columns = ("name", "kind", "id", "articles", *_EVIDENCE)
            return Table(view.text, columns, tuple(_found(view, short)))


_Short = Callable[[str], str]


def _said(said: Line, short: _Short) -> Row:
    source = said.evidence.source
    evidence = (said.evidence.sentence, source.article, source.issued, short(said.fact.iri))
    return said.text, str(said.articles), *evidence


def _page(view: EntityPage, short: _Short) -> Iterator[Row]:
    for section in view.sections:
        for group in section.groups:
            for one in group.lines:
                yield section.title, group.title, *_said(line(one.text, one.facts), short)


def _profile(view: Profile, short: _Short) -> Iterator[Row]:
    for section in view.sections:
        for one in section.lines:
            yield section.title, one.time, *_said(one.line, short)


def _between(view: Between, short: _Short) -> Iterator[Row]:
    for tie in view.direct:
        yield "", "", view.left.label, view.right.label, *_said(tie, short)
    for number, path in enumerate(view.paths, 1):
        for place, step in enumerate(path.steps, 1):
            for tie in step.lines:
                yield str(number), str(place), step.start.text, step.end.text, *_said(tie, short)


def _near(view: Near, short: _Short) -> Iterator[Row]:
    for one in view.neighbours:
        way = _DASH.join(value.text for value in one.way)
        for tie in one.lines:
            yield str(one.steps), one.entity.text, one.kind, short(one.entity.iri), way, *_said(tie, short)


def _timeline(view: Timeline, short: _Short) -> Iterator[Row]:
    for entry in view.entries:
        yield entry.time, entry.precision, "yes" if entry.reported else "", *_said(entry.line, short)


def _found(view: Found, short: _Short) -> Iterator[Row]:
    for name in view.names:
        yield name.entity.text, name.kind, short(name.entity.iri), str(name.articles), "", "", "", ""
    for hit in view.sentences:
        facts = " ".join(short(fact.iri) for fact in hit.facts)
        yield "", "", "", "", hit.sentence, hit.source.article, hit.source.issued, facts
