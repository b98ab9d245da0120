"""Statements: quotations and reported speech as facts."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgbuild.model import Status
from kgbuild.nlp import clauses
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.quotes import Quote
from kgbuild.nlp.references import References
from kgbuild.nlp.speech import SPEAKER, Speech
from kgbuild.nlp.status import StatusReader
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_infinitive, is_passive

_SHORTEST = 5
_GIST_WORDS = 4
_ASIDE = 12
_RESULTS = frozenset(
    {"cause", "draw", "fuel", "force", "lead", "leave", "prompt", "provoke", "raise", "spark", "trigger"}
)
_SAYING = frozenset({"VBZ", "VBD", "VBP", "NNS"})  # "a new book *claims*" is easily taken for a noun
_REFUSALS = frozenset({"refuse", "decline"})


class Statements:
    """What an article's speakers say."""

    def __init__(
        self, references: References, speech: Speech, lexicon: Lexicon, status: StatusReader
    ) -> None:
        self.references = references
        self.article = references.article
        self.doc = references.doc
        self.speech = speech
        self.lexicon = lexicon
        self.status = status

    def drafts(self) -> Iterator[Draft]:
        """Yield a statement for each quotation with a speaker, and for each clause reported."""
        yield from self._quoted()
        yield from self._reported()

    def _quoted(self) -> Iterator[Draft]:
        for group in self._groups():
            first = group[0]
            fillers = self.speech.speakers[first]
            words = " … ".join(self._text(self.speech.quotes[index]) for index in group)
            if not fillers or len(words.split()) < _SHORTEST:
                continue
            start, end = self.speech.tokens[first][0], self.speech.tokens[group[-1]][1]
            verb = next((v for v in (self.speech.verbs[i] for i in group) if v is not None), None)
            trigger = (verb.i, verb.i + 1) if verb is not None else (start, start + 1)
            quote = Value("quote", words, None, start, end)
            confidence = 0.95 if verb is not None else 0.8
            yield Draft(
                "Statement",
                (self.speech.fillers.value("agent", fillers[0]), quote),
                Status.ASSERTED,
                trigger,
                "Statement:quotation",
                confidence,
            )

    def _text(self, quote: Quote) -> str:
        return " ".join(quote.span.of(self.article.document.text).split())

    def _groups(self) -> list[list[int]]:
        """Join pieces of one utterance: "A," he said, "B"; and unmarked blocks that go on."""
        groups: list[list[int]] = []
        for index in range(len(self.speech.quotes)):
            if self.speech.tokens[index][1] == 0:
                continue
            if groups and self._goes_on(groups[-1][-1], index):
                groups[-1].append(index)
            else:
                groups.append([index])
        return groups

    def _goes_on(self, before: int, index: int) -> bool:
        quotes, speakers = self.speech.quotes, self.speech.speaker_things
        if speakers[before] is None or speakers[before] is not speakers[index]:
            return False
        if not quotes[before].marked and not quotes[index].marked:
            return quotes[index].block == quotes[before].block + 1
        if quotes[before].block != quotes[index].block:
            return False
        if self._is_part(index):
            return False
        gap = self.doc[self.speech.tokens[before][1] : self.speech.tokens[index][0]]
        stops = [t for t in gap if t.text in {".", "?", "!"}]
        words = [t for t in gap if not t.is_punct]
        return (
            len(stops) <= 1
            and len(words) <= _ASIDE
            and all(t.text != ":" for t in gap)
            and any(t.lemma_.lower() in self.lexicon.say_verbs for t in words)
        )

    def _is_part(self, index: int) -> bool:
        """Whether a quotation is only part of a clause: "He said the delay was “nobody’s fault at all”"."""
        start = self.speech.tokens[index][0]
        before = next((t for t in reversed(self.doc[:start]) if t.text not in {'"', "'"}), None)
        return before is not None and not before.is_punct and self.doc[start].text[0].islower()

    def _reported(self) -> Iterator[Draft]:
        for token in self.doc:
            if token.pos_ != "VERB" or token.lemma_.lower() not in self.lexicon.say_verbs:
                continue
            if self.references.quoted[token.i] >= 0 or self._within_hope(token):
                continue
            stated = (c for c in token.children if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"})
            finite = (c for c in stated if not is_infinitive(c))  # "wants X to go" states nothing
            gists = [draft for clause in finite for draft in self._gist(token.i, clause.i)]
            yield from sorted(gists, key=lambda d: len(d.text("gist") or ""))[-1:]

    def _within_hope(self, verb: Token) -> bool:
        """Whether somebody says what he hopes: "said he *hoped* it would close" is one statement, not two."""
        hopes = self.lexicon.say_verbs[verb.lemma_.lower()] == "hope"
        return hopes and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self.lexicon.say_verbs

    def _own_words(self, clause: int, start: int, end: int) -> int:
        """Return where a clause ends before what the article adds: ", a book claims", "but declined"."""
        for i in range(max(clause, start) + 1, end - 1):
            token, following = self.doc[i], self.doc[i + 1]
            goes_on = (
                following.lemma_.lower() in _RESULTS or following.lemma_.lower() in self.lexicon.say_verbs
            )
            if token.text == "," and following.tag_ == "VBG" and goes_on:
                return i
            if token.lower_ == "but" and following.lemma_.lower() in _REFUSALS:
                return i - 1 if self.doc[i - 1].text == "," else i
        return self._before_source(clause, end)

    def _before_source(self, clause: int, end: int) -> int:
        """Return where a source named at the end begins: "..., *a new book claims*"; without one, the end."""
        stop = end - 1 if self.doc[end - 1].text == "." else end
        comma = next((i for i in range(stop - 1, clause, -1) if self.doc[i].text == ","), stop)
        tail = self.doc[comma + 1 : stop]
        says = (
            len(tail) > 1 and tail[-1].lemma_.lower() in self.lexicon.say_verbs and tail[-1].tag_ in _SAYING
        )
        verbs = [t for t in tail[:-1] if t.pos_ in VERBAL]
        return comma if says and not verbs and tail[0].pos_ in {"DET", "PROPN", "PRON"} else end

    def _gist(self, verb: int, clause: int) -> Iterator[Draft]:
        token, head = self.doc[verb], self.doc[clause]
        start, end = head.left_edge.i, head.right_edge.i + 1
        lost = not any(c.dep_ in SUBJECTS for c in head.children) and verb < start
        if lost and head.tag_ in {"VBZ", "VBD", "VBP", "VBN"}:
            start = verb + 1  # "believe winning votes *is* key": a subject the parse has lost
        end = next((i for i in range(clause, end) if _dashed(self.doc[i])), end)
        if start <= verb < end or any(self.references.quoted[i] >= 0 for i in range(start, end)):
            return
        end = self._own_words(clause, start, end)
        if self.lexicon.say_verbs[token.lemma_.lower()] in {"deny", "hope"}:
            start = verb  # what is denied or hoped for must not read as what is said
        while start < end and self.doc[start].lower_ in {"that", ",", ":"}:
            start += 1
        tellers = _named_by(token) if _told(token) else clauses.grammatical_subjects(token)
        fillers = [f for s in tellers for f in self.speech.fillers.of(s, SPEAKER)]
        text = self.references.phrase(start, end) if start < end else ""
        if not fillers or len(text.split()) < _GIST_WORDS:
            return
        status, cues = self.status.of(token)
        gist = Value("gist", text, None, start, end)
        addressees = [f for a in clauses.indirect_objects(token) for f in self.speech.fillers.of(a, SPEAKER)][
            :1
        ]
        told = tuple(
            Value("addressee", self.doc[f.token].text, f.thing.id, f.token, f.token + 1)
            for f in addressees
            if f.thing is not fillers[0].thing
        )
        yield Draft(
            "Statement",
            (self.speech.fillers.value("agent", fillers[0]), gist, *told),
            status,
            (verb, verb + 1),
            "Statement:reported",
            0.85,
            tuple(c.i for c in cues),
        )


def _told(verb: Token) -> bool:
    """Whether the subject is told: "was *promised* that", "was given one, and *promised* that"."""
    second = verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBN"} and is_passive(verb.head)
    return is_passive(verb) or (second and not any(c.dep_ in SUBJECTS for c in verb.children))


def _named_by(verb: Token) -> list[Token]:
    """Who tells, of a passive: "was told by *X* that"."""
    return [noun for child in verb.children if child.dep_ == "agent" for noun in child.children]


def _dashed(token: Token) -> bool:
    """Whether a token is a dash between spaces, behind which the article comments."""
    return token.text in {"-", "–", "—"} and bool(token.whitespace_) and bool(token.nbor(-1).whitespace_)
