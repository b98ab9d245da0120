"""kgbuild evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgbuild.cli import console, options, progress, scores
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings
from kgbuild.errors import ExitCode


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="A .json or .jsonl file of gold documents, or a folder of them."),
    ],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", metavar="DIR", help="Read the articles of the gold from here, aside."),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also list what is missed and wrong, with its sentences.")
    ] = False,
    fail_under: Annotated[
        float,
        typer.Option(
            "--fail-under",
            metavar="F1",
            min=0,
            max=1,
            help="End with exit code 6 when the F1 of all facts is below this.",
            show_default=False,
        ),
    ] = 0.0,
    store: options.Store = None,
    model: options.Model = None,
    ontology: options.Ontology = None,
    output: options.Summary = SummaryFormat.TABLE,
) -> None:
    """Compare the graph with gold: what a careful reader finds.

    Without --articles, the graph of the store is compared. With it, and where the gold brings its own texts,
    these are read afresh, and the store is left alone; a feed that holds one of the articles is read whole.
    The README says how gold is written.

    Examples:
      kgbuild evaluate gold
      kgbuild evaluate gold --articles articles --verbose
      kgbuild evaluate cases.jsonl --fail-under 0.8

    Exit codes:
      0  it is compared
      1  it is compared, but some gold cannot be used, or an article of it is missing: see the messages
      2  the model, or a file of the ontology, is wrong
      3  there is no gold, or no article for it
      4  there is no store, or it is damaged
      6  the F1 of all facts is below --fail-under
    """
    from kgbuild.pipeline.evaluation import evaluate as evaluate_gold

    settings = load_settings(store=store, model=model, ontology=ontology)
    with progress.shown() as report_progress:
        evaluation = evaluate_gold(settings, gold, articles, progress=report_progress)
    if output is SummaryFormat.JSON:
        console.write(evaluation.to_json())
    else:
        console.findings(evaluation.findings)
        console.show(scores.of_evaluation(evaluation))
        if verbose:
            console.write(scores.details(evaluation.report))
    exit_code = evaluation.exit_code(fail_under)
    if exit_code is ExitCode.BELOW:
        problem = f"the F1 of all facts is {evaluation.report.facts.f1:.4f}, below {fail_under:g}"
        console.error(problem, "--verbose lists what is missed and wrong.")
    raise typer.Exit(exit_code)
