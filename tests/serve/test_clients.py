"""The clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.query.answers import sample_graph
from tests.serve.conftest import PATIENCE, Server, serving
from tests.serve.test_limits import WIDE

QUERY = "SELECT ?who ?name { ?who kg:led ?body ; skos:prefLabel ?name } ORDER BY ?name ?who"
GRAPH = "CONSTRUCT { ?who kg:led ?body } WHERE { ?who kg:led ?body }"


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """The names that the query gives when it is asked without a server."""
    solutions: Any = sample_graph().query(QUERY)
    names = [solution["name"].value for solution in solutions]
    assert len(names) > 1
    return names


def wrapper(server: Server, query: str, form: str = JSON) -> SPARQLWrapper:
    endpoint = SPARQLWrapper(server.url, returnFormat=form)
    endpoint.setTimeout(int(PATIENCE))
    endpoint.setQuery(query)
    return endpoint


def converted(endpoint: SPARQLWrapper) -> Any:
    return endpoint.queryAndConvert()


class TestSparqlWrapper:
    @pytest.mark.parametrize("method", ["GET", POST])
    @pytest.mark.parametrize("request_method", ["urlencoded", POSTDIRECTLY])
    def test_json(self, server: Server, expected: list[str], method: str, request_method: str) -> None:
        endpoint = wrapper(server, QUERY)
        endpoint.setMethod(method)
        if method == POST:
            endpoint.setRequestMethod(request_method)
        rows = converted(endpoint)["results"]["bindings"]
        assert [row["name"]["value"] for row in rows] == expected

    def test_xml(self, server: Server, expected: list[str]) -> None:
        document = converted(wrapper(server, QUERY, XML))
        assert len(document.getElementsByTagName("result")) == len(expected)

    @pytest.mark.parametrize(("form", "comma"), [(CSV, ","), (TSV, "\t")])
    def test_csv_and_tsv(self, server: Server, expected: list[str], form: str, comma: str) -> None:
        text = converted(wrapper(server, QUERY, form)).decode()
        rows = list(csv.reader(text.splitlines(), delimiter=comma))
        assert [row[1].removesuffix("@en") for row in rows[1:]] == expected

    @pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
    def test_graphs(self, server: Server, form: str) -> None:
        found = converted(wrapper(server, GRAPH, form))
        if isinstance(found, bytes):
            found = rdflib.Graph().parse(data=found, format="turtle")
        assert len(found) == 4

    def test_a_wrong_query(self, server: Server) -> None:
        with pytest.raises(QueryBadFormed, match="line 1"):
            wrapper(server, "SELECT * {").query()

    def test_datasets(self, server: Server) -> None:
        endpoint = wrapper(server, "ASK { ?who kg:led ?body }")
        endpoint.addParameter("named-graph-uri", "https://w3id.org/kgbuild/id/article/none")
        with pytest.raises(QueryBadFormed, match="no graph here"):
            endpoint.query()


class TestRdflib:
    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_a_graph_elsewhere(self, server: Server, expected: list[str], method: str) -> None:
        graph = rdflib.Graph(SPARQLStore(server.url, method=method))
        rows: Any = graph.query(QUERY)
        assert [str(row["name"]) for row in rows] == expected
        assert graph.query("ASK { ?who kg:led ?body }").askAnswer is True

    def test_triples_are_matched(self, server: Server) -> None:
        graph = rdflib.Graph(SPARQLStore(server.url))
        led = rdflib.URIRef("https://w3id.org/kgbuild/ns#led")
        leaders = list(graph.subject_objects(led))
        assert len(leaders) == 4
        who, body = leaders[0]
        assert (who, led, body) in graph
        assert len(graph) > 100


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
class TestCurl:
    def curl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["curl", "-s", "--max-time", str(PATIENCE), *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    def test_the_examples_of_the_help(self, server: Server, tmp_path: Path) -> None:
        (tmp_path / "mine.rq").write_text(QUERY)
        done = self.curl(server.url, "--data-urlencode", "query=ASK { ?a kg:led ?b }")
        assert json.loads(done.stdout)["boolean"] is True
        file = f"query@{tmp_path / 'mine.rq'}"
        done = self.curl(server.url, "-H", "Accept: text/csv", "--data-urlencode", file)
        assert done.stdout.startswith("who,name\n")

    def test_a_part_fails(self, many_store: Path, tmp_path: Path) -> None:
        with serving(many_store, "--max-rows", "2000") as narrow:
            done = self.curl(narrow.url, "-o", str(tmp_path / "x"), "--data-urlencode", f"query={WIDE}")
        assert done.returncode == 18  # "partial file"

    def test_a_refusal_fails(self, server: Server) -> None:
        done = self.curl("--fail", server.url, "--data-urlencode", "query=DROP ALL")
        assert done.returncode == 22
