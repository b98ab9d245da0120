"""Whom politicians fault: what a speaker of one side says of another side, where it says anything bad.

Words too weak to be criticism from anybody ("soft on litter", "their figures never tally") are criticism
from a rival: who speaks and of whom tells more than the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kgbuild.model import Kind, Status
from kgbuild.nlp import clauses
from kgbuild.nlp.drafts import Draft
from kgbuild.nlp.fillers import Filler
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.references import References
from kgbuild.nlp.speech import Speech
from kgbuild.nlp.status import StatusReader
from kgbuild.nlp.triggers import is_conditional
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_infinitive, is_passive, own

CONFIDENCE = {"rival": 0.65}
_PARTY = "party"
_GOVERNMENTS = frozenset({"government", "the government", "ministers"})
_AGAINST = frozenset({"shadow", "opposition"})
_TARGET = ArgumentSpec("target", (Kind.PERSON, Kind.ORGANISATION))
_LISTS = ("failings", "misdeeds", "negative_adjectives", "verdicts", "rival_words")
_WHOLE = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
_OTHER_CLAUSES = frozenset({"advcl", "ccomp", "parataxis", "relcl", "csubj"})
_MERE_WISHES = frozenset({"want", "plan", "intend", "expect", "need", "rule", "comment", "know"})
_OPEN = frozenset({"if", "unless", "whether"})


class Rivals:
    """The sides of an article's politics, and what they say of each other.

    Args:
        references: What the article's words stand for.
        speech: Who says what.
        lexicon: The gazetteers.
        status: Reads whether something has been said, or will be.
        holdings: The posts that stand beside names.
        ties: The drafts of tenures and memberships.
    """

    def __init__(
        self,
        references: References,
        speech: Speech,
        lexicon: Lexicon,
        status: StatusReader,
        holdings: Iterable[Holding],
        ties: Iterable[Draft],
    ) -> None:
        self.references = references
        self.speech = speech
        self.status = status
        self.ill = frozenset().union(*(lexicon.lists[section] for section in _LISTS))
        self.party_of: dict[str, str] = {}
        self.in_office: set[str] = set()
        self.opposing: set[str] = set()
        self._take_sides(holdings, list(ties))

    def _take_sides(self, holdings: Iterable[Holding], ties: list[Draft]) -> None:
        things = self.references.things
        for thing in things.by_id.values():
            if thing.kind is Kind.ORGANISATION and thing.named and thing.sort == _PARTY:
                self.party_of[thing.id] = thing.id
            elif thing.kind is Kind.ORGANISATION and thing.label.lower() in _GOVERNMENTS:
                self.in_office.add(thing.id)
        for tie in ties:
            for member, body in zip(tie.things("member"), tie.things("organization"), strict=False):
                if body in self.party_of:
                    self.party_of.setdefault(member, body)
        for holding in holdings:
            held = things.of_name.get(holding.person.start)
            words = {t.lower_ for t in self.references.doc[holding.post.start : holding.post.end]}
            if held is None:
                continue
            if words & _AGAINST:
                self.opposing.add(held.id)
            elif holding.post.government and holding.post.when != "past":
                self.in_office.add(held.id)

    def opposed(self, one: Thing, other: Thing) -> bool:
        """Whether two are of different sides: two parties, or a government and who is not of it."""
        if self.surely_opposed(one, other):
            return True
        if one.id in self.party_of and other.id in self.party_of:
            return False
        if one.id in self.in_office and other.id in self.in_office:
            return False
        return any(self._out_of_office(a) and b.id in self.in_office for a, b in ((one, other), (other, one)))

    def surely_opposed(self, one: Thing, other: Thing) -> bool:
        """Whether the article says so: it names the parties of both, or calls one the other's opposition."""
        if one.id in self.party_of and other.id in self.party_of:
            return self.party_of[one.id] != self.party_of[other.id]
        pairs = ((one, other), (other, one))
        return any(a.id in self.opposing and b.id in self.in_office for a, b in pairs)

    def _out_of_office(self, thing: Thing) -> bool:
        party = self.party_of.get(thing.id)
        governing = {self.party_of[i] for i in self.in_office if i in self.party_of}
        return thing.id in self.opposing or (party is not None and party not in governing)

    def drafts(self) -> Iterator[Draft]:
        """Yield a criticism for each clause in which a speaker says something bad of a rival, in order."""
        if not self.party_of and not self.opposing:
            return
        for verb in self.references.doc:
            if verb.pos_ in VERBAL and verb.dep_ in _WHOLE and not _is_open(verb):
                yield from self._told_by(verb)

    def _told_by(self, verb: Token) -> Iterator[Draft]:
        speakers = self.speech.speaker_of(verb.i)
        mine = own(verb, SUBJECTS)
        if not speakers or not mine or is_infinitive(verb):
            return
        ill = self._ill_word(verb, mine[0])
        if ill is None:
            return
        telling = self.speech.verb_of(verb)
        status, cues = self.status.of(telling) if telling is not None else (Status.ASSERTED, ())
        for speaker in speakers:
            for target in self._spoken_of(mine[0]):
                opposed = self.surely_opposed if ill.dep_ == "neg" else self.opposed
                if opposed(speaker.thing, target.thing):
                    yield Draft(
                        "Criticism",
                        (
                            self.speech.fillers.value("agent", speaker),
                            self.speech.fillers.value("target", target),
                        ),
                        status,
                        (ill.i, ill.i + 1),
                        "Criticism:rival",
                        CONFIDENCE["rival"],
                        tuple(cue.i for cue in cues),
                    )

    def _spoken_of(self, subject: Token) -> list[Filler]:
        """Whom a clause is about: its subject, or whose that is: "*Labour's* figures", "*Labour* tactics"."""
        found = self.speech.fillers.of(subject, _TARGET)
        owners = [*clauses.possessors(subject), *clauses.compounds(subject)]
        for owner in (*owners, *clauses.prepositional(subject, "of")):
            found = found or self.speech.fillers.of(owner, _TARGET)
        return found

    def _ill_word(self, verb: Token, subject: Token) -> Token | None:
        """The word by which a clause says something bad of its subject, or the word that negates it."""
        if is_passive(verb) and verb.lemma_.lower() in self.ill:
            return None  # "has been *hurt*" is no fault of its subject
        negated = own(verb, {"neg"})
        words = [word for word in _words(verb, subject) if {word.lemma_.lower(), word.lower_} & self.ill]
        if negated:
            return None if words or verb.lemma_ in _MERE_WISHES else negated[0]
        return words[0] if words else None


def _words(verb: Token, subject: Token) -> Iterator[Token]:
    """The words of a clause, without its other subjects, clauses of their own and what they hold."""
    yield verb
    for child in verb.children:
        if child is subject:
            if child.pos_ == "NOUN":
                yield child
        elif child.dep_ not in _OTHER_CLAUSES and not (child.dep_ == "conj" and own(child, SUBJECTS)):
            yield from _words(child, subject)


def _is_open(verb: Token) -> bool:
    """Whether a clause asks or supposes."""
    marks = {mark.lower_ for mark in own(verb, {"mark"})}
    return bool(marks & _OPEN) or is_conditional(verb) or verb.sent[-1].text == "?"
