"""kgbuild export on a small graph."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kgbuild.cli.options import ExportFormat
from kgbuild.errors import ExitCode
from kgbuild.export import FOLDERS, FORMATS
from tests.cli.run import kgbuild
from tests.docs.readme import run


@pytest.mark.parametrize("name", FORMATS)
def test_the_ending_of_a_file_tells_its_format(name: str, small_store: Path, tmp_path: Path) -> None:
    file = tmp_path / f"graph{FORMATS[name].endings[0]}"
    done = kgbuild("export", "-o", file, cwd=small_store)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "", "")
    named = kgbuild("export", "--format", name, cwd=small_store)
    assert file.read_text(encoding="utf-8") == named.stdout
    assert "Ann Lee" in named.stdout
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("name", FOLDERS)
def test_several_files_go_into_a_folder(name: str, small_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    done = kgbuild("export", "--format", name, "-o", folder, cwd=small_store)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "", "")
    assert any(b"Ann Lee" in file.read_bytes() for file in folder.iterdir())
    assert list(tmp_path.iterdir()) == [folder]
    stream = kgbuild("export", "--format", name, cwd=small_store)
    assert (stream.returncode, stream.stdout) == (ExitCode.USAGE, "")
    assert "-o FOLDER" in stream.stderr


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


def edges(file: Path) -> dict[str, str]:
    """Return the relation and the label of the source of each edge in a GEXF file."""
    root = ElementTree.parse(file).getroot()
    labels = {node.attrib["id"]: node.attrib["label"] for node in root.iter("{http://gexf.net/1.3}node")}
    found = root.iter("{http://gexf.net/1.3}edge")
    return {edge.attrib["kind"]: labels[edge.attrib["source"]] for edge in found}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"criticised": "Ann Lee", "praised": "Bob Ray"}),
        (("--edges", "criticised,led"), {"criticised": "Ann Lee"}),
        (("--edges", "Praise"), {"praised": "Bob Ray"}),
        (("--kinds", "people"), {"criticised": "Ann Lee", "praised": "Bob Ray"}),
        (("--around", "cy dow"), {"praised": "Bob Ray"}),
        (("--around", "Cy Dow", "--steps", "2"), {"criticised": "Ann Lee", "praised": "Bob Ray"}),
        (("--around", "Cy Dow", "--around", "Ann Lee"), {"criticised": "Ann Lee", "praised": "Bob Ray"}),
        (("--status", "any", "--min-evidence", "1"), {"criticised": "Ann Lee", "praised": "Bob Ray"}),
        (("--events", "as-nodes", "--edges", "Praise"), {"agent": "Bob Ray", "target": "praise"}),
    ],
)
def test_a_part_is_drawn(
    options: tuple[str, ...], expected: dict[str, str], small_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "graph.gexf"
    done = kgbuild("export", "-o", file, *options, cwd=small_store)
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "", "")
    assert edges(file) == expected


@pytest.mark.parametrize("name", [*(f.name for f in FORMATS.values() if f.draw), "gephi-csv", "neo4j-csv"])
def test_every_network_can_be_a_part(name: str, small_store: Path, tmp_path: Path) -> None:
    done = kgbuild(
        "export", "--format", name, "-o", tmp_path / "out", "--edges", "criticised", cwd=small_store
    )
    assert done.returncode == ExitCode.OK, done.stderr
    files = [path for path in (tmp_path / "out", *tmp_path.glob("out/*")) if path.is_file()]
    text = "".join(file.read_text(encoding="utf-8") for file in files).casefold()
    assert "criticised" in text
    assert "praised" not in text


def test_places_can_be_left_out(small_store: Path) -> None:
    placed = kgbuild("export", "--format", "gexf", cwd=small_store).stdout
    bare = kgbuild("export", "--format", "gexf", "--no-layout", cwd=small_store).stdout
    assert placed.count("<viz:position") == placed.count("<node ") > 0
    assert "<viz:position" not in bare


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--edges", "hates"), ExitCode.USAGE, "Known relations: adopted, "),
        (("--kinds", "cats"), ExitCode.USAGE, "Known: people, bodies, works, places."),
        (("--status", "maybe"), ExitCode.USAGE, "Known: asserted, planned, denied, any."),
        (("--events", "as-dots"), ExitCode.USAGE, "Known: as-edges, as-nodes."),
        (("--since", "soon"), ExitCode.USAGE, "since: 'soon' is no date"),
        (
            ("--since", "2015", "--until", "2014"),
            ExitCode.USAGE,
            "both since 2015-01-01 and until 2014-12-31",
        ),
        (("--steps", "0"), ExitCode.USAGE, "--steps"),
        (("--min-evidence", "9"), ExitCode.NOT_FOUND, "nothing in the graph fits all that is chosen"),
        (("--around", "Zed"), ExitCode.NOT_FOUND, "nothing is called 'Zed'"),
    ],
)
def test_what_cannot_be_drawn_leaves_no_file(
    options: tuple[str, ...], code: ExitCode, message: str, small_store: Path, tmp_path: Path
) -> None:
    done = kgbuild("export", "-o", tmp_path / "graph.gexf", *options, cwd=small_store)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_whole_graph_is_not_chosen_from(small_store: Path) -> None:
    done = kgbuild("export", "--edges", "criticised", cwd=small_store)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "nquads holds the whole graph" in done.stderr
    assert "gexf" in done.stderr


def test_a_terminal_sees_how_far_it_is(small_store: Path) -> None:
    seen = "".join(run("kgbuild export -o graph.gexf 2>&1", small_store))
    assert all(stage in seen for stage in ("Reading facts", "Placing nodes", "Writing"))


def test_what_is_written_to_a_terminal_has_nothing_in_its_midst(small_store: Path) -> None:
    assert "Writing" not in "".join(run("kgbuild export --format csv 2>&1", small_store))


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_command_that_is_asked_to_end_leaves_nothing(tmp_path: Path) -> None:
    script = f"""
import os, signal
from pathlib import Path
from kgbuild.cli.command import tidying
from kgbuild.files import replacing
with tidying(), replacing(Path({str(tmp_path / "x.gexf")!r})) as out:
    out.write(b"half")
    os.kill(os.getpid(), signal.SIGTERM)
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == 128 + signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.skipif(os.name != "posix", reason="processes are told from each other on POSIX alone")
def test_what_killed_runs_left_is_removed(small_store: Path, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".x.nq.{dead.pid}.tmp").write_text("half")
    (tmp_path / f".x.nq.{os.getpid()}.tmp.own").write_text("own")
    (tmp_path / f".x.nq.{os.getppid()}.tmp").write_text("of a run that goes on")
    assert kgbuild("export", "-o", tmp_path / "x.nq", cwd=small_store).returncode == ExitCode.OK
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"x.nq", f".x.nq.{os.getpid()}.tmp.own", f".x.nq.{os.getppid()}.tmp"}
