"""Prints what was looked up: indented lines, each with its sentence, article, date and fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kgbuild.explore.between import Between, Step
from kgbuild.explore.facts import FactView, Value
from kgbuild.explore.lines import Line
from kgbuild.explore.near import Near, Neighbour
from kgbuild.explore.printer import Printer, style_of
from kgbuild.explore.search import Found, SentenceHit
from kgbuild.explore.show import told
from kgbuild.explore.ties import Statuses
from kgbuild.explore.timeline import Timeline
from kgbuild.explore.who import LAST_STATEMENTS, Profile, ProfileLine
from kgbuild.model import Kind
from kgbuild.query.lookup import Candidate
from kgbuild.query.text import shortened, shown, shown_iri
from kgbuild.words import counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

View = Profile | Between | Near | Timeline | Found
"""What a look-up gives."""

_LENGTH = 160
"""How many characters of a sentence a terminal shows."""
_HIT_LENGTH = 320
_NAMES = 6
_DIRECT = 8
"""How many direct ties a terminal shows."""
_LINES = 2
"""How many ways in which two are tied a terminal shows at each step."""
_DASH = " – "


def print_view(view: View, console: Console, base: str) -> None:
    """Print what was looked up; on a terminal, sentences and lists are shortened.

    Args:
        view: What to print.
        console: Where; a terminal or not.
        base: The IRI below which instances live, left out of identifiers.
    """
    printer = _Views(console, base)
    match view:
        case Profile():
            printer.profile(view)
        case Between():
            printer.between(view)
        case Near():
            printer.near(view)
        case Timeline():
            printer.timeline(view)
        case Found():
            printer.found(view)


class _Views(Printer):
    def __init__(self, console: Console, base: str) -> None:
        super().__init__(console)
        self._base = base
        self._seen: set[tuple[str, str]] = set()
        """The stretches of sentences that are there already, with their articles."""

    def profile(self, profile: Profile) -> None:
        entity = profile.entity
        self._head(entity)
        if profile.names:
            self._names(profile.names)
        dates = " to ".join(dict.fromkeys(filter(None, (profile.first[:10], profile.last[:10]))))
        self.line(1, ", ".join(filter(None, (f"in {counted(entity.articles, 'article')}", dates))))
        for section in profile.sections:
            self.gap()
            self.line(0, section.title, "bold")
            for one in section.lines:
                if section.title == LAST_STATEMENTS and self.short:
                    self._statement(one)
                else:
                    self._line(1, one.line, one.time)
            if section.more:
                self._more(1, section.more, f"see kgbuild show {entity.id}")

    def between(self, view: Between) -> None:
        left, right = view.left, view.right
        self.line(0, f"{left.label} ({left.id}){_DASH}{right.label} ({right.id})", "bold")
        through = ", ".join(view.through)
        if view.direct:
            self.gap()
            self.line(0, "Direct ties", "bold")
            for line in view.direct[:_DIRECT] if self.short else view.direct:
                self._line(1, line)
            if self.short and len(view.direct) > _DIRECT:
                self._more(1, len(view.direct) - _DIRECT, "see --format json")
        for number, path in enumerate(view.paths, 1):
            self.gap()
            stops = [path.steps[0].start.text, *(step.end.text for step in path.steps)]
            self.line(0, f"Path {number}: {_DASH.join(stops)}", "bold")
            for step in path.steps:
                self._step(step)
        if view.more:
            self.gap()
            self.line(0, "There are more paths: --limit shows more of them.", "dim")
        if not view.paths and view.steps > 1:
            self.gap()
            tie = "other path" if view.direct else "tie, and no path"
            self.line(0, f"No {tie} of at most {view.steps} steps through {through}.")
        elif not view.direct and not view.paths:
            self.gap()
            self.line(0, "No direct tie.")
        if not view.direct and not view.paths:
            self._other_ways(view)

    def _other_ways(self, view: Between) -> None:
        """Print what else to ask where nothing ties two."""
        if view.otherwise:
            kinds = [s.value for s in Statuses if s not in (view.status, Statuses.ANY)]
            self.line(0, f"There are ties that are {' or '.join(kinds)}: --status any shows them.")
        people = [one for one in (view.left, view.right) if one.kind == Kind.PERSON]
        for person in people[:1]:
            ask = f"kgbuild ask mentioned-together --person {person.id} --min 1"
            self.line(0, f"{ask} tells who is named beside {person.label}.")

    def _step(self, step: Step) -> None:
        self.line(1, f"{step.start.text}{_DASH}{step.end.text}", "italic")
        for line in step.lines[:_LINES] if self.short else step.lines:
            self._line(2, line)
        if self.short and len(step.lines) > _LINES:
            self._more(2, len(step.lines) - _LINES, "see --format json")

    def near(self, view: Near) -> None:
        self._head(view.entity)
        for steps, some in groupby(view.neighbours, key=lambda one: one.steps):
            self.gap()
            self.line(0, counted(steps, "step") + " away", "bold")
            for neighbour in some:
                self._neighbour(neighbour)
        if not view.neighbours:
            self.line(1, f"Nothing of the kind is within {counted(view.steps, 'step')}.")
        elif view.total > len(view.neighbours):
            self.gap()
            self._more(0, view.total - len(view.neighbours), "see --limit")

    def _neighbour(self, one: Neighbour) -> None:
        way = f", through {_DASH.join(value.text for value in one.way)}" if one.way else ""
        times = f", {counted(one.articles, 'article')}" if one.articles > 1 else ""
        self.line(1, f"{one.entity.text} ({one.kind.lower()}, {self._id(one.entity)}{times}){way}", "italic")
        for line in one.lines[:1] if self.short else one.lines:
            self._line(2, line)
        if self.short and len(one.lines) > 1:
            self._more(2, len(one.lines) - 1, "see --format json")

    def timeline(self, view: Timeline) -> None:
        self._head(view.entity)
        for (time, reported), some in groupby(view.entries, key=lambda one: (one.time, one.reported)):
            self.gap()
            self.line(0, f"{'reported ' if reported and time else ''}{time}" if time else "undated", "bold")
            for entry in some:
                self._line(1, entry.line)
        if not view.entries:
            self.line(1, "Nothing is said of it in that time.")
        elif view.more:
            self.gap()
            self._more(0, view.more, "see --limit")

    def found(self, view: Found) -> None:
        if not view.names and not view.sentences:
            self.line(0, f"Nothing has all of: {view.text}")
        if view.names:
            self.line(0, "Names", "bold")
            for hit in view.names:
                articles = counted(hit.articles, "article")
                self.line(1, f"{hit.entity.text} ({hit.kind.lower()}, {self._id(hit.entity)}, {articles})")
            if view.names_total > len(view.names):
                self._more(1, view.names_total - len(view.names), "see --limit")
        if view.sentences:
            if view.names:
                self.gap()
            self.line(0, "Sentences", "bold")
            for sentence in view.sentences:
                self._hit(sentence)
            if view.sentences_total > len(view.sentences):
                self._more(1, view.sentences_total - len(view.sentences), "see --limit")

    def _hit(self, hit: SentenceHit) -> None:
        source = ", ".join(filter(None, (hit.source.article, hit.source.issued)))
        if self.short:
            self.rich(1, _marked(hit))
        else:
            self.line(1, hit.sentence)
        self.line(2, f"[{source}]", "dim")
        for fact in hit.facts:
            self.line(2, f"{told(fact)} ({shown_iri(fact.iri, self._base)})", style_of(fact.status))

    def _head(self, entity: Candidate) -> None:
        self.line(0, f"{entity.label} ({entity.kind.lower()}, {entity.id})", "bold")

    def _names(self, names: Sequence[str]) -> None:
        few = names[:_NAMES] if self.short else names
        rest = f" and {len(names) - len(few)} more" if len(few) < len(names) else ""
        self.line(1, f"also: {'; '.join(few)}{rest}")

    def _line(self, level: int, line: Line, time: str = "") -> None:
        notes = [time, counted(line.articles, "article") if line.articles > 1 else ""]
        told_in = f" ({', '.join(filter(None, notes))})" if any(notes) else ""
        self.line(level, f"{line.text}{told_in}", style_of(line.fact.status))
        self.line(level + 1, self._quoted(line), "dim")

    def _statement(self, one: ProfileLine) -> None:
        """Print a statement by its sentence alone where that, as it is shown, has its words."""
        fact = one.line.fact
        said = shown(fact.named("quote") or fact.named("gist"))
        if said in self.sentence(one.line.evidence, _LENGTH):
            self.line(1, self._quoted(one.line), style_of(fact.status))
        else:
            self._line(1, one.line, one.time)

    def _quoted(self, line: Line) -> str:
        """Return the sentence of `line` with where it stands; a terminal shows the same words once."""
        evidence, source = line.evidence, line.evidence.source
        place = ", ".join(filter(None, (source.article, source.issued, self._fact(line.fact))))
        words = self.sentence(evidence, _LENGTH)  # about the trigger: of one sentence, others may be shown
        again = self.short and (words, source.article) in self._seen
        self._seen.add((words, source.article))
        return f"{'as above' if again else words} [{place}]"

    def _more(self, level: int, number: int, where: str) -> None:
        self.line(level, f"and {number} more: {where}", "dim")

    def _fact(self, fact: FactView) -> str:
        return shown_iri(fact.iri, self._base)

    def _id(self, value: Value) -> str:
        return shown_iri(value.iri, self._base)


def _marked(hit: SentenceHit) -> Text:
    """Return a sentence for a terminal, about its first hit and with the hits in bold."""
    from rich.text import Text

    first = hit.sentence[slice(*hit.hits[0])] if hit.hits else ""
    text = Text(shortened(shown(hit.sentence), shown(first), _HIT_LENGTH))
    for words in {shown(hit.sentence[start:end]) for start, end in hit.hits}:
        text.highlight_regex(rf"(?<!\w){re.escape(words)}(?!\w)", "bold")
    return text
