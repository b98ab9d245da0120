"""Proper names: which stretches of an article name a person, a body, a place or a work.

Candidates are runs of capitalised words. Known bodies, head nouns ("X City Council", "Z Inquiry"), titles and
posts cut a run into names and tell their kind; what is left is decided once for the whole article by a
vote of all its occurrences (titles, given names, the statistical recogniser, gazetteers), so that one
mistake of the model in one sentence does not split or mislabel a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgbuild.model import BlockKind, Kind
from kgbuild.nlp.article import Article
from kgbuild.nlp.lexicon import Lexicon, Words

_LABELS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "LAW": Kind.WORK,
    "WORK_OF_ART": Kind.WORK,
}
_PARTICLES = frozenset("de del della der den di da dos du la le van von bin ibn al el ter ten y mac mc".split())
_LINKS = frozenset("of for and on the in & to".split())
_LONGEST_BODY = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name at tokens `start` to `end` (exclusive).

    Attributes:
        start: The first token.
        end: The token after the last.
        kind: What it names; None where nothing tells.
        found: The rule that decided.
        sort: For bodies and works, what sort ("council", "company", "law").
        canonical: For known bodies, the usual full name.
        gender: What a title tells.
    """

    start: int
    end: int
    kind: Kind | None
    found: str
    sort: str | None = None
    canonical: str | None = None
    gender: str | None = None


def find_names(article: Article, lexicon: Lexicon) -> tuple[Name, ...]:
    """Return the proper names of an article, in order, not overlapping."""
    finder = _Finder(article, lexicon)
    names: list[Name] = []
    for start, end in finder.runs():
        reached = names[-1].end if names else 0
        if end > reached:
            names += [n for n in finder.cut(max(start, reached), end) if not names or n.start >= reached]
    return tuple(sorted(finder.decide(names), key=lambda name: name.start))


class _Finder:
    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self.article = article
        self.doc = article.doc
        self.lexicon = lexicon
        self.words = [token.text for token in self.doc]
        self.lower = [word.lower() for word in self.words]
        self.lower_case_words = {
            token.text for token in self.doc if token.text.islower() and len(token.text) > 2
        }
        self.title_case_blocks = self._title_case_blocks()

    # -- runs of capitalised words ------------------------------------------------------------------

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
        if self.lower[i] in self.lexicon.titles:
            return True
        if self.lower[i] in self.lexicon.not_names or self.lower[i] in self.lexicon.demonyms:
            return (self.words[i],) in self.lexicon.bodies and self.lower[i] not in self.lexicon.not_names
        if word == "I" or self.doc[i].pos_ in {"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "NUM"}:
            return self.doc[i].ent_type_ in _LABELS and len(word) > 2 and not self.first(i)
        return not self.first(i) or self.first_is_name(i)

    def first(self, i: int) -> bool:
        """Whether token `i` has its capital because it begins a sentence or quotation."""
        token = self.doc[i]
        if token.is_sent_start or i == 0 or self.article.block_of[i - 1] != self.article.block_of[i]:
            return True
        return self.words[i - 1] in {'"', "'", "(", "-", ":", "*", "...", ".", ";"}

    def first_is_name(self, i: int) -> bool:
        """Whether the first word of a sentence is a name, not a common word with its capital."""
        word, lower = self.words[i], self.lower[i]
        if lower in self.lexicon.titles or lower in self.lexicon.first_names:
            return lower not in self.lower_case_words
        if (word,) in self.lexicon.bodies or (word,) in self.lexicon.places:
            return True
        if lower in self.lower_case_words:
            return False
        if len(word) > 1 and word.isupper():
            return True
        token = self.doc[i]
        follows = i + 1 < len(self.words) and self.words[i + 1][0].isupper()
        if token.pos_ == "PROPN":
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
            end = i + 1
            while (step := self._continues(end)) and self.doc[end].sent == self.doc[i].sent:
                end += step
            found.append((i, end))
            i = end
        return found

    def _continues(self, i: int) -> int:
        """How many tokens from `i` on belong to a run that ends before `i`: 0, 1 or more."""
        n = len(self.words)
        if i >= n:
            return 0
        if self.capitalised(i) and not self.first(i):
            return 1
        if i + 1 >= n:
            return 0
        tight = not self.doc[i].whitespace_ and not self.doc[i - 1].whitespace_
        upper = self.words[i + 1][0].isupper()
        if (self.words[i] == "-" and tight and self.words[i + 1][0].isalpha() and upper) or (
            self.words[i] == "&" and upper
        ):
            return 2
        if self.lower[i] in _PARTICLES and upper and self.lower[i + 1] not in self.lexicon.titles:
            return 2
        if self.words[i] == "." and len(self.words[i - 1]) == 1 and upper:
            return 2
        return 0

    # -- cutting a run into names ---------------------------------------------------------------------

    def cut(self, start: int, end: int) -> list[Name]:
        """Return the names that the run of tokens `start` to `end` holds."""
        names: list[Name] = []
        i = start
        while i < end:
            name = self._body(i) or self._titled(i, end) or self._shaped(i, start, end)
            if name is None:
                skipped = self._role_words(i, end)
                if skipped:
                    i += skipped
                    continue
                name = self._plain(i, end)
            names.append(name)
            i = name.end
        return names

    def _body(self, i: int) -> Name | None:
        for length in range(min(_LONGEST_BODY, len(self.words) - i), 0, -1):
            words: Words = tuple(self.words[i : i + length])
            body = self.lexicon.bodies.get(words)
            if body is None:
                body = self.lexicon.bodies.get(_rejoined(words)) if "-" in words or "'s" in words else None
            if body is None or self._inside_longer(i + length) or self._hyphened(i, i + length):
                continue
            return Name(i, i + length, Kind.ORGANISATION, "gazetteer", body.sort, body.name)
        return None

    def _hyphened(self, start: int, end: int) -> bool:
        """Whether a hyphen joins these tokens to a neighbour: the "Green" of "Aynsley-Green"."""
        before = start > 0 and self.words[start - 1] == "-" and not self.doc[start - 1].whitespace_
        return before or (end < len(self.words) and self.words[end] == "-" and not self.doc[end - 1].whitespace_)

    def _inside_longer(self, end: int) -> bool:
        """Whether a name goes on behind a known body: "Labour Market Review", "Bank of England Governor"."""
        if end >= len(self.words) or not self.capitalised(end) or self.first(end):
            return False
        tail = self._last_head(end, self._run_end(end))
        return tail is not None and self._role_words(end, self._run_end(end)) == 0

    def _run_end(self, i: int) -> int:
        end = i
        while end < len(self.words) and self.capitalised(end) and not (end > i and self.first(end)):
            end += 1
        return end

    def _titled(self, i: int, end: int) -> Name | None:
        """A title and what follows: "Mr Hay", "Professor Julian Le Grand"."""
        gender: str | None = None
        if self._role_words(i, end) > 1:
            return None
        k = i
        while k < end and self.lower[k] in self.lexicon.titles and (self.lower[k],) not in self.lexicon.role_heads:
            gender = gender or self.lexicon.titles[self.lower[k]]
            k += 1
            if k < end and self.words[k] == ".":
                k += 1
        if k == i or k >= end:
            return None
        stop = self._person_end(k, end)
        return Name(i, stop, Kind.PERSON, "title", gender=gender) if stop > k else None

    def _person_end(self, i: int, end: int) -> int:
        """Where a person's name that starts at `i` ends, at most `end`."""
        k = i
        while k < end and k - i < 6:
            if self.words[k] in self.lexicon.suffixes and k > i:
                break
            if k > i and self._role_words(k, end):
                break
            k += 1
        return k

    def _role_words(self, i: int, end: int) -> int:
        """How many tokens from `i` on are the words of a post: "Education Secretary" of a longer run."""
        if self.words[i] in self.lexicon.suffixes and self.lexicon.suffixes[self.words[i]]:
            return 1
        best = 0
        for k in range(i, min(end, i + 5)):
            for length in (3, 2, 1):
                if k + length > end or tuple(self.lower[k : k + length]) not in self.lexicon.role_heads:
                    continue
                before = self.lower[i:k]
                if all(self._role_modifier(word) for word in before):
                    best = max(best, k + length - i)
        return best

    def _role_modifier(self, word: str) -> bool:
        known = self.lexicon
        return (
            word in known.role_modifiers
            or word in known.government_modifiers
            or word in {"&", "-", "and"}
            or word in known.organisation_descriptions
        )

    def _last_head(self, start: int, end: int) -> int | None:
        """Return the index of the token that ends a body's or work's name in a run, if any."""
        for k in range(start, end):
            if not self._is_head(k):
                continue
            while k + 1 < end and self._is_head(k + 1):
                k += 1
            return k
        return None

    def _head_word(self, k: int) -> str | None:
        """The head noun at token `k` as the gazetteers have it, singular if need be; None if it is none."""
        word = self.lower[k].rstrip(".")
        heads = (self.lexicon.organisation_heads, self.lexicon.work_heads, self.lexicon.company_suffixes)
        for form in (word, word.removesuffix("s")):
            if any(form in known for known in heads):
                return form
        return None

    def _is_head(self, k: int) -> bool:
        return self._head_word(k) is not None

    def _shaped(self, i: int, start: int, end: int) -> Name | None:
        """A name by its head noun: "Northmere City Council", "Department for Trade", "Hill Inquiry"."""
        head = self._last_head(i, end)
        left = i
        if i == start:
            left = self._left_of(i)
        if head is None:
            return None
        if self._role_words(i, head + 1) or self._role_words(head, end):
            return None
        stop = self._right_of(head, end)
        if head == i and stop == head + 1 and left == i:
            return None
        word = self._head_word(head) or ""
        if word in self.lexicon.organisation_heads or word in self.lexicon.company_suffixes:
            return Name(left, stop, Kind.ORGANISATION, "shape", self.lexicon.organisation_heads.get(word, "company"))
        return Name(left, stop, Kind.WORK, "shape", self.lexicon.work_heads[word])

    def _left_of(self, i: int) -> int:
        """Extend a run that ends in a head noun to the left over "of", "for", "and" and a possessive."""
        k = i
        while k >= 2:
            j = k - 1
            if self.lower[j] == "'s" and self.words[j - 1][0].isupper() and not self.doc[j - 1].ent_type_ == "GPE":
                if tuple(self.words[j - 1 : j]) in self.lexicon.bodies or (j >= 2 and self.words[j - 2][0].isupper()):
                    return k
                k = j - 1
                continue
            while j > 0 and self.lower[j] in {"of", "for", "and", "the", "&"} and k - j <= 2:
                j -= 1
            linked = j < k - 1 and self.capitalised(j) and not self.first(j)
            if not linked or self._is_head(j) or self._ends_other(j):
                return k
            k = j
            while k > 0 and self.capitalised(k - 1) and not self.first(k - 1):
                k -= 1
        return k

    def _ends_other(self, j: int) -> bool:
        """Whether token `j` ends a name or post of its own, so that "of" or "and" joins two things."""
        word = (self.words[j],)
        role = (self.lower[j],) in self.lexicon.role_heads
        person = self.doc[j].ent_type_ == "PERSON"
        return role or person or word in self.lexicon.bodies or word in self.lexicon.places

    def _right_of(self, head: int, end: int) -> int:
        """Extend behind a head noun: "Department for Work and Pensions", "Bank of England"."""
        k = head + 1
        if k < len(self.words) and self.lower[k] in {"of", "for"} and head + 1 == end:
            j = k + 1
            if j < len(self.words) and self.lower[j] == "the":
                j += 1
            stop = j
            while stop < len(self.words) and self.words[stop][0].isupper() and not self.first(stop):
                if self.lower[stop] in self.lexicon.titles:
                    break
                stop += 1
                joins = stop + 1 < len(self.words) and self.lower[stop] in {"and", "&", "of", "'s"}
                if joins and self.words[stop + 1][0].isupper() and not self._ends_other(stop + 1):
                    stop += 1
            if stop > j:
                return stop
        return k

    def _plain(self, i: int, end: int) -> Name:
        stop = i + 1
        given = self.lower[i] in self.lexicon.first_names
        while stop < end:
            body = self._body(stop)
            if (body and not (given and stop == i + 1 and body.end == stop + 1)) or self.lower[stop] in self.lexicon.titles or self._role_words(stop, end):
                break
            stop += 1
        if stop > i + 1 and self.words[stop - 1] == "-":
            stop -= 1
        return Name(i, max(stop, i + 1), None, "run")

    # -- one decision a name --------------------------------------------------------------------------

    def decide(self, names: list[Name]) -> list[Name]:
        """Give each undecided name the kind that all its occurrences in the article vote for."""
        votes: dict[Words, Counter[Kind]] = defaultdict(Counter)
        for name in names:
            words = self.key(name)
            if name.kind is not None:
                votes[words][name.kind] += 3
            else:
                votes[words].update(self._evidence(name))
        surnames = self._surnames(names, votes)
        decided: list[Name] = []
        for name in names:
            words = self.key(name)
            if name.kind is not None and not (name.found == "gazetteer" and words[-1] in surnames):
                decided.append(name)
                continue
            if len(words) <= 3 and words[-1] in surnames and (len(words) == 1 or name.kind is None):
                decided.append(replace(name, kind=Kind.PERSON, found="surname"))
                continue
            ranked = sorted(votes[words].items(), key=lambda item: (-item[1], item[0]))
            if ranked and ranked[0][1] > 0:
                decided.append(replace(name, kind=ranked[0][0], found="vote"))
        return decided

    def key(self, name: Name) -> Words:
        """Return the words of a name without titles and suffixes."""
        words = [w for w in self.words[name.start : name.end] if w.lower() not in self.lexicon.titles]
        return tuple(words or self.words[name.start : name.end])

    def _surnames(self, names: list[Name], votes: dict[Words, Counter[Kind]]) -> set[str]:
        found: set[str] = set()
        for name in names:
            words = self.key(name)
            person = votes[words].most_common(1)[:1] == [(Kind.PERSON, votes[words][Kind.PERSON])]
            if (name.kind is Kind.PERSON or (name.kind is None and person)) and (
                len(words) > 1 or name.found == "title"
            ):
                found.add(words[-1])
        return found

    def _evidence(self, name: Name) -> Counter[Kind]:
        """Votes of one occurrence."""
        votes: Counter[Kind] = Counter()
        words = self.key(name)
        labels = Counter(
            _LABELS[t.ent_type_] for t in self.doc[name.start : name.end] if t.ent_type_ in _LABELS
        )
        for kind, count in labels.items():
            votes[kind] += 2 if count == name.end - name.start else 1
        if tuple(words) in self.lexicon.places:
            votes[Kind.PLACE] += 4
        if len(words) >= 2 and words[0].lower() in self.lexicon.first_names:
            votes[Kind.PERSON] += 4
        elif len(words) == 1 and words[0].lower() in self.lexicon.first_names:
            votes[Kind.PERSON] += 1
        if self._hardly_a_person(name, words):
            votes[Kind.PERSON] -= 3
        if len(words) == 1 and len(words[0]) >= 2 and words[0].isupper():
            votes[Kind.ORGANISATION] += 2
        votes.update(self._context(name))
        return votes

    def _hardly_a_person(self, name: Name, words: Words) -> bool:
        """Whether a name is plural, stands behind an article, or is also written as a common noun."""
        behind_article = name.start > 0 and self.lower[name.start - 1] in {"the", "a", "an", "this"}
        plural = self.doc[name.end - 1].tag_ == "NNPS" and words[0].lower() not in self.lexicon.first_names
        common = len(words) == 1 and words[0].lower() in self.lower_case_words
        return behind_article or plural or common

    def _context(self, name: Name) -> Counter[Kind]:
        """Votes of the words around: a post before a name makes a person, "at" before it a body or place."""
        votes: Counter[Kind] = Counter()
        before = self.doc[name.start - 1] if name.start else None
        after = self.doc[name.end] if name.end < len(self.doc) else None
        if before is not None and self._is_post(before) and name.end - name.start >= 2:
            votes[Kind.PERSON] += 3
        if after is not None and after.text in self.lexicon.suffixes:
            votes[Kind.PERSON] += 4
        if after is not None and after.lemma_ in self.lexicon.say_verbs and name.end - name.start == 2:
            votes[Kind.PERSON] += 1
        if after is not None and after.lower_ in {"plc", "ltd", "inc", "corp"}:
            votes[Kind.ORGANISATION] += 5
        return votes

    def _is_post(self, token: Token) -> bool:
        return (token.lower_,) in self.lexicon.role_heads and not token.is_punct


def _rejoined(words: Words) -> Words:
    """Undo the tokeniser's cuts at hyphens and possessives: ("Guy", "'s") becomes ("Guy's",)."""
    joined = " ".join(words).replace(" - ", "-").replace(" 's", "'s")
    return tuple(joined.split())
