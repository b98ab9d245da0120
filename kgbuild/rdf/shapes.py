"""SHACL: what of `shapes.ttl` a graph does not satisfy, as findings."""

from __future__ import annotations

import re
from pathlib import Path

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH
from rdflib.term import Node

from kgbuild.errors import KnowledgeError
from kgbuild.logs import errors_only
from kgbuild.model import Finding, Level
from kgbuild.rdf.bridge import rdflib_graph
from kgbuild.rdf.labels import describe
from kgbuild.rdf.ontology import FILE as ONTOLOGY_FILE
from kgbuild.rdf.turtle import read_turtle
from kgbuild.rdf.vocabulary import local_name

FILE = "shapes.ttl"

_LEVELS: dict[Node | None, Level] = {
    SH.Violation: Level.ERROR,
    SH.Warning: Level.WARNING,
    SH.Info: Level.INFO,
}


def shape_findings(data: rdflib.Graph, folder: Path) -> list[Finding]:
    """Return one finding for each result of SHACL validation; its code is the name of the shape.

    Args:
        data: The graph; not changed.
        folder: The folder of the ontology and of the shapes.

    Raises:
        KnowledgeError: One of the two files is missing or is not Turtle, or a shape is not well formed.
    """
    shapes = rdflib_graph(read_turtle(folder / FILE))
    whole = data + rdflib_graph(read_turtle(folder / ONTOLOGY_FILE))
    try:
        with errors_only("rdflib.term"):  # a traceback for each ill-typed literal: each becomes a finding
            _, report, _ = pyshacl.validate(whole, shacl_graph=shapes, inplace=True, inference="none")
    except (ReportableRuntimeError, re.error) as error:
        raise KnowledgeError(
            f"{folder / FILE}: {str(error).splitlines()[0]}", "Correct the shape."
        ) from error
    if not isinstance(report, rdflib.Graph):
        raise KnowledgeError(f"{folder / FILE}: {report}", "Correct the shape.")
    return sorted(
        _finding(result, report, whole) for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def _finding(result: Node, report: rdflib.Graph, data: rdflib.Graph) -> Finding:
    focus = report.value(result, SH.focusNode, any=True)
    value = report.value(result, SH.value, any=True)
    message = str(report.value(result, SH.resultMessage, any=True) or "Does not satisfy the shape.")
    found = f" Found: {value.n3()}." if value not in (None, focus) else ""
    return Finding(
        level=_LEVELS.get(report.value(result, SH.resultSeverity, any=True), Level.ERROR),
        code=local_name(str(report.value(result, SH.sourceShape, any=True))),
        subject=describe(focus, data),
        message=message + found,
    )
