"""Bad input through the real command line: a clear message, a meaningful exit code, nothing lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.errors import ExitCode
from kgbuild.rdf.store import writing
from tests.cli.run import Done, kgbuild, kgbuild_process

GOOD = """Auditors criticise Wexcombe council

3 March 2014

The leader of Wexcombe Borough Council, Thora Blyde, criticised the county auditor on Monday.

Ms Blyde said that the auditor's report on the harbour had been published without warning.
"""


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def empty(folder: Path) -> Path:
    return write(folder / "empty.txt", b"")


def blank(folder: Path) -> Path:
    return write(folder / "blank.txt", b" \n\n\t\n")


def binary(folder: Path) -> Path:
    return write(folder / "binary.txt", bytes(range(256)) * 40)


def cut_utf_16(folder: Path) -> Path:
    return write(folder / "cut.txt", GOOD.encode("utf-16")[:-1])


def html_without_text(folder: Path) -> Path:
    page = "<html><head><title>News</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
    return write(folder / "frame.html", page)


def missing(folder: Path) -> Path:
    return folder / "missing.txt"


def folder_named_as_a_file(folder: Path) -> Path:
    path = folder / "folder.txt"
    path.mkdir(parents=True)
    return path


def broken_link(folder: Path) -> Path:
    path = folder / "link.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(folder / "nowhere.txt")
    return path


def lines_that_are_no_json(folder: Path) -> Path:
    return write(folder / "feed.jsonl", '{"id": "one", "text": \n[1, 2]\n"text"\n{"id": "no-text"}\n')


def broken_pdf(folder: Path) -> Path:
    return write(folder / "broken.pdf", b"%PDF-1.7\n%%EOF\n")


def broken_docx(folder: Path) -> Path:
    return write(folder / "broken.docx", b"PK\x03\x04 not a word document")


BAD = (
    empty,
    blank,
    binary,
    html_without_text,
    missing,
    folder_named_as_a_file,
    broken_link,
    lines_that_are_no_json,
    broken_pdf,
    broken_docx,
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A build of all the bad files with a good one in their midst."""
    folder = tmp_path_factory.mktemp("mixed")
    bad = [make(folder / "in") for make in BAD]
    good = write(folder / "in" / "good.txt", GOOD)
    half = len(bad) // 2
    return folder, kgbuild("build", *bad[:half], good, *bad[half:], cwd=folder)


def test_the_good_article_among_bad_files_is_in_the_graph(mixed: tuple[Path, Done]) -> None:
    folder, done = mixed
    assert done.returncode == ExitCode.FINDINGS
    assert "1 read" in done.stdout
    assert "Thora Blyde" in kgbuild("show", "Thora Blyde", cwd=folder).stdout


@pytest.mark.parametrize("make", BAD)
def test_each_bad_file_among_good_ones_is_named(
    make: Callable[[Path], Path], mixed: tuple[Path, Done], tmp_path: Path
) -> None:
    _, done = mixed
    name = make(tmp_path).name
    assert any(name in line and len(line) > len(name) + 20 for line in done.stderr.splitlines()), done.stderr


@pytest.mark.parametrize("make", BAD)
def test_a_bad_file_alone_is_an_error_of_input(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "in")
    done = kgbuild("build", path, cwd=tmp_path)
    assert done.returncode == ExitCode.INPUT
    assert path.name in done.stderr


def test_a_utf_16_file_that_is_cut_off_is_read_or_named_never_lost(tmp_path: Path) -> None:
    path = cut_utf_16(tmp_path / "in")
    done = kgbuild("build", path, cwd=tmp_path)
    assert "1 read" in done.stdout or path.name in done.stderr
    assert done.returncode in (ExitCode.OK, ExitCode.FINDINGS, ExitCode.INPUT)


def test_a_folder_without_articles_says_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = kgbuild("build", "in", cwd=tmp_path)
    assert done.returncode == ExitCode.INPUT
    assert "error:" in done.stderr
    assert "hint:" in done.stderr
    assert not (tmp_path / "kg").exists()


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = kgbuild("build", "-", "--format", "json", cwd=tmp_path, stdin=GOOD.encode())
    assert done.returncode == ExitCode.OK, done.stderr
    assert json.loads(done.stdout)["contents"]["articles"] == 1


def test_empty_standard_input_is_an_error_of_input(tmp_path: Path) -> None:
    done = kgbuild("build", "-", cwd=tmp_path)
    assert done.returncode == ExitCode.INPUT
    assert done.stderr


def test_a_model_that_is_not_installed_is_named(tmp_path: Path) -> None:
    write(tmp_path / "in" / "good.txt", GOOD)
    done = kgbuild("build", "in", "--model", "no_such_model", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "no_such_model" in done.stderr
    assert "hint:" in done.stderr


@pytest.mark.parametrize(
    ("content", "word"),
    [("store = ", "kgbuild.toml"), ("stor = 'kg'", "stor"), ("store = 3", "store"), ('base = "x"', "base")],
)
def test_a_wrong_settings_file_is_named_with_its_key(content: str, word: str, tmp_path: Path) -> None:
    write(tmp_path / "kgbuild.toml", content)
    done = kgbuild("build", "in", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert word in done.stderr


# -- stores


@pytest.fixture
def built(mixed: tuple[Path, Done], tmp_path: Path) -> Path:
    """A folder with a copy of the store of `mixed`, and its article."""
    shutil.copytree(mixed[0] / "kg", tmp_path / "kg")
    write(tmp_path / "in" / "good.txt", GOOD)
    return tmp_path


READING = (("show", "Blyde"), ("query", "who-led"), ("explain", "Blyde"), ("export",), ("check",))


@pytest.mark.parametrize("command", READING)
def test_without_a_store_the_way_to_one_is_shown(command: tuple[str, ...], tmp_path: Path) -> None:
    done = kgbuild(*command, cwd=tmp_path)
    assert done.returncode == ExitCode.STORE
    assert "kgbuild build" in done.stderr


@pytest.mark.parametrize("command", READING)
def test_a_damaged_store_is_named(command: tuple[str, ...], built: Path) -> None:
    for path in (built / "kg").glob("graph-*/*"):
        path.write_bytes(b"damaged")
    done = kgbuild(*command, cwd=built)
    assert done.returncode == ExitCode.STORE
    assert "damaged" in done.stderr


def test_a_folder_of_other_files_is_not_taken_for_a_store(tmp_path: Path) -> None:
    kept = write(tmp_path / "kg" / "thesis.txt", "years of work")
    write(tmp_path / "in" / "good.txt", GOOD)
    assert kgbuild("build", "in", cwd=tmp_path).returncode == ExitCode.STORE
    assert kept.read_text() == "years of work"


def test_a_store_of_a_newer_version_is_left_alone(built: Path) -> None:
    write(built / "kg" / "FORMAT", "99\n")
    for command in (("build", "in"), *READING):
        done = kgbuild(*command, cwd=built)
        assert done.returncode == ExitCode.STORE
        assert "newer" in done.stderr


def test_a_second_writer_is_told_to_wait(built: Path) -> None:
    with writing(built / "kg"):
        done = kgbuild_process("build", "in", cwd=built)
        assert kgbuild("query", "who-led", cwd=built).returncode == ExitCode.OK
    assert done.returncode == ExitCode.STORE
    assert "another kgbuild is writing" in done.stderr
    assert kgbuild("check", cwd=built).returncode == ExitCode.OK


def test_an_article_that_is_not_there_cannot_be_removed(built: Path) -> None:
    done = kgbuild("remove", "god", cwd=built)
    assert done.returncode == ExitCode.NOT_FOUND
    assert "Did you mean good?" in done.stderr
    assert kgbuild("show", "Thora Blyde", cwd=built).returncode == ExitCode.OK


# -- queries


def test_a_syntax_error_is_shown_with_its_line(built: Path) -> None:
    done = kgbuild("query", "-q", "SELECT ?s WHERE {\n ?s ?p }", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "line 2" in done.stderr


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/data> { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/data>",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <x:s> <x:p> <x:o> }",
    ],
)
def test_a_query_that_reaches_out_or_writes_is_refused(query: str, built: Path) -> None:
    before = kgbuild("export", "--format", "nquads", cwd=built).stdout
    assert "Thora Blyde" in before
    done = kgbuild("query", "-q", query, cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "error:" in done.stderr
    assert kgbuild("export", "--format", "nquads", cwd=built).stdout == before


def test_an_unknown_query_lists_the_likely_ones(built: Path) -> None:
    done = kgbuild("query", "who-let", cwd=built)
    assert done.returncode == ExitCode.NOT_FOUND
    assert "who-led" in done.stderr


def test_an_unknown_parameter_is_named(built: Path) -> None:
    done = kgbuild("query", "who-led", "--param", "colour=red", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "colour" in done.stderr


def test_a_parameter_without_a_value_is_a_wrong_usage(built: Path) -> None:
    done = kgbuild("query", "who-led", "--param", "colour", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "name=value" in done.stderr


def test_a_name_that_nobody_has_is_not_guessed(built: Path) -> None:
    for command in ("show", "explain"):
        done = kgbuild(command, "Zebedee Quirke", cwd=built)
        assert done.returncode == ExitCode.NOT_FOUND
        assert "Zebedee Quirke" in done.stderr


# -- exports


def test_an_unknown_format_lists_the_known_ones(built: Path) -> None:
    done = kgbuild("export", "--format", "docx", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "gexf" in done.stderr


def test_a_file_that_cannot_be_written_leaves_nothing_behind(built: Path) -> None:
    done = kgbuild("export", "-o", "no/such/folder/graph.nq", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert "graph.nq" in done.stderr
    assert not (built / "no").exists()


def test_an_ending_that_tells_no_format_asks_for_one(built: Path) -> None:
    done = kgbuild("export", "-o", "graph.xyz", cwd=built)
    assert done.returncode == ExitCode.USAGE
    assert ".gexf" in done.stderr
    assert not (built / "graph.xyz").exists()
