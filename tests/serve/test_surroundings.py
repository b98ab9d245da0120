"""What surrounds the queries: the description, the page, who may ask from where, a graph built anew."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.rdf.store import write_graph
from tests.serve.conftest import CLIENT, PATIENCE, Server, many, serving

SD = "http://www.w3.org/ns/sparql-service-description#"
SITE = "https://desk.example"


@pytest.mark.parametrize(
    "accept", ["*/*", "text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_the_service_describes_itself(server: Server, accept: str) -> None:
    response = CLIENT.get(server.url, headers={"Accept": accept})
    assert response.status_code == 200
    kind = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    store = ox.Store()
    store.load(response.content, kind)
    asked = f"""
        ASK {{ ?service a <{SD}Service> ; <{SD}endpoint> <{server.url}> ;
          <{SD}feature> <{SD}UnionDefaultGraph> ;
          <{SD}supportedLanguage> <{SD}SPARQL11Query> ; <{SD}defaultDataset>/<{SD}defaultGraph> ?graph .
          FILTER NOT EXISTS {{ ?service <{SD}supportedLanguage> <{SD}SPARQL11Update> }} }}"""
    assert bool(store.query(asked))


def test_a_description_has_no_other_format(server: Server) -> None:
    response = CLIENT.get(server.url, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.text


def test_a_browser_gets_a_page(server: Server) -> None:
    home = server.url.removesuffix("sparql")
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    response = CLIENT.get(home, headers=browser, follow_redirects=True)
    assert str(response.url) == server.url
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "://" not in re.sub(r"http://localhost\S*", "", response.text)  # nothing comes from elsewhere
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for kind in ("style", "script"):
        content = response.text.partition(f"<{kind}>")[2].partition(f"</{kind}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_the_query_of_the_page_runs(server: Server) -> None:
    page = CLIENT.get(server.url, headers={"Accept": "text/html"}).text
    query = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert query
    rows = server.ask(query[1]).raise_for_status().json()["results"]["bindings"]
    assert rows
    assert {"who", "whom", "sentence", "article"} <= set(rows[0])


def test_other_paths_are_not_found(server: Server) -> None:
    assert CLIENT.get(server.url + "/x").status_code == 404
    assert CLIENT.get(server.url.replace("/sparql", "/..%2f..%2fetc/passwd")).status_code == 404


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:1"])
def test_loopback_is_answered_by_its_names(server: Server, host: str) -> None:
    assert CLIENT.get(server.url, params={"query": "ASK {}"}, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["desk.example", "localhost.desk.example", "127.0.0.1.desk.example", ""])
def test_other_names_are_not(server: Server, host: str) -> None:
    assert CLIENT.get(server.url, params={"query": "ASK {}"}, headers={"Host": host}).status_code == 400


def test_other_sites_may_not_read(server: Server) -> None:
    for origin in (SITE, "null"):
        response = CLIENT.get(server.url, params={"query": "ASK {}"}, headers={"Origin": origin})
        assert not [name for name in response.headers if name.startswith("access-control")]
    preflight = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    assert CLIENT.options(server.url, headers=preflight).status_code == 405


@pytest.fixture(scope="module")
def shared(sample_store: Path) -> Iterator[Server]:
    with serving(sample_store, "--cors", SITE) as running:
        yield running


def test_a_site_that_is_named_may_read(shared: Server) -> None:
    for query in ("ASK {}", "ASK {"):  # it has to see errors too
        response = CLIENT.get(shared.url, params={"query": query}, headers={"Origin": SITE})
        assert response.headers["access-control-allow-origin"] == SITE
        assert {"Accept", "Origin"} <= set(re.split(r",\s*", response.headers["vary"]))
    preflight = {
        "Origin": SITE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    assert CLIENT.options(shared.url, headers=preflight).status_code == 200
    other = CLIENT.get(shared.url, params={"query": "ASK {}"}, headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


def count(server: Server) -> int:
    rows = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").raise_for_status().json()
    return int(rows["results"]["bindings"][0]["n"]["value"])


def test_a_graph_that_is_built_anew_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    write_graph(folder, "first", many(3000))
    with serving(folder) as running, ThreadPoolExecutor() as threads:
        assert count(running) == 3000
        # An answer that has begun ends with the graph it began with.
        slow = "SELECT ?o ?v { ?s ?p ?o . ?t ?q ?v } LIMIT 60000"
        with CLIENT.stream(
            "POST", running.url, data={"query": slow}, headers={"Accept": "text/csv"}
        ) as response:
            pieces = response.iter_bytes()
            text = next(pieces)
            write_graph(folder, "second", many(10))
            assert [one.result() for one in [threads.submit(count, running) for _ in range(8)]] == [10] * 8
            text += b"".join(pieces)
        assert text.count(b"no. ") == 120_000
        write_graph(folder, "third", many(20))
        assert count(running) == 20


def test_a_store_that_goes_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    write_graph(folder, "first", many(10))
    with serving(folder) as running:
        assert count(running) == 10
        shutil.rmtree(folder)
        response = running.ask("ASK {}")
        assert response.status_code == 500
        assert "no store here" in response.text or "no graph here" in response.text
        write_graph(folder, "second", many(20))
        assert count(running) == 20


def test_requests_that_are_no_http_are_survived(server: Server) -> None:
    for rubbish in (b"\x16\x03\x01\x02", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"x" * 300_000, b""):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
            connection.sendall(rubbish)
            connection.shutdown(socket.SHUT_WR)
            reply = b"".join(iter(lambda: _received(connection), b""))
        assert reply == b"" or reply.startswith(b"HTTP/1.1 400")
    assert server.answers()


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1 << 16)
    except ConnectionError:  # what was not read is thrown away with the connection
        return b""
