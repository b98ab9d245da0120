"""What a network tells of an entity: its names, kind and roles, and how much is said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from kgbuild.export.facts import Article, StatedFact
from kgbuild.export.text import plain
from kgbuild.export.things import Thing
from kgbuild.model import Status
from kgbuild.rdf.vocabulary import Term, term

Attributes = dict[str, str | int | float]
"""What is said of a node or an edge; what is not known is left out, since no format has a None."""

_TENURE = term("kg:Tenure")
_MEMBER, _ROLE, _BODY = term("org:member"), term("org:role"), term("org:organization")


def described(
    things: Iterable[Thing],
    facts: Collection[StatedFact],
    articles: Mapping[NamedNode, Article],
    labels: Mapping[Term, str],
) -> dict[str, Attributes]:
    """Return what is told of each of `things`, by IRI and in their order.

    Each has: label, kind, names (its other ones), roles (those it is said to hold or have held, each with the
    body), articles (how many mention it), facts (how many speak of it, whatever their status),
    first_reported and last_reported (the dates of those articles).

    Args:
        things: Persons, organisations, places and works.
        facts: All facts of the graph.
        articles: Its articles.
        labels: What roles and bodies are called.
    """
    said, roles = Counter(spoken_of(facts)), _roles(facts, labels)
    found: dict[str, Attributes] = {}
    for thing in things:
        entity = NamedNode(thing.iri)
        found[thing.iri] = {
            "label": thing.label,
            "kind": thing.kind.value,
            **joined("names", thing.names),
            **joined("roles", roles[entity]),
            "articles": len(thing.articles),
            "facts": said[entity],
            **reported(articles.get(NamedNode(iri), Article(iri)) for iri in thing.articles),
        }
    return found


def reported(articles: Iterable[Article]) -> Attributes:
    """Return the first and the last date of issue; nothing where none is known."""
    dates = [plain(article.issued) for article in articles if article.issued]
    return {"first_reported": min(dates), "last_reported": max(dates)} if dates else {}


def joined(name: str, texts: Iterable[str]) -> Attributes:
    """Return `texts`, sorted, as the one text of an attribute; nothing where there is none."""
    text = "; ".join(sorted(set(texts) - {""}))
    return {name: text} if text else {}


def spoken_of(facts: Iterable[StatedFact]) -> Iterator[NamedNode]:
    """Yield for each fact all that it names, each thing once."""
    for fact in facts:
        yield from {
            value for values in fact.values.values() for value in values if isinstance(value, NamedNode)
        }


def _roles(facts: Iterable[StatedFact], labels: Mapping[Term, str]) -> Mapping[Term, set[str]]:
    """Return the roles each is said to hold or have held: "leader (Marlbury County Council)"."""
    found: dict[Term, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.type.iri != _TENURE or fact.status != Status.ASSERTED:
            continue
        bodies = " and ".join(plain(labels.get(body, "")) for body in fact.values.get(_BODY, ()))
        for member in fact.values.get(_MEMBER, ()):
            for role in fact.values.get(_ROLE, ()):
                if not isinstance(role, Literal):
                    words = plain(labels.get(role, ""))
                    found[member].add(f"{words} ({bodies})" if words and bodies else words)
    return found
