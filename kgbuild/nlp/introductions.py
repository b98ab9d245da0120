"""The verbs of saying that introduce quotations: "*said* Jane Dorran", "the report *states*:"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.quotes import Quote
from kgbuild.nlp.references import References
from kgbuild.nlp.verbs import SUBJECTS

STOPS = frozenset({".", "?", "!", ";"})
_NEAR = 14
_TAG = 2  # "it said"
_TAGGED = frozenset({"it", "he", "she", "they"})


class Introductions:
    """Finds the verb that introduces each quotation of an article.

    Attributes:
        tokens: For each quotation, its first token and the one behind its last; (0, 0) if it has none.
    """

    def __init__(self, references: References, lexicon: Lexicon, quotes: Sequence[Quote]) -> None:
        self.references = references
        self.article = references.article
        self.doc = references.doc
        self.lexicon = lexicon
        self.quotes = quotes
        self.tokens = self._token_ranges()

    def _token_ranges(self) -> list[tuple[int, int]]:
        ranges = [(0, 0)] * len(self.quotes)
        for i, index in enumerate(self.references.quoted):
            if index >= 0:
                ranges[index] = (ranges[index][0] if ranges[index][1] else i, i + 1)
        return ranges

    def verb_for(self, index: int) -> Token | None:
        """Return the verb of saying in front of a quotation or behind it, or that ends the block before."""
        start, end = self.tokens[index]
        if end == 0:
            return None
        before, after = self.left(start), self._right(end)
        behind_colon = any(self.doc[i].text == ":" for i in range(max(0, start - 3), start))
        left_verbs = [t for t in before if self.says(t) and self.has_subject(t)]
        right_verbs = [t for t in after if self.says(t)]
        if behind_colon or not self.quotes[index].marked:
            if left_verbs:
                return left_verbs[-1]
            above = self._previous_block(index)
            if above:
                return above[-1]
        if not before or all(t.is_punct for t in before):
            return right_verbs[0] if right_verbs else None
        if left_verbs and not (right_verbs and self._closing(after)):
            return left_verbs[-1]
        return right_verbs[0] if right_verbs else None

    def _closing(self, after: Sequence[Token]) -> bool:
        """Whether all that follows is who says the whole sentence: '..., *it said*.'."""
        words = [token for token in after if not token.is_punct]
        return len(words) == _TAG and words[0].lower_ in _TAGGED and self.says(words[1])

    def says(self, token: Token) -> bool:
        """Whether a token is a verb of saying."""
        return token.pos_ == "VERB" and self.lexicon.say_class(token) is not None

    def has_subject(self, verb: Token) -> bool:
        """Whether somebody says it: "he said", "he left, *adding*:", not "time to address"."""
        finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or goes_on(verb)
        return finite or any(c.dep_ in SUBJECTS for c in verb.children)

    def left(self, start: int) -> list[Token]:
        """Return the tokens of the sentence in front of a quotation that begins at `start`, in order."""
        found: list[Token] = []
        i = start - 1
        while i >= 0 and self.article.block_of[i] == self.article.block_of[start]:
            token = self.doc[i]
            if self.references.quoted[i] >= 0:
                if len(found) > _NEAR:
                    break
                i -= 1
                continue
            if token.text in STOPS:
                break
            found.append(token)
            i -= 1
        return found[::-1]

    def _right(self, end: int) -> list[Token]:
        found: list[Token] = []
        last = self.doc[end - 1].text
        if last in {".", "?", "!"} and not self._comma_follows(end):
            attribution = self._starts_with_speech(end)
            if not (attribution or (last != "." and self._is_asked(end))):
                return []
        for i in range(end, min(end + 40, len(self.doc))):
            if self.article.block_of[i] != self.article.block_of[end - 1]:
                break
            token = self.doc[i]
            if token.text in STOPS:
                break
            if self.references.quoted[i] < 0:
                found.append(token)
        return found

    def _comma_follows(self, end: int) -> bool:
        return end + 1 < len(self.doc) and self.doc[end + 1].text == ","

    def _starts_with_speech(self, end: int) -> bool:
        """Whether a lower-case "said X" or "he said" follows a closed sentence: "It failed!" said X."""
        following = [t for t in self.doc[end : end + 4] if not t.is_punct]
        return (
            bool(following)
            and following[0].lower_ == following[0].text
            and any(self.says(t) for t in following)
        )

    def _is_asked(self, end: int) -> bool:
        """Whether a name and a verb of saying are all that follows a question: '"Why?" *A B asked*.'."""
        words = [t for t in self.doc[end : end + 6] if t.text not in {'"', "”", "'", "’"}]
        verb = next((k for k, token in enumerate(words) if self.says(token)), 0)
        named = verb and all(t.text[0].isupper() for t in words[:verb])
        return bool(named) and verb + 1 < len(words) and words[verb + 1].text in {".", ",", ";"}

    def _previous_block(self, index: int) -> list[Token]:
        start, _ = self.tokens[index]
        block = self.article.block_of[start]
        tokens = [t for t in self.doc[:start] if self.article.block_of[t.i] == block - 1]
        quote, before = self.quotes[index], self.quotes[index - 1] if index else None
        if before is not None and not quote.marked and not before.marked and before.block == quote.block - 1:
            return []
        last = [t for t in tokens if t.sent == tokens[-1].sent] if tokens else []
        if not last or last[-1].text != ":":
            return []
        return [t for t in last if self.says(t)]


def goes_on(verb: Token) -> bool:
    """Return whether a participle tells what else somebody does who says something: ", *adding*: ..."."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl"
