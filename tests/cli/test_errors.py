"""How commands end: what is printed where, and the exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rich.text import Text

from kgbuild.cli import console
from kgbuild.errors import ExitCode
from kgbuild.model import Finding, Level

FAILING = """
import os, sys, typer
from kgbuild.cli.command import telling_errors
from kgbuild.errors import StoreError

app = typer.Typer(pretty_exceptions_enable=False)


@app.command()
@telling_errors
def run(how: str) -> None:
    if how == "crash":
        raise ZeroDivisionError("an untold mistake")
    if how == "error":
        raise StoreError("the store is locked", "Wait.")
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "many-lines":
        for number in range(100_000):
            print(number)


app()
"""


def run(how: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FAILING, how]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_error_is_told_with_a_hint_on_stderr() -> None:
    done = run("error")
    assert (done.returncode, done.stdout) == (ExitCode.STORE, "")
    assert done.stderr == "error: the store is locked\nhint: Wait.\n"


def test_an_error_of_our_own_is_one_line_and_a_file_with_the_details() -> None:
    done = run("crash")
    assert done.returncode == ExitCode.INTERNAL
    what, hint = done.stderr.splitlines()
    assert what == "error: an error in kgbuild itself: ZeroDivisionError: an untold mistake"
    (log,) = [Path(word.rstrip(";")) for word in hint.split() if word.startswith("/")]
    assert "Traceback" in log.read_text()
    log.unlink()


def test_an_interruption_has_an_exit_code_of_its_own() -> None:
    done = run("interrupt")
    assert done.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -c '{FAILING}' many-lines | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")


def test_many_findings_of_a_kind_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    console.findings(Finding(Level.WARNING, "empty", f"{n}.txt", "nothing in it") for n in range(50))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "warning: 0.txt: nothing in it [empty]"
    assert lines[-1].startswith("warning: 30 more of this kind")
    assert len(lines) == 21


def test_control_characters_do_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    console.error("a\x1b[2Jb\x07c\u202ed")
    console.write("e\x1b[31mf\tg\né")
    captured = capsys.readouterr()
    assert captured.err == "error: a\\x1b[2Jb\\x07c\\u202ed\n"
    assert captured.out == "e\\x1b[31mf\tg\né\n"


def test_square_brackets_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    console.error("a [red]file[/red].txt :warning: " + "long " * 40)
    (line,) = capsys.readouterr().err.splitlines()
    assert "a [red]file[/red].txt :warning: long" in line


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_no_color_is_respected(
    environment: dict[str, str],
    coloured: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    console.error("oh")
    console.show(Text("oh", "bold"))
    captured = capsys.readouterr()
    assert ("\x1b[" in captured.err, "\x1b[" in captured.out) == (coloured, coloured)
