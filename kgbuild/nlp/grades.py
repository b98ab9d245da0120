"""Steps between grades, which no parser takes for nouns: "from *good* to *requires improvement*"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon

_MARKS = frozenset({'"', "'", "“", "”", "‘", "’"})


def regraded(doc: Doc, lexicon: Lexicon) -> Doc:
    """Hang the grades of a "from … to" on the verb before them, in place, and return `doc`."""
    for token in doc:
        if token.lower_ != "from":
            continue
        first = _grade(doc, token.i + 1, lexicon)
        step = first[-1] + 1 if first else token.i
        second = _grade(doc, step + 1, lexicon) if first and doc[step : step + 1].text == "to" else []
        verb = next((t for t in reversed(doc[token.sent.start : token.i]) if t.pos_ == "VERB"), None)
        if second and verb is not None:
            _hang(token, verb, [doc[i] for i in first])
            _hang(doc[step], verb, [doc[i] for i in second])
    return doc


def _grade(doc: Doc, start: int, lexicon: Lexicon) -> list[int]:
    """The tokens of the grade at `start` with the marks around it; none where there is none."""
    end = start + 1 if doc[start : start + 1].text in _MARKS else start
    words = [token.lower_ for token in doc[end : end + 2]]
    if words == ["requires", "improvement"]:
        end += 2
    elif words and words[0] in lexicon.lists["grades"]:
        end += 1
    else:
        return []
    return list(range(start, end + (doc[end : end + 1].text in _MARKS)))


def _hang(preposition: Token, verb: Token, grade: list[Token]) -> None:
    """Make a grade the object of a preposition, and that the verb's: the last of its words is its head."""
    words = [token for token in grade if token.text not in _MARKS]
    *before, head = words
    preposition.head, preposition.dep_ = verb, "prep"
    preposition.tag_, preposition.pos_ = "IN", "ADP"
    head.head, head.dep_ = preposition, "pobj"
    for child in [c for c in head.rights if c.lower_ == "by"]:
        child.head, child.dep_ = verb, "agent"
    for token in before:
        token.head, token.dep_, token.tag_, token.pos_ = head, "amod", "JJ", "ADJ"
    for token in grade:
        if token.text in _MARKS:
            token.head, token.dep_ = head, "punct"


__all__ = ["regraded"]
