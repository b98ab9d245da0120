"""Base forms that small statistical models get wrong: "fined" is no form of "fin"."""

from __future__ import annotations

from spacy.tokens import Doc

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import VERBAL


def corrected(doc: Doc, lexicon: Lexicon) -> Doc:
    """Give the verbs of `doc` the base forms that the lexicon knows, in place, and return it."""
    for token in doc:
        if token.pos_ in VERBAL and token.lower_ in lexicon.lemmas:
            token.lemma_ = lexicon.lemmas[token.lower_]
    return doc
