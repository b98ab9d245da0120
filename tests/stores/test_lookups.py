"""What is looked up is the same, wherever the graph is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.explore.between import between
from kgbuild.explore.near import near
from kgbuild.explore.present import View
from kgbuild.explore.render import to_json
from kgbuild.explore.search import search
from kgbuild.explore.ties import Statuses, Through
from kgbuild.explore.timeline import timeline
from kgbuild.explore.who import who
from kgbuild.query.lookup import AmbiguousError, Names, beginning
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import EmbeddedGraph

ONTOLOGY = load_ontology(resource_folder("ontology"))
LOOKUPS: dict[str, Callable[[Graph, Names], View]] = {
    "who": lambda graph, names: who(graph, ONTOLOGY, names.resolve("Orla Finch")),
    "between": lambda graph, names: between(
        graph,
        ONTOLOGY,
        names.resolve("Tobias Wren"),
        names.resolve("Larkfield Trust"),
        through=tuple(Through),
    ),
    "near": lambda graph, names: near(
        graph, ONTOLOGY, names.resolve("Orla Finch"), steps=2, status=Statuses.ANY, kinds=tuple(Through)
    ),
    "timeline": lambda graph, names: timeline(graph, ONTOLOGY, names.resolve("Larkfield Trust")),
    "search": lambda graph, _: search(graph, ONTOLOGY, "trust*"),
}


@pytest.mark.parametrize("lookup", LOOKUPS)
def test_a_look_up(graph: Graph, names: Names, sample: EmbeddedGraph, lookup: str) -> None:
    expected = to_json(LOOKUPS[lookup](sample, Names(sample, DEFAULT_BASE)))
    assert '"sentence": "' in expected
    assert to_json(LOOKUPS[lookup](graph, names)) == expected


def test_candidates_with_their_roles(graph: Graph, names: Names, sample: EmbeddedGraph) -> None:
    with pytest.raises(AmbiguousError) as expected:
        Names(sample, DEFAULT_BASE).resolve("department")
    with pytest.raises(AmbiguousError) as found:
        names.resolve("department")
    assert found.value.candidates == expected.value.candidates
    assert any(candidate.role for candidate in found.value.candidates)


def test_names_to_complete(graph: Graph, sample: EmbeddedGraph) -> None:
    assert list(beginning(graph, "mar")) == list(beginning(sample, "mar")) != []
