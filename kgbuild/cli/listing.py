"""The ready queries, as a list and one by one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kgbuild.cli import console
from kgbuild.cli.options import AnswerFormat
from kgbuild.errors import ExitCode, QueryError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kgbuild.query.ready import Parameter, ReadyQuery


def print_questions(folder: Path, output: AnswerFormat | None) -> None:
    """Print the questions of `folder` and those of kgbuild, and then what is wrong with files of theirs.

    Raises:
        QueryError: They cannot be printed in this format.
        typer.Exit: A file is wrong.
    """
    from kgbuild.query.questions import questions
    from kgbuild.query.ready import ReadyQuery

    _require_listing_format(output)
    found = list(questions(folder).each())
    good = [one for one in found if isinstance(one, ReadyQuery)]
    if output is AnswerFormat.JSON:
        console.write(to_json(good))
    else:
        console.show(of_queries(good))
    wrong = [one for one in found if not isinstance(one, ReadyQuery)]
    for error in wrong:
        console.error(error.message, error.hint)
    if wrong:
        raise typer.Exit(ExitCode.FINDINGS)


def print_question(query: ReadyQuery, output: AnswerFormat | None) -> None:
    """Print what one question answers, takes and gives.

    Raises:
        QueryError: It cannot be printed in this format.
    """
    _require_listing_format(output)
    if output is AnswerFormat.JSON:
        console.write(to_json([query]))
    else:
        console.show(of_query(query))


def _require_listing_format(output: AnswerFormat | None) -> None:
    if output not in (None, AnswerFormat.TABLE, AnswerFormat.JSON):
        raise QueryError(f"questions cannot be printed as {output}", "Use --format table or json.")


def of_queries(queries: Iterable[ReadyQuery]) -> RenderableType:
    """Return a table of `queries`: name and title."""
    from rich.console import Group
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "answers"):
        table.add_column(column, no_wrap=column == "name")
    for query in queries:
        table.add_row(query.name, query.title)
    return Group(table, "\nkgbuild ask NAME --help says more of one.")


def of_query(query: ReadyQuery) -> RenderableType:
    """Return what `query` answers, which parameters it takes, and what its columns hold."""
    from rich.console import Group
    from rich.table import Table

    rows = [(parameter.name, described(parameter)) for parameter in query.parameters]
    parts: list[RenderableType] = [f"{query.title}\n{query.answers.strip()}"]
    for title, named in (("Parameters", rows), ("Columns", [(c.name, c.help) for c in query.columns])):
        if not named:
            continue
        table = Table(box=None, show_header=False, padding=(0, 2))
        for row in named:
            table.add_row(*row)
        parts += [f"\n{title}", table]
    if query.example:
        parts.append(f"\nExample\n  {query.example}")
    return Group(*parts)


def to_json(queries: Iterable[ReadyQuery]) -> str:
    """Return `queries` without their SPARQL as indented JSON."""
    return json.dumps([_plain(query) for query in queries], ensure_ascii=False, indent=2)


def _plain(query: ReadyQuery) -> dict[str, Any]:
    table = dataclasses.asdict(query)
    return {key: value for key, value in table.items() if key not in ("path", "text")}


def described(parameter: Parameter, *, choices: bool = True) -> str:
    """Return what `parameter` does, its choices if wanted, and what it is when it is not given."""
    notes = []
    if choices and parameter.choices:
        notes.append(" | ".join(word for word, _ in parameter.choices))
    if parameter.required:
        notes.append("required")
    if parameter.default:
        notes.append(f"default: {parameter.default}")
    return f"{parameter.help} ({'; '.join(notes)})" if notes else parameter.help
