"""Writes the facts as one flat table for spreadsheets: a line for each fact and stretch that states it.

What a spreadsheet would take for a formula gets an apostrophe before it (see `guarded`), since the words of
an article are data. The file is UTF-8 with a byte order mark, without which Excel garbles names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import BinaryIO

from pyoxigraph import NamedNode

from kgbuild.export.facts import (
    EVERY_FACT,
    Evidence,
    StatedFact,
    read_articles,
    read_facts,
    read_labels,
    worded,
)
from kgbuild.export.text import plain
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term

_MAIN_ARGUMENTS = ("agent", "member", "target", "role", "organization")
_ABOUT = ("sentence", "article", "title", "issued")
_TECHNICAL = ("source", "start", "end", "fact")
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def write_csv(graph: Graph, ontology: Ontology, out: BinaryIO) -> None:
    """Write the facts as CSV, sorted by article and place.

    The columns are the same for every graph: type, status, arguments, the sentence and its article, dates,
    confidence. Several values in one cell are joined by "; ".

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
    """
    labels, facts = read_labels(graph), read_facts(graph, ontology, read_articles(graph))
    stated = sorted(((evidence, fact) for fact in facts for evidence in fact.evidence), key=_place)
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        columns = _columns(ontology)
        writer.writerow(columns)
        for evidence, fact in stated:
            cells = _cells(fact, evidence, ontology, labels)
            writer.writerow([guarded(cells[name]) for name in columns])
    finally:
        text.detach()  # the file stays open for who opened it


def guarded(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula; numbers stay as they are.

    An apostrophe goes before what begins with "=", "+", "-" or "@" (or their wide forms), even behind spaces
    and apostrophes, so that taking one apostrophe away from such a cell always gives the text back.

    >>> [guarded("=1+1"), guarded("'=1+1"), guarded("-12.5"), guarded("A report")]
    ["'=1+1", "''=1+1", '-12.5', 'A report']
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _columns(ontology: Ontology) -> list[str]:
    main = [name for name in _MAIN_ARGUMENTS if name in ontology.arguments]
    others = sorted(set(ontology.arguments) - set(main))
    return ["type", "status", *main, *_ABOUT, *EVERY_FACT, *others, *_TECHNICAL]


def _place(stated: tuple[Evidence, StatedFact]) -> tuple[Evidence, str]:
    evidence, fact = stated
    return evidence, fact.iri


def _cells(
    fact: StatedFact, evidence: Evidence, ontology: Ontology, labels: Mapping[Term, str]
) -> dict[str, str]:
    """Return the text of each column."""
    article = evidence.article
    properties = {name: argument.iri for name, argument in ontology.arguments.items()} | dict(EVERY_FACT)
    return {name: _cell(fact, iri, labels) for name, iri in properties.items()} | {
        "type": fact.type.name,
        "status": fact.status,
        "sentence": plain(evidence.words),
        "article": plain(article.identifier),
        "title": plain(article.title),
        "issued": plain(article.issued),
        "source": plain(article.source),
        "start": str(evidence.start),
        "end": str(evidence.end),
        "fact": fact.iri,
    }


def _cell(fact: StatedFact, name: NamedNode, labels: Mapping[Term, str]) -> str:
    return "; ".join(sorted(plain(worded(value, labels)) for value in fact.values.get(name, ())))
