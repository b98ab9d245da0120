"""Arguments that are words, not things: posts, sums, clauses as they are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.drafts import Value
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.money import amount_at
from kgbuild.nlp.phrases import bounds, extended, own_end
from kgbuild.nlp.references import References
from kgbuild.nlp.tenures import Posts
from kgbuild.nlp.vague import only_points
from kgbuild.nlp.verbs import SUBJECTS, VERBAL

_SOME = frozenset({"few", "many", "most", "several", "some"})
_WHY = frozenset({"after", "at", "for", "over"})
_NEAR = 2
_NO_GRADES = frozenset({"CCONJ", "NUM", "PUNCT"})  # "good in *four and* 'adequate' in three"
_PARTICLES = frozenset({"aside", "away", "back", "down", "out"})
"""What a small model takes for an adverb: "stepped *down*"."""


class Literals:
    """Takes the texts of an article that arguments of facts are."""

    def __init__(self, references: References, posts: Posts, lexicon: Lexicon) -> None:
        self.references = references
        self.posts = posts
        self.lexicon = lexicon

    def of(self, token: Token, spec: ArgumentSpec, trigger: Token) -> Iterator[Value]:
        """Yield what is said at a token as a text.

        Args:
            token: The word that a route of a rule leads to.
            spec: The argument, with the sort of text it takes.
            trigger: The word that states the fact.
        """
        match spec.literal:
            case "post":
                post = self.references.posts.get(token.i)
                role = self.posts.role_of(post) if post is not None else None
                if role is not None:
                    yield replace(role, name=spec.name)
                elif token.lower_ == "charge":  # "in charge of flood defences"
                    start, end = token.i - 1, extended(token)
                    yield Value(spec.name, self.references.phrase(start, end), None, start, end)
            case "amount":
                span = amount_at(token)
                if span is not None:
                    yield Value(spec.name, self.references.phrase(*span), None, *span)
            case "clause":
                yield from self._clause(token, spec, trigger)
            case "trigger":
                particles = [t.lower_ for t in token.rights if t.dep_ == "prt" or t.lower_ in _PARTICLES]
                words = " ".join([token.lemma_.lower(), *particles[:1]])
                yield Value(spec.name, words, None, token.i, token.i + 1)
            case "matter" if self._is_party(token):
                return
            case _:
                some = token.lower_ in _SOME  # "for *many* of its problems"
                end = extended(token) if token.pos_ != "ADJ" or some else token.i + 1
                end = _before(token, trigger, end) if spec.name == "topic" else end
                end = _before_reason(token, end)
                start = _from_deed(token, trigger, bounds(token)[0])
                while spec.name == "rating" and start < token.i and token.doc[start].pos_ in _NO_GRADES:
                    start += 1
                yield from self._words(start, end, spec)

    def _clause(self, token: Token, spec: ArgumentSpec, trigger: Token) -> Iterator[Value]:
        """A clause as it is told, from its subject on, or a noun with all that depends on it."""
        start, end = token.left_edge.i, _before_aside(token, own_end(token))
        if token.doc[start].tag_ == "WDT" and start > 0 and token.doc[start - 1].is_punct:
            return  # proposes "tags", *which could be worn*
        if _lacks_subject(token):
            start = min(start, self._behind_telling(token))
        if token.doc[start].lower_ == "that" and token.doc[start].dep_ == "mark":
            start += 1
        if token.doc[start].lower_ == "it" and token.doc[start].head == token:
            return  # nobody can tell what "it should be closed" recommends
        if spec.name == "topic" and token.doc[start].lower_ == "whether":
            return  # "wrote to ask *whether it could be recovered*" calls for nothing
        if spec.name == "topic" and token.lower_ == "it":
            return  # "a request for *it* to sit in private"
        if spec.name == "topic" and self.references.surface.is_kind(token.i, Kind.PERSON):
            return  # "in favour of *Ann Lee*" calls for nothing
        yield from self._words(start, end if token.pos_ in VERBAL else _before(token, trigger, end), spec)

    def _words(self, start: int, end: int, spec: ArgumentSpec) -> Iterator[Value]:
        """The words of an argument, but no topic that only points: "wants *changes*"."""
        while end - 1 > start and self.references.doc[end - 1].pos_ == "CCONJ":
            end -= 1
        first = self.references.doc[start : start + 1]
        start += start < end and first[0].pos_ == "CCONJ" and first[0].whitespace_ != ""
        words = self.references.phrase(start, end)
        if spec.name != "topic" or not only_points(words, "matters", self.lexicon):
            yield Value(spec.name, words, None, start, end)

    def _is_party(self, token: Token) -> bool:
        """Whether a token names a person or body, which is no reason: "for *Labour*"."""
        reference = self.references.at.get(token.i)
        parties = {Kind.PERSON, Kind.ORGANISATION}
        return reference is not None and reference.form is Form.NAME and reference.thing.kind in parties

    def _behind_telling(self, verb: Token) -> int:
        """The start of a clause whose subject the parse has lost: behind the verb that tells it, or first."""
        says = self.lexicon.say_verbs
        before = (n.i + 1 for n in verb.ancestors if n.i < verb.i and n.lemma_.lower() in says)
        return next(before, verb.sent.start)


def _before(noun: Token, trigger: Token, end: int) -> int:
    """The end of a noun phrase without the clause in it that only says what the fact does.

    "*solutions* suggested by X", "*changes* that they want".
    """
    clauses_behind = (c for c in noun.rights if c == trigger or c.is_ancestor(trigger))
    return next((c.left_edge.i for c in clauses_behind if c.left_edge.i < end), end)


def _from_deed(token: Token, trigger: Token, start: int) -> int:
    """Where a measure begins that keeps somebody from something: "*banned from* driving"."""
    kept = token.tag_ == "VBG" and token.head.lower_ == "from" and trigger.i < token.head.i
    near = kept and token.head.i - trigger.i <= _NEAR
    return (trigger.i if near else token.head.i) if kept else start


def _before_aside(token: Token, end: int) -> int:
    """The end of a clause without the aside that closes it: "to halt the cuts*, which he called mad*"."""
    words = token.doc[token.i : end]
    asides = (t.i - 1 for t in words[1:] if t.tag_ in {"WDT", "WP"} and t.nbor(-1).text == ",")
    return next((i for i in asides if i > token.i + 1), end)


def _before_reason(token: Token, end: int) -> int:
    """The end of a sum without what it is paid for: "£5m *for leaks*"."""
    measured = amount_at(token) is not None or token.ent_type_ == "DATE"  # "three years *for theft*"
    reasons = (c.i for c in token.rights if c.lower_ in _WHY and measured)
    return min((i for i in reasons if i < end), default=end)


def _lacks_subject(verb: Token) -> bool:
    """Whether the parse has lost whom or what a finite clause is about: "*needs to be exploded*"."""
    finite = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ == "MD" for c in verb.lefts)
    return finite and not any(c.dep_ in SUBJECTS or c.dep_ in {"expl", "csubj"} for c in verb.lefts)
