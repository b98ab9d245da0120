"""The Parquet tables, as DuckDB and pandas read them; pyarrow wrote them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.export import export_file
from kgbuild.export.facts import read_articles, read_facts
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, criticism, files_written
from tests.export.test_hostile import HOSTILE
from tests.export.test_network import COUNCIL, FINCH

TABLES = ("arguments", "articles", "entities", "evidence", "facts")


def opened(graph: Graph, folder: Path) -> duckdb.DuckDBPyConnection:
    export_file(graph, "parquet", folder, ONTOLOGY)
    database = duckdb.connect()
    for file in sorted(folder.iterdir()):
        database.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")
    return database


@pytest.fixture(scope="module")
def tables(sample: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(sample, tmp_path_factory.mktemp("parquet") / "tables") as database:
        yield database


def rows(tables: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = tables.execute(query).fetchall()
    return found


def test_the_tables(tables: duckdb.DuckDBPyConnection) -> None:
    names = rows(tables, "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1")
    assert [name for (name,) in names] == list(TABLES)


def test_every_fact_is_there_with_its_status(tables: duckdb.DuckDBPyConnection, sample: Graph) -> None:
    facts = read_facts(sample, ONTOLOGY, read_articles(sample))
    expected = {(fact.iri, fact.type.name, fact.status, len(fact.evidence)) for fact in facts}
    found = rows(tables, "SELECT fact, type, status, evidence FROM facts")
    assert len(found) == len(expected)
    assert set(found) == expected


def test_a_fact_can_be_read_as_it_stands(tables: duckdb.DuckDBPyConnection) -> None:
    criticised = (
        "SELECT agent, target, reason FROM facts WHERE type = 'Criticism' AND status = 'Asserted' ORDER BY 1"
    )
    assert rows(tables, criticised) == [
        ("A report", "Marlbury County Council", "leaving children at risk"),
        ("Kestrel Inspectorate", "Larkfield Trust", None),
    ]
    (transfer,) = rows(
        tables, "SELECT status, summary FROM facts WHERE recipient IS NOT NULL AND donor IS NULL"
    )
    assert transfer[0] == "Planned"
    assert transfer[1].startswith("planned: transfer: ")


def test_columns_have_types(tables: duckdb.DuckDBPyConnection) -> None:
    types = dict(rows(tables, "SELECT column_name, column_type FROM (DESCRIBE facts)"))
    assert (types["earliest"], types["amount"], types["evidence"]) == ("DATE", "DOUBLE", "BIGINT")
    assert types["articles"] == "VARCHAR[]"
    assert rows(tables, "SELECT sum(amount), any_value(currency) FROM facts") == [(1_200_000.0, "GBP")]
    assert rows(tables, "SELECT min(year(earliest)), max(year(latest)) FROM facts") == [(2009, 2013)]


def test_arguments_join_facts_with_entities(tables: duckdb.DuckDBPyConnection) -> None:
    both = f"""
        SELECT DISTINCT f.type, r.text FROM facts f
        JOIN arguments m ON m.fact = f.fact AND m.argument = 'member' AND m.entity = '{FINCH}'
        JOIN arguments o ON o.fact = f.fact AND o.argument = 'organization' AND o.entity = '{COUNCIL}'
        JOIN arguments r ON r.fact = f.fact AND r.argument = 'role'
        WHERE f.status = 'Asserted'
    """
    assert rows(tables, both) == [("Tenure", "leader")]
    unknown = "SELECT DISTINCT argument FROM arguments WHERE entity NOT IN (SELECT entity FROM entities)"
    assert rows(tables, unknown) == [("role",)]


def test_evidence_is_the_stretch_of_an_article(tables: duckdb.DuckDBPyConnection) -> None:
    assert rows(tables, 'SELECT count(*) FROM evidence WHERE length(words) <> "end" - start') == [(0,)]
    assert rows(tables, "SELECT count(*) FROM evidence ANTI JOIN articles USING (article)") == [(0,)]
    assert rows(tables, "SELECT count(*) FROM facts ANTI JOIN evidence USING (fact)") == [(0,)]


def test_entities(tables: duckdb.DuckDBPyConnection) -> None:
    columns = "kind, label, len(articles), first_reported, facts > 5"
    about = f"SELECT {columns} FROM entities WHERE entity = '{COUNCIL}'"
    ((kind, label, articles, first, much),) = rows(tables, about)
    assert (kind, label, articles, str(first), much) == (
        "Organisation",
        "Marlbury County Council",
        3,
        "2013-10-15",
        True,
    )


def test_pandas_reads_them_too(sample: Graph, tmp_path: Path) -> None:
    export_file(sample, "parquet", tmp_path / "tables", ONTOLOGY)
    articles = pd.read_parquet(tmp_path / "tables" / "articles.parquet")
    assert sorted(articles["article"]) == ["fynch-letter", "larkfield-trust", "marlbury-inspection"]
    assert articles["issued"].isna().sum() == 1
    assert articles["iri"].str.startswith(DEFAULT_BASE).all()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_the_very_words_come_through(words: str, tmp_path: Path) -> None:
    graph = criticism(words, words, article=words)
    with opened(graph, tmp_path / "tables") as database:
        expected = words.translate(dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"))
        assert rows(database, "SELECT words, article FROM evidence") == [(expected, expected)]


def test_without_pyarrow_it_is_said_what_to_install(sample: Graph) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from tests.export.making import *\n"
        "try: files_written(graph_of(SAMPLE), 'parquet')\n"
        "except Exception as error: print(type(error).__name__, error, error.hint)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("ExportError parquet needs pyarrow")
    assert "kgbuild[parquet]" in run.stdout


def test_an_empty_graph_has_empty_tables(tmp_path: Path) -> None:
    from tests.export.making import graph_of

    assert len(files_written(graph_of([]), "parquet")) == len(TABLES)
    with opened(graph_of([]), tmp_path / "tables") as database:
        assert [rows(database, f"SELECT count(*) FROM {name}") for name in TABLES] == [[(0,)]] * len(TABLES)
