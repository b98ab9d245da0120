"""One entity's page: what it is called, what it holds, does and meets, each with the words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.explore.facts import Argument, FactReader, FactView, Part, Source
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows

_OTHER_NAMES = "SELECT ?name ?entity WHERE { ?entity skos:altLabel ?name } ORDER BY ?name"
_ARTICLES = """
SELECT ?article ?title ?issued ?entity WHERE {
  ?entity kg:mentionedIn ?source .
  ?source dcterms:identifier ?article .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
}
ORDER BY ?issued ?article
"""

SECTIONS = (
    "Roles",
    "Roles held there",
    "Ties",
    "What it did",
    "What was done to it",
    "Statements",
    "What it claims",
    "What happened there",
)
"""In the order in which they are shown."""
_SECTION_OF_PROPERTY = {"claimedBy": "What it claims", "location": "What happened there"}
MARKS = {"Asserted": "", "Planned": "planned: ", "Denied": "denied: "}
"""What stands before a fact of each status."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one or more facts say of the entity.

    Attributes:
        text: In a few words, with "planned:" or "denied:" before them where it is so.
        facts: The facts that say just this, by date and article.
    """

    text: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one type: what the ontology calls it, and what they say, by date, article and words."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Facts in which the entity plays one part."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What the graph knows of an entity.

    Attributes:
        iri: Its IRI.
        id: Its IRI below the base of instances.
        kind: Person, Organisation, Place, Work or Role.
        label: Its fullest name.
        names: Its other names, sorted.
        articles: Which mention it, by date.
        sections: In the order of `SECTIONS`; those without a fact are left out.
    """

    iri: str
    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    articles: tuple[Source, ...]
    sections: tuple[Section, ...]


def show(graph: Graph, ontology: Ontology, entity: Candidate) -> EntityPage:
    """Return the page of `entity`, found by `lookup.Names.resolve`."""
    node = NamedNode(entity.iri)
    sections: dict[str, list[FactView]] = defaultdict(list)
    for fact in sorted(FactReader(graph, ontology).about(node), key=order):
        sections[_section(fact, entity.iri)].append(fact)
    return EntityPage(
        iri=entity.iri,
        id=entity.id,
        kind=entity.kind,
        label=entity.label,
        names=other_names(graph, node),
        articles=articles(graph, node),
        sections=tuple(
            Section(title, _groups(sections[title], entity.iri)) for title in SECTIONS if title in sections
        ),
    )


def other_names(graph: Graph, entity: NamedNode) -> tuple[str, ...]:
    """Return the names of `entity` beside its fullest one, sorted."""
    return tuple(name.value for name, _ in rows(graph, _OTHER_NAMES, {"entity": entity}))


def articles(graph: Graph, entity: NamedNode) -> tuple[Source, ...]:
    """Return the articles that mention `entity`, by date."""
    found = rows(graph, _ARTICLES, {"entity": entity})
    return tuple(Source(*(value.value if value else "" for value in row[:-1])) for row in found)


def summary(fact: FactView, viewpoint: str = "") -> str:
    """Return `fact` in a few words, without its type and status.

    Args:
        fact: The fact.
        viewpoint: The IRI of the entity on whose page it stands, which is not named; empty to name all.
    """
    head, details = _head_and_details(fact, viewpoint)
    return " ".join(filter(None, (head or fact.label, details, when(fact))))


def told(fact: FactView, viewpoint: str = "", *, dated: bool = True) -> str:
    """Return `fact` in a few words with its type and, where it is not asserted, its status.

    One that the entity only claims or hosts is told whole, lest it be taken for one about the entity.

    Args:
        fact: The fact.
        viewpoint: The IRI of the entity on whose page it stands, which is not named; empty to name all.
        dated: Whether to say when, too.
    """
    if viewpoint not in (argument.value.iri for argument in fact.arguments):
        viewpoint = ""
    head, details = _head_and_details(fact, viewpoint)
    said = f"{MARKS[fact.status]}{fact.label}{':' if head else ''}"
    return " ".join(filter(None, (said, head, details, when(fact) if dated else "")))


def _head_and_details(fact: FactView, viewpoint: str) -> tuple[str, str]:
    """Return who does what to whom, and in brackets all else but the time."""
    seen = [a for a in fact.arguments if not viewpoint or a.value.iri != viewpoint]
    if fact.type == "Tenure":
        head, details = ", ".join(_texts(seen, ("member", "role", "organization"))), []
    elif fact.type == "Statement":
        head, details = _spoken(seen), [argument for argument in seen if argument.name == "addressee"]
    elif fact.lasting and viewpoint:
        head, details = ", ".join(f"{argument.value.text} ({argument.label})" for argument in seen), []
    else:
        head, details = _ends(seen, viewpoint), [argument for argument in seen if argument.part is Part.OTHER]
    said_in_words = any(argument.name == "amountText" for argument in details)
    words = [
        f"{argument.label}: {argument.value.text}"
        for argument in details
        if not (said_in_words and argument.name in ("amount", "currency"))
    ]
    words += [f"in {place.text}" for place in fact.locations if place.iri != viewpoint]
    words += [f"according to {claimer.text}" for claimer in fact.claimed_by if claimer.iri != viewpoint]
    return head, f"({'; '.join(words)})" if words else ""


def when(fact: FactView) -> str:
    """Return the bounds of when `fact` happened or held, in words; empty where the text gives none."""
    if fact.earliest == fact.latest:
        return fact.earliest
    bounds = (("from", fact.earliest), ("to" if fact.earliest else "until", fact.latest))
    return " ".join(f"{word} {date}" for word, date in bounds if date)


def order(fact: FactView) -> tuple[str, str, str, str]:
    """Return what facts are sorted by: date, article and words."""
    first = fact.evidence[0].source if fact.evidence else Source("", "", "")
    return fact.earliest or fact.latest or first.issued, first.article, summary(fact), fact.iri


def _texts(arguments: Iterable[Argument], names: tuple[str, ...]) -> list[str]:
    ordered = sorted((a for a in arguments if a.name in names), key=lambda a: names.index(a.name))
    return [argument.value.text for argument in ordered]


def _spoken(arguments: Iterable[Argument]) -> str:
    texts = {argument.name: argument.value.text for argument in arguments}
    words = f"“{texts['quote']}”" if "quote" in texts else texts.get("gist", "")
    return ": ".join(filter(None, (texts.get("agent"), words)))


def _ends(arguments: Sequence[Argument], viewpoint: str) -> str:
    subject, object_ = (
        " and ".join(argument.value.text for argument in arguments if argument.part is part)
        for part in (Part.SUBJECT, Part.OBJECT)
    )
    if viewpoint and not object_:
        return subject and f"by {subject}"
    return " → ".join(filter(None, (subject, object_)))


def _section(fact: FactView, entity: str) -> str:
    """Return the title of the section of its page that `fact` belongs to: its foremost part decides."""
    parts = [argument.part for argument in fact.arguments if argument.value.iri == entity]
    if not parts:
        claims = entity in (claimer.iri for claimer in fact.claimed_by)
        return "What it claims" if claims else "What happened there"
    subject = parts[0] is Part.SUBJECT
    if fact.type == "Tenure":
        return "Roles" if subject else "Roles held there"
    if fact.lasting:
        return "Ties"
    if subject:
        return "Statements" if fact.type == "Statement" else "What it did"
    return "What was done to it"


def _groups(facts: Iterable[FactView], entity: str) -> tuple[Group, ...]:
    groups: dict[str, dict[str, list[FactView]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        groups[fact.label][MARKS[fact.status] + summary(fact, entity)].append(fact)
    return tuple(
        Group(label, tuple(Line(text, tuple(same)) for text, same in lines.items()))
        for label, lines in sorted(groups.items())
    )
