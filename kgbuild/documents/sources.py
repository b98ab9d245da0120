"""Find the files that a user's words mean: a file, a folder with all below it, a glob, or "-" for stdin."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgbuild.model import Finding, Level

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".docx": "word",
}
"""The format of each file ending that is read."""

_READABLE = "kgbuild reads .txt, .md, .html, .jsonl, .pdf and .docx"


@dataclass(frozen=True, slots=True, order=True)
class Locator:
    """Where a source is: a file, or standard input where `path` is None."""

    path: Path | None

    def __str__(self) -> str:
        return _printable(self.path) if self.path else "-"


def _printable(path: Path) -> str:
    """Return the path in characters that UTF-8 can hold: a file name may have others."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def discover(sources: Sequence[str]) -> tuple[list[Locator], list[Finding]]:
    """Return the files that `sources` mean, each once, sorted by name, and what is wrong with them.

    Args:
        sources: Files, folders (searched with all folders below; hidden ones and files of other types are
            left out), globs, and "-" for standard input. What exists is never taken for a glob.
    """
    found: dict[str, Locator] = {}
    findings: list[Finding] = []
    for source in dict.fromkeys(sources):
        for locator in _locate(source, findings):
            same = os.path.realpath(locator.path) if locator.path else "-"
            found.setdefault(same, locator)
    return sorted(found.values(), key=str), sorted(findings)


def _locate(source: str, findings: list[Finding]) -> Iterator[Locator]:
    path = Path(source)
    if source == "-":
        yield Locator(None)
    elif path.is_dir():
        yield from _in_folder(path, findings)
    elif os.path.lexists(path):
        yield from _named_file(path, findings)
    elif glob.has_magic(source):
        yield from _matching(source, findings)
    else:
        message = "no such file or folder: check the name and the folder you are in."
        findings.append(Finding(Level.ERROR, "missing-file", source, message))


def _named_file(path: Path, findings: list[Finding]) -> Iterator[Locator]:
    """Yield a file named outright: one without an ending is looked into when read."""
    if path.suffix and path.suffix.lower() not in FORMATS:
        message = f"not a type of file that is read ({_READABLE}): convert it to one of them."
        findings.append(Finding(Level.ERROR, "unknown-type", path.as_posix(), message))
    else:
        yield Locator(path)


def _matching(pattern: str, findings: list[Finding]) -> Iterator[Locator]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not matches:
        message = "no file fits this pattern: check it, and quote it so that the shell leaves it alone."
        findings.append(Finding(Level.ERROR, "missing-file", pattern, message))
    for match in map(Path, matches):
        if match.is_dir():
            yield from _in_folder(match, findings, expected="**" not in pattern)
        elif match.suffix.lower() in FORMATS:
            yield Locator(match)


def _in_folder(folder: Path, findings: list[Finding], *, expected: bool = True) -> Iterator[Locator]:
    """Yield the readable files below `folder`; report it if there are none though some are `expected`."""
    others: Counter[str] = Counter()
    count = 0

    def cannot_list(error: OSError) -> None:
        message = f"the folder cannot be read ({error.strerror}): check its permissions."
        findings.append(Finding(Level.ERROR, "unreadable-folder", str(error.filename), message))

    for parent, folders, files in os.walk(folder, onerror=cannot_list):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(parent, name)
            if path.exists() and not path.is_file():
                continue  # a pipe or a device: reading it might never end
            if path.suffix.lower() in FORMATS:
                count += 1
                yield Locator(path)
            else:
                others[path.suffix.lower() or "no ending"] += 1
    if others:
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(others.items()))
        message = f"files of other types were left out ({kinds}): {_READABLE}."
        findings.append(Finding(Level.INFO, "other-types", folder.as_posix(), message))
    if not count and expected:
        message = f"no article is in this folder: {_READABLE}."
        findings.append(Finding(Level.ERROR, "no-articles", folder.as_posix(), message))
