"""The sample's graph as sorted N-Quads; `python -m tests.rdf.golden > tests/rdf/sample.nq` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from pyoxigraph import Quad

from kgbuild.config import DEFAULT_BASE
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from tests.rdf.conftest import FOLDER
from tests.rdf.sample import ENTITIES, READINGS


def lines(found: Iterable[Quad]) -> str:
    """Return `found` as N-Quads, a line each, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in found))


if __name__ == "__main__":
    sys.stdout.write(lines(quads(READINGS, ENTITIES, load_ontology(FOLDER), DEFAULT_BASE)))
