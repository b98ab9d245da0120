"""`kgbuild dossier` and `kgbuild plot`: what they write, and what they say of what is wrong."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from kgbuild.cli.plot import By
from kgbuild.errors import ExitCode
from kgbuild.report import criticism, dossier
from tests.cli.run import kgbuild, kgbuild_process
from tests.explore.town import town_store

PLOTS = {
    "network": ("plot", "network", "ada vale"),
    "timeline": ("plot", "timeline", "ada vale"),
    "criticism": ("plot", "criticism", "--by", "year"),
    "tenures": ("plot", "tenures", "northby council"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    town_store(folder / "kg")
    return folder


def test_a_dossier_goes_to_stdout_as_markdown(folder: Path) -> None:
    done = kgbuild("dossier", "ada vale", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Ada Vale\n\n- Kind: person\n")
    assert "![" not in done.stdout


def test_the_ending_tells_the_format(folder: Path, tmp_path: Path) -> None:
    for name, begin in (("x.md", "# Ada Vale"), ("x.HTML", "<!DOCTYPE html>")):
        assert kgbuild("dossier", "ada vale", "-o", tmp_path / name, cwd=folder).returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize("command", PLOTS.values(), ids=list(PLOTS))
def test_plots_are_written(command: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    done = kgbuild(*command, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert ElementTree.fromstring(done.stdout).tag.endswith("svg")
    for name in ("x.svg", "x.png"):
        assert kgbuild(*command, "-o", tmp_path / name, cwd=folder).returncode == 0
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == done.stdout
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", [("dossier", "ada vale"), *PLOTS.values()], ids=["dossier", *PLOTS])
@pytest.mark.parametrize("name", ["x.docx", "x", "none/x.svg", "none/x.html"])
def test_a_file_that_cannot_be_is_told_and_nothing_is_left(
    command: tuple[str, ...], name: str, folder: Path, tmp_path: Path
) -> None:
    done = kgbuild(*command, "-o", tmp_path / name, cwd=folder)
    assert done.returncode == ExitCode.USAGE
    assert "hint: " in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command", ["dossier", "plot network", "plot timeline", "plot criticism", "plot tenures"]
)
def test_a_name_that_nothing_has_is_told(command: str, folder: Path) -> None:
    done = kgbuild(*command.split(), "zzqx", cwd=folder)
    assert done.returncode == ExitCode.NOT_FOUND
    assert "nothing is called 'zzqx'" in done.stderr


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--edges", "hugged"), ExitCode.USAGE, ("no relation 'hugged'", "criticised")),
        (("--kinds", "ghosts"), ExitCode.USAGE, ("no kind 'ghosts'", "people, bodies, works, places")),
        (("--since", "soon"), ExitCode.USAGE, ("'soon' is no date", "YYYY-MM-DD")),
        (("--since", "2015", "--until", "2014"), ExitCode.USAGE, ("no day is both",)),
        (("--edges", "funded"), ExitCode.NOT_FOUND, ("nothing in the graph fits",)),
        (("--min-evidence", "99"), ExitCode.NOT_FOUND, ("nothing in the graph fits",)),
        (("--since", "2050"), ExitCode.NOT_FOUND, ("nothing in the graph fits",)),
    ],
)
def test_what_cannot_be_chosen_is_told(
    options: tuple[str, ...], code: ExitCode, words: tuple[str, ...], folder: Path
) -> None:
    done = kgbuild("plot", "network", "ada vale", *options, cwd=folder)
    assert done.returncode == code
    assert all(one in done.stderr for one in words)


def test_what_is_no_body_has_no_posts(folder: Path) -> None:
    done = kgbuild("plot", "tenures", "ada vale", cwd=folder)
    assert done.returncode == ExitCode.NOT_FOUND
    assert "Ada Vale (person) is no organisation" in done.stderr


def test_options_choose(folder: Path) -> None:
    every = kgbuild("plot", "network", "ada vale", "--steps", "2", "--status", "any", cwd=folder).stdout
    few = kgbuild(
        "plot", "network", "ada vale", "--edges", "led", "--kinds", "people,bodies", cwd=folder
    ).stdout
    assert "Cato Finn" in every
    assert "Northby Council" in few
    assert "Bram Oake" not in few


@pytest.mark.parametrize("command", ["network", "timeline", "criticism", "tenures"])
def test_each_plot_has_help_with_an_example_and_its_exit_codes(command: str, folder: Path) -> None:
    done = kgbuild("plot", command, "--help", cwd=folder)
    assert f"kgbuild plot {command}" in done.stdout.partition("Example")[2]
    assert "Exit codes:" in done.stdout


def test_a_process_of_its_own_draws_without_a_screen(folder: Path, tmp_path: Path) -> None:
    done = kgbuild_process(*PLOTS["tenures"], "-o", tmp_path / "x.png", cwd=folder, MPLBACKEND="TkAgg")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_values_of_the_options_are_those_of_the_functions() -> None:
    from kgbuild.cli.dossier import LIMIT

    assert [one.value for one in By] == [one.value for one in criticism.By]
    assert LIMIT == dossier.LIMIT
