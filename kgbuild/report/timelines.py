"""Plots along time: what is said of something, and who held which post of a body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from pyoxigraph import NamedNode

from kgbuild.errors import ExportError
from kgbuild.explore.facts import FactReader, FactView, Source
from kgbuild.explore.lines import strength
from kgbuild.explore.timeline import Timeline, timeline
from kgbuild.export.palette import palette
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.report.plot import Plot
from kgbuild.report.spans import Mark, Row, check_rows, mark, rows_plot
from kgbuild.words import counted

_LEADING = "SELECT ?role ?class WHERE { VALUES ?class { kg:LeadingRole } ?role a ?class }"
_FILTER = "Take a shorter time: --since, --until."


def timeline_plot(
    graph: Graph, ontology: Ontology, entity: Candidate, *, since: str = "", until: str = ""
) -> Plot:
    """Return a picture of what is said of `entity`, by when it was true, else by when it was reported.

    Args:
        graph: The graph.
        ontology: What terms are called.
        entity: What it is about, found by `lookup.Names.resolve`.
        since: The first day, `YYYY-MM-DD`; empty for no bound.
        until: The last day.

    Raises:
        ExportError: Nothing of it is dated, or there is too much for a picture.
    """
    return plot_of_timeline(timeline(graph, ontology, entity, since=since, until=until))


def plot_of_timeline(view: Timeline, most: int | None = None) -> Plot:
    """Return a picture of `view`.

    Args:
        view: What is said.
        most: How many rows to draw at most, the best attested; None for all, or an error.

    Raises:
        ExportError: As for `timeline_plot`.
    """
    said: dict[str, list[FactView]] = defaultdict(list)
    for entry in view.entries:
        said[entry.line.text] += entry.line.facts
    found = {text: row for text, facts in said.items() if (row := _row(text, facts, _type_colour)).marks}
    name = view.entity.label
    if not found:
        when = " in that time" if view.total > len(view.entries) else ""
        raise ExportError(f"{name}: nothing that is said of it{when} is dated", "Try kgbuild show.")
    if most is None:
        check_rows(len(found), name, _FILTER)
    best = sorted(found, key=lambda text: (_is_reported(found[text]), strength(said[text])))[:most]
    chosen = [found[text] for text in sorted(best, key=lambda text: _first(found[text]))]
    notes = [
        _left_out(len(said) - len(found), "undated"),
        _left_out(len(found) - len(best), "told by fewer articles"),
    ]
    sources = _sources(fact for text in best for fact in said[text])
    return rows_plot(f"{name}: timeline", chosen, notes, sources)


def tenures_plot(graph: Graph, ontology: Ontology, body: Candidate) -> Plot:
    """Return a picture of who held which post of `body`, as far as it is known when.

    Args:
        graph: The graph.
        ontology: What terms are called.
        body: The body, found by `lookup.Names.resolve`.

    Raises:
        ExportError: No post there is dated, or there are too many for a picture.
    """
    leading = {role.value for role, _ in rows(graph, _LEADING)}
    colours = {True: palette().of_relation("led"), False: palette().of_relation("holdsRoleAt")}
    posts: dict[str, list[FactView]] = defaultdict(list)
    for fact in FactReader(graph, ontology).about(NamedNode(body.iri)):
        if fact.type == "Tenure" and any(
            a.name == "organization" and a.value.iri == body.iri for a in fact.arguments
        ):
            posts[", ".join(filter(None, (fact.named("member"), fact.named("role"))))].append(fact)
    if not posts:
        raise ExportError(f"{body.label}: no article tells of a post there", "Try kgbuild show.")

    def leads(fact: FactView) -> bool:
        return any(a.name == "role" and a.value.iri in leading for a in fact.arguments)

    every = [_row(text, facts, lambda fact: colours[leads(fact)]) for text, facts in posts.items()]
    dated = sorted((row for row in every if row.marks), key=_first)
    if not dated:
        raise ExportError(f"{body.label}: no post there is dated", f"Try kgbuild show {body.id}.")
    check_rows(len(dated), f"the posts of {body.label}", f"See kgbuild ask who-held --body {body.id}.")
    notes = [_left_out(len(every) - len(dated), "undated")]
    sources = _sources(fact for row in dated for fact in posts[row.text])
    used = {one.colour for row in dated for one in row.marks}
    named = [("leading posts", colours[True]), ("other posts", colours[False])]
    return rows_plot(
        f"{body.label}: who held which post", dated, notes, sources, [one for one in named if one[1] in used]
    )


def _type_colour(fact: FactView) -> str:
    return palette().of_type(fact.type)


def _row(text: str, facts: Iterable[FactView], colour: Callable[[FactView], str]) -> Row:
    """Return what `facts` say, and when it was, or where that is unknown when it was reported."""
    marks = {one for fact in facts if (one := mark(fact, colour(fact)))}
    known = {one for one in marks if not one.reported}
    return Row(text, tuple(sorted(known or marks, key=_time)))


def _first(row: Row) -> tuple[date, date, str]:
    return *_time(row.marks[0]), row.text


def _time(one: Mark) -> tuple[date, date]:
    return one.first or one.last or date.max, one.last or date.max


def _is_reported(row: Row) -> bool:
    return all(one.reported for one in row.marks)


def _left_out(number: int, why: str) -> str:
    return f"Left out: {counted(number, 'line')}, {why}." if number else ""


def _sources(facts: Iterable[FactView]) -> list[Source]:
    return [evidence.source for fact in facts for evidence in fact.evidence]
