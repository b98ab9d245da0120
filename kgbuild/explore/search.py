"""Searches names, and the sentences that state facts, for words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kgbuild.errors import QueryError
from kgbuild.explore.facts import FactReader, FactView, Source, Value
from kgbuild.explore.fulltext import END, START, open_index
from kgbuild.query.text import shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import clean

LIMIT = 10
_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w")

_NAMES = """
SELECT entity.iri, entity.kind, entity.label, entity.articles, min(found.rank) AS best
FROM (SELECT entity, rank FROM name WHERE name MATCH ?) AS found JOIN entity ON entity.id = found.entity
GROUP BY entity.id
ORDER BY best, entity.articles DESC, entity.label, entity.iri
"""
_SENTENCES = """
SELECT sentence.article, sentence.title, sentence.issued, sentence.facts, words.text,
    highlight(words, 0, ?, ?)
FROM words JOIN sentence ON sentence.id = words.rowid
WHERE words MATCH ? AND (? = '' OR sentence.issued >= ?) AND (? = '' OR (sentence.issued != '' AND
    substr(sentence.issued, 1, 10) <= ?))
ORDER BY words.rank, sentence.issued, sentence.article, sentence.start
"""


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity one of whose names has the words: its kind, and how many articles mention it."""

    entity: Value
    kind: str
    articles: int


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A stretch of an article that has the words.

    Attributes:
        sentence: The stretch.
        hits: Where in it the words stand: from and to, in code points.
        source: The article.
        facts: What it states.
    """

    sentence: str
    hits: tuple[tuple[int, int], ...]
    source: Source
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        text: What was searched for.
        names: Entities by name, the best first; at most the limit.
        sentences: The best first; at most the limit.
        names_total: How many names there are.
        sentences_total: How many sentences there are.
    """

    text: str
    names: tuple[NameHit, ...]
    sentences: tuple[SentenceHit, ...]
    names_total: int
    sentences_total: int


def search(
    graph: Graph, ontology: Ontology, text: str, *, since: str = "", until: str = "", limit: int = LIMIT
) -> Found:
    """Return the names and sentences that have all words of `text`, in any form: "criticise", "criticised".

    Args:
        graph: The graph.
        ontology: What terms are called.
        text: Words; "words in quotes" stand together, and `word*` is the beginning of one. Nothing else in it
            has a meaning.
        since: The first day of the articles whose sentences to give, `YYYY-MM-DD`; empty for no bound.
        until: The last day.
        limit: How many names, and how many sentences, to give at most.

    Raises:
        QueryError: There is no word in `text`.
        KgbuildError: Python's SQLite cannot search texts.
    """
    match = _match(text)
    if not match:
        raise QueryError(
            f"no word to search for in {shown(text)!r}", "Give words: kgbuild search inadequate."
        )
    most = max(limit, 0)
    with closing(open_index(graph)) as index:
        names = _all(index, _NAMES, [match])
        found = _all(index, _SENTENCES, [START, END, match, since, since, until, until])
    facts = [NamedNode(iri) for row in found[:most] for iri in row[3].split()]
    view = {fact.iri: fact for fact in FactReader(graph, ontology).read_all(dict.fromkeys(facts))}
    return Found(
        text=text,
        names=tuple(NameHit(Value(label, iri), kind, n) for iri, kind, label, n, _ in names[:most]),
        sentences=tuple(
            SentenceHit(
                sentence,
                tuple(_hits(marked)),
                Source(article, title, issued),
                tuple(view[iri] for iri in facts.split()),
            )
            for article, title, issued, facts, sentence, marked in found[:most]
        ),
        names_total=len(names),
        sentences_total=len(found),
    )


def _all(index: sqlite3.Connection, select: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    return index.execute(select, values).fetchall()


def _match(text: str) -> str:
    r"""Return what a user searches for as FTS5 takes it: each word as a string, so that none is an operator.

    >>> _match('NEAR( child* "lost sight" - \'')
    '"NEAR(" "child"* "lost sight"'
    """
    parts = []
    for phrase, word in _PART.findall(clean(text).replace("\x00", " ")):
        bare = (phrase or word).replace('"', " ").strip()
        beginning = not phrase and bare.endswith("*")
        bare = bare.rstrip("*") if beginning else bare
        if _WORD.search(bare):
            parts.append(f'"{bare}"{"*" if beginning else ""}')
    return " ".join(parts)


def _hits(marked: str) -> Iterator[tuple[int, int]]:
    """Yield where the hits are that are marked in `marked`, in the text without the marks."""
    marks = 0
    start = marked.find(START)
    while start >= 0:
        end = marked.find(END, start)
        yield start - marks, end - marks - len(START)
        marks += len(START) + len(END)
        start = marked.find(START, end)
