"""Parsing round words that mislead a small model.

"Ofsted" is an adjective to a model that never saw it, "managing" in "managing director" a verb, "slams" in a
headline a noun. Where a known word has been misread so, the block is parsed once more with a plain word of
the right sort in its place, and the parse of that copy is taken over; the text, and so every offset, stays
as it is.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import VERBAL

_BODY = "Microsoft"
_MODIFIER = "senior"
_NOUN = "plan"
_GROUP = "Ministers"
_DOER = "worker"
_PAST = "saw"
_INFINITIVE = "resign"
_RUN = "operated"
_NOUNS_IN_ISE = frozenset(
    {"compromise", "demise", "disguise", "enterprise", "excise", "exercise", "expertise", "franchise"}
    | {"merchandise", "noise", "paradise", "praise", "premise", "promise", "raise", "rise", "surprise"}
)
_SHORTEST = 3
_VERDICTS = {
    **{f"{verb}d": verb for verb in ("accuse", "blame", "criticise", "fine", "praise", "urge")},
    **{f"{verb}ed": verb for verb in ("attack", "condemn", "order", "reject", "sack", "suspend", "warn")},
}
_ACRONYM = re.compile(r"[A-Z]{2,4}s$")


def reparsed(nlp: Language, doc: Doc, lexicon: Lexicon) -> Doc:
    """Return `doc`, or where known words were misread, the same tokens with the parse of a plainer copy."""
    stand_ins = _misread(doc, lexicon)
    if not stand_ins:
        return doc
    words = [stand_ins.get(token.i, token.text) for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    plain = nlp(Doc(nlp.vocab, words=words, spaces=spaces))
    mended = Doc(
        nlp.vocab,
        words=[token.text for token in doc],
        spaces=spaces,
        tags=[token.tag_ for token in plain],
        pos=[token.pos_ for token in plain],
        morphs=[str(token.morph) for token in plain],
        lemmas=[_lemma(doc[t.i], lexicon) if t.i in stand_ins else t.lemma_ for t in plain],
        heads=[token.head.i for token in plain],
        deps=[token.dep_ for token in plain],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in {"B", "I"} else "O" for t in plain],
    )
    mended.tensor = plain.tensor
    return mended


def _misread(doc: Doc, lexicon: Lexicon) -> dict[int, str]:
    """Return the tokens to stand in for, with the words that do."""
    found: dict[int, str] = {}
    for token in doc:
        body = lexicon.bodies.get((token.text,))
        if (
            body is not None
            and not body.adjective
            and not body.ordinary
            and (token.pos_ not in {"PROPN", "NOUN"} or _hides_verb(token))
        ):
            found[token.i] = _BODY
        elif (
            token.pos_ == "VERB" and tuple(t.lower_ for t in doc[token.i : token.i + 2]) in lexicon.role_heads
        ):
            found[token.i] = _MODIFIER
        elif token.pos_ == "VERB" and _ACRONYM.match(token.text):
            found[token.i] = _GROUP  # "*MPs* on the committee have"
        elif token.lower_ in _VERDICTS and _goes_on(token):
            found[token.i] = _PAST
        elif token.lower_ in _VERDICTS and _rules(token):
            found |= {token.i - 1: _DOER, token.i: _PAST}
        elif token.pos_ == "NOUN" and (verb := _verb_read_as_noun(token)) is not None:
            found[token.i] = verb
    return found | _headline_verbs(doc, lexicon)


def _verb_read_as_noun(noun: Token) -> str | None:
    """A plainer verb for one read as a noun: "urged her to *apologise*", "the home *run* by Oakley"."""
    before = noun.nbor(-1) if noun.i else noun
    if before.lower_ == "to" and noun.lower_.endswith(("ise", "yse")) and noun.lower_ not in _NOUNS_IN_ISE:
        return _INFINITIVE
    run = noun.lower_ == "run" and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "by"
    return _RUN if run and before.pos_ in {"NOUN", "PROPN"} else None


def _goes_on(word: Token) -> bool:
    """Whether a second verb is read as an adjective: "praised staff but *criticised* managers"."""
    joined = word.i > 0 and word.nbor(-1).lower_ in {"and", "but"}
    noun = word.head
    return joined and word.dep_ == "amod" and noun.dep_ == "conj" and noun.head.head.tag_ == "VBD"


def _rules(word: Token) -> bool:
    """Whether a sentence's only verb is read as an adjective: "A whistleblower *accused* managers of"."""
    noun = word.head
    before = word.nbor(-1) if word.i > word.sent.start else word
    told = before.head == noun and before.dep_ in {"amod", "compound", "nmod"} and before.tag_ != "RB"
    return word.dep_ == "amod" and noun.dep_ == "ROOT" and noun.pos_ == "NOUN" and told


def _hides_verb(name: Token) -> bool:
    """Whether what follows a name is a verb that is read as an adjective: "Ofsted *accused* X of"."""
    following = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else name
    return following.tag_ in {"VBD", "VBN"} and following.dep_ == "amod"


def _headline_verbs(doc: Doc, lexicon: Lexicon) -> dict[int, str]:
    """Return a headline's verbs that are read as nouns, and its noun read as a verb, with plainer words."""
    if len(doc) < _SHORTEST or doc[-1].text in {".", "?", "!", '"'}:
        return {}
    found = {}
    for token in doc[1:-1]:
        form = lexicon.headline_verbs.get(token.text)
        before = doc[token.i - 1]
        placed = before.lower_ == "to" or before.pos_ in {"NOUN", "PROPN"} or before.tag_ == "JJ"
        if form is not None and placed and token.pos_ not in VERBAL and doc[token.i + 1].lower_ != "of":
            found[token.i] = form[1]
    last, before = doc[-1], doc[-2]
    if last.tag_ == "VBP" and before.tag_ == "NN":  # "Leader rejects council pay *offer*"
        found[last.i] = _NOUN
    return found


def _lemma(token: Token, lexicon: Lexicon) -> str:
    if token.lower_ in _VERDICTS:
        return _VERDICTS[token.lower_]
    form = lexicon.headline_verbs.get(token.text)
    return form[0] if form is not None else token.text
