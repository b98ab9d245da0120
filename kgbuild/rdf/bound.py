"""Writes values into a query's text, for engines that take none beside it: as a VALUES block at its start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    Terms are written by Oxigraph's own serialiser, so that no value is taken for SPARQL.

    >>> from pyoxigraph import Literal
    >>> with_values('SELECT ?n { ?x foaf:name ?n }', {'n': Literal('a "b" }')})
    'SELECT ?n { VALUES ?n { "a \\"b\\" }" } ?x foaf:name ?n }'
    >>> with_values('SELECT ?n { ?x foaf:name ?n }', {'n': [Literal('a'), Literal('b')]})
    'SELECT ?n { VALUES ?n { "a" "b" } ?x foaf:name ?n }'

    Raises:
        QueryError: It has no outermost group.
    """
    if not bindings:
        return sparql
    parts = list(tokens(sparql))
    start, end = _outermost_group(parts)
    values = "".join(f" VALUES ?{name} {{ {_terms(bindings[name])} }}" for name in sorted(bindings))
    first = next((word for word in parts[start + 1 : end] if not _is_blank(word)), "")
    if first.upper() == "SELECT":  # one subquery is no part of a group that others can stand beside
        inner = "".join(parts[start : end + 1])
        return "".join([*parts[:start], f"{{{values} {inner} }}", *parts[end + 1 :]])
    return "".join([*parts[: start + 1], values, *parts[start + 1 :]])


def _terms(value: Term | Sequence[Term]) -> str:
    return " ".join(map(str, value)) if isinstance(value, Sequence) else str(value)


def _outermost_group(parts: list[str]) -> tuple[int, int]:
    """Return where the first group at the top begins and ends, as indices into the tokens `parts`."""
    depth, start = 0, -1
    for index, part in enumerate(parts):
        if part == "{" and depth == 0:
            start = index
        depth += _DEPTH.get(part, 0)
        if part == "}" and depth == 0 and start >= 0:
            return start, index
    raise QueryError("the query has no group to take a parameter's value", "Begin its pattern with WHERE {.")


def _is_blank(part: str) -> bool:
    return part.isspace() or part.startswith("#")
