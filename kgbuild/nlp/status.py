"""Whether a trigger is stated as so, as planned, or as not so; and the words that decide it.

From the trigger upwards through what governs it: negation, modals, verbs and nouns of planning, denying and
saying, conditions, purposes, questions. What is presupposed (a relative clause, a participle, an
apposition) does not take its status from the sentence around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kgbuild.model import Status
from kgbuild.nlp.cues import (
    generic,
    governor_of,
    has_no,
    is_content,
    mandated,
    rather_than,
    singled_out,
    supposes,
    told_of,
    with_word_before,
)
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import (
    SUBJECTS,
    VERBAL,
    ended_by,
    infinitive_mark,
    is_infinitive,
    is_inverted,
    is_passive,
    is_perfect,
    is_subjunctive,
    mark_of_time_to_come,
    own,
)

_CALLING = frozenset({"ask", "call", "demand", "plead", "press", "urge"})  # what a petition does already
_LETTERS = frozenset({"petition", "write"})
_CALLS = frozenset({"call", "demand", "plea", "pressure", "request"})
_NONE_WORDS = frozenset({"no", "none", "nobody", "neither", "nothing", "few"})
_ABOUT = frozenset({"of", "for", "to", "on", "about"})
_PREDICATING = frozenset({"amount", "be", "descend", "preside", "reek", "remain", "resort", "smack"})
_NEXT = 3
_MAX_STEPS = 12
_SAID_AS_PLANNED = frozenset({"urge", "promise", "predict", "hope"})


@dataclass
class Standing:
    """The status found so far, with the tokens that decided it."""

    status: Status = Status.ASSERTED
    cues: list[Token] = field(default_factory=list)

    def plan(self, cue: Token) -> None:
        """Something makes it no more than planned."""
        if self.status is Status.ASSERTED:
            self.status = Status.PLANNED
        self.cues.append(cue)

    def deny(self, cue: Token) -> None:
        """Something negates it; negated twice, it is left open."""
        if cue in self.cues:
            return  # "has *no* plans": of the noun, and of the verb whose object that is
        self.status = Status.PLANNED if self.status is Status.DENIED else Status.DENIED
        self.cues.append(cue)


class StatusReader:
    """Reads the status of triggers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.modals = lexicon.status_words("planned", "modal")
        self.planned_verbs = lexicon.status_verbs("planned")
        self.denied_verbs = lexicon.status_verbs("denied")
        self.factive_verbs = lexicon.status_verbs("factive")
        self.factive_adjectives = lexicon.status_words("factive", "adjective")
        self.bargained_verbs = lexicon.status_words("bargained", "verb")
        self.planned_nouns = lexicon.planned_nouns
        self.planned_moves = lexicon.status_words("planned", "progressive")
        self.denied_nouns = lexicon.status_words("denied", "noun")
        self.planned_adjectives = lexicon.status_words("planned", "adjective")
        self.denied_adjectives = lexicon.status_words("denied", "adjective")
        phrases = lexicon.status_words("denied", "phrase")
        self.none_nouns = frozenset(phrase.removeprefix("no ") for phrase in phrases)
        self.planned_adverbs = lexicon.status_words("planned", "adverb") | lexicon.status_words(
            "alleged", "adverb"
        )
        self.conditions = lexicon.status_words("planned", "conjunction")
        self.planned_adjectives |= lexicon.status_words("alleged", "adjective")
        self.alleged_nouns = lexicon.status_words("alleged", "noun")
        self.alleged_verbs = lexicon.status_verbs("alleged")
        self.factive_nouns = lexicon.status_words("factive", "noun")
        self.denied_adverbs = lexicon.status_words("denied", "adverb")
        self.denied_prepositions = lexicon.status_words("denied", "preposition")

        self._governed: dict[str, Callable[[Token, Token, Standing], Token | None]] = {
            "conj": self._conjunct,
            "advcl": self._adverbial,
            **dict.fromkeys(("xcomp", "ccomp", "csubj", "csubjpass"), self._complement),
            **dict.fromkeys(("pcomp", "pobj"), self._prepositional),
            **dict.fromkeys(("dobj", "nsubjpass", "attr", "oprd", "acomp", "dative"), self._argument),
        }

    def of(self, trigger: Token) -> tuple[Status, tuple[Token, ...]]:
        """Return the status of what a trigger says, and the deciding tokens in text order."""
        standing = Standing()
        node = trigger
        for _ in range(_MAX_STEPS):
            if node.pos_ in VERBAL:
                self._verb(node, standing)
            elif node.pos_ in {"NOUN", "PROPN", "ADJ"}:
                self._nominal(node, standing)
            following = self._climb(node, standing)
            if following is None:
                break
            node = following
        self._question(trigger, standing)
        if standing.status is Status.ASSERTED:
            return Status.ASSERTED, ()
        return standing.status, tuple(sorted(set(standing.cues), key=lambda t: t.i))

    # -- what a node says of itself ---------------------------------------------------------------------

    def _verb(self, verb: Token, standing: Standing) -> None:
        if verb.tag_ == "VBG" and verb.lemma_.lower() in self.planned_moves:
            for aux in [c for c in own(verb, {"aux"}) if c.lemma_ == "be" and c.tag_ in {"VBP", "VBZ"}][:1]:
                standing.plan(aux)  # "who *is* retiring"
        if (instead := rather_than(verb)) is not None:
            standing.deny(instead)
        for child in verb.children:
            before = child.dep_ == "advmod" and child.i < verb.i
            if (child.dep_ == "neg" or (before and child.lower_ in self.denied_adverbs)) and not (
                self._only_behind(child)
            ):
                (standing.plan if self._leaves_open(child, verb) else standing.deny)(child)
            elif (
                (child.dep_ == "aux" and child.lemma_.lower() in self.modals and child.tag_ == "MD")
                or (child.dep_ == "mark" and child.lower_ in self.conditions)
                or (before and child.lower_ in self.planned_adverbs)
                or is_inverted(child, verb)
                or supposes(child, verb)
            ):
                standing.plan(child)
            elif child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
                self._none(child, standing)

    def _nominal(self, noun: Token, standing: Standing) -> None:
        self._none(noun, standing)
        for child in noun.children:
            if child.dep_ == "amod" and {child.lemma_.lower(), child.lower_} & self.planned_adjectives:
                standing.plan(child)
            elif child.dep_ == "neg" and noun.pos_ == "ADJ" and not self._only_behind(child):
                standing.deny(child)

    def _none(self, noun: Token, standing: Standing) -> None:
        if noun.lower_ in _NONE_WORDS:
            standing.deny(noun)
        for child in noun.children:
            if child.dep_ in {"det", "neg", "preconj"} and child.lower_ in {"no", "neither"}:
                standing.deny(child)

    def _leaves_open(self, negation: Token, verb: Token) -> bool:
        """Whether a negation is part of a condition or choice: "if it is *not* sold", "whether or *not*"."""
        before = [t.lower_ for t in negation.doc[negation.sent.start : negation.i]]
        choice = before[-1:] == ["or"] and "whether" in before
        return choice or any(c.dep_ == "mark" and c.lower_ in self.conditions for c in verb.children)

    def _only_behind(self, negation: Token) -> bool:
        following = negation.i + 1
        return following < len(negation.doc) and negation.doc[following].lower_ in {"only", "just", "least"}

    # -- what governs a node ------------------------------------------------------------------------------

    def _climb(self, node: Token, standing: Standing) -> Token | None:
        """Apply what governs `node`; return the next node up, None where its status ends."""
        head = node.head
        if node.pos_ == "NOUN" and self._presupposed(node):
            return None
        if head == node:
            if (to := infinitive_mark(node)) is not None:  # a headline: "Chairman to go"
                standing.plan(to)
            return None
        match node.dep_:
            case "relcl" | "acl" if is_infinitive(node) and singled_out(head):
                return head  # "may be the *first to resign*" is as open as the first is
            case "relcl" if is_infinitive(node):
                return self._noun_clause(node, head, standing)
            case "relcl" | "appos" | "poss" | "compound":
                told = node.tag_ == "VBD"  # "every report we *wrote*"
                if node.dep_ == "relcl" and not told and (anyone := generic(head)) is not None:
                    standing.plan(anyone)
                return None
            case "acl":
                return self._noun_clause(node, head, standing)
            case "amod":
                return None if node.pos_ in VERBAL else head
            case _:
                governed = self._governed.get(node.dep_)
                return governed(node, head, standing) if governed is not None else None

    def _presupposed(self, noun: Token) -> bool:
        """Whether a noun tells what somebody feels or says already: "to defend *her criticism* of"."""
        owned = any(child.dep_ == "poss" for child in noun.children)
        return owned and noun.lemma_.lower() in self.factive_nouns

    def _noun_clause(self, node: Token, noun: Token, standing: Standing) -> Token | None:
        word = noun.lemma_.lower()
        if is_content(node):
            return self._content(noun, standing)
        proposes = node.tag_ == "VBG" and word in self.planned_nouns and node.lemma_ not in _CALLING
        if not is_infinitive(node) and not proposes:
            return None
        if word in self.denied_nouns:
            standing.deny(noun)
        if word in self.denied_nouns | self.factive_nouns:
            return None
        if not is_perfect(node):
            standing.plan(noun if word in self.planned_nouns else infinitive_mark(node) or noun)
        if noun.dep_ == "dobj" and self._refuses_calls(noun.head):
            standing.deny(noun.head)
            return None
        return noun if word in self.planned_nouns else None

    def _content(self, noun: Token, standing: Standing) -> Token | None:
        """Apply a noun to the clause that says what it is: "*rumours* that", "no *evidence* that"."""
        word = noun.lemma_.lower()
        if word in self.denied_nouns or (word in self.none_nouns and has_no(noun)):
            standing.deny(noun)
        elif word in self.planned_nouns | self.alleged_nouns:
            standing.plan(noun)
        return None

    def _conjunct(self, node: Token, head: Token, _standing: Standing) -> Token | None:
        """A second conjunct shares modals and governors only where its own form cannot stand alone."""
        if node.pos_ not in VERBAL or head.pos_ not in VERBAL:
            return head if node.pos_ not in VERBAL else None
        finite = node.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in node.children
        )
        if finite:
            return None
        return head

    def _complement(self, node: Token, head: Token, standing: Standing) -> Token | None:
        if head.pos_ == "ADJ" or head.dep_ == "acomp":
            return self._adjective(node, head, standing)
        if node.dep_ == "xcomp" and head.pos_ == "NOUN":
            return self._noun_clause(node, head, standing)
        if head.pos_ not in VERBAL:
            return self._content(head, standing) if head.pos_ == "NOUN" and is_content(node) else None
        if _of_singled(node, head):
            return head
        ahead = node.dep_ in {"ccomp", "xcomp"} and node.i < head.i and not self._says(head)
        if ahead or ended_by(node) is not None:  # only of speech the complement may stand ahead
            return None
        return self._clause(node, head, standing)

    def _clause(self, node: Token, head: Token, standing: Standing) -> Token | None:
        """Apply a verb to the clause that is its complement: "*denied* closing it", "*wants* it to close"."""
        if self._listed(head, self.denied_verbs):
            standing.deny(head)
            return head
        if is_infinitive(node) and (head.lemma_.lower(), "to") in self.alleged_verbs and told_of(head, node):
            standing.plan(head)
            return None
        if head.lemma_ == "face" and node.tag_ in {"VBG", "VBN"}:
            standing.plan(head)
            return head
        if head.lemma_ == "be" and is_infinitive(node) and is_perfect(node):  # "was to have gone"
            standing.plan(infinitive_mark(node) or head)
            return head
        ordered = (
            is_passive(head) and is_infinitive(node) and (head.lemma_.lower(), "to") in self.planned_verbs
        )
        if ordered or (
            self._listed(head, self.planned_verbs) and (node.dep_ == "xcomp" or not self._says(head))
        ):
            standing.plan(head)
            return head
        if self._says(head):
            speech = self.lexicon.say_verbs[head.lemma_.lower()]
            if speech == "deny":
                standing.deny(head)
            elif (speech in _SAID_AS_PLANNED and (is_infinitive(node) or is_subjunctive(node))) or (
                speech == "hope" or (speech == "urge" and mandated(node)) or self._undertaken(node, head)
            ):
                standing.plan(head)
            return None if node.dep_ == "ccomp" else head
        factive = self._listed(head, self.factive_verbs) or self._compelled(head)
        if is_infinitive(node) and not is_perfect(node) and not factive:
            standing.plan(infinitive_mark(node) or head)
        return head

    def _compelled(self, verb: Token) -> bool:
        """Whether "had to" tells of what was done: "had to pay"; not "said they *had to* pay"."""
        if verb.lemma_ != "have" or verb.tag_ != "VBD":
            return False
        above = [verb, *verb.ancestors]
        told = any(node.dep_ in {"ccomp", "parataxis"} and self._says(node.head) for node in above)
        supposed = any(c.dep_ == "mark" and c.lower_ in self.conditions for n in above for c in n.children)
        return (
            not told
            and not supposed
            and not any(c.dep_ == "parataxis" and self._says(c) for c in verb.children)
        )

    def _undertaken(self, node: Token, head: Token) -> bool:
        """Whether a verb of saying looks forward: "agreed *to buy*", not "found it *to be* bad"."""
        ahead = is_infinitive(node) and not is_perfect(node)
        done = self._listed(head, self.factive_verbs) and node.lemma_.lower() not in self.bargained_verbs
        return ahead and not is_passive(head) and not done

    def _adjective(self, node: Token, head: Token, standing: Standing) -> Token | None:
        word = head.lemma_.lower()
        if word in self.denied_adjectives:
            standing.deny(head)
        elif word in self.planned_adjectives or (
            is_infinitive(node) and not is_perfect(node) and word not in self.factive_adjectives
        ):
            standing.plan(head)
        return head

    def _adverbial(self, node: Token, head: Token, standing: Standing) -> Token | None:
        if (until := mark_of_time_to_come(node)) is not None:
            standing.plan(until)
            return None
        if _of_singled(node, head):
            return head
        if is_infinitive(node):
            if self._refuses_calls(head):
                standing.deny(head)
                return None
            if head.pos_ == "ADJ" or head.lemma_ in {"due", "set"}:
                return self._adjective(node, head, standing)
            if head.lemma_ in _LETTERS and node.lemma_ in _CALLING:
                return head  # "wrote *to demand* a review"
            if is_passive(head) and self._listed(head, self.planned_verbs):
                standing.plan(head)
                return head
            if self._listed(head, self.factive_verbs):
                return head  # "went on to resign", "will leave to be replaced by X"
            if not is_perfect(node):
                standing.plan(infinitive_mark(node) or node)
            return None
        participle = node.tag_ in {"VBG", "VBN"} and not own(node, SUBJECTS)  # not "after it *was put*"
        if participle and head.pos_ in VERBAL and node.i > head.i:
            if self._listed(head, self.denied_verbs) and node.i - head.i <= _NEXT:  # "ruled out resigning"
                standing.deny(head)
            return head
        return None

    def _prepositional(self, node: Token, preposition: Token, standing: Standing) -> Token | None:
        governor, particle = governor_of(preposition)
        word = governor.lemma_.lower()
        if node.dep_ == "pcomp" and self.denied_prepositions & {
            preposition.lower_,
            with_word_before(preposition),
        }:
            standing.deny(preposition)
            return None
        if governor.pos_ in VERBAL:
            return self._oblique(node, particle, governor, standing)
        if governor.pos_ in {"NOUN", "PROPN"}:
            if (word in self.none_nouns and has_no(governor)) or (
                word in self.denied_nouns and particle in {"of", "to"} and node.dep_ == "pcomp"
            ):
                standing.deny(governor)
            elif word in self.planned_nouns | self.alleged_nouns and particle in _ABOUT:
                standing.plan(governor)
                return governor
            return None
        if governor.pos_ == "ADJ" and word in self.planned_adjectives:
            standing.plan(governor)
        return None

    def _oblique(self, node: Token, particle: str, verb: Token, standing: Standing) -> Token | None:
        """Apply a verb to what stands behind its preposition: "ruled out of", "held *talks* about buying"."""
        word = verb.lemma_.lower()
        forms: set[tuple[str, str | None]] = {(word, particle), *((word, part) for part in particle.split())}
        if node.dep_ == "pcomp":
            forms.add((word, None))
        if forms & self.denied_verbs:
            standing.deny(verb)
            return verb
        if forms & self.planned_verbs:
            standing.plan(verb)
            return verb
        objects = (child for child in verb.children if child.dep_ == "dobj" and particle in _ABOUT)
        matter = next((noun for noun in objects if noun.lemma_.lower() in self.planned_nouns), None)
        if matter is not None:
            standing.plan(matter)
        return verb if matter is not None or word in _PREDICATING else None

    def _argument(self, node: Token, head: Token, standing: Standing) -> Token | None:
        if head.pos_ not in VERBAL:
            return None
        if node.pos_ in VERBAL or node.dep_ in {"attr", "acomp", "oprd"}:
            return head
        if self._listed(head, self.denied_verbs):
            if node.lemma_.lower() not in self.lexicon.lists["speech_nouns"]:
                standing.deny(head)
            return head
        if self._listed(head, self.planned_verbs):
            standing.plan(head)
        return head

    # -- helpers --------------------------------------------------------------------------------------------

    def _refuses_calls(self, verb: Token) -> bool:
        """Whether a verb says no to what somebody is called on to do: "*resisted* calls to publish it"."""
        calls = any(noun.lemma_ in _CALLS for noun in own(verb, {"dobj"}))
        return calls and verb.pos_ in VERBAL and self._listed(verb, self.denied_verbs)

    def _listed(self, verb: Token, verbs: frozenset[tuple[str, str | None]]) -> bool:
        lemma = verb.lemma_.lower()
        if any((lemma, c.lower_) in verbs for c in verb.children if c.dep_ in {"prt", "prep", "advmod"}):
            return True
        return (lemma, None) in verbs

    def _says(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self.lexicon.say_verbs

    def _question(self, trigger: Token, standing: Standing) -> None:
        sentence = trigger.sent
        if sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?"):
            standing.plan(sentence[-1] if sentence[-1].text == "?" else sentence[-2])


def _of_singled(node: Token, head: Token) -> bool:
    """Whether an infinitive hung on a verb tells what one singled out did: "became the third *to go*"."""
    return is_infinitive(node) and any(singled_out(c) for c in own(head, {"attr"}) if c.i < node.i)
