"""kgbuild export."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgbuild.cli import choices, completion, lookups, options, progress
from kgbuild.cli.command import tidying
from kgbuild.cli.opened import names_of, open_store
from kgbuild.cli.options import ExportFormat
from kgbuild.config import Settings, load_settings
from kgbuild.model import Kind
from kgbuild.progress import silent

if TYPE_CHECKING:
    from kgbuild.rdf.graph import Graph


def export(
    output: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", help="The format.  [default: by the ending of FILE, else nquads]", show_default=False
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE|DIR", help="Where to; stdout unless given.")
    ] = None,
    edges: choices.Edges = "",
    kinds: choices.Kinds = "",
    since: lookups.Since = None,
    until: lookups.Until = None,
    around: Annotated[
        list[str] | None,
        typer.Option(
            "--around",
            metavar="NAME",
            help="Only this and what is near it; can be given again.",
            autocompletion=completion.names(*Kind),
        ),
    ] = None,
    steps: choices.Steps = None,
    min_evidence: choices.MinEvidence = 1,
    status: choices.Status = choices.ASSERTED,
    events: Annotated[
        str, typer.Option("--events", metavar="as-edges|as-nodes", help="How to draw what happened.")
    ] = "as-edges",
    no_layout: Annotated[
        bool, typer.Option("--no-layout", help="Leave out the places of nodes: the program places them.")
    ] = False,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the graph in another format, or draw all or a part of it.

    nquads and trig hold all of it; turtle, jsonld and ntriples leave out which article a triple comes from;
    csv and parquet hold the facts, followthemoney the entities and the facts.

    gexf, graphml, cytoscape, gephi-csv and neo4j-csv are networks: entities, and the edges that facts give
    between them. What is planned or denied is drawn only if --status asks for it, as edges of its own. The
    options from --edges to --no-layout choose what is drawn. --since and --until look at when it happened or
    held, or else was reported.

    gephi-csv, neo4j-csv and parquet are several files, for which -o names a folder.

    Examples:
      kgbuild export -o graph.gexf
      kgbuild export -o critics.gexf --edges criticised,rejected --since 2014
      kgbuild export -o council.gexf --around "northmere city council" --steps 2 --events as-nodes
      kgbuild export --format neo4j-csv -o for-neo4j
      kgbuild export --format nquads | gzip > graph.nq.gz

    Exit codes:
      0  it is written
      2  an option or the format is wrong, or the file cannot be written
      4  there is no store, or it is damaged
      5  nothing fits what is chosen; nothing is called so, or several things are
    """
    from kgbuild.export import export as export_graph
    from kgbuild.export import export_file
    from kgbuild.export.drawing import Drawing
    from kgbuild.export.selection import selection_of
    from kgbuild.rdf.ontology import load_ontology

    settings = load_settings(store=store, ontology=ontology)
    graph, terms = open_store(settings), load_ontology(settings.ontology)
    selection = selection_of(
        edges=edges,
        kinds=kinds,
        since=lookups.day("since", since),
        until=lookups.day("until", until),
        around=_iris(around, graph, settings) if around else (),
        steps=steps,
        min_evidence=min_evidence,
        status=status,
        events=events,
    )
    amid_the_output = file is None and sys.stdout.isatty()
    showing = nullcontext(silent) if amid_the_output else progress.shown(elsewhere=silent)
    with tidying(), _collecting_nothing(), showing as show:
        drawing = Drawing(selection, layout=not no_layout, progress=show)
        if file is None:
            export_graph(graph, output or ExportFormat.NQUADS, sys.stdout.buffer, terms, drawing)
        else:
            export_file(graph, output, file, terms, drawing)


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Look for no garbage in cycles: what is read stays until it is written, and is millions of objects."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _iris(around: list[str], graph: Graph, settings: Settings) -> tuple[str, ...]:
    """Return the IRIs of what `around` names."""
    names = names_of(graph, settings)
    return tuple(lookups.resolved(names, name, None, tuple(Kind)).iri for name in around)
