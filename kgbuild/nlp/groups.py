"""What "the two companies", "both men" and "the pair" stand for: those last named together."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions
from kgbuild.nlp.verbs import SUBJECTS

_COUNTS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "quartet": 4}
_ALONE = frozenset({"two", "both", "three", "four", "pair", "duo", "trio", "quartet"})
_PARTIES = frozenset({"side", "partner", "rival"})
_STATES = frozenset({"country", "nation", "state", "government"})
_BODIES = frozenset(
    {"company", "firm", "group", "bank", "airline", "council", "trust", "body", "operator", "carmaker"}
    | {"retailer", "university", "union", "exchange", "organisation", "business", "supermarket", "charity"}
)
_NARROWING = frozenset({"amod", "compound", "relcl", "prep", "acl"})
_WINDOW = 3


def grouped(mentions: Mentions, token: Token) -> list[Thing]:
    """Return the things that a phrase with a number in it picks out together, none where that is unsure."""
    count = _count(token)
    kinds = _kinds(token, mentions)
    if not count or not kinds:
        return []
    near: dict[str, Thing] = {}
    for reference in mentions.recent(token.i, _WINDOW):
        if reference.form is not Form.NAME or reference.thing.kind not in kinds:
            continue
        group = mentions.together(reference.token)
        if len(group) > 1:
            return group if len(group) == count else []
        near[reference.thing.id] = reference.thing
    alike = len({thing.kind for thing in near.values()}) == 1
    return list(near.values()) if len(near) == count and alike else []


def _count(token: Token) -> int:
    """How many a definite phrase says there are, 0 for a phrase that says nothing of it."""
    before = [child.lower_ for child in token.lefts]
    if token.lower_ in _ALONE:
        if token.dep_ not in SUBJECTS | {"pobj"} or (token.dep_ == "pobj" and token.head.lower_ != "by"):
            return 0
        definite = token.lower_ == "both" or "the" in before
        behind = any(child.dep_ in {"prep", "nummod"} for child in token.rights)
        return _COUNTS[token.lower_] if definite and not behind else 0
    if token.tag_ != "NNS" or any(child.dep_ in _NARROWING for child in token.children):
        return 0
    if "both" in before:
        return 2
    return next((_COUNTS[word] for word in before if word in _COUNTS and "the" in before), 0)


def _kinds(token: Token, mentions: Mentions) -> Iterable[Kind]:
    """What kinds of thing the word may stand for."""
    word = token.lemma_.lower()
    if word in _ALONE | _PARTIES:
        return (Kind.ORGANISATION, Kind.PERSON)
    if word in _STATES:
        return (Kind.PLACE,)
    if word in _BODIES:
        return (Kind.ORGANISATION,)
    return (Kind.PERSON,) if word in mentions.lexicon.lists["people"] else ()
