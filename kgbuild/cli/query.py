"""kgbuild query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli import console, listing, options
from kgbuild.config import Settings, load_settings
from kgbuild.errors import KgbuildError, QueryError

if TYPE_CHECKING:
    from kgbuild.query.ready import ReadyQuery


def _complete(ctx: typer.Context, incomplete: str) -> list[str]:
    from kgbuild.query.questions import questions

    own = ctx.params.get("queries")  # as it was typed
    try:
        names = questions(load_settings(queries=None if own is None else Path(own)).queries).paths()
    except KgbuildError:
        return []
    return [name for name in names if name.startswith(incomplete)]


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[SPARQL | FILE.rq | NAME]",
            help="The query itself, a file of it, or a ready question.",
            autocompletion=_complete,
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            "-q", metavar="SPARQL", help="The query itself, also without braces, as DESCRIBE may be."
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A ready question's parameter; may be repeated."
        ),
    ] = None,
    output: options.Answer = None,
    limit: options.Limit = None,
    timeout: options.Timeout = None,
    list_queries: Annotated[
        bool, typer.Option("--list", help="List the ready questions, or show what NAME asks and takes.")
    ] = False,
    store: options.Store = None,
    ontology: options.Ontology = None,
    queries: options.Queries = None,
) -> None:
    """Ask the graph in SPARQL.

    SPARQL may be SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes need no declaration. Nothing is changed in the
    graph, and nothing is fetched from elsewhere. Ready questions are asked with kgbuild ask, or here by name.

    Examples:
      kgbuild query mine.rq --format csv
      kgbuild query who-led --param body="Northmere City Council"
      kgbuild query 'SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name }'

    Exit codes:
      0  it is answered
      2  the query, a parameter or a setting is wrong
      4  there is no store, or it is damaged
      5  no ready question of that name, or a parameter's name fits nothing or several things
    """
    settings = load_settings(store=store, ontology=ontology, queries=queries)
    if text is None and question is not None and "{" in question:
        question, text = None, question  # no name and no file has a brace
    if list_queries and question is None:
        listing.print_questions(settings.queries, output)
    elif list_queries:
        listing.print_question(_chosen(settings, question, text), output)
    else:
        from kgbuild.cli.answering import answer
        from kgbuild.query.bind import assignments

        chosen = _chosen(settings, question, text)
        if not _is_ready(question):
            _tell_unknown_terms(chosen, settings)
        values = assignments(parameters or [])
        answer(settings, chosen, values, output=output, limit=limit, timeout=timeout)


def _chosen(settings: Settings, question: str | None, text: str | None) -> ReadyQuery:
    """Return the one query that is asked for, by name, as a file or as text."""
    from kgbuild.query.questions import questions
    from kgbuild.query.ready import ReadyQuery, load_query

    if (question is None) == (text is None):
        problem = "no query is given" if text is None else "two queries are given"
        raise QueryError(problem, "Give SPARQL, a file of it, or a ready question; --list shows these.")
    if text is not None:
        return ReadyQuery("the query", Path("-q"), text, "")
    assert question is not None
    if _is_ready(question):
        return questions(settings.queries).find(question)
    return load_query(Path(question))


def _is_ready(question: str | None) -> bool:
    """Whether a ready question is named, not a file or nothing."""
    from kgbuild.query.ready import QUERY_FILE

    return question is not None and not question.endswith(QUERY_FILE) and Path(question).name == question


def _tell_unknown_terms(query: ReadyQuery, settings: Settings) -> None:
    """Warn of terms that the ontology does not have: with them, nothing is found, and nothing tells why."""
    from kgbuild.query.terms import unknown_terms
    from kgbuild.rdf.ontology import load_ontology

    try:
        ontology = load_ontology(settings.ontology)
    except KgbuildError:
        return  # the query itself needs no ontology
    for term in unknown_terms(query.text, ontology):
        meant = f"; did you mean {term.likely}?" if term.likely else ""
        console.tell("warning", f"no term {term.written} in the ontology{meant}")
