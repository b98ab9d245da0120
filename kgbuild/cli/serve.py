"""kgbuild serve."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from kgbuild.cli import console, options
from kgbuild.config import load_settings
from kgbuild.errors import ExitCode, ServeError

MIB = 1 << 20


def serve(
    port: Annotated[
        int,
        typer.Option("--port", metavar="PORT", min=0, max=65535, help="The port; 0 for any that is free."),
    ] = 7880,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="The address to listen at; 0.0.0.0 lets the whole network ask."
        ),
    ] = "127.0.0.1",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.01, help="How long a query may compute.")
    ] = 60,
    max_rows: Annotated[
        int,
        typer.Option("--max-rows", metavar="N", min=1, help="How many rows or triples an answer may have."),
    ] = 10_000_000,
    max_body: Annotated[
        int, typer.Option("--max-body", metavar="KIB", min=1, help="How large a request may be.")
    ] = 1024,
    memory: Annotated[
        int,
        typer.Option("--memory", metavar="MIB", min=0, help="How much memory a query may use; 0 for any."),
    ] = 2048,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, help="How many queries compute at the same time.")
    ] = 2,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            "--cors",
            metavar="ORIGIN",
            help="A web site whose pages may read answers, or '*' for all; may be repeated.",
        ),
    ] = None,
    store: options.Store = None,
) -> None:
    """Serve the graph to programs, by SPARQL 1.1.

    The endpoint is at /sparql, for GET and POST; a browser finds a page there to try queries. It only reads:
    updates, SERVICE and FROM are refused. A query past a limit is stopped and answered with an error; a long
    answer that has begun breaks off, so that what comes to its end is whole. When the graph is built anew,
    the next query sees it.

    Examples:
      kgbuild serve
      curl localhost:7880/sparql --data-urlencode 'query=ASK { ?a kg:led ?b }'
      curl localhost:7880/sparql -H 'Accept: text/csv' --data-urlencode query@mine.rq
      kgbuild serve --port 0 --timeout 10 --max-rows 100000

    In Python, with SPARQLWrapper:
      endpoint = SPARQLWrapper("http://localhost:7880/sparql", returnFormat="json")
      endpoint.setQuery("SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name }")
      rows = endpoint.queryAndConvert()["results"]["bindings"]

    Exit codes:
      0    ended by SIGTERM
      2    the port is in use, or a setting is wrong: too little memory to start with, for example
      4    there is no store, or it is damaged
      130  stopped by Ctrl-C
    """
    from kgbuild.serve.app import is_loopback
    from kgbuild.serve.limits import Limits
    from kgbuild.serve.server import Endpoint

    settings = load_settings(store=store)
    if settings.endpoint:
        raise ServeError(
            f"{settings.place}: this is an endpoint already", "Give a store's folder, with --store."
        )
    limits = Limits(timeout, max_rows, max_body << 10, memory * MIB, workers)

    def announce(url: str) -> None:
        console.write(f"Serving {settings.store} at {url} (stop with Ctrl-C)")
        sys.stdout.flush()  # who started it in a script waits for the address

    endpoint = Endpoint(settings.store, host=host, port=port, limits=limits, origins=cors or ())
    if not is_loopback(host):
        console.tell("warning", f"whoever reaches {host} can ask this graph: there is no password")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ExitCode.OK))
    try:
        endpoint.run(announce)
    except KeyboardInterrupt as error:
        console.tell("info", "stopped")
        raise typer.Exit(ExitCode.INTERRUPTED) from error
