"""Forms of verbs over a dependency parse: voice, infinitive, plain present."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
_NEEDING_OBJECT = frozenset(
    {"accuse", "appoint", "arrest", "axe", "ban", "charge", "convict", "dismiss", "fine", "jail", "name"}
    | {"oust", "prosecute", "rate", "reappoint", "remove", "sack", "sentence", "suspend"}
)


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was fined", "funded by", "Government-appointed"."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "csubjpass"} for child in verb.children):
        return True
    if verb.tag_ not in {"VBN", "VBD"} or any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ in {"acl", "amod", "compound"}:
        return verb.tag_ == "VBN" or not own(verb, {"dobj"})
    if verb.dep_ in {"advcl", "conj", "relcl", "pcomp", "dep", "oprd", "acomp"} and verb.tag_ == "VBN":
        head_passive = verb.dep_ == "conj" and verb.head.pos_ in VERBAL and is_passive(verb.head)
        agent = any(child.dep_ == "agent" for child in verb.children)
        return head_passive or agent or (not own(verb, {"dobj"}) and not own(verb, SUBJECTS))
    return any(child.dep_ == "agent" for child in verb.children) or _lacks_object(verb)


def _lacks_object(verb: Token) -> bool:
    """Whether a verb that needs an object has none: the headline's "Trust *fined* £2m over death"."""
    whole = verb.lemma_ in _NEEDING_OBJECT and bool(own(verb, SUBJECTS))
    taken = [child for child in own(verb, {"dobj", "ccomp"}) if child.tag_ != "CD" and not _sum(child)]
    return whole and not taken and verb.dep_ == "ROOT"


def _sum(noun: Token) -> bool:
    return any(child.dep_ == "nummod" or child.tag_ == "$" for child in noun.children)


def is_plain_present(verb: Token) -> bool:
    """Whether a verb in the present has a subject of its own and no auxiliary: "she *leaves* in May"."""
    labels = {child.dep_ for child in verb.children}
    return verb.tag_ in {"VBZ", "VBP"} and bool(labels & SUBJECTS) and "aux" not in labels


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands as "to do"."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def own(token: Token, labels: frozenset[str] | set[str]) -> list[Token]:
    """Return the children of a token with one of the labels."""
    return [child for child in token.children if child.dep_ in labels]
