"""Which names of one article name one thing: full names, surnames, titles, acronyms, variants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from kgbuild.ids import slug
from kgbuild.model import Kind
from kgbuild.nlp.article import Article
from kgbuild.nlp.lexicon import Lexicon, Words
from kgbuild.nlp.names import SHORTENED, Name

_SPELLING = 87.0
_RESPELT = 83.0
_LONG = 5  # letters of a surname in which a slip may be told from another name
_MAIN = 2  # times as often as all others of a surname is its main bearer named
_DOTTED = frozenset({"Co", "Inc", "Corp", "Ltd", "Bros", "Jr", "Sr", "St", "Esq"})
_GO_ON = frozenset({"of", "for", "NHS", "Foundation", "Trust"})
_PLAIN_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "coun", "councillor"}
)


@dataclass
class Thing:
    """A referent in the making; `model.Referent` is its finished form.

    Attributes:
        id: Unique in the article.
        kind: What sort of thing.
        label: Its fullest name or the phrase that describes it.
        forms: Every surface form found.
        named: Whether a proper name is among them.
        sort: For bodies and works, what sort.
        gender: Of a person, where something tells.
        heads: Head nouns of its name and descriptions, lower case: what "the ..." may stand for it.
        parent: The thing it is part of or belongs to, where its name says so.
    """

    id: str
    kind: Kind
    label: str
    forms: set[str] = field(default_factory=set)
    named: bool = True
    sort: str | None = None
    gender: str | None = None
    heads: set[str] = field(default_factory=set)
    parent: str | None = None


class Things:
    """The referents of one article, and what each name stands for."""

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self.article = article
        self.lexicon = lexicon
        self.by_id: dict[str, Thing] = {}
        self.of_name: dict[int, Thing] = {}
        self.known: set[str] = set()  # the bodies of the gazetteer

    def add(
        self, kind: Kind, label: str, *, named: bool, sort: str | None = None, fresh: bool = False
    ) -> Thing:
        """Return the thing of this kind and label, made if there is none (always made if `fresh`)."""
        base = f"{kind.lower()}:{slug(label)}"
        key, count = base, 1
        while fresh and key in self.by_id:
            count += 1
            key = f"{base}-{count}"
        if key not in self.by_id:
            self.by_id[key] = Thing(key, kind, label, named=named, sort=sort)
        thing = self.by_id[key]
        thing.forms.add(label)
        return thing

    def add_names(self, names: Sequence[Name]) -> None:
        """Group the names of the article into things."""
        persons = [n for n in names if n.kind is Kind.PERSON]
        self._add_persons(persons)
        for name in names:
            if name.kind is not None and name.kind is not Kind.PERSON:
                self._add_other(name)
        self._add_acronyms(names)
        self._join_short_names()

    def _words(self, name: Name) -> list[str]:
        """The words of a name, without the full stop of its sentence and a possessive that is not its own."""
        text = self.article.text(name.start, name.end)
        if text.endswith(".") and "." not in text[:-1].split()[-1] and text[:-1].split()[-1] not in _DOTTED:
            text = text[:-1]
        if name.canonical is None:
            text = text.removesuffix("'s").removesuffix("’s")
        words = text.split()
        return [words[0].title(), *words[1:]] if self._shouts(name, words) else words

    def _shouts(self, name: Name, words: Sequence[str]) -> bool:
        """Whether a name's first word has capitals because it opens an article: "*HEXLEY* Town Council"."""
        first = name.start == self.article.block_starts[self.article.block_of[name.start]]
        capitals = len(words) > 1 and words[0].isupper() and words[0].isalpha() and not words[1].isupper()
        known = tuple(words) in self.lexicon.bodies or (words[0],) in self.lexicon.bodies
        return first and capitals and len(words[0]) >= _LONG and not known

    # -- persons --------------------------------------------------------------------------------------

    def _bare(self, name: Name) -> Words:
        """The words of a person's name without titles."""
        words = self._words(name)
        start = 0
        while start < len(words) - 1 and words[start].lower().rstrip(".") in self.lexicon.titles:
            start += 1
        return tuple(words[start:])

    def _add_persons(self, names: Sequence[Name]) -> None:
        full: dict[Words, Thing] = {}
        bares = {self._bare(name) for name in names}
        for name in names:
            bare = self._bare(name)
            if len(bare) < 2 or any(len(bare) < len(o) and o[-len(bare) :] == bare for o in bares):
                continue
            thing = full.get(bare) or _variant(bare, full) or self._respelt(bare, full)
            if thing is None:
                thing = self.add(Kind.PERSON, " ".join(bare), named=True, fresh=True)
                full[bare] = thing
            self._record(name, thing)
        for thing in full.values():
            thing.gender = thing.gender or self.lexicon.first_names.get(thing.label.split()[0].lower())
        short = [name for name in names if name.start not in self.of_name]
        for name in short:
            fits = self._fitting(name, self._bare(name), full)
            if fits:
                self._record(name, self._meant(name, fits))
        alone: dict[Words, Thing] = {}
        for name in sorted(short, key=lambda name: (not self._titles(name), name.start)):
            if name.start not in self.of_name:
                bare = self._bare(name)
                if bare not in alone:
                    label = " ".join([*self._titles(name), *bare])
                    alone[bare] = self.add(Kind.PERSON, label, named=True)
                self._record(name, alone[bare])

    def _respelt(self, bare: Words, full: dict[Words, Thing]) -> Thing | None:
        """A person of the same surname whose given name is spelt another way: "Viktor", "Victor"."""
        genders = self.lexicon.first_names
        for words, thing in full.items():
            first, other = _folded(words[0]), _folded(bare[0])
            told = {genders.get(words[0].lower()), genders.get(bare[0].lower())} - {None}
            close = min(len(first), len(other)) >= _LONG and fuzz.ratio(first, other) >= _RESPELT
            if close and len(told) < 2 and words[1:] == bare[1:]:
                return thing
        return None

    def _titles(self, name: Name) -> list[str]:
        """The titles of a name that are part of how its bearer is known: "Lord", not "Mr"."""
        titles = self._words(name)[: -len(self._bare(name))]
        return [title for title in titles if title.lower().rstrip(".") not in _PLAIN_TITLES]

    def _fitting(self, name: Name, bare: Words, full: dict[Words, Thing]) -> list[Thing]:
        """The persons that a surname, or a knight's given name, can stand for."""
        fits = [thing for words, thing in full.items() if words[-len(bare) :] == bare]
        if not fits:
            fits = [thing for words, thing in full.items() if words[: len(bare)] == bare]
        if not fits:
            fits = [t for words, t in full.items() if len(bare) == 1 and bare[0] in words[1:]]
        if not fits:
            fits = [t for words, t in full.items() if len(bare) == 1 and _misspelt(bare[0], words[-1])]
        return [t for t in fits if not (name.gender and t.gender and t.gender != name.gender)]

    def _meant(self, name: Name, fits: Sequence[Thing]) -> Thing:
        """Of those who fit a short name, one of the sentence, else the article's main one, else the last."""
        sentence = self.article.sentence_of[name.start]
        starts = {thing.id: [s for s in self._starts(thing) if s < name.start] for thing in fits}
        mentions = sum(len(before) for before in starts.values())

        def salience(thing: Thing) -> tuple[bool, bool, int, str]:
            before = starts[thing.id]
            near = any(self.article.sentence_of[s] == sentence for s in before)
            main = len(before) > _MAIN * (mentions - len(before))
            return near, main, max(before, default=-1), thing.id

        return max(fits, key=salience)

    def _starts(self, thing: Thing) -> list[int]:
        return [start for start, other in self.of_name.items() if other is thing]

    def _record(self, name: Name, thing: Thing) -> None:
        self.of_name[name.start] = thing
        thing.forms.add(" ".join(self._words(name)))
        thing.gender = thing.gender or name.gender

    # -- bodies, places, works --------------------------------------------------------------------------

    def _add_other(self, name: Name) -> None:
        kind = name.kind
        assert kind is not None
        surface = " ".join(self._words(name))
        body = self.lexicon.bodies.get(tuple(surface.split())) if kind is Kind.ORGANISATION else None
        canonical = name.canonical or (body.name if body is not None else None)
        known = self.by_id.get(f"{kind.lower()}:{slug(canonical or surface)}")
        thing = known or self.add(kind, canonical or surface, named=True, sort=name.sort)
        if canonical and surface != canonical and not known:
            thing.forms.discard(canonical)
            thing.label = surface
        if canonical:
            self.known.add(thing.id)
        thing.sort = thing.sort or name.sort
        thing.forms.add(surface)
        nouns = {form for form in thing.forms if not self._is_adjective(form)}
        thing.label = _usual(nouns or {canonical or surface}, canonical, thing.sort)
        words = surface.lower().split()
        thing.heads.add(words[-1])
        thing.heads |= {a for a, b in pairwise(words) if b in {"for", "of"}}  # "*Department* for Education"
        self.of_name[name.start] = thing

    def _is_adjective(self, form: str) -> bool:
        """Whether a form of a party's name stands before a noun or for one of its people: "Tory"."""
        bodies, words = self.lexicon.bodies, tuple(form.split())
        plurals = (f"{form}s", f"{form[:-1]}ies")
        known = any(tuple(plural.split()) in bodies for plural in plurals)
        return words in bodies and bodies[words].sort == "party" and (known or bodies[words].adjective)

    def _add_acronyms(self, names: Sequence[Name]) -> None:
        """Join an acronym to the name it stands for: in brackets behind it, or by its initials."""
        long = [n for n in names if n.kind in {Kind.ORGANISATION, Kind.WORK} and n.end - n.start >= 2]
        for name in names:
            text = self.article.text(name.start, name.end)
            if name.end - name.start != 1 or not (text.isupper() and len(text) >= 2):
                continue
            doc = self.article.doc
            bracketed = name.start >= 2 and doc[name.start - 1].text == "("
            for other in long:
                behind = bracketed and other.end == name.start - 1
                if name.canonical and not behind:
                    continue  # a known body, unless the article itself says what the letters stand for
                words = self._words(other)
                if behind or (text in _initials(words) and text not in words):  # no "US" is the "US Senate"
                    self.merge(self.of_name[other.start], self.of_name[name.start])
                    break

    def _join_short_names(self) -> None:
        """Join a body's short name to its full one: "Harrow" and "Harrow Holdings", if no other fits it."""
        bodies = [t for t in self.by_id.values() if t.kind is Kind.ORGANISATION and t.named]
        for short in bodies:
            words = short.label.split()
            longer = [t for t in bodies if t is not short and t.label.split()[: len(words)] == words]
            if len(longer) == 1 and not {short.id, longer[0].id} & self.known:
                following = longer[0].label.split()[len(words)]
                of = len(words) > 1 and following in _GO_ON
                if of or (len(words) == 1 and longer[0].sort in SHORTENED and following != "&"):
                    self.merge(longer[0], short)

    def council_of(self, place: Thing) -> Thing | None:
        """Return the council of a place that the article names, if it does."""
        words = place.label.lower().split()
        for other in self.by_id.values():
            theirs = other.label.lower().split()
            council = other.sort == "council" or "council" in theirs
            if other.kind is Kind.ORGANISATION and other.named and council and theirs[: len(words)] == words:
                return other
        return None

    def body_at(self, place: Thing) -> Thing:
        """Return the body that a place's name stands for: council, government, or one of that name."""
        known = self.council_of(place) or self._government_of(place) or self._called_short(place)
        return known or self.add(Kind.ORGANISATION, place.label, named=True)

    def _called_short(self, place: Thing) -> Thing | None:
        """The one body that begins with the name of a place nobody knows: "*Calder* Hospitals Trust"."""
        words = place.label.split()
        if tuple(words) in self.lexicon.places:
            return None
        bodies = (t for t in self.by_id.values() if t.kind is Kind.ORGANISATION and t.named)
        named = [t for t in bodies if t.label.split()[: len(words)] == words and t.label != place.label]
        return named[0] if len(named) == 1 else None

    def _government_of(self, place: Thing) -> Thing | None:
        bodies = (t for t in self.by_id.values() if t.kind is Kind.ORGANISATION and t.sort == "government")
        return next((body for body in bodies if place.label in body.forms), None)

    def merge(self, into: Thing, other: Thing) -> None:
        """Make two things one."""
        if into is other:
            return
        into.forms |= other.forms
        into.heads |= other.heads
        into.gender = into.gender or other.gender
        self.by_id.pop(other.id, None)
        for start, thing in self.of_name.items():
            if thing is other:
                self.of_name[start] = into


def _usual(forms: Iterable[str], canonical: str | None, sort: str | None) -> str:
    """The form of a body's name to call it by: the longest, but a party as itself, not "New" or "Tories"."""
    if sort != "party" or canonical is None:
        return max(forms, key=lambda form: (len(form.split()), len(form), form))
    usual = {word.rstrip("s") for word in canonical.split()}

    def rank(form: str) -> tuple[bool, int, int, str]:
        words = form.split()
        return {word.rstrip("s") for word in words} <= usual, len(words), len(form), form

    return max(forms, key=rank)


def _misspelt(word: str, other: str) -> bool:
    """Whether two surnames of some length differ by a slip of the pen."""
    word, other = _folded(word), _folded(other)
    return min(len(word), len(other)) >= _LONG and fuzz.ratio(word, other) >= _SPELLING


def _variant(bare: Words, full: dict[Words, Thing]) -> Thing | None:
    """A person whose full name differs only in spelling, accents or a middle name."""
    for words, thing in full.items():
        first = _folded(words[0]) == _folded(bare[0])
        last = _folded(words[-1]) == _folded(bare[-1])
        if (first and last) or _folded("".join(words)) == _folded("".join(bare)):
            return thing
        close = fuzz.ratio(_folded(words[-1]), _folded(bare[-1])) >= _SPELLING
        if first and close and len(words) == len(bare) and min(len(words[-1]), len(bare[-1])) >= 4:
            return thing
    return None


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _initials(words: Sequence[str]) -> set[str]:
    """What the first letters of a name spell; a trust's may leave out those of "NHS"."""
    telling = [words, [word for word in words if word != "NHS"]]
    return {
        "".join(w[0] for part in some for w in part.split("-") if w and w[0].isupper()) for some in telling
    }
