"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SummaryFormat(StrEnum):
    """How a command prints what it did."""

    TABLE = "table"
    JSON = "json"


class AnswerFormat(StrEnum):
    """How an answer is printed: the values of `kgbuild.query.results.Format`, which costs time to import."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"
    TURTLE = "turtle"


class ExportFormat(StrEnum):
    """What the graph can be written as: the names of `kgbuild.export.FORMATS`, which costs time to import."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    NTRIPLES = "ntriples"
    GEXF = "gexf"
    GRAPHML = "graphml"
    CYTOSCAPE = "cytoscape"
    CSV = "csv"
    FOLLOWTHEMONEY = "followthemoney"
    GEPHI_CSV = "gephi-csv"
    NEO4J_CSV = "neo4j-csv"
    PARQUET = "parquet"


Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR|URL",
        help="The folder of the graph, or a SPARQL endpoint.  [default: kg]",
        show_default=False,
    ),
]
Work = Annotated[
    Path | None,
    typer.Option(
        "--work",
        metavar="DIR",
        help="For a store at a URL: the folder of its documents and readings.  [default: in .kgbuild]",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="The spaCy pipeline that reads: an installed one's name, or a path."
    ),
]
Ontology = Annotated[
    Path | None,
    typer.Option("--ontology", metavar="DIR", help="The folder of classes, shapes, frames and gazetteers."),
]
Queries = Annotated[
    Path | None,
    typer.Option("--queries", metavar="DIR", help="A folder of your own questions, beside those there are."),
]
Answer = Annotated[
    AnswerFormat | None,
    typer.Option(
        "--format",
        help="How to print the answer.  [default: table; turtle for CONSTRUCT and DESCRIBE]",
        show_default=False,
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, help="Print at most N rows.", show_default=False)
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0, help="Stop a query that takes longer.", show_default=False
    ),
]
AllEvidence = Annotated[
    bool | None,
    typer.Option(
        "--all-evidence",
        help="A row for each sentence, also where several state the same.",
        show_default=False,
    ),
]
Parts = Annotated[
    bool | None,
    typer.Option("--parts", help="Ask about what is part of the bodies given, too.", show_default=False),
]
Summary = Annotated[SummaryFormat, typer.Option("--format", help="How to print the summary.")]
Page = Annotated[SummaryFormat, typer.Option("--format", help="How to print it.")]
