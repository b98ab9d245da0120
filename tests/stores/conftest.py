"""The hand-made sample in three places: a folder, Oxigraph's server, and Virtuoso where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kgbuild.config import DEFAULT_BASE, Endpoint
from kgbuild.query.lookup import Names
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.remote import open_remote
from kgbuild.rdf.store import EmbeddedGraph, open_graph, write_graph
from kgbuild.rdf.upload import upload
from tests.query.answers import whole_graph
from tests.stores import servers

NO_VIRTUOSO = "Virtuoso is not installed: apt-get install virtuoso-opensource-7"
needs_virtuoso = pytest.mark.skipif(servers.VIRTUOSO is None, reason=NO_VIRTUOSO)
PLACES = ["folder", "oxigraph", "oxigraph-union", pytest.param("virtuoso", marks=needs_virtuoso)]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedGraph:
    """The sample, in a folder."""
    folder = tmp_path_factory.mktemp("sample") / "kg"
    write_graph(folder, "sample", whole_graph().quads())
    return open_graph(folder)


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    """Where the graph is asked."""
    return str(request.param)


@pytest.fixture(scope="module")
def graph(place: str, sample: EmbeddedGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The sample, at `place`."""
    folder = tmp_path_factory.mktemp("server")
    if place == "folder":
        yield sample
    elif place == "virtuoso":
        with servers.virtuoso(folder) as server, pytest.MonkeyPatch.context() as patch:
            patch.setenv("KGBUILD_USER", servers.VIRTUOSO_USER)
            patch.setenv("KGBUILD_PASSWORD", servers.VIRTUOSO_USER)
            yield _sent(sample, server)
    else:
        options = ("--union-default-graph",) if place == "oxigraph-union" else ()
        with servers.oxigraph(folder, *options) as server:
            yield _sent(sample, server)


@pytest.fixture(scope="module")
def names(graph: Graph) -> Names:
    """The names of the graph, read from where it is."""
    return Names(graph, DEFAULT_BASE)


def _sent(sample: EmbeddedGraph, server: servers.Server) -> Graph:
    endpoint = Endpoint(server.url)
    upload(sample, "sample", endpoint, DEFAULT_BASE)
    return open_remote(endpoint, DEFAULT_BASE)


def quads_of(graph: Graph) -> list[str]:
    """Return the quads of `graph`, sorted."""
    return sorted(map(str, graph.quads()))


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    """An empty server of Oxigraph."""
    with servers.oxigraph(tmp_path / "server") as server:
        yield Endpoint(server.url)
