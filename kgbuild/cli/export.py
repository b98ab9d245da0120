"""kgbuild export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kgbuild.cli import options
from kgbuild.cli.opened import open_store
from kgbuild.cli.options import ExportFormat
from kgbuild.config import load_settings


def export(
    output: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", help="The format.  [default: by the ending of FILE, else nquads]", show_default=False
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; stdout unless given.")
    ] = None,
    store: options.Store = None,
    ontology: options.Ontology = None,
) -> None:
    """Write the graph in another format.

    nquads and trig hold all of it; turtle, jsonld and ntriples leave out which article a triple comes from;
    gexf and graphml hold the entities and the edges between them, csv the facts, followthemoney both.

    Examples:
      kgbuild export -o graph.gexf
      kgbuild export --format nquads | gzip > graph.nq.gz

    Exit codes:
      0  it is written
      2  the format is unknown, or the file cannot be written
      4  there is no store, or it is damaged
    """
    from kgbuild.export import export as export_graph
    from kgbuild.export import export_file
    from kgbuild.rdf.ontology import load_ontology

    settings = load_settings(store=store, ontology=ontology)
    graph, terms = open_store(settings), load_ontology(settings.ontology)
    if file is None:
        export_graph(graph, output or ExportFormat.NQUADS, sys.stdout.buffer, terms)
    else:
        export_file(graph, output, file, terms)
