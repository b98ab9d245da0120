"""The hand-made sample as a graph, and its names."""

from __future__ import annotations

from tests.query.conftest import graph, names, ontology, ontology_folder

__all__ = ["graph", "names", "ontology", "ontology_folder"]
