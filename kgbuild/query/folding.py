"""One row for what several sentences state: rows that say the same become one, with all its evidence.

Equal words do not say that two rows mean the same: each article has "inspectors" of its own. So facts that
look alike are compared in the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kgbuild.query.evidence import DATE, FACT, LAST_DATE, MAIN, MORE, is_foldable
from kgbuild.query.solutions import Binding, Solutions
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import term

Row = dict[str, Binding]
Claims = Callable[[Sequence[str]], Mapping[str, object]]
"""Tells what facts, given by their IRIs, claim: of two that claim the same, the same."""

_AT_ONCE = 500
# Their IRIs come from the graph, never from a user.
_CLAIMS = """
SELECT ?fact ?property ?value WHERE {
  VALUES ?fact { %s }
  ?fact ?property ?value .
  FILTER(?property NOT IN (kg:evidence, kg:confidence, kg:extractor, kg:dateText))
}
"""
_UNDATED = "~"
"""Behind every date."""


def claims_in(graph: Graph) -> Claims:
    """Return what tells of facts of `graph` what they claim: type, arguments, status, claimer, dates."""

    def claims(facts: Sequence[str]) -> Mapping[str, object]:
        said: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for start in range(0, len(facts), _AT_ONCE):
            named = " ".join(f"<{fact}>" for fact in facts[start : start + _AT_ONCE])
            for fact, name, value in rows(graph, _CLAIMS % named):
                said[fact.value].add((name.value, str(value)))
        return {fact: frozenset(claim) for fact, claim in said.items()}

    return claims


def folded(solutions: Solutions, claims: Claims, limit: int | None = None) -> Solutions:
    """Return `solutions` with one row for each claim: the first by date, where it stands.

    Rows are one if they are equal but for their evidence, and if their facts are one or claim the same. Two
    columns are added: `more`, how many further sentences state it, and `lastDate`, the date of the last
    article that does; `evidence` holds all. An answer without sentences or facts stays as it is.

    Args:
        solutions: All rows of an answer.
        claims: See `claims_in`.
        limit: How many rows to keep at most; None for all.
    """
    if not is_foldable(solutions.columns):
        return _first(solutions, limit)
    groups = list(_groups(solutions, claims))
    firsts = {id(group[0]): group for group in groups}
    kept = [firsts[id(row)] for row in solutions.rows if id(row) in firsts]
    names = [name for name in MAIN.columns if name in solutions.columns]
    return _first(
        Solutions(
            (*solutions.columns, MORE, LAST_DATE),
            [{**group[0], **_told(group)} for group in kept],
            solutions.whole,
            [[{name: row[name] for name in names if name in row} for row in group] for group in kept],
        ),
        limit,
    )


def _first(solutions: Solutions, limit: int | None) -> Solutions:
    if limit is None or len(solutions.rows) <= limit:
        return solutions
    evidence = None if solutions.evidence is None else solutions.evidence[:limit]
    return Solutions(solutions.columns, solutions.rows[:limit], False, evidence)


def _groups(solutions: Solutions, claims: Claims) -> Iterable[list[Row]]:
    """Yield the rows that say the same together, each group by date."""
    alike: defaultdict[str, list[Row]] = defaultdict(list)
    names = [name for name in solutions.columns if name not in MAIN.columns]
    for row in solutions.rows:
        alike[repr([row.get(name) for name in names])].append(row)
    doubtful = {fact for group in alike.values() for fact in _facts(group)}
    claimed = claims(sorted(doubtful)) if doubtful else {}
    for group in alike.values():
        same: defaultdict[object, list[Row]] = defaultdict(list)
        for row in group:
            fact = row[FACT]["value"] if FACT in row else ""
            same[claimed.get(fact, fact or id(row))].append(row)  # what is no fact's stays by itself
        for one in same.values():
            yield sorted(one, key=_date)


def _facts(group: Sequence[Row]) -> set[str]:
    """Return the facts of rows that look alike; none if they are one."""
    facts = {row[FACT]["value"] for row in group if FACT in row}
    return facts if len(facts) > 1 else set()


def _told(group: Sequence[Row]) -> Row:
    """Return the columns that tell of the rows behind the first."""
    integer = term("xsd:integer").value
    told: Row = {MORE: {"type": "literal", "value": str(len(group) - 1), "datatype": integer}}
    dates = [row[DATE] for row in group if DATE in row]
    return {**told, LAST_DATE: dates[-1]} if dates else told


def _date(row: Row) -> str:
    return str(row[DATE]["value"]) if DATE in row else _UNDATED
