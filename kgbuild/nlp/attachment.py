"""Attachments that a small model gets wrong: who does something, hung on what is done."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.verbs import VERBAL, is_passive, own

_GIVEN = frozenset({"dobj", "oprd", "attr"})
_NO_DOERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})


def reattached(doc: Doc) -> Doc:
    """Hang the "by" of a passive on its verb, in place, and return `doc`: "was fined £3m *by Ofcom*"."""
    for token in doc:
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"} and _names_doer(token):
            verb = _passive_above(token.head)
            if verb is not None and not own(verb, {"agent"}):
                token.head, token.dep_ = verb, "agent"
    return doc


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
