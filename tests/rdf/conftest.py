"""What the tests of the graph share: the ontology, and the sample's quads and store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from kgbuild.config import DEFAULT_BASE
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.store import open_graph, write_graph
from tests.rdf.sample import ENTITIES, READINGS

FOLDER = Path(__file__).parents[2] / "ontology"


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(FOLDER)


@pytest.fixture(scope="session")
def sample_quads(ontology: Ontology) -> list[Quad]:
    return list(quads(READINGS, ENTITIES, ontology, DEFAULT_BASE))


@pytest.fixture(scope="session")
def sample_graph(sample_quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("store") / "kg"
    write_graph(folder, "sample", sample_quads)
    return open_graph(folder)
