"""The fuller words of an article for what a fact calls by a bare noun: "the *legislation*", "its *bid*"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgbuild.model import Kind
from kgbuild.nlp.drafts import Draft
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.mentions import Reference
from kgbuild.nlp.phrases import bounds, defined, described
from kgbuild.nlp.references import References

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_CONTRASTS = frozenset(
    {"new", "old", "previous", "former", "earlier", "next", "other", "another", "first"}
    | {"last", "second", "third", "current", "existing", "own"}
)
_ANY = frozenset({"another", "such", "what", "which"})
_KINDS = frozenset({Kind.WORK, Kind.ORGANISATION})
_NEAR = 8  # sentences from a bare noun to another word for what it stands for


class Wording:
    """Gives the things of an article that facts are about the fullest label that it has for them."""

    def __init__(self, references: References, lexicon: Lexicon) -> None:
        self.references = references
        self.doc = references.doc
        self.lexicon = lexicon

    def reworded(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """Yield the drafts, where each bare noun that they are about stands for what the article tells.

        Args:
            drafts: What was found; the labels of its things are made fuller in place.
        """
        drafts = list(drafts)
        said: dict[str, Reference] = {}
        for reference in sorted(self.references.at.values(), key=lambda reference: reference.token):
            said.setdefault(reference.thing.id, reference)
        used = {v.thing for draft in drafts for v in draft.values if v.thing is not None}
        known: dict[str | None, Thing] = {}
        for name in sorted(used & said.keys(), key=lambda name: (said[name].token, name)):
            if said[name].thing.id == name and (other := self._told(said[name])) is not None:
                known[name] = other
        for draft in drafts:
            values = (replace(v, thing=known[v.thing].id) if v.thing in known else v for v in draft.values)
            yield replace(draft, values=tuple(values))

    def _told(self, reference: Reference) -> Thing | None:
        """Make the label of a thing fuller, or return what the article knows it as."""
        thing, noun = reference.thing, self.doc[reference.token]
        if thing.kind not in _KINDS or thing.named or not self._is_bare(thing.label):
            return None
        if thing.kind is Kind.ORGANISATION and noun.tag_ != "NNS" and thing.sort == "government":
            return None
        if thing.kind is Kind.WORK and self.references.descriptions.told_by_verb(noun):
            return None
        label = self._phrase(noun) if not self._any(noun) else None
        if label is not None or not self._points(noun):
            thing.label = label or thing.label
            return None
        other = next(self._before(noun, thing.kind), None)
        if other is None:
            return None
        known = self.references.at.get(other.i)
        if known is not None and known.thing.kind is thing.kind and known.thing is not thing:
            self.references.join(known.thing, thing)
            return known.thing
        thing.label = self._phrase(other) or thing.label
        return None

    def _any(self, noun: Token) -> bool:
        """Whether a phrase picks out nothing in particular: "*any* plan that harms trade"."""
        return bool({c.lower_ for c in noun.lefts} & _ANY) or self.references.descriptions.is_any(noun.i)

    def _is_bare(self, label: str) -> bool:
        """Whether a label is a noun alone, or with words before it that any other may bear."""
        return all(word.lower() in self.lexicon.vague["qualifiers"] for word in label.split()[:-1])

    def _phrase(self, noun: Token) -> str | None:
        """The words of a noun phrase, if they tell more than its noun."""
        start, end = bounds(noun)[0], defined(noun, self.lexicon.planned_nouns)
        if end == noun.i + 1:
            end = described(noun)
        phrase = self.references.phrase(start, end)
        return phrase if end > noun.i + 1 or not self._is_bare(phrase) else None

    def _points(self, noun: Token) -> bool:
        """Whether a phrase points back: "the legislation", but not "the new legislation"."""
        words = {child.lower_ for child in noun.lefts}
        joined = noun.i + 1 < len(self.doc) and not noun.nbor(1).is_punct
        behind = joined and any(c.dep_ in {"relcl", "acl"} for c in noun.rights)
        return bool(words & _POINTING) and not words & _CONTRASTS and not behind

    def _before(self, noun: Token, kind: Kind) -> Iterator[Token]:
        """The nouns before one that may stand for the same and tell more of it, the latest first.

        Those with the same head come before those with another word for it.
        """
        near: list[Token] = []
        for i in range(noun.i - 1, -1, -1):
            other = self.doc[i]
            if other.lemma_ == noun.lemma_ and other.tag_ == noun.tag_ and self._tells(other, kind):
                yield other
            elif self._alike(noun, other) and self._tells(other, kind):
                near.append(other)
        yield from (other for other in near if self.references.mentions.back(noun.i, other.i) <= _NEAR)

    def _alike(self, noun: Token, other: Token) -> bool:
        """Whether a text may call one thing by two nouns, "plans" and "proposals"; by a name, "the bill"."""
        words = (noun.lemma_.lower(), other.lemma_.lower())
        if other.i in self.references.surface.at:
            return words[1] in self.lexicon.alike("alike_names", words[0])
        planned = other.tag_ == "NNS" and words[1] in self.lexicon.planned_nouns  # "*plans*" are a scheme
        return (planned or noun.tag_ == other.tag_) and words[1] in self.lexicon.alike("alike", words[0])

    def _tells(self, noun: Token, kind: Kind) -> bool:
        """Whether a noun heads a phrase that tells what it stands for, or ends the name of such a thing."""
        name = self.references.surface.at.get(noun.i)
        if name is not None:
            return name.kind is kind and noun.i == name.end - 1
        free = noun.pos_ == "NOUN" and noun.dep_ not in {"compound", "nmod"} and not self._any(noun)
        return free and self._phrase(noun) is not None


__all__ = ["Wording"]
