"""Cuts SPARQL into tokens, as far as it takes to tell keywords and brackets from text.

A plain tokeniser can be led astray: after `?a`, the text `<?b#>'''` is an IRI and a long string to one, and a
comparison and a comment to another reader. `words` can follow every reading; `tokens` follows the likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def tokens(text: str) -> Iterator[str]:
    """Yield the tokens of `text` in its likeliest reading, white space and comments among them.

    >>> list(tokens('SELECT ?a{?a<p:q>"{"}'))
    ['SELECT', ' ', '?a', '{', '?a', '<p:q>', '"{"', '}']
    """
    start = 0
    while start < len(text):
        end = next(_ends(text, start), start + 1)  # a quotation mark that nothing closes
        yield text[start:end]
        start = end


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
        ends = list(_ends(text, position)) if position < len(text) else []
        for end in ends if every_reading else ends[:1]:
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    for position in sorted(found):
        yield found[position], text.startswith(":", found[position].end())


def _ends(text: str, start: int) -> Iterator[int]:
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
