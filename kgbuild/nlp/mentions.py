"""What an article has mentioned so far, as a reader keeps it in mind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgbuild.model import Form
from kgbuild.nlp.clauses import conjuncts, first_conjunct
from kgbuild.nlp.identity import Thing, Things
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Surface
from kgbuild.nlp.quotes import Quote
from kgbuild.nlp.verbs import SUBJECTS

_JOINED = frozenset({"conj", "appos"})

_MARKS = '"“”'
_OPENING = re.compile(r"(?:(?<=\s)|^)['‘](?=\w)")
_CLOSING = re.compile(r"(?<=\w)['’](?=\W|$)")
_FELLOWS = {"“": "”", "”": "“"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A token that refers: the head of a name or description, or a pronoun."""

    token: int
    start: int
    end: int
    thing: Thing
    form: Form
    found: str


class Mentions:
    """The references of an article up to the token that is being read.

    Attributes:
        at: For each token that refers, how; all tokens of a name.
        order: The references in order of reading.
        quoted: For each token, the index of the quotation it stands in, or -1.
    """

    def __init__(self, surface: Surface, lexicon: Lexicon, things: Things, quotes: Sequence[Quote]) -> None:
        self.surface = surface
        self.article = surface.article
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.things = things
        self.at: dict[int, Reference] = {}
        self.order: list[Reference] = []
        self.quoted = self._quoted(quotes)

    def _quoted(self, quotes: Sequence[Quote]) -> list[int]:
        inside = [-1] * len(self.doc)
        i = 0
        for index, quote in enumerate(quotes):
            while i < len(inside) and self.article.starts[i] < quote.span.start:
                i += 1
            while i < len(inside) and self.article.starts[i] < quote.span.end:
                inside[i] = index
                i += 1
        return inside

    def add(self, reference: Reference) -> None:
        """Take a reference to mind."""
        self.at[reference.token] = reference
        self.order.append(reference)

    def recent(self, i: int, sentences: int) -> list[Reference]:
        """Return the references of the sentence of token `i` and of so many before it, the latest first."""
        found = []
        for reference in reversed(self.order):
            if self.back(i, reference.token) > sentences:
                break
            found.append(reference)
        return found

    def back(self, i: int, other: int) -> int:
        """Return how many sentences before token `i` the token `other` stands."""
        return self.article.sentence_of[i] - self.article.sentence_of[other]

    def thing_at(self, i: int) -> Thing | None:
        """Return what token `i` stands for, where it is known or a name, read yet or not."""
        reference = self.at.get(i)
        if reference is not None:
            return reference.thing
        name = self.surface.at.get(i)
        return self.things.of_name.get(name.start) if name is not None else None

    def head(self, i: int) -> Token:
        """Return the first of what the token `i` is coordinated with or in apposition to."""
        node = self.doc[i]
        while node.dep_ in _JOINED and node.head != node:
            node = node.head
        return node

    def is_subject(self, i: int) -> bool:
        """Whether token `i` is, or is part of, a grammatical subject."""
        return self.head(i).dep_ in SUBJECTS

    def together(self, i: int) -> list[Thing]:
        """Return the persons or bodies that are named together where token `i` stands: "*A* and *B*"."""
        reference = self.at[i]
        found = (self.at.get(part.i) for part in conjuncts(first_conjunct(self.doc[i])))
        things = [r.thing for r in found if r is not None and r.thing.kind is reference.thing.kind]
        return list({thing.id: thing for thing in things}.values())

    def speaks(self, i: int) -> bool:
        """Whether the token at `i` is the subject of a verb of saying."""
        token = self.doc[i]
        return token.dep_ in SUBJECTS and self.lexicon.say_class(token.head) is not None

    def phrase(self, start: int, end: int) -> str:
        """Return the words of a phrase as a label."""
        return unquoted(self.article.text(start, end))

    def replace(self, old: Thing, new: Thing) -> None:
        """Let all that stands for one thing stand for another."""
        self.order[:] = [replace(r, thing=new) if r.thing is old else r for r in self.order]
        self.at.update({i: replace(r, thing=new) for i, r in self.at.items() if r.thing is old})


def unquoted(text: str) -> str:
    """Return a phrase without the marks around it; a mark inside it keeps its fellow.

    >>> unquoted('"a plan",')
    'a plan'
    >>> unquoted('to "build anew"')
    'to "build anew"'
    >>> unquoted('plans for "safe streets')
    'plans for "safe streets"'
    >>> unquoted("were 'rotten to the core'")
    "were 'rotten to the core'"
    >>> unquoted("continuing to 'mislead")
    'continuing to mislead'
    """
    text = _singles(text.strip(" ,;:"))
    marks = [i for i, character in enumerate(text) if character in _MARKS]
    if marks and (len(marks) % 2 or (marks == [0, len(text) - 1])):
        text = text.lstrip(_MARKS) if marks[0] == 0 else text.rstrip(_MARKS)
        text = text.rstrip(_MARKS) if len(marks) % 2 == 0 else text
    return _paired(_singles(text.strip(" ,;:")))


def _singles(text: str) -> str:
    """Drop single marks around a phrase, and one inside that has no fellow; an apostrophe is none."""
    opening = [m.start() for m in _OPENING.finditer(text)]
    closing = [m.start() for m in _CLOSING.finditer(text)]
    if opening and not closing:
        return text[: opening[-1]] + text[opening[-1] + 1 :]
    alone = closing and not opening and closing[-1] == len(text) - 1
    around = opening == [0] and closing == [len(text) - 1]
    return text[:-1].rstrip(" ,;:") if alone else text[1:-1].strip(" ,;:") if around else text


def _paired(text: str) -> str:
    """Give a mark whose fellow stands outside the phrase its fellow again."""
    marks = [i for i, character in enumerate(text) if character in _MARKS]
    if len(marks) != 1:
        return text
    opens = marks[0] == 0 or text[marks[0] - 1] in " (-"
    mark = _FELLOWS.get(text[marks[0]], text[marks[0]])
    return text + mark if opens else mark + text
