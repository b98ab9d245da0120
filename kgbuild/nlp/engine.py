"""The frame engine: finds triggers, walks to their arguments, and states facts. It knows no single frame."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kgbuild.model import Form, Kind, Status
from kgbuild.nlp import clauses
from kgbuild.nlp.article import Article
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.fillers import Fillers
from kgbuild.nlp.frames import ArgumentSpec, Frame, Position, Route, Rule
from kgbuild.nlp.literals import Literals
from kgbuild.nlp.money import amount_at
from kgbuild.nlp.phrases import (
    hyphenated,
    in_passing,
    phrases_at,
    stands_at,
)
from kgbuild.nlp.references import References
from kgbuild.nlp.routes import walk
from kgbuild.nlp.speech import Speech
from kgbuild.nlp.status import StatusReader
from kgbuild.nlp.tenures import Posts
from kgbuild.nlp.triggers import (
    describes,
    is_conditional,
    is_content_of_noun,
    is_due,
    is_exemplary,
    is_questioned,
    is_supposed,
    modal_over,
    shifted,
    trigger_of,
)
from kgbuild.nlp.verbs import VERBAL, clause_verb, is_passive


class RuleIndex:
    """The rules of all frames by trigger; made once for all articles."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.arguments = {(f.type, name): spec for f in frames for name, spec in f.arguments.items()}
        self.rules: dict[tuple[str, str], list[tuple[Frame, Rule]]] = defaultdict(list)
        for frame in frames:
            for rule in frame.rules:
                for lemma, particle in sorted(rule.lemmas, key=str):
                    perfect = rule.trigger == "modal" and particle
                    self.rules[rule.trigger, f"{lemma} {particle}" if perfect else lemma].append(
                        (frame, rule)
                    )


class Engine:
    """Applies frames to an article."""

    def __init__(
        self,
        index: RuleIndex,
        article: Article,
        references: References,
        fillers: Fillers,
        status: StatusReader,
        speech: Speech,
        posts: Posts,
    ) -> None:
        self.article = article
        self.references = references
        self.fillers = fillers
        self.status = status
        self.speech = speech
        self.posts = posts
        self.index = index
        self.literals = Literals(references, posts, fillers.lexicon)

    def drafts(self) -> Iterator[Draft]:
        """Yield what the article states, in the order of the triggers."""
        for token in self.article.doc:
            done: set[str] = set()
            for frame, rule in self._rules(token):
                if frame.type in done:
                    continue
                found = list(self._apply(frame, rule, token))
                if found:
                    done.add(frame.type)
                yield from found

    def _rules(self, token: Token) -> Iterator[tuple[Frame, Rule]]:
        kind, lemma = trigger_of(token)
        if kind is None or self._in_name(token):
            return
        if (kind, lemma) not in self.index.rules:
            lemma = token.lower_  # "shambles" has no singular
        for frame, rule in self.index.rules.get((kind, lemma), ()):
            particles = [particle for word, particle in rule.lemmas if word == lemma]
            if not rule.where and shifted(token):
                particles = [particle for particle in particles if particle]
            if any(self._particle(token, particle) for particle in particles):
                yield frame, rule
        if kind == "noun" and token.i > 0 and token.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
            yield from self._two_words(token, lemma)  # "a *missed opportunity*"
        yield from self.index.rules.get(("modal", modal_over(token)), ())
        yield from self.index.rules.get(("adjective", hyphenated(token)), ())
        if kind == "verb" and describes(token):
            yield from self.index.rules.get(("adjective", token.lower_), ())

    def _two_words(self, noun: Token, lemma: str) -> Iterator[tuple[Frame, Rule]]:
        """Yield the rules for a noun with the word before it."""
        before = noun.nbor(-1).lower_
        for frame, rule in self.index.rules.get(("noun", before), ()):
            if any(word == before and particle == lemma for word, particle in rule.lemmas):
                yield frame, rule

    def _in_name(self, token: Token) -> bool:
        name = self.references.surface.at.get(token.i)
        if name is None or name.kind is None:
            return False
        return name.end - name.start > 1 or name.kind in {Kind.PERSON, Kind.PLACE}

    def _particle(self, token: Token, particle: str | None) -> bool:
        if particle is None:
            return True
        words = particle.split()
        if len(words) > 1:
            following = [t.lower_ for t in token.doc[token.i + 1 : token.i + 1 + len(words)]]
            return following == words
        labels = {"prt", "prep", "advmod", "dobj", "acomp", "dative", "agent"}
        if any(c.lower_ == particle and c.dep_ in labels for c in token.children):
            return True
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == particle

    # -- one rule at one trigger ------------------------------------------------------------------------

    def _apply(self, frame: Frame, rule: Rule, trigger: Token) -> Iterator[Draft]:
        if rule.quoted and not self._singled_out(trigger):
            return
        if rule.voice and trigger.pos_ in VERBAL and is_passive(trigger) != (rule.voice == "passive"):
            return
        if not all(self._leads(trigger, routes, words) for routes, words in rule.where):
            return
        if any(self._leads(trigger, routes, words) for routes, words in rule.unless):
            return
        choices: list[list[Value | None]] = []
        doubt = 0.0
        for spec, position in rule.positions:
            found = self._values(trigger, spec, position)
            if found is None:
                return
            filled, unsure = found
            if not filled and (spec.required or spec.name in rule.needs):
                return
            doubt = max(doubt, unsure)
            choices.append(list(filled) or [None])
        standing = self._standing(rule, trigger)
        if standing is None:
            return
        status, cues = standing
        for combination in itertools.product(*choices):
            values = self._with_body(frame.type, tuple(value for value in combination if value is not None))
            values = tuple(value for value in values if not self._homeless(value, values))
            values = _without_repeats(values)
            if not {value.name for value in values}.issuperset(_needed(frame, rule)):
                continue
            values = tuple(v for v in values if self._is_definite(frame, v))
            draft = Draft(
                frame.type,
                values,
                status,
                (trigger.i, trigger.i + 1),
                f"{frame.type}:{rule.name}",
                round(max(0.05, rule.confidence - doubt), 2),
                tuple(c.i for c in cues),
                presupposed=rule.status is Status.ASSERTED and in_passing(trigger),
                ended=frame.type == "Tenure" and self._is_past(values),
            )
            yield draft
            yield from self._also(draft, rule)

    def _standing(self, rule: Rule, trigger: Token) -> tuple[Status, Sequence[Token]] | None:
        """The status of what a rule reads at a trigger, and its cues; None where the rule says nothing."""
        status, cues = self.status.of(trigger)
        if is_exemplary(trigger) or is_questioned(trigger):
            return None
        if status is Status.ASSERTED and not rule.status and is_conditional(trigger):
            return None
        if (rule.only and status not in rule.only) or (not rule.status and is_supposed(cues)):
            return None
        if rule.status is Status.ASSERTED and rule.only == (Status.DENIED,) and is_due(trigger):
            return None  # "X *should* not listen" does not say that X does not
        if rule.by_speaker and is_content_of_noun(trigger):
            return None  # "said X ignored *the doctor's advice* that"
        if rule.by_speaker and (telling := self.speech.verb_of(trigger)) is not None:
            told, telling_cues = self.status.of(telling)
            if told is not Status.ASSERTED:
                return told, telling_cues  # "X *will* claim that it is wrong"
        return rule.status or status, cues

    def _singled_out(self, word: Token) -> bool:
        """Whether a word is quoted for itself, in a clause that is not: "the 'absurd' plan"."""
        index = self.references.quoted[word.i]
        return index >= 0 and self.references.quoted[clause_verb(word).i] != index

    def _is_past(self, values: Sequence[Value]) -> bool:
        """Whether the words of a role tell that it is over: "the two *former* directors are A and B"."""
        roles = (value for value in values if value.name == "role")
        posts = (self.references.posts.get(i) for v in roles for i in range(v.start, v.end))
        return any(post is not None and post.when == "past" for post in posts)

    def _homeless(self, value: Value, values: Sequence[Value]) -> bool:
        """Whether a value is a role only where a body is named, and none is: "founder"."""
        if value.name != "role" or any(other.name == "organization" for other in values):
            return False
        posts = (self.references.posts.get(i) for i in range(value.start, value.end))
        return any(post is not None and post.office == "with body" for post in posts)

    def _also(self, draft: Draft, rule: Rule) -> Iterator[Draft]:
        for also in rule.also:
            if draft.status not in also.status:
                continue
            values: list[Value] = []
            for name, source in also.arguments:
                if source.startswith("="):
                    values.append(Value(name, source[1:], None, *draft.trigger))
                    continue
                taken = [v for part in source.split("|") for v in draft.values if v.name == part.strip()]
                values += [replace(v, name=name) for v in taken[:1]]
            values = list(self._with_body(also.type, tuple(values)))
            complete = all(any(v.name == need for v in values) for need in also.needs)
            if complete and all(self._suits(also.type, value) for value in values):
                yield replace(
                    draft,
                    type=also.type,
                    values=tuple(values),
                    rule=f"{draft.rule}+{also.type}",
                    status=also.held or draft.status,
                    cues=() if also.held else draft.cues,
                )

    def _suits(self, fact_type: str, value: Value) -> bool:
        """Whether a thing may fill its argument in a fact of another type: firms hold no role."""
        spec = self.index.arguments.get((fact_type, value.name))
        if spec is None or value.thing is None or not spec.kinds:
            return True
        thing = self.references.things.by_id[value.thing]
        return thing.kind in spec.kinds and (thing.named or not spec.named)

    def _with_body(self, fact_type: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Add the body that the words of a post name, where the rule has found no other."""
        if (fact_type, "organization") not in self.index.arguments or any(
            v.name == "organization" for v in values
        ):
            return values
        post = next(
            (
                self.references.posts.get(i)
                for v in values
                if v.name == "role"
                for i in range(v.start, v.end)
                if i in self.references.posts
            ),
            None,
        )
        body = self.posts.body_of(post) or self.posts.hosts.host_of(post) if post is not None else None
        if body is None or body[0].id in {v.thing for v in values if v.name in {"target", "member"}}:
            return values
        thing, start, end = body
        return (*values, Value("organization", self.references.phrase(start, end), thing.id, start, end))

    # -- positions --------------------------------------------------------------------------------------

    def _values(
        self, trigger: Token, spec: ArgumentSpec, position: Position
    ) -> tuple[list[Value], float] | None:
        """Return what fills an argument, with its doubt; None where what stands there cannot be read.

        A fact whose agent is "its rival", when nobody knows who that is, is not a fact without agent.
        """
        unread = False
        if position.fixed is not None:
            return [Value(spec.name, position.fixed, None, trigger.i, trigger.i + 1)], 0.0
        for route in position.routes:
            if route == ("speaker",):
                fillers = [f for f in self.speech.speaker_of(trigger.i) if not _within(trigger, f.token)]
                if fillers:
                    return [self.fillers.value(spec.name, f) for f in fillers], 0.05
                continue
            tokens = walk(trigger, route)
            if spec.literal and (values := self._texts(tokens, spec, trigger)):
                return values, 0.0
            if spec.literal:
                continue
            found = ((t, f) for t in tokens for f in self.fillers.of(t, spec))
            fillers = [f for token, f in found if not _beyond(trigger, token, f.token)]
            unread = unread or any(t.dep_ not in {"expl"} for t in tokens)
            if fillers:
                doubt = max(f.doubt + (0.05 if f.form is not Form.NAME else 0.0) for f in fillers)
                return [self.fillers.value(spec.name, f) for f in fillers], doubt
        if unread and spec.spare:
            return [], 0.1
        return None if unread and spec.name == "agent" else ([], 0.0)

    def _texts(self, tokens: Sequence[Token], spec: ArgumentSpec, trigger: Token) -> list[Value]:
        """The texts that fill an argument: the first at the tokens, or all posts named together."""
        if spec.literal == "post":
            tokens = [part for token in tokens for part in clauses.conjuncts(token)]
        values = [value for token in tokens for value in self.literals.of(token, spec, trigger)]
        return values if spec.literal == "post" else values[:1]

    def _is_definite(self, frame: Frame, value: Value) -> bool:
        """Whether a value is as definite as its argument asks."""
        spec = frame.arguments.get(value.name)
        if spec is None or not spec.definite:
            return True
        reference = self.references.at.get(value.end - 1)
        described = reference is None or reference.form is Form.DESCRIPTION
        return not described or self.references.is_definite(value.end - 1)

    def _leads(self, trigger: Token, routes: Sequence[Route], words: frozenset[str]) -> bool:
        return any(
            "*" in words
            or self._is_among(part, words)
            or ("£" in words and amount_at(part) is not None)
            or ("#" in words and part.shape_ == "dddd")
            for route in routes
            for token in walk(trigger, route)
            for part in clauses.conjuncts(token)
        )

    def _is_among(self, word: Token, words: frozenset[str]) -> bool:
        """Whether a word is one of `words`, or an end of one of several words: "a *recipe* for chaos"."""
        if not words.isdisjoint((word.lemma_.lower(), word.lower_, hyphenated(word))):
            return True
        phrases = phrases_at(words).get(word.lemma_.lower(), ())
        return any(stands_at(word, phrase) for phrase in phrases)


def _without_repeats(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Leave out an argument that names a thing once more: nobody urges himself, or succeeds himself."""
    kept: dict[str | None, Value] = {}
    free = [v for v in values if v.thing is None or v.name == "organization"]
    for value in values:
        if value not in free:
            kept.setdefault(value.thing, value)
    return tuple(v for v in values if v in free or v in kept.values())


def _beyond(trigger: Token, noun: Token, place: int) -> bool:
    """Whether a thing is coordinated with a noun behind its clause: "A, who lied, and *B*".

    What stands before the first of several, like a title, does not belong to all: "X's owner A and *B*".
    """
    before = trigger.head == noun and trigger.dep_ in {"compound", "nmod"} and trigger.tag_ == "NN"
    return (noun.i < trigger.i < place and noun.is_ancestor(trigger)) or (before and place > noun.i)


def _within(trigger: Token, place: int) -> bool:
    """Whether a token stands in the trigger's own clause, where nobody but a named source can say it."""
    source = trigger.doc[place]
    named = any(node.lower_ == "according" for node in source.ancestors)
    return trigger.is_ancestor(source) and not named


def _needed(frame: Frame, rule: Rule) -> set[str]:
    """The arguments without which a rule says nothing."""
    return {*rule.needs, *(spec.name for spec in frame.arguments.values() if spec.required)}
