"""kgbuild plot."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli import choices, completion, console, lookups, options
from kgbuild.cli.command import telling_errors, tidying
from kgbuild.cli.opened import open_named
from kgbuild.config import Settings, load_settings
from kgbuild.model import Kind

if TYPE_CHECKING:
    from kgbuild.query.lookup import Names
    from kgbuild.rdf.graph import Graph
    from kgbuild.rdf.ontology import Ontology
    from kgbuild.report.plot import Plot

HELP = """Draw a picture for a report: SVG or PNG.

Its caption says how to read it, from how many articles it comes, and of which dates. What is planned or
denied is never drawn as if it were done.
"""

commands = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None)

File = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Where to: X.svg or X.png; SVG to stdout unless given."
    ),
]


class By(StrEnum):
    """What the bars stand for: the values of `kgbuild.report.criticism.By`, which costs time to import."""

    YEAR = "year"
    MONTH = "month"
    TARGET = "target"
    CRITIC = "critic"


def network(
    name: lookups.Name,
    file: File = None,
    edges: choices.Edges = "",
    kinds: choices.Kinds = "",
    since: lookups.Since = None,
    until: lookups.Until = None,
    steps: choices.Steps = None,
    min_evidence: choices.MinEvidence = 1,
    status: choices.Status = choices.ASSERTED,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Draw what somebody or something is tied to.

    Colours are those of the export to Gephi; what is planned is dashed, what is denied dotted. Who leads a
    body is not drawn as holding a role there, too.

    Examples:
      kgbuild plot network "northmere city council" -o northmere.svg
      kgbuild plot network "gareth lyle" --steps 2 --kinds people,bodies -o lyle.png

    Exit codes:
      0  it is written
      2  an option is wrong, there is too much for a picture, or FILE cannot be written
      4  there is no store, or it is damaged
      5  nothing is called so, several things are, or nothing fits the options
    """
    from kgbuild.export.selection import selection_of
    from kgbuild.report.networks import network_plot

    def draw(graph: Graph, terms: Ontology, names: Names) -> Plot:
        entity = lookups.resolved(names, name, None)
        selection = selection_of(
            edges=edges,
            kinds=kinds,
            since=lookups.day("since", since),
            until=lookups.day("until", until),
            around=[entity.iri],
            steps=steps,
            min_evidence=min_evidence,
            status=status,
        )
        return network_plot(graph, terms, entity, selection)

    _plot(file, load_settings(store=store, ontology=ontology), draw)


def timeline(
    name: lookups.Name,
    file: File = None,
    since: lookups.Since = None,
    until: lookups.Until = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Draw what is said of somebody or something, by when it was true.

    Where no article says when it was, a triangle stands at the day of the report.

    Examples:
      kgbuild plot timeline "gareth lyle" -o lyle.svg
      kgbuild plot timeline "northmere city council" --since 2013 --until 2014-06 -o northmere.png

    Exit codes:
      0  it is written
      2  an option is wrong, nothing is dated, there is too much for a picture, or FILE cannot be written
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.report.timelines import timeline_plot

    bounds = {"since": lookups.day("since", since), "until": lookups.day("until", until)}
    _plot(
        file,
        load_settings(store=store, ontology=ontology),
        lambda graph, terms, names: timeline_plot(
            graph, terms, lookups.resolved(names, name, None), **bounds
        ),
    )


def criticism(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Who is criticised, by any name; anybody unless given.", show_default=False
        ),
    ] = None,
    by: Annotated[By, typer.Option("--by", help="What the bars stand for.")] = By.YEAR,
    file: File = None,
    since: lookups.Since = None,
    until: lookups.Until = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Draw how often somebody was criticised, as articles state it.

    Criticism counts at the time that the article gives for it, else at the article's own date.

    Examples:
      kgbuild plot criticism --by year -o criticism.svg
      kgbuild plot criticism --by target -o criticised.png

    Exit codes:
      0  it is written
      2  there is none, there is too much for a picture, or FILE cannot be written
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.report.criticism import By as Bars
    from kgbuild.report.criticism import criticism_plot

    bounds = {"since": lookups.day("since", since), "until": lookups.day("until", until)}

    def draw(graph: Graph, terms: Ontology, names: Names) -> Plot:
        entity = lookups.resolved(names, name, None) if name else None
        return criticism_plot(graph, terms, Bars(by.value), entity=entity, **bounds)

    _plot(file, load_settings(store=store, ontology=ontology), draw)


def tenures(
    body: Annotated[
        str,
        typer.Argument(
            metavar="BODY",
            help="An organisation, by any name.",
            autocompletion=completion.names(Kind.ORGANISATION),
        ),
    ],
    file: File = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Draw who held which post of a body, and as far as it is known when.

    Examples:
      kgbuild plot tenures "northmere city council" -o posts.svg

    Exit codes:
      0  it is written
      2  no post there is dated, there are too many for a picture, or FILE cannot be written
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.report.timelines import tenures_plot

    kinds = (Kind.ORGANISATION,)
    _plot(
        file,
        load_settings(store=store, ontology=ontology),
        lambda graph, terms, names: tenures_plot(graph, terms, lookups.resolved(names, body, None, kinds)),
    )


for function in (network, timeline, criticism, tenures):
    commands.command()(telling_errors(function))


def _plot(file: Path | None, settings: Settings, draw: Callable[[Graph, Ontology, Names], Plot]) -> None:
    """Write the picture that `draw` makes."""
    from kgbuild.report.plot import ENDINGS, ending

    if file is not None:
        ending(file, ENDINGS)
    plot = draw(*open_named(settings))
    if file is None:
        console.write(plot.svg())
    else:
        with tidying():
            plot.save(file)
