"""Prints indented lines: on a terminal shortened and wrapped, elsewhere whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgbuild.explore.facts import Evidence, Source
from kgbuild.query.text import shortened, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SENTENCE = 240
"""How many characters of a sentence a terminal shows."""


class Printer:
    """Prints indented lines.

    Args:
        console: Where; a terminal or not.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self.short = console.is_terminal

    def line(self, level: int, text: str, style: str = "") -> None:
        """Print `text` indented by `level`, and what a terminal wraps of it too."""
        clean = shown(text)
        if self.short:
            from rich.text import Text

            self.rich(level, Text(clean, style))
        else:
            self._console.file.write(f"{'  ' * level}{clean}\n")

    def rich(self, level: int, text: Text) -> None:
        """Print `text`, clean already, indented by `level`."""
        from rich.padding import Padding

        self._console.print(Padding(text, (0, 0, 0, 2 * level)))

    def gap(self) -> None:
        """Print an empty line."""
        self._console.print()

    def listed(self, level: int, texts: Sequence[str], most: int) -> None:
        """Print `texts`; a terminal shows `most` of them and says how many are left out."""
        shown_texts = texts[:most] if self.short else texts
        for text in shown_texts:
            self.line(level, text, "dim")
        if len(shown_texts) < len(texts):
            self.line(level, f"and {len(texts) - len(shown_texts)} more: see --format json", "dim")

    def cited(self, evidence: Evidence, fact: str) -> str:
        """Return a sentence with its source and the identifier of the fact that it states."""
        return f"{self.sentence(evidence)} [{source_text(evidence.source)}, {fact}]"

    def sentence(self, evidence: Evidence, length: int = SENTENCE) -> str:
        """Return a sentence, for a terminal about its trigger and of at most `length` characters."""
        sentence = shown(evidence.sentence)
        if not self.short:
            return sentence
        return shortened(sentence, shown(evidence.triggers[0]) if evidence.triggers else "", length)


def source_text(source: Source) -> str:
    """Return what an article is called, and its date."""
    return ", ".join(filter(None, (source.title, source.article, source.issued)))


def style_of(status: str) -> str:
    """Return the style of what has a status: what is not asserted stands out."""
    return "" if status == "Asserted" else "yellow"
