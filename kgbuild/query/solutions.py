"""The rows of an answer, read from Oxigraph at once: for tables, and for what keeps some columns only."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, BinaryIO

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.query.evidence import ARTICLE, DATE, FACT
from kgbuild.query.text import shown, shown_iri
from kgbuild.rdf.vocabulary import Term

Binding = Mapping[str, Any]
"""A term as SPARQL's JSON results have it: {"type": "uri" | "literal" | "bnode" | "triple", "value": ...}."""

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of an answer.

    Attributes:
        columns: The variables, in order.
        rows: The terms of each row by variable; what is unbound is left out.
        whole: Whether these are all rows; False where a limit cut some off.
        evidence: For each row, of a sentence that states it and of each further one, the terms by variable;
            None where each sentence has a row of its own. See `folding.folded`.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Binding]]
    whole: bool = True
    evidence: list[list[dict[str, Binding]]] | None = None

    def cells(self, base: str) -> list[list[str]]:
        """Return each row as text to show; IRIs below `base` without it."""
        return [
            [_shown(row[name], base) if name in row else "" for name in self.columns] for row in self.rows
        ]

    def where(self, values: Mapping[str, Term]) -> Solutions:
        """Return the rows that have these values, by column."""
        wanted = [(name, _binding(term)) for name, term in values.items()]
        return replace(self, rows=[row for row in self.rows if all(row.get(n) == one for n, one in wanted)])

    def first(self, limit: int | None) -> Solutions:
        """Return at most `limit` of the rows; None for all."""
        if limit is None or len(self.rows) <= limit:
            return self
        evidence = None if self.evidence is None else self.evidence[:limit]
        return Solutions(self.columns, self.rows[:limit], False, evidence)

    def others(self, base: str) -> list[str]:
        """Return for each row where the further sentences stand that say the same, each article once."""
        return [_places(sentences, base) for sentences in self.evidence or ()]

    def write(self, form: ox.QueryResultsFormat, out: BinaryIO) -> None:
        """Write the rows to `out` as SPARQL's standards have it; evidence is a member of its own in JSON."""
        if form == ox.QueryResultsFormat.CSV:
            out.write(self._csv().encode())
            return
        table: dict[str, object] = {"head": {"vars": self.columns}}
        if self.evidence is not None and form == ox.QueryResultsFormat.JSON:
            table["evidence"] = self.evidence  # before the results: Oxigraph reads nothing behind them
        table["results"] = {"bindings": self.rows}
        text = json.dumps(table, ensure_ascii=False)
        if form == ox.QueryResultsFormat.JSON:
            out.write(text.encode())
        else:
            ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON).serialize(out, form)

    def _csv(self) -> str:
        # By far quicker than reading the rows into Oxigraph again.
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.columns)
        names = self.columns
        writer.writerows([plain(row[name]) if name in row else "" for name in names] for row in self.rows)
        return text.getvalue()


def read(result: ox.QuerySolutions, columns: Sequence[str] = (), limit: int | None = None) -> Solutions:
    """Return the rows of `result`.

    Args:
        result: Oxigraph's answer; it can be read only once.
        columns: The variables to keep; empty for all.
        limit: How many rows to read at most; None for all.

    Raises:
        QueryError: A column is not selected.
    """
    selected = [variable.value for variable in result.variables]
    for name in columns:
        if name not in selected:
            raise QueryError(
                f"the header has a column {name!r}, but the query does not select it", f"Select ?{name}."
            )
    names = tuple(columns) or tuple(selected)
    if limit is None:
        found = json.loads(result.serialize(format=ox.QueryResultsFormat.JSON) or b"")["results"]["bindings"]
        if names != tuple(selected):
            found = [{name: row[name] for name in names if name in row} for row in found]
        return Solutions(names, found)
    rows = [
        {name: _binding(solution[name]) for name in names if solution[name] is not None}
        for solution in islice(result, limit + 1)
    ]
    return Solutions(names, rows[:limit], len(rows) <= limit)


def of_triples(triples: Iterable[ox.Triple], limit: int | None = None) -> Solutions:
    """Return triples as rows, each once, sorted; at most `limit`."""
    ordered = sorted(set(triples), key=str)
    rows = [_binding(triple)["value"] for triple in ordered[:limit]]
    return Solutions(("subject", "predicate", "object"), rows, len(rows) == len(ordered))


def of_texts(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Solutions:
    """Return text as rows."""
    found: list[dict[str, Binding]] = [
        {name: {"type": "literal", "value": cell} for name, cell in zip(columns, row, strict=True)}
        for row in rows
    ]
    return Solutions(tuple(columns), found)


def stream_csv(result: ox.QuerySolutions, out: BinaryIO) -> None:
    """Write the rows of `result` as they come, as CSV; Oxigraph does not quote IRIs with commas."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    try:
        writer.writerow([variable.value for variable in result.variables])
        writer.writerows(map(_cell, solution) for solution in result)
    finally:
        text.detach()  # flushes, and leaves `out` open


def _cell(term: object) -> str:
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return "" if term is None else plain(_binding(term))


def _binding(term: object) -> Binding:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal(language=str(language)):
            return {"type": "literal", "value": term.value, "xml:lang": language}
        case ox.Literal(datatype=ox.NamedNode(value=datatype)) if datatype != _XSD_STRING:
            return {"type": "literal", "value": term.value, "datatype": datatype}
        case ox.Literal():
            return {"type": "literal", "value": term.value}
        case ox.Triple():
            parts = ("subject", "predicate", "object")
            return {"type": "triple", "value": {part: _binding(getattr(term, part)) for part in parts}}
    raise TypeError(f"not a term: {term!r}")


def plain(binding: Binding) -> str:
    """Return a term as SPARQL's CSV has it."""
    if binding["type"] == "bnode":
        return f"_:{binding['value']}"
    if binding["type"] == "triple":
        return f"<<( {' '.join(map(plain, binding['value'].values()))} )>>"
    return str(binding["value"])


def _places(sentences: Sequence[Mapping[str, Binding]], base: str) -> str:
    first, *further = (
        ", ".join(_shown(one[name], base) for name in (ARTICLE, DATE, FACT) if name in one)
        for one in sentences
    )
    return "; ".join(place for place in dict.fromkeys(further) if place != first)


def _shown(binding: Binding, base: str) -> str:
    return shown_iri(binding["value"], base) if binding["type"] == "uri" else shown(plain(binding))
