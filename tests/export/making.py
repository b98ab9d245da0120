"""Graphs for the tests, in memory: the hand-made sample, and one fact with any words in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.export import export, export_file
from kgbuild.export.drawing import USUAL_DRAWING, Drawing
from kgbuild.export.selection import Selection
from kgbuild.model import (
    Argument,
    Document,
    Entity,
    Fact,
    Kind,
    MemberRef,
    Reading,
    Referent,
    Span,
    Status,
)
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.store import EmbeddedGraph
from tests.rdf.sample import ENTITIES, READINGS

ONTOLOGY: Ontology = load_ontology(resource_folder("ontology"))
SAMPLE = tuple(quads(READINGS, ENTITIES, ONTOLOGY, DEFAULT_BASE))
OTHER = "Larkfield Trust"
ANY_STATUS = Drawing(Selection(statuses=tuple(Status)))
"""What is planned or denied is drawn too."""


def graph_of(statements: Iterable[ox.Quad]) -> Graph:
    """Return a graph in memory that holds `statements`."""
    store = ox.Store()
    store.bulk_extend(statements)
    return EmbeddedGraph(store, Path("memory"))


@dataclass(frozen=True)
class Said:
    """Words of an article that state a criticism."""

    words: str
    article: str = "an article"
    issued: str | None = "2014-02-03"
    earliest: str | None = None
    latest: str | None = None
    confidence: float = 0.9


def criticism(critic: str, words: str, reason: str = "delays", article: str = "an article") -> Graph:
    """Return a graph of one fact: `critic`, an organisation, criticises another, as `words` state."""
    return criticisms(critic, [Said(words, article)], reason)


def criticisms(critic: str, said: Sequence[Said], reason: str = "delays") -> Graph:
    """Return a graph in which `critic` criticises another in several articles."""
    referents = tuple(Referent(f"organisation:{name}", Kind.ORGANISATION, name) for name in (critic, OTHER))
    entities = [
        Entity(
            id=f"organisation/{number}",
            kind=Kind.ORGANISATION,
            label=referent.label,
            names=(),
            members=tuple(MemberRef(one.article, referent.id) for one in said),
        )
        for number, referent in enumerate(referents)
    ]
    readings = [_reading(one, referents, reason) for one in said]
    return graph_of(quads(readings, entities, ONTOLOGY, DEFAULT_BASE))


def _reading(said: Said, referents: tuple[Referent, ...], reason: str) -> Reading:
    critic, other = referents
    fact = Fact(
        type="Criticism",
        args=(
            Argument("agent", critic.label, critic.id),
            Argument("reason", reason),
            Argument("target", other.label, other.id),
        ),
        status=Status.ASSERTED,
        evidence=Span(0, len(said.words)),
        trigger=Span(0, 1),
        rule="Criticism.yaml:1",
        confidence=said.confidence,
        earliest=said.earliest,
        latest=said.latest,
    )
    document = Document(said.article, said.words, title=critic.label, issued=said.issued)
    return Reading(document, "by-hand", referents, (), (fact,))


def written(graph: Graph, form: str, drawing: Drawing = USUAL_DRAWING) -> bytes:
    """Return what `export` writes."""
    out = io.BytesIO()
    export(graph, form, out, ONTOLOGY, drawing)
    return out.getvalue()


def files_written(graph: Graph, form: str, drawing: Drawing = USUAL_DRAWING) -> dict[str, bytes]:
    """Return the files that `export_file` writes into a folder, by name."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "made"
        export_file(graph, form, folder, ONTOLOGY, drawing)
        return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
