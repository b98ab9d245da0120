"""Finds what a name or an identifier means in a graph: loosely, with reasons, and never by a silent guess."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from kgbuild.errors import NotFoundError
from kgbuild.model import Kind
from kgbuild.query.names import Grade, Name, fold, grades, without_titles
from kgbuild.query.text import shortened, shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import literal, local_name, term
from kgbuild.words import counted

_CLEAR = 100
"""The score of the full name or the identifier: alone with it is enough."""
_LEAD = 15
"""By how many points the best must lead otherwise."""
_BEHIND = 25
"""By how many points a candidate may fall behind the best and still be listed."""
_LOOSE = 90
"""The lowest score of a name that an article gives, or that one is but for the title."""
_LISTED = 10
_MENTIONED, _SENTENCE = 2, 100
"""How many articles of a candidate are named, and how much of a sentence is."""
_WHERE_FACTS = "kgbuild ask and kgbuild show give those of their answers."
_KEPT = 25
_AT_ONCE = 100
"""How many things one name may stand for, if all are asked about."""

_NAMES = """
SELECT ?entity ?kind ?name ?property WHERE {
  VALUES ?kind { kg:Person kg:Organisation kg:Place kg:Work kg:Role }
  VALUES ?property { skos:prefLabel skos:altLabel }
  ?entity a ?kind ; ?property ?name .
}
"""
_LABELS = """
SELECT ?name ?kind WHERE {
  VALUES ?kind { kg:Person kg:Organisation kg:Place kg:Work kg:Role }
  ?entity a ?kind ; skos:prefLabel ?name .
}
"""
_ARTICLES = "SELECT ?entity ?article WHERE { ?entity kg:mentionedIn ?article }"
_TENURES = """
SELECT ?entity ?fact ?role ?body WHERE {
  ?fact a kg:Tenure ; kg:status kg:Asserted ; org:member ?entity ; org:role/skos:prefLabel ?role .
  OPTIONAL { ?fact org:organization/skos:prefLabel ?body }
}
"""
_WHOLES = """
SELECT ?entity ?fact ?whole WHERE {
  ?fact a kg:Structure ; kg:status kg:Asserted ; kg:part ?entity ; kg:whole/skos:prefLabel ?whole .
}
"""
_FACTS = """
SELECT DISTINCT ?fact ?start WHERE { ?fact kg:status ?status . FILTER(STRSTARTS(STR(?fact), ?start)) }
ORDER BY ?fact
"""
_PARTS = "SELECT ?part ?whole WHERE { VALUES ?whole { %s } ?part kg:partOf ?whole }"
# Asked for all candidates at once; their IRIs come from the graph, not from a user.
_COUNTS = """
SELECT ?entity (COUNT(DISTINCT ?fact) AS ?facts) WHERE {
  VALUES ?entity { %s }
  ?fact ?property ?entity ; kg:status ?status .
} GROUP BY ?entity
"""
_MENTIONS = """
SELECT ?entity ?article ?title ?issued WHERE {
  VALUES ?entity { %s }
  ?entity kg:mentionedIn ?source .
  ?source dcterms:identifier ?article .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
}
"""
_SENTENCES = """
SELECT ?entity ?article ?start ?sentence WHERE {
  VALUES ?entity { %s }
  ?fact ?property ?entity ; kg:evidence ?evidence .
  ?evidence oa:hasSource/dcterms:identifier ?article ; oa:hasSelector/oa:start ?start ;
            oa:hasSelector/oa:exact ?sentence .
}
"""
_FACT_ID = re.compile(r"(fact/)?([0-9a-f]{4,16})(?:…|\.\.\.)?")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """An article that mentions something: its date and headline, empty where unknown, and its id."""

    issued: str
    article: str
    title: str


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a thing from others of its name.

    Attributes:
        facts: How many facts it takes part in.
        mentions: The articles that mention it, by date.
        sentence: The first words that state a fact of it; empty where there is none.
    """

    facts: int
    mentions: tuple[Mention, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a name may mean.

    Attributes:
        iri: Its IRI.
        id: The IRI below the base of instances: "person/orla-finch".
        kind: Person, Organisation, Place, Work or Role.
        label: Its fullest name.
        score: How well it fits, 0 to 100.
        why: In what way it fits.
        articles: How many articles mention it.
        role: The role most articles give a person, or the body that an organisation is part of; else empty.
        known: Where several fit, what is known of this one; else None. `role`, too, is found only there.
    """

    iri: str
    id: str
    kind: str
    label: str
    score: int
    why: str
    articles: int
    role: str = ""
    known: Known | None = None

    @property
    def loose(self) -> bool:
        """Whether the name asked for is not one that an article gives it."""
        return self.score < _LOOSE


class AmbiguousError(NotFoundError):
    """A name that fits several things.

    Attributes:
        candidates: What it may mean, the best first; of equally good ones, that with the most facts.
    """

    def __init__(self, name: str, candidates: tuple[Candidate, ...]) -> None:
        self.candidates = candidates
        super().__init__(f"{shown(name)!r} may mean several things", _choice(self.candidates))


class Names:
    """The names of all entities and roles of a graph.

    Args:
        graph: The graph.
        base: The IRI below which instances live.
        titles: Words before the names of people, folded, that may be given or left out: `names.load_titles`.
    """

    def __init__(self, graph: Graph, base: str, titles: frozenset[str] = frozenset()) -> None:
        self._graph = graph
        self._base = base
        self._titles = titles
        self._names: list[Name] = []
        self._labels: dict[str, tuple[str, str]] = {}
        for entity, kind, name, naming in rows(graph, _NAMES):
            is_main = naming == term("skos:prefLabel")
            self._add(entity.value, local_name(kind.value), name.value, main=is_main)

    def _add(self, entity: str, kind: str, name: str, *, main: bool) -> None:
        folded = fold(name)
        bare = without_titles(folded, self._titles) if kind == Kind.PERSON else folded
        self._names.append(Name(entity, kind, folded, bare, main))
        if main:
            self._labels[entity] = kind, name

    def find(self, name: str, kinds: Sequence[Kind] = ()) -> tuple[Candidate, ...]:
        """Return what `name` may mean, the best first.

        Args:
            name: A name in any case, with or without accents and titles; a surname or another part of a
                name; a misspelt name; an IRI, or an identifier as tables show it ("person/orla-finch").
            kinds: Which kinds may be meant; none given: all.
        """
        for iri in (name.strip().removeprefix("<").removesuffix(">"), self._base + name.strip()):
            if iri in self._labels:
                return (self._candidate(Grade(iri, _CLEAR, "its identifier")),)
        if not fold(name):
            return ()
        best: dict[str, Grade] = {}
        for grade in grades(name, [n for n in self._names if not kinds or n.kind in kinds], self._titles):
            known = best.get(grade.entity)
            if grade.entity in self._labels and (known is None or grade.score > known.score):
                best[grade.entity] = grade
        ranked = sorted(best.values(), key=lambda g: (-g.score, self._labels[g.entity][1], g.entity))
        return tuple(map(self._candidate, ranked[:_KEPT]))

    def resolve(self, name: str, kinds: Sequence[Kind] = ()) -> Candidate:
        """Return the one thing that `name` means.

        Raises:
            NotFoundError: Nothing fits.
            AmbiguousError: Several things do, and none clearly better: it lists them.
        """
        found = self.find(name, kinds)
        if not found:
            if kinds and (others := self.find(name)) and is_clear(others):
                wanted = " or ".join(kind.lower() for kind in kinds)
                what = f"{shown(others[0].label)} ({others[0].kind.lower()}) is no {wanted}"
                raise NotFoundError(what, _other_ways(name))
            among = f" among {', '.join(kind.lower() for kind in kinds)}" if kinds else ""
            raise NotFoundError(f"nothing is called {shown(name)!r}{among}", _other_ways(name))
        if not is_clear(found):
            near = [one for one in found if one.score >= found[0].score - _BEHIND]
            raise AmbiguousError(name, self._told_apart(near))
        return found[0]

    def entity(self, name: str, kinds: tuple[Kind, ...] = ()) -> NamedNode:
        """Return the IRI of the one thing that `name` means: `resolve`, for `bind.bind`.

        Raises:
            NotFoundError: As for `resolve`.
        """
        return NamedNode(self.resolve(name, kinds).iri)

    def all(self, words: str, kinds: Sequence[Kind] = ()) -> tuple[Candidate, ...]:
        """Return everything that has a name with all of `words` in it, sorted; the last may be begun only.

        Raises:
            NotFoundError: Nothing has, or more than one can ask about at once.
        """
        *whole, begun = fold(words).split() or [""]
        having = {
            name.entity
            for name in self._names
            if begun
            and (not kinds or name.kind in kinds)
            and set(whole) <= set(name.folded.split())
            and f" {begun}" in f" {name.folded}"
        }
        if not having:
            raise NotFoundError(f"nothing has the words {shown(words)!r} in its name", _other_ways(words))
        if len(having) > _AT_ONCE:
            raise NotFoundError(
                f"{len(having)} things have the words {shown(words)!r} in their names",
                f"Give more words; at most {_AT_ONCE} are asked about at once.",
            )
        return self.candidates(having, "has the words in its name")

    def parts(self, wholes: Sequence[str]) -> set[str]:
        """Return what is stated to be part of `wholes`, or of such a part; `wholes` are not among them."""
        found: set[str] = set()
        new = set(wholes)
        while new:
            named = " ".join(f"<{iri}>" for iri in sorted(new))
            known = {part.value for part, _ in rows(self._graph, _PARTS % named)} & self._labels.keys()
            new = known - found - set(wholes)
            found |= new
        return found

    def candidates(self, iris: Iterable[str], why: str) -> tuple[Candidate, ...]:
        """Return the things with these IRIs, sorted by name, all meant for the reason `why`."""
        ordered = sorted(iris, key=lambda iri: (self._labels[iri][1], iri))
        return tuple(self._candidate(Grade(iri, _CLEAR, why)) for iri in ordered)

    def fact(self, text: str) -> NamedNode | None:
        """Return the fact that `text` identifies; None if it has not the form of an identifier.

        Accepted are the IRI, "fact/ab12cd34ef56ab78", "fact/ab12…" and, of four or more digits, "ab12cd".

        Raises:
            NotFoundError: No fact has such an identifier, or several have.
        """
        short = text.strip().removeprefix("<").removesuffix(">").removeprefix(self._base)
        match = _FACT_ID.fullmatch(short)
        if match is None and short.startswith("fact/"):
            raise NotFoundError(
                f"{shown(short)!r} is no fact's identifier",
                f"It is fact/ and 4 to 16 digits of 0 to 9 and a to f. {_WHERE_FACTS}",
            )
        if match is None:
            return None
        start = f"{self._base}fact/{match[2]}"
        found = [fact for fact, _ in rows(self._graph, _FACTS, {"start": literal(start)})]
        if len(found) == 1:
            return NamedNode(found[0].value)
        if not found and not match[1]:
            return None  # a name may look so: "Cafe", "1066"
        if not found:
            raise NotFoundError(f"no fact has the identifier {short!r}", _WHERE_FACTS)
        ids = [fact.value.removeprefix(self._base) for fact in found[:_LISTED]]
        raise NotFoundError(f"{len(found)} facts begin with {short!r}", f"Give more of it: {', '.join(ids)}.")

    def _told_apart(self, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        known = _known(self._graph, [candidate.iri for candidate in candidates])
        told = [
            replace(candidate, role=_known_as(self._graph, candidate), known=known[candidate.iri])
            for candidate in candidates
        ]
        return tuple(sorted(told, key=lambda one: (-one.score, -known[one.iri].facts)))

    def _candidate(self, grade: Grade) -> Candidate:
        kind, label = self._labels[grade.entity]
        articles = rows(self._graph, _ARTICLES, {"entity": NamedNode(grade.entity)})
        short = grade.entity.removeprefix(self._base)
        return Candidate(
            grade.entity, short, kind, label, grade.score, grade.why, len({a for _, a in articles})
        )


def _known_as(graph: Graph, candidate: Candidate) -> str:
    """Return the role that most articles give a person, or the body that an organisation is part of."""
    select = {"Person": _TENURES, "Organisation": _WHOLES}.get(candidate.kind)
    if select is None:
        return ""
    counts: Counter[str] = Counter()
    for _, _, *labels in set(rows(graph, select, {"entity": NamedNode(candidate.iri)})):
        counts[", ".join(label.value for label in labels if label)] += 1
    best = min(counts, key=lambda text: (-counts[text], text), default="")
    return f"part of {best}" if best and select is _WHOLES else best


def _known(graph: Graph, iris: Sequence[str]) -> dict[str, Known]:
    """Return what is known of each of the things with these IRIs."""
    named = " ".join(f"<{iri}>" for iri in iris)
    facts = {entity.value: int(number.value) for entity, number in rows(graph, _COUNTS % named)}
    mentions: dict[str, set[Mention]] = defaultdict(set)
    for entity, *row in rows(graph, _MENTIONS % named):
        article, title, issued = (value.value if value else "" for value in row)
        mentions[entity.value].add(Mention(issued, article, title))
    dates = {one.article: one.issued for some in mentions.values() for one in some}
    first: dict[str, tuple[str, str, int, str]] = {}
    for entity, article, start, sentence in rows(graph, _SENTENCES % named):
        place = dates.get(article.value, ""), article.value, int(start.value), sentence.value
        first[entity.value] = min(place, first.get(entity.value, place))
    return {
        iri: Known(facts.get(iri, 0), tuple(sorted(mentions[iri])), first[iri][-1] if iri in first else "")
        for iri in iris
    }


def beginning(graph: Graph, start: str, kinds: Sequence[Kind] = ()) -> Iterator[tuple[str, str]]:
    """Yield the fullest names of `graph` that begin with `start`, and their kinds, sorted.

    Case and accents do not matter. Where no name begins so, the only one with such a word in it is given.

    Args:
        graph: The graph.
        start: The first letters of a name.
        kinds: Which kinds may be meant; none given: all.
    """
    wanted = fold(start)
    within = []
    found = False
    for name, kind in sorted({(name.value, local_name(kind.value)) for name, kind in rows(graph, _LABELS)}):
        folded = fold(name)
        if (kinds and kind not in kinds) or not name.isprintable():
            continue
        if folded.startswith(wanted):
            found = True
            yield name, kind
        elif f" {wanted}" in folded:
            within.append((name, kind))
    if not found and len(within) == 1:
        yield within[0]


def is_clear(candidates: Sequence[Candidate]) -> bool:
    """Whether the first of the ranked `candidates` may be taken without asking.

    It may if it alone has the full name, or if it leads by far. Two people of one surname never do.
    """
    if len(candidates) < 2:
        return bool(candidates)
    first, second = candidates[0].score, candidates[1].score
    return second < first == _CLEAR or first - second >= _LEAD


def _choice(found: Sequence[Candidate]) -> str:
    labels = Counter(fold(one.label) for one in found)
    alike = {label for label, number in labels.items() if number > 1}
    by = "identifier" if alike else "identifier or full name"
    lines = [f"Choose one by its {by}:"]
    width = max(len(candidate.id) for candidate in found[:_LISTED])
    for one in found[:_LISTED]:
        facts = f", {counted(one.known.facts, 'fact')}" if one.known else ""
        role = f", {shown(one.role)}" if one.role else ""
        lines.append(
            f"  {one.id:{width}}  {shown(one.label)}{role} "
            f"({one.kind.lower()}, {counted(one.articles, 'article')}{facts}; {one.why})"
        )
        if one.known and (fold(one.label) in alike or not one.role):
            lines += [f"    {line}" for line in _told(one.known)]
    if len(found) > _LISTED:
        lines.append(f"  and {len(found) - _LISTED} more")
    return "\n".join(lines)


def _told(known: Known) -> Iterator[str]:
    """Yield the articles that mention something, the first of them, and the first words that state a fact."""
    for mention in known.mentions[:_MENTIONED]:
        title = f"“{shown(mention.title)}”" if mention.title else ""
        yield ", ".join(filter(None, (shown(mention.article), mention.issued[:10], title)))
    if len(known.mentions) > _MENTIONED:
        yield f"and {counted(len(known.mentions) - _MENTIONED, 'more article')}"
    if known.sentence:
        yield f"says: {shortened(shown(known.sentence), '', _SENTENCE)}"


def _other_ways(name: str) -> str:
    """Return what to try for a name that nothing has."""
    if not name.strip():
        return "Give a name, or some words of one; kgbuild search WORDS finds names, too."
    return "Try the surname, or another part of the name."
