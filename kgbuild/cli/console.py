"""Printing: results to stdout, messages to stderr, styles only on a terminal and not against NO_COLOR."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from kgbuild.model import Finding, Level

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan", "hint": "green"}
PIPE_WIDTH = 200
"""The width of lines that no terminal limits."""
SHOWN_OF_A_KIND = 20
"""How many findings of one kind are printed before the rest is only counted."""


def write(text: str) -> None:
    """Print a result, without control characters that text from articles could bring to a terminal."""
    sys.stdout.write(_clean(text) if text.endswith("\n") else _clean(text) + "\n")


def show(renderable: RenderableType) -> None:
    """Print a table or a text of rich to stdout."""
    stdout().print(renderable)


def stdout() -> Console:
    """Return the console of rich for results."""
    return _console(stderr=False)


def error(message: str, hint: str = "") -> None:
    """Print an error, and on a line of its own what to do next."""
    tell("error", message)
    if hint:
        tell("hint", hint)


def findings(found: Iterable[Finding]) -> None:
    """Print findings, of each kind the first ones and the number of the others."""
    by_kind: defaultdict[tuple[Level, str], list[Finding]] = defaultdict(list)
    for finding in found:
        by_kind[finding.level, finding.code].append(finding)
    for (level, code), same in by_kind.items():
        for finding in same[:SHOWN_OF_A_KIND]:
            tell(level.value, f"{finding.subject}: {finding.message} [{code}]")
        if more := same[SHOWN_OF_A_KIND:]:
            tell(level.value, f"{len(more)} more of this kind; --format json lists all [{code}]")


def tell(kind: str, message: str) -> None:
    """Print a message of a kind ("error", "warning", "info", "hint") to stderr."""
    from rich.text import Text

    line = Text.assemble((f"{kind}:", STYLES[kind]), " ", _clean(message))
    _console(stderr=True).print(line, soft_wrap=True)


def _console(stderr: bool) -> Console:
    from rich.console import Console  # rich costs time that --help does not need

    # To rich, NO_COLOR leaves bold and dim; who sets it may as well want no escape codes at all.
    system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False, color_system=system)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPE_WIDTH
    return console


def _clean(text: str) -> str:
    """Return `text` with its control characters written out, but for line ends and tabs."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else _escape(c) for c in text)


def _escape(character: str) -> str:
    # Joiners and marks of direction belong to names in many scripts; overrides of direction do not.
    harmless = "\u00ad\u200c\u200d\u200e\u200f\u2009\u202f\u00a0"
    return character if character in harmless else repr(character)[1:-1]
