"""kgbuild export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from kgbuild.cli import options
from kgbuild.cli.options import ExportFormat
from kgbuild.config import load_settings
from kgbuild.errors import ExportError
from kgbuild.pipeline.files import replacing

ENDINGS = {
    ".nq": ExportFormat.NQUADS,
    ".nquads": ExportFormat.NQUADS,
    ".trig": ExportFormat.TRIG,
    ".ttl": ExportFormat.TURTLE,
    ".turtle": ExportFormat.TURTLE,
    ".jsonld": ExportFormat.JSONLD,
    ".nt": ExportFormat.NTRIPLES,
    ".gexf": ExportFormat.GEXF,
    ".graphml": ExportFormat.GRAPHML,
    ".csv": ExportFormat.CSV,
}


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
    gexf, graphml and csv hold the entities and the edges between them.

    Examples:
      kgbuild export -o graph.gexf
      kgbuild export --format nquads | gzip > graph.nq.gz

    Exit codes:
      0  it is written
      2  the format is unknown, or the file cannot be written
      4  there is no store, or it is damaged
    """
    from kgbuild.export import export as export_graph
    from kgbuild.rdf.ontology import load_ontology
    from kgbuild.rdf.store import open_graph

    chosen = output or _by_ending(file)
    settings = load_settings(store=store, ontology=ontology)
    graph, terms = open_graph(settings.store), load_ontology(settings.ontology)
    with _opened(file) as out:
        export_graph(graph, chosen, out, terms)


def _by_ending(file: Path | None) -> ExportFormat:
    if file is None:
        return ExportFormat.NQUADS
    try:
        return ENDINGS[file.suffix.lower()]
    except KeyError:
        known = ", ".join(ENDINGS)
        raise ExportError(
            f"{file}: its ending tells no format",
            f"Name one with --format, or end the file's name in {known}.",
        ) from None


@contextmanager
def _opened(file: Path | None) -> Iterator[BinaryIO]:
    """Yield what to write to; the file `file` is there whole afterwards, or is as it was."""
    if file is None:
        yield sys.stdout.buffer
        return
    try:
        with replacing(file) as out:
            yield out
    except OSError as error:
        raise ExportError(
            f"{file}: cannot be written: {error.strerror}", "Name another file with -o."
        ) from error
