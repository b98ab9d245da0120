"""kgbuild between."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import completion, lookups, options
from kgbuild.cli.lookups import LookupFormat
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings


def between(
    left: Annotated[
        str,
        typer.Argument(metavar="A", help="The one, by any name.", autocompletion=completion.names()),
    ],
    right: Annotated[
        str,
        typer.Argument(metavar="B", help="The other, by any name.", autocompletion=completion.names()),
    ],
    steps: Annotated[int, typer.Option("--steps", metavar="N", help="How long a path may be.")] = 3,
    through: lookups.Through = lookups.THROUGH,
    status: lookups.StatusOption = lookups.Status.ASSERTED,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many paths.")] = 5,
    store: options.Store = None,
    ontology: options.Ontology = None,
    output: lookups.Format = LookupFormat.TABLE,
) -> None:
    """Show what ties two: direct ties first, then the shortest paths.

    Each step stands with its facts, sentences and articles. Better-attested ties come first: by the number of
    articles, then of sentences, then by confidence. Of equally long paths those come first whose stops are
    tied to few others, and whose steps more articles state: a path through "the government" says little.

    A fact ties those it is about; not who claims it or where it happened, nor two who only have the same part
    in it. With 'events' among --through, these tie too.

    Examples:
      kgbuild between "gareth lyle" "denise ramsbury"
      kgbuild between "gareth lyle" "denise ramsbury" --through people

    Exit codes:
      0  it is shown, or said that there is no tie
      2  an option, a setting or a file of the ontology is wrong
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.explore.between import between as ties
    from kgbuild.explore.ties import Statuses, through_of

    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    ends = [lookups.resolved(names, name, output) for name in (left, right)]
    view = ties(
        graph,
        terms,
        *ends,
        steps=steps,
        through=through_of(through),
        status=Statuses(status),
        limit=limit,
    )
    lookups.write(view, output, settings)
