"""Where the servers in use have their three addresses: for queries, updates and the Graph Store Protocol.

A service description tells none of them, so they are told by the query address, as each server has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgbuild.config import Endpoint
from kgbuild.errors import StoreError


@dataclass(frozen=True, slots=True)
class _Server:
    """A kind of server: what its query address looks like, and its others, in terms of that.

    Attributes:
        query: The pattern of the query address.
        update: Where updates go.
        graphs: Where the Graph Store Protocol is spoken.
        guarded: What is added to both where one has to say who one is.
    """

    query: str
    update: str
    graphs: str
    guarded: str = ""


_SITE = r"(https?://[^/]+)"
_SERVERS = (
    _Server(rf"{_SITE}/query", r"\1/update", r"\1/store"),  # Oxigraph
    _Server(rf"{_SITE}/sparql(?:-auth)?", r"\1/sparql", r"\1/sparql-graph-crud", "-auth"),  # Virtuoso
    _Server(r"(.*/repositories/[^/]+)", r"\1/statements", r"\1/rdf-graphs/service"),  # RDF4J, GraphDB
    _Server(r"(.*)/(?:query|sparql)", r"\1/update", r"\1/data"),  # Fuseki
)
_BELOW_A_SITE = ("/query", "/sparql")


def query_addresses(url: str) -> list[str]:
    """Return where queries may go, the likeliest first: `url`, or places below it if it is but a server.

    >>> query_addresses("http://localhost:7878/")
    ['http://localhost:7878/query', 'http://localhost:7878/sparql']
    >>> query_addresses("https://example.org/kg/query")
    ['https://example.org/kg/query']
    """
    site = re.fullmatch(rf"{_SITE}/?", url)
    return [f"{site[1]}{path}" for path in _BELOW_A_SITE] if site else [url]


def writing_addresses(endpoint: Endpoint, query: str, *, guarded: bool) -> tuple[str, str]:
    """Return where updates go, and where the Graph Store Protocol is spoken.

    >>> writing_addresses(Endpoint("http://localhost:8890"), "http://localhost:8890/sparql", guarded=True)
    ('http://localhost:8890/sparql-auth', 'http://localhost:8890/sparql-graph-crud-auth')

    Args:
        endpoint: The endpoint; what it says goes before the conventions.
        query: Where its queries go.
        guarded: Whether there are credentials to say who one is.

    Raises:
        StoreError: It does not say, and no server in use has such a query address.
    """
    for server in _SERVERS:
        if match := re.fullmatch(server.query, query.rstrip("/")):
            ending = server.guarded if guarded else ""
            update, graphs = match.expand(server.update) + ending, match.expand(server.graphs) + ending
            return endpoint.update or update, endpoint.graphs or graphs
    if endpoint.update and endpoint.graphs:
        return endpoint.update, endpoint.graphs
    raise StoreError(
        f"{endpoint.url}: its addresses for updates and for the Graph Store Protocol are not known",
        'Set update = "..." and graphs = "..." in kgbuild.toml, or KGBUILD_UPDATE and KGBUILD_GRAPHS.',
    )
