"""kgbuild near."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


def near(
    name: lookups.Name,
    steps: Annotated[int, typer.Option("--steps", metavar="N", help="How many steps away at most.")] = 1,
    kinds: Annotated[
        str, typer.Option("--kinds", metavar="KIND,...", help=f"What to list: {lookups.KINDS}.")
    ] = lookups.THROUGH,
    through: lookups.Through = lookups.THROUGH,
    status: lookups.StatusOption = lookups.Status.ASSERTED,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many neighbours.")] = 20,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
) -> None:
    """List who and what is near, by distance.

    Each stands with the facts that tie it to what it is near to, or to the last stop on the way there. At one
    distance the better-attested come first.

    Examples:
      kgbuild near "northmere city council"
      kgbuild near "gareth lyle" --steps 2 --kinds people

    Exit codes:
      0  it is shown, or said that there is nothing
      2  an option, a setting or a file of the ontology is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.near import near as neighbours
    from kgbuild.explore.ties import Statuses, through_of

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    view = neighbours(
        graph,
        terms,
        lookups.resolved(names, name, output),
        steps=steps,
        kinds=through_of(kinds),
        through=through_of(through),
        status=Statuses(status),
        limit=limit,
    )
    lookups.write(view, output, settings)
