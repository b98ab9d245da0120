"""The ready queries, as a list and one by one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kgbuild.query.ready import Parameter, ReadyQuery


def of_queries(queries: Iterable[ReadyQuery]) -> RenderableType:
    """Return a table of `queries`: name, title and parameters."""
    from rich.console import Group
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "answers", "parameters"):
        table.add_column(column, no_wrap=column == "name")
    for query in queries:
        table.add_row(query.name, query.title, ", ".join(parameter.name for parameter in query.parameters))
    return Group(table, "\nkgbuild query --list NAME says more of one.")


def of_query(query: ReadyQuery) -> RenderableType:
    """Return what `query` answers, which parameters it takes, and what its columns hold."""
    from rich.console import Group
    from rich.table import Table

    rows = [(parameter.name, _help(parameter)) for parameter in query.parameters]
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


def _help(parameter: Parameter) -> str:
    notes = []
    if parameter.choices:
        notes.append(" | ".join(word for word, _ in parameter.choices))
    if parameter.required:
        notes.append("required")
    if parameter.default is not None:
        notes.append(f"default: {parameter.default}")
    return f"{parameter.help} ({'; '.join(notes)})" if notes else parameter.help
