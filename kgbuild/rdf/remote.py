"""A graph at a SPARQL 1.1 endpoint, to read from: the same questions as of a store, and the same answers.

The union of graphs is the default on some servers and an option of the query on others; which it is here is
found out by asking for the manifest without naming its graph.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator, Mapping, Sequence

import httpx
import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kgbuild.config import Endpoint
from kgbuild.errors import KgbuildError, QueryError, StoreError
from kgbuild.rdf.addresses import query_addresses
from kgbuild.rdf.bound import Values, with_prefixes, with_values
from kgbuild.rdf.connection import Connection, Credentials
from kgbuild.rdf.graph import QueryResult, tried
from kgbuild.rdf.manifest import COMPLETE, Manifest, entity_graph, manifest_graph

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_UNIONS: Sequence[Mapping[str, str]] = (
    {},  # Virtuoso, GraphDB, RDF4J, kgbuild serve; others if they are set so
    {"union-default-graph": ""},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Fuseki
    {"default-graph-uri": "tag:stardog:api:context:all"},  # Stardog
)
"""What asks for the union of all graphs, by server."""
_ANY = """ASK { { GRAPH ?g { ?evidence oa:hasSource ?article } . ?evidence oa:hasSource ?article .
  ?article a kg:Article } UNION { GRAPH %(manifest)s { ?s ?p ?o } . ?s ?p ?o } }"""
_MANIFEST = "SELECT ?p ?o WHERE { GRAPH %(manifest)s { %(manifest)s ?p ?o } }"
_SOME = "SELECT ?g ?s ?p ?o WHERE { VALUES ?g { %s } GRAPH ?g { ?s ?p ?o } }"
_NAMED = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_UNNAMED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_TRIPLES_AT_ONCE = 50_000
_GRAPHS_AT_ONCE = 100


def open_remote(endpoint: Endpoint, base: str) -> RemoteGraph:
    """Return the graph at `endpoint` whose instances live below `base`, to read from.

    Raises:
        StoreError: It cannot be reached, is no endpoint, holds no graph of kgbuild, or does not answer over
            the union of its graphs.
    """
    asking = connect(endpoint)
    manifest = asking.manifest(base)
    graph = asking.with_union(base)
    if graph is None:
        if manifest is None:
            hint = f"Make one: 'kgbuild build SOURCE... --store {endpoint.url}'."
            raise StoreError(f"{endpoint.url}: no graph of kgbuild is there yet", hint)
        hint = "Set the server so that the default graph of a query is the union of all graphs."
        raise StoreError(f"{endpoint.url}: the server does not answer over all graphs together", hint)
    return RemoteGraph(graph, base, manifest)


def connect(endpoint: Endpoint) -> Questions:
    """Return what asks the endpoint: the first of its likely addresses that answers a question.

    Raises:
        StoreError: It cannot be reached, or none of them does.
    """
    connection = Connection(endpoint.url, Credentials.from_environment())
    *others, last = query_addresses(endpoint.url)
    for address in others:
        asking = Questions(connection, address)
        response = asking.post("ASK {}", _ROWS)
        if response.is_success and "json" in response.headers.get("content-type", ""):
            return asking
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise connection.failure(response)
    asking = Questions(connection, last)
    asking.ask("ASK {}")
    return asking


class Questions:
    """Asks the query address of an endpoint.

    Args:
        connection: The line to the server.
        url: Where queries go.
        dataset: What is sent along with each query to choose the graphs.
    """

    def __init__(self, connection: Connection, url: str, dataset: Mapping[str, str] | None = None) -> None:
        self.connection = connection
        self.url = url
        self._dataset = dataset or {}

    def manifest(self, base: str) -> Manifest | None:
        """Return the manifest of the graph below `base`; None where there is none.

        Raises:
            StoreError: It is damaged, written by a newer kgbuild, or cannot be asked for.
        """
        return Manifest.read(self.connection.place, self.said(base))

    def said(self, base: str) -> list[tuple[str, str]]:
        """Return the properties and values of the manifest of the graph below `base`."""
        rows = self.rows(_MANIFEST % {"manifest": manifest_graph(base)})
        return [(name.value, value.value) for name, value in rows]

    def with_union(self, base: str) -> Questions | None:
        """Return what asks over the union of all graphs; None where nothing of kgbuild is in one."""
        known = with_prefixes(_ANY % {"manifest": manifest_graph(base)})
        for dataset in _UNIONS:
            asking = Questions(self.connection, self.url, dataset)
            try:
                if asking.ask(known):
                    return asking
            except QueryError:  # a server may refuse what it does not know
                continue
        return None

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK."""
        result = _parsed_rows(self.connection.place, self._answer(sparql, _ROWS))
        if isinstance(result, ox.QuerySolutions):  # Virtuoso answers with a row that holds 1, or with none
            return any(str(row[0].value) == "1" for row in result)
        assert isinstance(result, ox.QueryBoolean)
        return bool(result)

    def rows(self, sparql: str) -> ox.QuerySolutions:
        """Return the answer to a SELECT, which is whole."""
        result = _parsed_rows(self.connection.place, self._answer(sparql, _ROWS))
        if not isinstance(result, ox.QuerySolutions):
            hint = "See that the address is that of a SPARQL 1.1 endpoint."
            raise StoreError(f"{self.connection.place}: the answer to a SELECT holds no rows", hint)
        return result

    def triples(self, sparql: str) -> ox.QueryTriples:
        """Return the answer to a CONSTRUCT or DESCRIBE, which is whole."""
        response = self._answer(sparql, _TRIPLES)
        store = ox.Store()
        try:
            store.extend(ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES))
        except SyntaxError as error:
            raise _cut_off(self.connection.place, response.content, error) from error
        result = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(result, ox.QueryTriples)
        return result

    def post(self, sparql: str, accept: str) -> httpx.Response:
        """Send a query, and return what comes back, whatever it is."""
        form = {"query": sparql, **self._dataset}
        return self.connection.send("POST", self.url, form=form, headers={"accept": accept})

    def _answer(self, sparql: str, accept: str) -> httpx.Response:
        place = self.connection.place
        response = self.post(sparql, accept)
        if not response.is_success:
            raise self.connection.failure(response)
        if "html" in response.headers.get("content-type", ""):
            hint = "Give the address that queries go to; a server's own page is not it."
            raise StoreError(f"{place}: a web page is there, not a SPARQL endpoint: {response.url}", hint)
        # Virtuoso says so where it stopped at its limit of time.
        if response.headers.get("x-sql-state", "").startswith("S1TAT"):
            hint = "Ask for less, or allow the server more time."
            raise StoreError(f"{place}: the server stopped before the answer was whole", hint)
        return response


class RemoteGraph:
    """A graph at an endpoint: see `graph.Graph`.

    Args:
        asking: What asks over the union of its graphs.
        base: The IRI below which instances live.
        manifest: What kgbuild holds there; None where another tool has put the graph there.
    """

    def __init__(self, asking: Questions, base: str, manifest: Manifest | None) -> None:
        self._asking = asking
        self._base = base
        self._manifest = manifest

    @property
    def place(self) -> str:
        """The endpoint's URL."""
        return self._asking.connection.place

    @property
    def notice(self) -> str:
        """Whether the graph is between two states."""
        if self._manifest is None or self._manifest.state == COMPLETE:
            return ""
        return (
            f"{self.place}: an upload is under way, or was cut off: answers may mix the old graph and the "
            f"new. A build from {self._manifest.home} finishes it."
        )

    @property
    def key(self) -> str:
        """What the graph was made from; empty when it is not whole, or not known."""
        return self._manifest.key if self._manifest and not self.notice else ""

    def query(self, sparql: str, bindings: Values | None = None) -> QueryResult:
        """Return the answer to a query over the union of all graphs; see `graph.Graph.query`.

        Raises:
            QueryError: The query does not parse, or the server does not know what it uses.
            StoreError: The endpoint is out of reach, fails, or its answer is not whole.
        """
        kind = type(tried(sparql))
        text = sparql
        if bindings:
            text = with_values(sparql, bindings)
            tried(text)
        text = with_prefixes(text)
        if kind is ox.QuerySolutions:
            return self._asking.rows(text)
        if kind is ox.QueryTriples:
            return self._asking.triples(text)
        return _boolean(self._asking.ask(text))

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order, as the store has them.

        Raises:
            StoreError: The endpoint is out of reach, or gives fewer than its manifest says.
        """
        if self._manifest is None:
            return self._quads_unlisted()
        return self._quads_listed(self._manifest)

    def _quads_listed(self, manifest: Manifest) -> Iterator[Quad]:
        entities = entity_graph(self._base).value
        for some in _batches(manifest):
            wanted = sum(manifest.parts[iri].triples for iri in some)
            count = 0
            for g, s, p, o in self._asking.rows(_SOME % " ".join(str(NamedNode(iri)) for iri in some)):
                count += 1
                yield Quad(s, p, o, DefaultGraph() if g.value == entities else g)
            if count != wanted and manifest.state == COMPLETE:
                hint = "Ask again; if it stays so, run 'kgbuild build' again to send what is missing."
                raise StoreError(f"{self.place}: {count} triples where {wanted} were put", hint)

    def _quads_unlisted(self) -> Iterator[Quad]:
        for g, s, p, o in self._asking.rows(_NAMED):
            yield Quad(s, p, o, g)
        for s, p, o in self._asking.rows(_UNNAMED):
            yield Quad(s, p, o)


def _batches(manifest: Manifest) -> Iterator[list[str]]:
    """Yield the graphs of `manifest`, as many together as make an answer of a good size."""
    some: list[str] = []
    size = 0
    for iri in sorted(manifest.parts):
        triples = manifest.parts[iri].triples
        if some and (size + triples > _TRIPLES_AT_ONCE or len(some) == _GRAPHS_AT_ONCE):
            yield some
            some, size = [], 0
        some.append(iri)
        size += triples
    if some:
        yield some


def _parsed_rows(place: str, response: httpx.Response) -> ox.QuerySolutions | ox.QueryBoolean:
    """Return the answer in `response`, having read it to its end: a server may stop in the middle of one."""
    data = response.content
    try:
        count = _count(data)
    except SyntaxError as error:
        traceback.clear_frames(error.__traceback__)  # Oxigraph's rows must end in the thread they began in
        raise _cut_off(place, data, error) from error
    most = response.headers.get("x-sparql-maxrows", "")
    if most.isdigit() and count >= int(most):
        hint = "Ask for fewer, or raise ResultSetMaxRows in the server's virtuoso.ini."
        raise StoreError(f"{place}: the server gives no more than {most} rows, and there are more", hint)
    return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)


def _count(data: bytes) -> int:
    """Return how many rows an answer has; 0 for yes or no."""
    result = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    return sum(1 for _ in result) if isinstance(result, ox.QuerySolutions) else 0


def _boolean(value: bool) -> ox.QueryBoolean:
    data = {"head": {}, "boolean": value}
    result = ox.parse_query_results(json.dumps(data), format=ox.QueryResultsFormat.JSON)
    assert isinstance(result, ox.QueryBoolean)
    return result


def _cut_off(place: str, data: bytes, error: Exception) -> KgbuildError:
    end = " ".join(data[-120:].decode("utf-8", "replace").split())
    hint = "Ask for less, or allow the server more time; nothing of a partial answer is shown."
    return StoreError(f"{place}: the answer is cut off or damaged ({error}); it ends in {end!r}", hint)
