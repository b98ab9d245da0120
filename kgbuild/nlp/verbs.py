"""Forms of verbs over a dependency parse: voice, infinitive, perfect, subjunctive, plain present."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
_AMOUNTS = frozenset({"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"})
_NEEDING_OBJECT = frozenset(
    {"accuse", "appoint", "arrest", "axe", "ban", "charge", "convict", "dismiss", "fine", "jail", "name"}
    | {"oust", "prosecute", "rate", "reappoint", "remove", "sack", "sentence", "suspend"}
)
_OF_ONE_OBJECT = frozenset({"damage", "destroy", "devastate", "hit", "injure", "kill", "wound"})
_CONJUNCTIONS_OF_TIME = frozenset({"after", "before", "until", "till", "when", "once"})
_INVERTED = frozenset({"had", "were", "should"})
_PREDICATIVE = frozenset({"attr", "conj", "dobj", "oprd", "pobj", "prep"})
_ENDING = frozenset({"cease", "end", "finish", "halt", "quit", "stop"})


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was fined", "funded by", "Government-appointed"."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "csubjpass"} for child in verb.children):
        return True
    if _behind_be(verb):
        return True
    if verb.tag_ not in {"VBN", "VBD"} or any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ in {"acl", "amod", "compound"}:
        if verb.lemma_ in _OF_ONE_OBJECT and own(verb, {"dobj"}):
            return False  # "after a landslide *killed* 30 people"
        return verb.tag_ == "VBN" or not own(verb, {"dobj"})
    if verb.dep_ in {"advcl", "conj", "relcl", "pcomp", "dep", "oprd", "acomp"} and verb.tag_ == "VBN":
        head_passive = verb.dep_ == "conj" and verb.head.pos_ in VERBAL and is_passive(verb.head)
        agent = any(child.dep_ == "agent" for child in verb.children)
        return head_passive or agent or (not own(verb, {"dobj"}) and not own(verb, SUBJECTS))
    return any(child.dep_ == "agent" for child in verb.children) or _lacks_object(verb)


def _behind_be(verb: Token) -> bool:
    """Whether a form of "be" stands before a participle's quotation mark: "were *'let* down' by them"."""
    mark = verb.i > 1 and verb.nbor(-1).text in {"'", '"', "‘", "“"}
    return mark and verb.nbor(-2).lemma_ == "be" and verb.tag_ in {"VB", "VBD", "VBN"}


def _lacks_object(verb: Token) -> bool:
    """Whether a verb that needs an object has none: the headline's "Trust *fined* £2m over death"."""
    whole = verb.lemma_ in _NEEDING_OBJECT and bool(own(verb, SUBJECTS))
    called = own(verb, {"oprd"})  # "rated *nine* inadequate"
    objects = own(verb, {"dative", "dobj", "ccomp"})
    taken = [child for child in objects if (called or child.tag_ != "CD") and not _sum(child)]
    return whole and not taken and verb.dep_ == "ROOT"


def _sum(noun: Token) -> bool:
    """Whether a noun is an amount of something paid or served: "£2m", "three years"; not "two directors"."""
    counted = any(child.dep_ == "nummod" for child in noun.children) and noun.ent_type_ in _AMOUNTS
    return counted or any(child.tag_ == "$" for child in noun.children)


def is_plain_present(verb: Token) -> bool:
    """Whether a verb in the present has a subject of its own and no auxiliary: "she *leaves* in May"."""
    labels = {child.dep_ for child in verb.children}
    return verb.tag_ in {"VBZ", "VBP"} and bool(labels & SUBJECTS) and "aux" not in labels


def infinitive_mark(verb: Token) -> Token | None:
    """Return the "to" of an infinitive."""
    marks = (c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to")
    return next((c for c in marks if c.tag_ == "TO" or verb.tag_ == "VB"), None)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands as "to do"."""
    return infinitive_mark(verb) is not None


def is_perfect(verb: Token) -> bool:
    """Whether an infinitive is perfect: "to have resigned" is past, not planned."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause says what should be: "recommended that it *be* closed", "that it *close*"."""
    bare = verb.tag_ == "VB" or any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children)
    return bare and not any(c.dep_ == "aux" for c in verb.children)


def ended_by(verb: Token) -> Token | None:
    """Return the verb that ends what a gerund tells, which therefore was done: "*stop* blaming X"."""
    bare = verb.tag_ == "VBG" and verb.dep_ == "xcomp" and not own(verb, SUBJECTS)
    return verb.head if bare and verb.head.lemma_ in _ENDING and not own(verb.head, {"dobj"}) else None


def own(token: Token, labels: frozenset[str] | set[str]) -> list[Token]:
    """Return the children of a token with one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def is_main_subject(token: Token) -> bool:
    """Whether a noun is the subject of its sentence's main clause."""
    return token.dep_ in SUBJECTS and token.head == token.sent.root and token.head.pos_ in {"VERB", "AUX"}


def mark_of_time_to_come(verb: Token) -> Token | None:
    """The conjunction of a clause of time in the present, which tells of the future: "*after* she leaves"."""
    if not is_plain_present(verb) or verb.lemma_ == "be":
        return None
    return next((c for c in verb.children if c.i < verb.i and c.lower_ in _CONJUNCTIONS_OF_TIME), None)


def is_inverted(auxiliary: Token, verb: Token) -> bool:
    """Whether an auxiliary before its subject makes a condition: "*Had* she gone", "*Should* it fail"."""
    if auxiliary.dep_ not in {"aux", "auxpass"} or auxiliary.lower_ not in _INVERTED:
        return False
    behind = any(c.dep_ in {"nsubj", "nsubjpass"} and auxiliary.i < c.i < verb.i for c in verb.children)
    return behind and auxiliary == verb.left_edge and verb.sent[-1].text != "?"


def clause_verb(token: Token) -> Token:
    """Return the verb of the clause a token stands in (the token itself for a verb)."""
    node = token
    while node.pos_ not in VERBAL and node.head != node:
        node = node.head
    return node


def predicates(noun: Token) -> list[Token]:
    """Return the verb in whose predicate a noun stands: "*made* a mistake", "*is* in a mess"."""
    node = noun
    while node.pos_ in {"NOUN", "PROPN", "ADP"} and node.dep_ in _PREDICATIVE:
        node = node.head
    return [node] if node.pos_ in VERBAL else []
