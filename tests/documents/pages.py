"""Pages whose body is marked: what the margin of tests/documents/pages/*.page says of each line.

The margin is the first two columns: "H " a heading, "P " a paragraph, "I " an item, "- " page furniture; two
spaces go on with the block above. Where a block does not begin with its line, "⟦" says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgbuild.model import BlockKind

FOLDER = Path(__file__).parent / "pages"
_KINDS = {"H": BlockKind.HEADING, "P": BlockKind.PARAGRAPH, "I": BlockKind.ITEM}


@dataclass(frozen=True)
class Page:
    """A page's text and the blocks, kind and words, that are its article."""

    text: str
    body: list[tuple[str, str]]


def load_page(name: str) -> Page:
    """Return the page in the file `name`.page, its margin taken off."""
    text: list[str] = []
    body: list[tuple[str, str]] = []
    for line in (FOLDER / f"{name}.page").read_text(encoding="utf-8").splitlines():
        mark, words = line[:1], line[2:]
        text.append(words.replace("⟦", ""))
        block = words.rpartition("⟦")[2].strip()
        if mark in _KINDS:
            body.append((_KINDS[mark].value, block))
        elif mark == " " and block:
            kind, begun = body[-1]
            body[-1] = (kind, f"{begun}\n{words.rstrip()}")
    return Page("\n".join(text) + "\n", body)


def names() -> list[str]:
    """Return the names of all marked pages, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.page"))
