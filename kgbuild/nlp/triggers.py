"""What may trigger a rule: the sort of a word, the modal over a verb."""

from __future__ import annotations

from spacy.tokens import Token

from kgbuild.nlp.verbs import SUBJECTS, VERBAL

_SHIFTING = frozenset({"up", "out", "off", "in"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_DUE = frozenset({"should", "ought", "must"})


def trigger_of(token: Token) -> tuple[str | None, str]:
    """Return what sort of trigger a token may be, and its lemma; "scathing" before a noun is no verb."""
    lemma = token.lemma_.lower()
    if token.dep_ in _AUXILIARY:
        return None, lemma
    if token.pos_ in VERBAL and token.tag_ == "VBG" and token.dep_ == "amod":
        return "adjective", token.lower_
    if token.pos_ in VERBAL and _misplaced(token):
        return None, lemma
    if token.tag_ == "VBN" and token.dep_ == "attr" and any(c.dep_ == "det" for c in token.children):
        return None, lemma  # "a well *run* bank"
    if token.pos_ in VERBAL:
        return "verb", lemma
    if token.pos_ in {"NOUN", "PROPN"}:
        return "noun", lemma
    return ("adjective" if token.pos_ == "ADJ" else None), lemma


def modal_over(verb: Token) -> str:
    """The modal over a verb, with the "have" that makes it look back; none where it is not meant so.

    That is in a condition, a question, a clause that says which ("steps that should be taken by all") and
    under a negated verb ("does not think that X should").
    """
    marked = any(child.dep_ == "mark" and child.lower_ in {"if", "whether"} for child in verb.children)
    negated = verb.dep_ == "ccomp" and any(child.dep_ == "neg" for child in verb.head.children)
    if marked or negated:
        return ""
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    perfect = any(auxiliary.lemma_ == "have" for auxiliary in auxiliaries)
    modal = next((auxiliary for auxiliary in auxiliaries if auxiliary.tag_ == "MD"), None)
    inverted = modal and (
        modal == verb.left_edge or any(c.dep_ in SUBJECTS and c.i > modal.i for c in verb.children)
    )
    if modal is None or inverted or (modal.lower_ in _DUE and _restrictive(verb)):
        return ""
    return f"{modal.lower_} have" if perfect else modal.lower_


def shifted(verb: Token) -> bool:
    """Whether a particle makes another verb of a verb: "led *out*", "fired *up*"."""
    return any(child.dep_ == "prt" and child.lower_ in _SHIFTING for child in verb.children)


def _misplaced(verb: Token) -> bool:
    """Whether a participle was taken for the verb of a modal whose own is left out.

    "as *will* newly *elected* A".
    """
    auxiliaries = [child for child in verb.children if child.dep_ in _AUXILIARY]
    return verb.tag_ == "VBN" and bool(auxiliaries) and all(a.tag_ == "MD" for a in auxiliaries)


def _restrictive(verb: Token) -> bool:
    """Whether a verb's clause says which thing is meant: "steps *that all must take*"; no comma is before."""
    start = verb.left_edge.i
    return verb.dep_ == "relcl" and start > 0 and not verb.doc[start - 1].is_punct
