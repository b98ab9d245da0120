"""How likely a pronoun stands for what was mentioned before it.

A log-linear model over all that a pronoun could stand for, common nouns ("a bridge", "two nurses") and
nothing at all included, so that what names nothing draws off the pronouns that name nothing. Its features
are those of Lappin and Leass, "An algorithm for pronominal anaphora resolution", Computational Linguistics
20(4), 1994; its weights were fitted to marked pronouns of news texts (see CONTRIBUTING.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kgbuild.model import Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions
from kgbuild.nlp.verbs import SUBJECTS, clause_verb

_FARTHEST = 3
_NO_NOUNS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"})

_KINDS = {Kind.ORGANISATION: "body", Kind.WORK: "work", Kind.PLACE: "place"}

Features = Mapping[str, float]

WEIGHTS: Features = {
    "ahead": 0.14,
    "back": -0.76,
    "between": -0.20,
    "body acts": 0.53,
    "body copula": -0.94,
    "body does": 0.35,
    "body it": 0.29,
    "body object": -0.85,
    "body owner": 0.19,
    "body quoted": -0.17,
    "body subject": 0.57,
    "body they": -0.38,
    "gender": 1.36,
    "governs": -0.16,
    "main subject": 0.51,
    "nothing acts": 0.64,
    "nothing copula": 1.07,
    "nothing does": -0.40,
    "nothing it": 0.39,
    "nothing object": 0.40,
    "nothing owner": -0.69,
    "nothing person": -0.40,
    "nothing quoted": 0.45,
    "nothing they": 0.13,
    "noun acts": 0.30,
    "noun copula": 0.17,
    "noun does": -0.35,
    "noun object": 0.25,
    "noun they": 0.25,
    "oblique": -0.59,
    "often": -0.12,
    "other block": -0.37,
    "other quotation": -0.24,
    "own clause": -0.22,
    "paired": -1.04,
    "parallel": 0.11,
    "person noun": -0.28,
    "place it": -0.67,
    "place owner": -0.28,
    "place subject": -0.31,
    "same sentence": 0.29,
    "says of self": -0.44,
    "speaks again": 0.62,
    "subject": 0.61,
    "topic": 0.77,
    "unnamed": 1.01,
    "work acts": 0.13,
    "work quoted": -0.11,
    "work subject": 0.17,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a pronoun may stand for: a thing, or, with `thing` None, what a common noun says.

    Attributes:
        thing: The thing, if the reader keeps one for it.
        tokens: Its mentions within reach, the latest first.
        pronoun: Whether one of them is a pronoun.
        ahead: Whether its only mention comes after the pronoun: "When *it* closed, the shop ...".
    """

    thing: Thing | None
    tokens: tuple[int, ...]
    pronoun: bool = False
    ahead: bool = False


class Salience:
    """Weighs candidates for the pronouns of an article."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.doc = mentions.doc
        self.article = mentions.article
        self.acting = mentions.lexicon.acting_verbs

    def shares(self, i: int, candidates: Sequence[Candidate]) -> list[float]:
        """Return the probability of each candidate for the pronoun at `i`; what is left is nothing's."""
        scores = [_score(self.features(i, c, candidates)) for c in candidates] + [_score(self.nothing(i))]
        top = max(scores)
        weights = [math.exp(score - top) for score in scores]
        return [weight / sum(weights) for weight in weights[:-1]]

    def nothing(self, i: int) -> Features:
        """Return the features of a pronoun that stands for nothing in reach."""
        token = self.doc[i]
        case = _case(token)
        return {
            f"nothing {_class(token)}": 1.0,
            "nothing quoted": float(self.mentions.quoted[i] >= 0),
            "nothing object": float(case == "object"),
            "nothing copula": float(case == "subject" and token.head.lemma_ == "be"),
            "nothing acts": float(self._acts(token)),
            "nothing does": float(self._does(token)),
            "nothing owner": float(case == "owner"),
        }

    def features(self, i: int, candidate: Candidate, rivals: Sequence[Candidate]) -> Features:
        """Return the features of a candidate for the pronoun at `i`."""
        token, last = self.doc[i], candidate.tokens[0]
        nearest = [t for t in candidate.tokens if self.mentions.back(last, t) == 0]
        subject = any(self.mentions.is_subject(t) for t in nearest)
        case = _case(token)
        found = {
            "back": float(min(max(self.mentions.back(i, last), 0), _FARTHEST)),
            "same sentence": float(self.mentions.back(i, last) == 0),
            "other block": float(self.article.block_of[i] != self.article.block_of[last]),
            "subject": float(subject),
            "main subject": float(any(self._main(t) for t in nearest)),
            "oblique": float(not subject and self.doc[last].dep_ in {"pobj", "poss", "compound"}),
            "often": math.log2(len(candidate.tokens)),
            "topic": self._topic(candidate.thing),
            "pronoun": float(candidate.pronoun),
            "parallel": float(subject == (case == "subject")),
            "other quotation": float(self.mentions.quoted[i] != self.mentions.quoted[last]),
            "speaks again": float(self.mentions.speaks(i) and any(map(self.mentions.speaks, nearest))),
            "governs": float(any(self._governs(t, i) for t in nearest)),
            "says of self": float(case == "subject" and any(self._says_of(t, i) for t in nearest)),
            "own clause": float(case == "owner" and subject and self._one_clause(i, last)),
            "ahead": float(candidate.ahead),
            "paired": float(any(self._pairs(last, c) for c in rivals if c is not candidate)),
            "between": float(min(3, sum(c.tokens[0] > last for c in rivals))),
        }
        return found | self._of_kind(token, candidate, subject=subject)

    def _of_kind(self, token: Token, candidate: Candidate, *, subject: bool) -> dict[str, float]:
        """What sort of thing is meant, by the pronoun and what it does."""
        thing, sort = candidate.thing, _class(token)
        if sort == "person":
            noun = float(thing is None or not thing.named)
            return {
                "person noun": noun,
                "person noun subject": noun * subject,
                "gender": float(_known(thing)),
            }
        kind = "noun" if thing is None else _KINDS[thing.kind]
        case = _case(token)
        return {
            f"{kind} {sort}": 1.0,
            f"{kind} acts": float(self._acts(token)),
            f"{kind} does": float(self._does(token)),
            f"{kind} {case}": 1.0,
            f"{kind} quoted": float(self.mentions.quoted[token.i] >= 0),
            f"{kind} copula": float(case == "subject" and token.head.lemma_ == "be"),
            "unnamed": float(thing is not None and not thing.named),
        }

    def _topic(self, thing: Thing | None) -> float:
        """How much an article has been about a thing so far."""
        if thing is None:
            return 1.0
        return min(3.0, math.log2(1 + sum(r.thing is thing for r in self.mentions.order)))

    def _pairs(self, last: int, rival: Candidate) -> bool:
        """Whether another thing is named in the sentence of a candidate's last mention."""
        named = rival.thing is not None and rival.thing.named
        return named and self.mentions.back(last, rival.tokens[0]) == 0

    def _main(self, i: int) -> bool:
        head = self.mentions.head(i)
        return head.dep_ in SUBJECTS and head.head.dep_ == "ROOT"

    def _acts(self, token: Token) -> bool:
        """Whether a pronoun does what persons and bodies do: say, plan, refuse."""
        return _case(token) == "subject" and token.head.lemma_.lower() in self.acting

    def _does(self, token: Token) -> bool:
        """Whether a pronoun does something to something: "sold it", no "was sold", no "is"."""
        objects = any(c.dep_ in {"dobj", "xcomp"} for c in token.head.children)
        return token.dep_ == "nsubj" and objects and token.head.lemma_ != "be"

    def _governs(self, other: int, i: int) -> bool:
        """Whether `other` is the subject of a clause that holds the clause of `i`: "*X* said *it* would"."""
        head = self.mentions.head(other)
        if head.dep_ not in SUBJECTS or head.i > i:
            return False
        own = clause_verb(self.doc[i])
        return own is not None and head.head != own and head.head.is_ancestor(own)

    def _says_of(self, other: int, i: int) -> bool:
        """Whether `other` says what the pronoun at `i` does: "*X* said *it* would appeal"."""
        return self.mentions.speaks(other) and self.doc[i].head.head == self.doc[other].head

    def _one_clause(self, i: int, other: int) -> bool:
        return clause_verb(self.doc[i]) == clause_verb(self.doc[other])


def is_rival(token: Token, *, plural: bool) -> bool:
    """Whether a common noun may be what "it" (or "they") stands for."""
    if token.pos_ != "NOUN" or token.tag_ != ("NNS" if plural else "NN") or token.ent_type_ in _NO_NOUNS:
        return False
    return token.dep_ not in {"compound", "nmod", "npadvmod", "amod"}


def _known(thing: Thing | None) -> bool:
    return thing is not None and thing.gender is not None


def _class(pronoun: Token) -> str:
    word = pronoun.lower_
    if word in {"it", "its", "itself"}:
        return "it"
    return "they" if word.startswith("the") else "person"


def _case(pronoun: Token) -> str:
    if pronoun.dep_ in SUBJECTS:
        return "subject"
    return "owner" if pronoun.dep_ == "poss" else "object"


def _score(features: Features) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
