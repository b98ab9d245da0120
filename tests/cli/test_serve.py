"""The command around the endpoint: how it starts, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.errors import ExitCode
from tests.cli.run import ENVIRONMENT, PROGRAM, kgbuild


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", *options],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_port_in_use(small_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = kgbuild("serve", "--port", str(port), cwd=small_store)
    assert done.returncode == ExitCode.USAGE
    assert f"port {port} is in use" in done.stderr
    assert "--port 0" in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_no_port(small_store: Path, port: str) -> None:
    done = kgbuild("serve", "--port", port, cwd=small_store)
    assert done.returncode == ExitCode.USAGE
    assert port in done.stderr


def test_no_address_of_this_machine(small_store: Path) -> None:
    done = kgbuild("serve", "--host", "192.0.2.1", "--port", "0", cwd=small_store)
    assert done.returncode == ExitCode.USAGE
    assert "192.0.2.1" in done.stderr


def test_no_store(tmp_path: Path) -> None:
    done = kgbuild("serve", cwd=tmp_path)
    assert done.returncode == ExitCode.STORE
    assert "kgbuild build" in done.stderr


def test_a_store_of_a_newer_kgbuild(small: Path) -> None:
    (small / "kg" / "FORMAT").write_text("99\n")
    done = kgbuild("serve", cwd=small)
    assert done.returncode == ExitCode.STORE
    assert "newer" in done.stderr


def test_an_endpoint_cannot_be_served(tmp_path: Path) -> None:
    done = kgbuild("serve", "--store", "http://localhost:1/sparql", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "endpoint already" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_ends_it_cleanly(small_store: Path) -> None:
    process = started(small_store)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Serving kg at http://127.0.0.1:")
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    assert messages == "info: stopped\n"


def test_a_server_for_others_says_so(small_store: Path) -> None:
    process = started(small_store, "--host", "0.0.0.0")
    assert process.stdout is not None
    assert "http://localhost:" in process.stdout.readline()
    process.terminate()
    assert "no password" in process.communicate(timeout=60)[1]
