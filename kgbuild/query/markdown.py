"""Tables and text as Markdown, to be pasted into a report; what articles say is data in it, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgbuild.query.text import shown

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"(?:[-+=#!]|(?<!\d)\d+(?=[.)]))")
"""What makes a heading, a list or a rule of a line that starts with it."""


def escaped(text: str) -> str:
    r"""Return `text` on one line, such that Markdown shows it as it is.

    >>> escaped("5 * 3 <b>| done")
    '5 \\* 3 \\<b\\>\\| done'
    """
    line = _ENTITY.sub(r"\&", _MARKUP.sub(r"\\\g<0>", shown(text)))
    block = _BLOCK.match(line)
    if block is None:
        return line
    end = block.end()
    return f"{line[: end - 1]}\\{line[end - 1 :]}" if not block[0].isdigit() else f"{block[0]}\\{line[end:]}"


def quotation(sentence: str, *source: str | None) -> str:
    """Return a sentence in quotation marks with where it stands, escaped.

    >>> quotation("She resigned.", "harbour", "2014-03-03", None)
    '“She resigned.” (harbour, 2014-03-03)'
    """
    place = ", ".join(escaped(part) for part in source if part)
    return f"“{escaped(sentence)}”{f' ({place})' if place else ''}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, raw: Iterable[str] = ()) -> str:
    r"""Return a table, which ends with a line feed.

    >>> print(table(["a", "b"], [["1", "x|y"]]), end="")
    | a | b |
    | --- | --- |
    | 1 | x\|y |

    Args:
        columns: The names of the columns.
        rows: The cells of each row, as plain text.
        raw: The columns whose cells are Markdown already: `quotation`.
    """
    kept = frozenset(raw)
    plain = [name not in kept for name in columns]
    lines = [[escaped(name) for name in columns], ["---"] * len(columns)]
    lines += (
        [escaped(cell) if is_plain else cell for cell, is_plain in zip(row, plain, strict=True)]
        for row in rows
    )
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
