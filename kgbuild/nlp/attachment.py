"""Attachments that a small model gets wrong: who does something, hung on what is done."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_passive, own

_GIVEN = frozenset({"dobj", "oprd", "attr"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_NO_DOERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})


def reattached(doc: Doc, lexicon: Lexicon) -> Doc:
    """Hang words on what they belong to, in place, and return `doc`.

    The "by" of a passive goes to its verb: "was fined £3m *by Ofcom*". What a speaker does besides goes to
    the verb of saying between commas: "it is fair, he said, *urging* all to pay"; what he says after a "but"
    to his first: "She said the film was cruel but *urged* them to wait".
    """
    for token in doc:
        if token.tag_ == "VBG" and token.dep_ == "advcl" and (aside := _aside_before(token)) is not None:
            token.head = aside
        elif token.lower_ == "by" and token.dep_ in {"prep", "agent"} and _names_doer(token):
            verb = _passive_above(token.head)
            if verb is not None and not own(verb, {"agent"}):
                token.head, token.dep_ = verb, "agent"
        elif token.dep_ == "conj" and lexicon.say_class(token) is not None and _goes_on(token, lexicon):
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


def _goes_on(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb without a subject, behind "but", does not suit what the clause before it is about."""
    clause = verb.head
    told = clause.dep_ == "ccomp" and lexicon.say_class(clause.head) is not None
    if not told or verb.tag_ not in _FINITE or own(verb, SUBJECTS):
        return False
    contrasted = any(c.lower_ == "but" and clause.i < c.i < verb.i for c in clause.children)
    nouns = (s for s in own(clause, SUBJECTS) if s.pos_ == "NOUN" and s.ent_type_ not in _SPEAKERS)
    things = [noun for noun in nouns if noun.lemma_.lower() not in lexicon.lists["people"]]
    return contrasted and bool(things) and clause.head.tag_ == verb.tag_


def _names_doer(preposition: Token) -> bool:
    """Whether somebody may stand behind a "by", no day and no sum."""
    nouns = own(preposition, {"pobj"})
    return bool(nouns) and all(n.ent_type_ not in _NO_DOERS and n.tag_ not in {"CD", "VBG"} for n in nouns)


def _passive_above(head: Token) -> Token | None:
    """The passive verb whose doer stands behind its object, or behind what somebody is made to do."""
    if head.head.lower_ == "worth":  # "a contract worth £3m"
        head = head.head.head
    if head.dep_ in _GIVEN and head.head.pos_ in VERBAL and own(head.head, {"nsubjpass"}):
        return head.head
    sum_paid = head.dep_ in _GIVEN and (head.tag_ == "CD" or any(c.tag_ == "$" for c in head.lefts))
    task = head.head if sum_paid else head
    made = task.dep_ == "xcomp" and task.pos_ in VERBAL and not is_passive(task)
    return task.head if made and own(task.head, {"nsubjpass"}) else None


__all__ = ["reattached"]
