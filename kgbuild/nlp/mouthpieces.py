"""For whom nameless spokesmen speak: "a spokesman for the firm", "a spokesman" when one body is told of."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.phrases import bounds, defined

_OWNING = frozenset({"poss", "compound", "nmod", "amod"})
_PARTIES = frozenset({Kind.ORGANISATION, Kind.PERSON})


def name_mouthpieces(mentions: Mentions) -> None:
    """Call each unnamed spokesman of an article by whom he speaks for, once all its references are read."""
    for reference in _unnamed(mentions):
        token = mentions.doc[reference.token]
        behind = next((c for c in token.rights if c.lower_ == "for"), None)
        if behind is not None:
            reference.thing.label = _for(mentions, token, behind)
        elif (body := _body_before(mentions, token)) is not None:
            reference.thing.label = f"{possessive(body.label)} {reference.thing.label}"


def possessive(name: str) -> str:
    """Return a name as an owner's.

    >>> possessive("Tarn Holdings")
    "Tarn Holdings'"
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _unnamed(mentions: Mentions) -> Iterator[Reference]:
    """The first mention of each person known only as one who speaks for others."""
    seen: set[str] = set()
    for reference in mentions.order:
        thing, token = reference.thing, mentions.doc[reference.token]
        person = thing.kind is Kind.PERSON and not thing.named and thing.id not in seen
        if person and token.lemma_.lower() in mentions.lexicon.lists["mouthpieces"]:
            seen.add(thing.id)
            yield reference


def _for(mentions: Mentions, token: Token, preposition: Token) -> str:
    """The phrase of a spokesman "for" somebody, by his name where it is known."""
    start, end = bounds(token)
    party = next(iter(preposition.children), None)
    reference = mentions.at.get(party.i) if party is not None else None
    if reference is not None and reference.form is not Form.NAME and _is_told(reference, mentions):
        return f"{mentions.phrase(start, end)} for {reference.thing.label}"
    return mentions.phrase(start, max(end, defined(token, ())))


def _is_told(reference: Reference, mentions: Mentions) -> bool:
    """Whether a description is known by more than its words: "the firm" by name, "*her* lawyers" by hers."""
    owners = (c.i for c in mentions.doc[reference.token].lefts if c.tag_ == "PRP$")
    return reference.thing.named or any(i in mentions.at for i in owners)


def _body_before(mentions: Mentions, token: Token) -> Thing | None:
    """The one body that the sentence before "*a spokesman*" names, if his own sentence names no other."""
    if any(child.dep_ in _OWNING or child.lower_ == "the" for child in token.lefts):
        return None
    named = {
        back: {
            r.thing.id: r.thing
            for r in mentions.order
            if mentions.back(token.i, r.token) == back and r.thing.named and r.thing.kind in _PARTIES
        }
        for back in (0, 1)
    }
    parties = list(named[1].values())
    alone = len(parties) == 1 and parties[0].kind is Kind.ORGANISATION
    return parties[0] if alone and not named[0].keys() - named[1].keys() else None
