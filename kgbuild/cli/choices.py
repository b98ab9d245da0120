"""Options that choose what of the graph is drawn: in an export, and in a plot."""

from __future__ import annotations

from typing import Annotated

import typer

Edges = Annotated[
    str,
    typer.Option(
        "--edges", metavar="NAME,...", help="Relations or fact types: criticised,led.  [default: all]"
    ),
]
Kinds = Annotated[
    str,
    typer.Option(
        "--kinds", metavar="KIND,...", help="What to draw: people, bodies, works, places.  [default: all]"
    ),
]
Steps = Annotated[
    int | None,
    typer.Option("--steps", metavar="N", min=1, help="How near: how many edges away at most.  [default: 1]"),
]
MinEvidence = Annotated[
    int, typer.Option("--min-evidence", metavar="N", min=1, help="Only edges that so many sentences state.")
]
Status = Annotated[
    str, typer.Option("--status", metavar="STATUS,...", help="Which facts: asserted, planned, denied, any.")
]
ASSERTED = "asserted"
