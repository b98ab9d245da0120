"""What goes wrong between here and an endpoint is told in plain words, with a hint, and never a secret."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kgbuild.config import DEFAULT_BASE, Endpoint, load_settings
from kgbuild.errors import ExitCode, KgbuildError, KnowledgeError, StoreError
from kgbuild.rdf.addresses import query_addresses, writing_addresses
from kgbuild.rdf.remote import open_remote
from kgbuild.rdf.rows import rows
from kgbuild.rdf.store import EmbeddedGraph, open_graph, write_graph
from kgbuild.rdf.upload import upload
from tests.cli.run import kgbuild
from tests.stores import servers
from tests.stores.conftest import needs_virtuoso, quads_of
from tests.stores.scripted import Reply, Request, answering

SECRET = "hunter2-is-secret"
YES, NO = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'
NOTHING = b'{"head":{"vars":["g","s","p","o"]},"results":{"bindings":[]}}'


def refused(endpoint: Endpoint | str) -> KgbuildError:
    """Return the error of opening the graph there, which tells no secret."""
    one = Endpoint(endpoint) if isinstance(endpoint, str) else endpoint
    with pytest.raises(KgbuildError) as caught:
        open_remote(one, DEFAULT_BASE)
    error = caught.value
    assert error.hint
    assert one.url in error.message
    assert SECRET not in repr(error) + error.message + error.hint
    return error


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KGBUILD_USER", "ann")
    monkeypatch.setenv("KGBUILD_PASSWORD", SECRET)
    return base64.b64encode(f"ann:{SECRET}".encode()).decode()


def test_nothing_listens() -> None:
    error = refused(f"http://127.0.0.1:{servers.free_port()}")
    assert "cannot be reached" in error.message
    assert error.exit_code is ExitCode.STORE


def test_an_unknown_host() -> None:
    assert "cannot be reached" in refused("http://no-such-host.invalid/sparql").message


def test_a_command_tells_it(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{servers.free_port()}"
    done = kgbuild("query", "who-led", "--store", url, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (ExitCode.STORE, "")
    assert f"{url}: cannot be reached" in done.stderr


def test_an_endpoint_without_a_graph(endpoint: Endpoint) -> None:
    error = refused(endpoint)
    assert "no graph of kgbuild is there yet" in error.message
    assert f"kgbuild build SOURCE... --store {endpoint.url}" in error.hint


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(401), "asks who you are"),
        (Reply(403, b"not for you", "text/plain"), "forbids this: not for you"),
        (Reply(404), "no SPARQL endpoint is there"),
        (Reply(405), "no SPARQL endpoint is there"),
        (
            Reply(302, headers={"location": "https://elsewhere.example/q"}),
            "on to https://elsewhere.example/q",
        ),
        (Reply(500, b"out of cheese", "text/plain"), "failed: 500 Internal Server Error: out of cheese"),
        (Reply(503, b"<h1>busy</h1>", "text/html"), "failed: 503 Service Unavailable"),
        (Reply(400, b"no such thing", "text/plain"), "refuses the query: no such thing"),
        (Reply(200, b"<html>hello</html>", "text/html; charset=utf-8"), "a web page is there"),
        (Reply(200, b'{"head":{"vars":["a"]},"results":{"bindings":['), "cut off or damaged"),
        (Reply(200, YES, length=len(YES) + 5), "the answer is cut off"),
        (Reply(200, b""), "cut off or damaged"),
        (Reply(200, b"hello", "text/plain"), "cut off or damaged"),
    ],
)
def test_an_answer_that_is_none(reply: Reply, words: str) -> None:
    with answering(lambda _: reply) as url:
        assert words in refused(f"{url}/sparql").message
        assert words in refused(url).message


def manifest(**changed: str) -> bytes:
    """Return the answer to the question for the manifest of a graph of one article."""
    values = {"format": "1", "key": "k", "state": "complete", "token": "t", "owner": "o", "home": "h:/kg"}
    values |= {"holds": f"abc 3 {DEFAULT_BASE}article/a"} | changed
    found = [
        {
            "p": {"type": "uri", "value": f"https://w3id.org/kgbuild/store#{name}"},
            "o": {"type": "literal", "value": value},
        }
        for name, value in values.items()
    ]
    return json.dumps({"head": {"vars": ["p", "o"]}, "results": {"bindings": found}}).encode()


def test_a_server_that_only_knows_one_graph_at_a_time() -> None:
    def reply(request: Request) -> Reply:
        return Reply(200, manifest() if "SELECT" in request.form else NO)

    with answering(reply) as url:
        error = refused(url)
    assert "does not answer over all graphs together" in error.message
    assert "union" in error.hint


def test_fewer_triples_than_were_put() -> None:
    def reply(request: Request) -> Reply:
        if "ASK" in request.form:
            return Reply(200, YES)
        return Reply(200, manifest() if "manifest" in request.form else NOTHING)

    with answering(reply) as url, pytest.raises(StoreError, match="0 triples where 3 were put"):
        list(open_remote(Endpoint(url), DEFAULT_BASE).quads())


def test_no_answer_in_time(monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint) -> None:
    monkeypatch.setenv("KGBUILD_TIMEOUT", "0.3")
    stop = threading.Event()

    def slow(_: Request) -> Reply:
        stop.wait(20)
        return Reply(200, YES)

    with answering(slow) as url:
        error = refused(url)
        stop.set()
    assert "no answer within 0.3 seconds" in error.message
    assert "KGBUILD_TIMEOUT" in error.hint


@pytest.mark.parametrize("value", ["soon", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KGBUILD_TIMEOUT", value)
    with pytest.raises(StoreError, match="KGBUILD_TIMEOUT"):
        open_remote(Endpoint("http://127.0.0.1:9"), DEFAULT_BASE)


def test_a_password_is_given_when_it_is_asked_for(password: str) -> None:
    seen: list[str | None] = []

    def asks(request: Request) -> Reply:
        seen.append(request.headers.get("authorization"))
        if seen[-1] == f"Basic {password}":
            return Reply(500, b"let in", "text/plain")
        return Reply(401, headers={"www-authenticate": 'Basic realm="x"'})

    with answering(asks) as url:
        assert "let in" in refused(f"{url}/sparql").message
    assert seen == [None, f"Basic {password}"]


def test_a_password_that_is_wrong(password: str) -> None:
    with answering(lambda _: Reply(401, headers={"www-authenticate": 'Basic realm="x"'})) as url:
        assert "does not take the name and password in KGBUILD_USER" in refused(url).message


def test_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGBUILD_TOKEN", SECRET)
    seen: list[str | None] = []

    def asks(request: Request) -> Reply:
        seen.append(request.headers.get("authorization"))
        return Reply(401)

    with answering(asks) as url:
        assert "does not take the token in KGBUILD_TOKEN" in refused(f"{url}/sparql").message
    assert seen == [f"Bearer {SECRET}"]


def test_secrets_do_not_travel_in_the_clear(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    url = "http://no-such-host.invalid/sparql"
    assert "unencrypted" in refused(url).message
    monkeypatch.setenv("KGBUILD_ALLOW_PLAIN_HTTP", "1")
    assert "cannot be reached" in refused(url).message
    monkeypatch.delenv("KGBUILD_ALLOW_PLAIN_HTTP")
    assert "cannot be reached" in refused("https://no-such-host.invalid/sparql").message


def test_a_redirect_takes_no_secret_along(password: str) -> None:
    reached: list[str] = []

    def target(request: Request) -> Reply:
        reached.append(request.path)
        return Reply(200, YES)

    with answering(target) as there, answering(lambda _: Reply(307, headers={"location": there})) as url:
        assert "sends us on" in refused(url).message
    assert reached == []


@pytest.mark.parametrize("url", ["http://ann:pass@host/q", "https://ann@host/q"])
def test_a_password_in_the_url_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="in the URL") as caught:
        load_settings(store=url, file=tmp_path / "none")
    assert "pass@" not in caught.value.message
    assert "KGBUILD_PASSWORD" in caught.value.hint


@pytest.mark.parametrize("url", ["ftp://host/q", "http://", "http://host:port/", "file:///kg", "http://[::1"])
def test_an_address_of_nothing(url: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no address of a SPARQL endpoint"):
        load_settings(store=url, file=tmp_path / "none")


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A server that stops each query after a second, with many triples."""
    folder = tmp_path_factory.mktemp("hurried")
    with servers.oxigraph(folder / "server", "--timeout-s", "1") as server:
        endpoint, graph = Endpoint(server.url), ox.NamedNode(f"{DEFAULT_BASE}article/a")
        node, name = ox.NamedNode(f"{DEFAULT_BASE}a"), ox.NamedNode("http://e/p")
        write_graph(folder / "kg", "many", (ox.Quad(node, name, ox.Literal(n), graph) for n in range(4000)))
        upload(open_graph(folder / "kg"), "many", endpoint, DEFAULT_BASE)
        yield endpoint


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?a ?b WHERE { ?x <http://e/p> ?a . ?y <http://e/p> ?b . FILTER(?a != ?b) }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?x <http://e/p> ?a . ?y <http://e/p> ?b . FILTER(?a + 1 = ?b * 3) }",
        "CONSTRUCT { ?x ?a ?b } WHERE { ?x ?p ?a . ?y ?p ?b . BIND(IRI(CONCAT('x:', STR(?a))) AS ?q) }",
        "ASK { ?x <http://e/p> ?a . ?y <http://e/p> ?b . FILTER(?a + ?b < 0) }",
    ],
)
def test_a_partial_answer_is_none(hurried: Endpoint, sparql: str, tmp_path: Path) -> None:
    sparql = sparql.replace("{ ?x ?a ?b }", "{ ?x ?p ?b }")
    with pytest.raises(StoreError, match=r"cut off|failed"):
        open_remote(hurried, DEFAULT_BASE).query(sparql)
    done = kgbuild("query", "-q", sparql, "--store", hurried.url, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (ExitCode.STORE, "")
    assert "hint:" in done.stderr


@needs_virtuoso
def test_virtuoso_tells_where_it_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with servers.virtuoso(tmp_path / "server", rows=50) as server:
        endpoint = Endpoint(server.url)
        write_graph(tmp_path / "kg", "one", [quad(n) for n in range(40)])
        local = open_graph(tmp_path / "kg")
        with pytest.raises(StoreError, match=r"forbids|asks who|refuses|failed"):
            upload(local, "one", endpoint, DEFAULT_BASE)
        monkeypatch.setenv("KGBUILD_USER", servers.VIRTUOSO_USER)
        monkeypatch.setenv("KGBUILD_PASSWORD", SECRET)
        with pytest.raises(StoreError, match="does not take the name and password") as caught:
            upload(local, "one", endpoint, DEFAULT_BASE)
        assert SECRET not in caught.value.message + caught.value.hint
        monkeypatch.setenv("KGBUILD_PASSWORD", servers.VIRTUOSO_USER)
        upload(local, "one", endpoint, DEFAULT_BASE)
        graph = open_remote(endpoint, DEFAULT_BASE)
        assert quads_of(graph) == quads_of(local)
        with pytest.raises(StoreError, match="no more than 50 rows"):
            list(rows(graph, "SELECT ?s ?o { ?s ?p ?o }"))
        with pytest.raises(StoreError, match="transitive start not given"):
            graph.query("SELECT ?s ?o { ?s kg:partOf+ ?o }")


def quad(number: int) -> ox.Quad:
    node = ox.NamedNode(f"{DEFAULT_BASE}a/{number}")
    return ox.Quad(
        node, ox.NamedNode("http://e/p"), ox.Literal(number), ox.NamedNode(f"{DEFAULT_BASE}article/a")
    )


def test_a_graph_that_another_tool_put_there(sample: EmbeddedGraph, endpoint: Endpoint) -> None:
    data = "".join(f"{quad} .\n" for quad in sample.quads())
    headers = {"content-type": "application/n-quads"}
    assert httpx.post(f"{endpoint.url}/store", content=data.encode(), headers=headers).is_success
    graph = open_remote(endpoint, DEFAULT_BASE)
    assert quads_of(graph) == quads_of(sample)
    assert graph.notice == ""


@pytest.mark.parametrize(
    ("query", "update", "graphs"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-graph-crud-auth"),
        ("http://h:3030/kg/query", "http://h:3030/kg/update", "http://h:3030/kg/data"),
        ("http://h:3030/kg/sparql", "http://h:3030/kg/update", "http://h:3030/kg/data"),
        (
            "http://h/repositories/kg",
            "http://h/repositories/kg/statements",
            "http://h/repositories/kg/rdf-graphs/service",
        ),
    ],
)
def test_addresses_by_convention(query: str, update: str, graphs: str) -> None:
    assert query_addresses(query) == [query]
    assert writing_addresses(Endpoint(query), query, guarded=True) == (update, graphs)
    own = Endpoint(query, "http://h/u")
    assert writing_addresses(own, query, guarded=True) == ("http://h/u", graphs)


def test_addresses_that_no_convention_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://h/ask"
    with pytest.raises(StoreError, match="not known") as caught:
        writing_addresses(Endpoint(url), url, guarded=False)
    assert "kgbuild.toml" in caught.value.hint
    file = tmp_path / "kgbuild.toml"
    file.write_text(f'store = "{url}"\nupdate = "https://h/u"\ngraphs = "https://h/g"\nwork = "w"\n')
    settings = load_settings(file=file)
    assert settings.endpoint == Endpoint(url, "https://h/u", "https://h/g")
    assert settings.store == Path("w")
    assert settings.place == url
    assert load_settings(store="https://other/q", file=file).endpoint == Endpoint("https://other/q")
    monkeypatch.setenv("KGBUILD_UPDATE", "https://h/u2")
    found = load_settings(file=file).endpoint
    assert found is not None
    assert found.update == "https://h/u2"
