"""Tables for notebooks; what articles say is text in them, never markup."""

from __future__ import annotations

import html
from collections.abc import Sequence

from kgbuild.query.text import shown

SHOWN = 100
"""How many rows a notebook shows."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> str:
    """Return a table as HTML: of many rows the first ones, and how many there are.

    >>> table(["a"], [["<b>"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td dir="auto">&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{_text(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:SHOWN])
    caption = f"<caption>{_text(title)}</caption>" if title else ""
    more = f"<p>The first {SHOWN} of {len(rows)} rows.</p>" if len(rows) > SHOWN else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(text: str) -> str:
    return f'<td dir="auto">{_text(text)}</td>'


def _text(text: str) -> str:
    return html.escape(shown(text))
