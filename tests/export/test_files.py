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
from kgbuild.export import FOLDERS, FORMATS, export, export_file, format_of
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, SAMPLE, files_written, graph_of, written

NAMES = (
    "nquads",
    "trig",
    "turtle",
    "jsonld",
    "ntriples",
    "gexf",
    "graphml",
    "cytoscape",
    "csv",
    "followthemoney",
)
FOLDER_NAMES = ("gephi-csv", "neo4j-csv", "parquet")


def test_the_formats_are_those_of_the_command_line() -> None:
    from kgbuild.cli.options import ExportFormat

    assert tuple(FORMATS) == NAMES
    assert tuple(FOLDERS) == FOLDER_NAMES
    assert {*FORMATS, *FOLDERS} == {form.value for form in ExportFormat}


@pytest.mark.parametrize("form", NAMES)
def test_the_order_of_quads_does_not_matter(sample: Graph, form: str) -> None:
    shuffled = list(SAMPLE)
    random.Random(5).shuffle(shuffled)
    assert written(graph_of(shuffled), form) == written(sample, form)


@pytest.mark.parametrize("form", FOLDER_NAMES)
def test_the_order_of_quads_does_not_matter_to_folders(sample: Graph, form: str) -> None:
    shuffled = list(SAMPLE)
    random.Random(5).shuffle(shuffled)
    assert files_written(graph_of(shuffled), form) == files_written(sample, form)


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
    graph = graph_of(SAMPLE)
    files = {form: written(graph, form) for form in NAMES}
    for form in FOLDER_NAMES:
        files |= {f"{form}/{name}": data for name, data in files_written(graph, form).items()}
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.mark.parametrize("form", NAMES)
def test_an_empty_graph_is_a_file_without_facts(form: str) -> None:
    data = written(graph_of([]), form)
    assert b"kgbuild/id/" not in data
    if form in ("jsonld", "gexf", "graphml", "cytoscape", "csv"):
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
        ("a.cyjs", "cytoscape"),
        ("a.ftm.json", "followthemoney"),
        ("A.ftm", "followthemoney"),
        ("a.csv", "csv"),
        ("A.B.GEXF", "gexf"),
    ],
)
def test_the_ending_tells_the_format(name: str, form: str) -> None:
    assert format_of(Path(name)).name == form


@pytest.mark.parametrize("name", ["graph", "graph.xlsx", "graph.nq.gz", ".csv", "graph.json"])
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


@pytest.mark.parametrize("form", FOLDER_NAMES)
def test_a_folder_is_made_and_its_files_are_replaced(form: str, sample: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    export_file(sample, form, folder, ONTOLOGY)
    min(folder.iterdir()).write_text("old")
    (folder / "own.txt").write_text("stays")
    export_file(sample, form, folder, ONTOLOGY)
    found = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert found.pop("own.txt") == b"stays"
    assert found == files_written(sample, form)
    assert list(tmp_path.iterdir()) == [folder]


def test_files_that_cannot_be_finished_leave_the_old_ones(sample: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "nodes.csv").write_text("old")
    older = dataclasses.replace(ONTOLOGY, fact_types={})
    with pytest.raises(ExportError, match="does not declare"):
        export_file(sample, "neo4j-csv", folder, older)
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("nodes.csv", "old")]
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("name", ["file", "missing/made", "file/made"])
def test_a_folder_that_cannot_be_made(name: str, sample: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written") as raised:
        export_file(sample, "neo4j-csv", tmp_path / name, ONTOLOGY)
    assert raised.value.hint
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


@pytest.mark.parametrize("form", FOLDER_NAMES)
def test_several_files_are_no_stream(form: str, sample: Graph) -> None:
    with pytest.raises(ExportError, match="several files") as raised:
        written(sample, form)
    assert "-o FOLDER" in raised.value.hint


def test_facts_that_the_ontology_does_not_know(sample: Graph, tmp_path: Path) -> None:
    known = {name: one for name, one in ONTOLOGY.fact_types.items() if name != "Criticism"}
    older = dataclasses.replace(ONTOLOGY, fact_types=known)
    file = tmp_path / "graph.csv"
    with pytest.raises(ExportError, match="does not declare") as raised:
        export_file(sample, None, file, older)
    assert "ontology" in raised.value.hint
    assert list(tmp_path.iterdir()) == []


def test_where_one_file_cannot_be_replaced_none_is(sample: Graph, tmp_path: Path) -> None:
    (tmp_path / "edges.csv").write_text("older")
    (tmp_path / "nodes.csv").mkdir()
    with pytest.raises(ExportError, match="cannot be written: Is a directory"):
        export_file(sample, "gephi-csv", tmp_path, ONTOLOGY)
    assert (tmp_path / "edges.csv").read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edges.csv", "nodes.csv"]
