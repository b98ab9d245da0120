"""Asks the graph and prints what it answers: what `kgbuild ask` and `kgbuild query` both do."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kgbuild.cli import console
from kgbuild.cli.lookups import resolved, tell_article, tell_several
from kgbuild.cli.opened import open_store
from kgbuild.cli.options import AnswerFormat
from kgbuild.config import Settings
from kgbuild.errors import QueryError
from kgbuild.model import Kind

if TYPE_CHECKING:
    from kgbuild.query.bind import Given
    from kgbuild.query.folding import Each
    from kgbuild.query.lookup import Candidate, Names
    from kgbuild.query.ready import ReadyQuery
    from kgbuild.rdf.vocabulary import Node


def answer(
    settings: Settings,
    ready: ReadyQuery,
    values: Given,
    *,
    output: AnswerFormat | None = None,
    limit: int | None = None,
    timeout: float | None = None,
    parts: bool = False,
    each: Each | None = None,
) -> None:
    """Print the answer to `ready`.

    Args:
        settings: Where the graph and the titles of people are.
        ready: What is asked; a user's SPARQL is one without parameters.
        values: What its parameters are given.
        output: The format; None for the usual one.
        limit: How many rows to print at most.
        timeout: How many seconds it may take.
        parts: Whether it is asked of the parts of the bodies given, too.
        each: What has a row of its own; None for what SPARQL gives.

    Raises:
        KgbuildError: See `bind.bind`, `run.run_query` and `opened.open_store`.
    """
    from kgbuild.query.bind import bind
    from kgbuild.query.folding import Each
    from kgbuild.query.nothing import no_answers
    from kgbuild.query.results import Format
    from kgbuild.query.run import run_query

    graph = cache(lambda: open_store(settings))
    asked: list[str] = []

    @cache
    def names() -> Names:
        from kgbuild.query.lookup import Names
        from kgbuild.query.names import load_titles

        return Names(graph(), settings.base, load_titles(settings.ontology))

    def entities(name: str, kinds: tuple[Kind, ...]) -> Sequence[Node]:
        from kgbuild.query.several import meant
        from kgbuild.rdf.vocabulary import Node

        found = meant(names(), name, kinds, entity, parts=parts)
        tell_several(found, name)
        asked.extend(one.iri for one in found)
        return [Node(one.iri) for one in found]

    def entity(name: str, kinds: tuple[Kind, ...]) -> Candidate:
        from kgbuild.query.lookup import AmbiguousError

        try:
            return resolved(names(), name, output, kinds)
        except AmbiguousError as error:
            error.hint += f"\nOr ask about all that have these words: {shlex.quote(f'{name.strip()}*')}."
            raise

    def article(text: str) -> str:
        from kgbuild.query.articles import find_article

        found = find_article(graph(), text, settings.base)
        tell_article(found, text)
        return found.id

    # Values are looked at first, and names are read only where an entity is asked for.
    bindings = bind(ready, values, entities, article)
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
            each=each or Each.SOLUTION,
            no_answers=no_answers(ready, values, bindings, settings.base),
        )
    except QueryError as error:
        if ready.path.is_file() and isinstance(error.__cause__, SyntaxError):
            raise QueryError(f"{ready.path}: {error.message}", error.hint) from error
        raise
    if asked and not parts and output in (None, AnswerFormat.TABLE):
        _tell_parts(len(names().parts(asked)))
    if not whole:
        rows = "1 row is" if limit == 1 else f"{limit} rows are"
        console.tell("info", f"Only the first {rows} shown; a larger --limit shows more.")


def _tell_parts(number: int) -> None:
    if number:
        things, them = ("1 thing is", "it") if number == 1 else (f"{number} things are", "them")
        part = f"{things} stated to be part of what was asked about"
        console.tell("info", f"{part}; --parts asks about {them}, too.")
