"""kgbuild query."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli import console, listing, options
from kgbuild.cli.opened import open_store
from kgbuild.cli.options import AnswerFormat
from kgbuild.config import Settings, load_settings, resource_folder
from kgbuild.errors import KgbuildError, QueryError

if TYPE_CHECKING:
    from kgbuild.query.ready import ReadyQuery

QUERY_FILE = ".rq"


def _complete(incomplete: str) -> list[str]:
    try:
        folder = resource_folder("queries")
    except KgbuildError:
        return []
    return sorted(path.stem for path in folder.glob(f"*{QUERY_FILE}") if path.stem.startswith(incomplete))


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME | FILE.rq]", help="A ready query, or a file of SPARQL.", autocompletion=_complete
        ),
    ] = None,
    text: Annotated[str | None, typer.Option("-q", metavar="SPARQL", help="The query itself.")] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A ready query's parameter; may be repeated."
        ),
    ] = None,
    output: Annotated[
        AnswerFormat | None,
        typer.Option(
            "--format",
            help="How to print the answer.  [default: table; turtle for CONSTRUCT and DESCRIBE]",
            show_default=False,
        ),
    ] = None,
    list_queries: Annotated[
        bool, typer.Option("--list", help="List the ready queries, or show what NAME asks and takes.")
    ] = False,
    store: options.Store = None,
    ontology: options.Ontology = None,
    queries: options.Queries = None,
) -> None:
    """Ask the graph a ready question, or SPARQL.

    SPARQL may be SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes need no declaration. Nothing is changed in the
    graph, and nothing is fetched from elsewhere.

    Examples:
      kgbuild query --list
      kgbuild query who-led --param organisation="Northmere City Council"
      kgbuild query mine.rq --format csv
      kgbuild query -q 'SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name }'

    Exit codes:
      0  it is answered
      2  the query, a parameter or a setting is wrong
      4  there is no store, or it is damaged
      5  no ready query of that name, or a parameter's name fits nothing or several things
    """
    settings = load_settings(store=store, ontology=ontology, queries=queries)
    if list_queries:
        _list(settings, question, output or AnswerFormat.TABLE)
    else:
        _ask(settings, _chosen(settings, question, text), parameters or [], output)


def _list(settings: Settings, name: str | None, output: AnswerFormat) -> None:
    """Print the ready queries, or the one called `name` with its parameters and columns."""
    from kgbuild.query.ready import find_query, list_queries

    found = (find_query(settings.queries, name),) if name else list_queries(settings.queries)
    if output is AnswerFormat.JSON:
        console.write(listing.to_json(found))
    elif output is not AnswerFormat.TABLE:
        raise QueryError(f"a list of queries cannot be printed as {output}", "Use --format table or json.")
    else:
        console.show(listing.of_query(found[0]) if name else listing.of_queries(found))


def _chosen(settings: Settings, question: str | None, text: str | None) -> ReadyQuery:
    """Return the one query that is asked for, by name, as a file or as text."""
    from kgbuild.query.ready import ReadyQuery, find_query, load_query

    if (question is None) == (text is None):
        problem = "no query is given" if text is None else "two queries are given"
        raise QueryError(problem, "Give a ready query, a file or -q SPARQL; --list shows the ready ones.")
    if text is not None:
        return ReadyQuery("the query", Path("-q"), text, "")
    assert question is not None
    is_file = question.endswith(QUERY_FILE) or Path(question).name != question
    return load_query(Path(question)) if is_file else find_query(settings.queries, question)


def _ask(settings: Settings, ready: ReadyQuery, parameters: list[str], output: AnswerFormat | None) -> None:
    from kgbuild.query.bind import assignments, bind
    from kgbuild.query.lookup import Names
    from kgbuild.query.names import load_titles
    from kgbuild.query.results import Format
    from kgbuild.query.run import run_query

    graph = open_store(settings)
    titles = load_titles(settings.ontology)
    run_query(
        graph,
        ready.text,
        sys.stdout.buffer,
        console.stdout(),
        form=Format(output) if output else None,
        bindings=bind(
            ready,
            assignments(parameters),
            lambda name, kinds: Names(graph, settings.base, titles).entity(name, kinds),
        ),
        columns=[column.name for column in ready.columns],
        base=settings.base,
    )
