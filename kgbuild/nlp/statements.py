"""Statements: quotations and reported speech as facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from kgbuild.model import Kind, Status
from kgbuild.nlp import clauses
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.fillers import Filler
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.phrases import is_joint, own_end, tense
from kgbuild.nlp.quotes import Quote
from kgbuild.nlp.references import References
from kgbuild.nlp.speech import SPEAKER, Speech
from kgbuild.nlp.status import StatusReader
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_infinitive, is_passive, own

_AWARE = frozenset({"know", "learn", "notice", "realise", "realize", "recognise", "recognize"})
_ASKING = frozenset({"WP", "WDT", "WRB"})
_SHORTEST = 5
_GIST_WORDS = 4
_ASIDE = 12
_JOINTS = frozenset({"and", "but", "so"})
_RESULTS = frozenset(
    {"cause", "draw", "fuel", "force", "lead", "leave", "prompt", "provoke", "raise", "spark", "trigger"}
)
_SAYING = frozenset({"VBZ", "VBD", "VBP", "NNS"})  # "a new book *claims*" is easily taken for a noun
_GUESSING = frozenset(
    {"apparently", "doubtless", "likely", "maybe", "perhaps", "possibly", "presumably", "probably"}
)
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
            if token.pos_ != "VERB" or self.lexicon.say_class(token) is None:
                continue
            if self.references.quoted[token.i] >= 0 or self._within_hope(token) or self._thought(token):
                continue
            if self._unknown(token):
                continue
            yield from self._around(token)
            stated = (c for c in token.children if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"})
            finite = (c for c in stated if not is_infinitive(c))  # "wants X to go" states nothing
            gists = [draft for clause in finite for draft in self._gist(token.i, clause.i)]
            yield from sorted(gists, key=lambda d: len(d.text("gist") or ""))[-1:]

    def _within_hope(self, verb: Token) -> bool:
        """Whether somebody says what he hopes: "said he *hoped* it would close" is one statement, not two."""
        hopes = self.lexicon.say_class(verb) == "hope"
        return hopes and verb.dep_ == "ccomp" and self.lexicon.say_class(verb.head) is not None

    def _unknown(self, verb: Token) -> bool:
        """Whether a verb tells what one does not know, or what of: "did not *know* that", "*knew* how"."""
        asks = any(t.tag_ in _ASKING for c in own(verb, {"ccomp"}) for t in c.lefts)
        return verb.lemma_ in _AWARE and (asks or any(c.dep_ == "neg" for c in verb.children))

    def _thought(self, verb: Token) -> bool:
        """Whether one says what he or another person thinks: "B said A *felt* it was late" is no word of A's.

        "A said he *felt* it was late" is one statement. What somebody "*probably* hopes" is none.
        """
        thought = verb.lemma_.lower() in self.lexicon.thoughts or self.lexicon.say_class(verb) == "hope"
        if thought and any(c.dep_ == "advmod" and c.lower_ in _GUESSING for c in verb.children):
            return True
        above = self.speech.reporting_verb(verb)
        if above is None:
            return False
        sayers, tellers = [f.thing for f in self._sayers(verb)], [f.thing for f in self._sayers(above)]
        if sayers and sayers[0] in tellers:
            return True
        return thought and any(thing.kind is Kind.PERSON for thing in sayers[:1])

    def _sayers(self, verb: Token) -> list[Filler]:
        """Who says or thinks something: the subject, in a passive whoever is named by "by"."""
        tokens = _named_by(verb) if _told(verb) else clauses.grammatical_subjects(verb)
        return [f for token in tokens for f in self.speech.fillers.of(token, SPEAKER)]

    def _sayings(self, verb: int, clause: int) -> list[int]:
        """The participles of saying between a verb and its clause: "rejected it *saying* that was all"."""
        gerunds = (t for t in self.doc[verb + 1 : clause] if t.tag_ == "VBG")
        classes = self.lexicon.say_verbs
        return [t.i for t in gerunds if classes.get(t.lemma_.lower(), "factive") != "factive"]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a clause without the words that join it to others: "*that* it would", "it would, *and*"."""
        dated = start
        while dated < end and self.doc[dated].ent_type_ == "DATE":
            dated += 1
        start = (
            dated if dated < end and self.doc[dated].lower_ == "that" else start
        )  # "said *last week* that"
        while (
            start < end and self.doc[start].lower_ in {"that", ",", ":"} and not _is_subject(self.doc[start])
        ):
            start += 1
        while start < end and self.doc[end - 1].lower_ in {"and", "but", ",", "."}:
            end -= 1
        joins = start + 1 < end and self.doc[start].lower_ in _JOINTS and self.doc[start].whitespace_ != ""
        return start + joins, end

    def _quotes(self, start: int, end: int) -> bool:
        """Whether a quotation in a clause is a statement by itself; a few words are part of what is reported.

        'said the city needed "strong leadership"' is one statement, without a quotation of its own.
        """
        inside = {self.references.quoted[i] for i in range(start, end)} - {-1}
        if any(
            self.references.quoted[i] in inside for i in (start, start - 1, end) if 0 <= i < len(self.doc)
        ):
            return True
        return any(
            len(self._text(self.speech.quotes[index]).split()) >= _SHORTEST
            or not self._is_part(index)
            or self.speech.tokens[index][1] > end
            for index in inside
        )

    def _before_own_deed(self, teller: Token, verb: Token, end: int) -> int:
        """Where a clause ends before what its teller does: "said she should go, *but did not insist*"."""
        deeds = [c for c in own(verb, {"conj"}) if not own(c, SUBJECTS) and tense(c) == tense(teller)]
        apart = bool(deeds) and tense(teller) == "VBD" and tense(verb) == "MD"
        return min(end, own_end(verb)) if apart else end

    def _own_words(self, clause: int, start: int, end: int) -> int:
        """Return where a clause ends before what the article adds: ", a book claims", "but declined"."""
        for i in range(max(clause, start) + 1, end - 1):
            token, following = self.doc[i], self.doc[i + 1]
            goes_on = (
                following.lemma_.lower() in _RESULTS or following.lemma_.lower() in self.lexicon.say_verbs
            )
            if token.text == "," and following.tag_ == "VBG" and goes_on:
                return i
            declined = token.lower_ == "while" and any(t.lemma_ in _REFUSALS for t in self.doc[i:end])
            if declined or (token.lower_ == "but" and following.lemma_.lower() in _REFUSALS):
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
            # "believe winning votes *is* key": a subject the parse has lost
            start = max(self._sayings(verb, clause), default=verb) + 1
        dashes = [i for i in range(start, end) if _dashed(self.doc[i])]
        end = dashes[0] if len(dashes) == 1 and dashes[0] > clause else end  # two enclose an aside of its own
        end += 2 * is_joint(self.doc, end)
        start = next((c.i + 1 for c in head.lefts if c.dep_ == "mark" and c.lower_ == "that"), start)
        if start <= verb < end or self._quotes(start, end) or _is_one_of_them(self.doc, start):
            return
        if end <= verb and any(t.text == ":" and not t.is_sent_start for t in token.rights):
            return  # what is told stands behind the colon
        end = self._own_words(clause, start, self._before_own_deed(token, head, end))
        own = not (lost and self._sayings(verb, clause))
        doubt = _negation(token) if token.lemma_.lower() in self.lexicon.thoughts else None
        asked = verb < start and (
            self.doc[start].tag_ in _ASKING or self.doc[start].lower_ in {"if", "whether"}
        )
        if own and (self.lexicon.say_class(token) in {"deny", "hope"} or doubt is not None or asked):
            # what is denied, doubted, asked or hoped for must not read as what is said
            start = verb if doubt is None else doubt
        start = max(start, self.lexicon.say_end(token)) if start > verb else start
        start, end = self._trimmed(start, end)
        text = self.references.phrase(start, end) if start < end else ""
        yield from self._statement(token, text, start, end, doubted=doubt is not None)

    def _around(self, verb: Token) -> Iterator[Draft]:
        """Yield what is said on both sides of an aside: "The plan, *she said*, was late"."""
        said, start, end = verb.head, verb.head.left_edge.i, verb.head.right_edge.i + 1
        before, after = verb.left_edge.i, verb.right_edge.i + 1
        if verb.dep_ != "parataxis" or said.pos_ not in VERBAL or not start < before < after < end:
            return
        if any(self.references.quoted[i] >= 0 for i in range(start, end)):
            return
        while before > start and self.doc[before - 1].is_punct:
            before -= 1
        while after < end and self.doc[after].is_punct:
            after += 1
        end -= self.doc[end - 1].text in {".", ";"}
        if start < before and after < end and self.doc[start].tag_ not in {"WDT", "WP"}:
            behind = self.references.phrase(after, end)
            late = any(c.dep_ in SUBJECTS and c.i >= after for c in said.lefts)  # "However, *she said*, it"
            text = behind if late else f"{self.references.phrase(start, before)} … {behind}"
            yield from self._statement(verb, text, after if late else start, end)

    def _statement(
        self, verb: Token, text: str, start: int, end: int, *, doubted: bool = False
    ) -> Iterator[Draft]:
        """Yield that the subject of a verb says a text, the tokens from `start` to `end`.

        Who "does not believe that it works" says so: where the text tells the doubt, nothing is denied.
        """
        fillers = self._sayers(verb)
        if not fillers or len(text.split()) < _GIST_WORDS:
            return
        status, cues = self.status.of(verb)
        if status is Status.DENIED and self.doc[start].lower_ in {"say", "comment"}:
            return  # who "refused to *say whether* it would" says nothing
        if doubted and status is Status.DENIED:
            status, cues = Status.ASSERTED, ()
        gist = Value("gist", text, None, start, end)
        hearers = (f for a in clauses.indirect_objects(verb) for f in self.speech.fillers.of(a, SPEAKER))
        told = tuple(
            Value("addressee", self.doc[f.token].text, f.thing.id, f.token, f.token + 1)
            for f in islice(hearers, 1)
            if f.thing is not fillers[0].thing
        )
        yield Draft(
            "Statement",
            (self.speech.fillers.value("agent", fillers[0]), gist, *told),
            status,
            (verb.i, verb.i + 1),
            "Statement:reported",
            0.85,
            tuple(c.i for c in cues),
        )


def _is_one_of_them(doc: Doc, start: int) -> bool:
    """Whether a clause is one of the things just named: "agreed the terms, *among them that* X go"."""
    return doc[max(0, start - 3) : start].text.lower() in {"among them that", "among these that"}


def _is_subject(token: Token) -> bool:
    """Whether a token is a subject of its own: "said *that* was a bad habit"."""
    return token.dep_ in SUBJECTS


def _negation(verb: Token) -> int | None:
    """Where the words begin by which a verb is negated: "*did not* believe"; None where it is not."""
    if not any(c.dep_ == "neg" for c in verb.children):
        return None
    return min(c.i for c in verb.children if c.dep_ in {"aux", "neg"})


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
