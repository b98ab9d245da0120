"""What the commands that look something up share: their options, what a name means, and how to print it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli import completion, console
from kgbuild.config import Settings
from kgbuild.model import Kind

if TYPE_CHECKING:
    from kgbuild.explore.present import View
    from kgbuild.explore.show import EntityPage
    from kgbuild.query.articles import Article
    from kgbuild.query.lookup import Candidate, Names


class LookupFormat(StrEnum):
    """How what was looked up is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Status(StrEnum):
    """Which facts count: the values of `kgbuild.explore.ties.Statuses`, which costs time to import."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DENIED = "denied"
    ANY = "any"


Format = Annotated[LookupFormat, typer.Option("--format", help="How to print it; markdown is for a report.")]
Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A person, organisation, place, work or role, by any name.",
        autocompletion=completion.names(),
    ),
]
THROUGH = "people,bodies,works"
KINDS = "people, bodies, works, places, roles, events"
Through = Annotated[
    str,
    typer.Option("--through", metavar="KIND,...", help=f"What may lie between: {KINDS}."),
]
StatusOption = Annotated[Status, typer.Option("--status", help="Which facts count.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="From then on: 2014, 2014-02 or 2014-02-01. With no end told, facts end at their last report.",
    ),
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Until then, inclusive.")]


def resolved(names: Names, name: str, form: StrEnum | None, kinds: tuple[Kind, ...] = ()) -> Candidate:
    """Return the one thing that `name` means, and say so on stderr where it fits loosely only.

    Raises:
        NotFoundError: Nothing fits, or several things do: then they are also printed as JSON if that is
            wanted.
    """
    with listing_candidates(form):
        found = names.resolve(name, kinds)
    tell_loose(found, name)
    return found


@contextmanager
def listing_candidates(form: StrEnum | None) -> Iterator[None]:
    """Print what a name may mean as JSON, if that is the `form` and several things fit; the error goes on."""
    from kgbuild.query.lookup import AmbiguousError

    try:
        yield
    except AmbiguousError as error:
        if form == LookupFormat.JSON:
            candidates = [dataclasses.asdict(candidate) for candidate in error.candidates]
            table = {"error": error.message, "candidates": candidates}
            console.write(json.dumps(table, ensure_ascii=False, indent=2))
        raise


def tell_loose(found: Candidate, name: str) -> None:
    """Say on stderr what `name` is taken for, where it is no name that an article gives."""
    from kgbuild.query.text import shown

    if found.loose:
        console.tell("info", f"{shown(found.label)}, for {shown(name)!r}: {found.why} ({found.id})")


def tell_several(found: Sequence[Candidate], name: str) -> None:
    """Say on stderr what `name` stands for, where that is more than one thing."""
    from kgbuild.query.text import shown

    if len(found) > 1:
        console.tell("info", f"{shown(name)!r} stands for {len(found)} things, asked about together:")
        for one in found:
            why = f"; {one.why}" if one.why != found[0].why else ""
            console.tell("info", f"  {shown(one.label)} ({one.id}{why})")


def tell_article(found: Article, text: str) -> None:
    """Say on stderr which article `text` is taken for, where it is only the beginning of its identifier."""
    from kgbuild.query.text import shown

    if not found.is_meant_by(text):
        title = f", “{shown(found.title)}”" if found.title else ""
        console.tell("info", f"{shown(found.id)}{title}, for {shown(text)!r}: it begins so")


def day(name: str, text: str | None) -> str:
    """Return the day that `text` gives for "since" or "until", as `YYYY-MM-DD`; empty for none.

    Raises:
        QueryError: It is no date.
    """
    from kgbuild.query.days import day as day_of

    return day_of(name, text).isoformat() if text is not None else ""


def write(view: View | EntityPage, form: LookupFormat, settings: Settings) -> None:
    """Print what was looked up."""
    from kgbuild.explore.present import print_view
    from kgbuild.explore.render import print_page, to_json
    from kgbuild.explore.show import EntityPage
    from kgbuild.explore.tables import table_of

    if form is LookupFormat.JSON:
        console.write(to_json(view))
    elif form is LookupFormat.TABLE:
        if isinstance(view, EntityPage):
            print_page(view, console.stdout(), settings.base)
        else:
            print_view(view, console.stdout(), settings.base)
    else:
        table = table_of(view, settings.base)
        console.write(table.to_csv() if form is LookupFormat.CSV else table.to_markdown())
