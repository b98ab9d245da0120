"""Whose a post is that names no body: the one that stands out where it is named."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.names import Name
from kgbuild.nlp.posts import Post
from kgbuild.nlp.references import Reference, References
from kgbuild.nlp.verbs import VERBAL

Body = tuple[Thing, int, int]
"""A body with the tokens that say so."""
_OUTSTANDING = 1.5
_FAR = 3.0
_EACH_WITH_ITS_OWN = frozenset({"council", "education", "health", "police"})
"""Sorts of body of which each has the same posts: of two trusts either may be the finance director's."""
_SHAPELESS = frozenset({"charity", "club", "company", "finance", "media"})
"""Sorts of body whose names need not say what they are: "Kestrel"."""
_OF_UNIVERSITIES = frozenset({"council", "court", "senate"})
_RUNNING = frozenset({"Board", "Trust"})


class Hosts:
    """The bodies of an article as those whose posts it tells of.

    Args:
        references: What the words of the article stand for.
        body_of: The body that a post's own words name, if any.
    """

    def __init__(self, references: References, body_of: Callable[[Post], Body | None]) -> None:
        self.references = references
        self.body_of = body_of

    def host_of(self, post: Post) -> tuple[Thing, int, int] | None:
        """Return the body an article is about, for a post that only a body's own can be: "the director".

        It has to stand out: half as salient again, by mentions so far and nearness, as any other body that
        could have such a post.
        """
        if (told := self._told_before(post) or self._of_superior(post)) is not None:
            return told
        hosts = self.references.lexicon.hosts.get(post.words)
        qualified = post.office is not None and post.role[0] < post.head  # "*shop* owner"
        qualified = qualified or any(t.tag_ == "POS" for t in self.references.doc[post.start : post.head])
        behind = [t.lower_ for t in self.references.doc[post.head + 1 : post.role[1]]]
        if behind[:1] == ["of"] and " ".join(behind[1:]) in _OF_UNIVERSITIES:
            return None  # "chair of *council*"
        owned = post.owner is not None or post.government
        if hosts is None or owned or post.plural or not post.definite or qualified:
            return None
        thing = self.salient(hosts, post, unsorted=not _SHAPELESS.isdisjoint(hosts))
        return None if thing is None else (thing, post.head, post.head + 1)

    def _of_superior(self, post: Post) -> tuple[Thing, int, int] | None:
        """The one body of whom somebody serves: "A B, head of *X*, and *his finance director*, C D"."""
        lexicon = self.references.lexicon
        if post.words not in lexicon.deputies and post.words not in lexicon.hosts:
            return None
        possessors = (c for c in self.references.doc[post.head].children if c.dep_ == "poss")
        served = {r.thing.id for c in possessors if (r := self.references.at.get(c.i)) is not None}
        held = self.references.holders.items()
        heads = (head for head, things in held if served & {t.id for t in things})
        posts = (self.references.posts[head] for head in heads if head in self.references.posts)
        bodies = (self.body_of(other) or self.host_of(other) for other in posts if other != post)
        told = {body[0].id: body[0] for body in bodies if body is not None and body[0].named}
        return (next(iter(told.values())), post.head, post.head + 1) if len(told) == 1 else None

    def _told_before(self, post: Post) -> tuple[Thing, int, int] | None:
        """The one body whose posts were told before: "directors at *X* …, the directors are A, B"."""
        if not post.plural or post.owner is not None or post.government:
            return None
        head = post.words.split()[-1]
        others = {other.start: other for other in self.references.posts.values() if other.end <= post.start}
        alike = (o for _, o in sorted(others.items()) if o.plural and o.words.split()[-1] == head)
        told = {body[0].id: body[0] for other in alike if (body := self.body_of(other)) is not None}
        return (next(iter(told.values())), post.head, post.head + 1) if len(told) == 1 else None

    def salient(self, sorts: Collection[str], post: Post, *, unsorted: bool) -> Thing | None:
        """Return the body of one of these sorts, or of an unknown one, that stands out where a post is named.

        Args:
            sorts: The sorts of body that may have the post.
            post: The post.
            unsorted: Whether it may be a body whose name does not tell its sort.
        """
        article = self.references.article
        scores: dict[str, float] = {}
        sentence = article.sentence_of[post.start]
        others = self._of_other_posts(post, sentence)
        beside = self._beside_others
        for reference in self.references.order:
            thing = reference.thing
            if thing.id in others or thing.id in self._elsewhere or reference.token in beside:
                continue
            if reference.token >= post.end and article.sentence_of[reference.token] > sentence:
                break
            suits = thing.sort in sorts or (unsorted and _unsorted(thing))
            if thing.kind is not Kind.ORGANISATION or not suits:
                continue
            distance = sentence - article.sentence_of[reference.token]
            near = {0: 3.0 if reference.token < post.start else 1.0, 1: 2.0}.get(distance, 1.0)
            scores[thing.id] = scores.get(thing.id, 0.0) + near
        things = self.references.things.by_id
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        bodies = _without_hospitals([things[thing] for thing, _ in ranked])
        if not bodies:
            return None
        first, *rivals = bodies
        if not first.named and first.sort == "police":  # "*A force* has failed. … X Police said"
            named = [thing for thing in rivals if thing.named and thing.sort == first.sort]
            if named:
                return named[0] if len(named) == 1 and self._says_no_more(first, named[0]) else None
        rival = next((scores[t.id] for t in rivals if not _part_of_name(t, first)), 0.0)
        alike = max((scores[t.id] for t in rivals if t.named and t.sort == first.sort), default=0.0)
        if first.sort in _EACH_WITH_ITS_OWN and (
            scores[first.id] < _FAR * alike or (alike and not first.named)
        ):
            return None
        return None if scores[first.id] < _OUTSTANDING * rival else first

    def _says_no_more(self, described: Thing, named: Thing) -> bool:
        """Whether all words for a body are in a name or tell its sort: "police force", "X Police"."""
        known = {word.lower() for word in named.label.split()} | {"a", "the", "its"}
        lexicon = self.references.lexicon
        sorts = lexicon.organisation_heads.keys() | lexicon.organisation_descriptions.keys()
        return all(word in known or word in sorts for word in described.label.lower().split())

    def _of_other_posts(self, post: Post, sentence: int) -> set[str]:
        """The bodies told behind other posts of a sentence, or as somebody else's.

        "X, head of *Y*, was named director" of Z; "director X will be followed by *Y*'s A B".
        """
        doc = self.references.doc
        heads = (
            p.head for p in self.references.posts.values() if self._sentence(p) == sentence and p != post
        )
        stretches = (takewhile(_goes_on, doc[head + 1 : doc[head].sent.end]) for head in heads)
        found = (self.references.at.get(token.i) for stretch in stretches for token in stretch)
        beside = (r for r in self._beside_others.values() if self._within(r, sentence))
        return {reference.thing.id for reference in (*found, *beside) if reference is not None}

    def _within(self, reference: Reference, sentence: int) -> bool:
        return self.references.article.sentence_of[reference.token] == sentence

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """The bodies named only as somebody's, in passing: "A B, acting director *at X*, may succeed him"."""
        bodies = {post.organisation for post in self.references.posts.values() if post.organisation}
        doc = self.references.doc
        passing: set[str] = set()
        told: set[str] = set()
        for reference in self.references.order:
            if reference.form is not Form.NAME or reference.thing.kind is not Kind.ORGANISATION:
                continue
            before = reference.start - 1 - (doc[reference.start - 1].lower_ == "the")
            post = bool(bodies & set(range(reference.start, reference.end))) and doc[before].lower_ == "at"
            (passing if post else told).add(reference.thing.id)
        return frozenset(passing - told)

    @cached_property
    def _beside_others(self) -> dict[int, Reference]:
        """Where bodies are told as somebody's only, by token."""
        persons = (name for name in self.references.surface.names if name.kind is Kind.PERSON)
        found = (self._beside(person) for person in persons)
        return {reference.token: reference for reference in found if reference is not None}

    def _beside(self, person: Name) -> Reference | None:
        """The body whose somebody is said to be: "*Y*'s A B", "A B of *Y*"."""
        doc, at = self.references.doc, self.references.at
        start, end = person.start - 2, person.end + 1
        if start >= 0 and doc[start + 1].tag_ == "POS":
            return at.get(start)
        if end < len(doc) and doc[person.end].lower_ in {"of", "from"}:
            return at.get(end + (doc[end].lower_ == "the")) if end + 1 < len(doc) else at.get(end)
        return None

    def _sentence(self, post: Post) -> int:
        return self.references.article.sentence_of[post.start]


def _goes_on(token: Token) -> bool:
    """Whether a noun's phrase may go on over a token: no mark, no "and", no verb but a gerund."""
    return not token.is_punct and token.pos_ != "CCONJ" and (token.pos_ not in VERBAL or token.tag_ == "VBG")


def _without_hospitals(bodies: list[Thing]) -> list[Thing]:
    """Leave out hospitals where a trust or board is named, whose posts theirs are."""
    running = [t for t in bodies if t.sort == "health" and not _RUNNING.isdisjoint(t.label.split())]
    return [t for t in bodies if t.sort != "health" or not running or t in running]


def _part_of_name(thing: Thing, other: Thing) -> bool:
    """Whether one of two names of bodies is a part of the other: "Yeadon", "Great Yeadon Industrial"."""
    words, others = set(thing.label.split()), set(other.label.split())
    return thing.named and other.named and (words < others or others < words)


def _unsorted(thing: Thing) -> bool:
    """Whether a body has a proper name that does not tell what sort it is of."""
    return thing.sort is None and thing.named and all(word[0].isupper() for word in thing.label.split())
