"""A plot of criticism as it is stated: how much there was when, of whom, or by whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from kgbuild.errors import ExportError
from kgbuild.explore.facts import FactReader, FactView, Part, Source, Value
from kgbuild.export.palette import palette
from kgbuild.model import Kind
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import local_name
from kgbuild.report.plot import Plot, drawing, finished, key, label
from kgbuild.words import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_TIMES, MOST_NAMES = 60, 25
"""How many bars a picture has at most, of times and of names."""
_CRITICISM = "SELECT ?fact ?status WHERE { ?fact a kg:Criticism ; kg:status ?status }"
_KINDS = "SELECT ?entity ?kind WHERE { ?entity a ?kind ; skos:prefLabel ?label }"
_HEIGHT, _BAR, _AXIS = 3.2, 0.28, 0.3
_NAME = 60
_LENGTHS = {"year": 4, "month": 7}
_MONTHS = 12
_FLAT, _FEWEST = 20, 6
"""From how many columns on their names stand upright, and for how many there is room at least."""

Bar = tuple[str, Counter[str]]
"""What a bar stands for, and how many facts of each kind it counts."""


class By(StrEnum):
    """What the bars stand for."""

    YEAR = "year"
    MONTH = "month"
    TARGET = "target"
    CRITIC = "critic"


def criticism_plot(
    graph: Graph,
    ontology: Ontology,
    by: By = By.YEAR,
    *,
    entity: Candidate | None = None,
    since: str = "",
    until: str = "",
) -> Plot:
    """Return a picture of how often somebody was criticised: by time, or by who it was.

    A fact counts at the time that the text gives, where that is as exact as a bar, or else at that of the
    first article that tells of it. The colours are those of the kinds of what is criticised, or of critics.

    Args:
        graph: The graph.
        ontology: What terms are called.
        by: What the bars stand for.
        entity: Who is criticised, found by `lookup.Names.resolve`; None for all.
        since: The first day that counts, `YYYY-MM-DD`; empty for no bound.
        until: The last day.

    Raises:
        ExportError: No article tells of any, or there are too many bars for a picture.
    """
    of = f" of {entity.label}" if entity else ""
    facts = [fact for fact in _criticism(graph, ontology, entity) if _within(fact, since, until)]
    kinds = {e.value: name for e, k in rows(graph, _KINDS) if (name := local_name(k.value)) in set(Kind)}
    counts: dict[Value, Counter[str]] = defaultdict(Counter)
    counting = []
    for fact in facts:
        bars_of = _bars_of(fact, by)
        counting += [fact] * bool(bars_of)
        for bar, iri in bars_of.items():
            counts[bar][kinds.get(iri, "")] += 1
    if not counts:
        raise ExportError(
            f"no article tells of criticism{of} that could be counted", "See kgbuild ask who-criticised."
        )
    bars, notes = _over_time(counts, by) if by in _LENGTHS else _foremost(counts)
    left_out = len(facts) - len(counting)
    notes.append(f"Left out: {counted(left_out, 'criticism')} {_WITHOUT[by]}." if left_out else "")
    sources = [evidence.source for fact in counting for evidence in fact.evidence]
    return _draw(f"Criticism{of} by {by}", bars, by, notes, sources)


_WITHOUT = {
    By.YEAR: "without a date",
    By.MONTH: "without a date",
    By.TARGET: "of nobody named",
    By.CRITIC: "by nobody named",
}


def _criticism(graph: Graph, ontology: Ontology, entity: Candidate | None) -> list[FactView]:
    stated = [fact for fact, status in rows(graph, _CRITICISM) if local_name(status.value) == "Asserted"]
    facts = FactReader(graph, ontology).read_all(sorted(stated, key=str))
    if entity is None:
        return facts
    return [fact for fact in facts if entity.iri in (value.iri for value in fact.of_part(Part.OBJECT))]


def _within(fact: FactView, since: str, until: str) -> bool:
    """Whether `fact` may have happened, or else was first reported, in the time asked for."""
    issued = min((e.source.issued for e in fact.evidence if e.source.issued), default="")[:10]
    first, last = fact.earliest or fact.latest or issued, fact.latest or fact.earliest or issued
    return (not since or last >= since) and (not until or "" != first <= until)


def _bars_of(fact: FactView, by: By) -> dict[Value, str]:
    """Return the bars at which `fact` counts, each with the IRI of what gives it its colour."""
    if by in _LENGTHS:
        target = next((value.iri for value in fact.of_part(Part.OBJECT)), "")
        return {Value(time, ""): target} if (time := _time(fact, _LENGTHS[by])) else {}
    return {value: value.iri for value in fact.of_part(Part.OBJECT if by is By.TARGET else Part.SUBJECT)}


def _time(fact: FactView, length: int) -> str:
    """Return the year or month of `fact`, of `length` characters; empty where none is known."""
    if fact.earliest[:length] == fact.latest[:length] != "":
        return fact.earliest[:length]
    issued = min((e.source.issued for e in fact.evidence if e.source.issued), default="")[:length]
    return issued if len(issued) == length else ""


def _over_time(counts: Mapping[Value, Counter[str]], by: By) -> tuple[list[Bar], list[str]]:
    """Return a bar for each year or month from the first to the last."""
    known = {bar.text: numbers for bar, numbers in counts.items()}
    first, last = min(known), max(known)
    if by is By.YEAR:
        times = [f"{year:04}" for year in range(int(first), int(last) + 1)]
    else:
        months = range(_month(first), _month(last) + 1)
        times = [f"{month // _MONTHS:04}-{month % _MONTHS + 1:02}" for month in months]
    if len(times) > MOST_TIMES:
        hint = "Take a shorter time (--since, --until), "
        hint += "or years: --by year." if by is By.MONTH else "or names: --by target, --by critic."
        raise ExportError(f"{counted(len(times), by)} are too many for a picture: it has {MOST_TIMES}", hint)
    return [(time, known.get(time, Counter())) for time in times], []


def _month(text: str) -> int:
    return int(text[:4]) * _MONTHS + int(text[5:]) - 1


def _foremost(counts: Mapping[Value, Counter[str]]) -> tuple[list[Bar], list[str]]:
    """Return the longest bars, and say how many there are besides; two things of one name are two bars."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    bars = [(bar.text, numbers) for bar, numbers in ranked]
    more = len(bars) - MOST_NAMES
    return bars[:MOST_NAMES], [f"The {MOST_NAMES} longest of {len(bars)} bars."] if more > 0 else []


def _draw(title: str, bars: Sequence[Bar], by: By, notes: Iterable[str], sources: Iterable[Source]) -> Plot:
    height = _HEIGHT if by in _LENGTHS else _AXIS + _BAR * len(bars)
    kinds = [kind for kind in (*Kind, "") if any(counts[kind] for _, counts in bars)]
    with drawing(height) as figure:
        axes = figure.subplots()
        (_columns if by in _LENGTHS else _lines)(axes, bars, kinds)
        return finished(figure, title, notes, sources, _keys(kinds, by))


def _stacked(bars: Sequence[Bar], kinds: Sequence[str]) -> Iterator[tuple[list[int], list[int], str]]:
    """Yield for each kind how much of each bar it is, what stands before it there, and its colour."""
    before = [0] * len(bars)
    for kind in kinds:
        numbers = [counts[kind] for _, counts in bars]
        yield numbers, before, palette().of_kind(kind)
        before = [one + more for one, more in zip(before, numbers, strict=True)]


def _columns(axes: Axes, bars: Sequence[Bar], kinds: Sequence[str]) -> None:
    for numbers, below, colour in _stacked(bars, kinds):
        drawn = axes.bar(range(len(bars)), numbers, bottom=below, color=colour)
    axes.bar_label(drawn, [str(counts.total() or "") for _, counts in bars], padding=2)
    axes.set_xticks(range(len(bars)), [time for time, _ in bars], rotation=90 if len(bars) > _FLAT else 0)
    axes.set_yticks([])
    axes.set_xlim(-0.6, max(len(bars), _FEWEST) - 0.4)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)


def _lines(axes: Axes, bars: Sequence[Bar], kinds: Sequence[str]) -> None:
    for numbers, before, colour in _stacked(bars, kinds):
        drawn = axes.barh(range(len(bars)), numbers, left=before, color=colour)
    axes.bar_label(drawn, [str(counts.total()) for _, counts in bars], padding=3)
    axes.set_yticks(range(len(bars)), [label(name, _NAME) for name, _ in bars])
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _keys(kinds: Iterable[str], by: By) -> list[Line2D]:
    whose = "critic" if by is By.CRITIC else "criticised"
    return [
        key(f"{whose}: {kind.lower() or 'not told'}", palette().of_kind(kind), marker="s") for kind in kinds
    ]
