"""What each pronoun and description of an article stands for, read in order, as a reader would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kgbuild.model import Form, Kind, Span
from kgbuild.nlp.descriptions import Described, Descriptions
from kgbuild.nlp.groups import grouped
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.identity import Thing, Things
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.mouthpieces import name_mouthpieces
from kgbuild.nlp.names import Surface
from kgbuild.nlp.partisans import partisan_behind
from kgbuild.nlp.phrases import bounds, defined
from kgbuild.nlp.posts import Post
from kgbuild.nlp.pronouns import NEUTRAL, PERSONAL, PLURAL, Pronouns
from kgbuild.nlp.quotes import Quote

_FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_SINGULAR = frozenset({"charity", "department", "regulator", "union"})  # sorts with seldom two in one article
_LEAD = 3  # sentences
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


class References:
    """What the tokens of an article refer to.

    Attributes:
        at: For each token that refers, how; all tokens of a name.
        order: The references in order of reading, but of pronouns of the first person.
        holders: For each token that stands for holders of a post or for several things, all of them.
        quoted: For each token, the index of the quotation it stands in, or -1.
    """

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
        self.mentions = Mentions(surface, lexicon, things, quotes)
        self.at = self.mentions.at
        self.order = self.mentions.order
        self.quoted = self.mentions.quoted
        self.pronouns = Pronouns(self.mentions)
        self.descriptions = Descriptions(self.mentions, self.posts, holdings)
        self.holders = dict(self.descriptions.holdings)
        self.partisans = self._partisans()
        for i in range(len(self.doc)):
            self._read(i)
        self._look_ahead()
        name_mouthpieces(self.mentions)

    # -- the pass ---------------------------------------------------------------------------------------

    def _read(self, i: int) -> None:
        if i in self.partisans:
            start, end, thing = self.partisans[i]
            self.mentions.add(Reference(i, start, end, thing, Form.DESCRIPTION, "party"))
            return
        name = self.surface.at.get(i)
        if name is not None and name.start in self.things.of_name:
            if i == name.end - 1:
                self._name(name.start, name.end)
            return
        token = self.doc[i]
        word = token.lower_
        if i in self.holders:
            self.at[i] = Reference(i, i, i + 1, self.descriptions.held_at(i)[0], Form.DESCRIPTION, "post")
        elif word in PERSONAL:
            self._pronoun(i, self.pronouns.personal(i))
        elif word in PLURAL and (several := self.pronouns.several(i)):
            self.holders[i] = several
            self._pronoun(i, several[0])
        elif word in NEUTRAL or word in PLURAL:
            self._pronoun(i, self.pronouns.neutral(i))
        elif group := grouped(self.mentions, token):
            self.holders[i] = group
            start, end = bounds(token)
            self.mentions.add(Reference(i, start, end, group[0], Form.DESCRIPTION, "several"))
        elif self._is_noun(token):
            reference = self.descriptions.read(i)
            if reference is not None:
                self.mentions.add(reference)

    def _partisans(self) -> dict[int, tuple[int, int, Thing]]:
        """Who is told by his party, by the last word for it: "A B, a Liberal *Democrat*, said"."""
        people = [n for n in self.surface.names if n.kind is Kind.PERSON and n.start in self.things.of_name]
        told = ((n, partisan_behind(self.doc, n.end, self.lexicon)) for n in people)
        return {at[1] - 1: (*at, self.things.of_name[n.start]) for n, at in told if at is not None}

    def _name(self, start: int, end: int) -> None:
        thing = self.things.of_name[start]
        head = self.doc[start:end].root.i
        reference = Reference(head, start, end, thing, Form.NAME, self.surface.at[start].found)
        self.mentions.add(reference)
        self.descriptions.agreement.introduce(reference)
        for i in range(start, end):
            self.at[i] = reference

    def _pronoun(self, i: int, thing: Thing | None) -> None:
        if thing is not None:
            self.mentions.add(Reference(i, i, i + 1, thing, Form.PRONOUN, "pronoun"))

    def _is_noun(self, token: Token) -> bool:
        """Whether a token may head a description: "the *firm*", "the 48-year-*old*"."""
        if token.pos_ in {"NOUN", "PROPN"}:
            inner = token.dep_ in {"compound", "nmod"} and token.head.i > token.i
            return not (inner and token.head.pos_ in {"NOUN", "PROPN"})
        return token.lower_ == "old" and token.dep_ in _NOMINAL

    def _look_ahead(self) -> None:
        """Let "the trust" of a headline stand for the one trust that the article names further down.

        Likewise "the mayor", a watchdog or union that opens the article.
        """
        for reference in [r for r in self.order if r.thing.kind is Kind.PERSON and not r.thing.named]:
            holder = self.descriptions.holder_later(reference)
            if holder is not None:
                self.join(holder, reference.thing)
        bodies = [t for t in self.things.by_id.values() if t.kind is Kind.ORGANISATION]
        for thing in [t for t in bodies if not t.named]:
            word = thing.label.lower()
            bare = all(form.lower() == word for form in thing.forms)
            named = [t for t in bodies if t.named and t.label.lower().split()[-1] == word]
            said = [r for r in self.order if r.thing is thing]
            known = named if bare and any(self.descriptions.is_bare(r) for r in said) else []
            known = known or [body for r in said[:1] for body in self._named_next(r, bodies)]
            if len(known) == 1:
                self.join(known[0], thing)

    def join(self, known: Thing, described: Thing) -> None:
        """Make what was only described what is known better."""
        self.things.merge(known, described)
        self.mentions.replace(described, known)

    def _named_next(self, lead: Reference, bodies: Iterable[Thing]) -> list[Thing]:
        """The one body of its sort that is named soon after a lead tells of it: "*The watchdog* fined X"."""
        _, sorts = self.kind_of(lead.token) or (None, ())
        if _SINGULAR.isdisjoint(sorts[:1]) or self.article.sentence_of[lead.token] > _LEAD:
            return []
        agreement, noun = self.descriptions.agreement, self.doc[lead.token]
        specific = agreement.is_specific(noun) and not agreement.origin(noun)  # but "the UK's watchdog"
        if not self.is_definite(lead.token) or specific:
            return []
        like = [t for t in bodies if t.named and t.sort in sorts]
        near = {r.thing.id for r in self.order if 0 < -self.mentions.back(lead.token, r.token) <= _LEAD}
        return like if len(like) == 1 and like[0].id in near else []

    # -- for those who ask ------------------------------------------------------------------------------

    def kind_of(self, i: int) -> Described | None:
        """Return what sort of thing the noun at `i` describes, None for what is no person, body or work."""
        return self.descriptions.kind_of(i)

    def is_definite(self, i: int) -> bool:
        """Whether the noun phrase at `i` picks out something known."""
        return self.descriptions.is_definite(i)

    def phrase(self, start: int, end: int) -> str:
        """Return the words of a phrase as a label."""
        return self.mentions.phrase(start, end)

    def span(self, reference: Reference) -> Span:
        """Return the stretch of a reference."""
        return self.article.span(reference.start, reference.end)

    def common_body(self, i: int, sorts: tuple[str, ...]) -> Thing:
        """Return the body that a common noun in front of a post stands for: "*council* leader"."""
        thing = self.descriptions.body(i, sorts) or self.things.add(
            Kind.ORGANISATION, self.phrase(i, i + 1), named=False, sort=sorts[0]
        )
        self.mentions.add(Reference(i, i, i + 1, thing, Form.DESCRIPTION, "post"))
        return thing

    def describe(self, i: int, kind: Kind) -> Thing:
        """Return the thing a noun phrase of no known sort stands for, taken as `kind`."""
        start, end = bounds(self.doc[i])
        alone = defined(self.doc[i], self.descriptions.plans) == end
        thing = self.descriptions.same_phrase(i, kind) if alone else None
        thing = thing or self.descriptions.fresh(i, kind, ())
        self.at[i] = Reference(i, start, end, thing, Form.DESCRIPTION, "phrase")
        return thing

    # -- first person -----------------------------------------------------------------------------------

    def resolve_first_person(self, speakers: Sequence[Thing | None]) -> None:
        """Let "I" and "we" inside each quotation stand for its speaker."""
        for i, index in enumerate(self.quoted):
            speaker = speakers[index] if index >= 0 else None
            if speaker is None or speaker.kind is Kind.WORK:
                continue  # the "we" of a letter are those who wrote it
            if self.doc[i].lower_ in _FIRST and not self._suffered(i, speaker):
                self.at[i] = Reference(i, i, i + 1, speaker, Form.PRONOUN, "speaker")

    def _suffered(self, i: int, speaker: Thing) -> bool:
        """Whether something is done to a "we" or "us" of which one person, maybe a lawyer, only speaks."""
        several = self.doc[i].lower_ in {"we", "us", "ourselves"} and speaker.kind is Kind.PERSON
        return several and self.doc[i].dep_ in {"nsubjpass", "dobj"}


__all__ = ["Reference", "References"]
