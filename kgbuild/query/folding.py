"""One row for what several sentences state: rows that say the same become one, with all its evidence.

Equal words do not say that two rows mean the same: each article has "inspectors" of its own. So facts that
look alike are compared in the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from kgbuild.query.evidence import DATE, FACT, LAST_DATE, MAIN, MORE, is_foldable
from kgbuild.query.solutions import Binding, Solutions
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import texts
from kgbuild.rdf.vocabulary import Term, term

Row = dict[str, Binding]
Claims = Callable[[Sequence[str]], Mapping[str, object]]
"""Tells what facts, given by their IRIs, claim: of two that claim the same, the same."""

Gather = Callable[[Solutions], Solutions]


class Each(Enum):
    """What has a row of its own in an answer."""

    SOLUTION = "solution"
    """What SPARQL gives, equal ones too."""
    SENTENCE = "sentence"
    """Each different solution, so each sentence that states something."""
    CLAIM = "claim"
    """What is stated, by however many sentences."""


_AT_ONCE = 500
# The IRIs come from the graph, never from a user. What tells nothing of a claim is left out: each row costs.
_CLAIMS = """
SELECT ?fact ?property ?value WHERE {
  VALUES ?fact { %s }
  GRAPH ?graph { ?fact ?property ?value }
  FILTER(?property NOT IN (kg:evidence, kg:confidence, kg:extractor, kg:dateText))
  FILTER(?value NOT IN (kg:Fact, kg:State, kg:Event))
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
            for fact, name, value in texts(graph, _CLAIMS % named):
                said[fact[1:-1]].add((name, value))
        return {fact: frozenset(claim) for fact, claim in said.items()}

    return claims


def gathering(graph: Graph, each: Each, picks: Mapping[str, Term] | None = None) -> Gather | None:
    """Return what keeps the rows with the values `picks` and makes one of those that say the same.

    None where each solution has its row.
    """
    gather = _gathering(graph, each)
    if not picks:
        return gather

    def of_picked(solutions: Solutions) -> Solutions:
        kept = solutions.where(picks)
        return gather(kept) if gather else kept

    return of_picked


def _gathering(graph: Graph, each: Each) -> Gather | None:
    if each is Each.SOLUTION:
        return None
    if each is Each.SENTENCE:
        return distinct
    claims = claims_in(graph)
    return lambda solutions: folded(solutions, claims)


def distinct(solutions: Solutions) -> Solutions:
    """Return `solutions` without rows that say nothing new."""
    return replace(solutions, rows=_distinct(solutions.rows, solutions.columns))


def folded(solutions: Solutions, claims: Claims) -> Solutions:
    """Return `solutions` with one row for each claim: the first by date, where it stands.

    Rows are one if they are equal but for their evidence, and if their facts are one or claim the same. Two
    columns are added: `more`, how many further sentences state it, and `lastDate`, the date of the last
    article that does; `evidence` holds all. An answer without sentences or facts stays as it is, but for rows
    that are equal.

    Args:
        solutions: All rows of an answer.
        claims: See `claims_in`.
    """
    if not is_foldable(solutions.columns):
        return distinct(solutions)
    firsts = {id(group[0]): group for group in _groups(solutions, claims)}
    kept = [firsts[id(row)] for row in solutions.rows if id(row) in firsts]
    names = [name for name in MAIN.columns if name in solutions.columns]
    return Solutions(
        (*solutions.columns, MORE, LAST_DATE),
        [{**group[0], **_told(group)} for group in kept],
        solutions.whole,
        [[{name: row[name] for name in names if name in row} for row in group] for group in kept],
    )


def _groups(solutions: Solutions, claims: Claims) -> Iterable[list[Row]]:
    """Yield the rows that say the same together, each group by date."""
    names = [name for name in solutions.columns if name not in MAIN.columns]
    alike: defaultdict[str, list[Row]] = defaultdict(list)
    for row in solutions.rows:
        alike[_key(row, names)].append(row)
    groups = [_distinct(group, MAIN.columns) if len(group) > 1 else group for group in alike.values()]
    doubtful = {fact for group in groups for fact in _facts(group)}
    claimed = claims(sorted(doubtful)) if doubtful else {}
    for group in groups:
        same: defaultdict[object, list[Row]] = defaultdict(list)
        for row in group:
            fact = row[FACT]["value"] if FACT in row else ""
            same[claimed.get(fact, fact or id(row))].append(row)  # what is no fact's stays by itself
        for one in same.values():
            yield sorted(one, key=_date)


def _distinct(rows: Iterable[Row], names: Collection[str]) -> list[Row]:
    """Return the first of `rows` that are equal in the columns `names`."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(_key(row, names), row)
    return list(found.values())


def _key(row: Row, names: Iterable[str]) -> str:
    return repr([row.get(name) for name in names])


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
