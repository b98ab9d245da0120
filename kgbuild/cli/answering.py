"""Asks the graph and prints what it answers: what `kgbuild ask` and `kgbuild query` both do."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from kgbuild.cli import console
from kgbuild.cli.lookups import resolved, tell_article
from kgbuild.cli.opened import open_store
from kgbuild.cli.options import AnswerFormat
from kgbuild.config import Settings
from kgbuild.errors import QueryError
from kgbuild.model import Kind

if TYPE_CHECKING:
    from kgbuild.query.lookup import Names
    from kgbuild.query.ready import ReadyQuery
    from kgbuild.rdf.vocabulary import Node


def answer(
    settings: Settings,
    ready: ReadyQuery,
    values: Mapping[str, str],
    *,
    output: AnswerFormat | None = None,
    limit: int | None = None,
    timeout: float | None = None,
    fold: bool = False,
) -> None:
    """Print the answer to `ready`.

    Args:
        settings: Where the graph and the titles of people are.
        ready: What is asked; a user's SPARQL is one without parameters.
        values: What its parameters are given.
        output: The format; None for the usual one.
        limit: How many rows to print at most.
        timeout: How many seconds it may take.
        fold: Whether what several sentences state is one row.

    Raises:
        KgbuildError: See `bind.bind`, `run.run_query` and `opened.open_store`.
    """
    from kgbuild.query.bind import bind
    from kgbuild.query.nothing import no_answers
    from kgbuild.query.results import Format
    from kgbuild.query.run import run_query

    graph = cache(lambda: open_store(settings))

    @cache
    def names() -> Names:
        from kgbuild.query.lookup import Names
        from kgbuild.query.names import load_titles

        return Names(graph(), settings.base, load_titles(settings.ontology))

    def entity(name: str, kinds: tuple[Kind, ...]) -> Node:
        from kgbuild.rdf.vocabulary import Node

        return Node(resolved(names(), name, output, kinds).iri)

    def article(text: str) -> str:
        from kgbuild.query.articles import find_article

        found = find_article(graph(), text, settings.base)
        tell_article(found, text)
        return found.id

    # Values are looked at first, and names are read only where an entity is asked for.
    bindings = bind(ready, values, entity, article)
    try:
        whole = run_query(
            graph(),
            ready.text,
            sys.stdout.buffer,
            console.stdout() if output in (None, AnswerFormat.TABLE) else None,
            form=Format(output) if output else None,
            bindings=bindings,
            columns=[column.name for column in ready.columns],
            base=settings.base,
            limit=limit,
            seconds=timeout,
            fold=fold,
            no_answers=no_answers(ready, values, bindings, settings.base),
        )
    except QueryError as error:
        if ready.path.is_file() and isinstance(error.__cause__, SyntaxError):
            raise QueryError(f"{ready.path}: {error.message}", error.hint) from error
        raise
    if not whole:
        rows = "1 row is" if limit == 1 else f"{limit} rows are"
        console.tell("info", f"Only the first {rows} shown; a larger --limit shows more.")
