"""What is said of something, in the order of when it was true; else of when it was reported."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from kgbuild.explore.facts import FactReader, FactView
from kgbuild.explore.lines import Line, line
from kgbuild.explore.show import told
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What one or more articles say of one time.

    Attributes:
        time: When, as it is known: "2013-10-03", "2013-05", "2009 to 2011", "until 2014-03-01".
        precision: "day", "month", "year" or "range"; empty where nothing is known.
        reported: Whether this is only when it was reported, not when it was true.
        earliest: The first day it may mean, `YYYY-MM-DD`; empty where there is none.
        latest: The last day; empty where there is none.
        line: What is said.
    """

    time: str
    precision: str
    reported: bool
    earliest: str
    latest: str
    line: Line


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is said of something, by time.

    Attributes:
        entity: What it is about.
        entries: By time; what has neither date nor article's date comes last.
        total: How many there are without `since`, `until` and `limit`.
        more: How many of those that fit `limit` leaves out.
    """

    entity: Candidate
    entries: tuple[Entry, ...]
    total: int
    more: int


def timeline(
    graph: Graph,
    ontology: Ontology,
    entity: Candidate,
    *,
    since: str = "",
    until: str = "",
    limit: int | None = None,
) -> Timeline:
    """Return all that is said of `entity`, by time.

    Args:
        graph: The graph.
        ontology: What terms are called.
        entity: What it is about, found by `lookup.Names.resolve`.
        since: The first day of the time asked for, `YYYY-MM-DD`; empty for no bound. What has no known end
            is taken to last until it was last reported.
        until: The last day.
        limit: How many entries to give at most.
    """
    same: dict[tuple[str, str, bool, str], list[FactView]] = defaultdict(list)
    for fact in FactReader(graph, ontology).about(NamedNode(entity.iri)):
        same[*_time(fact), told(fact, entity.iri, dated=False)].append(fact)
    every = sorted(
        (_entry(*key, facts) for key, facts in same.items()),
        key=lambda e: (e.earliest or e.latest or "9", e.latest or "9", e.reported, e.line.text),
    )
    fitting = [entry for entry in every if _within(entry, since, until)]
    entries = tuple(fitting[:limit])
    return Timeline(entity, entries, len(every), len(fitting) - len(entries))


def _time(fact: FactView) -> tuple[str, str, bool]:
    """Return the bounds of when `fact` was true, or else the day of its first report, and which it is."""
    if fact.earliest or fact.latest:
        return fact.earliest, fact.latest, False
    issued = min((e.source.issued for e in fact.evidence if e.source.issued), default="")[:10]
    return issued, issued, True


def _entry(earliest: str, latest: str, reported: bool, text: str, facts: list[FactView]) -> Entry:
    time, precision = bounds(earliest, latest)
    return Entry(time, precision, reported, earliest, latest, line(text, facts))


def _within(entry: Entry, since: str, until: str) -> bool:
    """Whether the time of `entry` may touch the time asked for; without any, only if none is asked for.

    What has no known end is taken to last until it was last reported.
    """
    if not (entry.earliest or entry.latest):
        return not (since or until)
    seen = max(one.source.issued[:10] for fact in entry.line.facts for one in fact.evidence)
    latest = entry.latest or max(entry.earliest, seen)
    return (not since or latest >= since) and (not until or entry.earliest <= until)


def bounds(earliest: str, latest: str) -> tuple[str, str]:
    """Return a time as exactly as it is known, and how exactly that is.

    >>> bounds("2013-05-01", "2013-05-31")
    ('2013-05', 'month')
    >>> bounds("2009-01-01", "2011-12-31")
    ('2009 to 2011', 'range')
    """
    if not (earliest and latest):
        bound = f"from {earliest}" if earliest else f"until {latest}"
        return (bound, "range") if earliest or latest else ("", "")
    if earliest == latest:
        return earliest, "day"
    try:
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    except ValueError:
        return f"{earliest} to {latest}", "range"
    full_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if full_months and first.month == 1 and last.month == _LAST_MONTH:
        years = f"{first.year:04}", f"{last.year:04}"
        return (years[0], "year") if years[0] == years[1] else (" to ".join(years), "range")
    if full_months:
        months = earliest[:7], latest[:7]
        return (months[0], "month") if months[0] == months[1] else (" to ".join(months), "range")
    return f"{earliest} to {latest}", "range"
