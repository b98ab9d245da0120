"""The hand-made sample as a graph."""

from __future__ import annotations

import pytest

from kgbuild.rdf.graph import Graph
from tests.export.making import SAMPLE, graph_of


@pytest.fixture(scope="session")
def sample() -> Graph:
    return graph_of(SAMPLE)
