"""Limits that hold: whatever is asked, what comes to its end is whole, and the server goes on answering."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kgbuild.errors import ExitCode
from kgbuild.serve.formats import GRAPHS, ROWS
from kgbuild.serve.limits import CHUNK, HELD_BACK
from tests.cli.run import ENVIRONMENT, PROGRAM
from tests.serve.conftest import CLIENT, MANY, PATIENCE, Server, serving

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, or needs a limit on memory")

HOG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""Never ends."""
PAIRS = "SELECT * { ?s ?p ?o . ?t ?q ?v }"
"""Has nine million rows."""
WIDE = f"SELECT ?x {{ BIND('{'x' * 998}' AS ?x) ?s ?p ?o . ?t ?q ?v }}"
"""Has as many rows of a thousand bytes, which cost little to make."""
WIDE_ROW = 1000
DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))

HOSTILE = {
    "cross product": HOG,
    "cross product, sorted": f"{PAIRS} ORDER BY ?o ?v",
    "cross product, distinct": "SELECT DISTINCT * { ?s ?p ?o . ?t ?q ?v . ?u ?r ?w }",
    "cross product, in one cell": "SELECT (GROUP_CONCAT(CONCAT(?o, ?v)) AS ?x) { ?s ?p ?o . ?t ?q ?v }",
    "cross product, constructed": "CONSTRUCT { ?s ?p ?v } WHERE { ?s ?p ?o . ?t ?q ?v }",
    "paths of any length": "SELECT * { ?a (!<e:x>|^!<e:x>)* ?b . ?b (<http://e/p>|!<e:x>)+ ?c }",
    "paths in paths": f"SELECT * {{ ?s {'(' * 30}<http://e/p>{'*)' * 30} ?o . ?t !<e:y>* ?v }}",
    "a huge pattern": "SELECT * { ?s ?p ?o FILTER(REGEX(?o, '(a{1,1000}){1,1000}')) }",
    "a pattern that goes back": f"{PAIRS[:-1]} FILTER(REGEX(?o, '^(([a-z])+.)+[A-Z]([a-z])+$')) }}",
    "five thousand parentheses": f"SELECT * {{ ?s ?p ?o FILTER({'(' * 5000}1{')' * 5000}) }}",
    "parentheses that do not close": f"SELECT * {{ ?s ?p ?o FILTER({'(' * 5000}1) }}",
    "five thousand groups": f"SELECT * {{ {'{' * 5000} ?s ?p ?o {'}' * 5000} }}",
    "ten thousand negations": f"SELECT * {{ ?s ?p ?o FILTER({'!' * 10_000}1) }}",
    "five thousand alternatives": f"SELECT * {{ ?s ?p ?o FILTER({'?s = 1 || ' * 5000}1) }}",
    "a string that doubles": f"SELECT * {{ BIND('xxxxxxxxxxxxxxxx' AS ?v0) {DOUBLED} }}",
}  # fmt: skip


def pieces(url: str, query: str, accept: str) -> Iterator[bytes]:
    """Yield the answer in pieces."""
    headers = {"Accept": accept}
    with CLIENT.stream("POST", url, data={"query": query}, headers=headers) as response:
        assert response.status_code == 200
        yield from response.iter_raw()


def eventually(fact: Callable[[], bool]) -> bool:
    """Whether `fact` comes true while a patient person waits."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if fact():
            return True
        time.sleep(0.05)
    return False


def children(process: int) -> set[int]:
    """The processes that `process` started and that run."""
    return {int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def connected(server: Server, request: str) -> socket.socket:
    """Return a connection over which `request` has been sent."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    connection.sendall(request.encode())
    return connection


def posted(query: str, version: str = "1.1", accept: str = "text/csv") -> str:
    return (
        f"POST /sparql HTTP/{version}\r\nHost: localhost\r\nAccept: {accept}\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {len(query.encode())}\r\n\r\n{query}"
    )


@pytest.fixture(scope="module")
def strict(many_store: Path) -> Iterator[Server]:
    """A server that gives queries little time."""
    with serving(many_store, "--timeout", "3") as running:
        yield running


@pytest.fixture(scope="module")
def narrow(many_store: Path) -> Iterator[Server]:
    """A server that gives queries little room."""
    with serving(many_store, "--max-rows", "2000", "--max-body", "64", "--memory", "1024") as running:
        yield running


@pytest.fixture(scope="module")
def roomy(many_store: Path) -> Iterator[Server]:
    """A server with many triples and the usual limits."""
    with serving(many_store) as running:
        yield running


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_ends_in_an_error_or_in_full(strict: Server, query: str) -> None:
    try:
        response = strict.ask(query, Accept="text/csv, text/turtle")
    except httpx.RemoteProtocolError:
        pass  # broken off, as every client sees
    else:
        assert response.status_code in (200, 400, 422, 500, 504)
        assert response.status_code == 200 or len(response.text) > 20
    assert strict.answers()


def test_a_query_past_its_time_says_so(strict: Server) -> None:
    response = strict.ask(HOG)
    assert response.status_code == 504
    assert "stopped after 3 s" in response.text


@ON_LINUX
def test_a_query_past_its_time_is_really_stopped(strict: Server) -> None:
    assert strict.answers()
    before = children(strict.process.pid)
    with ThreadPoolExecutor() as threads:
        hogs = [threads.submit(strict.ask, HOG) for _ in range(2)]
        assert [hog.result().status_code for hog in hogs] == [504, 504]
    assert eventually(lambda: not any(runs(process) for process in before))


def received(url: str, query: str, accept: str = "text/csv") -> tuple[int, bool]:
    """Return how many bytes of the answer come, and whether it is whole."""
    count = 0
    try:
        for piece in pieces(url, query, accept):
            count += len(piece)
    except httpx.RemoteProtocolError:
        return count, False
    return count, True


def test_an_answer_past_its_time_breaks_off(strict: Server) -> None:
    size, whole = received(strict.url, WIDE)  # nine gigabytes, if there were time
    assert size > HELD_BACK
    assert not whole
    assert strict.answers()


@pytest.mark.parametrize("accept", [form.media_types[0] for form in ROWS])
def test_rows_are_limited_to_the_row(narrow: Server, accept: str) -> None:
    whole = narrow.ask("SELECT ?o { ?s ?p ?o } LIMIT 2000", Accept=accept)
    assert whole.status_code == 200
    more = narrow.ask("SELECT ?o { ?s ?p ?o } LIMIT 2001", Accept=accept)
    assert more.status_code == 422
    assert "more than 2000 rows" in more.text
    assert received(narrow.url, f"{WIDE} LIMIT 2000", accept)[1]
    assert not received(narrow.url, f"{WIDE} LIMIT 2001", accept)[1]


@pytest.mark.parametrize("accept", [form.media_types[0] for form in GRAPHS])
def test_triples_are_limited(narrow: Server, accept: str) -> None:
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert narrow.ask(f"{query} LIMIT 2000", Accept=accept).status_code == 200
    more = narrow.ask(query, Accept=accept)
    assert more.status_code == 422
    assert "more than 2000 triples" in more.text


@pytest.mark.parametrize("declared", [True, False])
def test_bodies_are_limited(narrow: Server, declared: bool) -> None:
    content = b"ASK {}" + b" " * (64 << 10)
    sent = content if declared else iter([content[:1000], content[1000:]])
    response = CLIENT.post(narrow.url, content=sent, headers={"Content-Type": "application/sparql-query"})
    assert response.status_code == 413
    assert "65536" in response.text


@ON_LINUX
def test_memory_is_limited(narrow: Server) -> None:
    response = narrow.ask(HOSTILE["a string that doubles"])
    assert response.status_code == 500
    assert "1024 MiB" in response.text
    assert narrow.answers()


def test_no_header_can_be_smuggled_in(strict: Server) -> None:
    evil = "x\r\nX-Evil: 1\r\n\r\n"
    for fields in ({"format": evil}, {"default-graph-uri": evil}, {"query": evil}, {evil: evil}):
        response = CLIENT.get(strict.url, params={"query": "ASK {}"} | fields)
        assert "x-evil" not in response.headers
    assert strict.answers()


@pytest.mark.parametrize(
    "name", ['x"} UNION { ?s ?p ?o } #', "x' . ?s ?p ?o . '", "\\u0022 } #", "x\n}\n", "${7*7}", "<script>"]
)
def test_what_is_sent_comes_back_as_data_only(strict: Server, name: str) -> None:
    response = strict.ask(f"SELECT * {{ {name} }}")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert response.headers["content-type"].startswith("text/plain")


def test_clients_are_answered_beside_a_hog(strict: Server) -> None:
    with ThreadPoolExecutor(51) as threads:
        hog = threads.submit(strict.ask, HOG)
        clients = [threads.submit(strict.ask, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") for _ in range(50)]
        for client in clients:
            rows = client.result().raise_for_status().json()["results"]["bindings"]
            assert rows[0]["n"]["value"] == str(MANY)
        assert hog.result().status_code == 504


def test_clients_are_answered_beside_slow_readers(roomy: Server) -> None:
    rows = 50_000
    query = posted(f"{WIDE} LIMIT {rows}")
    slow = [connected(roomy, query) for _ in range(5)]
    try:
        responses = [http.client.HTTPResponse(connection) for connection in slow]
        for response in responses:
            response.begin()
            assert response.read(10) == b"x\r\nxxxxxxx"
        assert roomy.answers()
        # One of them goes on, and gets all.
        assert len(responses[0].read()) == rows * WIDE_ROW + len("x\r\n") - 10
    finally:
        for connection in slow:
            connection.close()
    assert roomy.answers()


@ON_LINUX
def test_the_servers_memory_does_not_grow_with_the_answer(roomy: Server) -> None:
    assert roomy.answers()
    before = _memory(roomy.process.pid)
    assert received(roomy.url, f"{WIDE} LIMIT 50000") == (50_000 * WIDE_ROW + len("x\r\n"), True)
    assert _memory(roomy.process.pid) - before < 20_000_000


def _memory(process: int) -> int:
    """The most memory that `process` has used so far, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def test_a_client_that_leaves_ends_its_query(many_store: Path) -> None:
    with serving(many_store, "--workers", "1", "--timeout", "600") as alone:
        connected(alone, posted(HOG)).close()
        connection = connected(alone, posted(WIDE))
        assert connection.recv(CHUNK)
        connection.close()
        assert alone.answers()  # before the ten minutes of the two


def test_http_1_0_gets_no_answer_that_it_could_not_tell_from_a_part(roomy: Server) -> None:
    with connected(roomy, posted(WIDE, "1.0")) as connection:
        assert connection.recv(CHUNK).startswith(b"HTTP/1.1 505")
    with connected(roomy, posted("ASK {}", "1.0", "text/csv")) as connection:
        reply = connection.recv(CHUNK)
    assert reply.startswith(b"HTTP/1.1 200")
    assert b"content-length: 4" in reply


@ON_LINUX
def test_no_process_outlives_a_server_that_is_killed(many_store: Path) -> None:
    with contextlib.suppress(AssertionError), serving(many_store, "--timeout", "600") as doomed:
        assert doomed.answers()
        with connected(doomed, posted(HOG)):
            workers = children(doomed.process.pid)
            time.sleep(0.3)
            os.kill(doomed.process.pid, signal.SIGKILL)
    assert workers
    assert eventually(lambda: not any(runs(worker) for worker in workers))


def test_who_asks_while_the_server_is_stopped_is_told(many_store: Path) -> None:
    with (
        serving(many_store, "--timeout", "600") as ending,
        connected(ending, posted(WIDE)) as connection,
        ThreadPoolExecutor() as threads,
    ):
        response = http.client.HTTPResponse(connection)
        response.begin()
        hog = threads.submit(ending.ask, HOG)
        time.sleep(0.5)  # until the hog has its turn
        ending.process.terminate()
        assert hog.result().status_code == 503
        assert "being stopped" in hog.result().text
        with pytest.raises(http.client.IncompleteRead):
            response.read()
        ending.process.wait(PATIENCE)


@ON_LINUX
def test_one_huge_value_does_not_fill_the_servers_memory(roomy: Server) -> None:
    assert roomy.answers()
    before = _memory(roomy.process.pid)
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(22))
    query = f"SELECT ?v22 {{ BIND('xxxxxxxxxxxxxxxx' AS ?v0) {doubled} }}"
    assert received(roomy.url, query) == ((16 << 22) + len("v22\r\n\r\n"), True)
    assert _memory(roomy.process.pid) - before < 20_000_000


@ON_LINUX
def test_too_little_memory_to_start_with_is_told(sample_store: Path) -> None:
    command = [*PROGRAM, "serve", "--store", str(sample_store), "--port", "0", "--memory", "20"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=PATIENCE)
    assert done.returncode == ExitCode.USAGE
    assert "--memory: 20 MiB may be too little" in done.stderr
    assert "Give more with --memory" in done.stderr
    assert len(done.stderr.splitlines()) == 2  # no traceback, and nothing of processes left behind
