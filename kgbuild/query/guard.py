"""Tells what a user's SPARQL is, and refuses what must not run.

Oxigraph fetches whatever `SERVICE <url>` names while it evaluates, and has no switch against it, so the text
is searched before it is run. A plain tokeniser can be led astray: after `?a`, the text `<?b#>'''` is an IRI
and a long string to one reader, a comparison and a comment to another, and SERVICE hides in the difference.
So every reading of the text is followed, and the query is refused if any of them holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from kgbuild.errors import QueryError


class QueryKind(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_REFUSED = {
    "SERVICE": (
        "SERVICE would send this query to another machine; kgbuild asks its own graph only",
        "Leave the SERVICE block out. A prefix of that name has to be renamed.",
    ),
    "FROM": (
        "FROM is not available: a query sees all articles of the graph",
        "Use GRAPH <article> { ... } for one article. A prefix of that name has to be renamed.",
    ),
}

_COMMENT = re.compile(r"#[^\r\n]*")
_IRI = re.compile(r"""<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>""")
# After an operand, "<" could be less-than, but no operand starts with "http://".
_SURE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_LONG_STRING = re.compile(r"""("|')\1\1(?:\1{0,2}(?:(?!\1)[^\\]|\\.))*\1{3}""", re.DOTALL)
_STRING = re.compile(r"""("|')(?:(?!\1)[^\\\r\n]|\\.)*\1""")
_VARIABLE = re.compile(r"[?$]\w+")
_BLANK_NODE = re.compile(r"_:\w[\w-]*")
_LOCAL_NAME = re.compile(r":(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)*)?")
_WORD = re.compile(r"\w+")
_STARTS = {"#": _COMMENT, "?": _VARIABLE, "$": _VARIABLE, ":": _LOCAL_NAME}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def query_kind(text: str) -> QueryKind:
    """Return the form of the query `text`, which is then safe to run.

    Raises:
        QueryError: `text` is empty, an update, or has SERVICE or FROM in it, in whatever spelling.
    """
    # SPARQL replaces escapes before it reads, Oxigraph while it reads: both must be harmless.
    for variant in {text, _ESCAPE.sub(_unescaped, text)}:
        _refuse(variant)
    for word, is_prefix in words(text):
        if is_prefix:
            continue
        if word.group().upper() in QueryKind.__members__:
            return QueryKind[word.group().upper()]
        if word.group().upper() in _UPDATES:
            raise QueryError(
                f"{word.group().upper()} would change the graph; a query only reads it",
                "Use kgbuild build and kgbuild remove to change what is in the graph.",
            )
    raise QueryError("this is no SPARQL query", "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE.")


def words(text: str, *, every_reading: bool = False) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the bare words of `text` by position, each with whether it is the end of a prefix.

    Bare words are keywords, functions and prefixes, not what stands in IRIs, variables, local names, strings
    and comments.

    Args:
        text: SPARQL.
        every_reading: Whether to yield also what is a bare word only to some parsers.
    """
    waiting, seen, found = [0], {0}, dict[int, re.Match[str]]()
    while waiting:
        position = waiting.pop()
        if match := _WORD.match(text, position):
            found[position] = match
        ends = list(_token_ends(text, position)) if position < len(text) else []
        for end in ends if every_reading else ends[:1]:
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    for position in sorted(found):
        yield found[position], text.startswith(":", found[position].end())


def _refuse(text: str) -> None:
    for word, _ in words(text, every_reading=True):
        for keyword, (message, hint) in _REFUSED.items():
            # Contains, not equals: Oxigraph needs no space around a keyword ("trueSERVICE<...>").
            if keyword.casefold() in word.group().casefold():
                raise QueryError(message, hint)


def _token_ends(text: str, start: int) -> Iterator[int]:
    """Yield where the token that starts at `start` may end, the likeliest first."""
    character = text[start]
    if character == "<":
        iri = _IRI.match(text, start)
        if iri:
            yield iri.end()
        if not iri or not _SURE_IRI.match(text, start):
            yield start + 1
    elif character in "\"'":
        string = _LONG_STRING.match(text, start) or _STRING.match(text, start)
        if string:
            yield string.end()
    else:
        pattern = _STARTS.get(character, _WORD)
        if character == "_" and _BLANK_NODE.match(text, start):
            pattern = _BLANK_NODE
        match = pattern.match(text, start)
        yield match.end() if match else start + 1


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF else match.group()
