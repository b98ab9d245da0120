"""Finding files: folders, globs, standard input, and what is not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgbuild.documents import discover
from kgbuild.model import Level


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "a.txt",
        "deep/er/b.html",
        "deep/c.JSONL",
        "deep/d.png",
        "deep/e.csv",
        ".hidden/f.txt",
        ".g.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*sources: str) -> list[str]:
    return [str(locator) for locator in discover(sources)[0]]


def codes(*sources: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.subject) for finding in discover(sources)[1]]


@pytest.mark.usefixtures("folder")
class TestDiscover:
    def test_folder_with_folders_below(self) -> None:
        assert found(".") == ["a.txt", "deep/c.JSONL", "deep/er/b.html"]

    def test_other_types_are_counted(self) -> None:
        (finding,) = discover(["."])[1]
        assert (finding.level, finding.code) == (Level.INFO, "other-types")
        assert ".csv 1, .png 1" in finding.message

    def test_order_and_repetition_of_sources_change_nothing(self) -> None:
        assert discover(["deep", "a.txt", "-"]) == discover(["-", "./a.txt", "a.txt", "deep", "deep/er"])

    def test_glob(self) -> None:
        assert found("*.txt") == ["a.txt"]
        assert found("**/*.html") == ["deep/er/b.html"]
        assert found("d*") == ["deep/c.JSONL", "deep/er/b.html"]

    def test_name_with_brackets_is_a_file_first(self) -> None:
        Path("[a].txt").write_text("words", encoding="utf-8")
        assert found("[a].txt") == ["[a].txt"]

    def test_standard_input(self) -> None:
        assert found("-") == ["-"]

    def test_file_without_ending_is_taken_when_named(self) -> None:
        Path("note").write_text("words", encoding="utf-8")
        assert found("note") == ["note"]

    @pytest.mark.parametrize(
        ("source", "code"),
        [
            ("nowhere.txt", "missing-file"),
            ("no*where", "missing-file"),
            ("empty", "no-articles"),
            ("deep/d.png", "unknown-type"),
        ],
    )
    def test_findings(self, source: str, code: str) -> None:
        assert codes(source) == [(code, source)]
        assert found(source) == []

    def test_pipe_in_a_folder_is_left_alone(self) -> None:
        os.mkfifo("empty/p.txt")
        assert found("empty") == []
