"""Sending a graph: only what changed, nothing of others, whole in the end whatever happens on the way."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.config import DEFAULT_BASE, Endpoint
from kgbuild.errors import StoreError
from kgbuild.rdf.remote import open_remote
from kgbuild.rdf.store import EmbeddedGraph, GraphName, open_graph, write_graph
from kgbuild.rdf.upload import upload
from tests.stores import servers
from tests.stores.conftest import needs_virtuoso, quads_of

SPAWN = multiprocessing.get_context("spawn")
MANIFEST = f"{DEFAULT_BASE}manifest"
TOKEN = "https://w3id.org/kgbuild/store#token"


def quad(number: int, value: str = "") -> Quad:
    node = NamedNode(f"{DEFAULT_BASE}thing/{number}")
    graph = NamedNode(f"{DEFAULT_BASE}article/{number}")
    return Quad(node, NamedNode("https://example.org/p"), Literal(value or str(number)), graph)


def entity(number: int) -> Quad:
    return Quad(
        NamedNode(f"{DEFAULT_BASE}person/{number}"), NamedNode("https://example.org/p"), Literal(number)
    )


def local(folder: Path, key: str, *quads: Quad) -> EmbeddedGraph:
    write_graph(folder, key, quads)
    return open_graph(folder)


def sent(graph: EmbeddedGraph, endpoint: Endpoint, *, take_over: bool = False) -> int:
    return upload(graph, graph.key, endpoint, DEFAULT_BASE, take_over=take_over)


def there(endpoint: Endpoint) -> list[str]:
    return quads_of(open_remote(endpoint, DEFAULT_BASE))


def update(endpoint: Endpoint, sparql: str) -> None:
    assert httpx.post(f"{endpoint.url}/update", data={"update": sparql}).is_success


def dump(endpoint: Endpoint) -> list[str]:
    """Return all quads of the server, whosever."""
    response = httpx.get(f"{endpoint.url}/store", headers={"accept": "application/n-quads"})
    return sorted(response.text.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "work"


def test_what_is_sent_is_there(folder: Path, endpoint: Endpoint) -> None:
    graph = local(folder, "one", quad(1), quad(2), entity(1))
    assert sent(graph, endpoint) == 3
    assert there(endpoint) == quads_of(graph)
    assert open_remote(endpoint, DEFAULT_BASE).key == "one"


def test_only_what_changed_is_sent(folder: Path, endpoint: Endpoint) -> None:
    sent(local(folder, "one", quad(1), quad(2), quad(3), entity(1)), endpoint)
    assert sent(open_graph(folder), endpoint) == 0
    graph = local(folder, "two", quad(1), quad(2, "new"), quad(4), entity(1))
    assert sent(graph, endpoint) == 3  # one is new, one has changed, one is gone
    assert there(endpoint) == quads_of(graph)


def test_an_empty_graph_is_a_graph(folder: Path, endpoint: Endpoint) -> None:
    sent(local(folder, "one", quad(1)), endpoint)
    sent(local(folder, "none"), endpoint)
    assert there(endpoint) == []
    assert [line for line in dump(endpoint) if f"<{MANIFEST}> ." not in line] == []


def test_graphs_of_others_are_not_touched(folder: Path, endpoint: Endpoint) -> None:
    update(
        endpoint,
        """INSERT DATA { <https://e.org/a> <https://e.org/p> 1 .
        GRAPH <https://e.org/g> { <https://e.org/a> <https://e.org/p> 2 }
        GRAPH <https://w3id.org/kgbuild/id/article/not-listed> { <https://e.org/a> <https://e.org/p> 3 } }""",
    )
    before = dump(endpoint)
    sent(local(folder, "one", quad(1), entity(1)), endpoint)
    assert set(before) < set(dump(endpoint))
    assert there(endpoint) == sorted(map(str, (quad(1), entity(1))))
    sent(local(folder, "none"), endpoint)
    assert set(before) < set(dump(endpoint))


def send_and_hang(folder: Path, endpoint: Endpoint, started: Event) -> None:
    def progress(done: int, of: int) -> None:
        if 0 < done < of:
            started.set()
            signal.pause()

    upload(open_graph(folder), "two", endpoint, DEFAULT_BASE, progress=progress)


def test_a_killed_upload_is_told_and_finished_by_the_next(folder: Path, endpoint: Endpoint) -> None:
    sent(local(folder, "one", *map(quad, range(150)), entity(1)), endpoint)
    new = local(folder, "two", *(quad(number, "new") for number in range(30, 150)), quad(200), entity(2))
    started = SPAWN.Event()
    process = SPAWN.Process(target=send_and_hang, args=(folder, endpoint, started))
    process.start()
    assert started.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    between = open_remote(endpoint, DEFAULT_BASE)
    assert "upload is under way, or was cut off" in between.notice
    assert str(folder) in between.notice
    assert between.key == ""
    assert quads_of(between) != quads_of(new)
    remaining = sent(new, endpoint)
    assert 0 < remaining < 150  # what had been sent is not sent again
    after = open_remote(endpoint, DEFAULT_BASE)
    assert (after.notice, after.key) == ("", "two")
    assert quads_of(after) == quads_of(new)
    assert len(dump(endpoint)) == len(dump_of(new))


def dump_of(graph: EmbeddedGraph) -> list[str]:
    """Return as many lines as a server has that holds `graph` and its manifest."""
    graphs = sum(bool(graph.triples(name)) for name in graph.names())
    return quads_of(graph) + [""] * (6 + graphs)


def test_a_server_that_dies_meanwhile(folder: Path, tmp_path: Path) -> None:
    graph = local(folder, "one", *map(quad, range(120)), entity(1))
    with servers.oxigraph(tmp_path / "server") as server:
        endpoint = Endpoint(server.url)

        def kill(done: int, of: int) -> None:
            if done:
                server.process.kill()

        with pytest.raises(StoreError, match=r"cannot be reached|cut off"):
            upload(graph, "one", endpoint, DEFAULT_BASE, progress=kill)
    with servers.oxigraph(tmp_path / "server") as server:
        endpoint = Endpoint(server.url)
        assert open_remote(endpoint, DEFAULT_BASE).notice
        assert 0 < sent(graph, endpoint) < 121
        assert there(endpoint) == quads_of(graph)


def test_a_graph_of_another_folder_is_not_replaced(tmp_path: Path, endpoint: Endpoint) -> None:
    mine = local(tmp_path / "mine", "one", quad(1), quad(2), entity(1))
    other = local(tmp_path / "other", "two", quad(2), quad(3))
    sent(mine, endpoint)
    with pytest.raises(StoreError, match="documents of another folder") as caught:
        sent(other, endpoint)
    assert str(tmp_path / "mine") in caught.value.message
    assert "--take-over" in caught.value.hint
    assert there(endpoint) == quads_of(mine)
    sent(other, endpoint, take_over=True)
    assert there(endpoint) == quads_of(other)
    assert not any("thing/1>" in line for line in dump(endpoint))
    with pytest.raises(StoreError, match="documents of another folder"):
        sent(mine, endpoint)


def test_a_second_upload_meanwhile_ends_the_first(tmp_path: Path, endpoint: Endpoint) -> None:
    first = local(tmp_path / "first", "one", *map(quad, range(120)))
    sent(local(tmp_path / "first", "none"), endpoint)
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    second = local(tmp_path / "copy", "two", *(quad(number, "second") for number in range(120)))
    first = local(tmp_path / "first", "one", *map(quad, range(120)))
    once: Iterator[int] = iter([1])

    def meanwhile(done: int, of: int) -> None:
        if done and next(once, None):
            sent(second, endpoint)

    with pytest.raises(StoreError, match="another kgbuild is sending"):
        upload(first, "one", endpoint, DEFAULT_BASE, progress=meanwhile)


def test_an_upload_that_began_before_is_noticed(tmp_path: Path, endpoint: Endpoint) -> None:
    sent(local(tmp_path / "first", "one", quad(1)), endpoint)
    before = dump(endpoint)
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    graph = local(tmp_path / "copy", "two", quad(2))
    change = f"DELETE {{ GRAPH ?g {{ ?s <{TOKEN}> ?t }} }} INSERT {{ GRAPH ?g {{ ?s <{TOKEN}> 'x' }} }}"
    names = graph.names

    def late() -> list[GraphName]:
        update(endpoint, f"{change} WHERE {{ GRAPH ?g {{ ?s <{TOKEN}> ?t }} }}")
        return names()

    graph.names = late  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="another kgbuild is sending"):
        sent(graph, endpoint)
    assert [line for line in dump(endpoint) if TOKEN not in line] == [x for x in before if TOKEN not in x]


def test_a_damaged_manifest(folder: Path, endpoint: Endpoint) -> None:
    sent(local(folder, "one", quad(1), quad(2)), endpoint)
    update(endpoint, f"DELETE WHERE {{ GRAPH <{MANIFEST}> {{ ?s <{TOKEN.replace('token', 'state')}> ?o }} }}")
    with pytest.raises(StoreError, match="manifest of the graph there is damaged") as caught:
        there(endpoint)
    assert "--take-over" in caught.value.hint
    new = local(folder, "two", quad(2))
    with pytest.raises(StoreError, match="damaged"):
        sent(new, endpoint)
    sent(new, endpoint, take_over=True)
    assert there(endpoint) == quads_of(new)
    assert not any("thing/1>" in line for line in dump(endpoint))


def test_a_graph_of_a_newer_kgbuild(folder: Path, endpoint: Endpoint) -> None:
    graph = local(folder, "one", quad(1))
    sent(graph, endpoint)
    known = f"<{MANIFEST}> <{TOKEN.replace('token', 'format')}>"
    update(endpoint, f"DELETE DATA {{ GRAPH <{MANIFEST}> {{ {known} '1' }} }}")
    update(endpoint, f"INSERT DATA {{ GRAPH <{MANIFEST}> {{ {known} '2' }} }}")
    for attempt in (there, lambda at: sent(graph, at), lambda at: sent(graph, at, take_over=True)):
        with pytest.raises(StoreError, match="newer kgbuild") as caught:
            attempt(endpoint)
        assert "Install" in caught.value.hint


def test_triples_that_are_gone_are_missed(folder: Path, endpoint: Endpoint) -> None:
    sent(local(folder, "one", quad(1), quad(2)), endpoint)
    update(endpoint, f"DROP GRAPH <{DEFAULT_BASE}article/1>")
    with pytest.raises(StoreError, match="1 triples where 2 were put"):
        there(endpoint)


def test_graphs_of_two_bases_at_one_endpoint(tmp_path: Path, endpoint: Endpoint) -> None:
    base = "https://example.org/kg/"
    sent(local(tmp_path / "one", "one", quad(1)), endpoint)
    other = local(tmp_path / "two", "two", Quad(quad(1).subject, quad(1).predicate, Literal("x")))
    upload(other, "two", endpoint, base)
    assert there(endpoint) == [str(quad(1))]
    assert quads_of(open_remote(endpoint, base)) == quads_of(other)


@needs_virtuoso
def test_virtuoso(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGBUILD_USER", servers.VIRTUOSO_USER)
    monkeypatch.setenv("KGBUILD_PASSWORD", servers.VIRTUOSO_USER)
    with servers.virtuoso(tmp_path / "server") as server:
        endpoint = Endpoint(server.url)
        sent(local(folder, "one", *map(quad, range(130)), entity(1)), endpoint)
        assert there(endpoint) == quads_of(open_graph(folder))
        new = local(folder, "two", *map(quad, range(10, 120)), quad(5, "a \u0001 \"'{}\\\r\né😀"), entity(2))
        assert sent(new, endpoint) == 21
        assert there(endpoint) == quads_of(new)
        assert open_remote(endpoint, DEFAULT_BASE).notice == ""
        with pytest.raises(StoreError, match="documents of another folder"):
            sent(local(tmp_path / "other", "x", quad(3)), endpoint)
