"""Writes values into a query's text, for engines that take none beside it: as VALUES blocks.

One stands at the start of the query, one in each subquery that selects the variable: engines evaluate a
subquery by itself, and would count and group what it gives for all things of the graph before they look at
the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kgbuild.errors import QueryError
from kgbuild.rdf.tokens import tokens
from kgbuild.rdf.vocabulary import PREFIXES, Term

Values = Mapping[str, Term | Sequence[Term]]
"""Values of variables, by name without "?"; of several values of one, each is tried."""

_DEPTH = {"(": 1, "{": 1, ")": -1, "}": -1}


def with_prefixes(sparql: str) -> str:
    """Return the query with the project's prefixes that it uses declared, all on its first line.

    >>> with_prefixes('ASK { ?a a kg:Person }')
    'PREFIX kg: <https://w3id.org/kgbuild/ns#> ASK { ?a a kg:Person }'
    """
    parts = [part for part in tokens(sparql) if not _is_blank(part)]
    used = {name for name, colon in pairwise(parts) if colon.startswith(":") and name in PREFIXES}
    own = {name for keyword, name in pairwise(parts) if keyword.upper() == "PREFIX"}
    declared = (f"PREFIX {name}: <{PREFIXES[name]}> " for name in sorted(used - own))
    return "".join(declared) + sparql


def with_values(sparql: str, bindings: Values) -> str:
    r"""Return the SELECT `sparql` with the values of `bindings` at the start of its outermost group.

    They are repeated in its subqueries that select the variable, but for those with a LIMIT or OFFSET, which
    would cut off others then, and those with an AS for the variable, which allows it no other value.

    Terms are written by Oxigraph's own serialiser, so that no value is taken for SPARQL.

    >>> from pyoxigraph import Literal
    >>> with_values('SELECT ?n { ?x foaf:name ?n }', {'n': Literal('a "b" }')})
    'SELECT ?n { VALUES ?n { "a \\"b\\" }" } ?x foaf:name ?n }'
    >>> with_values('SELECT ?n { ?x foaf:name ?n }', {'n': [Literal('a'), Literal('b')]})
    'SELECT ?n { VALUES ?n { "a" "b" } ?x foaf:name ?n }'
    >>> with_values('SELECT ?n { ?n a ?t { SELECT ?n { ?x foaf:name ?n } } }', {'n': Literal('a')})
    'SELECT ?n { VALUES ?n { "a" } ?n a ?t { SELECT ?n { VALUES ?n { "a" } ?x foaf:name ?n } } }'

    Raises:
        QueryError: It has no outermost group.
    """
    if not bindings:
        return sparql
    parts = list(tokens(sparql))
    start, end = _outermost_group(parts)
    blocks = {name: f" VALUES ?{name} {{ {_terms(bindings[name])} }}" for name in sorted(bindings)}
    values = "".join(blocks.values())
    first = next((word for word in parts[start + 1 : end] if not _is_blank(word)), "")
    for group, names in list(_subqueries(parts, start, end)):
        parts[group] += "".join(block for name, block in blocks.items() if name in names)
    if first.upper() == "SELECT":  # one subquery is no part of a group that others can stand beside
        inner = "".join(parts[start : end + 1])
        return "".join([*parts[:start], f"{{{values} {inner} }}", *parts[end + 1 :]])
    return "".join([*parts[: start + 1], values, *parts[start + 1 :]])


def _terms(value: Term | Sequence[Term]) -> str:
    return " ".join(map(str, value)) if isinstance(value, Sequence) else str(value)


def _outermost_group(parts: list[str]) -> tuple[int, int]:
    """Return where the first group at the top begins and ends, as indices into the tokens `parts`."""
    start = _find("{", parts, 0)
    end = _find("}", parts, start + 1)
    if end == len(parts):
        raise QueryError(
            "the query has no group to take a parameter's value", "Begin its pattern with WHERE {."
        )
    return start, end


def _subqueries(parts: list[str], start: int, end: int) -> Iterator[tuple[int, set[str]]]:
    """Yield where the groups of subqueries begin, and which variables, by name, may have values there."""
    for index in range(start + 1, end):
        if parts[index].upper() != "SELECT":
            continue
        group = _find("{", parts, index)
        if group > end:
            continue  # does not parse, which the engine tells
        close = _find("}", parts, group + 1)
        if {"LIMIT", "OFFSET"} & {part.upper() for part in parts[close : _find("}", parts, close + 1)]}:
            continue
        words = [part for part in parts[group:close] if not _is_blank(part)]
        made = {name[1:] for word, name in pairwise(words) if word.upper() == "AS"}
        yield group, {part[1:] for part in _at_top(parts[index:group]) if part[0] in "?$"} - made


def _find(bracket: str, parts: list[str], start: int) -> int:
    """Return where `bracket` stands from `start` on, in no other brackets; the number of parts if nowhere."""
    depth = 0
    for index in range(start, len(parts)):
        if depth == 0 and parts[index] == bracket:
            return index
        depth += _DEPTH.get(parts[index], 0)
    return len(parts)


def _at_top(parts: list[str]) -> Iterator[str]:
    """Yield the parts that stand in no brackets."""
    depth = 0
    for part in parts:
        depth += _DEPTH.get(part, 0)
        if depth == 0:
            yield part


def _is_blank(part: str) -> bool:
    return part.isspace() or part.startswith("#")
