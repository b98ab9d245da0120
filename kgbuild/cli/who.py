"""kgbuild who."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


def who(
    name: lookups.Name,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=1, help="At most N lines of each kind.", show_default=False),
    ] = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
) -> None:
    """Say in a screenful who or what somebody or something is.

    Roles over time, bodies, most frequent ties, last statements and what is said of it most often: each line
    with its time, a sentence and its article; 'kgbuild show' has all. Names match loosely: case, accents, a
    surname, an acronym and small misspellings do not matter. When several fit, they are listed, and none is
    guessed.

    Examples:
      kgbuild who "gareth lyle"
      kgbuild who person/gareth-lyle --format markdown

    Exit codes:
      0  it is shown
      2  an option, a setting or a file of the ontology is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.who import who as profile

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    lookups.write(profile(graph, terms, lookups.resolved(names, name, output), limit=limit), output, settings)
