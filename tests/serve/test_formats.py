"""Which format an Accept header gets, and how rows are counted in each."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.serve.counting import row_counter
from kgbuild.serve.formats import GRAPHS, ROWS, Form, accepted, named
from tests.serve.conftest import MARKS, Server

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, RDFXML, JSONLD = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        ("", JSON, TURTLE),
        ("*/*", JSON, TURTLE),
        ("*", JSON, TURTLE),
        ("application/*", JSON, NTRIPLES),
        ("text/*", CSV, TURTLE),
        (f"{XML}, {RDFXML}", XML, RDFXML),
        (f"{CSV};q=0.5, {XML};q=0.9, {TURTLE};q=0.1", XML, TURTLE),
        (f"{CSV};q=0.9,{XML};q=0.5,{NTRIPLES};q=0.2,*/*;q=0.1", CSV, NTRIPLES),
        (f"{CSV};q=0, {TSV}", TSV, None),
        (f"{TSV} ; q=0.8 , {JSON} ;q=0.8", JSON, None),
        (f"{TURTLE};q=0, {JSON};q=0, */*", XML, NTRIPLES),
        ("TEXT/CSV, Text/Turtle", CSV, TURTLE),
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/csv;header=present, text/turtle;charset=utf-8", CSV, TURTLE),
        (BROWSER, "application/xml", "application/xml"),
        ("text/html", None, None),
        ("image/*;q=0.9", None, None),
        ("*/*;q=0", None, None),
        (f"{XML};q=nonsense, {RDFXML}", XML, RDFXML),
        (f", ,{CSV},, {TURTLE},", CSV, TURTLE),
    ],
)
def test_accept_headers(accept: str, rows: str | None, graph: str | None) -> None:
    for forms, expected in ((ROWS, rows), (GRAPHS, graph)):
        choice = accepted(accept, forms)
        assert (choice.media_type if choice else None) == expected


@pytest.mark.parametrize("accept", ["rubbish", "text/csv, a/b/c", "text"])
def test_a_malformed_header_is_told(accept: str) -> None:
    with pytest.raises(ValueError, match="parse"):
        accepted(accept, ROWS)


@pytest.mark.parametrize("forms", [ROWS, GRAPHS])
def test_each_form_has_names_of_its_own(forms: tuple[Form, ...]) -> None:
    for form in forms:
        for name in (*form.names, *form.media_types):
            choice = named(f" {name.upper()} ", forms)
            assert choice
            assert choice.form is form
    assert named("rdf xml", GRAPHS) == named("rdfxml", GRAPHS)  # "rdf+xml" in a URL
    assert named("html", forms) is None


def entries(media_type: str, data: bytes) -> int:
    """Return how many rows or triples a reader of that format finds."""
    if media_type == CSV:
        return len(list(csv.DictReader(io.StringIO(data.decode()))))
    rows = ox.QueryResultsFormat.from_media_type(media_type)
    if rows is None:
        return len(list(ox.parse(data, ox.RdfFormat.from_media_type(media_type))))
    result = ox.parse_query_results(data, format=rows)
    return 1 if isinstance(result, ox.QueryBoolean) else len(list(result))


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        (query, media_type)
        for query, types in {
            "SELECT ?a ?name { ?a skos:prefLabel ?name }": (JSON, XML, CSV, TSV),
            "ASK { ?a kg:led ?b }": (JSON, XML),
            "CONSTRUCT { ?a kg:led ?b } WHERE { ?a kg:led ?b }": (TURTLE, NTRIPLES, RDFXML, JSONLD),
            "DESCRIBE ?a { ?a kg:led ?b }": (TURTLE, NTRIPLES, RDFXML, JSONLD),
        }.items()
        for media_type in types
    ],
)
def test_answers_are_what_they_say(server: Server, query: str, media_type: str) -> None:
    response = server.ask(query, Accept=f"text/html, {media_type};q=0.5")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in response.headers["vary"]
    assert entries(media_type, response.content) > 0


def test_a_format_by_name_beats_the_header(server: Server) -> None:
    for query, name, media_type in (
        ("SELECT ?a { ?a kg:led ?b }", "csv", CSV),
        ("ASK {}", "xml", XML),
        ("DESCRIBE ?a { ?a kg:led ?b }", "json", JSONLD),
    ):
        for field in ("format", "output"):
            response = server.get(query, **{field: name})
            assert response.headers["content-type"].partition(";")[0] == media_type


def test_a_name_that_does_not_fit_leaves_it_to_the_header(server: Server) -> None:
    response = server.get("ASK {}", format="turtle")
    assert response.headers["content-type"] == JSON


@pytest.mark.parametrize(
    ("query", "accept"),
    [("SELECT * { ?s ?p ?o }", TURTLE), ("DESCRIBE <http://e/>", CSV), ("ASK {}", "text/html")],
)
def test_what_no_format_fits_is_told(server: Server, query: str, accept: str) -> None:
    response = server.ask(query, Accept=accept)
    assert response.status_code == 406
    assert query.split()[0] in response.text


values = st.lists(
    st.text(st.sampled_from('"\\{}[],:<>\r\n\tresult é𝄞'), max_size=12)
    | st.sampled_from((MARKS, "<result>", "\\", '"', '\\"', "[{", "},{")),
    max_size=8,
)


@given(values, st.integers(1, 30), st.sampled_from([form.format for form in ROWS]))
def test_rows_are_counted_wherever_an_answer_is_cut(
    literals: list[str], length: int, kind: ox.QueryResultsFormat
) -> None:
    # Numbers keep apart what is equal.
    store = ox.Store()
    for number, value in enumerate(literals):
        subject = ox.NamedNode(f"http://e/{number}")
        store.add(ox.Quad(subject, ox.NamedNode("http://e/p"), ox.Literal(value)))
    solutions = store.query("SELECT ?none ?o { ?s ?p ?o }")
    assert isinstance(solutions, ox.QuerySolutions)
    data = solutions.serialize(format=kind) or b""
    count = row_counter(kind)
    counted = 0
    for start in range(0, len(data), length):
        counted = count(data[start : start + length])
    assert counted == len(literals)
