"""The formats by name, and writing a graph in one of them: to an open file, or to a path in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from kgbuild.errors import ExportError
from kgbuild.export.gexf import write_gexf
from kgbuild.export.graphml import write_graphml
from kgbuild.export.jsonld import write_jsonld
from kgbuild.export.statements import write_nquads, write_ntriples, write_trig, write_turtle
from kgbuild.export.table import write_csv
from kgbuild.files import replacing
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

Writer = Callable[[Graph, Ontology, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph.

    Attributes:
        name: What users call it.
        endings: The file endings that ask for it, in lower case.
        write: Writes a graph so; the same graph gives the same bytes.
    """

    name: str
    endings: tuple[str, ...]
    write: Writer


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("nquads", (".nq", ".nquads"), write_nquads),
            Format("trig", (".trig",), write_trig),
            Format("turtle", (".ttl", ".turtle"), write_turtle),
            Format("jsonld", (".jsonld",), write_jsonld),
            Format("ntriples", (".nt", ".ntriples"), write_ntriples),
            Format("gexf", (".gexf",), write_gexf),
            Format("graphml", (".graphml",), write_graphml),
            Format("csv", (".csv",), write_csv),
        )
    }
)
"""Every format, by name."""


def export(graph: Graph, form: str, out: BinaryIO, ontology: Ontology) -> None:
    """Write `graph` to `out`.

    Args:
        graph: What to write.
        form: The name of one of `FORMATS`.
        out: An open file; it is not closed.
        ontology: The ontology that the graph was built with.

    Raises:
        ExportError: There is no such format, or the graph holds facts that the ontology does not know.
        StoreError: The store is damaged.
    """
    _named(form).write(graph, ontology, out)


def export_file(graph: Graph, form: str | None, path: Path, ontology: Ontology) -> None:
    """Write `graph` to the file `path`, which is there whole afterwards, or is as it was.

    Args:
        graph: What to write.
        form: The name of one of `FORMATS`; None for the one that the ending of `path` tells.
        path: Where to; a file that is there is replaced, a pipe or device is written to.
        ontology: The ontology that the graph was built with.

    Raises:
        ExportError: As for `export`, or the ending tells no format, or the file cannot be written.
        StoreError: The store is damaged.
    """
    chosen = format_of(path) if form is None else _named(form)
    try:
        with replacing(path) as out:
            chosen.write(graph, ontology, out)
    except OSError as error:
        hint = "Name a file in a folder that is there and that you may write to."
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}", hint) from error


def format_of(path: Path) -> Format:
    """Return the format that the ending of `path` tells.

    >>> format_of(Path("graph.NQ")).name
    'nquads'

    Raises:
        ExportError: It tells none.
    """
    for one in FORMATS.values():
        if path.suffix.lower() in one.endings:
            return one
    endings = ", ".join(ending for one in FORMATS.values() for ending in one.endings)
    hint = f"Name the format, or end the file's name in {endings}."
    raise ExportError(f"{path}: its ending tells no format", hint)


def _named(form: str) -> Format:
    try:
        return FORMATS[form]
    except KeyError:
        raise ExportError(f"no format {form!r}", f"Known: {', '.join(FORMATS)}.") from None
