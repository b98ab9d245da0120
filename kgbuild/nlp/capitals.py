"""Runs of capitalised words: where a proper name may stand."""

from __future__ import annotations

from kgbuild.model import BlockKind
from kgbuild.nlp.article import Article
from kgbuild.nlp.lexicon import Body, Lexicon, Words

_NAMED_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "LAW", "WORK_OF_ART"})
_PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "el"}
    | {"ibn", "la", "le", "mac", "mc", "ould", "ten", "ter", "ul", "van", "von", "y", "zu"}
)
_MONTH_CUES = frozenset(
    {"after", "before", "by", "during", "early", "from", "in", "last", "late", "mid", "next", "of", "on"}
    | {"since", "this", "through", "to", "until"}
)
_SMALL = frozenset({"inc", "llp", "ltd", "plc"})
"""Endings of firms' names that are written small too: "Kestrel *plc*"."""
_LONGEST_POST = 6
_LONGEST_SYLLABLE = 6
_LONGEST = 11

_ADVERBS = frozenset({"earlier", "later"})


class Capitals:
    """The capitalised words of an article.

    Attributes:
        words: The tokens' texts.
        lower: The same in lower case.
        lower_case_words: The words that the article also writes small.
        midway: The words of names inside its sentences.
    """

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self.article = article
        self.doc = article.doc
        self.lexicon = lexicon
        self.words = [token.text for token in self.doc]
        self.lower = article.lower
        self.lower_case_words = {
            token.text for token in self.doc if token.text.islower() and len(token.text) > 2
        }
        self.title_case_blocks = self._title_case_blocks()
        self.midway = {
            token.text for i, token in enumerate(self.doc) if token.pos_ == "PROPN" and not self.first(i)
        }
        self.nameless = self._nameless()
        self.known = self._known_names()
        self.inside_known = {i for start, (end, _) in self.known.items() for i in range(start, end)}

    def _nameless(self) -> set[int]:
        """The tokens of capitalised phrases that name nothing ("New Year"), unless a name goes on behind."""
        found: set[int] = set()
        for i, word in enumerate(self.words):
            if not word[0].isupper():
                continue
            for length in (5, 4, 3, 2):
                end = i + length
                if tuple(self.lower[i:end]) in self.lexicon.nameless and not self._goes_on(end):
                    found.update(range(i, end))
                    break
        return found

    def _goes_on(self, end: int) -> bool:
        """Whether a head noun with its capital stands at `end`: the "Club" of "World Cup Club"."""
        heads = (self.lexicon.name_heads, self.lexicon.work_heads)
        return (
            end < len(self.words)
            and self.words[end][0].isupper()
            and any(self.lower[end] in h for h in heads)
        )

    def _known_names(self) -> dict[int, tuple[int, Body | None]]:
        """Return where known bodies and places of several words start: their ends, and the body if one."""
        found: dict[int, tuple[int, Body | None]] = {}
        i = 0
        while i < len(self.words):
            starts = not self.words[i][0].islower() or self.lower[i] in _PARTICLES
            match = self._known_at(i) if starts and i not in self.nameless else None
            if match is not None:
                found[i] = match
                i = match[0]
            else:
                i += 1
        return found

    def _known_at(self, i: int) -> tuple[int, Body | None] | None:
        for length in range(min(_LONGEST, len(self.words) - i), 0, -1):
            words = tuple(self.words[i : i + length])
            whole = rejoined(words)
            body = self.lexicon.bodies.get(words) or self.lexicon.bodies.get(whole)
            if body is not None and self._is_body(i, i + length, body):
                return i + length, body
            if length > 1 and (words in self.lexicon.places or whole in self.lexicon.places):
                return i + length, None
        return None

    def _is_body(self, start: int, end: int, body: Body) -> bool:
        """Whether a form of a body's name is meant as its name here."""
        hyphen_before = start > 0 and self.words[start - 1] == "-" and not self.doc[start - 1].whitespace_
        hyphen_before = hyphen_before and self.lower[start - 2] != "ex"
        if hyphen_before or (
            end < len(self.words) and self.words[end] == "-" and not self.doc[end - 1].whitespace_
        ):
            return False
        if self._part_of_post(start, end):
            return False
        if end - start == 1 and (self._names_a_part(end, body) or self._ends_a_name(start, body)):
            return False
        if self.words[start] in self.lexicon.council_letters and self.is_council(start):
            return False
        if body.ordinary and not body.adjective and end - start == 1 and self.first(start):
            return self._speaks_for_itself(start)
        if body.adjective:
            following = self.words[end] if end < len(self.words) else "."
            given = start > 0 and self.lower[start - 1] in self.lexicon.first_names
            holder = following.islower() or (self.lower[end],) in self.lexicon.role_heads
            return not given and (holder or following.lower() in self.lexicon.first_names)
        return True

    def _names_a_part(self, end: int, body: Body) -> bool:
        """Whether a firm's short name goes on with a plural that is no post: "Shell *Paints*"."""
        if (
            body.sort != "company"
            or end >= len(self.words)
            or self.article.block_of[end] in self.title_case_blocks
        ):
            return False
        word, token = self.words[end], self.doc[end]
        plural = token.tag_ in {"NNPS", "NNS"} or (token.tag_ == "NNP" and word.endswith("s"))
        named = (word,) in self.lexicon.bodies or (word,) in self.lexicon.places
        called = (
            named
            or self.lower[end] in self.lexicon.first_names
            or (self.lower[end],) in self.lexicon.role_heads
        )
        return word[0].isupper() and word[1:].islower() and plural and not called

    def _ends_a_name(self, i: int, body: Body) -> bool:
        """Whether a firm's short name ends a longer one that a place begins: "Severn *Vale*"."""
        before = self.doc[i - 1] if i else self.doc[i]
        place = (before.text,) in self.lexicon.places and before.dep_ == "compound" and before.head.i == i
        located = i > 1 and self.lower[i - 2] in {"at", "from", "in"}  # "*in Paris* BP said"
        return body.sort == "company" and place and not located

    def is_council(self, i: int) -> bool:
        """Whether letters at `i` tell of a council behind the name of its place: "Northmere *LBC*"."""
        before = self.words[i - 1] if i else ""
        named = before[:1].isupper() and not before.isupper() and not self.first(i)
        return self.words[i] in self.lexicon.council_letters and named

    def _speaks_for_itself(self, i: int) -> bool:
        """Whether an ordinary word that begins a sentence is a body's name there: "Unite has", "Labour's"."""
        if self.doc[i].pos_ == "PROPN":
            return True
        if i + 2 >= len(self.words) or self.lower[i] in self.lower_case_words:
            return False
        if any(tuple(self.lower[i + 1 : i + n]) in self.lexicon.role_heads for n in range(2, _LONGEST_POST)):
            return True  # "*Labour* co-chairman A B"
        joined = self.lower[i + 1] == "and" and self.words[i + 2][0].isupper()
        return joined or self.doc[i + 1].tag_ in {"VBD", "VBZ", "MD", "POS"}

    def _part_of_post(self, start: int, end: int) -> bool:
        """Whether a word is part of a post's own words: the "Cabinet" of "Cabinet member"."""
        return tuple(self.lower[start : end + 1]) in self.lexicon.role_heads

    def _title_case_blocks(self) -> set[int]:
        """Headings that capitalise most words tell nothing by capitals."""
        found = set()
        bounds = zip(self.article.block_starts, self.article.block_starts[1:], strict=False)
        for index, (start, end) in enumerate(bounds):
            if self.article.blocks[index].kind is not BlockKind.HEADING:
                continue
            long = [word for word in self.words[start + 1 : end] if len(word) > 3 and word.isalpha()]
            capital = sum(word[0].isupper() for word in long)
            if len(long) >= 3 and capital / len(long) > 0.7:
                found.add(index)
        return found

    def capitalised(self, i: int) -> bool:
        """Whether token `i` may be part of a name by its capital."""
        word = self.words[i]
        if not word[0].isupper():
            return bool(word[0].isdigit() and any(c.isupper() for c in word[1:]) and word.isalnum())
        if i in self.nameless or (word == "May" and self._month(i)):
            return False
        if i in self.inside_known or (self.lower[i] in self.lexicon.titles and word != "He"):
            return True
        if self.lower[i] in self.lexicon.demonyms:
            return self._begins_body(i)
        if self.doc[i].like_num and word.isalpha() and self._counts_in_name(i):
            return True
        portfolio = self._portfolio(i) and (word,) not in self.lexicon.places
        if portfolio or (self.lower[i] in self.lexicon.not_names and not self._of_person(i)):
            return False
        if word == "I" or self.doc[i].pos_ in {"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM"}:
            return self.doc[i].ent_type_ in _NAMED_LABELS and len(word) > 2 and not self.first(i)
        return not self.first(i) or self.first_is_name(i)

    def _counts_in_name(self, i: int) -> bool:
        """Whether a number with its capital begins a name: "the *Five* Oaks School"."""
        return not self.first(i) and i + 1 < len(self.words) and self.words[i + 1][0].isupper()

    def _of_person(self, i: int) -> bool:
        """Whether a word that is no name elsewhere is part of a person's: "Chris *Read*", "*June* Fell"."""
        person = self.doc[i].ent_type_ == "PERSON"
        if person and i and self.lower[i - 1] in self.lexicon.first_names:
            return self.doc[i].ent_iob_ == "I"
        following = [word[0].isupper() for word in self.words[i + 1 : i + 3]]
        if self.lower[i] not in self.lexicon.first_names or not any(following[:1]):
            return False
        behind = self.doc[i + 1]
        single = behind.tag_ == "NNP" and not any(following[1:])
        alone = single and self.doc[i].dep_ == "compound" and self.doc[i].head == behind
        ordinary = self.lower[i + 1] in self.lexicon.ordinary | self.lexicon.not_names
        return (person or alone) and not ordinary

    def _month(self, i: int) -> bool:
        """Whether "May" is the month here: by the words around, or because nobody of that name is about."""
        around = self.words[i - 1 : i] + self.words[i + 1 : i + 2]
        if any(word[0].isdigit() for word in around) or (i and self.lower[i - 1] in _MONTH_CUES):
            return True
        named = (
            self.lower[k - 1] in self.lexicon.titles or self.lower[k - 1] in self.lexicon.first_names
            for k, word in enumerate(self.words)
            if word == "May" and k
        )
        return not any(named)

    def _portfolio(self, i: int) -> bool:
        """Whether a word is what a minister is for: the "Children" of "Children's Minister"."""
        owns = i + 1 < len(self.words) and self.lower[i + 1] in {"'s", "'"}
        portfolios = self.lexicon.government_modifiers
        if i and self.words[i - 1][0].isupper() and not self.first(i):
            return False  # "Hallam *Water*'s chief executive"
        return owns and (self.lower[i] in portfolios or f"{self.lower[i]}'s" in portfolios)

    def _begins_body(self, i: int) -> bool:
        """Whether a country's adjective is the first word of a body's name: "British Retail Consortium"."""
        k = i + 1
        while k < len(self.words) and self.words[k][0].isupper() and not self.first(k):
            if (self.lower[k],) in self.lexicon.role_heads:
                return False
            if self.lower[k] in self.lexicon.name_heads:
                return True
            k += 1
        return False

    def first(self, i: int) -> bool:
        """Whether token `i` has its capital because it begins a sentence or quotation."""
        if i == 0 or self.article.block_of[i - 1] != self.article.block_of[i]:
            return True
        before = self.words[i - 1]
        if self.doc[i].is_sent_start and not before[-1].isalnum():  # the parser cuts inside names
            return True
        if before == "-" and not self.doc[i - 1].whitespace_:
            return False
        return before in {'"', "'", "(", "-", ":", "*", "...", ".", ";", "?", "!"}

    def first_is_name(self, i: int) -> bool:
        """Whether the first word of a sentence is a name, not a common word with its capital."""
        word, lower = self.words[i], self.lower[i]
        if lower in self.lexicon.titles or lower in self.lexicon.first_names:
            return lower not in self.lower_case_words
        if (word,) in self.lexicon.bodies or (word,) in self.lexicon.places:
            return True
        if lower in self.lower_case_words or "when" in self.lexicon.role_modifiers.get(lower, {}):
            return False  # "*Former* Northmere Council leader X"
        if len(word) > 1 and word.isupper():
            return True
        token = self.doc[i]
        if token.pos_ == "ADV" or lower in _ADVERBS:
            return False  # "*Later* Northmere Council met"
        if token.tag_ == "VBG" or (lower.endswith("ing") and i + 1 in self.known):
            return False
        follows = i + 1 < len(self.words) and self.words[i + 1][0].isupper()
        if token.pos_ == "PROPN" or (follows and word in self.midway):
            return True
        return token.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} and (follows or token.pos_ == "NOUN")

    def runs(self) -> list[tuple[int, int]]:
        """Return the maximal runs of capitalised words, with hyphens, ampersands and particles inside."""
        found: list[tuple[int, int]] = []
        i, n = 0, len(self.words)
        while i < n:
            if self.article.block_of[i] in self.title_case_blocks or not self.capitalised(i):
                i += 1
                continue
            end = self.known[i][0] if i in self.known else i + 1
            while step := self._continues(end):
                end += step
            found.append((i, end))
            i = end
        return found

    def _continues(self, i: int) -> int:
        """How many tokens from `i` on belong to a run that ends before `i`: 0, 1 or more."""
        n = len(self.words)
        if i >= n:
            return 0
        if i in self.known and not self.first(i):
            return self.known[i][0] - i
        if self.capitalised(i) and not self.first(i):
            return 1
        if self.words[i] in _SMALL and self.words[i - 1][0].isupper():
            return 1
        if i + 1 >= n or self.article.block_of[i] != self.article.block_of[i - 1]:
            return 0
        tight = not self.doc[i].whitespace_ and not self.doc[i - 1].whitespace_
        upper = self.words[i + 1][0].isupper() or self._given_name(i + 1)
        if (self.words[i] == "-" and tight and self.words[i + 1][0].isalpha() and upper) or (
            self.words[i] == "&" and upper
        ):
            return 2
        if particles := self._particles(i):
            return particles
        if self.lower[i] == "and" and (self.lower[i - 1], self.lower[i + 1]) in self.lexicon.joined_words:
            return 2 if upper else 0
        if self.words[i] == "'" and self.words[i - 1] in {"O", "D"} and upper:
            return 2
        if self.words[i] == "." and len(self.words[i - 1]) == 1 and upper:
            return 2
        return 0

    def _given_name(self, i: int) -> bool:
        """Whether a word behind a hyphen is the second half of somebody's given name: "Kim Dae-*jung*"."""
        word = self.doc[i]
        return word.pos_ == "PROPN" and word.ent_type_ == "PERSON" and len(word) <= _LONGEST_SYLLABLE

    def _particles(self, i: int) -> int:
        """How many tokens the small words of a surname take with it at `i`: "van der Berg", "al-Rashid"."""
        k = i
        while k < len(self.words) and self.words[k] in _PARTICLES:
            k += 1
            if k < len(self.words) and self.words[k] == "-" and not self.doc[k - 1].whitespace_:
                k += 1
        named = k > i and k < len(self.words) and self.words[k][0].isupper()
        return k + 1 - i if named and self.lower[k] not in self.lexicon.titles else 0


def rejoined(words: Words) -> Words:
    """Undo the tokeniser's cuts at hyphens, commas, possessives: ("Guy", "'s") becomes ("Guy's",)."""
    joined = " ".join(words).replace(" - ", "-").replace(" '", "'").replace(" ,", ",")
    return tuple(joined.split())
