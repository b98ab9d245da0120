"""Asks the graph and prints what it answers: what `kgbuild ask` and `kgbuild query` both do."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from functools import cached_property
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
    from kgbuild.rdf.graph import Graph
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
    from kgbuild.query.bind import bind, picks
    from kgbuild.query.folding import Each
    from kgbuild.query.nothing import no_answers
    from kgbuild.query.results import Format
    from kgbuild.query.run import run_query

    is_table = output in (None, AnswerFormat.TABLE)
    meaning = _Meaning(settings, output, parts=parts)
    bindings = bind(ready, values, meaning.entities, meaning.article)
    picked = picks(ready, values, meaning.article)
    try:
        whole = run_query(
            meaning.graph,
            ready.text,
            sys.stdout.buffer,
            console.stdout() if is_table else None,
            form=Format(output) if output else None,
            bindings=bindings,
            picks=picked,
            columns=[column.name for column in ready.columns],
            base=settings.base,
            limit=limit,
            seconds=timeout,
            each=each or Each.SOLUTION,
            no_answers=no_answers(ready, values, {**bindings, **picked}, settings.base),
        )
    except QueryError as error:
        if ready.path.is_file() and isinstance(error.__cause__, SyntaxError):
            raise QueryError(f"{ready.path}: {error.message}", error.hint) from error
        raise
    if is_table and each and not parts:
        meaning.tell_parts()
    if not whole:
        rows = "1 row is" if limit == 1 else f"{limit} rows are"
        console.tell("info", f"Only the first {rows} shown; a larger --limit shows more.")


class _Meaning:
    """Finds what the values of parameters mean, and tells what is taken loosely or for several things.

    The graph is opened, and its names are read, only when one of them is needed.
    """

    def __init__(self, settings: Settings, output: AnswerFormat | None, *, parts: bool) -> None:
        self._settings = settings
        self._output = output
        self._parts = parts
        self._asked: list[str] = []

    @cached_property
    def graph(self) -> Graph:
        """The graph."""
        return open_store(self._settings)

    @cached_property
    def names(self) -> Names:
        """Its names."""
        from kgbuild.query.lookup import Names
        from kgbuild.query.names import load_titles

        return Names(self.graph, self._settings.base, load_titles(self._settings.ontology))

    def entities(self, name: str, kinds: tuple[Kind, ...]) -> Sequence[Node]:
        """Return what `name` means: for `bind.bind`."""
        from kgbuild.query.several import meant
        from kgbuild.rdf.vocabulary import Node

        found = meant(self.names, name, kinds, self._entity, parts=self._parts)
        tell_several(found, name)
        self._asked.extend(one.iri for one in found)
        return [Node(one.iri) for one in found]

    def article(self, text: str) -> str:
        """Return the identifier of the article that `text` means: for `bind.bind`."""
        from kgbuild.query.articles import find_article

        found = find_article(self.graph, text, self._settings.base)
        tell_article(found, text)
        return found.id

    def tell_parts(self) -> None:
        """Say that there is more to ask about, if what was asked about has parts."""
        number = len(self.names.parts(self._asked)) if self._asked else 0
        if number:
            things, them = ("1 thing is", "it") if number == 1 else (f"{number} things are", "them")
            part = f"{things} stated to be part of what was asked about"
            console.tell("info", f"{part}; --parts asks about {them}, too.")

    def _entity(self, name: str, kinds: tuple[Kind, ...]) -> Candidate:
        from kgbuild.query.lookup import AmbiguousError

        try:
            return resolved(self.names, name, self._output, kinds)
        except AmbiguousError as error:
            error.hint += f"\nOr ask about all that have these words: {shlex.quote(f'{name.strip()}*')}."
            raise
