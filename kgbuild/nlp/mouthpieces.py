"""For whom nameless spokesmen and lawyers speak: "a spokesman for the firm", "her lawyers", "a spokesman"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.phrases import bounds, defined

_OWNING = frozenset({"poss", "compound", "nmod", "amod"})
_JOINED = frozenset({"conj", "cc"})
_PARTIES = frozenset({Kind.ORGANISATION, Kind.PERSON})


def name_mouthpieces(mentions: Mentions) -> None:
    """Give the nameless spokesmen of an article to those they speak for, once all its references are read.

    The spokesman of a named body is its voice: what he says, the body says. Those who speak for others are
    called by whom they speak for.
    """
    for reference in list(_unnamed(mentions)):
        thing, token = reference.thing, mentions.doc[reference.token]
        behind = _for(token)
        beside = _body_beside(mentions, token, behind)
        body = beside if behind is not None else beside or _body_before(mentions, token)
        if (
            body is not None
            and token.lemma_.lower() in mentions.lexicon.lists["spokesmen"]
            and mentions.speaks(token.i)
        ):
            mentions.replace(thing, body)
            _speak_on(mentions, token, body)
        elif behind is not None:
            thing.label = _phrase(mentions, token, behind)
        elif body is not None and beside is None:
            thing.label = f"{possessive(body.label)} {thing.label}"


def possessive(name: str) -> str:
    """Return a name as an owner's.

    >>> possessive("Tarn Holdings")
    "Tarn Holdings'"
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _unnamed(mentions: Mentions) -> Iterator[Reference]:
    """The first mention of each person known only as one who speaks for others."""
    seen: set[str] = set()
    speakers = mentions.lexicon.lists["mouthpieces"] | mentions.lexicon.lists["spokesmen"]
    for reference in mentions.order:
        thing, token = reference.thing, mentions.doc[reference.token]
        person = thing.kind is Kind.PERSON and not thing.named and thing.id not in seen
        if person and token.lemma_.lower() in speakers:
            seen.add(thing.id)
            yield reference


def _for(token: Token) -> Token | None:
    """The "for" behind a spokesman."""
    return next((child for child in token.rights if child.lower_ == "for"), None)


def _speak_on(mentions: Mentions, token: Token, body: Thing) -> None:
    """Let "he" who says more in the next sentence be the voice too, where no person stands between."""
    pronoun = "she" if token.lower_.endswith("woman") else "he"
    for i in range(token.i + 1, len(token.doc)):
        reference = mentions.at.get(i)
        if mentions.back(i, token.i) > 1 or (reference is not None and reference.thing.kind is Kind.PERSON):
            return
        if reference is None and token.doc[i].lower_ == pronoun and mentions.speaks(i):
            mentions.add(Reference(i, i, i + 1, body, Form.PRONOUN, "pronoun"))


def _body_beside(mentions: Mentions, token: Token, behind: Token | None) -> Thing | None:
    """The one named body of whom a spokesman is told beside: "a *Tandem* spokesman", "for the *firm*"."""
    beside = token.doc[token.i - 1] if token.i else token
    if behind is not None:
        party = next(iter(behind.children), None)
    elif beside.tag_ == "POS" and beside.i:
        party = token.doc[beside.i - 1]
    else:
        party = beside
    reference = mentions.at.get(party.i) if party is not None else None
    if reference is None or any(child.dep_ in _JOINED for child in token.doc[reference.token].children):
        return None
    whole = behind is not None or reference.end in (token.i, token.i - 1)
    return (
        reference.thing
        if whole and reference.thing.named and reference.thing.kind is Kind.ORGANISATION
        else None
    )


def _phrase(mentions: Mentions, token: Token, preposition: Token) -> str:
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
