"""Feeds: a document a line, and lines that hold none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.documents import Locator, read
from kgbuild.model import Finding, Level
from tests.documents.files import STORY, body_of, results

GOOD = {
    "id": "q1",
    "text": "\r\n\r\n".join(STORY),
    "title": "Chief  quits",
    "issued": "3 March 2014",
    "source": "https://tolburytimes.example/1",
}


def feed(path: Path, *lines: object) -> Path:
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    return path


def test_record(tmp_path: Path) -> None:
    path = feed(tmp_path / "f.jsonl", GOOD)
    ((where, document),) = results(path)  # type: ignore[misc]
    assert where == f"{path.as_posix()}#q1"
    assert document.text == GOOD["text"]
    assert (document.id, document.title, document.issued, document.source) == (
        "q1",
        "Chief quits",
        "2014-03-03",
        "https://tolburytimes.example/1",
    )
    assert body_of(document) == [("paragraph", words) for words in STORY]


def test_ids(tmp_path: Path) -> None:
    path = feed(
        tmp_path / "f.jsonl",
        {"text": "One left."},
        "",
        {"id": 7, "text": "Two left."},
        {"text": "Three left."},
    )
    assert [r[1].id for r in results(path) if not isinstance(r, Finding)] == ["f-1", "7", "f-4"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{not json", "bad-json"),
        ("[1, 2]", "bad-json"),
        ('"words"', "bad-json"),
        ("[" * 100_000, "bad-json"),
        (r'{"text": "half a character: \ud800"}', "bad-json"),
        ({"id": "a"}, "missing-text"),
        ({"id": "a", "text": "  "}, "missing-text"),
        ({"id": "a", "text": None}, "missing-text"),
        ({"id": "a", "text": 5}, "wrong-type"),
        ({"id": ["a"], "text": "One left."}, "wrong-type"),
        ({"id": True, "text": "One left."}, "wrong-type"),
        ({"id": "a", "text": "One left.", "title": 5}, "wrong-type"),
        ({"id": "a", "text": "One left.", "issued": 2014}, "wrong-type"),
        ({"id": "q1", "text": "One left."}, "duplicate-id"),
    ],
)
def test_bad_line_is_named_and_the_others_come(tmp_path: Path, line: object, code: str) -> None:
    path = feed(tmp_path / "f.jsonl", GOOD, line, {"id": "q3", "text": "Three left."})
    first, finding, last = results(path)
    assert isinstance(finding, Finding)
    assert (finding.level, finding.code, finding.subject) == (Level.ERROR, code, f"{path.as_posix()}:2")
    assert "line 2" in finding.message
    assert not isinstance(first, Finding)
    assert not isinstance(last, Finding)
    assert (first[1].id, last[1].id) == ("q1", "q3")


def test_unknown_date_is_reported_and_left_out(tmp_path: Path) -> None:
    path = feed(tmp_path / "f.jsonl", {"id": "a", "text": "One left.", "issued": "soon"})
    (_, document), finding = results(path)  # type: ignore[misc]
    assert document.issued is None
    assert isinstance(finding, Finding)
    assert (finding.level, finding.code) == (Level.WARNING, "unknown-date")


def test_lines_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_bytes(
        '\ufeff{"id": "a", "text": "The café shut."}\n'.encode()
        + '{"id": "b", "text": "The café shut."}'.encode("cp1252")
    )
    assert [r[1].text for r in results(path) if not isinstance(r, Finding)] == ["The café shut."] * 2


def test_feed_is_read_as_it_is_consumed(tmp_path: Path) -> None:
    path = feed(
        tmp_path / "f.jsonl", *({"id": str(n), "text": f"Number {n} left. " * 200} for n in range(500))
    )
    stream = read(Locator(path))
    next(stream)
    path.write_bytes(b"")
    assert len(list(stream)) < 499
