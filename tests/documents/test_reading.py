"""Reading sources: plain text, standard input, and what cannot be read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kgbuild.documents import Locator, discover, read
from kgbuild.model import Finding, Level
from tests.documents.files import STORY, body_of, document_in, finding_on, results, web_page

TEXT = "Chief quits\r\n\r\n3 March 2014\r\n\r\n" + "\r\n\r\n".join(STORY) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_text_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "chief.quits.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = document_in(path)
    assert document.text == TEXT.replace("\r\n", "\n")
    assert (document.id, document.title, document.issued, document.source) == (
        "chief.quits",
        "Chief quits",
        "2014-03-03",
        None,
    )
    assert body_of(document) == [("heading", "Chief quits"), *(("paragraph", words) for words in STORY)]


def test_text_is_what_python_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "Boss quits\r\n\rShe left on Monday after a row.\n\n\n  – and took the cat.\x0c\n".encode()
    )
    assert document_in(path).text == path.read_text(encoding="utf-8")


def test_locator_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    Path("a/b.txt").write_text(TEXT, encoding="utf-8")
    ((where, _),) = [r for locator in discover(["a"])[0] for r in read(locator) if not isinstance(r, Finding)]
    assert where == "a/b.txt"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.md", b" \n", "empty-file"),
        ("a.html", b"", "empty-file"),
        ("a.jsonl", b"", "empty-file"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-file"),
        ("a.pdf", b"", "damaged-file"),
        ("a.docx", b"", "damaged-file"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(200), "binary-file"),
        ("a.txt", TEXT.encode("utf-16")[:-1], "truncated-file"),
        ("a.txt", b"Share\n\nTweet\n", "no-text"),
    ],
)
def test_bad_file_is_one_finding(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    finding = finding_on(path)
    assert (finding.level, finding.code, finding.subject) == (Level.ERROR, code, path.as_posix())
    assert ": " in finding.message


def test_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert finding_on(tmp_path / "gone.txt").code == "unreadable-file"


def test_folder_under_a_file_name_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert finding_on(tmp_path / "a.txt").code == "unreadable-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_forbidden_file_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert finding_on(path).code == "unreadable-file"


def test_damaged_characters_are_reported_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "The mayor’s plan – “a scandal” – was dropped on Monday.".encode() + b" \x93 No one minded."
    )
    (_, document), warning = results(path)  # type: ignore[misc]
    assert "\ufffd" in document.text
    assert isinstance(warning, Finding)
    assert (warning.level, warning.code) == (Level.WARNING, "damaged-characters")


def test_five_megabytes_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "".join(f"On day {day} the council met in Tolbury and Ada Finch spoke. " for day in range(85_000))
    path.write_text(text, encoding="utf-8")
    document = document_in(path)
    assert len(document.text) > 5_000_000
    assert sum(block.span.end - block.span.start + 1 for block in document.body) == len(text.strip()) + 1


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin-"]),
        (TEXT.encode("utf-16"), ["stdin-"]),
        (
            web_page("<h1>Chief quits</h1>" + "".join(f"<p>{words}</p>" for words in STORY)).encode(),
            ["stdin-"],
        ),
        (
            b'{"id": "x", "text": "She left on Monday."}\n{"text": "He stayed on Tuesday."}\n',
            ["x", "stdin-2"],
        ),
        ('\ufeff{"id": "x", "text": "She left on Monday."}'.encode(), ["x"]),
        ('{"id": "x", "text": "She left on Monday."}'.encode("utf-16"), ["x"]),
    ],
)
def test_standard_input_is_sniffed(data: bytes, ids: list[str]) -> None:
    found = [r for r in read(Locator(None), io.BytesIO(data)) if not isinstance(r, Finding)]
    assert len(found) == len(ids)
    for (_, document), beginning in zip(found, ids, strict=True):
        assert document.id.startswith(beginning)


def test_standard_input_is_named_by_its_content() -> None:
    first, again, other = (
        next(iter(read(Locator(None), io.BytesIO(d)))) for d in (b"One left.", b"One left.", b"Two.")
    )
    assert first == again != other


def test_image_on_standard_input_is_a_finding() -> None:
    (finding,) = read(Locator(None), io.BytesIO(b"\x89PNG\r\n\x1a\n"))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.subject) == ("binary-file", "-")
