"""On a real terminal: against NO_COLOR, no command writes an escape code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import ENVIRONMENT, PROGRAM

if sys.platform == "win32":  # it has no pseudo-terminals of this kind
    pytest.skip("no pseudo-terminals", allow_module_level=True)


def on_terminal(*arguments: str, cwd: Path, **environment: str) -> bytes:
    """Return all that a command writes to a terminal."""
    ours, theirs = os.openpty()
    variables = {
        name: value for name, value in ENVIRONMENT.items() if name not in ("NO_COLOR", "FORCE_COLOR")
    }
    command = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=variables | {"TERM": "xterm-256color"} | environment,
    )
    os.close(theirs)
    found = b""
    try:
        while part := os.read(ours, 65536):
            found += part
    except OSError:  # the other end is closed: so Linux tells the end
        pass
    finally:
        os.close(ours)
    command.wait(timeout=300)
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("who", "ann lee"),
        ("show", "bob ray"),
        ("explain", "ann lee"),
        ("search", "westmere"),
        ("ask", "who-criticised"),
        ("ask",),
        ("query", "-q", "SELECT ?x { ?x a kg:Persn }"),
        ("who", "nobody"),
        ("check",),
        ("remove", "nothing"),
    ],
)
def test_no_escape_codes_against_no_color(arguments: tuple[str, ...], small: Path) -> None:
    assert b"\x1b" not in on_terminal(*arguments, cwd=small, NO_COLOR="1")


def test_styles_else(small: Path) -> None:
    assert b"\x1b[1m" in on_terminal("who", "ann lee", cwd=small)


def test_progress_is_told_in_plain_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee criticised Bob Ray in Westmere on Monday.\n")
    written = on_terminal("build", "a.txt", cwd=tmp_path, NO_COLOR="1")
    assert b"Articles: 1 read" in written
    assert b"\x1b" not in written
