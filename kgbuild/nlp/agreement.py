"""Which of the things mentioned a description may stand for: by sort, names, owner and where they come from.

A text tells where a body comes from ("Russian energy giant Gazprom", "India's ONGC") and what it is ("water
firm Tarn") in front of its name; "the Russian firm" is then no other. Where nothing tells where a body comes
from, a nationality fits it only if no other body is near.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Token

from kgbuild.model import Kind
from kgbuild.nlp.binding import beside
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.verbs import is_main_subject

_MEMORY = 400
_NEAR = 2
_LEAD = 1  # the last sentence of an article's lead, from 0
_NEXT = 2  # sentences from a lead to the name it keeps back
_LONGEST = 6  # words in front of a name that tell of it
_TELLING = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
_STATES = {"us": "united states", "u.s.": "united states", "uk": "united kingdom", "u.k.": "united kingdom"}
_MARKS = frozenset({",", "-", "–", "—", "("})

_TOPICAL = frozenset({"committee", "department", "ministry", "panel", "subcommittee"})
_BY_NAME = frozenset({"department", "ministry"})  # "the department" is no council where one is named so
_SITES = frozenset({"academy", "college", "hospital", "infirmary", "school", "surgery", "university"})
_PARTS = frozenset({"affiliate", "arm", "branch", "division", "offshoot", "subsidiary", "unit"})

Fit = tuple[Reference, bool]


class Agreement:
    """Tells which mentions a noun phrase agrees with, and keeps in mind what the text tells of bodies."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.doc = mentions.doc
        self.lexicon = mentions.lexicon
        self.countries = {country.lower() for country in self.lexicon.demonyms.values()}
        self.origins: dict[str, set[str]] = {}

    def introduce(self, reference: Reference) -> None:
        """Learn what the words in front of a name tell of the body: its sort, its country."""
        thing, start = reference.thing, reference.start
        if thing.kind is not Kind.ORGANISATION:
            return
        self.origins.setdefault(thing.id, set()).update(self._origins_before(start))
        noun = self.doc[start - 1] if start else None
        if noun is None or noun.tag_ != "NN" or not self._belongs(noun, self.doc[reference.token]):
            return
        if sorts := self.sorts(noun.i):
            thing.heads.add(noun.lemma_.lower())
            thing.sort = thing.sort or sorts[0]

    def _belongs(self, noun: Token, name: Token) -> bool:
        """Whether a noun tells of the name behind it: "the *firm* Tarn", not "told the *firm* Tarn would"."""
        return noun.dep_ in {"compound", "nmod", "appos", "conj"} or name in {noun.head, *noun.children}

    def sorts(self, i: int) -> tuple[str, ...]:
        """Return the sorts of body that the common noun at `i` stands for, with the words before it."""
        words = [token.lower_ for token in self.doc[max(0, i - 2) : i + 1]]
        for length in range(len(words), 0, -1):
            phrase = " ".join(words[-length:]).replace(" - ", " ")  # "think-tank"
            if sorts := self.lexicon.organisation_descriptions.get(phrase):
                return sorts
        return ()

    def fitting(self, i: int, kind: Kind, sorts: Sequence[str]) -> list[Fit]:
        """Return the mentions that the noun at `i` fits, the latest first, and whether they have its head."""
        token = self.doc[i]
        heads = {token.lemma_.lower(), token.lower_}
        called, origin, seat = self.called(token), self.origin(token), self._seat(token)
        others = beside(self.mentions, i)
        several = token.tag_ in {"NNS", "NNPS"}
        found: list[Fit] = []
        unsure: list[Fit] = []
        for reference in reversed(self.mentions.order[-_MEMORY:]):
            thing = reference.thing
            if thing.kind is not kind or thing.id in others or (several and _is_one(thing, token)):
                continue
            if (called and not called & self._known_as(thing)) or (seat and self._is_elsewhere(thing, seat)):
                continue
            if self._anothers(thing, token) or _of_other_sorts(self.doc[reference.token], token):
                continue
            told = self._told(thing) if origin else set()
            if told and not told & origin:
                continue
            exact = bool(heads & thing.heads)
            if not exact and (token.lemma_.lower() in _PARTS or _runs(token, thing)):
                continue  # "the division" is no firm, but one of its parts
            if exact or (thing.named and thing.sort in sorts and thing.sort != "government"):
                (found if told or not origin else unsure).append((reference, exact))
        if token.lemma_.lower() in _BY_NAME and any(exact and r.thing.named for r, exact in found):
            found = [(r, exact) for r, exact in found if exact]
        return self._identified(found or self._alone(i, unsure))

    def _identified(self, fits: Sequence[Fit]) -> list[Fit]:
        """Leave out the body that the lead only describes where one that fits is named next.

        "*A school trust* was fined. Hexley Schools pleaded guilty. The trust": a lead keeps names out. Both
        have to be what their sentences are about.
        """
        first: dict[str, Reference] = {}
        for reference in self.mentions.order:
            first.setdefault(reference.thing.id, reference)
        bodies = {r.thing.id: first[r.thing.id] for r, _ in fits if r.thing.kind is Kind.ORGANISATION}
        subjects = {key: r for key, r in bodies.items() if is_main_subject(self.doc[r.token])}
        named = [r.token for r in subjects.values() if r.thing.named]
        described = {key: r.token for key, r in subjects.items() if self._is_lead(r)}
        if not named or len(described) != 1:
            return list(fits)
        lead, token = next(iter(described.items()))
        next_named = token < min(named) and self.mentions.back(min(named), token) <= _NEXT
        return [fit for fit in fits if not (next_named and fit[0].thing.id == lead)]

    def _is_lead(self, reference: Reference) -> bool:
        """Whether a reference describes a body that nobody knows yet, in an article's first sentences."""
        sentence = self.mentions.article.sentence_of[reference.token]
        indefinite = any(child.lower_ in {"a", "an"} for child in self.doc[reference.token].lefts)
        return not reference.thing.named and indefinite and sentence <= _LEAD

    def _anothers(self, thing: Thing, token: Token) -> bool:
        """Whether a thing is told as somebody's, and another's by the phrase: "*their* plans"."""
        pronoun = next((c for c in token.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if pronoun is None:
            return False
        told, _, _ = thing.label.replace("’", "'").partition("'s ")
        owners = [t for t in self.mentions.things.by_id.values() if told in {t.label, *t.forms}]
        return told != thing.label and bool(owners) and self.mentions.thing_at(pronoun.i) not in owners

    def _alone(self, i: int, fits: Sequence[Fit]) -> list[Fit]:
        """What fits but for a country that nothing tells, if it is all that fits nearby."""
        near = [fit for fit in fits if self.mentions.back(i, fit[0].token) <= _NEAR]
        return near if len({reference.thing.id for reference, _ in near}) == 1 else []

    def is_specific(self, token: Token) -> bool:
        """Whether a phrase says more than its head: "the trust in Eastmere", "the council's department"."""
        behind = [c for c in token.rights if c.dep_ in {"prep", "relcl", "acl"} and not self._aside(c)]
        names = any(t.i in self.mentions.surface.at for c in behind for t in c.subtree)
        owned = any(c.dep_ == "poss" and c.tag_ != "PRP$" for c in token.lefts)
        return names or owned

    def _aside(self, clause: Token) -> bool:
        """Whether a clause only adds something: "the trust, *which runs Eastmere Hospital*"."""
        return clause.dep_ in {"relcl", "acl"} and self.doc[clause.left_edge.i - 1].text in _MARKS

    def called(self, token: Token) -> set[str]:
        """Return the names in front of a common noun, but of countries: "the *Phoenix* consortium"."""
        names = (c for c in token.lefts if c.dep_ == "compound" and c.i in self.mentions.surface.at)
        return {c.lower_ for c in names if not c.text.isupper() and c.lower_ not in self.countries}

    def _known_as(self, thing: Thing) -> set[str]:
        return set(thing.label.lower().split()) | self.origins.get(thing.id, set())

    # -- where things come from -------------------------------------------------------------------------

    def origin(self, token: Token) -> set[str]:
        """Return the countries that the words in front of a common noun tell: "the *French* government"."""
        return self._origins_before(token.i) & self.countries

    def _seat(self, token: Token) -> str | None:
        """The place where a body is said to be: "the *Leeds*-based bank"."""
        before = [self.doc[i] for i in range(max(token.sent.start, token.i - _LONGEST), token.i)]
        marks = (t.i for t in before if t.lower_ == "based" and t.i > 1 and t.nbor(-1).text == "-")
        name = next((self.mentions.surface.at.get(i - 2) for i in marks), None)
        return self.doc[name.start : name.end].text if name is not None and name.kind is Kind.PLACE else None

    def _is_elsewhere(self, thing: Thing, seat: str) -> bool:
        """Whether a body's name has a place in it, and another one: "*London* Stock Exchange"."""
        places = {word for word in thing.label.split() if (word,) in self.lexicon.places}
        return bool(places) and seat not in thing.label

    def _told(self, thing: Thing) -> set[str]:
        """The countries that the text so far tells of a thing."""
        words = {word.removesuffix("'s") for form in thing.forms for word in form.lower().split()}
        told = {self._country(word) for word in words} | self.origins.get(thing.id, set())
        return told & self.countries

    def _origins_before(self, end: int) -> set[str]:
        """The places that the words in front of `end` name, up to what is no part of the phrase."""
        found: set[str] = set()
        for i in range(end - 1, max(self.doc[end].sent.start, end - _LONGEST) - 1, -1):
            token = self.doc[i]
            name = self.mentions.surface.at.get(i)
            place = name is not None and name.kind is Kind.PLACE
            if token.tag_ not in {"POS", "HYPH"} and not place and (name or token.pos_ not in _TELLING):
                break
            words = (token.lower_, self.doc[max(0, i - 1) : i + 1].text.lower())
            found |= {self._country(word) for word in words if place or word in self.lexicon.demonyms}
        return found

    def _country(self, word: str) -> str:
        """The place of an adjective, any other word as it is."""
        return self.lexicon.demonyms.get(word, _STATES.get(word, word)).lower()


def _is_one(thing: Thing, plural: Token) -> bool:
    """Whether a thing is one body by its name, so that a plural does not stand for it."""
    return thing.named and plural.lower_ not in thing.label.lower().split()


def _runs(noun: Token, thing: Thing) -> bool:
    """Whether a noun is for who runs such a body: "*the trust*" is no hospital, but has some."""
    return noun.lemma_.lower() == "trust" and not _SITES.isdisjoint(thing.heads)


def _of_other_sorts(one: Token, other: Token) -> bool:
    """Whether two phrases are told apart by the nouns before one head: "*council* tax", "*income* tax".

    Of committees and ministries all words tell what they are on: "*Commons trade* committee".
    """
    if one.lemma_.lower() != other.lemma_.lower():
        return False
    if other.lemma_.lower() in _TOPICAL:
        mine, theirs = _before(one, {"NOUN", "PROPN", "ADJ"}), _before(other, {"NOUN"})
    else:
        mine, theirs = (
            {c.lower_ for c in t.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"} for t in (one, other)
        )
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _before(head: Token, sorts: Container[str]) -> set[str]:
    """The words of some parts of speech in a noun phrase before its head."""
    return {t.lower_ for t in head.doc[head.left_edge.i : head.i] if t.pos_ in sorts}
