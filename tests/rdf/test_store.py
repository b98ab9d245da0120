from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.errors import QueryError, StoreError
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.store import FORMAT, current_key, open_graph, write_graph, writing
from tests.rdf.golden import lines

SPAWN = multiprocessing.get_context("spawn")


def quad(number: int) -> Quad:
    node = NamedNode(f"https://example.org/{number}")
    return Quad(
        node, NamedNode("https://example.org/p"), Literal(str(number)), NamedNode("https://example.org/g")
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "kg"


def graphs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("graph-*"))


def test_what_is_written_is_read(folder: Path, sample_quads: list[Quad]) -> None:
    write_graph(folder, "abc", sample_quads)
    assert lines(open_graph(folder).quads()) == lines(sample_quads)
    assert current_key(folder) == "abc"


def test_a_new_graph_replaces_the_old(folder: Path) -> None:
    write_graph(folder, "one", [quad(1)])
    write_graph(folder, "two", [quad(2)])
    assert list(open_graph(folder).quads()) == [quad(2)]
    assert current_key(folder) == "two"
    assert graphs(folder) == ["graph-two"]


def test_a_graph_of_the_same_key_replaces_the_old(folder: Path) -> None:
    for number in (1, 2, 3):
        write_graph(folder, "same", [quad(number)])
        assert list(open_graph(folder).quads()) == [quad(number)]
        assert current_key(folder) == "same"
        assert len(graphs(folder)) == 1


def test_a_graph_that_is_open_stays_as_it_was(folder: Path) -> None:
    write_graph(folder, "one", [quad(1)])
    old = open_graph(folder)
    write_graph(folder, "two", [quad(2)])
    assert list(old.quads()) == [quad(1)]


def test_an_empty_graph_is_a_graph(folder: Path) -> None:
    write_graph(folder, "none", [])
    assert list(open_graph(folder).quads()) == []


def test_other_files_in_the_store_stay(folder: Path) -> None:
    with writing(folder):
        (folder / "documents.jsonl").write_text("{}", encoding="utf-8")
    write_graph(folder, "one", [quad(1)])
    assert (folder / "documents.jsonl").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("key", ["", "a/b", "..", "a b", "graph-1"])
def test_a_key_is_letters_and_digits(folder: Path, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        write_graph(folder, key, [])
    assert not folder.exists()


def failing() -> Iterator[Quad]:
    yield quad(2)
    raise RuntimeError("lost the thread")


def test_a_failed_write_leaves_the_old_graph(folder: Path) -> None:
    write_graph(folder, "one", [quad(1)])
    with pytest.raises(RuntimeError, match="lost the thread"):
        write_graph(folder, "two", failing())
    assert list(open_graph(folder).quads()) == [quad(1)]
    assert current_key(folder) == "one"
    write_graph(folder, "three", [quad(3)])
    assert graphs(folder) == ["graph-three"]


def write_and_hang(folder: Path, started: Event) -> None:
    def hanging() -> Iterator[Quad]:
        yield from map(quad, range(1000))
        started.set()
        signal.pause()

    write_graph(folder, "two", hanging())


def test_a_killed_write_leaves_the_old_graph_and_no_lock(folder: Path) -> None:
    write_graph(folder, "one", [quad(1)])
    started = SPAWN.Event()
    process = SPAWN.Process(target=write_and_hang, args=(folder, started))
    process.start()
    assert started.wait(60)
    with pytest.raises(StoreError, match="another kgbuild is writing"):
        write_graph(folder, "three", [quad(3)])
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert list(open_graph(folder).quads()) == [quad(1)]
    write_graph(folder, "three", [quad(3)])
    assert graphs(folder) == ["graph-three"]


def test_a_second_writer_in_another_thread_is_turned_away(folder: Path) -> None:
    raised: list[Exception] = []

    def second() -> None:
        try:
            write_graph(folder, "two", [quad(2)])
        except StoreError as error:
            raised.append(error)

    with writing(folder):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    [error] = raised
    assert isinstance(error, StoreError)
    assert str(folder) in error.message
    assert "--store" in error.hint


def test_writing_may_be_nested(folder: Path) -> None:
    with writing(folder):
        write_graph(folder, "one", [quad(1)])
        with writing(folder):
            pass
        write_graph(folder, "two", [quad(2)])
    assert current_key(folder) == "two"


def test_an_error_while_writing_passes_and_frees_the_store(folder: Path) -> None:
    with pytest.raises(PermissionError, match="mine"), writing(folder):
        raise PermissionError("mine")
    with writing(folder):
        pass


def test_a_folder_of_other_things_is_left_alone(folder: Path) -> None:
    (folder / "graph-of-my-life").mkdir(parents=True)
    with pytest.raises(StoreError, match="not a store") as caught:
        write_graph(folder, "one", [quad(1)])
    assert caught.value.hint
    assert [path.name for path in folder.iterdir()] == ["graph-of-my-life"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "kg").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="kg"):
        write_graph(tmp_path / "kg", "one", [])
    with pytest.raises(StoreError, match="no store here"):
        open_graph(tmp_path / "kg")


def test_there_is_no_store(folder: Path) -> None:
    assert current_key(folder) is None
    with pytest.raises(StoreError, match="no store here") as caught:
        open_graph(folder)
    assert "kgbuild build" in caught.value.hint
    assert not folder.exists()


def test_there_is_no_graph_yet(folder: Path) -> None:
    with writing(folder):
        pass
    assert current_key(folder) is None
    with pytest.raises(StoreError, match="no graph here yet") as caught:
        open_graph(folder)
    assert "kgbuild build" in caught.value.hint


@pytest.mark.parametrize("use", [open_graph, current_key, lambda folder: write_graph(folder, "two", [])])
def test_a_store_of_a_newer_kgbuild(folder: Path, use: Callable[[Path], object]) -> None:
    write_graph(folder, "one", [quad(1)])
    (folder / "FORMAT").write_text(f"{FORMAT + 1}\n", encoding="utf-8")
    with pytest.raises(StoreError, match="newer kgbuild") as caught:
        use(folder)
    assert "Install" in caught.value.hint
    assert graphs(folder) == ["graph-one"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scramble(file: Path) -> None:
    file.write_bytes(bytes(255 - byte for byte in file.read_bytes()))


@pytest.mark.parametrize("harm", [cut, scramble])
@pytest.mark.parametrize(
    "pattern", ["CURRENT", "graph-one/CURRENT", "graph-one/MANIFEST-*", "graph-one/*.sst"]
)
def test_a_damaged_store_is_told(folder: Path, pattern: str, harm: Callable[[Path], None]) -> None:
    write_graph(folder, "one", map(quad, range(1000)))
    for file in folder.glob(pattern):
        harm(file)
    with pytest.raises(StoreError, match="damaged") as caught:
        list(open_graph(folder).quads())
    assert f"Remove {folder / 'CURRENT'}" in caught.value.hint
    (folder / "CURRENT").unlink()
    assert current_key(folder) is None
    write_graph(folder, "one", [quad(1)])
    assert list(open_graph(folder).quads()) == [quad(1)]


@pytest.mark.parametrize("use", [open_graph, current_key, lambda folder: write_graph(folder, "two", [])])
def test_a_format_that_is_no_number_is_damage(folder: Path, use: Callable[[Path], object]) -> None:
    write_graph(folder, "one", [quad(1)])
    (folder / "FORMAT").write_text("one", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged: FORMAT"):
        use(folder)


def test_a_store_whose_database_is_gone_is_damaged(folder: Path) -> None:
    write_graph(folder, "one", [quad(1)])
    for file in (folder / "graph-one").iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="damaged"):
        open_graph(folder)


def rows(graph: Graph, sparql: str, **bindings: Literal | NamedNode) -> list[list[str]]:
    found = graph.query(sparql, bindings)
    assert isinstance(found, ox.QuerySolutions)
    return sorted([str(row[name]) for name in found.variables] for row in found)


def test_a_query_sees_all_graphs_together_and_knows_the_prefixes(sample_graph: Graph) -> None:
    sparql = """SELECT ?name ?reason WHERE {
        ?fact a kg:Criticism ; kg:target/skos:prefLabel ?name . OPTIONAL { ?fact kg:reason ?reason } }"""
    assert rows(sample_graph, f"{sparql} ORDER BY ?name")[0] == ['"Larkfield Trust"', "None"]


def test_a_query_can_ask_for_one_article(sample_graph: Graph) -> None:
    sparql = "SELECT (COUNT(?fact) AS ?n) WHERE { GRAPH ?g { ?fact kg:status ?status } } GROUP BY ?g"
    assert len(rows(sample_graph, sparql)) == 3


def test_ask_and_construct(sample_graph: Graph) -> None:
    yes = sample_graph.query("ASK { ?a kg:led ?b }")
    assert isinstance(yes, ox.QueryBoolean)
    assert bool(yes)
    triples = sample_graph.query("CONSTRUCT { ?a kg:led ?b } WHERE { ?a kg:led ?b }")
    assert isinstance(triples, ox.QueryTriples)
    assert len(list(triples)) == 4


@pytest.mark.parametrize("name", ['x" } ; DROP ALL #', "Orla Finch"])
def test_a_bound_value_is_data(sample_graph: Graph, name: str) -> None:
    sparql = "SELECT ?name WHERE { ?person a kg:Person ; skos:prefLabel ?name }"
    found = rows(sample_graph, sparql, name=Literal(name))
    assert found == ([['"Orla Finch"']] if name == "Orla Finch" else [])


def test_a_syntax_error_tells_where(sample_graph: Graph) -> None:
    with pytest.raises(QueryError, match="line 2, column 7"):
        sample_graph.query("SELECT *\nWHERE [ ?s ?p ?o ]")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?x WHERE { ?x unknown:p ?y }",
        "SELECT (<https://example.org/f>(1) AS ?x) WHERE {}",
        "DROP ALL",
        "",
    ],
)
def test_a_query_that_cannot_be_answered(sample_graph: Graph, sparql: str) -> None:
    with pytest.raises(QueryError) as caught:
        sample_graph.query(sparql)
    assert caught.value.hint
