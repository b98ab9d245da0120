"""Says where a query does not parse, with the line and a caret below the place.

Oxigraph gives the end of the longest keyword it tried, up to a dozen characters late; rdflib the start of
what it could not read. So rdflib is asked first, and Oxigraph where rdflib has nothing against the query.
"""

from __future__ import annotations

import re

from kgbuild.errors import QueryError
from kgbuild.rdf.tokens import words
from kgbuild.rdf.vocabulary import PREFIXES

_OXIGRAPH = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
# Among the characters and keywords that Oxigraph expects are reasons in plain words.
_REASON = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_LEFT, _RIGHT = 60, 40
"""How many characters of the line are shown at most before and behind the place."""


def located(sparql: str, error: QueryError) -> QueryError:
    """Return `error`, raised from Oxigraph's SyntaxError, with the place in `sparql` and its line."""
    match = _OXIGRAPH.match(error.__cause__.msg) if isinstance(error.__cause__, SyntaxError) else None
    if match is None:
        return error
    reasons = [part for part in match[3].split(", ") if _REASON.fullmatch(part)]
    offset = _rdflib_offset(sparql)
    if offset is None:  # rdflib looks at prefixes later
        prefix = _unknown_prefix(sparql)
        if prefix:
            name = prefix.group()
            return _error(
                sparql, prefix.start(), f"unknown prefix {name!r}", f"Declare it: PREFIX {name}: <...>"
            )
        offset = _offset(sparql, int(match[1]), int(match[2]))
    reason = f"the query does not parse: {reasons[0]}" if reasons else "the query does not parse"
    return _error(sparql, offset, reason, "Something is wrong there, or missing before it.")


def _error(sparql: str, offset: int, reason: str, hint: str) -> QueryError:
    start = 0
    number = 1
    for line_end in _LINE_END.finditer(sparql, 0, offset):
        start, number = line_end.end(), number + 1
    line = _LINE_END.split(sparql[start:], maxsplit=1)[0].replace("\t", " ")
    column = offset - start
    left, right = max(0, column - _LEFT), column + _RIGHT
    excerpt = f"{'…' if left else ''}{line[left:right]}{'…' if right < len(line) else ''}"
    caret = " " * (column - left + bool(left)) + "^"
    return QueryError(f"{reason}, at line {number}, column {column + 1}:\n  {excerpt}\n  {caret}", hint)


def _unknown_prefix(sparql: str) -> re.Match[str] | None:
    known, previous = set(PREFIXES), ""
    for word, is_prefix in words(sparql):
        if is_prefix and previous.upper() == "PREFIX":
            known.add(word.group())
        elif is_prefix and word.group() not in known:
            return word
        previous = word.group()
    return None


def _rdflib_offset(sparql: str) -> int | None:
    """Return where rdflib stops to understand `sparql`; None where it understands all."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql.replace("\t", " "))  # pyparsing would make each tab several characters
    except ParseException as error:
        return int(error.loc)
    except RecursionError:
        return None
    return None


def _offset(sparql: str, line: int, column: int) -> int:
    """Return the offset of a place that Oxigraph gives; to it, only a line feed ends a line."""
    before = sparql.split("\n")[: line - 1]
    return min(sum(len(text) + 1 for text in before) + column - 1, len(sparql))
