"""Runs the real command line: in this process, or as a user's shell would."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from kgbuild.cli.app import app

PROGRAM = (sys.executable, "-m", "kgbuild")
ENVIRONMENT = {**os.environ, "COLUMNS": "120", "PYTHONPATH": str(Path(__file__).parents[2])}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def kgbuild(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> Done:
    """Return what `kgbuild ARGUMENTS...` does in the folder `cwd`, without the cost of a process."""
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(
            app,
            [str(argument) for argument in arguments],
            input=stdin,
            env={"COLUMNS": "120"},
            prog_name="kgbuild",
        )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.stderr, result.stderr
    return Done(result.exit_code, result.stdout, result.stderr)


def kgbuild_process(*arguments: str | Path, cwd: Path, **environment: str) -> Done:
    """Return what `kgbuild ARGUMENTS...` does in the folder `cwd`, in a process of its own."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT | environment,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)
