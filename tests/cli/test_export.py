"""kgbuild export on a small graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.cli.options import ExportFormat
from kgbuild.errors import ExitCode
from kgbuild.export import FOLDERS, FORMATS
from tests.cli.run import kgbuild


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_of_a_file_tells_its_format(name: str, small_store: Path, tmp_path: Path) -> None:
    file = tmp_path / f"graph{FORMATS[name].endings[0]}"
    done = kgbuild("export", "-o", file, cwd=small_store)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "", "")
    named = kgbuild("export", "--format", name, cwd=small_store)
    assert file.read_text(encoding="utf-8") == named.stdout
    assert "Ann Lee" in named.stdout
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_the_formats_are_those_of_the_package() -> None:
    assert [form.value for form in ExportFormat] == [*FORMATS, *FOLDERS]


def test_the_graph_is_written_as_nquads_unless_told_otherwise(small_store: Path) -> None:
    plain = kgbuild("export", cwd=small_store).stdout
    assert plain == kgbuild("export", "--format", "nquads", cwd=small_store).stdout
    assert plain.splitlines() == sorted(plain.splitlines())


def test_an_older_file_is_replaced_whole_or_not_at_all(small: Path) -> None:
    file = small / "graph.nq"
    file.write_text("older")
    assert kgbuild("export", "-o", file, "--store", "nowhere", cwd=small).returncode == ExitCode.STORE
    assert file.read_text() == "older"
    assert kgbuild("export", "-o", file, cwd=small).returncode == ExitCode.OK
    assert "Ann Lee" in file.read_text()


def test_a_folder_is_not_overwritten(small: Path) -> None:
    done = kgbuild("export", "--format", "trig", "-o", "in", cwd=small)
    assert done.returncode == ExitCode.USAGE
    assert "error: in" in done.stderr
    assert (small / "in" / "fire.txt").exists()


def test_a_device_can_be_written_to(small_store: Path) -> None:
    assert kgbuild("export", "-o", "/dev/null", "--format", "trig", cwd=small_store).returncode == ExitCode.OK
    assert Path("/dev/null").is_char_device()
