"""Gold files: a .json file with one gold document, a .jsonl file with one a line, a folder of such files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kgbuild.errors import DocumentError
from kgbuild.evaluate.gold import Gold
from kgbuild.evaluate.goldform import Complaint, Where, gold_of
from kgbuild.model import Finding, Level
from kgbuild.yaml_lines import line_of

ONE = ".json"
MANY = ".jsonl"
_FORM = 'Give .json files with a gold document each, or .jsonl with one a line: {"doc": ..., "facts": [...]}.'
_LEFT_OUT = "It is left out."


@dataclass(slots=True)
class GoldSet:
    """The gold documents of some files.

    Attributes:
        golds: In the order of the files and lines.
        skipped: How many documents, or files of them, cannot be used.
        findings: What is wrong with them, and what else to look at.
    """

    golds: list[Gold] = field(default_factory=list)
    skipped: int = 0
    findings: list[Finding] = field(default_factory=list)


def read_gold(path: Path) -> GoldSet:
    """Return the gold documents of `path`, a file or a folder of files (folders in it are left out).

    Raises:
        DocumentError: There is no such file or folder, or no gold file is in it.
    """
    reader = _Reader()
    for file in _files(path):
        reader.read(file)
    return reader.found


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (ONE, MANY) and file.is_file())
        if not files:
            raise DocumentError(f"{path}: no gold file is in this folder", _FORM)
        return files
    if not path.exists():
        raise DocumentError(f"{path}: no such file or folder", "Check the name and the folder you are in.")
    if path.suffix not in (ONE, MANY):
        raise DocumentError(f"{path}: not a type of file that holds gold", _FORM)
    return [path]


class _Reader:
    """Reads files one after the other into `found`."""

    def __init__(self) -> None:
        self.found = GoldSet()
        self._docs: dict[str, Gold] = {}
        self._texts: dict[str, Gold] = {}

    def read(self, file: Path) -> None:
        """Add the documents of `file`, and what is wrong with them."""
        try:
            text = file.read_text(encoding="utf-8-sig")
        except OSError as error:
            self._skip("unreadable-file", str(file), f"it cannot be read ({error.strerror}).")
        except UnicodeDecodeError:
            self._skip("unreadable-file", str(file), "it is not UTF-8: save it as that.")
        else:
            for first_line, part in _parts(file, text):
                self._add(file, first_line, part)

    def _add(self, file: Path, first_line: int, text: str) -> None:
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            place = f"{file}:{first_line + error.lineno - 1}"
            self._skip("bad-json", place, f"it is not JSON ({error.msg}, column {error.colno}).")
            return
        except RecursionError:
            self._skip("bad-json", f"{file}:{first_line}", "it is nested too deeply.")
            return
        gold, complaints = gold_of(value, str(file) if file.suffix == ONE else f"{file}:{first_line}")
        if gold is not None and (repeated := self._repeated(gold)):
            gold, complaints = None, [repeated]
        for complaint in complaints:
            place = f"{file}:{first_line + _line_in(text, complaint.where) - 1}"
            self.found.findings.append(_finding(complaint, place))
        if gold is None:
            self.found.skipped += 1
        else:
            self._keep(gold)

    def _keep(self, gold: Gold) -> None:
        self.found.golds.append(gold)
        self._docs[gold.doc] = gold
        if gold.text is not None:
            self._texts[gold.text] = gold

    def _repeated(self, gold: Gold) -> Complaint | None:
        """Return the complaint that an earlier document has the name or the text of `gold`."""
        if other := self._docs.get(gold.doc):
            return Complaint(("doc",), f"{gold.doc!r} stands in {other.place} too: give it a name of its own")
        if gold.text is not None and (other := self._texts.get(gold.text)):
            return Complaint(("text",), f"is that of {other.doc!r} too ({other.place}): give it once")
        return None

    def _skip(self, code: str, subject: str, message: str) -> None:
        self.found.findings.append(Finding(Level.ERROR, code, subject, f"{message} {_LEFT_OUT}"))
        self.found.skipped += 1


def _parts(file: Path, text: str) -> Iterator[tuple[int, str]]:
    """Yield what each document of `file` is written as, with the number of its first line."""
    if file.suffix == ONE:
        yield 1, text
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _finding(complaint: Complaint, subject: str) -> Finding:
    if complaint.harmless:
        return Finding(Level.INFO, "not-compared", subject, f"{complaint}.")
    return Finding(Level.ERROR, "bad-gold", subject, f"{complaint}. {_LEFT_OUT}")


def _line_in(text: str, where: Where) -> int:
    """Return the line of the JSON `text` in which the value at `where` begins, or what is to hold it."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)  # JSON's own reader tells no places
    except yaml.YAMLError:  # the rare JSON that is no YAML
        return 1
    return line_of(node, where)
