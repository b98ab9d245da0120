"""What grammar keeps apart: a pronoun or description and other things of its own clause."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Token

from kgbuild.nlp.clauses import conjuncts
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.verbs import SUBJECTS, clause_verb, own

_OF_OBJECTS = frozenset({"against", "by", "for", "from", "to", "with"})  # others add a circumstance
_CRIMES = frozenset(
    {"abduction", "abuse", "death", "kidnap", "kidnapping", "killing", "manslaughter", "murder", "rape"}
    | {"shooting", "stabbing", "torture"}
)
_OUTLIVING = frozenset(
    {"accuse", "acquit", "admit", "announce", "arrest", "blame", "charge", "clear", "confess", "convict"}
    | {"conclude", "deny", "find", "grieve", "hear", "hold", "imprison", "inform", "investigate", "jail"}
    | {"learn", "mourn", "plead", "record", "rule"}
    | {"prosecute", "question", "regret", "sentence", "suspect", "tell", "try", "witness"}
)
_GOVERNED = frozenset({"xcomp", "conj", "acomp", "oprd"})


def bound(mentions: Mentions, i: int, reference: Reference) -> bool:
    """Return whether an object at `i` stands beside a subject of its own clause: "*X* saw *him*".

    The clause may share its subject with the one it hangs on: "*X* wrote to Y asking *her* to go".
    """
    token = mentions.doc[i]
    judged = _is_judged(token)
    if not (judged or token.dep_ in {"dobj", "dative", "pobj"}) or not mentions.is_subject(reference.token):
        return False
    verb = token.head.head if judged else clause_verb(token)
    while token.dep_ != "pobj" and not own(verb, SUBJECTS) and _shares_subject(verb):
        verb = verb.head
    return verb == clause_verb(mentions.doc[reference.token])


def _is_judged(token: Token) -> bool:
    """Whether a verb's object is taken for the subject of what it is called: "graded *it* inadequate"."""
    said = token.head
    bare = said.pos_ == "ADJ" and not own(said, {"aux", "cop", "mark"})
    return token.dep_ == "nsubj" and said.dep_ == "ccomp" and bare and said.head.i < token.i


def _shares_subject(verb: Token) -> bool:
    return verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i)


def is_culprit(mentions: Mentions, i: int, reference: Reference) -> bool:
    """Return whether somebody is charged with or told what befell `i`: "*X* was jailed for *his* murder"."""
    crime = mentions.doc[i].head
    if crime.lemma_ not in _CRIMES:
        return False
    outliving = _OUTLIVING | mentions.lexicon.say_verbs.keys()
    charges = (verb for verb in crime.ancestors if verb.sent == crime.sent and verb.lemma_ in outliving)
    accused = (noun for verb in charges for noun in own(verb, SUBJECTS | {"dobj"}))
    return any(mentions.thing_at(part.i) is reference.thing for noun in accused for part in conjuncts(noun))


def governed(mentions: Mentions, i: int) -> set[str]:
    """Return what is named in what the subject at `i` says or does: in "*he* said *X* had", he is not X."""
    token = mentions.doc[i]
    if token.dep_ not in SUBJECTS:
        return set()
    parts = [c for c in token.head.children if c.i > i or c.dep_ == "ccomp"]
    named = (t.i for c in parts for t in c.subtree if t.i in mentions.surface.at)
    return {thing.id for k in named if (thing := mentions.thing_at(k)) is not None}


def beside(mentions: Mentions, i: int) -> set[str]:
    """Return what a description at `i` cannot be: who does something to it or is told of it, what is said on.

    "*The company* said *Tarn*'s sales rose" tells of two; "*Tarn*'s sales rose, *the company* said" of one.
    Who tells *Council Weekly* that *the council* erred tells it of another.
    """
    token = mentions.doc[i]
    parts = [c for c in token.rights if c.dep_ in {"relcl", "acl", "prep"}]
    parts += [c for c in token.head.children if c.i > i and token.dep_ in SUBJECTS]
    named = [t.i for c in parts for t in c.subtree if t.i in mentions.surface.at and t.dep_ != "compound"]
    others = [other.i for other in (*_doers(token), *_hearers(token, mentions.lexicon.say_verbs))]
    things = (mentions.thing_at(k) for k in others + [k for k in named if mentions.quoted[k] < 0])
    return {thing.id for thing in things if thing is not None}


def _hearers(token: Token, say_verbs: Container[str]) -> Iterator[Token]:
    """The objects of the verbs of saying in whose clauses a token stands: "told *Council Weekly* that"."""
    for verb in token.ancestors:
        if verb.lemma_.lower() in say_verbs:
            yield from (c for c in verb.rights if c.dep_ in {"dobj", "dative"} and c.i < token.left_edge.i)


def _doers(token: Token) -> Iterator[Token]:
    """The subjects of the clause in which a token is an object, and of those that govern it."""
    if token.dep_ != "dobj" and not (token.dep_ == "pobj" and token.head.lower_ in _OF_OBJECTS):
        return
    verb = clause_verb(token)
    while not any(c.dep_ in SUBJECTS for c in verb.children) and verb.dep_ in _GOVERNED:
        verb = verb.head
    for subject in (c for c in verb.children if c.dep_ in SUBJECTS):
        parts = (part for part in conjuncts(subject) if part.i < token.i)
        yield from (part for part in parts if part.pos_ != "PRON")  # whose own reading may be wrong
