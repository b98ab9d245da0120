"""The hand-made sample as a graph, and its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.query.lookup import Names
from kgbuild.query.names import load_titles
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology, load_ontology
from tests.query.answers import sample_graph


@pytest.fixture(scope="session")
def ontology_folder() -> Path:
    return resource_folder("ontology")


@pytest.fixture(scope="session")
def ontology(ontology_folder: Path) -> Ontology:
    return load_ontology(ontology_folder)


@pytest.fixture(scope="session")
def graph() -> Graph:
    return sample_graph()


@pytest.fixture(scope="session")
def names(graph: Graph, ontology_folder: Path) -> Names:
    return Names(graph, DEFAULT_BASE, load_titles(ontology_folder))
