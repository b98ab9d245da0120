"""What definite descriptions stand for: "the watchdog", "the minister", "the 48-year-old".

A description stands for what its head noun fits; of several that fit, for the one that the text is about,
and for none where that is unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.agreement import Agreement
from kgbuild.nlp.appositions import apposed
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.mouthpieces import possessive
from kgbuild.nlp.phrases import bounds, defined, extended, opens_compound
from kgbuild.nlp.posts import Post
from kgbuild.nlp.verbs import SUBJECTS

_MEMORY = 400
_MARGIN = 2.0
_NEAR = 3  # sentences
_ANY_BODY = frozenset({"business", "company", "corporation", "firm", "giant", "group", "organisation"})
_TOPICAL = 3  # names of what an article is about, and so many times as many as of any like body
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "both"}
)
_ANY = frozenset({"any", "each", "every", "no"})
_PERSONAL_OWNERS = frozenset({"his", "her"})
_OTHER_OWNERS = frozenset({"its", "their", "my", "our", "your"})
_CONTRASTS = frozenset(
    {"new", "old", "previous", "former", "earlier", "later", "existing", "current", "next", "last", "other"}
    | {"first", "second", "third", "rival", "another", "separate", "original", "future", "similar", "own"}
)  # "the *previous* regulations" are not the new ones
_SHARED = frozenset({"boss", "chief", "head", "leader", "minister", "secretary"})  # many hold such a post
_STRONG_WORKS = frozenset({"document", "inquiry", "law", "plan"})
_RELATIONAL = frozenset(
    {"arm", "board", "branch", "division", "owner", "parent", "partner", "rival", "subsidiary", "unit"}
)
_FAMILY = frozenset({"father", "mother", "grandfather", "grandmother", "dad", "mum"})
_PLANS = frozenset({"change", "measure", "move", "plan", "proposal"})
_PLANNING = frozenset({"intend", "plan", "propose"})
_COMPANIES = frozenset({"company", "media", "finance"})  # what a name without any head noun mostly is

Described = tuple[Kind, tuple[str, ...]]


class Descriptions:
    """Resolves the descriptions of an article, against what it has mentioned so far."""

    def __init__(self, mentions: Mentions, posts: Mapping[int, Post], holdings: Iterable[Holding]) -> None:
        self.mentions = mentions
        self.doc = mentions.doc
        self.lexicon = mentions.lexicon
        self.plans = mentions.lexicon.planned_nouns
        self.posts = posts
        self.agreement = Agreement(mentions)
        self.held: list[tuple[Post, Thing]] = []
        self.holdings: dict[int, list[Thing]] = {}
        for holding in holdings:
            holder = mentions.things.of_name[holding.person.start]
            self.holdings.setdefault(holding.post.head, []).append(holder)

    def read(self, i: int) -> Reference | None:
        """Return what the common noun at `i` stands for, a new thing if it is new."""
        start, end = bounds(self.doc[i])
        described = self.kind_of(i)
        if described is None:
            person = self._biographical(i)
            end = max([end, *(t.right_edge.i + 1 for t in self.doc[i].rights if t.lower_ == "of")])
            return Reference(i, start, end, person, Form.DESCRIPTION, "description") if person else None
        kind, sorts = described
        thing = apposed(self.mentions, i, kind)
        if thing is None and kind is Kind.PERSON and "company" in self.agreement.sorts(i):
            thing = apposed(self.mentions, i, Kind.ORGANISATION)  # "a developer, Oakley Homes"
        if thing is not None and i in self.posts:
            self.held.append((self.posts[i], thing))
        if thing is None and (self.is_definite(i) or opens_compound(self.doc[i])):
            thing = self._antecedent(i, kind, sorts)
        if thing is None:
            thing = self.fresh(i, kind, sorts)
        elif not thing.named and kind is not Kind.PERSON and not self.agreement.is_specific(self.doc[i]):
            thing.label = self._fuller(thing.label, i, kind)
        if not self.is_any(i):
            thing.heads.add(self.doc[i].lemma_.lower())
        thing.forms.add(self.mentions.phrase(start, end))
        return Reference(i, start, end, thing, Form.DESCRIPTION, "description")

    def held_at(self, i: int) -> list[Thing]:
        """Return who holds the post whose head is at `i`, and keep it in mind."""
        holders = self.holdings.get(i, [])
        self.held += [(self.posts[i], holder) for holder in holders]
        return holders

    def kind_of(self, i: int) -> Described | None:
        """Return what sort of thing the noun at `i` describes, None for what is no person, body or work."""
        token = self.doc[i]
        singular = token.lemma_.lower()
        work = self.lexicon.work_heads.get(token.lower_) or self.lexicon.work_heads.get(singular)
        if work in _STRONG_WORKS and i not in self.posts:
            return Kind.WORK, (work,)
        post = self.posts.get(i)
        if post is not None and not self._is_firm(i, post):
            return (Kind.ORGANISATION, ("group",)) if post.plural else (Kind.PERSON, ())
        if sorts := self.agreement.sorts(i):
            return Kind.ORGANISATION, sorts
        if token.lower_ in self.lexicon.collective:
            return Kind.ORGANISATION, ("group",)
        if token.lower_ in self.lexicon.organisation_heads:
            return Kind.ORGANISATION, (self.lexicon.organisation_heads[token.lower_],)
        if token.tag_ in {"NNS", "NNPS"} and singular in self.lexicon.organisation_descriptions:
            return Kind.ORGANISATION, ("group",)
        return (Kind.WORK, (work,)) if work else None

    def _is_firm(self, i: int, post: Post) -> bool:
        """Whether a word for a trade means a company: "the builder", with nobody named but a body."""
        sorts = self.lexicon.organisation_descriptions.get(post.words, ())
        near = [r.thing for r in self.mentions.recent(i, 1) if r.thing.named]
        bodies = {t.id for t in near if t.kind is Kind.ORGANISATION}
        return "company" in sorts and len(bodies) == 1 and all(t.kind is not Kind.PERSON for t in near)

    def is_definite(self, i: int) -> bool:
        """Whether the noun phrase at `i` picks out something known."""
        token = self.doc[i]
        for child in token.lefts:
            if child.dep_ in {"det", "poss"}:
                return child.lower_ in _DEFINITE or child.dep_ == "poss"
        return token.text[0].isupper() and token.tag_ in {"NN", "NNP"}

    def is_any(self, i: int) -> bool:
        """Whether a phrase picks out nothing that one could come back to: "*no* council", "a board *can*"."""
        token = self.doc[i]
        article = next((child.lower_ for child in token.lefts if child.dep_ == "det"), "")
        supposed = article in {"a", "an"} and any(c.tag_ == "MD" for c in token.head.children)
        return article in _ANY or (supposed and token.dep_ in SUBJECTS)

    def is_bare(self, reference: Reference) -> bool:
        """Whether a description is definite and no more than its head: "the trust"."""
        behind = any(c.dep_ in {"prep", "relcl", "acl"} for c in self.doc[reference.token].rights)
        start, end = reference.start, reference.end
        post = self.posts.get(reference.token)
        alone = end - start == 1 or (post is not None and end - start == len(post.words.split()))
        return alone and not behind and self.is_definite(reference.token)

    def fresh(self, i: int, kind: Kind, sorts: Sequence[str]) -> Thing:
        """Return a new thing for the phrase at `i`."""
        start, end = bounds(self.doc[i])
        whole = kind is not Kind.PERSON or self._is_post_of(i)
        acts = kind is Kind.ORGANISATION  # "invited the council *to act*"
        whole = whole and not opens_compound(self.doc[i])
        reach = defined(self.doc[i], self.plans, infinitives=not acts) if whole else end
        label = self.mentions.phrase(start, reach)
        label = f"{self._whose(self.doc[i])}{label}"
        sort = sorts[0] if sorts else None
        thing = self.mentions.things.add(kind, label, named=False, sort=sort, fresh=True)
        thing.forms |= {
            self.mentions.phrase(start, end),
            self.mentions.phrase(start, extended(self.doc[i])),
        }
        return thing

    def _fuller(self, label: str, i: int, kind: Kind) -> str:
        """The label of a thing, or the words at `i` if they tell more of it: several for one, or a name."""
        start, end = bounds(self.doc[i])
        other = self.mentions.phrase(start, defined(self.doc[i], self.plans) if kind is Kind.WORK else end)
        name = any(k in self.mentions.surface.at for k in range(start, end)) and label.islower()
        return other if (" " in other and " " not in label) or name else label

    def _is_post_of(self, i: int) -> bool:
        """Whether a post says whose it is: "the *leader* of the opposition"."""
        of = i + 1 < len(self.doc) and self.doc[i + 1].lower_ == "of"
        return of and (self.doc[i].lower_,) in self.mentions.lexicon.role_heads

    def _whose(self, token: Token) -> str:
        """The name that a pronoun before a noun stands for: "*its* main asset" is "Kestrel's main asset"."""
        pronoun = next((c for c in token.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        owner = self.mentions.thing_at(pronoun.i) if pronoun is not None else None
        if owner is None or not owner.named:
            return ""
        return f"{possessive(owner.label)} "

    def body(self, i: int, sorts: Sequence[str]) -> Thing | None:
        """Return the body that the bare noun at `i` stands for."""
        return self._antecedent(i, Kind.ORGANISATION, sorts)

    # -- what is meant ----------------------------------------------------------------------------------

    def _antecedent(self, i: int, kind: Kind, sorts: Sequence[str]) -> Thing | None:
        if kind is Kind.PERSON:
            return self._holder(i) or self._biographical(i) or self._again(i)
        token = self.doc[i]
        owner = next((c.lower_ for c in token.lefts if c.dep_ == "poss"), "")
        if kind is Kind.ORGANISATION and owner in _PERSONAL_OWNERS:
            return self._employer(token, sorts)
        if kind is Kind.WORK and self.told_by_verb(token):
            return None
        same = self.same_phrase(i, kind)
        specific = self.agreement.is_specific(token) or any(c.lower_ in _CONTRASTS for c in token.lefts)
        if same is not None or specific or (kind is Kind.ORGANISATION and owner in _OTHER_OWNERS):
            return same
        if self.agreement.called(token) and token.lemma_.lower() in _RELATIONAL:
            return None
        best = self._best(i, self.agreement.fitting(i, kind, sorts)) or self._only(i, kind, sorts)
        told = self.agreement.called(token) | self.agreement.origin(token)
        plain = token.lemma_ in _ANY_BODY and not told
        return best or (self._topic(sorts) if plain and token.tag_ == "NN" else None)

    def told_by_verb(self, token: Token) -> bool:
        """Whether a verb told the plans before in their paragraph: "*plans to* cut it. *The plans*"."""
        article, start = self.mentions.article, token.sent.start
        bare = token.tag_ == "NNS" and token.lemma_ in _PLANS and token.left_edge.i >= token.i - 1
        while bare and start > 0 and article.block_of[start - 1] == article.block_of[token.i]:
            start -= 1
        verbs = (t for t in self.doc[start : token.sent.start] if t.pos_ == "VERB" and t.lemma_ in _PLANNING)
        return bare and any(child.dep_ == "xcomp" for verb in verbs for child in verb.children)

    def same_phrase(self, i: int, kind: Kind) -> Thing | None:
        """Return the thing last described in the same words."""
        start, end = bounds(self.doc[i])
        phrase = self.mentions.phrase(start, end).lower()
        for reference in reversed(self.mentions.order[-_MEMORY:]):
            thing = reference.thing
            if thing.kind is kind and phrase in {form.lower() for form in thing.forms}:
                bare = " " not in phrase and thing.named
                return None if bare else thing  # of several that a bare noun fits, the text must tell
        return None

    def _best(self, i: int, fits: Sequence[tuple[Reference, bool]]) -> Thing | None:
        """Of what fits, the most salient, if it is so by a margin."""
        scores: dict[str, float] = {}
        counts: dict[str, int] = {}
        for reference, exact in fits:
            key = reference.thing.id
            counts[key] = counts.get(key, 0) + 1
            score = -1.5 * min(4, self.mentions.back(i, reference.token)) + 3.0 * exact
            score += 1.5 * self.mentions.is_subject(reference.token)
            scores[key] = max(scores.get(key, -99.0), score)
        ranked = sorted(((scores[key] + min(2.0, 0.5 * counts[key]), key) for key in scores), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        best = ranked[0][1]
        exact, latest = next((exact, r.token) for r, exact in fits if r.thing.id == best)
        several = not exact and len(self.mentions.together(latest)) > 1
        return None if several else self.mentions.things.by_id.get(best)

    def _only(self, i: int, kind: Kind, sorts: Sequence[str]) -> Thing | None:
        """The one body of unknown sort just named: "Kestrel makes brakes. *The supplier* ..."."""
        part = self.doc[i].lemma_.lower() in _RELATIONAL  # "Kestrel will sell *the division*"
        if kind is not Kind.ORGANISATION or part or not _COMPANIES & set(sorts):
            return None
        near = {r.thing.id: r.thing for r in self.mentions.recent(i, 1) if r.thing.named}
        bodies = [thing for thing in near.values() if thing.kind is kind]
        return bodies[0] if len(bodies) == 1 and bodies[0].sort is None else None

    def _topic(self, sorts: Sequence[str]) -> Thing | None:
        """The one body that the whole article is about: "*the company*", with Kestrel in every paragraph."""
        counts: dict[str, int] = {}
        for thing in self.mentions.things.of_name.values():
            suits = thing.sort in sorts or (thing.sort is None and bool(_COMPANIES & set(sorts)))
            if thing.kind is Kind.ORGANISATION and suits and thing.sort != "government":
                counts[thing.id] = counts.get(thing.id, 0) + 1
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        if not ranked or counts[ranked[0]] < _TOPICAL:
            return None
        first = self.mentions.things.by_id[ranked[0]]
        clear = len(ranked) == 1 or counts[ranked[0]] >= _TOPICAL * counts[ranked[1]]
        known = any(reference.thing is first for reference in self.mentions.order)
        return first if clear and known else None

    # -- persons ----------------------------------------------------------------------------------------

    def _employer(self, token: Token, sorts: Sequence[str]) -> Thing | None:
        """The body of whom "his" in front of `token` means, as his posts tell: "*his firm*"."""
        owner = next(c for c in token.lefts if c.dep_ == "poss")
        person = self.mentions.thing_at(owner.i)
        bodies = (self._body_of(post) for post, holder in self.held if holder is person)
        fits = {t.id: t for t in bodies if t is not None and (t.sort is None or t.sort in sorts)}
        return next(iter(fits.values())) if person is not None and len(fits) == 1 else None

    def _body_of(self, post: Post) -> Thing | None:
        """The body of a post, where its phrase names one, before its head or behind "of"."""
        if post.organisation is not None:
            return self.mentions.thing_at(post.organisation)
        behind = (c for p in self.doc[post.head].rights if p.lower_ == "of" for c in p.rights)
        things = (self.mentions.thing_at(c.i) for c in behind)
        return next((t for t in things if t is not None and t.kind is Kind.ORGANISATION), None)

    def _holder(self, i: int) -> Thing | None:
        """The one person who is known to hold the post at `i`: "*the leader*"."""
        post = self.posts.get(i)
        if post is None or post.when == "future":
            return None
        body = self._body_of(post)
        fits: dict[str, Thing] = {}
        for other, holder in [*self.held, *self._predicated(i)]:
            theirs = self._body_of(other)
            short = other.words.split(" of ")[0].split()[-1] if not other.is_under else other.words
            same = post.words in {other.words, short} and other.when in {post.when, None}
            same = same and self._same_brief(post, other)
            if same and (body is None or theirs is None or body is theirs) and self._same_seat(i, other):
                fits[holder.id] = holder
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _same_brief(self, left: Post, right: Post) -> bool:
        """Whether two posts of one noun may be for the same: "*home*", not "*health* secretary"."""
        ours, theirs = (
            {t.lower_ for t in self.doc[post.role[0] : post.head] if t.pos_ in {"NOUN", "PROPN"}}
            for post in (left, right)
        )
        return not ours or not theirs or not ours.isdisjoint(theirs)

    def holder_later(self, reference: Reference) -> Thing | None:
        """Return the one person who is said further on to hold the office that a description names alone."""
        post = self.posts.get(reference.token)
        exclusive = post is not None and (post.leading or post.government) and post.words not in _SHARED
        if post is None or not exclusive or post.when or not self.is_bare(reference):
            return None
        named = [holder for other, holder in self.held if holder.named and other.words == post.words]
        return self._holder(reference.token) if named else None

    def _same_seat(self, i: int, post: Post) -> bool:
        """Whether an MP may be the one of another post: "the *Eastmere* MP" is not "Labour MP A B"."""
        token, words = self.doc[i], self.posts[i].words
        seats = {c.lower_ for c in token.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"} - set(
            words.split()
        )
        known = {t.lower_ for t in self.doc[post.head].subtree}
        return (
            self.posts[i].organisation is not None
            or not words.endswith("mp")
            or not seats
            or bool(seats & known)
        )

    def _predicated(self, i: int) -> Iterator[tuple[Post, Thing]]:
        """The posts before `i` that a verb gives somebody: "X is *chairman*", "X was named *chairman*"."""
        for head, post in self.posts.items():
            token = self.doc[head]
            if head >= i or post.plural or token.dep_ not in {"attr", "oprd"}:
                continue
            for subject in token.head.lefts:
                thing = self.mentions.thing_at(subject.i) if subject.dep_ in SUBJECTS else None
                if thing is not None and thing.kind is Kind.PERSON:
                    yield post, thing

    def _biographical(self, i: int) -> Thing | None:
        """Whom the text has just named, where a phrase tells more of him: "the 48-year-old"."""
        token = self.doc[i]
        if not self.is_definite(i) or not self._tells_more(token):
            return None
        age = _age(token)
        for back in (0, 1):
            near = [r for r in self.mentions.recent(i, back) if self.mentions.back(i, r.token) == back]
            persons = {r.thing.id: r for r in near if r.thing.kind is Kind.PERSON}
            aged = [r for r in persons.values() if age is not None and self._aged(r, age)]
            if len(aged) == 1:
                return aged[0].thing
            if persons:
                only = next(iter(persons.values()))
                fits = len(persons) == 1 and only.thing.named and not self._others(i, back)
                return only.thing if fits and self.mentions.is_subject(only.token) else None
        return None

    def _again(self, i: int) -> Thing | None:
        """The one nameless person just called by the same noun: "A spokesman agreed. *The spokesman* ..."."""
        start, end = bounds(self.doc[i])
        near = (r for r in self.mentions.recent(i, _NEAR) if self.doc[r.token].lower_ == self.doc[i].lower_)
        same = {r.thing.id: r.thing for r in near if r.thing.kind is Kind.PERSON and not r.thing.named}
        return next(iter(same.values())) if len(same) == 1 and end - start == 1 else None

    def _tells_more(self, token: Token) -> bool:
        """Whether a phrase tells of somebody what introduces nobody: an age, children, a way of life."""
        if _age(token) is not None or token.lemma_.lower().split("-")[0] in _FAMILY:
            return token.tag_ in {"NN", "NNP", "JJ"} and (
                _age(token) is not None or "-" in token.text or any(c.lower_ == "of" for c in token.rights)
            )
        post = self.posts.get(token.i)
        if post is None or post.plural:
            return False
        seat = post.words.split()[-1] == "mp" and any(c.lower_ == "for" for c in token.rights)
        return post.office == "never" or seat

    def _aged(self, reference: Reference, age: str) -> bool:
        """Whether an age stands behind a name: "Kevin Trask, 48,"."""
        return age in {token.text for token in self.doc[reference.end : reference.end + 3]}

    def _others(self, i: int, back: int) -> bool:
        """Whether common nouns tell of other persons in the sentence so many before that of `i`."""
        sentence = self.mentions.article.sentences[self.mentions.article.sentence_of[i] - back]
        return any(
            t.pos_ == "NOUN"
            and t.tag_ == "NN"
            and t.i < i
            and t.lemma_.lower() in self.lexicon.lists["people"]
            for t in sentence
        )


def _age(token: Token) -> str | None:
    """The age that a noun tells: "the 48-year-old"."""
    words = token.doc[max(0, token.i - 4) : token.i + 1].text.split()
    last = words[-1] if words else ""
    return last.split("-")[0] if last.endswith("-year-old") and last[0].isdigit() else None
