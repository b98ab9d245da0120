"""Writes the facts as Parquet tables, for DuckDB, pandas, Polars, R and Spark.

`facts` has a row for each fact, readable as it stands; `arguments`, `evidence`, `entities` and `articles` are
joined to it by `fact`, `entity` and `article`. pyarrow, which is large, is needed for this alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kgbuild.errors import ExportError
from kgbuild.export.entities import spoken_of
from kgbuild.export.facts import Article, StatedFact, read_articles, read_facts, read_labels, worded
from kgbuild.export.things import Thing, read_things
from kgbuild.export.wording import in_words
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, local_name, term

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Columns = dict[str, str]
"""The type of each column: text, texts, number, count, day."""

_ARTICLES: Columns = {"article": "text", "title": "text", "issued": "day", "source": "text", "iri": "text"}
_ENTITIES: Columns = {
    "entity": "text",
    "kind": "text",
    "label": "text",
    "names": "texts",
    "facts": "count",
    "articles": "texts",
    "first_reported": "day",
    "last_reported": "day",
}
_EVIDENCE: Columns = {"fact": "text", "article": "text", "start": "count", "end": "count", "words": "text"}
_ARGUMENTS: Columns = {"fact": "text", "argument": "text", "entity": "text", "text": "text"}
_EVERY_FACT: Columns = {
    "fact": "text",
    "type": "text",
    "kind": "text",
    "status": "text",
    "summary": "text",
    "earliest": "day",
    "latest": "day",
    "date_text": "text",
    "location": "text",
    "claimed_by": "text",
    "confidence": "number",
    "evidence": "count",
    "articles": "texts",
    "extractors": "texts",
}
_NUMBERS = (term("xsd:decimal"),)


def write_parquet(graph: Graph, ontology: Ontology, folder: Path) -> None:
    """Write the tables `articles`, `entities`, `facts`, `arguments` and `evidence` into `folder`.

    Facts of all statuses are there; `status` tells which.

    Raises:
        ExportError: pyarrow is not installed, or a fact is of a type that the ontology does not declare.
    """
    _check_installed()
    labels, articles = read_labels(graph), read_articles(graph)
    facts = read_facts(graph, ontology, articles)
    _write(folder, "articles", _ARTICLES, (_article(iri, one) for iri, one in articles.items()))
    _write(folder, "entities", _ENTITIES, _entities(read_things(graph), facts, articles))
    _write(folder, "facts", _fact_columns(ontology), (_fact(one, ontology, labels) for one in facts))
    _write(
        folder, "arguments", _ARGUMENTS, (row for one in facts for row in _arguments(one, ontology, labels))
    )
    _write(folder, "evidence", _EVIDENCE, (row for one in facts for row in _evidence(one)))


def _check_installed() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        hint = (
            "Install kgbuild with it: pip install 'kgbuild[parquet]', in a clone 'uv sync --extra parquet'."
        )
        raise ExportError("parquet needs pyarrow, which is not installed", hint) from None


def _write(folder: Path, name: str, columns: Columns, rows: Iterable[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    fields = [pa.field(column, _type(sort)) for column, sort in columns.items()]
    table = pa.Table.from_pylist(list(rows), schema=pa.schema(fields))
    parquet.write_table(table, folder / f"{name}.parquet")


def _type(sort: str) -> pa.DataType:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "number": pa.float64(),
        "count": pa.int64(),
        "day": pa.date32(),
    }
    return types[sort]


def _article(iri: NamedNode, article: Article) -> Row:
    return {
        "article": article.identifier,
        "title": article.title or None,
        "issued": _day(article.issued),
        "source": article.source or None,
        "iri": iri.value,
    }


def _entities(
    things: Iterable[Thing], facts: Iterable[StatedFact], articles: Mapping[NamedNode, Article]
) -> Iterator[Row]:
    said = Counter(one.value for one in spoken_of(facts))
    for thing in things:
        mentioning = [articles[iri] for one in thing.articles if (iri := NamedNode(one)) in articles]
        issued = sorted(filter(None, (_day(article.issued) for article in mentioning)))
        yield {
            "entity": thing.iri,
            "kind": thing.kind.value,
            "label": thing.label,
            "names": list(thing.names),
            "facts": said[thing.iri],
            "articles": [article.identifier for article in mentioning],
            "first_reported": issued[0] if issued else None,
            "last_reported": issued[-1] if issued else None,
        }


def _fact_columns(ontology: Ontology) -> Columns:
    """Return the columns of facts: those of every fact, then each argument by its name."""
    arguments = {
        name: "number" if one.datatype in _NUMBERS else "text"
        for name, one in sorted(ontology.arguments.items())
    }
    return _EVERY_FACT | arguments


def _fact(fact: StatedFact, ontology: Ontology, labels: Mapping[Term, str]) -> Row:
    words = {name: _words(fact, one.iri, labels) for name, one in ontology.arguments.items()}
    arguments: Row = {name: "; ".join(texts) or None for name, texts in words.items()}
    numbers = [name for name, one in ontology.arguments.items() if one.datatype in _NUMBERS]
    arguments |= {name: float(words[name][0]) for name in numbers if words[name]}
    return arguments | {
        "fact": fact.iri,
        "type": fact.type.name,
        "kind": local_name(fact.type.kind.value),
        "status": fact.status,
        "summary": in_words(fact, ontology, labels),
        "earliest": _day(fact.text("kg:earliest")),
        "latest": _day(fact.text("kg:latest")),
        "date_text": fact.text("kg:dateText") or None,
        "location": "; ".join(_words(fact, term("schema:location"), labels)) or None,
        "claimed_by": "; ".join(_words(fact, term("kg:claimedBy"), labels)) or None,
        "confidence": float(confidence) if (confidence := fact.text("kg:confidence")) else None,
        "evidence": len(fact.evidence),
        "articles": sorted({stretch.article.identifier for stretch in fact.evidence}),
        "extractors": _words(fact, term("kg:extractor"), labels),
    }


def _arguments(fact: StatedFact, ontology: Ontology, labels: Mapping[Term, str]) -> Iterator[Row]:
    for name in fact.type.arguments:
        for value in fact.values.get(ontology.property_of(name), ()):
            entity = value.value if isinstance(value, NamedNode) else None
            yield {"fact": fact.iri, "argument": name, "entity": entity, "text": worded(value, labels)}


def _evidence(fact: StatedFact) -> Iterator[Row]:
    for one in fact.evidence:
        place = {"article": one.article.identifier, "start": one.start, "end": one.end}
        yield {"fact": fact.iri, **place, "words": one.words}


def _words(fact: StatedFact, name: NamedNode, labels: Mapping[Term, str]) -> list[str]:
    return sorted(worded(value, labels) for value in fact.values.get(name, ()))


def _day(text: str) -> date | None:
    """Return a day; None where there is none, or the text is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
