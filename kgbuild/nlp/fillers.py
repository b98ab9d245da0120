"""What fills an argument: from the head of a phrase to the things it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp import clauses
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.references import References

_DEPTH = 4
_THROUGH = ("of", "at", "in", "by", "within", "on", "for", "over", "from", "into", "with", "against", "towards")


@dataclass(frozen=True, slots=True)
class Filler:
    """A thing, the token that stands for it, and how directly."""

    thing: Thing
    token: int
    form: Form
    doubt: float = 0.0


class Fillers:
    """Finds what a phrase stands for."""

    def __init__(self, references: References, lexicon: Lexicon) -> None:
        self.references = references
        self.lexicon = lexicon
        self.transparent = lexicon.general("transparent") | lexicon.general("failings")

    def of(self, token: Token, spec: ArgumentSpec) -> list[Filler]:
        """Return what the phrase headed by `token`, and all coordinated with it, stands for."""
        found: list[Filler] = []
        seen: set[str] = set()
        for part in self._coordinated(token):
            for filler in self._one(part, spec, 0):
                if filler.thing.id not in seen:
                    seen.add(filler.thing.id)
                    found.append(filler)
        return found

    def _coordinated(self, token: Token) -> Iterator[Token]:
        """A noun and its conjuncts, those that the parser hung on an apposition of it as well."""
        for part in clauses.conjuncts(token):
            yield part
            for child in part.children:
                if child.dep_ == "appos" and child.i in self.references.at:
                    yield from (c for c in clauses.conjuncts(child) if c is not child)

    def _one(self, token: Token, spec: ArgumentSpec, depth: int) -> Iterator[Filler]:
        if depth > _DEPTH:
            return
        reference = self.references.at.get(token.i)
        if reference is not None:
            thing = reference.thing
            things = self.references.holders.get(token.i) or [thing]
            for one in things:
                suited = one if one.kind in spec.kinds else self._metonym(one, spec)
                if suited is not None:
                    yield Filler(suited, token.i, reference.form, 0.0 if suited is one else 0.1)
            if any(t.kind in spec.kinds for t in things) or not spec.through:
                return
        if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "PRON", "DET"}:
            reached = list(self._through(token, spec, depth)) if self._is_transparent(token, spec) else []
            if reached:
                yield from reached
            elif reference is None and spec.otherwise is not None and token.pos_ in {"NOUN", "PROPN", "NUM"}:
                yield Filler(self.references.describe(token.i, spec.otherwise), token.i, Form.DESCRIPTION, 0.05)

    def _is_transparent(self, token: Token, spec: ArgumentSpec) -> bool:
        word = token.lemma_.lower()
        partitive = word in {"one", "some", "many", "most", "two", "three", "all", "both", "number", "group", "team"}
        return word in self.transparent and spec.through or partitive and token.i not in self.references.at

    def _through(self, token: Token, spec: ArgumentSpec, depth: int) -> Iterator[Filler]:
        """Pass an abstract noun on to what it is about: its owner, or the object of a preposition behind it."""
        owners = [f for owner in clauses.possessors(token) for f in self._one(owner, spec, depth + 1)]
        if owners:
            yield from owners
            return
        for preposition in _THROUGH:
            found = [
                f
                for noun in clauses.prepositional(token, preposition)
                for part in self._coordinated(noun)
                for f in self._one(part, spec, depth + 1)
            ]
            if found:
                yield from found
                return
        yield from (f for noun in clauses.compounds(token) for f in self._one(noun, spec, depth + 1))

    def _metonym(self, thing: Thing, spec: ArgumentSpec) -> Thing | None:
        """The council or government that a place's name stands for, where the article names one."""
        if thing.kind is not Kind.PLACE or Kind.ORGANISATION not in spec.kinds:
            return None
        place = thing.label.lower().split()
        for other in self.references.things.by_id.values():
            words = other.label.lower().split()
            if other.kind is Kind.ORGANISATION and other.named and words[: len(place)] == place:
                if other.sort == "council" or "council" in words:
                    return other
        return None
