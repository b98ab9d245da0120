"""Every link in the Markdown files leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def markdown_files() -> list[str]:
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
    files = [*ROOT.glob("*.md"), *(file for folder in folders for file in folder.rglob("*.md"))]
    ours = (file.relative_to(ROOT) for file in files if "node_modules" not in file.parts)
    return sorted(name for file in ours if not (name := file.as_posix()).startswith("data/articles/"))


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings of `text`, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", markdown_files())
def test_links_lead_to_files_and_headings(name: str) -> None:
    file = ROOT / name
    text = FENCE.sub("", file.read_text(encoding="utf-8"))
    broken = []
    for match in LINK.finditer(text):
        target, _, anchor = match["target"].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        leads_to = file.parent / target if target else file
        if not leads_to.exists() or (
            anchor
            and leads_to.suffix == ".md"
            and anchor not in anchors(leads_to.read_text(encoding="utf-8"))
        ):
            broken.append(match["target"])
    assert not broken


def test_the_check_sees_a_broken_link() -> None:
    assert LINK.search("see [the map](NOWHERE.md#gone)")
    assert anchors("## Where things go\n```\n# not a heading\n```\n") == {"where-things-go"}
