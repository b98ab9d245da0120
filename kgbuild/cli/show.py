"""kgbuild show."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kgbuild.cli import console, lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


class ShowFormat(StrEnum):
    """How a page is printed: `LookupFormat`, and JSON-LD."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    JSONLD = "jsonld"


def show(
    name: lookups.Name,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: Annotated[
        ShowFormat,
        typer.Option("--format", help="How to print it; markdown is for a report, jsonld a tree of data."),
    ] = ShowFormat.TABLE,
) -> None:
    """Show what the graph knows of somebody or something.

    Each line stands with its sentence and article. Names match loosely: case, accents, a surname alone and
    small misspellings do not matter. When several fit, they are listed, and none is guessed.

    Examples:
      kgbuild show "gareth lyle"
      kgbuild show person/gareth-lyle --format json
      kgbuild show "gareth lyle" --format jsonld > gareth-lyle.jsonld

    Exit codes:
      0  the page is shown
      2  a setting, or a file of the ontology, is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.show import show as entity_page

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    entity = lookups.resolved(names, name, output)
    if output is ShowFormat.JSONLD:
        from kgbuild.export.tree import tree

        console.write(tree(graph, terms, entity.iri))
    else:
        lookups.write(entity_page(graph, terms, entity), LookupFormat(output), settings)
