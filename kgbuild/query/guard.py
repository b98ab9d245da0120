"""Tells what a user's SPARQL is, and refuses what must not run.

Oxigraph fetches whatever `SERVICE <url>` names while it evaluates, and has no switch against it, so the text
is searched before it is run. A plain tokeniser can be led astray: after `?a`, the text `<?b#>'''` is an IRI
and a long string to one reader, a comparison and a comment to another, and SERVICE hides in the difference.
So every reading of the text is followed, and the query is refused if any of them holds one.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from kgbuild.errors import QueryError
from kgbuild.rdf.tokens import words


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

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@lru_cache(maxsize=16)  # who answers asks before the query runs, and again when it does
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


def _refuse(text: str) -> None:
    for word, _ in words(text, every_reading=True):
        for keyword, (message, hint) in _REFUSED.items():
            # Contains, not equals: Oxigraph needs no space around a keyword ("trueSERVICE<...>").
            if keyword.casefold() in word.group().casefold():
                raise QueryError(message, hint)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF else match.group()
