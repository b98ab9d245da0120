"""The tests of W3C's suite for the SPARQL 1.1 Protocol, by their names, and what else the protocol asks for.

See https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/. The graphs of the dataset tests are
articles of the sample, as this endpoint loads nothing from elsewhere. The suite's tests of update operations
are the cases of `UPDATES`: what reads only refuses them.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from tests.serve.conftest import CLIENT, PATIENCE, Server

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
RESULTS = (
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = ("application/rdf+xml", "application/n-triples", "text/turtle", "application/ld+json")


@dataclass(frozen=True)
class Case:
    """A request, and what has to come back.

    Attributes:
        status: The status; a hundred stands for all that begin alike.
        boolean: The answer to ASK.
        types: Media types of which the answer has one.
    """

    name: str
    method: str = "POST"
    params: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    status: int = 200
    boolean: bool | None = None
    types: tuple[str, ...] = ()


def get(name: str, query: str, **expected: Any) -> Case:
    return Case(name, "GET", urlencode({"query": query}), **expected)


def form(name: str, query: str, **expected: Any) -> Case:
    return posted(name, FORM, urlencode({"query": query}), **expected)


def posted(name: str, content_type: str, body: str | bytes, **expected: Any) -> Case:
    content = body if isinstance(body, bytes) else body.encode()
    return Case(name, headers={"Content-Type": content_type}, body=content, **expected)


CASES = [
    get("query_get", "ASK {}", boolean=True),
    form("query_post_form", "ASK {}", boolean=True),
    posted("query_post_direct", DIRECT, "ASK {}", boolean=True),
    form("query_content_type_select", "SELECT (1 AS ?value) {}", types=RESULTS),
    form("query_content_type_ask", "ASK {}", types=RESULTS),
    form("query_content_type_describe", "DESCRIBE <http://example.org/>", types=GRAPHS),
    form(
        "query_content_type_construct",
        "CONSTRUCT { <http://e/s> <http://e/p> 1 } WHERE {}",
        types=GRAPHS,
    ),
    Case("bad_query_method", "PUT", "query=ASK%20%7B%7D", status=405),
    Case("bad_multiple_queries", "GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", status=400),
    posted("bad_query_wrong_media_type", "text/plain", "ASK {}", status=415),
    Case("bad_query_missing_form_type", body=b"query=ASK%20%7B%7D", status=415),
    Case("bad_query_missing_direct_type", body=b"ASK {}", status=415),
    posted("bad_query_non_utf8", f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), status=415),
    get("bad_query_syntax", "ASK {", status=400),
    # Not in the suite.
    posted("non_utf8_body", DIRECT, b"ASK { ?s ?p '\xff' }", status=400),
    Case("non_utf8_url", "GET", "query=ASK%20%7B%20%3Fs%20%3Fp%20'%FF'%20%7D", status=400),
    posted("form_without_query", FORM, "a=b", status=400),
    get("empty_query", "", status=400),
    Case("query_in_url_and_body", "POST", "query=ASK%7B%7D", {"Content-Type": DIRECT}, b"ASK {}", 400),
    posted("charset_utf8", f'{DIRECT}; charset="UTF-8"', "ASK { FILTER('é' = 'é') }", boolean=True),
    Case("unknown_parameter", "GET", "query=ASK%7B%7D&timeout=5&results=json", boolean=True),
    Case("plus_is_space", "GET", "query=ASK+%7B%7D", boolean=True),
    posted("too_many_fields", FORM, "a=1&" * 2000, status=400),
    Case("compressed", headers={"Content-Type": DIRECT, "Content-Encoding": "gzip"}, body=b"x", status=415),
    Case("long_accept", "GET", "query=ASK%7B%7D", {"Accept": "text/html," * 2000}, status=431),
    Case("malformed_accept", "GET", "query=ASK%7B%7D", {"Accept": "rubbish"}, status=400),
    Case("head", "HEAD", "query=ASK%7B%7D"),
    Case("options", "OPTIONS", status=405),
]

UPDATE = "application/sparql-update"
UPDATES = [
    posted("update_post_form", FORM, "update=CLEAR%20ALL"),
    posted("update_post_direct", UPDATE, "CLEAR ALL"),
    posted("update_base_uri", UPDATE, "BASE <http://e/> INSERT { GRAPH <a> { <b> <c> 1 } } WHERE {}"),
    Case(
        "update_dataset_default_graph",
        params="using-graph-uri=http%3A%2F%2Fe%2Fa",
        headers={"Content-Type": UPDATE},
        body=b"INSERT { <http://e/a> <http://e/b> 1 } WHERE {}",
    ),
    Case("bad_update_get", "GET", "update=CLEAR%20ALL"),
    posted("bad_multiple_updates", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    posted("update_beside_query", FORM, "query=ASK%7B%7D&update=CLEAR%20ALL"),
]


def send(server: Server, case: Case) -> httpx.Response:
    url = f"{server.url}?{case.params}" if case.params else server.url
    return CLIENT.request(case.method, url, headers=case.headers, content=case.body or None)


def media_type(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_protocol(server: Server, case: Case) -> None:
    response = send(server, case)
    assert response.status_code == case.status, response.text
    if case.boolean is not None:
        assert response.json()["boolean"] is case.boolean
    if case.types:
        assert media_type(response) in case.types
    if response.is_error:
        assert media_type(response) == "text/plain"
        assert len(response.text) > 10


@pytest.mark.parametrize("case", UPDATES, ids=lambda case: case.name)
def test_updates_are_refused(server: Server, case: Case) -> None:
    response = send(server, case)
    assert response.status_code == 403
    assert "only reads" in response.text
    assert server.ask("ASK { ?a kg:led ?b }").json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "LOAD <http://localhost:1/>",
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://localhost:1/> { ?s ?p ?o }",
        # As in the suite's query_multiple_dataset, where the request's graphs win over these.
        "ASK FROM <http://localhost:1/a> FROM NAMED <http://localhost:1/b> {}",
    ],
)
def test_what_reaches_out_is_refused(server: Server, query: str) -> None:
    response = server.ask(query)
    assert response.status_code == 400
    assert query.split()[0] in response.text or "SERVICE" in response.text or "FROM" in response.text


def test_errors_say_where(server: Server) -> None:
    response = server.ask("SELECT *\nWHERE { ?s ?p }")
    assert response.status_code == 400
    assert "line 2" in response.text
    assert "WHERE { ?s ?p }" in response.text


@pytest.fixture(scope="module")
def graphs(server: Server) -> list[str]:
    """The names of the graphs in the store."""
    rows = server.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").json()
    return [row["g"]["value"] for row in rows["results"]["bindings"]]


def test_a_long_url_is_told_to_come_by_post(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/sparql?query=ASK%7B%7D&x=" + "x" * 70_000)
    response = connection.getresponse()
    assert response.status == 414
    assert b"POST" in response.read()


class TestDataset:
    """The suite's query_dataset_*: some graphs of the store instead of all."""

    def count(self, server: Server, query: str, method: str = "GET", **dataset: Any) -> int:
        fields: dict[str, Any] = {
            name.replace("_", "-") + "-graph-uri": iris for name, iris in dataset.items()
        }
        match method:
            case "GET":
                response = CLIENT.get(server.url, params={"query": query} | fields)
            case "form":
                response = CLIENT.post(server.url, data={"query": query} | fields)
            case _:
                headers = {"Content-Type": DIRECT}
                response = CLIENT.post(server.url, params=fields, content=query, headers=headers)
        return int(response.raise_for_status().json()["results"]["bindings"][0]["n"]["value"])

    DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def of(self, graph: str) -> str:
        return f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"

    def test_all_is_seen_where_none_is_named(self, server: Server, graphs: list[str]) -> None:
        assert len(graphs) > 2
        assert self.count(server, self.NAMED) == len(graphs)
        total = self.count(server, self.DEFAULT)
        assert total > sum(self.count(server, self.of(graph)) for graph in graphs)

    @pytest.mark.parametrize("method", ["GET", "form", "direct"])
    def test_default_graphs(self, server: Server, graphs: list[str], method: str) -> None:
        sizes = [self.count(server, self.of(graph)) for graph in graphs]
        assert self.count(server, self.DEFAULT, method, default=graphs[:1]) == sizes[0] > 0
        assert self.count(server, self.DEFAULT, method, default=graphs[:2]) == sizes[0] + sizes[1]
        assert self.count(server, self.NAMED, method, default=graphs[:2]) == 0

    @pytest.mark.parametrize("method", ["GET", "form", "direct"])
    def test_named_graphs(self, server: Server, graphs: list[str], method: str) -> None:
        assert self.count(server, self.NAMED, method, named=graphs[:2]) == 2
        assert self.count(server, self.of(graphs[2]), method, named=graphs[:2]) == 0
        assert self.count(server, self.DEFAULT, method, named=graphs[:2]) == 0

    def test_full(self, server: Server, graphs: list[str]) -> None:
        size = self.count(server, self.of(graphs[0]))
        both: dict[str, Any] = {"default": graphs[:1], "named": graphs[1:2]}
        assert self.count(server, self.DEFAULT, **both) == size
        assert self.count(server, self.NAMED, **both) == 1

    @pytest.mark.parametrize("iri", ["http://example.org/none", "no iri", "http://e/> } DROP ALL #", ""])
    def test_graphs_that_are_not_here_are_refused(self, server: Server, iri: str) -> None:
        for name in ("default-graph-uri", "named-graph-uri"):
            response = CLIENT.get(server.url, params={"query": "ASK {}", name: iri})
            assert response.status_code == 400
            assert "graph" in response.text
