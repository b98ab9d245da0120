"""A full-text index of a graph: its names, and the sentences that state its facts, in SQLite's FTS5.

It is written once for each graph into the store's folder, beside the graph it belongs to. Where there is no
folder to write to (a graph in memory or at an endpoint, a disk to read only), it is made in memory each time.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kgbuild.errors import KgbuildError
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from kgbuild.rdf.store import EmbeddedGraph
from kgbuild.rdf.vocabulary import clean, local_name, term

logger = logging.getLogger(__name__)

VERSION = 1
"""Of the tables; part of the file's name."""
START, END = "\x02", "\x03"
"""What stands around a hit; control characters of a text are left out of the index."""

_TOKENS = "tokenize = 'porter unicode61 remove_diacritics 2'"
_SCHEMA = f"""
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, articles INTEGER);
CREATE TABLE sentence (
    id INTEGER PRIMARY KEY, article TEXT, title TEXT, issued TEXT, start INTEGER, facts TEXT
);
CREATE VIRTUAL TABLE name USING fts5(text, entity UNINDEXED, {_TOKENS});
CREATE VIRTUAL TABLE words USING fts5(text, {_TOKENS});
"""
_NAMES = """
SELECT ?entity ?kind ?name ?naming WHERE {
  VALUES ?kind { kg:Person kg:Organisation kg:Place kg:Work kg:Role }
  VALUES ?naming { skos:prefLabel skos:altLabel }
  ?entity a ?kind ; ?naming ?name .
}
"""
_MAIN = term("skos:prefLabel")
_MENTIONS = (
    "SELECT ?entity (COUNT(DISTINCT ?article) AS ?n) { ?entity kg:mentionedIn ?article } GROUP BY ?entity"
)
_ARTICLES = """
SELECT ?source ?article ?title ?issued WHERE {
  ?source a kg:Article ; dcterms:identifier ?article .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
}
"""
# Three questions with one join each take a tenth of the time of one with all: an evidence has two selectors.
_SOURCES = "SELECT ?fact ?evidence ?source { ?fact kg:evidence ?evidence . ?evidence oa:hasSource ?source }"
_QUOTES = "SELECT ?evidence ?words { ?evidence oa:hasSelector ?quote . ?quote oa:exact ?words }"
_POSITIONS = """
SELECT ?evidence ?start ?end WHERE {
  ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end
}
"""
_CONTROL = {**dict.fromkeys(range(32), " "), 127: " "}
_KEY = re.compile(r"[0-9A-Za-z]+")


def open_index(graph: Graph) -> sqlite3.Connection:
    """Return the index of `graph`, made now where there is none yet.

    Raises:
        KgbuildError: Python's SQLite has no FTS5.
    """
    file = _file(graph)
    if file is None:
        return _written(graph, ":memory:")
    if not file.exists():
        try:
            _write(graph, file)
        except (OSError, sqlite3.OperationalError) as error:
            logger.debug("no index is kept: %s", error)
            return _written(graph, ":memory:")
    index = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        index.execute("SELECT count(*) FROM sentence")
    except sqlite3.DatabaseError:
        index.close()
        with contextlib.suppress(OSError):
            file.unlink()
        return _written(graph, ":memory:")
    return index


def _file(graph: Graph) -> Path | None:
    """Return where the index of `graph` is kept: a name that no other graph and no other layout has."""
    if not isinstance(graph, EmbeddedGraph) or not _KEY.fullmatch(graph.key):
        return None
    return graph.folder / f"search-{graph.key}-{VERSION}.sqlite"


def _write(graph: Graph, file: Path) -> None:
    """Write the index as `file`, and remove those of older graphs."""
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        _written(graph, str(new)).close()
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    for old in file.parent.glob("search-*.sqlite"):
        if old != file:
            with contextlib.suppress(OSError):  # another search may have it open on a system that minds
                old.unlink()


def _written(graph: Graph, place: str) -> sqlite3.Connection:
    index = sqlite3.connect(place)
    try:
        index.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
    except sqlite3.OperationalError as error:
        index.close()
        if "fts5" not in str(error):
            raise
        raise KgbuildError(
            "this Python's SQLite cannot search texts: it was built without FTS5",
            "Use a Python from python.org, your system or uv; theirs have it.",
        ) from error
    with index:
        _write_names(graph, index)
        _write_sentences(graph, index)
    return index


def _write_names(graph: Graph, index: sqlite3.Connection) -> None:
    mentions = {entity.value: int(n.value) for entity, n in rows(graph, _MENTIONS)}
    found = sorted(
        (entity.value, local_name(kind.value), naming == _MAIN, name.value)
        for entity, kind, name, naming in rows(graph, _NAMES)
    )
    labels = {iri: (kind, name) for iri, kind, main, name in found if main}
    numbers = {iri: number for number, iri in enumerate(sorted(labels), 1)}
    index.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?)",
        ((n, iri, *labels[iri], mentions.get(iri, 0)) for iri, n in numbers.items()),
    )
    index.executemany(
        "INSERT INTO name VALUES (?, ?)",
        ((_plain(name), numbers[iri]) for iri, _, _, name in found if iri in numbers),
    )


def _write_sentences(graph: Graph, index: sqlite3.Connection) -> None:
    sources = {
        source.value: tuple(value.value if value else "" for value in described)
        for source, *described in rows(graph, _ARTICLES)
    }
    stretches: dict[str, dict[tuple[int, int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    quotes = {evidence.value: words.value for evidence, words in rows(graph, _QUOTES)}
    places = {
        evidence.value: (int(start.value), int(end.value)) for evidence, start, end in rows(graph, _POSITIONS)
    }
    for fact, evidence, source in rows(graph, _SOURCES):
        start, end = places[evidence.value]
        stretches[source.value][start, end, quotes[evidence.value]].add(fact.value)
    number = 0
    for source in sorted(stretches):
        article = sources.get(source, (local_name(source), "", ""))
        for start, words, facts in _widest(stretches[source]):
            number += 1
            row = (number, *article, start, " ".join(sorted(facts)))
            index.execute("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)", row)
            index.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, _plain(words)))


def _widest(stretches: Mapping[tuple[int, int, str], set[str]]) -> list[tuple[int, str, set[str]]]:
    """Return the stretches of an article that are no part of another: where they start, words and facts.

    A stretch has the facts of its parts too; words that stand there twice are given once.
    """
    widest: dict[str, tuple[int, set[str]]] = {}
    end, facts = -1, set[str]()
    for start, finish, words in sorted(stretches, key=lambda one: (one[0], -one[1], one[2])):
        if finish > end:
            end = finish
            facts = widest.setdefault(words, (start, set()))[1]
        facts |= stretches[start, finish, words]
    return [(start, words, facts) for words, (start, facts) in widest.items()]


def _plain(text: str) -> str:
    """Return `text` without control characters and such as SQLite does not take, of the same length."""
    if text.isprintable():
        return text
    return clean(text).translate(_CONTROL)
