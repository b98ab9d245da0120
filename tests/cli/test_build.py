"""kgbuild build and remove, as a user meets them: summaries, progress, stops."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kgbuild.errors import ExitCode
from tests.cli.run import ENVIRONMENT, PROGRAM, kgbuild

ARTICLE = """{title}

3 March 2014

The leader of {place} Borough Council, {name} Blyde, criticised the county auditor on Monday.

The chief executive of {place} Borough Council, {name} Orme, resigned in February after the auditor's report.
"""
NAMES = ("Thora", "Edda", "Magnus", "Hedda", "Ivor", "Olwen", "Cerys", "Piers")


pytestmark = pytest.mark.slow


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of eight articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in NAMES:
        text = ARTICLE.format(title=f"{name} Blyde speaks", place=f"{name}combe", name=name)
        (folder / f"{name.lower()}.txt").write_text(text)
    return folder


def test_a_build_sums_up_on_stdout_and_tells_its_progress_on_stderr(articles: Path) -> None:
    done = kgbuild("build", "in", cwd=articles.parent)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "Articles: 8 read, 0 unchanged, 0 skipped" in done.stdout
    assert "Person" in done.stdout
    assert "kgbuild ask who-led" in done.stdout
    assert "Opening files: 8 of 8" in done.stderr
    assert "Reading articles: 8 of 8" in done.stderr
    again = kgbuild("build", "in", "--format", "json", cwd=articles.parent)
    report = json.loads(again.stdout)
    assert (report["read"], report["unchanged"], report["contents"]["articles"]) == (0, 8, 8)
    assert "Loading the model" not in again.stderr


def test_a_terminal_gets_a_bar_with_counts_and_time_left(articles: Path) -> None:
    screen = on_a_terminal(["build", "in"], articles.parent)
    assert "Reading articles" in screen
    assert "8/8" in screen
    assert "0:00:0" in screen
    assert "Reading articles: " not in screen


def test_a_removed_article_takes_with_it_what_it_brought(articles: Path) -> None:
    folder = articles.parent
    kgbuild("build", "in", cwd=folder)
    before = kgbuild("export", "--format", "nquads", cwd=folder).stdout
    added = articles / "added.txt"
    added.write_text(ARTICLE.format(title="Bodil Blyde speaks", place="Bodilcombe", name="Bodil"))
    kgbuild("build", "in", cwd=folder)
    assert "Bodil" in kgbuild("export", "--format", "nquads", cwd=folder).stdout
    done = kgbuild("remove", "in/added.txt", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (ExitCode.OK, "Withdrawn: added")
    assert kgbuild("export", "--format", "nquads", cwd=folder).stdout == before
    assert added.exists()


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_build_goes_on_where_it_was(stop: signal.Signals, articles: Path) -> None:
    folder = articles.parent
    kept = start_and_stop(folder, stop)
    assert kept >= 1
    rest = kgbuild("build", "in", "--format", "json", cwd=folder)
    assert rest.returncode == ExitCode.OK, rest.stderr
    report = json.loads(rest.stdout)
    assert report["unchanged"] >= kept
    assert report["read"] + report["unchanged"] == 8
    stopped = kgbuild("export", "--format", "nquads", cwd=folder).stdout
    shutil.rmtree(folder / "kg")
    kgbuild("build", "in", cwd=folder)
    assert kgbuild("export", "--format", "nquads", cwd=folder).stdout == stopped


def start_and_stop(folder: Path, stop: signal.Signals) -> int:
    """Build until a first reading is kept, then send `stop`; return how many readings there are."""
    running = subprocess.Popen(
        [*PROGRAM, "build", "in"], cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    )
    readings = folder / "kg" / "readings"
    while not list(readings.glob("*.json")):
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(stop)
    _, messages = running.communicate()
    assert "Traceback" not in messages
    if stop is signal.SIGINT and running.returncode:
        assert running.returncode == ExitCode.INTERRUPTED
    return len(list(readings.glob("*.json")))


def on_a_terminal(arguments: list[str], folder: Path) -> str:
    """Return what a terminal shows of the messages of `kgbuild ARGUMENTS...`."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=ENVIRONMENT | {"TERM": "xterm"},
    ):
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # how Linux says that the other side has gone
            pass
    os.close(ours)
    return shown.decode()
