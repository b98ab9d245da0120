"""What may trigger a rule: the sort of a word, the modal over a verb, and the clauses that state nothing."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kgbuild.nlp.cues import is_content
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, clause_verb, is_infinitive, own

_QUALIFIERS = {"ADJ": "adjective", "ADV": "adverb"}
_QUESTIONING = frozenset({"query", "question", "wonder"})
_SUPPOSING = frozenset({"if", "unless", "where", "whenever"})
_SHIFTING = frozenset({"up", "out", "off", "in"})
_AUXILIARY = frozenset({"aux", "auxpass"})
_DUE = frozenset({"should", "ought", "must"})
_MESSAGES = frozenset(
    {
        "advice",
        "allegation",
        "argument",
        "assertion",
        "assurance",
        "belief",
        "claim",
        "complaint",
        "criticism",
    }
    | {"demand", "insistence", "instruction", "order", "promise", "proposal", "recommendation", "request"}
    | {"rumour", "ruling", "suggestion", "warning"}
)  # others' words
_SEMI_MODALS = frozenset({"need", "have", "ought"})


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
    return _QUALIFIERS.get(token.pos_), lemma


def modal_over(verb: Token) -> str:
    """The modal over a verb, with the "have" that makes it look back; none where it is not meant so.

    That is in a condition, a question, a clause that says which ("steps that should be taken by all") and
    under a negated verb ("does not think that X should"). "Needs to" is one too, if nothing tones it down.
    """
    if (semi := _semi_modal(verb)) is not None:
        open_ = _unmeant(semi) or _restrictive(semi)
        toned = any(child.dep_ in _AUXILIARY | {"neg"} for child in semi.children)
        past = semi.tag_ in {"VBD", "VBN"} and bool(own(semi, SUBJECTS))
        if open_ or toned or (semi.tag_ not in {"MD", "VBZ", "VBP"} and not past):
            return ""
        return f"{semi.lower_ if past else semi.lemma_.lower()} to"
    if _unmeant(verb):
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


def _semi_modal(verb: Token) -> Token | None:
    """The "needs", "has" or "ought" over an infinitive: "the law *needs* to change", not "has a plan to"."""
    head = verb.head
    over = verb.dep_ == "xcomp" and is_infinitive(verb) and head.lemma_.lower() in _SEMI_MODALS
    return head if over and not own(head, {"dobj"}) else None


def _unmeant(verb: Token) -> bool:
    """Whether a clause is a condition or a question, or what somebody does not think."""
    marked = any(child.dep_ == "mark" and child.lower_ in {"if", "whether"} for child in verb.children)
    return marked or (verb.dep_ == "ccomp" and any(child.dep_ == "neg" for child in verb.head.children))


def describes(participle: Token) -> bool:
    """Whether a participle, read as a passive, tells what something is like: "was deeply *flawed*"."""
    children = list(participle.children)
    passive = any(c.dep_ == "auxpass" and c.lemma_ == "be" for c in children)
    return passive and participle.tag_ == "VBN" and not any(c.dep_ == "agent" for c in children)


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


def is_conditional(trigger: Token) -> bool:
    """Whether a clause holds only on a condition: "*if* that is so, X has failed"; not "even if"."""
    verb = clause_verb(trigger)
    suppositions = (c for c in verb.children if c.dep_ == "advcl" and c.lower_ != "anything")
    marks = (m for c in suppositions for m in c.lefts if m.dep_ == "mark" and m.lower_ == "if")
    return any(m.i == 0 or m.nbor(-1).lower_ not in {"even", "as", "only", "not"} for m in marks)


def is_exemplary(trigger: Token) -> bool:
    """Whether a clause only tells of what kind an example is: "such as *a man who kills his wife*"."""
    noun = trigger.head if trigger.dep_ == "relcl" else trigger
    named = noun.pos_ == "PROPN" or not any(c.lower_ in {"a", "an"} for c in noun.lefts)
    given = noun.head.lower_ == "as" and noun.head.i > 0 and noun.head.nbor(-1).lower_ == "such"
    return noun is not trigger and trigger.tag_ in {"VBZ", "VBP"} and given and not named


def is_content_of_noun(trigger: Token) -> bool:
    """Whether a clause is what a noun tells: "*advice* that X should go", "proposals, among *them* that"."""
    clause = clause_verb(trigger)
    if clause.dep_ == "acl" and clause.head.lemma_.lower() in _MESSAGES and is_content(clause):
        return True
    start = clause.left_edge.i
    listed = clause.dep_ == "ccomp" and start > 1 and clause.doc[start].lower_ == "that"
    return listed and clause.doc[start - 2].lower_ == "among"


def is_questioned(trigger: Token) -> bool:
    """Whether somebody asks what a clause tells: "questioned *how X would fund* it"."""
    clause = clause_verb(trigger)
    asks = any(child.tag_ == "WRB" for child in clause.lefts) and clause.dep_ in {"ccomp", "advcl"}
    return asks and clause.head.lemma_ in _QUESTIONING


def is_supposed(cues: Sequence[Token]) -> bool:
    """Whether a fact is only what a condition supposes: "*if* X leaves", not "asked *if* X left"."""
    return any(cue.lower_ in _SUPPOSING and cue.head.dep_ != "ccomp" for cue in cues)


def is_due(trigger: Token) -> bool:
    """Whether a clause tells what should be done."""
    return modal_over(clause_verb(trigger)) in {"should", "must", "ought to", "need to", "have to"}
