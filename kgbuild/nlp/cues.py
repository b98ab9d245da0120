"""Small signs around a word that bear on its status: conditions, mandates, negations, what governs it."""

from __future__ import annotations

from spacy.tokens import Token

from kgbuild.nlp.verbs import VERBAL, is_passive, is_perfect, own

_SINGLING = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last"}
    | {"latest", "only"}
)


def rather_than(verb: Token) -> Token | None:
    """The "than" of "rather than be sacked", however it is parsed."""
    i = verb.i - 1
    while i > 1 and verb.doc[i].pos_ in {"AUX", "PART"}:
        i -= 1
    return verb.doc[i] if i > 0 and verb.doc[i - 1 : i + 1].text.lower() == "rather than" else None


def governor_of(preposition: Token) -> tuple[Token, str]:
    """What a preposition depends on, and its words: "went *back on*", "pulled *out of*"."""
    above = preposition.head
    if above.pos_ in {"ADV", "ADP", "PART"} and above.head.pos_ in VERBAL:
        return above.head, f"{above.lower_} {preposition.lower_}"
    before = [c.lower_ for c in above.children if c.i == preposition.i - 1 and c.dep_ in {"advmod", "prt"}]
    return above, " ".join([*before, preposition.lower_]) if above.pos_ in VERBAL else preposition.lower_


def told_of(head: Token, node: Token) -> bool:
    """Whether others allege it: "was said to have gone", "the man *reported* to have gone"."""
    return is_passive(head) or (head.lemma_ == "report" and is_perfect(node) and not own(head, {"dobj"}))


def mandated(node: Token) -> bool:
    """Whether a clause tells what is demanded: "demanded that it *go*", "demanded she *quit*"."""
    bare = node.tag_ == "VB" or (is_content(node) and node.tag_ == "VBP") or node.lower_ == node.lemma_
    return bare and node.dep_ == "ccomp" and not any(c.dep_ == "aux" for c in node.children)


def with_word_before(preposition: Token) -> str:
    """A preposition of two words: "instead of", "far from"."""
    return preposition.doc[max(0, preposition.i - 1) : preposition.i + 1].text.lower()


def generic(noun: Token) -> Token | None:
    """The word that makes a noun mean whichever there may be: "*any* firm that fines its drivers"."""
    words = {"any", "every", "whichever"}
    return next((c for c in noun.children if c.dep_ == "det" and c.lower_ in words), None)


def is_content(clause: Token) -> bool:
    """Whether a clause says what its head is or holds: "rumours *that* X left"."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def has_no(noun: Token) -> bool:
    """Whether a noun is said not to be: "*no* plan"."""
    return any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)


def singled_out(noun: Token) -> bool:
    """Whether a noun's infinitive tells what was done: "the *first* to resign"."""
    among = {noun.lower_, *(child.lower_ for child in noun.children)}
    return not _SINGLING.isdisjoint(among) and noun.lemma_ not in {"choice", "step", "chance"}


def supposes(word: Token, verb: Token) -> bool:
    """Whether a clause tells of cases that may come: "*where* a driver is fined, the points"."""
    present = verb.tag_ in {"VBZ", "VBP"} or any(
        c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in verb.children
    )
    return word.lower_ in {"where", "whenever"} and word.dep_ == "advmod" and verb.dep_ == "advcl" and present
