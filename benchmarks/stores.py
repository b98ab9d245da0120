"""The generated graph in kgbuild's store and in rdflib's memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.util import from_n3

from benchmarks.generate import generate
from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import open_graph, write_graph
from kgbuild.rdf.vocabulary import PREFIXES, Term


@dataclass(frozen=True, slots=True)
class Loaded:
    """A generated graph on disk.

    Attributes:
        graph: As kgbuild opens it.
        bare: The same database as pyoxigraph opens it.
        quads: How many quads it holds.
        article: The identifier of one of its articles.
    """

    graph: Graph
    bare: ox.Store
    quads: int
    article: str


def load(wanted: int, folder: Path) -> Loaded:
    """Generate about `wanted` quads, write them through kgbuild's store into `folder`, and open it twice."""
    made = generate(wanted)
    ontology = load_ontology(resource_folder("ontology"))
    write_graph(folder, "generated", quads(made.readings, made.entities, ontology, DEFAULT_BASE))
    bare = ox.Store.read_only(str(folder / "graph-generated"))
    return Loaded(open_graph(folder), bare, len(bare), made.readings[0].document.id)


def rdflib_dataset(loaded: Loaded) -> rdflib.Dataset:
    """Return the same graph in rdflib's memory, a query of which sees the union of its graphs."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri)
    data = ox.serialize(loaded.graph.quads(), format=ox.RdfFormat.N_QUADS)
    assert data is not None
    dataset.parse(data=data, format="nquads")
    return dataset


def rdflib_term(term: Term) -> rdflib.term.Identifier:
    """Return `term` as rdflib has it."""
    found = from_n3(str(term))
    assert isinstance(found, rdflib.term.Identifier)
    return found
