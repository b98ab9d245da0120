"""One decision a name: what the occurrences of a name in an article, taken together, say it names.

Titles, given names, gazetteers, the words around and the statistical recogniser vote; so one mistake of the
model in one sentence does not split or mislabel a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kgbuild.model import BlockKind, Kind
from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.clues import Clues
from kgbuild.nlp.lexicon import Lexicon, Words
from kgbuild.nlp.names import SHORTENED, Name

_LIKELY = 3  # votes from which a name of unknown words is taken for a person's
_CHARTERS = frozenset({"Borough", "City", "Council", "County", "District", "Metropolitan", "Parish", "Town"})
_SURE = 8  # votes from which a surname is taken for something else's name


class Voting:
    """Decides the names of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.article = capitals.article
        self.words = capitals.words
        self.lexicon = lexicon
        self.clues = Clues(capitals, lexicon)
        self.key = self.clues.key
        self.titled: set[str] = set()
        self.clearest: dict[Words, int] = {}
        self.called: set[str] = set()
        self.short: set[Words] = set()
        self.towns: set[Words] = set()
        self.firms: set[Words] = set()

    def decide(self, names: list[Name]) -> list[Name]:
        """Give each undecided name the kind that all its occurrences in the article vote for."""
        names = [name for name in names if name.kind is not None or not self.clues.names_nothing(name)]
        self.titled = {self.key(name)[-1] for name in names if name.found == "title"}
        votes: dict[Words, Counter[Kind]] = defaultdict(Counter)
        for name in names:
            words = self.key(name)
            if name.kind is not None:
                votes[words][name.kind] += 3
            else:
                evidence = self.clues.of(name, self.titled)
                votes[words].update(evidence)
                self.clearest[words] = max(self.clearest.get(words, 0), evidence[Kind.PERSON])
        self.short = self._short_names(names)
        self.towns = self._towns(names)
        surnames = self._surnames(names, votes)
        self.firms = {words for words in self.short if self._told_first(words, names)}
        self.called = {words[0] for words in votes if len(words) > 1 and words[-1] in surnames}
        decided: list[Name] = []
        for name in names:
            words = self.key(name)
            kind = self._kind(name, votes[words], surnames)
            if kind is not None and name.kind is not kind:
                by_surname = kind is Kind.PERSON and words[-1] in surnames
                name = replace(
                    name, kind=kind, found="surname" if by_surname else "vote", canonical=None, sort=None
                )
            if kind is not None:
                decided.append(name)
        return decided

    def _kind(self, name: Name, votes: Counter[Kind], surnames: set[str]) -> Kind | None:
        words = self.key(name)
        if name.kind is not None and not (name.found == "gazetteer" and words[-1] in surnames):
            return name.kind
        if words in self.firms:
            return Kind.ORGANISATION
        if words[-1] in surnames and len(words) == 1 and not self._rather_a_thing(name, votes):
            return Kind.PERSON
        if name.kind is not None:
            return name.kind
        if len(words) == 1 and words[0] in self.called and words[0].lower() in self.lexicon.first_names:
            return Kind.PERSON
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        for kind, count in ranked:
            if count > 0 and (kind is not Kind.PERSON or self._likely_person(words, votes)):
                return kind
        if words in self.towns:
            return Kind.PLACE
        return Kind.ORGANISATION if words in self.short else None

    def _towns(self, names: Iterable[Name]) -> set[Words]:
        """What councils are called by, without what sort of council they are: "*Calder* City Council"."""
        keys = (self.key(n) for n in names if n.kind is Kind.ORGANISATION and n.sort == "council")
        return {tuple(w for w in key if w not in _CHARTERS) for key in keys}

    def _short_names(self, names: Iterable[Name]) -> set[Words]:
        """The first words of bodies' names by which only one of them can be called: "*Calder* said"."""
        bodies = {self.key(n): n.sort for n in names if n.kind is Kind.ORGANISATION and len(self.key(n)) > 1}
        times = Counter(words[:1] for words in bodies)
        shortened = {words[:1] for words, sort in bodies.items() if sort in SHORTENED}
        return {first for first in shortened - self.lexicon.places if times[first] == 1}

    def _told_first(self, words: Words, names: Iterable[Name]) -> bool:
        """Whether a text calls a firm by its first word before it names a person so: "*Kestrel* said".

        It is no surname then: people are named in full first. Headlines name both in short.
        """
        block_of, blocks = self.article.block_of, self.article.blocks
        text = (n for n in names if blocks[block_of[n.start]].kind is not BlockKind.HEADING)
        told = [(n.start, self.key(n)) for n in text]
        bare = min((start for start, key in told if key == words), default=None)
        whole = min((start for start, key in told if len(key) > 1 and key[:1] == words), default=None)
        person = min((start for start, key in told if len(key) > 1 and key[-1:] == words), default=None)
        return None not in (bare, whole, person) and whole < bare < person  # type: ignore[operator]

    def _rather_a_thing(self, name: Name, votes: Counter[Kind]) -> bool:
        """Whether a word that is also somebody's surname names a body or place here: "Disney"."""
        if self.words[name.start : name.end][-1] in self.titled:
            return False
        others = max((count for kind, count in votes.items() if kind is not Kind.PERSON), default=0)
        return others > 2 * votes[Kind.PERSON] and others >= _SURE

    def _likely_person(self, words: Words, votes: Counter[Kind]) -> bool:
        """Whether more than the recogniser speaks for a person: it takes brands and places for people."""
        if words[-1] in self.titled and words[0].lower() not in self.lexicon.ordinary:
            return True
        given = words[0].lower() in self.lexicon.first_names
        if len(words) > 1:
            return given or self.clearest[words] >= _LIKELY
        disputed = any(count > 0 for kind, count in votes.items() if kind is not Kind.PERSON)
        return self.clearest[words] > (_LIKELY if disputed or not given else 1)

    def _surnames(self, names: list[Name], votes: dict[Words, Counter[Kind]]) -> set[str]:
        """The last words of the names of persons."""
        found: set[str] = set()
        for name in names:
            words = self.key(name)
            if name.kind is Kind.PERSON:
                person = True
            else:
                person = name.kind is None and self._kind(name, votes[words], set()) is Kind.PERSON
            if person and (len(words) > 1 or name.found == "title"):
                found.add(words[-1])
        return found
