"""kgbuild dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgbuild.cli import console, lookups, options
from kgbuild.cli.command import tidying
from kgbuild.cli.opened import open_named
from kgbuild.config import load_settings

LIMIT = 40
"""`kgbuild.report.dossier.LIMIT`, which costs time to import."""


def dossier(
    name: lookups.Name,
    file: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to: X.md, X.html or X.pdf; Markdown to stdout unless given.",
        ),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", metavar="N", min=1, help="At most N lines in a part of it: the best attested."
        ),
    ] = LIMIT,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Write a report on somebody or something.

    It holds roles over time, what was done and said, and by whom, accounts that differ side by side, ties
    and a timeline, each line with its sentence, article and date. What is planned or denied stands apart.
    HTML and PDF hold a picture of the network and one of the timeline; beside Markdown they are files.

    Examples:
      kgbuild dossier "northmere city council" -o northmere.html
      kgbuild dossier "gareth lyle" > lyle.md

    Exit codes:
      0  it is written
      2  the ending of FILE tells no format, it cannot be written, or what PDF needs is not installed
      4  there is no store, or it is damaged
      5  nothing is called so, or several things are
    """
    from kgbuild.report.plot import ending
    from kgbuild.report.report import ENDINGS, report

    if file is not None:
        ending(file, ENDINGS)
    settings = load_settings(store=store, ontology=ontology)
    graph, terms, names = open_named(settings)
    found = report(graph, terms, lookups.resolved(names, name, None), settings.base, limit=limit)
    if file is None:
        console.write(found.to_markdown())
    else:
        with tidying():
            found.save(file)
