"""Grades, which no parser takes for nouns: "from *good* to *requires improvement*", 'rated X "good"'."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon

_MARKS = frozenset({'"', "'", "“", "”", "‘", "’"})
_RATING = frozenset({"class", "classify", "find", "grade", "judge", "rat", "rate"})
_TEMPERING = frozenset({"fairly", "not", "reasonably", "sufficiently", "very"})
_WHEREIN = frozenset({"at", "for", "in", "on", "overall"})


def regraded(doc: Doc, lexicon: Lexicon) -> Doc:
    """Hang grades on the verb before them, in place, and return `doc`.

    Both of a "from … to"; one in quotation marks behind what is rated, with a second one behind "and".
    """
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_ in _RATING:
            _rate(doc, token, lexicon)
        aim = _grade(doc, token.i + 1, lexicon) if token.lower_ == "to" and token.dep_ == "aux" else []
        if aim and (verb := _regrading(token)) is not None:
            _hang(token, verb, [doc[i] for i in aim])
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


def _regrading(to: Token) -> Token | None:
    """The verb behind which a "to" tells no purpose but a grade: "downgraded it *to inadequate*"."""
    before = reversed(to.doc[to.sent.start : to.i])
    verb = next((t for t in before if t.pos_ == "VERB"), None)
    return verb if verb is not None and verb.lemma_ in {"downgrade", "relegate", "upgrade"} else None


def _rate(doc: Doc, verb: Token, lexicon: Lexicon) -> None:
    """Hang the quoted grade behind a verb of rating on it, and what is rated in front of the grade."""
    opened = next((t for t in doc[verb.i + 1 : verb.sent.end] if t.text in _MARKS), None)
    grade = _grade(doc, opened.i, lexicon) if opened is not None else []
    between = doc[verb.i + 1 : grade[0]] if grade else doc[0:0]
    if len(grade) < 2 or any(t.pos_ in {"VERB", "AUX"} or t.text == "," for t in between):
        return
    words = [doc[i] for i in grade if doc[i].text not in _MARKS]
    noun = next((t for t in reversed(between) if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    _stand_alone(verb, words[0])
    _complete(verb, words, "oprd")
    if noun is not None and not any(c.dep_ in {"nsubjpass", "dobj"} for c in verb.children):
        noun.head, noun.dep_ = verb, "dobj"
    second = next((t for t in doc[grade[-1] + 1 : verb.sent.end] if t.text in _MARKS), None)
    more = _grade(doc, second.i, lexicon) if second is not None else []
    wherein = doc[more[-1] + 1 : more[-1] + 2].text.lower() if more else ""
    if len(more) > 1 and doc[more[0] - 1].lower_ == "and" and wherein in _WHEREIN:
        _complete(words[-1], [doc[i] for i in more if doc[i].text not in _MARKS], "conj")


def _stand_alone(verb: Token, grade: Token) -> None:
    """Make a verb of rating the sentence's where its grade was: 'An inspection *rated* X "requires …"'."""
    if grade.dep_ != "ROOT" or verb.dep_ != "acl":
        return
    noun = verb.head
    for child in list(grade.children):
        child.head = verb
    noun.head, noun.dep_ = verb, "nsubj"
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"


def _complete(governor: Token, words: list[Token], dependency: str) -> None:
    """Hang a grade on what governs it, and what hangs on the grade on the verb."""
    *before, head = words
    for child in [c for word in words for c in word.children if c.dep_ in {"agent", "prep", "punct"}]:
        child.head = governor if governor.pos_ == "VERB" and child.dep_ != "punct" else head
    head.head, head.dep_ = governor, dependency
    head.tag_, head.pos_ = ("NN", "NOUN") if before else ("JJ", "ADJ")  # "requires *improvement*"
    for token in before:
        token.head, token.dep_, token.tag_, token.pos_ = head, "amod", "JJ", "ADJ"


def _grade(doc: Doc, start: int, lexicon: Lexicon) -> list[int]:
    """The tokens of the grade at `start` with the marks around it; none where there is none."""
    end = start + 1 if doc[start : start + 1].text in _MARKS else start
    words = [token.lower_ for token in doc[end : end + 2]]
    tempered = next((k for k in range(end, end + 3) if doc[k : k + 1].text.lower() not in _TEMPERING), end)
    if words == ["requires", "improvement"]:
        end += 2
    elif tempered > end > start and doc[tempered : tempered + 1].text.lower() in lexicon.lists["grades"]:
        end = tempered + 1  # '"not sufficiently good"'
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
    for child in [c for c in head.rights if c.dep_ in {"agent", "prep"}]:
        child.head, child.dep_ = verb, "agent" if child.lower_ == "by" else "prep"
    for token in before:
        token.head, token.dep_, token.tag_, token.pos_ = head, "amod", "JJ", "ADJ"
    for token in grade:
        if token.text in _MARKS:
            token.head, token.dep_ = head, "punct"


__all__ = ["regraded"]
