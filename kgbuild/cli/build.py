"""kgbuild build."""

from __future__ import annotations

from typing import Annotated

import typer

from kgbuild.cli import console, options, progress, summary
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings


def build(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or - for standard input.")
    ],
    store: options.Store = None,
    work: options.Work = None,
    take_over: Annotated[
        bool,
        typer.Option(
            "--take-over", help="At a URL: replace a graph that was built from another folder's documents."
        ),
    ] = False,
    model: options.Model = None,
    ontology: options.Ontology = None,
    output: options.Summary = SummaryFormat.TABLE,
) -> None:
    """Read articles into the graph.

    Reads .txt, .md, .html, .jsonl, .pdf and .docx files. Only what is new or changed is read; a
    build that was stopped goes on where it was.

    Examples:
      kgbuild build data/articles
      kgbuild build 'reports/*.pdf' feed.jsonl --store kg-reports
      cat article.txt | kgbuild build -
      kgbuild build data/articles --store http://localhost:7878

    Exit codes:
      0  all was read
      1  the graph is built, but something was skipped: see the messages
      2  the model, or a file of the ontology, is wrong
      3  nothing could be read
      4  the store is locked, damaged or out of reach
    """
    from kgbuild.pipeline.build import build as build_graph

    settings = load_settings(store=store, work=work, model=model, ontology=ontology)
    with progress.shown() as report_progress:
        report = build_graph(settings, sources, progress=report_progress, take_over=take_over)
    console.findings(report.findings)
    if output is SummaryFormat.JSON:
        console.write(report.to_json())
    else:
        console.show(summary.of_build(report, settings))
    raise typer.Exit(report.exit_code)
