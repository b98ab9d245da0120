"""kgbuild remove."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import console, options, progress, summary
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings


def remove(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE...", help="Articles' identifiers, or the files, folders or globs they came from."
        ),
    ],
    store: options.Store = None,
    work: options.Work = None,
    ontology: options.Ontology = None,
    output: options.Summary = SummaryFormat.TABLE,
) -> None:
    """Withdraw articles with exactly what they brought.

    The graph becomes the one that was never built with them. The files themselves are not touched.

    Examples:
      kgbuild remove harbour-review
      kgbuild remove 'data/articles/2014-*.txt'

    Exit codes:
      0  they are withdrawn
      4  there is no store, or it is locked, damaged or out of reach
      5  no article of that name, or several; nothing was withdrawn
    """
    from kgbuild.pipeline.remove import remove as remove_articles

    settings = load_settings(store=store, work=work, ontology=ontology)
    with progress.shown() as report_progress:
        report = remove_articles(settings, names, progress=report_progress)
    if output is SummaryFormat.JSON:
        console.write(report.to_json())
    else:
        console.show(summary.of_removal(report))
