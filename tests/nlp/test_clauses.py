"""Grammatical functions on hand-made parses, so that no model's mistake hides one of ours."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from kgbuild.nlp import clauses, verbs
from kgbuild.nlp.verbs import is_passive


def parsed(rows: str) -> Doc:
    """A parse from lines of: word, tag, coarse part of speech, label, index of the head."""
    table = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        spacy.blank("en").vocab,
        words=[row[0] for row in table],
        tags=[row[1] for row in table],
        pos=[row[2] for row in table],
        deps=[row[3] for row in table],
        heads=[int(row[4]) for row in table],
        lemmas=[row[0].lower() for row in table],
    )


ACTIVE = parsed("""
    Ofsted     NNP PROPN nsubj 1
    criticised VBD VERB  ROOT  1
    Northmere  NNP PROPN dobj  1
""")
PASSIVE = parsed("""
    Northmere  NNP PROPN nsubjpass 2
    was        VBD AUX   auxpass   2
    criticised VBN VERB  ROOT      2
    by         IN  ADP   agent     2
    Ofsted     NNP PROPN pobj      3
""")
RELATIVE = parsed("""
    Ofsted     NNP PROPN nsubj 5
    ,          ,   PUNCT punct 0
    which      WDT PRON  nsubj 3
    criticised VBD VERB  relcl 0
    Northmere  NNP PROPN dobj  3
    left       VBD VERB  ROOT  5
""")
PARTICIPLE = parsed("""
    reviews    NNS NOUN  ROOT  0
    funded     VBN VERB  acl   0
    by         IN  ADP   agent 1
    Harrow     NNP PROPN pobj  2
""")
CONTROL = parsed("""
    Arkwell    NNP PROPN nsubj 1
    agreed     VBD VERB  ROOT  1
    to         TO  PART  aux   3
    hand       VB  VERB  xcomp 1
    control    NN  NOUN  dobj  3
""")
OBJECT_CONTROL = parsed("""
    Arkwell    NNP PROPN nsubj 1
    asked      VBD VERB  ROOT  1
    Ofsted     NNP PROPN dobj  1
    to         TO  PART  aux   4
    inspect    VB  VERB  xcomp 1
""")
SHARED = parsed("""
    Arkwell    NNP PROPN nsubj 1
    met        VBD VERB  ROOT  1
    and        CC  CCONJ cc    1
    thanked    VBD VERB  conj  1
    staff      NNS NOUN  dobj  3
""")
COMPOUND = parsed("""
    Government NNP  PROPN npadvmod  2
    -          HYPH PUNCT punct     2
    appointed  VBN  VERB  amod      3
    children   NNS  NOUN  poss      5
    's         POS  PART  case      3
    minder     NN   NOUN  ROOT      5
""")


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("doc", "verb", "subject", "object_"),
    [
        (ACTIVE, 1, ["Ofsted"], ["Northmere"]),
        (PASSIVE, 2, ["Ofsted"], ["Northmere"]),
        (RELATIVE, 3, ["Ofsted"], ["Northmere"]),
        (PARTICIPLE, 1, ["Harrow"], ["reviews"]),
        (CONTROL, 3, ["Arkwell"], ["control"]),
        (OBJECT_CONTROL, 4, ["Ofsted"], []),
        (SHARED, 3, ["Arkwell"], ["staff"]),
        (COMPOUND, 2, ["Government"], ["minder"]),
    ],
)
def test_logical_subject_and_object(doc: Doc, verb: int, subject: list[str], object_: list[str]) -> None:
    assert texts(clauses.subjects(doc[verb])) == subject
    assert texts(clauses.objects(doc[verb])) == object_


def test_voice() -> None:
    assert is_passive(PASSIVE[2])
    assert is_passive(PARTICIPLE[1])
    assert not is_passive(ACTIVE[1])


def test_a_walk_ends_at_the_root() -> None:
    heading = parsed("""
        Council NN  NOUN ROOT  0
        report  NN  NOUN appos 0
    """)
    assert verbs.clause_verb(heading[1]) == heading[0]
