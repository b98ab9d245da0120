"""The README's commands do what it says they do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.errors import ExitCode
from tests.cli.test_help import COMMANDS
from tests.docs import readme
from tests.stores.servers import free_port

TEXT = readme.README.read_text(encoding="utf-8")
BLOCKS = readme.blocks(TEXT)
SERVED = "localhost:7880"
ELSEWHERE = "127.0.0.1:7878"
SCRIPTS = [
    (kind, body)
    for kind, body in readme.scripts(TEXT)
    if SERVED in body or ELSEWHERE in body or (kind == "python" and "import kgbuild" in body)
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles and their graph."""
    folder = tmp_path_factory.mktemp("sample")
    readme.build_sample(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS, ids=[block[0].line.splitlines()[0] for block in BLOCKS])
def test_the_commands_print_what_the_readme_shows(block: readme.Block, sample: Path, tmp_path: Path) -> None:
    outputs = readme.run_block(block, sample, tmp_path)
    for command, printed in zip(block, outputs, strict=True):
        assert readme.matches(command.output, printed), "\n".join(
            [
                f"$ {command.line}",
                *printed,
                "-- is not what README.md shows; 'python -m tests.docs.readme' renews it",
            ]
        )


@pytest.fixture(scope="module")
def endpoint(sample: Path) -> Iterator[str]:
    """The sample's graph, served at this address."""
    command = [sys.executable, "-m", "kgbuild", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=sample, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        told = (re.search(r"http://127\.0\.0\.1:(\d+)", line) for line in server.stdout)
        port = next(found[1] for found in told if found)
        yield f"localhost:{port}"
        server.terminate()


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "body"), SCRIPTS, ids=[body.splitlines()[0] for _, body in SCRIPTS])
def test_the_scripts_run(kind: str, body: str, sample: Path, request: pytest.FixtureRequest) -> None:
    if SERVED in body:
        body = body.replace(SERVED, request.getfixturevalue("endpoint"))
    if ELSEWHERE in body:
        body = body.replace(ELSEWHERE, f"127.0.0.1:{free_port()}").replace(" &\n", " &\nsleep 2\n")
    program = (
        ["bash", "-euc", f"trap 'kill $(jobs -p) || true' EXIT\n{body}"]
        if kind == "sh"
        else [sys.executable, "-c", body]
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        program, cwd=sample, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, done.stderr


def test_scripts_of_both_kinds_are_shown() -> None:
    assert {kind for kind, _ in SCRIPTS} == {"python", "sh"}


@pytest.mark.slow
def test_the_picture_is_what_its_command_prints(sample: Path) -> None:
    printed = readme.run(readme.PICTURE_COMMAND, sample)
    assert readme.PICTURE.read_text(encoding="utf-8") == readme.picture(printed)


@pytest.mark.slow
def test_the_plot_is_what_its_command_draws(sample: Path) -> None:
    assert readme.PLOT_COMMAND in TEXT
    assert readme.PLOT.read_text(encoding="utf-8") == readme.plot(sample)


def test_every_command_is_shown() -> None:
    assert [name for name in COMMANDS if f"kgbuild {name}" not in TEXT] == []


def test_the_first_screen_has_the_two_commands_that_ci_runs() -> None:
    first_screen = TEXT[:1500]
    assert len(re.findall(r"^pip install uv && .*$", first_screen, re.MULTILINE)) == 2


def test_the_exit_codes_are_those_of_the_code() -> None:
    listed = re.findall(r"^\| (\d+) \| ", TEXT, re.MULTILINE)
    assert [int(code) for code in listed] == [code.value for code in ExitCode]


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "..."], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["1 ... 3"], ["1 2 3"], True),
        (["1 ... 4"], ["1 2 3"], False),
        ([], ["a"], False),
    ],
)
def test_ellipses_stand_for_words_and_lines(expected: list[str], printed: list[str], same: bool) -> None:
    assert readme.matches(expected, printed) is same


def test_what_was_cut_stays_cut_when_it_is_renewed() -> None:
    assert readme.renewed(["a", "...", "z"], ["b", "c", "d", "y"]) == ["b", "...", "y"]
    assert readme.renewed(["a", "...", "z"], ["a", "c", "z"]) == ["a", "...", "z"]
