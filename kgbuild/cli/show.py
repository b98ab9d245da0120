"""kgbuild show."""

from __future__ import annotations

from kgbuild.cli import lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


def show(
    name: lookups.Name,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
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
    from kgbuild.explore.show import show as entity_page

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    lookups.write(entity_page(graph, terms, lookups.resolved(names, name, output)), output, settings)
