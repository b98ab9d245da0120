"""Real servers, each in a process of its own, over stores with the hand-made sample and with many triples."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kgbuild.rdf.store import write_graph
from tests.cli.run import ENVIRONMENT, PROGRAM
from tests.query.answers import sample_graph

MANY = 3000
"""Triples of the larger graph: squared, they are more rows than any limit here lets through."""
MARKS = ': "},{"\\ <result>\r\n[{, ""},{ \\'
PATIENCE = 60.0
"""Seconds that a test waits for what should come at once."""


CLIENT = httpx.Client(timeout=PATIENCE, limits=httpx.Limits(keepalive_expiry=2))
"""What requests are sent with; to make one anew for each would take most of the time."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs.

    Attributes:
        url: Its endpoint.
        folder: Its store.
        process: Its process.
    """

    url: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        port = httpx.URL(self.url).port
        assert port
        return port

    def ask(self, query: str, **headers: str) -> httpx.Response:
        """Return the response to `query`, sent by POST."""
        return CLIENT.post(self.url, data={"query": query}, headers=headers)

    def get(self, query: str, **fields: str) -> httpx.Response:
        """Return the response to `query`, sent by GET with more `fields`."""
        return CLIENT.get(self.url, params={"query": query} | fields)

    def answers(self) -> bool:
        """Whether it answers a simple query as it should."""
        response = self.ask("ASK {}")
        return response.status_code == 200 and response.json()["boolean"] is True


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """Run `kgbuild serve` for the store in `folder`, and end it with SIGTERM."""
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--store", str(folder), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env=ENVIRONMENT,
        cwd=folder.parent,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+/sparql", line)
        if not found:
            process.wait(PATIENCE)
            assert process.stderr is not None
            raise AssertionError(f"the server does not start: {line} {process.stderr.read()}")
        yield Server(found.group(), folder, process)
    finally:
        process.terminate()
        _, messages = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in messages, messages
    if sys.platform != "win32":
        assert process.returncode == 0, messages


def many(count: int = MANY) -> Iterator[ox.Quad]:
    """Yield `count` triples with values that are hard to tell from a format's own marks."""
    for number in range(count):
        value = f"no. {number}" + MARKS
        yield ox.Quad(ox.NamedNode(f"http://e/s{number}"), ox.NamedNode("http://e/p"), ox.Literal(value))


def write_sample(folder: Path) -> Path:
    """Write the hand-made sample into a store, and return it."""
    write_graph(folder, "sample", sample_graph().quads())
    return folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("sample") / "kg")


@pytest.fixture(scope="session")
def many_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "kg"
    write_graph(folder, "many", many())
    return folder


@pytest.fixture(scope="module")
def server(sample_store: Path) -> Iterator[Server]:
    """A server with the sample and the usual limits."""
    with serving(sample_store) as running:
        yield running
