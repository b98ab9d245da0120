"""Starts the real servers at which the graph is kept in these tests, each on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PATIENCE = 60.0
"""Seconds that a server may take until it answers."""
VIRTUOSO = shutil.which("virtuoso-t")
VIRTUOSO_USER = "dba"
"""The name, and the password too, that a new database of Virtuoso has."""

_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Attributes:
        url: What a user gives as --store.
        process: Its process.
    """

    url: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """Run `oxigraph serve` over a database in `folder`."""
    program = Path(sys.executable).with_name("oxigraph")
    url = f"http://127.0.0.1:{free_port()}"
    command = [str(program), "serve", "--location", str(folder / "db")]
    command += ["--bind", url.removeprefix("http://"), *options]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "log").open("wb") as log,
        _running(command, log.fileno()) as process,
    ):
        _wait(f"{url}/query", process)
        yield Server(url, process)


@contextmanager
def virtuoso(folder: Path, rows: int = 100_000) -> Iterator[Server]:
    """Run Virtuoso over a new database in `folder`; it gives `rows` rows at most."""
    assert VIRTUOSO
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    settings = _VIRTUOSO_INI.format(folder=folder, port=port, sql_port=free_port(), rows=rows)
    (folder / "virtuoso.ini").write_text(settings, encoding="ascii")
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/sparql"
        _wait(url, process)
        yield Server(url, process)


@contextmanager
def _running(command: list[str], log: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KGBUILD_")}
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"the server at {url} has ended"
        try:
            httpx.post(url, data={"query": "ASK {}"}, timeout=PATIENCE)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)
