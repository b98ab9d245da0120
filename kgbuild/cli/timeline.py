"""kgbuild timeline."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


def timeline(
    name: lookups.Name,
    since: lookups.Since = None,
    until: lookups.Until = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="At most N entries.", show_default=False)
    ] = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
) -> None:
    """Show what is said of something, by when it was true.

    Where no article says when it was, it stands under the day of its first report, as "reported". Times are
    as exact as the articles are: "2014-02" is some day of that month. What is planned or denied is marked so.

    Examples:
      kgbuild timeline "gareth lyle"
      kgbuild timeline "northmere city council" --since 2013 --until 2014-06

    Exit codes:
      0  it is shown, or said that there is nothing
      2  an option, a setting or a file of the ontology is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.timeline import timeline as entries

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    view = entries(
        graph,
        terms,
        lookups.resolved(names, name, output),
        since=lookups.day("since", since),
        until=lookups.day("until", until),
        limit=limit,
    )
    lookups.write(view, output, settings)
