"""Writes FollowTheMoney entities, one JSON object a line, for Aleph, OpenSanctions and their tools.

The format is that of the package `followthemoney` (https://followthemoney.tech), which only the tests need:
its entities are plain JSON. Asserted edges are links, tenures occupancies, other events events; what is
planned or denied is a Note and nothing else, for no status would keep a link from looking like a fact.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from operator import itemgetter
from typing import Any, BinaryIO

from pyoxigraph import NamedNode

from kgbuild.export.connections import Ends, edges_of
from kgbuild.export.facts import Article, StatedFact, read_articles, read_facts, read_labels
from kgbuild.export.schemata import (
    LONGEST_NAME,
    LONGEST_STRING,
    LONGEST_TEXT,
    entity_id,
    schemata,
    shortened,
)
from kgbuild.export.text import plain
from kgbuild.export.things import Thing, read_things
from kgbuild.export.wording import in_words
from kgbuild.ids import digest
from kgbuild.model import Kind, Status
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import local_name, term

Entity = dict[str, Any]
"""A FollowTheMoney entity: `id`, `schema`, `properties`."""

_DETERMINER = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_UNNAMED = "Described, not named: the same words in another article may mean another."
_MEMBER, _ROLE, _BODY = term("org:member"), term("org:role"), term("org:organization")
_CLAIMED_BY, _LOCATION = term("kg:claimedBy"), term("schema:location")


def write_followthemoney(graph: Graph, ontology: Ontology, out: BinaryIO) -> None:
    """Write articles, entities, mentions, links and facts, a line each.

    Ids are made from content; those of entities and facts are as in the graph ("person-orla-finch").

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
    """
    for entity in _Dataset(graph, ontology).entities():
        out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


class _Dataset:
    """A graph as FollowTheMoney entities, in a fixed order."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self._ontology = ontology
        articles = read_articles(graph)
        self._articles = sorted((iri.value, article) for iri, article in articles.items())
        self._article_ids = {article: entity_id(iri) for iri, article in self._articles}
        self._labels = read_labels(graph)
        self._facts = read_facts(graph, ontology, articles)
        self._things = read_things(graph)
        self._schema_of = {thing.iri: schemata().of(thing) for thing in self._things}

    def entities(self) -> Iterator[Entity]:
        for iri, article in self._articles:
            yield _entity(entity_id(iri), "Article", _article(article))
        for thing in self._things:
            yield self._thing(thing)
            yield from self._mentions(thing)
        linked = set()
        for ends, facts in edges_of(self._asserted(), self._ontology, self._labels):
            if local_name(ends[2]) not in schemata().untold:
                linked |= {fact.iri for fact in facts}
                yield self._link(ends, facts)
        positions: dict[str, Entity] = {}
        for fact in self._facts:
            held = list(self._occupancies(fact, positions))
            if held:
                yield from held
            elif fact.status == Status.ASSERTED and fact.type.is_event:
                yield self._event(fact)
            elif fact.iri not in linked:
                yield self._note(fact)
        yield from (position for _, position in sorted(positions.items(), key=itemgetter(0)))

    def _asserted(self) -> Iterator[StatedFact]:
        return (fact for fact in self._facts if fact.status == Status.ASSERTED)

    def _thing(self, thing: Thing) -> Entity:
        name = shortened(thing.label, LONGEST_NAME)
        return _entity(
            entity_id(thing.iri),
            self._schema_of[thing.iri],
            {
                "name": [name],
                # Not `alias`, by which tools match entities: "Mr Finch" and "the council" are among these.
                "weakAlias": [shortened(other, LONGEST_NAME) for other in thing.names],
                "full": [name] if thing.kind is Kind.PLACE else [],
                "notes": [] if _is_name(thing.label) else [_UNNAMED],
                "proof": [entity_id(article) for article in thing.articles],
            },
        )

    def _mentions(self, thing: Thing) -> Iterator[Entity]:
        schema = self._schema_of[thing.iri]
        if schema in schemata().ranges["LegalEntity"]:
            for article in thing.articles:
                said = {
                    "document": [entity_id(article)],
                    "resolved": [entity_id(thing.iri)],
                    "name": [shortened(thing.label, LONGEST_NAME)],
                    "detectedSchema": [schema],
                }
                yield _entity(f"mention-{digest(thing.iri, article)}", "Mention", said)

    def _link(self, ends: Ends, facts: Iterable[StatedFact]) -> Entity:
        """Return the link that an edge is: dated by all its facts, and proved by them."""
        source, target, relation, _ = ends
        facts = list(facts)
        link = schemata().links.get(local_name(relation))
        if link is not None and link.fits(self._schema_of.get(source, ""), self._schema_of.get(target, "")):
            schema, names = link.schema, (link.source.property, link.target.property)
            roles = {name for fact in facts for name in self._names(fact, _ROLE)}
        else:
            schema, names = "UnknownLink", ("subject", "object")
            roles = {plain(self._ontology.labels.get(relation, "")) or local_name(relation)}
        said = {
            names[0]: [entity_id(source)],
            names[1]: [entity_id(target)],
            "role": sorted(roles),
            **_merged(_times(fact) for fact in facts),
            "recordId": sorted(_identifier(fact) for fact in facts),
            "description": self._claimers(facts),
        }
        return _entity(f"link-{digest(source, relation, target)}", schema, said | self._source(facts))

    def _occupancies(self, fact: StatedFact, positions: dict[str, Entity]) -> Iterator[Entity]:
        """Yield who held which post, as an asserted tenure tells, and add the post to `positions`."""
        if fact.status != Status.ASSERTED or fact.type.name != "Tenure":
            return
        people = [one for one in _nodes(fact, _MEMBER) if self._schema_of.get(one) == "Person"]
        bodies = _nodes(fact, _BODY) or [""]
        for number, (person, role, body) in enumerate(product(people, _nodes(fact, _ROLE), bodies)):
            position = self._position(role, body)
            known = positions.setdefault(position["id"], position)
            proof = {*known["properties"].get("proof", ()), *self._proof([fact])}
            known["properties"]["proof"] = sorted(proof)
            said = {
                "holder": [entity_id(person)],
                "post": [position["id"]],
                **_times(fact),
                "recordId": [_identifier(fact)],
                "description": self._remarks(fact),
            }
            suffix = f"-{number + 1}" if number else ""
            yield _entity(entity_id(fact.iri) + suffix, "Occupancy", said | self._source([fact]))

    def _position(self, role: str, body: str) -> Entity:
        words = [self._label(role), self._label(body)] if body else [self._label(role)]
        is_body = self._schema_of.get(body) in schemata().ranges["Organization"]
        said = {
            "name": [shortened(", ".join(words), LONGEST_NAME)],
            "organization": [entity_id(body)] if is_body else [],
        }
        return _entity(f"position-{digest(role, body)}", "Position", said)

    def _event(self, fact: StatedFact) -> Entity:
        parties = schemata().ranges["LegalEntity"]
        said = {
            "name": [shortened(in_words(fact, self._ontology, self._labels), LONGEST_NAME)],
            "involved": [entity_id(one) for one in self._about(fact) if self._schema_of[one] in parties],
            "location": self._names(fact, _LOCATION),
            **_times(fact),
            "recordId": [_identifier(fact)],
            "description": self._remarks(fact),
        }
        return _entity(entity_id(fact.iri), "Event", said | self._source([fact]))

    def _note(self, fact: StatedFact) -> Entity:
        """Return a note to all that a fact is about: what is planned or denied, or joins nothing."""
        said = {
            "name": [shortened(in_words(fact, self._ontology, self._labels), LONGEST_NAME)],
            "entity": [entity_id(one) for one in self._about(fact)],
            "description": self._remarks(fact),
        }
        return _entity(entity_id(fact.iri), "Note", said | self._source([fact]))

    def _about(self, fact: StatedFact) -> list[str]:
        """Return the IRIs of the entities that take part in `fact`, sorted."""
        arguments = (self._ontology.property_of(name) for name in fact.type.arguments)
        return sorted({one for name in arguments for one in _nodes(fact, name) if one in self._schema_of})

    def _remarks(self, fact: StatedFact) -> list[str]:
        """Return what no property is for: who says so, since when or until when, how sure."""
        said = {
            "When:": plain(fact.text("kg:dateText")),
            "Not before": fact.text("kg:earliest"),
            "Not after": fact.text("kg:latest"),
            "Confidence:": fact.text("kg:confidence"),
        }
        remarks = [shortened(f"{what} {words}", LONGEST_TEXT) for what, words in said.items() if words]
        return self._claimers([fact]) + remarks

    def _claimers(self, facts: Iterable[StatedFact]) -> list[str]:
        """Return who says so, where no article says it in its own words."""
        claimers = [self._names(fact, _CLAIMED_BY) for fact in facts]
        return sorted({f"According to {', '.join(names)}" for names in claimers}) if all(claimers) else []

    def _source(self, facts: Iterable[StatedFact]) -> dict[str, list[str]]:
        """Return the articles and the sentences that state `facts`."""
        facts = list(facts)
        stretches = sorted({stretch for fact in facts for stretch in fact.evidence})
        sources = [_publication(stretch.article) for stretch in stretches]
        return {
            "proof": self._proof(facts),
            "summary": _unique(shortened(plain(one.words), LONGEST_TEXT) for one in stretches),
            **_merged(sources),
        }

    def _proof(self, facts: Iterable[StatedFact]) -> list[str]:
        articles = {stretch.article for fact in facts for stretch in fact.evidence}
        return sorted(self._article_ids[article] for article in articles if article in self._article_ids)

    def _names(self, fact: StatedFact, name: NamedNode) -> list[str]:
        return sorted(shortened(self._label(iri), LONGEST_STRING) for iri in _nodes(fact, name))

    def _label(self, iri: str) -> str:
        return plain(self._labels.get(NamedNode(iri), "")) or local_name(iri)


def _entity(identifier: str, schema: str, properties: Mapping[str, Iterable[str]]) -> Entity:
    said = {name: values for name, given in sorted(properties.items()) if (values := _unique(given))}
    return {"id": identifier, "schema": schema, "properties": said}


def _article(article: Article) -> dict[str, list[str]]:
    return {
        "fileName": [shortened(plain(article.identifier), LONGEST_STRING)],
        "title": [shortened(plain(article.title), LONGEST_STRING)],
        "publishedAt": [plain(article.issued)],
        **_publication(article),
    }


def _publication(article: Article) -> dict[str, list[str]]:
    source = plain(article.source)
    is_address = source.startswith(("http://", "https://")) and " " not in source
    return {"sourceUrl" if is_address else "publisher": [shortened(source, LONGEST_STRING)]}


def _times(fact: StatedFact) -> dict[str, list[str]]:
    """Return the dates of a fact, where FollowTheMoney can tell them without making one up.

    A day, month or year is the date of what happened or was so in it. What was so over another time has a
    start and an end, as far as they are known; when something happened in such a time, no date tells.
    """
    earliest, latest = plain(fact.text("kg:earliest")), plain(fact.text("kg:latest"))
    if date := _date(earliest, latest):
        return {"date": [date]}
    return {} if fact.type.is_event else {"startDate": [earliest], "endDate": [latest]}


def _date(earliest: str, latest: str) -> str:
    """Return the day, month or year from `earliest` to `latest`; empty where it is none.

    >>> [_date("2013-05-01", "2013-05-31"), _date("2013-01-01", "2013-12-31"), _date("2013-05-01", "")]
    ['2013-05', '2013', '']
    """
    if not earliest or not latest:
        return ""
    year, month, _ = earliest.split("-")
    last = f"{monthrange(int(year), int(month))[1]:02}"
    spans = {
        (earliest, earliest): earliest,
        (f"{year}-{month}-01", f"{year}-{month}-{last}"): f"{year}-{month}",
        (f"{year}-01-01", f"{year}-12-31"): year,
    }
    return spans.get((earliest, latest), "")


def _nodes(fact: StatedFact, name: NamedNode) -> list[str]:
    return [value.value for value in fact.values.get(name, ()) if isinstance(value, NamedNode)]


def _identifier(fact: StatedFact) -> str:
    """Return what `kgbuild explain` knows the fact by."""
    return "/".join(fact.iri.rsplit("/", 2)[-2:])


def _is_name(label: str) -> bool:
    """Whether a label has a capital, beside that of "The", or is of a script that has none."""
    return not _DETERMINER.sub("", label, count=1).islower()


def _merged(many: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in many:
        for name, values in one.items():
            found[name] = sorted({*found.get(name, ()), *values})
    return found


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))
