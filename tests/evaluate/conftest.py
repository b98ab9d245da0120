"""Graphs to compare with gold: one that was read from sample articles, and one made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.config import load_settings
from kgbuild.pipeline.build import build
from kgbuild.pipeline.check import open_whole, texts
from tests.evaluate.scored import Scene
from tests.export.making import graph_of

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "data" / "articles"
READ = (
    "garsdale-i-resigned.txt",
    "police-watchdog-report.html",
    "whistleblower-tribunal.txt",
    "wire-commissioner-2014.txt",
)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Four articles of the sample, as they are read, and gold that is partly wrong on purpose."""
    folder = tmp_path_factory.mktemp("sample")
    settings = load_settings(store=folder / "kg", file=folder / "none.toml")
    build(settings, [str(ARTICLES / name) for name in READ])
    graph = open_whole(settings)
    file = write_quads(folder, list(graph.quads()))
    return Scene(graph, file, HERE / "gold", write_texts(folder, texts(settings)), texts(settings))


@pytest.fixture(scope="session")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A graph of what is seldom: split people, facts without evidence, words without speakers."""
    folder = tmp_path_factory.mktemp("strange")
    quads = list(ox.parse(path=str(HERE / "strange.trig"), format=ox.RdfFormat.TRIG))
    words = {"one": "Ann Lee leads the council.\n", "two": "The dame leads no more.\n"}
    file = write_quads(folder, quads)
    return Scene(graph_of(quads), file, HERE / "strange", write_texts(folder, words), words)


def write_texts(folder: Path, found: Mapping[str, str]) -> Path:
    """Write each text into a file called as its article, and return their folder."""
    for name, text in found.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def write_quads(folder: Path, quads: list[ox.Quad]) -> Path:
    """Write `quads` into a file of `folder` and return it."""
    file = folder / "graph.nq"
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return file
