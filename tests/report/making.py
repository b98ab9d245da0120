"""Reports on invented things: those of `tests/explore/town.yaml`, and others with any words in them."""

from __future__ import annotations

from typing import Any

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.query.lookup import Candidate, Names
from kgbuild.query.names import load_titles
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import load_ontology
from kgbuild.report.dossier import Chapter, Dossier, dossier
from kgbuild.report.report import Report, report
from tests.explore.town import Article, article, town

ONTOLOGY = load_ontology(resource_folder("ontology"))
TITLES = load_titles(resource_folder("ontology"))
WORDS = {
    "markup": '<script>document.title = "run"</script> & <b>bold</b> <img src=x onerror=alert(1)>',
    "end of a style": "</style></title></svg><script>alert(1)</script>",
    "Markdown": "# *A* _B_ [C](javascript:alert(1)) ![D](http://x.example/d.png) `E` | F ~~G~~ 1. H",
    "templates": "{{ 7 * 7 }} {% raw %} {# A #} ${A} $x_1$",
    "bidi controls": "safe \u202eelif evil\u202c \u2066txet\u2069 end",
    "right to left": "עיריית צפון (ועדת החינוך)",
    "emoji": "A 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 B",
    "control characters": "A\x00B\x07C\x1b[2JD\x7f\x85E",
    "quotes": "\"A\" 'B' “C” \\D\\ \\u0041",
    "long": "the Joint Standing Sub-Committee on " + "Very " * 60 + "Long Names",
    "one long word": "Donau" + "dampfschifffahrts" * 20,
}
"""What breaks pages that are put together carelessly."""


def candidate(graph: Graph, name: str) -> Candidate:
    """Return what `name` means in `graph`."""
    return Names(graph, DEFAULT_BASE, TITLES).resolve(name)


def dossier_of(graph: Graph, name: str, limit: int = 40) -> Dossier:
    """Return the dossier of what `name` means."""
    return dossier(graph, ONTOLOGY, candidate(graph, name), limit=limit)


def report_of(graph: Graph, name: str, limit: int = 40) -> Report:
    """Return the dossier of what `name` means, with pictures."""
    return report(graph, ONTOLOGY, candidate(graph, name), DEFAULT_BASE, limit=limit)


def chapters(found: Dossier) -> dict[str, Chapter]:
    """Return the chapters of a dossier by their titles."""
    return {chapter.title: chapter for chapter in found.chapters}


def lines(found: Dossier, chapter: str, status: str = "Asserted") -> list[tuple[str, str]]:
    """Return the times and words of the lines of a chapter that have a status."""
    return [
        (one.time, one.line.text)
        for block in chapters(found)[chapter].blocks
        if block.status == status
        for one in block.lines
    ]


def hostile(words: str) -> Graph:
    """Return a graph in which names, a sentence, an article and its source are `words`."""
    things: dict[str, Any] = {
        "mox": {"kind": "Organisation", "label": "Mox Council", "names": [words]},
        "other": {"kind": "Organisation", "label": words},
    }
    said = article(
        f"mox {words}",
        [
            "Criticism",
            f"Mox said {words} failed badly.",
            {"agent": "other", "target": "mox", "reason": f"={words}"},
        ],
        ["Launch", f"Mox launched {words} in May.", {"agent": "mox", "target": "other"}],
        [
            "Launch",
            f"Mox never launched {words} it said.",
            {"agent": "mox", "target": "other"},
            {"status": "Denied"},
        ],
        ["Statement", f"Mox told {words} that it was so.", {"agent": "mox", "quote": f"={words}"}],
    )
    return town({**said, "source": f"javascript:{words}"}, things=things)


__all__ = ["Article", "article", "town"]
