"""kgbuild check."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from kgbuild.cli import console, options
from kgbuild.cli.options import SummaryFormat
from kgbuild.config import load_settings
from kgbuild.errors import ExitCode
from kgbuild.words import counted


def check(
    store: options.Store = None,
    work: options.Work = None,
    ontology: options.Ontology = None,
    output: options.Summary = SummaryFormat.TABLE,
) -> None:
    """Check the graph against the ontology and the texts.

    Its facts must have the shapes that the ontology gives them, and their evidence must stand in the texts.

    Example:
      kgbuild check

    Exit codes:
      0  nothing was found
      1  something was found: see the messages
      4  there is no store, or it is locked, damaged or out of reach
    """
    from kgbuild.pipeline.check import check as check_store

    settings = load_settings(store=store, work=work, ontology=ontology)
    found = check_store(settings)
    if output is SummaryFormat.JSON:
        console.write(json.dumps([asdict(finding) for finding in found], indent=2, ensure_ascii=False))
    else:
        console.findings(found)
        outcome = counted(len(found), "finding") if found else "all is well"
        console.write(f"{settings.place}: {outcome}")
    raise typer.Exit(ExitCode.FINDINGS if found else ExitCode.OK)
