"""The formats by name, and writing a graph in one of them: to an open file, or to a path in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Generic, TypeVar

from kgbuild.errors import ExportError
from kgbuild.export.cytoscape import write_cytoscape
from kgbuild.export.drawing import USUAL_DRAWING, Drawing
from kgbuild.export.followthemoney import write_followthemoney
from kgbuild.export.gephi import write_gephi
from kgbuild.export.gexf import write_gexf
from kgbuild.export.graphml import write_graphml
from kgbuild.export.jsonld import write_jsonld
from kgbuild.export.layout import Places
from kgbuild.export.looks import placed
from kgbuild.export.neo4j import write_neo4j
from kgbuild.export.network import network
from kgbuild.export.parquet import write_parquet
from kgbuild.export.statements import write_nquads, write_ntriples, write_trig, write_turtle
from kgbuild.export.table import write_csv
from kgbuild.files import remove_stale, replacing, replacing_in
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

Target = TypeVar("Target", BinaryIO, Path)
"""Where to: an open file, or a folder for several files."""

_WRITING = "Writing"


@dataclass(frozen=True, slots=True)
class Format(Generic[Target]):
    """A way to write a graph: all of it, or as a network. The same graph gives the same bytes.

    Attributes:
        name: What users call it.
        endings: The file endings that ask for it, in lower case.
        write: Writes a graph so; None where `draw` does it.
        draw: Writes a network, as `network` makes it, of which a part can be chosen, and where its nodes are.
        has_places: Whether it tells where nodes are.
    """

    name: str
    endings: tuple[str, ...] = ()
    write: Callable[[Graph, Ontology, Target], None] | None = None
    draw: Callable[[nx.MultiDiGraph[str], Target, Places], None] | None = None
    has_places: bool = False


FORMATS: Mapping[str, Format[BinaryIO]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("nquads", (".nq", ".nquads"), write_nquads),
            Format("trig", (".trig",), write_trig),
            Format("turtle", (".ttl", ".turtle"), write_turtle),
            Format("jsonld", (".jsonld",), write_jsonld),
            Format("ntriples", (".nt", ".ntriples"), write_ntriples),
            Format("gexf", (".gexf",), draw=write_gexf, has_places=True),
            Format("graphml", (".graphml",), draw=write_graphml, has_places=True),
            Format("cytoscape", (".cyjs",), draw=write_cytoscape, has_places=True),
            Format("csv", (".csv",), write_csv),
            Format("followthemoney", (".ftm.json", ".ftm"), write_followthemoney),
        )
    }
)
"""The formats of one file, by name."""

FOLDERS: Mapping[str, Format[Path]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("gephi-csv", draw=write_gephi),
            Format("neo4j-csv", draw=write_neo4j),
            Format("parquet", write=write_parquet),
        )
    }
)
"""The formats of several files in a folder, as their importers take them, by name."""


def export(
    graph: Graph, form: str, out: BinaryIO, ontology: Ontology, drawing: Drawing = USUAL_DRAWING
) -> None:
    """Write `graph` to `out`.

    Args:
        graph: What to write.
        form: The name of one of `FORMATS`.
        out: An open file; it is not closed.
        ontology: The ontology that the graph was built with.
        drawing: What of it to draw, and how, where the format is a network.

    Raises:
        ExportError: There is no such format, the graph holds facts that the ontology does not know, or
            `drawing` asks for what the format cannot give, or for what is not known.
        NotFoundError: Nothing fits what `drawing` selects.
        StoreError: The store is damaged.
    """
    if form in FOLDERS:
        raise ExportError(f"{form} is several files", "Name a folder for them: -o FOLDER.")
    _write(graph, _named(form), out, ontology, drawing)


def export_file(
    graph: Graph, form: str | None, path: Path, ontology: Ontology, drawing: Drawing = USUAL_DRAWING
) -> None:
    """Write `graph` to `path`, a file or folder as the format is, which is whole afterwards, or as it was.

    Args:
        graph: What to write.
        form: The name of one of `FORMATS` or `FOLDERS`; None for the one that the ending of `path` tells.
        path: Where to; what is there is replaced, of a folder the files of the same names. A pipe or device
            is written to.
        ontology: The ontology that the graph was built with.
        drawing: As for `export`.

    Raises:
        ExportError: As for `export`, or the ending tells no format, or the file cannot be written.
        NotFoundError: As for `export`.
        StoreError: The store is damaged.
    """
    try:
        remove_stale(path)
        if form is not None and form in FOLDERS:
            with replacing_in(path) as folder:
                _write(graph, FOLDERS[form], folder, ontology, drawing)
        else:
            chosen = format_of(path) if form is None else _named(form)
            with replacing(path) as out:
                _write(graph, chosen, out, ontology, drawing)
    except OSError as error:
        what = "folder for several files" if form in FOLDERS else "file"
        hint = f"Name a {what} in a folder that is there and that you may write to."
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}", hint) from error


def format_of(path: Path) -> Format[BinaryIO]:
    """Return the format that the ending of `path` tells.

    >>> format_of(Path("graph.NQ")).name
    'nquads'

    Raises:
        ExportError: It tells none.
    """
    name = path.name.lower()
    for one in FORMATS.values():
        if path.suffix and name.endswith(one.endings):
            return one
    endings = ", ".join(ending for one in FORMATS.values() for ending in one.endings)
    hint = f"Name the format, or end the file's name in {endings}."
    raise ExportError(f"{path}: its ending tells no format", hint)


def _write(graph: Graph, form: Format[Target], out: Target, ontology: Ontology, drawing: Drawing) -> None:
    if form.draw is not None:
        if not drawing.layout and not form.has_places:
            raise ExportError(f"{form.name} tells no places of nodes anyway", "Leave --no-layout out.")
        drawn = network(graph, ontology, drawing.selection, drawing.progress)
        at = placed(drawn, drawing.progress) if form.has_places and drawing.layout else {}
        drawing.progress(_WRITING, 0, 0)
        form.draw(drawn, out, at)
    elif drawing != USUAL_DRAWING:
        networks = [name for name, one in FORMATS.items() if one.draw]
        networks += [name for name, one in FOLDERS.items() if one.draw]
        hint = f"Formats of which a part can be chosen: {', '.join(networks)}."
        raise ExportError(f"{form.name} holds the whole graph, not a part of it", hint)
    else:
        assert form.write is not None
        drawing.progress(_WRITING, 0, 0)
        form.write(graph, ontology, out)


def _named(form: str) -> Format[BinaryIO]:
    try:
        return FORMATS[form]
    except KeyError:
        raise ExportError(f"no format {form!r}", f"Known: {', '.join((*FORMATS, *FOLDERS))}.") from None
