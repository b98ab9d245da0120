from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.query.guard import QueryKind, query_kind

# Oxigraph refuses port 1 before it opens a connection, so that a query that gets through harms nobody.
URL = "<http://localhost:1/>"
PREFIXES = {"e": "http://e/", "": "http://e/"}

HIDDEN = [
    f"SELECT * {{ SERVICE {URL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service {URL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SeRvIcE SILENT {URL} {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p ?o . SERVICE ?o { ?a ?b ?c } }",
    "SELECT * { SERVICE e:a { ?a ?b ?c } }",
    f"SELECT * {{ # SERVICE is not here\n SERVICE # but here\n {URL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ # a comment ends here\r SERVICE {URL} {{ ?s ?p ?o }}\n}}",
    f"SELECT * {{ {{ SELECT ?s {{ OPTIONAL {{ SERVICE {URL} {{ ?s ?p ?o }} }} }} }} }}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {URL} {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {URL} {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s WHERE {{ SERVICE {URL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ LATERAL {{ SERVICE {URL} {{ ?s ?p ?o }} }} }}",
    # No space before it, none behind it.
    f"SELECT*{{?s ?p trueSERVICE{URL}{{?s ?p ?o}}}}",
    f"SELECT*{{?s ?p 1SERVICE{URL}{{?s ?p ?o}}}}",
    f"SELECT*{{?s ?p 1e5SERVICE{URL}{{?s ?p ?o}}}}",
    f"SELECT*{{?s e:p?true SERVICE{URL}{{?s ?p ?o}}}}",
    "SELECT*{SERVICEe:a{?s ?p ?o}}",
    "SELECT*{SERVICESILENTe:a{?s ?p ?o}}",
    # An IRI and a string to one reader, a comparison and a comment to another.
    f"SELECT * {{ ?a ?b ?c FILTER(?a<?b#>'''\n) SERVICE {URL} {{ ?s ?p ?o }} #'''\n }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?a<e:b#>'''\n) SERVICE {URL} {{ ?s ?p ?o }} #'''\n }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?a<'>') SERVICE {URL} {{ ?s ?p ?o }} FILTER(?a<'>') }}",
    # Escaped, as SPARQL allows anywhere.
    f"SELECT * {{ \\u0053ERVICE {URL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVIC\\U00000045 {URL} {{ ?s ?p ?o }} }}",
    # Other graphs.
    f"SELECT * FROM {URL} {{ ?s ?p ?o }}",
    f"SELECT * from named {URL} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROMe:a{?s ?p ?o}",
    f"ASK FROM {URL} {{ ?s ?p ?o }}",
]

HARMLESS = [
    ("SELECT * { ?service ?from $SERVICE }", QueryKind.SELECT),
    ("SELECT * { ?s ?p 'the SERVICE from here' }", QueryKind.SELECT),
    ('SELECT * { ?s ?p """two\nlines of "SERVICE" from""" }', QueryKind.SELECT),
    ("SELECT * { ?s ?p 'it\\'s a SERVICE' }", QueryKind.SELECT),
    ("SELECT * { ?s ?p ?o } # SERVICE <x> {}", QueryKind.SELECT),
    (
        "SELECT * { <https://w3id.org/kgbuild/id/organisation/childrens-services> ?p ?o }",
        QueryKind.SELECT,
    ),
    ("SELECT * { ?s e:service e:childrens-services ; e:from _:service }", QueryKind.SELECT),
    ("PREFIX select: <http://e/#select>\nASK { ?s select:p ?o }", QueryKind.ASK),
    ("# SELECT\nbase <http://e/>\ndescribe <x>", QueryKind.DESCRIBE),
    ("construct where { ?s ?p ?o }", QueryKind.CONSTRUCT),
    ("SELECT * { ?s ?p ?o FILTER(?s < 3 && 4 > ?o) }", QueryKind.SELECT),
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_reaches_out_of_the_graph_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"^(SERVICE|FROM) ") as caught:
        query_kind(text)
    assert caught.value.hint


@pytest.mark.parametrize(("text", "kind"), HARMLESS)
def test_the_same_words_in_names_strings_and_comments_are_not(text: str, kind: QueryKind) -> None:
    assert query_kind(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "prefix e: <http://e/> delete where { ?s ?p ?o }",
        "LOAD <http://localhost:1/>",
        "CLEAR ALL",
        "DROP GRAPH <http://e/>",
        "WITH <http://e/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="would change the graph"):
        query_kind(text)


@pytest.mark.parametrize("text", ["", "  \n", "# SELECT", "'SELECT'", "SELEC * {}", "\x00", "<"])
def test_what_is_no_query_is_told(text: str) -> None:
    with pytest.raises(QueryError, match="no SPARQL query"):
        query_kind(text)


OPERANDS = ["?a", "true", "1", "'x'", '"""y"""', "e:p", "e:p?", "_:n", "<e:b#>", "<http://e/'>", "'>'", "'#'"]
MARKS = [
    "<",
    "<?b",
    "<e:b",
    "#",
    ">",
    "'",
    '"',
    "'''",
    '"""',
    "\n",
    "\r",
    "\\",
    "\\u0027",
    "{",
    "}",
    ".",
    ")",
]
BEFORE = [
    *("", "?a e:p ?b ", "?a e:p ", "VALUES ?x { 'x'", "OPTIONAL { ?a e:p?", "BIND(1<"),
    *("FILTER(?a", "FILTER(?a<", "FILTER(?a<?b#>", "FILTER(?a<?b#>'''\n)", "FILTER(?a<'>')"),
]
BEHIND = ["", "}", "FILTER(?a<", "FILTER(?a<'>')", "#'''\n", '#"""\n', "\n"]

pieces = st.lists(st.sampled_from(OPERANDS + MARKS), max_size=5).map("".join)


@settings(max_examples=500)
@given(st.sampled_from(BEFORE), pieces, st.sampled_from(BEHIND), pieces)
def test_no_service_that_oxigraph_reads_gets_through(a: str, b: str, c: str, d: str) -> None:
    text = f"SELECT * {{ {a}{b}SERVICE{URL}{{ ?s ?p ?o }} {c}{d} }}"
    if holds_service(text):
        with pytest.raises(QueryError):
            query_kind(text)


def holds_service(text: str) -> bool:
    """Whether Oxigraph reads a SERVICE clause in `text`: it parses, and does not with another word there."""
    return parses(text) and not parses(re.sub("service", "QQ", text, flags=re.IGNORECASE))


def parses(text: str) -> bool:
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):  # it parses, and fails as it is run
        return True
    return True


@pytest.mark.parametrize("text", [text for text in HIDDEN if "\\" not in text and "SERVICE" in text.upper()])
def test_oxigraph_does_read_a_service_there(text: str) -> None:
    assert holds_service(text)
