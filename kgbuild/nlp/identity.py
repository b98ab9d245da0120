"""Which names of one article name one thing: full names, surnames, titles, acronyms, variants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kgbuild.ids import slug
from kgbuild.model import Kind
from kgbuild.nlp.article import Article
from kgbuild.nlp.lexicon import Lexicon, Words
from kgbuild.nlp.names import Name

_SPELLING = 87.0
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

    def _words(self, name: Name) -> list[str]:
        return self.article.text(name.start, name.end).split()

    # -- persons --------------------------------------------------------------------------------------

    def _bare(self, name: Name) -> Words:
        """The words of a person's name without titles."""
        words = [w.removesuffix("'s").removesuffix("’s") for w in self._words(name)]
        bare = [w for w in words if w.lower().rstrip(".") not in self.lexicon.titles]
        return tuple(bare or words)

    def _add_persons(self, names: Sequence[Name]) -> None:
        full: dict[Words, Thing] = {}
        for name in names:
            bare = self._bare(name)
            if len(bare) < 2:
                continue
            thing = full.get(bare) or _variant(bare, full)
            if thing is None:
                thing = self.add(Kind.PERSON, " ".join(bare), named=True, fresh=True)
                full[bare] = thing
            self._record(name, thing)
        for thing in full.values():
            thing.gender = thing.gender or self.lexicon.first_names.get(thing.label.split()[0].lower())
        for name in names:
            if name.start not in self.of_name:
                self._record(name, self._short(name, self._bare(name), full))

    def _short(self, name: Name, bare: Words, full: dict[Words, Thing]) -> Thing:
        """The person that a surname, or a knight's given name, stands for."""
        fits = [(words, thing) for words, thing in full.items() if words[-len(bare) :] == bare]
        if not fits:
            fits = [(words, thing) for words, thing in full.items() if words[: len(bare)] == bare]
        if not fits:
            fits = [(w, t) for w, t in full.items() if len(bare) == 1 and bare[0] in w[1:]]
        agreeing = [(w, t) for w, t in fits if not (name.gender and t.gender and t.gender != name.gender)]
        fits = agreeing or fits
        if fits:
            before = [t for _, t in fits if any(s < name.start for s in self._starts(t))]
            pool = before or [t for _, t in fits]
            return max(
                pool, key=lambda t: (max([s for s in self._starts(t) if s < name.start], default=-1), t.id)
            )
        label = " ".join(bare)
        titles = [w for w in self._words(name) if w.lower().rstrip(".") in self.lexicon.titles]
        kept = [t for t in titles if t.lower().rstrip(".") not in _PLAIN_TITLES]
        return self.add(Kind.PERSON, " ".join([*kept, label]), named=True)

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
        surface = " ".join(self._words(name)).removesuffix("'s").removesuffix("’s")
        known = self.by_id.get(f"{kind.lower()}:{slug(name.canonical or surface)}")
        thing = known or self.add(kind, name.canonical or surface, named=True, sort=name.sort)
        if name.canonical and surface != name.canonical and not known:
            thing.forms.discard(name.canonical)
            thing.label = surface
        thing.sort = thing.sort or name.sort
        thing.forms.add(surface)
        thing.label = max(thing.forms, key=lambda form: (len(form.split()), len(form), form))
        thing.heads.add(surface.split()[-1].lower())
        self.of_name[name.start] = thing

    def _add_acronyms(self, names: Sequence[Name]) -> None:
        """Join an acronym to the name it stands for: in brackets behind it, or by its initials."""
        long = [n for n in names if n.kind in {Kind.ORGANISATION, Kind.WORK} and n.end - n.start >= 2]
        for name in names:
            text = self.article.text(name.start, name.end)
            if name.end - name.start != 1 or not (text.isupper() and len(text) >= 2) or name.canonical:
                continue
            doc = self.article.doc
            bracketed = name.start >= 2 and doc[name.start - 1].text == "("
            for other in long:
                if (bracketed and other.end == name.start - 1) or _initials(self._words(other)) == text:
                    self.merge(self.of_name[other.start], self.of_name[name.start])
                    break

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
        """Return the body that a place's name stands for: its council, if named, else a body of that name."""
        return self.council_of(place) or self.add(Kind.ORGANISATION, place.label, named=True)

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


def _variant(bare: Words, full: dict[Words, Thing]) -> Thing | None:
    """A person whose full name differs only in spelling, accents or a middle name."""
    for words, thing in full.items():
        first = _folded(words[0]) == _folded(bare[0])
        last = _folded(words[-1]) == _folded(bare[-1])
        if first and last:
            return thing
        close = fuzz.ratio(_folded(words[-1]), _folded(bare[-1])) >= _SPELLING
        if first and close and len(words) == len(bare) and min(len(words[-1]), len(bare[-1])) >= 4:
            return thing
    return None


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _initials(words: Iterable[str]) -> str:
    return "".join(w[0] for part in words for w in part.split("-") if w and w[0].isupper())
