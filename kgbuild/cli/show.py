"""kgbuild show."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import completion, console, options
from kgbuild.cli.opened import open_named
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A person, organisation, place, work or role, by any name.",
            autocompletion=completion.names(),
        ),
    ],
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: options.Page = SummaryFormat.TABLE,
) -> None:
    """Show what the graph knows of somebody or something.

    Each line stands with its sentence and article. Names match loosely: case, accents, a surname alone and
    small misspellings do not matter. When several fit, they are listed, and none is guessed.

    Examples:
      kgbuild show "gareth lyle"
      kgbuild show person/gareth-lyle --format json

    Exit codes:
      0  the page is shown
      2  a setting, or a file of the ontology, is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.render import print_page, to_json
    from kgbuild.explore.show import show as entity_page

    graph, terms, names = open_named(load_settings(store=store, ontology=ontology))
    page = entity_page(graph, terms, names.resolve(name))
    if output is SummaryFormat.JSON:
        console.write(to_json(page))
    else:
        print_page(page, console.stdout())
