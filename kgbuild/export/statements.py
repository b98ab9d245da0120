"""Writes the graph as RDF for other tools: line by line and sorted, or with prefixes to be read by people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

import pyoxigraph as ox

from kgbuild.export.order import in_reading_order, used_prefixes
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

_END = b" .\n"


def write_nquads(graph: Graph, _: Ontology, out: BinaryIO) -> None:
    """Write all of the graph as N-Quads, sorted by line: the form in which graphs are compared."""
    out.writelines(sorted(_serialized(graph.quads(), ox.RdfFormat.N_QUADS).splitlines(keepends=True)))


def write_ntriples(graph: Graph, _: Ontology, out: BinaryIO) -> None:
    """Write the triples of all graphs together as N-Triples, each once, sorted by line."""
    triples = (quad.triple for quad in graph.quads())
    lines = set(_serialized(triples, ox.RdfFormat.N_TRIPLES).splitlines(keepends=True))
    out.writelines(sorted(lines))


def write_trig(graph: Graph, _: Ontology, out: BinaryIO) -> None:
    """Write all of the graph as TriG, each fact followed by its evidence."""
    _write_readable(in_reading_order(graph.quads()), ox.RdfFormat.TRIG, out)


def write_turtle(graph: Graph, _: Ontology, out: BinaryIO) -> None:
    """Write the triples of all graphs together as Turtle, each fact followed by its evidence."""
    triples = {quad.triple for quad in graph.quads()}
    _write_readable(in_reading_order(triples), ox.RdfFormat.TURTLE, out)


def _write_readable(
    statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, out: BinaryIO
) -> None:
    prefixes = used_prefixes(statements)
    data = _serialized(statements, form, prefixes)
    # Oxigraph writes the prefixes in the order of a hash table, a line each, and no empty lines.
    *head, body = data.split(b"\n", len(prefixes))
    out.writelines(line + b"\n" for line in sorted(head))
    if body:
        out.write(b"\n" + body.replace(_END, _END + b"\n").replace(b"\n\n}", b"\n}\n").rstrip(b"\n") + b"\n")


def _serialized(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    form: ox.RdfFormat,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    data = ox.serialize(statements, format=form, prefixes=dict(prefixes or {}))
    assert data is not None  # which it is only when it goes to a file
    return data
