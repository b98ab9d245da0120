"""The help: complete, quick to load, and true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kgbuild as package
from kgbuild.errors import ExitCode
from tests.cli.run import kgbuild, kgbuild_process

COMMANDS = ("build", "show", "dossier", "query", "explain", "export", "serve", "check", "evaluate", "remove")
HEAVY = {
    *("spacy", "rdflib", "pyoxigraph", "pyshacl", "networkx", "trafilatura", "docx", "rich", "yaml"),
    *("starlette", "uvicorn", "matplotlib", "jinja2", "weasyprint"),
}


def test_the_help_lists_every_command(tmp_path: Path) -> None:
    done = kgbuild("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout


def test_no_arguments_show_the_help(tmp_path: Path) -> None:
    done = kgbuild(cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "Usage: kgbuild" in done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example_and_its_exit_codes(command: str, tmp_path: Path) -> None:
    done = kgbuild(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"kgbuild {command}" in done.stdout.partition("Example")[2]
    lines = done.stdout.partition("Exit codes:\n")[2].partition("\n\n")[0].splitlines()
    listed = [int(line.split()[0]) for line in lines if line.strip()[:1].isdigit()]
    assert listed[0] == 0
    assert listed == sorted(set(listed))
    assert set(listed) <= set(ExitCode)


def test_the_help_names_every_exit_code(tmp_path: Path) -> None:
    words = kgbuild("--help", cwd=tmp_path).stdout.partition("Exit codes")[2].split()
    assert {int(word) for word in words if word.isdigit()} == set(ExitCode)


def test_the_help_loads_nothing_heavy() -> None:
    script = "import sys; import kgbuild.cli.app; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert kgbuild_process("--version", cwd=tmp_path).stdout == f"kgbuild {package.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str, tmp_path: Path) -> None:
    done = kgbuild_process(
        "--show-completion", shell, cwd=tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    assert done.returncode == 0
    assert "_KGBUILD_COMPLETE" in done.stdout


def test_a_mistyped_command_is_corrected(tmp_path: Path) -> None:
    done = kgbuild("biuld", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "Did you mean 'build'?" in done.stderr


def test_an_unknown_option_is_named(tmp_path: Path) -> None:
    done = kgbuild("build", "--fast", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "--fast" in done.stderr
