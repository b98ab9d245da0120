"""Formats by name and ending, whole files or none, and the same bytes for the same graph."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kgbuild.errors import ExportError
from kgbuild.export import FORMATS, export, export_file, format_of
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, SAMPLE, graph_of, written

NAMES = ("nquads", "trig", "turtle", "jsonld", "ntriples", "gexf", "graphml", "csv", "followthemoney")


def test_the_formats_are_those_of_the_command_line() -> None:
    from kgbuild.cli.options import ExportFormat

    assert tuple(FORMATS) == NAMES
    assert set(FORMATS) == {form.value for form in ExportFormat}


@pytest.mark.parametrize("form", NAMES)
def test_the_order_of_quads_does_not_matter(sample: Graph, form: str) -> None:
    shuffled = list(SAMPLE)
    random.Random(5).shuffle(shuffled)
    assert written(graph_of(shuffled), form) == written(sample, form)


def test_every_process_writes_the_same_bytes() -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    run = subprocess.run(
        [sys.executable, "-c", "from tests.export.test_files import digests; print(digests())"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == [str(digests())]


def test_networkx_is_imported_only_for_networks() -> None:
    code = "import kgbuild.export, sys; print({'networkx', 'rdflib'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def digests() -> dict[str, str]:
    return {form: hashlib.sha256(written(graph_of(SAMPLE), form)).hexdigest() for form in NAMES}


@pytest.mark.parametrize("form", NAMES)
def test_an_empty_graph_is_a_file_without_facts(form: str) -> None:
    data = written(graph_of([]), form)
    assert b"kgbuild/id/" not in data
    if form in ("jsonld", "gexf", "graphml", "csv"):
        assert data


def test_an_unknown_format_is_told_with_the_known_ones(sample: Graph) -> None:
    with pytest.raises(ExportError, match="'xls'") as raised:
        export(sample, "xls", io.BytesIO(), ONTOLOGY)
    assert all(name in raised.value.hint for name in NAMES)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.nq", "nquads"),
        ("a.trig", "trig"),
        ("a.ttl", "turtle"),
        ("a.jsonld", "jsonld"),
        ("a.nt", "ntriples"),
        ("a.gexf", "gexf"),
        ("a.graphml", "graphml"),
        ("a.csv", "csv"),
        ("A.B.GEXF", "gexf"),
    ],
)
def test_the_ending_tells_the_format(name: str, form: str) -> None:
    assert format_of(Path(name)).name == form


@pytest.mark.parametrize("name", ["graph", "graph.xlsx", "graph.nq.gz", ".csv"])
def test_an_ending_that_tells_nothing(name: str, sample: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="tells no format") as raised:
        export_file(sample, None, tmp_path / name, ONTOLOGY)
    assert ".gexf" in raised.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_and_replaced(sample: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old")
    export_file(sample, None, file, ONTOLOGY)
    assert file.read_bytes() == written(sample, "nquads")
    export_file(sample, "csv", file, ONTOLOGY)
    assert file.read_bytes() == written(sample, "csv")
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(sample: Graph, tmp_path: Path) -> None:
    file, link = tmp_path / "graph.nq", tmp_path / "link.nq"
    link.symlink_to(file)
    export_file(sample, None, link, ONTOLOGY)
    assert link.is_symlink()
    assert file.read_bytes() == written(sample, "nquads")


def test_a_pipe_is_written_to(sample: Graph) -> None:
    export_file(sample, "csv", Path(os.devnull), ONTOLOGY)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["missing/graph.csv", "folder.csv", "file/graph.csv"])
def test_a_path_that_cannot_be_written(name: str, sample: Graph, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written") as raised:
        export_file(sample, None, tmp_path / name, ONTOLOGY)
    assert raised.value.hint
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder.csv"]


def test_a_file_that_cannot_be_finished_leaves_the_old_one(sample: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(ExportError, match="File too large"):
            export_file(sample, None, file, ONTOLOGY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_facts_that_the_ontology_does_not_know(sample: Graph, tmp_path: Path) -> None:
    known = {name: one for name, one in ONTOLOGY.fact_types.items() if name != "Criticism"}
    older = dataclasses.replace(ONTOLOGY, fact_types=known)
    file = tmp_path / "graph.csv"
    with pytest.raises(ExportError, match="does not declare") as raised:
        export_file(sample, None, file, older)
    assert "ontology" in raised.value.hint
    assert list(tmp_path.iterdir()) == []
