"""Attachments that a small model gets wrong: who does something, hung on what is done."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_passive, own

_GIVEN = frozenset({"dobj", "oprd", "attr"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_CHARGES = frozenset({"absolve", "accuse", "acquit", "clear", "convict", "deprive", "strip", "suspect"})
_JUDGEMENTS = frozenset(
    {"applaud", "attack", "blame", "censure", "commend", "condemn", "criticise", "fine", "jail", "praise"}
    | {"prosecute", "rebuke", "reprimand", "sack", "slam", "suspend", "thank"}
)
_RULINGS = frozenset({"rule", "decide"})
_MANNERS = frozenset({"basis", "capacity", "manner", "way"})
_TIMES = frozenset({"DATE", "TIME"})
_NO_DOERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})


def reattached(doc: Doc, lexicon: Lexicon) -> Doc:
    """Hang words on what they belong to, in place, and return `doc`.

    The "by" of a passive goes to its verb: "was fined £3m *by Ofcom*". What a speaker does besides goes to
    the verb of saying between commas: "it is fair, he said, *urging* all to pay"; what he says after a "but"
    to his first: "She said the film was cruel but *urged* them to wait". What somebody is accused of, or
    praised for, goes to the verb: "accused staff *of bullying*", "was praised by inspectors *for* it". Of two
    subjects side by side the first describes the second: "the *charity* Oakley has won".
    """
    for token in doc:
        if token.tag_ == "VBG" and token.dep_ == "advcl" and (aside := _aside_before(token)) is not None:
            token.head = aside
        elif token.lower_ == "by" and token.dep_ in {"prep", "agent"} and _names_doer(token):
            verb = _passive_above(token.head)
            if verb is not None and not own(verb, {"agent"}):
                token.head, token.dep_ = verb, "agent"
        elif token.dep_ == "prep" and (judging := _judging_above(token, lexicon)) is not None:
            token.head = judging
        elif token.dep_ in SUBJECTS and _describes_next(token):
            token.head, token.dep_ = token.nbor(1), "compound"
        elif token.dep_ == "conj" and _is_speaking(token, lexicon) and _goes_on(token, lexicon):
            token.head = token.head.head
    return doc


def _aside_before(participle: Token) -> Token | None:
    """The verb between commas, with a subject of its own, that stands right before a participle."""
    start = participle.i
    if start < 2 or participle.nbor(-1).text != ",":
        return None
    verb = participle.nbor(-2)
    aside = verb.dep_ == "parataxis" and verb.head == participle.head and bool(own(verb, {"nsubj"}))
    return verb if aside else None


def _judging_above(preposition: Token, lexicon: Lexicon) -> Token | None:
    """The verb of accusing, praising or punishing whose reason hangs on whom it is about, or who does it."""
    noun, verb = preposition.head, preposition.head.head
    if preposition.lower_ == "of" and noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _CHARGES:
        deeds = lexicon.lists["failings"] | lexicon.lists["misdeeds"]
        charged = any(c.dep_ == "pcomp" or c.lemma_.lower() in deeds for c in preposition.children)
        return verb if charged else None
    if verb.dep_ != "agent" or noun.dep_ != "pobj":
        return None
    if preposition.lower_ == "of" and verb.head.lemma_ in _CHARGES:
        return verb.head if preposition.nbor(1).text in {'"', "“"} or own(preposition, {"pcomp"}) else None
    judged = preposition.lower_ == "for" and verb.head.lemma_ in _JUDGEMENTS
    told = any(child.tag_ in {"PRP$", "DT", "VBG"} for child in _behind(preposition))
    return verb.head if judged and told else None


def _is_speaking(verb: Token, lexicon: Lexicon) -> bool:
    return verb.lemma_ in _JUDGEMENTS or lexicon.say_class(verb) is not None


def _behind(preposition: Token) -> list[Token]:
    return [*preposition.children, *(c for noun in preposition.children for c in noun.lefts)]


def _describes_next(subject: Token) -> bool:
    """Whether a common noun stands right before the name that is the same verb's subject."""
    if subject.i + 1 >= len(subject.doc) or subject.pos_ != "NOUN":
        return False
    name = subject.nbor(1)
    return name.dep_ in SUBJECTS and name.head == subject.head and name.pos_ == "PROPN"


def _goes_on(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb without a subject does not suit what the clause before it is about.

    Behind "but" any verb of saying, behind "and" one that judges.
    """
    clause = verb.head
    teller = clause.head
    told = clause.dep_ == "ccomp" and (teller.lemma_ in _RULINGS or lexicon.say_class(teller) is not None)
    if not told or verb.tag_ not in _FINITE or own(verb, SUBJECTS):
        return False
    links = {"but", "and"} if verb.lemma_ in _JUDGEMENTS else {"but"}
    contrasted = any(c.lower_ in links and clause.i < c.i < verb.i for c in clause.children)
    nouns = (s for s in own(clause, SUBJECTS) if s.pos_ == "NOUN" and s.ent_type_ not in _SPEAKERS)
    things = [noun for noun in nouns if noun.lemma_.lower() not in lexicon.lists["people"]]
    return contrasted and bool(things) and clause.head.tag_ == verb.tag_


def _names_doer(preposition: Token) -> bool:
    """Whether somebody may stand behind a "by", no day and no sum."""
    nouns = own(preposition, {"pobj"})
    return bool(nouns) and all(n.ent_type_ not in _NO_DOERS and n.tag_ not in {"CD", "VBG"} for n in nouns)


def _passive_above(head: Token) -> Token | None:
    """The passive verb whose doer stands behind its object, or behind what somebody is made to do."""
    manner = head.lemma_ in _MANNERS or head.ent_type_ in _TIMES
    if head.dep_ == "pobj" and manner and is_passive(head.head.head):
        return head.head.head  # "was replaced on an interim basis by X"
    if head.head.lower_ == "worth":  # "a contract worth £3m"
        head = head.head.head
    if head.dep_ in _GIVEN and head.head.pos_ in VERBAL and own(head.head, {"nsubjpass"}):
        return head.head
    sum_paid = head.dep_ in _GIVEN and (head.tag_ == "CD" or any(c.tag_ == "$" for c in head.lefts))
    task = head.head if sum_paid else head
    made = task.dep_ == "xcomp" and task.pos_ in VERBAL and not is_passive(task)
    return task.head if made and own(task.head, {"nsubjpass"}) else None


__all__ = ["reattached"]
