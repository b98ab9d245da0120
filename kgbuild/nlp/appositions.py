"""The names that stand beside a description: "the watchdog Ofsted", "a developer, Oakley Homes, bought"."""

from __future__ import annotations

from spacy.tokens import Token

from kgbuild.model import Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions

_APPOSED = frozenset({"appos", "npadvmod", "dep"})  # of any noun: "of X, a company,"
_STRAY = frozenset({"dobj", "dep", "npadvmod", "oprd"})
_FURTHEST = 12


def apposed(mentions: Mentions, i: int, kind: Kind) -> Thing | None:
    """Return the named thing in apposition to a noun: "Ofsted, the watchdog", "the watchdog Ofsted".

    Args:
        mentions: What the article has mentioned so far.
        i: The noun's token.
        kind: What kind of thing the noun describes.
    """
    token = mentions.doc[i]
    near = [token.head] if token.dep_ == "appos" else []
    near += [c for c in token.children if c.dep_ == "appos"]
    near += [name for noun in _joined(token) for name in noun.children if name.dep_ == "appos"]
    left = token.left_edge.i
    if token.dep_ in _APPOSED and left > 1 and mentions.doc[left - 1].text == ",":
        near.append(mentions.doc[left - 2])
    near += _named_next(mentions, token) or _named_behind_comma(mentions, token)
    for other in near:
        thing = mentions.thing_at(other.i)
        if thing is not None and thing.named and thing.kind is kind and abs(other.i - i) < _FURTHEST:
            return thing
    return None


def _named_next(mentions: Mentions, noun: Token) -> list[Token]:
    """The name right behind a noun, if hung elsewhere: "paid £3m to consultants *Tarn & Lowe*"."""
    name = mentions.surface.at.get(noun.i + 1)
    if name is None or name.start != noun.i + 1 or noun.tag_ not in {"NN", "NNS"}:
        return []
    root = mentions.doc[name.start : name.end].root
    return [root] if root.dep_ in _STRAY and noun.dep_ in {"dobj", "pobj"} else []


def _named_behind_comma(mentions: Mentions, noun: Token) -> list[Token]:
    """The name between commas behind an indefinite noun: "sold to *a developer*, Oakley Homes, for"."""
    indefinite = any(child.lower_ in {"a", "an"} for child in noun.lefts)
    start = noun.i + 2 if mentions.doc[noun.i + 1 : noun.i + 2].text == "," else len(mentions.doc)
    start += mentions.doc[start : start + 1].text == "the"
    name = mentions.surface.at.get(start)
    if not indefinite or name is None or name.start != start:
        return []
    closed = mentions.doc[name.end : name.end + 1].text in {",", "."}
    listed = mentions.doc[name.end : name.end + 2].text.endswith("and")
    return [mentions.doc[name.start : name.end].root] if closed and not listed else []


def _joined(noun: Token) -> list[Token]:
    """What a singular noun shares its determiner with, so that both are one: "its parent and *rival* X"."""
    own = (c for c in noun.children if c.dep_ == "conj" and noun.tag_ == c.tag_ == "NN")
    return [c for c in own if not any(left.dep_ in {"det", "poss"} for left in c.lefts)]
