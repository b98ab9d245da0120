"""What each pronoun and description of an article stands for, read in order, as a reader would.

A definite description ("the watchdog") stands for the latest thing that its head noun fits, a pronoun for
the most salient thing that agrees with it; where two fit about equally well, for neither. Salience follows
the usual factors (recency, subjecthood, repetition) of Lappin and Leass, "An algorithm for pronominal
anaphora resolution", Computational Linguistics 20(4), 1994, without their syntactic filters beyond
coreference within a clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgbuild.model import Form, Kind, Span
from kgbuild.nlp.clauses import SUBJECTS, clause_verb, conjuncts
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.identity import Thing, Things
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Surface
from kgbuild.nlp.phrases import bounds, defined, extended
from kgbuild.nlp.posts import Post
from kgbuild.nlp.quotes import Quote

_WINDOW = 3
_MARGIN = 1.0
_MEMORY = 400
_PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_NEUTRAL = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "both"}
)
_APPOSED = frozenset({"appos", "npadvmod", "dep"})  # of any noun: "of X, a company,"
_RELATIONAL = frozenset(
    {"arm", "branch", "division", "owner", "parent", "partner", "rival", "subsidiary", "unit"}
)
_STRONG_WORKS = frozenset({"document", "inquiry", "law", "plan"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A token that refers: the head of a name or description, or a pronoun."""

    token: int
    start: int
    end: int
    thing: Thing
    form: Form
    found: str


class References:
    """What the tokens of an article refer to."""

    def __init__(
        self,
        surface: Surface,
        lexicon: Lexicon,
        things: Things,
        posts: Sequence[Post],
        holdings: Iterable[Holding],
        quotes: Sequence[Quote],
    ) -> None:
        self.surface = surface
        self.article = surface.article
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.things = things
        self.posts = {post.head: post for post in posts}
        self.holders: dict[int, list[Thing]] = {}
        for holding in holdings:
            holder = things.of_name[holding.person.start]
            self.holders.setdefault(holding.post.head, []).append(holder)
        self.at: dict[int, Reference] = {}
        self.order: list[Reference] = []
        self.quoted = self._quoted(quotes)
        self.plans = lexicon.status_words("planned", "noun")
        self.held_words: dict[str, list[Thing]] = {}
        for i in range(len(self.doc)):
            self._read(i)
        self._look_ahead()

    def _quoted(self, quotes: Sequence[Quote]) -> list[int]:
        """For each token, the index of the quotation it stands in, or -1."""
        inside = [-1] * len(self.doc)
        i = 0
        for index, quote in enumerate(quotes):
            while i < len(inside) and self.article.starts[i] < quote.span.start:
                i += 1
            while i < len(inside) and self.article.starts[i] < quote.span.end:
                inside[i] = index
                i += 1
        return inside

    # -- the pass -------------------------------------------------------------------------------------

    def _read(self, i: int) -> None:
        name = self.surface.at.get(i)
        if name is not None and name.start in self.things.of_name:
            if i == name.end - 1:
                self._name(name.start, name.end)
            return
        token = self.doc[i]
        word = token.lower_
        if i in self.holders:
            for thing in self.holders[i]:
                self.held_words.setdefault(self.posts[i].words, []).append(thing)
            self.at[i] = Reference(i, i, i + 1, self.holders[i][0], Form.DESCRIPTION, "post")
        elif word in _PERSONAL:
            self._pronoun(i, self._personal(i, _PERSONAL[word]))
        elif word in _PLURAL and (several := self._several(i)):
            self.holders[i] = several
            self._pronoun(i, several[0])
        elif word in _NEUTRAL or word in _PLURAL:
            self._pronoun(i, self._neutral(i, plural=word in _PLURAL))
        elif token.pos_ in {"NOUN", "PROPN"} and not self._modifier(token):
            self._description(i)

    def _add(self, reference: Reference) -> None:
        self.at[reference.token] = reference
        self.order.append(reference)

    def _name(self, start: int, end: int) -> None:
        thing = self.things.of_name[start]
        span = self.doc[start:end]
        head = span.root.i
        reference = Reference(head, start, end, thing, Form.NAME, self.surface.at[start].found)
        self._add(reference)
        for i in range(start, end):
            self.at[i] = reference

    def _modifier(self, token: Token) -> bool:
        """Whether a noun only modifies the noun behind it."""
        return (
            token.dep_ in {"compound", "nmod"}
            and token.head.i > token.i
            and token.head.pos_ in {"NOUN", "PROPN"}
        )

    def _is_subject(self, i: int) -> bool:
        node = self.doc[i]
        while node.dep_ in {"conj", "compound", "appos"} and node.head != node:
            node = node.head
        return node.dep_ in SUBJECTS

    # -- pronouns -------------------------------------------------------------------------------------

    def _pronoun(self, i: int, thing: Thing | None) -> None:
        if thing is not None:
            self._add(Reference(i, i, i + 1, thing, Form.PRONOUN, "pronoun"))

    def _personal(self, i: int, gender: str) -> Thing | None:
        fits = [
            r for r in self._recent(i)
            if r.thing.kind is Kind.PERSON and r.thing.gender in {None, gender}
        ]  # fmt: skip
        if self._generic(i):
            return None
        if self.quoted[i] >= 0:
            speaker = self._speaker_before(i)
            fits = [r for r in fits if r.thing is not speaker]
        elif self._speaks(i):
            fits = [r for r in fits if self.quoted[r.token] < 0]  # nobody is introduced by his own words
        chosen = self._best(i, fits)
        if chosen is not None and chosen.gender is None:
            chosen.gender = gender
        return chosen

    def _speaks(self, i: int) -> bool:
        """Whether the pronoun at `i` is the subject of a verb of saying."""
        token = self.doc[i]
        return token.dep_ in SUBJECTS and token.head.lemma_.lower() in self.lexicon.say_verbs

    def _generic(self, i: int) -> bool:
        """Whether a pronoun means anybody: "he or she"."""
        around = {self.doc[j].lower_ for j in (i - 1, i + 1) if 0 <= j < len(self.doc)}
        return "or" in around and self.doc[i].dep_ in SUBJECTS | {"conj"}

    def _speaker_before(self, i: int) -> Thing | None:
        """Who is said to speak before the quotation of token `i`: its "he" and "she" are somebody else."""
        index = self.quoted[i]
        for reference in reversed(self.order):
            if self.article.block_of[reference.token] != self.article.block_of[i]:
                return None
            if self.quoted[reference.token] != index and self._speaks(reference.token):
                return reference.thing
        return None

    def _several(self, i: int) -> list[Thing]:
        """The persons that "they" stands for: named together as the last subject, "A and B said they"."""
        sentence = self.article.sentence_of[i]
        for reference in reversed(self.order):
            if sentence - self.article.sentence_of[reference.token] > 1:
                break
            if reference.thing.kind is Kind.ORGANISATION and self._is_subject(reference.token):
                break
            first = self.doc[reference.token]
            if reference.thing.kind is not Kind.PERSON or not self._is_subject(reference.token):
                continue
            while first.dep_ == "conj":
                first = first.head
            found = (self.at.get(part.i) for part in conjuncts(first))
            things = [r.thing for r in found if r is not None and r.thing.kind is Kind.PERSON]
            return list({thing.id: thing for thing in things}.values()) if len(things) > 1 else []
        return []

    def _neutral(self, i: int, *, plural: bool) -> Thing | None:
        token = self.doc[i]
        if token.dep_ == "expl" or (not plural and self._pleonastic(token)):
            return None
        kinds = {Kind.ORGANISATION} if plural else {Kind.ORGANISATION, Kind.WORK}
        fits = [r for r in self._recent(i) if r.thing.kind in kinds and (plural or not self._many(r))]
        return self._best(i, fits)

    def _many(self, reference: Reference) -> bool:
        """Whether a mention is plural in form, so that "it" cannot stand for it."""
        return self.doc[reference.token].tag_ in {"NNS", "NNPS"} and reference.form is not Form.PRONOUN

    def _pleonastic(self, token: Token) -> bool:
        """Whether "it" refers to nothing: "it was clear that", "it is time to"."""
        verb = token.head
        if token.dep_ not in SUBJECTS or verb.lemma_ not in {
            "be",
            "seem",
            "appear",
            "take",
            "emerge",
            "happen",
        }:
            return False
        return any(
            c.dep_ in {"ccomp", "xcomp", "csubj", "acomp", "advcl"} and c.i > verb.i for c in verb.children
        )

    def _recent(self, i: int) -> list[Reference]:
        sentence = self.article.sentence_of[i]
        found = []
        for reference in reversed(self.order):
            distance = sentence - self.article.sentence_of[reference.token]
            if distance > _WINDOW:
                break
            found.append(reference)
        return found

    def _best(self, i: int, fits: Sequence[Reference]) -> Thing | None:
        scores: dict[str, float] = {}
        for reference in fits:
            if self._same_clause_subject(i, reference.token):
                continue
            score = self._salience(i, reference)
            scores[reference.thing.id] = max(scores.get(reference.thing.id, -99.0), score)
        for key in scores:
            count = sum(r.thing.id == key for r in fits)
            scores[key] += min(1.5, 0.5 * count)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
            return None
        return self.things.by_id.get(ranked[0][0])

    def _salience(self, i: int, reference: Reference) -> float:
        distance = self.article.sentence_of[i] - self.article.sentence_of[reference.token]
        score = 10.0 - 3.0 * distance
        if self._is_subject(reference.token):
            score += 2.5
        if reference.form is Form.PRONOUN:
            score += 0.5
        if self.quoted[reference.token] != self.quoted[i]:
            score -= 2.0
        if self.article.block_of[i] != self.article.block_of[reference.token]:
            score -= 0.5
        if self._possessor(reference.token):
            score -= 1.5
        return score

    def _possessor(self, token: int) -> bool:
        return self.doc[token].dep_ in {"poss", "compound", "pobj"}

    def _same_clause_subject(self, i: int, other: int) -> bool:
        """Whether a pronoun is an object in the clause whose subject is `other`, so cannot stand for it."""
        token = self.doc[i]
        if token.dep_ not in {"dobj", "dative", "pobj"}:
            return False
        return self._is_subject(other) and clause_verb(token) == clause_verb(self.doc[other])

    # -- descriptions ---------------------------------------------------------------------------------

    def _description(self, i: int) -> None:
        described = self.kind_of(i)
        if described is None:
            return
        kind, sorts = described
        thing = self._apposed(i, kind)
        if thing is None and self.is_definite(i):
            thing = self._antecedent(i, kind, sorts)
        if thing is None:
            thing = self._fresh(i, kind, sorts)
        start, end = bounds(self.doc[i])
        thing.heads.add(self.doc[i].lemma_.lower())
        thing.forms.add(self.phrase(start, end))
        self._add(Reference(i, start, end, thing, Form.DESCRIPTION, "description"))

    def kind_of(self, i: int) -> tuple[Kind, tuple[str, ...]] | None:
        """Return what sort of thing the noun at `i` describes, None for what is no person, body or work."""
        words = [t.lower_ for t in self.doc[max(0, i - 2) : i + 1]]
        token = self.doc[i]
        work = self.lexicon.work_heads.get(token.lower_) or self.lexicon.work_heads.get(token.lemma_.lower())
        if work in _STRONG_WORKS and i not in self.posts:
            return Kind.WORK, (work,)
        post = self.posts.get(i)
        if post is not None:
            return (Kind.ORGANISATION, ("group",)) if post.plural else (Kind.PERSON, ())
        for length in (3, 2, 1):
            sorts = self.lexicon.organisation_descriptions.get(" ".join(words[-length:]))
            if sorts and length <= len(words):
                return Kind.ORGANISATION, sorts
        if token.lower_ in self.lexicon.collective:
            return Kind.ORGANISATION, ("group",)
        if token.lower_ in self.lexicon.organisation_heads:
            return Kind.ORGANISATION, (self.lexicon.organisation_heads[token.lower_],)
        singular = token.lemma_.lower()
        if token.tag_ in {"NNS", "NNPS"} and singular in self.lexicon.organisation_descriptions:
            return Kind.ORGANISATION, ("group",)
        return (Kind.WORK, (work,)) if work else None

    def is_definite(self, i: int) -> bool:
        """Whether the noun phrase at `i` picks out something known."""
        token = self.doc[i]
        for child in token.lefts:
            if child.dep_ in {"det", "poss"}:
                return child.lower_ in _DEFINITE or child.dep_ == "poss"
        return token.text[0].isupper() and token.tag_ in {"NN", "NNP"}

    def _apposed(self, i: int, kind: Kind) -> Thing | None:
        """The named thing in apposition: "Ofsted, the watchdog", "the watchdog Ofsted"."""
        token = self.doc[i]
        near = [token.head] if token.dep_ == "appos" else []
        near += [c for c in token.children if c.dep_ == "appos"]
        near += [name for noun in _joined(token) for name in noun.children if name.dep_ == "appos"]
        left = token.left_edge.i
        if token.dep_ in _APPOSED and left > 1 and self.doc[left - 1].text == ",":
            near.append(self.doc[left - 2])
        for other in near:
            reference = self.at.get(other.i)
            name = self.surface.at.get(other.i)
            thing = (
                reference.thing
                if reference
                else (self.things.of_name.get(name.start) if name is not None else None)
            )
            if thing is not None and thing.named and thing.kind is kind and abs(other.i - i) < 12:
                return thing
        return None

    def _antecedent(self, i: int, kind: Kind, sorts: tuple[str, ...]) -> Thing | None:
        token = self.doc[i]
        if kind is Kind.PERSON:
            held = self.held_words.get(self.posts[i].words, []) if i in self.posts else []
            return held[-1] if held and len({t.id for t in held}) == 1 else None
        if self._specific(token) or (kind is Kind.ORGANISATION and self._its(token)):
            return self._same_phrase(i, kind)
        exact = self._same_phrase(i, kind)
        if exact is not None:
            return exact
        head = token.lemma_.lower()
        called = self._called(token)
        if called and head in _RELATIONAL:
            return None
        for reference in reversed(self.order[-_MEMORY:]):
            thing = reference.thing
            if thing.kind is not kind or reference.form is Form.PRONOUN:
                continue
            if called and not called & set(thing.label.lower().split()):
                continue
            if head in thing.heads or token.lower_ in thing.heads:
                return thing
            if kind is Kind.ORGANISATION and thing.named and thing.sort in sorts:
                return thing
        return None

    def _specific(self, token: Token) -> bool:
        """Whether a phrase says more than its head: "the trust in Eastmere", "the council's department"."""
        behind = [c for c in token.rights if c.dep_ in {"prep", "relcl", "acl"}]
        names = any(t.i in self.surface.at for c in behind for t in c.subtree)
        owned = any(c.dep_ == "poss" and c.tag_ != "PRP$" for c in token.lefts)
        return names or owned

    def _called(self, token: Token) -> set[str]:
        """The names in front of a common noun, but of countries: "the *Phoenix* consortium"."""
        names = (c for c in token.lefts if c.dep_ == "compound" and c.i in self.surface.at)
        countries = self.lexicon.demonyms.values()
        return {c.lower_ for c in names if not c.text.isupper() and c.text not in countries}

    def _its(self, token: Token) -> bool:
        """Whether a body is said to belong to a body, and so is not that body: "its surgical department"."""
        return any(c.dep_ == "poss" and c.lower_ == "its" for c in token.lefts)

    def _same_phrase(self, i: int, kind: Kind) -> Thing | None:
        start, end = bounds(self.doc[i])
        phrase = self.phrase(start, end).lower()
        for reference in reversed(self.order[-_MEMORY:]):
            if reference.thing.kind is kind and phrase in {form.lower() for form in reference.thing.forms}:
                return reference.thing
        return None

    def _fresh(self, i: int, kind: Kind, sorts: tuple[str, ...]) -> Thing:
        start, end = bounds(self.doc[i])
        label = self.phrase(start, end if kind is Kind.PERSON else defined(self.doc[i], self.plans))
        thing = self.things.add(kind, label, named=False, sort=sorts[0] if sorts else None, fresh=True)
        thing.forms |= {self.phrase(start, end), self.phrase(start, extended(self.doc[i]))}
        return thing

    def common_body(self, i: int, sorts: tuple[str, ...]) -> Thing:
        """Return the body that a common noun in front of a post stands for: "*council* leader"."""
        thing = self._antecedent(i, Kind.ORGANISATION, sorts) or self.things.add(
            Kind.ORGANISATION, self.phrase(i, i + 1), named=False, sort=sorts[0]
        )
        self._add(Reference(i, i, i + 1, thing, Form.DESCRIPTION, "post"))
        return thing

    def describe(self, i: int, kind: Kind) -> Thing:
        """Return the thing a noun phrase of no known sort stands for, taken as `kind`."""
        start, end = bounds(self.doc[i])
        alone = defined(self.doc[i], self.plans) == end
        thing = (self._same_phrase(i, kind) if alone else None) or self._fresh(i, kind, ())
        self.at[i] = Reference(i, start, end, thing, Form.DESCRIPTION, "phrase")
        return thing

    def phrase(self, start: int, end: int) -> str:
        """Return the words of a phrase as a label."""
        return self.article.text(start, end).strip(" \"'“”‘’,;:")

    def _look_ahead(self) -> None:
        """Let "the trust" of a headline stand for the one trust that the article names further down."""
        for thing in [t for t in self.things.by_id.values() if not t.named and t.kind is Kind.ORGANISATION]:
            word = thing.label.lower()
            bare = all(form.lower() == word for form in thing.forms)
            named = [
                t
                for t in self.things.by_id.values()
                if t.named and t.kind is Kind.ORGANISATION and t.label.lower().split()[-1] == word
            ]
            if bare and len(named) == 1 and any(self._is_bare(r) for r in self.order if r.thing is thing):
                self.things.merge(named[0], thing)
                self.order = [replace(r, thing=named[0]) if r.thing is thing else r for r in self.order]
                self.at = {
                    i: replace(r, thing=named[0]) if r.thing is thing else r for i, r in self.at.items()
                }

    def _is_bare(self, reference: Reference) -> bool:
        """Whether a description is definite and no more than its head: "the trust"."""
        behind = any(c.dep_ in {"prep", "relcl", "acl"} for c in self.doc[reference.token].rights)
        return reference.end - reference.start == 1 and not behind and self.is_definite(reference.token)

    # -- first person -----------------------------------------------------------------------------------

    def resolve_first_person(self, speakers: Sequence[Thing | None]) -> None:
        """Let "I" and "we" inside each quotation stand for its speaker."""
        for i, index in enumerate(self.quoted):
            speaker = speakers[index] if index >= 0 else None
            if speaker is not None and self.doc[i].lower_ in _FIRST and not self._suffered(i, speaker):
                self.at[i] = Reference(i, i, i + 1, speaker, Form.PRONOUN, "speaker")

    def _suffered(self, i: int, speaker: Thing) -> bool:
        """Whether something is done to a "we" or "us" of which one person, maybe a lawyer, only speaks."""
        several = self.doc[i].lower_ in {"we", "us", "ourselves"} and speaker.kind is Kind.PERSON
        return several and self.doc[i].dep_ in {"nsubjpass", "dobj"}

    def span(self, reference: Reference) -> Span:
        """Return the stretch of a reference."""
        return self.article.span(reference.start, reference.end)


def _joined(noun: Token) -> list[Token]:
    """What a singular noun shares its determiner with, so that both are one: "its parent and *rival* X"."""
    own = (c for c in noun.children if c.dep_ == "conj" and noun.tag_ == c.tag_ == "NN")
    return [c for c in own if not any(left.dep_ in {"det", "poss"} for left in c.lefts)]
