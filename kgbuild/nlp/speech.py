"""Who says what: the speakers of quotations, reported speech, and who vouches for a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kgbuild.model import BlockKind, Form, Kind
from kgbuild.nlp import clauses
from kgbuild.nlp.fillers import Filler, Fillers
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.introductions import STOPS, Introductions, goes_on
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.quotes import Quote
from kgbuild.nlp.references import References
from kgbuild.nlp.verbs import SUBJECTS, is_passive

SPEAKER = ArgumentSpec("agent", (Kind.PERSON, Kind.ORGANISATION, Kind.WORK))
_WORDS = frozenset({"word", "view", "opinion", "phrase"})
_CLAUSE = 3  # "The question is:"
_SHOWN = frozenset({"demonstrate", "prove", "show", "speak"})  # by what somebody does, another says
_APART = frozenset({"advcl", "conj", "parataxis", "relcl"})
_WORDINGS = frozenset(
    {"banner", "caption", "headline", "motto", "motion", "notice", "poster", "question", "sign", "slogan"}
    | {"strapline", "title", "wording"}
)
_SUPPOSING = frozenset({"may", "might", "could", "would", "should", "must", "can"})


class Speech:
    """The speakers of an article."""

    def __init__(
        self, references: References, fillers: Fillers, lexicon: Lexicon, quotes: Sequence[Quote]
    ) -> None:
        self.references = references
        self.article = references.article
        self.doc = references.doc
        self.fillers = fillers
        self.lexicon = lexicon
        self.quotes = quotes
        self.introductions = Introductions(references, lexicon, quotes)
        self.tokens = self.introductions.tokens
        self.speakers: list[list[Filler]] = []
        self.verbs: list[Token | None] = []
        for index in range(len(quotes)):
            verb, speakers = self._attributed(index)
            self.verbs.append(verb)
            self.speakers.append(speakers)

    def _attributed(self, index: int) -> tuple[Token | None, list[Filler]]:
        """Return the verb by which somebody says a quotation, if one tells who does, and its speakers."""
        verb = self._introducing(index)
        pronoun = self._personal_subject(verb) if verb is not None else None
        found = self._told_of(pronoun) if pronoun is not None and pronoun.is_sent_start else []
        found = found or (self._subject(verb) if verb is not None else [])
        found = found or (self._told_of(pronoun) if pronoun is not None else [])
        found = found or (self._unnamed(verb) if verb is not None else [])
        if not found and verb is not None and _unread(verb):
            return None, self._speaker_above_sentence(verb)
        if not found and self._is_wording(index):
            return None, []
        beside = self._before_colon(index) or self._behind_comma(index)
        others = found or beside or self._carried(index) or self._governing(index)
        speakers = [f for f in others if pronoun is None or f.token == pronoun.i or _may_be(f.thing, pronoun)]
        return (verb if found else None), speakers

    def _introducing(self, index: int) -> Token | None:
        """The verb of saying of a quotation, or the one that rules it in front of the quotation."""
        verb, start = self.introductions.verb_for(index), self.tokens[index][0]
        beside = verb is not None and self.article.block_of[verb.i] == self.article.block_of[start]
        return self._teller(verb) if verb is not None and beside and verb.i < start else verb

    def _teller(self, verb: Token) -> Token:
        """The verb of saying that rules `verb`, where its subject is who speaks.

        "A *said* the plan showed B was" has a work that shows; in "A *said* B was late, adding:" the parse
        may well hang the participle on what B did.
        """
        above = self.reporting_verb(verb)
        if above is None:
            return verb
        shown = any(filler.thing.kind is Kind.WORK for filler in self._subject(verb))
        return above if shown or goes_on(verb) or verb.lemma_ in _SHOWN else verb

    @property
    def speaker_things(self) -> list[Thing | None]:
        """For each quotation, its speaker."""
        return [fillers[0].thing if fillers else None for fillers in self.speakers]

    def speaker_of(self, i: int) -> list[Filler]:
        """Return who says what token `i` is part of: a quotation's speaker, or reported speech's."""
        index = self.references.quoted[i]
        if index >= 0:
            return self.speakers[index]
        verb = self.reporting_verb(self.doc[i])
        if verb is not None:
            return self._subject(verb)
        return self._according(self.doc[i]) or self._lister(i)

    def verb_of(self, token: Token) -> Token | None:
        """Return the verb by which somebody says what `token` is part of, in direct or reported speech."""
        index = self.references.quoted[token.i]
        return self.verbs[index] if index >= 0 else self.reporting_verb(token)

    def reporting_verb(self, token: Token) -> Token | None:
        """Return the verb of saying whose clause holds `token`, outside quotations."""
        node, below = token, token
        for _ in range(15):
            head = node.head
            aside = [
                c
                for c in node.children
                if c.dep_ == "parataxis" and c != below and self.introductions.says(c)
            ]
            if aside and self.introductions.has_subject(aside[0]):
                return aside[0]  # "The plan, *she said*, was late"
            if head == node:
                return None
            says = node.dep_ in {"ccomp", "parataxis"} and self.introductions.says(head)
            if says and not (head.lemma_.lower() in self.lexicon.thoughts and _supposed(head)):
                return head
            node, below = head, node
        return None

    # -- who is the subject of a verb of saying ---------------------------------------------------------

    def _subject(self, verb: Token) -> list[Filler]:
        if verb.lemma_ == "quote" and (quoted := clauses.objects(verb)):
            return self.fillers.of(quoted[0], SPEAKER)  # "the paper quoted *an insider* as saying"
        doers = clauses.subjects(verb) if is_passive(verb) else []  # "was described by *X* as"
        found = doers or [t for t in clauses.grammatical_subjects(verb) if t.dep_ != "expl"]
        for token in found or self._beside(verb):
            fillers = self.fillers.of(token, SPEAKER)
            if verb.lemma_ in _SHOWN - {"speak"}:
                fillers = [filler for filler in fillers if filler.thing.kind is Kind.WORK]
            if fillers:
                return fillers
        return []

    def _unnamed(self, verb: Token) -> list[Filler]:
        """Somebody who is only described and has no post: "*one mother*, who was not named, said:"."""
        people = self.lexicon.lists["people"]
        nouns = (
            t for t in clauses.grammatical_subjects(verb) if t.lemma_.lower() in people and t.tag_ == "NN"
        )
        free = (t for t in nouns if t.i not in self.references.at and self.references.quoted[t.i] < 0)
        person = next(free, None)
        if person is None:
            return []
        return [Filler(self.references.describe(person.i, Kind.PERSON), person.i, Form.DESCRIPTION, 0.05)]

    def _personal_subject(self, verb: Token) -> Token | None:
        """The "he" or "she" that is a verb's subject."""
        return next((c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ in {"he", "she"}), None)

    def _told_of(self, pronoun: Token) -> list[Filler]:
        """The person whom the sentence before is about: "X wept. *He* said", "It was praised by X."."""
        start = pronoun.sent.start
        named = (self.references.surface.is_kind(i, Kind.PERSON) for i in range(start, pronoun.i))
        if start == 0 or any(named):
            return []
        last = next((i for i in range(start - 1, -1, -1) if not self.doc[i].is_punct), 0)
        far = self.article.block_of[pronoun.i] - self.article.block_of[last] > 1
        if self.references.quoted[last] >= 0 or far:
            return []
        root = self.doc[last].sent.root
        doers = [*clauses.grammatical_subjects(root), *clauses.subjects(root)]
        told = [f for t in doers for f in self.fillers.of(t, SPEAKER)]
        return [filler for filler in told if _may_be(filler.thing, pronoun)][:1]

    def _beside(self, verb: Token) -> Iterator[Token]:
        """Names straight behind or in front of the verb, where the parse has lost its subject."""
        for i in range(verb.i + 1, min(verb.i + 10, len(self.doc))):
            reference = self.references.at.get(i)
            if reference is not None and self.references.quoted[i] < 0:
                yield self.doc[reference.token]
                break
            if self.doc[i].text in STOPS | {":", ","}:
                break
        for i in range(verb.i - 1, max(verb.i - 6, -1), -1):
            reference = self.references.at.get(i)
            if reference is not None and self.references.quoted[i] < 0:
                yield self.doc[reference.token]
                break
            if self.doc[i].text in STOPS:
                break

    def _carried(self, index: int) -> list[Filler]:
        """The speaker before goes on: in the same block, or in the next, which the quotation opens."""
        quote = self.quotes[index]
        before = self.quotes[index - 1] if index else None
        if before is not None and before.block == quote.block:
            return self._speaker_between(index) or self.speakers[index - 1]
        if alone := self._speaker_between(index):
            return alone
        follows = before is not None and before.block == quote.block - 1
        if before is not None and follows and not quote.marked and not before.marked:
            return self.speakers[index - 1]
        if quote.outer.start != self.article.document.body[quote.block].span.start or not quote.marked:
            return []
        if before is not None and follows and (before.opened or self.speakers[index - 1]):
            return self.speakers[index - 1]
        return self._speaker_above(index)

    def _speaker_between(self, index: int) -> list[Filler]:
        """Who speaks in the sentence before a quotation that stands alone: "B said it was late. "We ..."."""
        start, end = self.tokens[index]
        if not end or self.doc[end - 1].text not in {".", "?", "!"}:
            return []
        last = next((i for i in range(start - 1, -1, -1) if not self.doc[i].is_punct), 0)
        ended = self.doc[last + 1].text in {".", "?", "!"} and last + 1 < start
        return self.speaker_of_sentence(last) if ended and self.references.quoted[last] < 0 else []

    def _speaker_above_sentence(self, verb: Token) -> list[Filler]:
        """Who speaks in the sentence before that of a verb: whoever "it" may be who says more."""
        last = next((i for i in range(verb.sent.start - 1, -1, -1) if not self.doc[i].is_punct), -1)
        if last < 0:
            return []
        quoted = self.references.quoted[last]
        ruling = self.doc[last].sent.root
        within = self.references.quoted[ruling.i] >= 0
        told = [] if within else self.speaker_of_sentence(last)  # "*A* said B had found "errors". It added"
        return told or (self.speakers[quoted] if 0 <= quoted < len(self.speakers) else [])

    def _speaker_above(self, index: int) -> list[Filler]:
        """Who speaks in the last sentence of the block before a block that opens with a quotation."""
        start, end = self.tokens[index]
        block = self.article.block_of[start] if end else 0
        if not block or self.doc[end - 1].text not in {".", "?", "!"}:
            return []
        last = self.article.block_starts[block] - 1
        return self.speaker_of_sentence(last) if self.article.block_kind(last) is BlockKind.PARAGRAPH else []

    def _governing(self, index: int) -> list[Filler]:
        """For words quoted inside a sentence, whoever speaks in it, else whoever it is said of."""
        start, end = self.tokens[index]
        if end == 0:
            return []
        found = self._according(self.doc[start]) or self._in_words_of(self.doc[start])
        found = found or self.speaker_of_sentence(start)
        if found or self.doc[start].is_sent_start:
            return found
        sayers = [
            v for v in self.doc[start].sent if self.introductions.says(v) and self.references.quoted[v.i] < 0
        ]
        if sayers and (found := self._subject(sayers[0])):
            return found
        return self._chooser(start)

    def _chooser(self, start: int) -> list[Filler]:
        """The subject of a sentence whose own clause holds the quoted words: "X called for "a new start"."""
        root = self.doc[start].sent.root
        if root.i > start or self.references.quoted[root.i] >= 0:
            return []
        node = self.doc[start]
        while node not in {root, node.head}:
            if node.dep_ in _APART and node.tag_ != "VB":
                return []
            node = node.head
        return [f for s in clauses.subjects(root) for f in self.fillers.of(s, SPEAKER)]

    def speaker_of_sentence(self, i: int) -> list[Filler]:
        """Return the subject of the verb of saying that rules the sentence of token `i`, if there is one.

        "*A* said it was late"; "It was, *she* said, late"; "As *A* said, ..."; "*A* shrugged, saying ...".
        """
        root = self.doc[i].sent.root
        if self.introductions.says(root):
            return self._subject(root)
        for verb in filter(self.introductions.says, root.children):
            if goes_on(verb):
                return self._subject(verb) or self._subject(root)
            if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as(verb)):
                return self._subject(verb)
        return []

    def _lister(self, i: int) -> list[Filler]:
        """Who makes the points of a list: whoever the clause before its colon says them of.

        "Among the steps that *the report* sets out:", "*The panel* recommends:".
        """
        block = self.article.block_of[i]
        if self.article.blocks[block].kind is not BlockKind.ITEM:
            return []
        while block and self.article.blocks[block].kind is BlockKind.ITEM:
            block -= 1
        last = self.article.block_starts[block + 1] - 1
        if self.article.blocks[block].kind is BlockKind.ITEM or self.doc[last].text != ":":
            return []
        introduction = self.article.sentence(self.doc[last])
        for verb in introduction:
            if self.introductions.says(verb) and (found := self._subject(verb)):
                return found
        sources = {
            r.thing.id: Filler(r.thing, r.token, r.form, 0.05)
            for i in range(introduction.start, introduction.end)
            if (r := self.references.at.get(i)) is not None and r.thing.kind in SPEAKER.kinds
        }
        named = [source for source in sources.values() if source.form is Form.NAME]
        found = named or list(sources.values())
        return found if len(found) == 1 else []

    def _in_words_of(self, token: Token) -> list[Filler]:
        """Whose words they are said to be: "in the words of *X*", "in *X*'s view"."""
        words = (t for t in token.sent if t.lemma_ in _WORDS and t.dep_ == "pobj" and t.head.lower_ == "in")
        for noun in words:
            for source in clauses.prepositional(noun, "of") or clauses.possessors(noun):
                return self.fillers.of(source, SPEAKER)
        return []

    def _before_colon(self, index: int) -> list[Filler]:
        """The one person named in front of a colon: "The chairman, *A B*: ...", "*A B* was blunt: ..."."""
        start, _ = self.tokens[index]
        before = [t for t in self.introductions.left(start) if t.text != '"']
        if not before or before[-1].text != ":":
            return []
        if any(t.pos_ in {"VERB", "AUX"} for t in before):
            opening = self.references.at.get(before[0].i)
            if opening is None or opening.thing.kind is not Kind.PERSON:
                return []
            blunt = self.doc[opening.token].dep_ in SUBJECTS
            return [Filler(opening.thing, opening.token, opening.form, 0.05)] if blunt else []
        named = {
            r.thing.id: Filler(r.thing, r.token, r.form, 0.05)
            for t in before
            if (r := self.references.at.get(t.i)) is not None and r.thing.kind is Kind.PERSON
        }
        return list(named.values()) if len(named) == 1 else []

    def _behind_comma(self, index: int) -> list[Filler]:
        """The person whose name alone follows, with a slip of the pen: '"It is late," *A B*.'."""
        _, end = self.tokens[index]
        if not end or self.doc[end - 1].text != ",":
            return []
        start = next((t.i for t in self.doc[end : end + 2] if not t.is_punct), end)
        name = self.references.surface.at.get(start)
        if name is None or name.kind is not Kind.PERSON or name.start != start:
            return []
        closes = name.end >= len(self.doc) or self.doc[name.end].text == "."
        return self.fillers.of(self.doc[start : name.end].root, SPEAKER) if closes else []

    def _is_wording(self, index: int) -> bool:
        """Whether a quotation is what something reads: "The question is: ...", nobody's utterance."""
        start, _ = self.tokens[index]
        before = [t for t in self.introductions.left(start) if t.text not in {'"', "“"}]
        if len(before) < _CLAUSE or before[-1].text != ":" or before[-2].lemma_ not in {"be", "read", "run"}:
            return False
        return any(t.lemma_.lower() in _WORDINGS for t in before)

    def _according(self, token: Token) -> list[Filler]:
        for other in token.sent:
            if (
                other.lower_ == "according"
                and other.i + 1 < len(self.doc)
                and self.doc[other.i + 1].lower_ == "to"
            ):
                for noun in clauses.prepositional(other, "to") or clauses.prepositional(
                    self.doc[other.i + 1], "to"
                ):
                    return self.fillers.of(noun, SPEAKER)
                for noun in self.doc[other.i + 1].children:
                    return self.fillers.of(noun, SPEAKER)
        return []


def _supposed(verb: Token) -> bool:
    """Whether a verb tells what somebody may think, as another has it: "families *would wonder* why"."""
    return any(c.dep_ == "aux" and c.lower_ in _SUPPOSING for c in verb.children)


def _may_be(thing: Thing, pronoun: Token) -> bool:
    """Whether "he" or "she" can stand for a thing."""
    gender = "m" if pronoun.lower_ == "he" else "f"
    return thing.kind is Kind.PERSON and thing.gender in {None, gender}


def _unread(verb: Token) -> bool:
    """Whether the subject of a verb is "it" or "they"."""
    return any(c.dep_ in SUBJECTS and c.lower_ in {"it", "they"} for c in verb.children)


def _as(clause: Token) -> bool:
    """Whether a clause says who tells the main one: "*As* she declared, it was late"."""
    return any(child.dep_ == "mark" and child.lower_ == "as" for child in clause.children)
