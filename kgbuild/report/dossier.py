"""All that the graph knows of one thing, in the parts of a report, each line with the words that state it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kgbuild.config import resource_folder
from kgbuild.errors import QueryError
from kgbuild.explore.facts import Evidence, FactReader, FactView, Part, Source
from kgbuild.explore.lines import Line, lines, strength
from kgbuild.explore.show import MARKS, order, show, told
from kgbuild.explore.timeline import Timeline, timeline
from kgbuild.explore.who import ProfileLine, span, who
from kgbuild.query.lookup import Candidate
from kgbuild.query.questions import questions
from kgbuild.query.text import ELLIPSIS, shortened, shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.report.accounts import Account, differing

LIMIT = 40
"""How many lines a block has at most where nobody asks for another number."""
_ALL = 1_000_000
_LAST = "9"
STATUSES = {"Asserted": "stated as fact", "Planned": "planned, not done", "Denied": "denied"}
"""What each status is called in a report, in the order in which they are shown."""
_SAID_OF, _OF_IT = "statements-about", ("said of", "said to")
"""The ready question for statements that name something, and how it tells them from opinions."""
_OPINIONS = frozenset(("Criticism", "Praise", "Rating", "Review", "Recommendation", "Statement"))
_QUOTES = ("quote", "gist")
_BEGINNING = 60
"""How many characters of a statement stand before its sentence."""
_ROLES = ("Roles", "Roles held there")
_ELSEWHERE = ("What it claims", "What happened there")
"""The sections of its page with facts about others."""
_SOURCES = """
SELECT ?article ?source ?about WHERE {
  ?about kg:mentionedIn ?document .
  ?document dcterms:identifier ?article ; dcterms:source ?source
}
"""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one status, by time, and how many more there are that are less well attested."""

    status: str
    lines: tuple[ProfileLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is said of one side of the matter: what is stated, then what is planned, then what is denied."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a report on one thing holds.

    Attributes:
        entity: What it is about.
        names: Its other names, sorted.
        articles: Which mention it, by date.
        addresses: Where articles were published, by their identifiers, as the articles tell it.
        counts: How many facts the chapters tell that are stated, planned and denied, by `STATUSES`.
        chapters: Those that have a line.
        accounts: Accounts that differ.
        ties: Whom and what it is tied to, the most often first.
        ties_more: How many more there are.
        timeline: All that is said of it, by time.
    """

    entity: Candidate
    names: tuple[str, ...]
    articles: tuple[Source, ...]
    addresses: Mapping[str, str]
    counts: Mapping[str, int]
    chapters: tuple[Chapter, ...]
    accounts: tuple[Account, ...]
    ties: tuple[Line, ...]
    ties_more: int
    timeline: Timeline

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates of the first and the last article; one if they are the same, none if none is known."""
        issued = sorted(source.issued[:10] for source in self.articles if source.issued)
        return tuple(dict.fromkeys(issued[:1] + issued[-1:]))


def dossier(graph: Graph, ontology: Ontology, entity: Candidate, *, limit: int = LIMIT) -> Dossier:
    """Return all that `graph` knows of `entity`.

    Args:
        graph: The graph.
        ontology: What terms are called.
        entity: What it is about, found by `lookup.Names.resolve`.
        limit: How many lines a block has at most; the best attested stay.

    Raises:
        QueryError: `limit` is less than 1.
    """
    if limit < 1:
        raise QueryError(f"a dossier of {limit} lines says nothing", "Give a limit of 1 or more.")
    page = show(graph, ontology, entity)
    brief = {
        one.title: [each.line for each in one.lines]
        for one in who(graph, ontology, entity, limit=_ALL).sections
    }
    facts = {
        section.title: [f for group in section.groups for line in group.lines for f in line.facts]
        for section in page.sections
    }
    parts = _parts(facts, brief, _said_of(graph, ontology, entity), entity)
    ties = brief.get("Most frequent ties", [])
    told_there = {fact.iri: fact for some in parts.values() for line in some for fact in line.facts}
    about = [fact for title, some in facts.items() if title not in _ELSEWHERE for fact in some]
    return Dossier(
        entity=entity,
        names=page.names,
        articles=page.articles,
        addresses=_addresses(graph, entity),
        counts=Counter(fact.status for fact in told_there.values()),
        chapters=tuple(c for title, some in parts.items() if (c := _chapter(title, some, limit)).blocks),
        accounts=differing(about, entity.iri),
        ties=tuple(ties[:limit]),
        ties_more=max(len(ties) - limit, 0),
        timeline=timeline(graph, ontology, entity),
    )


def cited(line: Line, most: int) -> tuple[list[tuple[Evidence, FactView]], int]:
    """Return the sentences that state `line`, the best first, each with its fact; and how many are left out.

    Args:
        line: What is said.
        most: How many sentences to give at most.
    """
    every = {
        (evidence.source.article, evidence.sentence): (evidence, fact)
        for fact in reversed(line.facts)
        for evidence in reversed(fact.evidence)
    }
    best = (line.evidence.source.article, line.evidence.sentence)
    ranked = sorted(every, key=lambda key: (key != best, every[key][0]))
    return [every[key] for key in ranked[:most]], max(len(ranked) - most, 0)


def _parts(
    facts: Mapping[str, Sequence[FactView]],
    brief: Mapping[str, Sequence[Line]],
    said_of: Iterable[FactView],
    entity: Candidate,
) -> dict[str, Iterable[Line]]:
    """Return the lines of each chapter.

    Args:
        facts: The facts of each section of its page.
        brief: The lines of each section of its profile.
        said_of: Statements that name it.
        entity: What it is about.
    """
    held = {title: brief.get(title, ()) for title in _ROLES}
    told_there = {fact.iri for some in held.values() for one in some for fact in one.facts}

    def rest(title: str) -> list[FactView]:
        return [fact for fact in facts.get(title, ()) if fact.iri not in told_there]

    known = {fact.iri for some in facts.values() for fact in some}
    done_to = rest("What was done to it")
    opinions = [fact for fact in done_to if fact.type in _OPINIONS]
    opinions += [fact for fact in said_of if fact.iri not in known]
    return {
        "Roles over time": held["Roles"],
        "Posts held there": held["Roles held there"],
        "Bodies and other lasting ties": _lines(rest("Ties"), entity),
        "Actions": _lines(rest("What it did"), entity),
        "Statements": _lines(rest("Statements"), entity),
        "What others say": _lines(opinions, entity),
        "What others do": _lines((fact for fact in done_to if fact.type not in _OPINIONS), entity),
        "Claims about others": _lines(rest("What it claims"), entity),
        "Events there": _lines(rest("What happened there"), entity),
    }


def _lines(facts: Iterable[FactView], entity: Candidate) -> tuple[Line, ...]:
    return lines(facts, lambda fact: _words(fact, entity.iri))


def _words(fact: FactView, entity: str) -> str:
    """Return what `fact` says; of a statement only how it begins, where its sentence has the rest."""
    spoken = next(filter(None, map(fact.named, _QUOTES)), "")
    pieces = [piece.strip(" ,.") for piece in spoken.split(ELLIPSIS)]
    quoted = any(all(piece in one.sentence for piece in pieces) for one in fact.evidence)
    if fact.type != "Statement" or not quoted:
        return told(fact, entity, dated=False)
    speaker = " and ".join(value.text for value in fact.of_part(Part.SUBJECT) if value.iri != entity)
    to = fact.named("addressee")
    said = " ".join(filter(None, (speaker, "said", f"to {to}" if to else "")))
    beginning = shortened(shown(spoken), "", _BEGINNING)
    return f"{MARKS[fact.status]}{said}: {f'“{beginning}”' if fact.named('quote') else beginning}"


def _said_of(graph: Graph, ontology: Ontology, entity: Candidate) -> list[FactView]:
    """Return the statements of others that name `entity`, by the ready question that finds them."""
    ready = questions(resource_folder("queries")).find(_SAID_OF)
    solutions = graph.query(ready.text, {"entityIRI": NamedNode(entity.iri)})
    assert isinstance(solutions, ox.QuerySolutions)
    facts = dict.fromkeys(one["fact"] for one in solutions if one["how"].value in _OF_IT)
    views = FactReader(graph, ontology).read_all(facts)
    return [view for view in views if all(v.iri != entity.iri for v in view.of_part(Part.SUBJECT))]


def _addresses(graph: Graph, entity: Candidate) -> dict[str, str]:
    found = rows(graph, _SOURCES, {"about": NamedNode(entity.iri)})
    return {article.value: source.value for article, source, _ in found}


def _chapter(title: str, found: Iterable[Line], limit: int) -> Chapter:
    every = list(found)
    blocks = (
        _block(status, [one for one in every if one.fact.status == status], limit) for status in STATUSES
    )
    return Chapter(title, tuple(block for block in blocks if block.lines))


def _block(status: str, found: Sequence[Line], limit: int) -> Block:
    best = sorted(found, key=lambda one: strength(one.facts))[:limit]
    kept = sorted(best, key=_when)
    return Block(status, tuple(ProfileLine(span(one.facts), one) for one in kept), max(len(found) - limit, 0))


def _when(line: Line) -> tuple[str, ...]:
    """Return what to sort lines by: time, then what has none."""
    return min((time or _LAST, *rest) for time, *rest in map(order, line.facts))
