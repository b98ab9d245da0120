"""Facts as the graph holds them, with all that is said of them, for `show` and `explain`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import local_name, term

# Facts are asked for by the hundred: one by one, a busy entity's page would take thousands of questions.
# Their IRIs come from the graph, never from a user.
_AT_ONCE = 100
_STATEMENTS = """
SELECT ?fact ?property ?value ?label WHERE {
  VALUES ?fact { %s }
  ?fact ?property ?value .
  OPTIONAL { ?value skos:prefLabel ?label }
}
"""
_EVIDENCE = """
SELECT ?fact ?article ?title ?issued ?start ?end ?sentence ?trigger ?cue WHERE {
  VALUES ?fact { %s }
  ?fact kg:evidence ?evidence .
  ?evidence oa:hasSource ?source ; oa:hasSelector ?position , ?quote .
  ?position oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?sentence .
  ?source dcterms:identifier ?article .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?evidence kg:trigger ?trigger }
  OPTIONAL { ?evidence kg:statusCue ?cue }
}
"""
_ABOUT = "SELECT DISTINCT ?fact ?entity WHERE { ?fact ?property ?entity ; kg:status ?status }"
_USUAL_ENDS = (term("kg:agent").value, term("kg:target").value)
"""The ends of facts that give no edge."""


_Place = tuple["Source", int, int, str]


class Part(StrEnum):
    """What an argument is to its fact."""

    SUBJECT = "subject"
    """Who does it, holds it or is in it; the subject of the edge that the fact gives."""
    OBJECT = "object"
    """Whom or what it is done to; the object of that edge."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An article: its identifier, headline and date of issue; empty where they are not known."""

    article: str
    title: str
    issued: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A stretch of an article that states a fact.

    Attributes:
        source: The article.
        start: Where the stretch begins, in code points.
        end: Where it ends, not included.
        sentence: Its words.
        triggers: The words in it that made the rules fire, sorted.
        cues: The words in it that decided the status, sorted.
    """

    source: Source
    start: int
    end: int
    sentence: str
    triggers: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """An entity or role with its name; or words, with an empty IRI."""

    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a fact.

    Attributes:
        name: Its property without prefix: "organization".
        label: What the ontology calls it.
        part: What it is to the fact.
        value: Its value.
    """

    name: str
    label: str
    part: Part
    value: Value


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with all that the graph says of it.

    Attributes:
        iri: Its IRI.
        type: Its class without prefix: "Criticism".
        label: What the ontology calls the class.
        lasting: Whether it is a state, not an event.
        status: Asserted, Planned or Denied.
        arguments: The subject, the object, then the others by name.
        claimed_by: Who says so, where it is not the article itself.
        earliest: The lower bound of when it happened or held, `YYYY-MM-DD`; empty where there is none.
        latest: The upper bound.
        date_texts: The words of the date, sorted.
        locations: Where, sorted.
        confidence: 0 to 1.
        rules: Which rules or models found it, sorted.
        evidence: By article and place.
    """

    iri: str
    type: str
    label: str
    lasting: bool
    status: str
    arguments: tuple[Argument, ...]
    claimed_by: tuple[Value, ...]
    earliest: str
    latest: str
    date_texts: tuple[str, ...]
    locations: tuple[Value, ...]
    confidence: float
    rules: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def of_part(self, part: Part) -> tuple[Value, ...]:
        """Return the values of the arguments that are such a part."""
        return tuple(argument.value for argument in self.arguments if argument.part is part)

    def named(self, name: str) -> str:
        """Return the values of the arguments called `name`, joined by "and"; empty where there is none."""
        return " and ".join(argument.value.text for argument in self.arguments if argument.name == name)


class FactReader:
    """Reads facts from a graph.

    Args:
        graph: The graph.
        ontology: Which properties are arguments, which of them come first, and what they are called.
    """

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self._graph = graph
        self._ontology = ontology
        self._ends = {edge.fact_type: (edge.subject.value, edge.object.value) for edge in ontology.edges}
        self._types = {fact_type.iri: fact_type for fact_type in ontology.fact_types.values()}

    def read(self, fact: NamedNode) -> FactView:
        """Return what the graph says of `fact`, which has to be one of its facts."""
        return self.read_all([fact])[0]

    def read_all(self, facts: Iterable[NamedNode]) -> list[FactView]:
        """Return what the graph says of each of `facts`, which have to be its own, in their order."""
        wanted = list(facts)
        views: dict[NamedNode, FactView] = {}
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            named = " ".join(map(str, some))
            said: dict[NamedNode, dict[str, list[Value]]] = {fact: defaultdict(list) for fact in some}
            for fact, name, value, label in rows(self._graph, _STATEMENTS % named):
                iri = value.value if isinstance(value, NamedNode) else ""
                said[fact][name.value].append(Value(label.value if label else value.value, iri))
            evidence = self._evidence(named)
            views |= {fact: self._view(fact, said[fact], evidence[fact]) for fact in said}
        return [views[fact] for fact in wanted]

    def about(self, entity: NamedNode) -> list[FactView]:
        """Return all facts that have to do with `entity`, by IRI."""
        found = rows(self._graph, _ABOUT, {"entity": entity})
        return self.read_all(sorted((fact for fact, _ in found), key=str))

    def _view(
        self, fact: NamedNode, said: dict[str, list[Value]], evidence: tuple[Evidence, ...]
    ) -> FactView:
        def values(curie: str) -> tuple[Value, ...]:
            return tuple(sorted(set(said[term(curie).value])))

        def texts(curie: str) -> tuple[str, ...]:
            return tuple(value.text for value in values(curie))

        fact_type = next(self._types[t] for v in values("rdf:type") if (t := NamedNode(v.iri)) in self._types)
        return FactView(
            iri=fact.value,
            type=fact_type.name,
            label=self._label(fact_type.iri.value),
            lasting=fact_type.kind == term("kg:State"),
            status=local_name(values("kg:status")[0].iri),
            arguments=self._arguments(fact_type.iri, fact_type.arguments, said),
            claimed_by=values("kg:claimedBy"),
            earliest="".join(texts("kg:earliest")),
            latest="".join(texts("kg:latest")),
            date_texts=texts("kg:dateText"),
            locations=values("schema:location"),
            confidence=float(texts("kg:confidence")[0]),
            rules=texts("kg:extractor"),
            evidence=evidence,
        )

    def _arguments(
        self, fact_type: NamedNode, names: tuple[str, ...], said: dict[str, list[Value]]
    ) -> tuple[Argument, ...]:
        subject, object_ = self._ends.get(fact_type, _USUAL_ENDS)
        found = []
        for name in names:
            iri = self._ontology.property_of(name).value
            part = {object_: Part.OBJECT, subject: Part.SUBJECT}.get(iri, Part.OTHER)
            found += [Argument(name, self._label(iri), part, value) for value in sorted(set(said[iri]))]
        order = list(Part)
        return tuple(sorted(found, key=lambda argument: order.index(argument.part)))

    def _evidence(self, named: str) -> Mapping[NamedNode, tuple[Evidence, ...]]:
        words: dict[NamedNode, dict[_Place, tuple[set[str], set[str]]]] = defaultdict(dict)
        for fact, *row in rows(self._graph, _EVIDENCE % named):
            article, title, issued, start, end, sentence, trigger, cue = (v.value if v else "" for v in row)
            place = (Source(article, title, issued), int(start), int(end), sentence)
            triggers, cues = words[fact].setdefault(place, (set(), set()))
            triggers.add(trigger)
            cues.add(cue)
        found = {
            fact: tuple(
                Evidence(*place, tuple(sorted(triggers - {""})), tuple(sorted(cues - {""})))
                for place, (triggers, cues) in sorted(places.items())
            )
            for fact, places in words.items()
        }
        return defaultdict(tuple, found)

    def _label(self, iri: str) -> str:
        return self._ontology.labels.get(iri, local_name(iri))
