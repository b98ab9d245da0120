"""Whose posts are: persons and posts that stand beside each other.

Word order, commas and titles decide here, not the parse: statistical parsers scramble lists of "role name,
role name and role name".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgbuild.model import Kind
from kgbuild.nlp.names import Name, Surface
from kgbuild.nlp.posts import Post
from kgbuild.nlp.verbs import SUBJECTS

_BETWEEN = frozenset(
    {"now", "then", "currently", "formerly", "previously", "also", "until", "recently", "later"}
    | {"presently", "once", "still"}
)
_OVER = frozenset({"formerly", "once", "previously", "recently"})
_CLOSERS = frozenset({",", ".", ";", "(", ")", ":", "-", '"', "who", "and", "whose", "but", "?"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "both"})
_OTHERS = frozenset({"dozens", "four", "many", "most", "other", "others", "several", "some", "three", "two"})
_LONGEST_BRACKET = 8
_LONGEST_TIME = 7
_LONGEST_TITLE = 4
_LONGEST_DESCRIPTION = 8
_DESCRIBING = frozenset({"ADJ", "ADP", "ADV", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN"})
_LOCATING = frozenset({",", "near", "in", "the", "'s"})
_IN_FRONT = frozenset({"advcl", "ccomp", "parataxis"})
_COURTESIES = frozenset({"professor", "doctor", "father", "brother", "sister"})


_BEFORE = frozenset({"before-name", "before-comma"})
_BEHIND = frozenset({"behind-name"})


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's name and a post that stands beside it, with how they stand."""

    person: Name
    post: Post
    rule: str


def find_holdings(surface: Surface, posts: Sequence[Post]) -> Iterator[Holding]:
    """Yield the persons and posts that stand beside each other.

    In order of trust: a post straight before a name ("cabinet member C D"); one behind a name and comma
    ("E F, strategic director"); one before a comma and a name ("the director, G H,").
    """
    finder = _HoldingFinder(surface, posts)
    yield from finder.holdings()


class _HoldingFinder:
    def __init__(self, surface: Surface, posts: Sequence[Post]) -> None:
        self.surface = surface
        self.doc = surface.article.doc
        self.posts = posts
        self.persons = [name for name in surface.names if name.kind is Kind.PERSON]
        self.starting = {name.start: name for name in self.persons}
        self.ending = {name.end: name for name in self.persons}
        self._persons = {i for name in self.persons for i in range(name.start, name.end)}

    def holdings(self) -> Iterator[Holding]:
        found: dict[int, list[Holding]] = {}
        for rule in (self._adjacent, self._behind, self._behind_names, self._before_comma):
            for post in self.posts:
                if post.start not in found and (held := list(rule(post))):
                    found[post.start] = held
        for held in found.values():
            yield from held
        yield from self._coordinated(found)

    def _word(self, i: int) -> str:
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""

    def _adjacent(self, post: Post) -> Iterator[Holding]:
        if (
            post.head == post.start
            and (name := self.ending.get(post.start))
            and self.doc[post.head].text.isupper()
            and post.end not in self.starting  # "*Northmere South* MP A B"
        ):
            yield Holding(name, post, "suffix")
            return
        i = self._behind_bracket(post.end)  # "chairman of the Y Board (*YB*) A B"
        i += self._word(i) in _COURTESIES  # "deputy chair *Professor* A B"
        first = self.starting.get(i)
        if first is None or self._crosses(post.start, i) or self._only_courtesy(post):
            return
        yield Holding(first, post, "before-name")
        while post.plural and (following := self._next_in_list(first)):
            yield Holding(following, post, "before-names")
            first = following

    def _only_courtesy(self, post: Post) -> bool:
        """Whether a post is no more than a title: "Professor" alone before a name."""
        return (
            post.end - post.start == 1 and post.words in _COURTESIES and self.doc[post.head].text[0].isupper()
        )

    def _next_in_list(self, name: Name) -> Name | None:
        start = k = self._behind_bracket(name.end)
        while self._word(k) in {",", "and"}:
            k += 1
        return self.starting.get(k) if k > start else None

    def _behind_bracket(self, k: int) -> int:
        """The token behind a short bracket that opens at `k`, as in "A B (Labour)"; `k` if none does."""
        if self._word(k) != "(":
            return k
        closing = (j for j in range(k, k + _LONGEST_BRACKET) if self._word(j) == ")")
        return next(closing, k - 1) + 1

    def _before_bracket(self, k: int) -> int:
        """The token at which a short bracket that ends before `k` opens; `k` if none does."""
        if self._word(k - 1) != ")":
            return k
        return next((j for j in range(k - 2, k - 2 - _LONGEST_BRACKET, -1) if self._word(j) == "("), k)

    def _behind(self, post: Post) -> Iterator[Holding]:
        if post.plural or self._word(post.end) == "'s":
            return
        k = self._before_superior(post.start) - 1
        while self._word(k) in _ARTICLES | _BETWEEN:
            k -= 1
        if any(self._word(i) in _OVER for i in range(k + 1, post.head)):
            post = replace(post, when="past")
        if self._word(k) == "and":
            k = self._before_description(k)
        k = self._before_origin(k)
        if self._word(k) == "," and self._word(k - 1).isdigit() and self._word(k - 2) == ",":
            k -= 2
        bracket = self._word(k) == "("
        dash = self._word(k) == "-" and self.doc[k - 1].whitespace_ != ""
        closed = (
            self._word(k) == ")" and self._before_bracket(k + 1) in self.ending
        )  # "A B (Ward) leader of X"
        if not (self._word(k) == "," or bracket or dash or closed) or self._crosses(k, post.start):
            return
        k += closed
        name = self.ending.get(k) or self.ending.get(self._before_bracket(k)) or self._behind_suffix(k)
        another = self.starting.get(post.end) is not None and not self._crosses(post.start, post.end)
        if name is None or another:
            return
        if self._opens_with_post(name) and self._before_listed(post):
            return
        end = self._whole_name(post)
        if self._word(end) == "and" and self._word(end + 1) in _OTHERS:
            return  # "A B, the mayor *and other councillors*" are three
        if (
            self._word(end) in _CLOSERS
            or end >= len(self.doc)
            or self._crosses(end - 1, end)
            or (self.doc[end].pos_ in {"VERB", "AUX", "ADP", "SCONJ", "ADV"})
        ):
            yield Holding(name, post, "behind-name")

    def _before_superior(self, start: int) -> int:
        """Where whose post a post at `start` serves begins: "A B, the *prime minister's* adviser"."""
        mark = self._word(start - 1) in {"'s", "’s"}
        served = (p.start for p in self.posts if mark and p.end == start - 1)
        return next(served, start)

    def _whole_name(self, post: Post) -> int:
        """The end of a post whose body's name goes on behind what is known of it: "at UBS *Kingsbridge*"."""
        end = post.end
        if post.organisation != end - 1 or end >= len(self.doc) or self._crosses(end - 1, end):
            return end
        return end + int(self.doc[end].text.istitle() and not self.surface.is_kind(end, Kind.PERSON))

    def _before_description(self, k: int) -> int:
        """The comma before a description that "and" at `k` joins to a post: "A B*,* a former pupil and"."""
        for i in range(k - 1, max(k - _LONGEST_DESCRIPTION, 0), -1):
            if self._word(i) == ",":
                return i
            if self.doc[i].pos_ not in _DESCRIBING or any(p.start <= i < p.end for p in self.posts):
                break
        return k

    def _before_origin(self, k: int) -> int:
        """The comma before somebody's home, if that ends at the comma `k`: "A B*,* of Mill Lane, Ely,"."""
        for i in range(k - 1, max(k - _LONGEST_DESCRIPTION, 0), -1):
            if self._word(i) in {"of", "from"}:
                return i - 1 if self._word(i - 1) == "," else k
            if not (self.doc[i].text.istitle() or self._word(i) in _LOCATING) or i in self._persons:
                break
        return k

    def _behind_names(self, post: Post) -> Iterator[Holding]:
        """Several who share a post named behind them: "A B and C D, directors of Y,"."""
        k = post.start - 1
        while self._word(k) in _ARTICLES | _BETWEEN:
            k -= 1
        last = self.ending.get(k)
        if not post.plural or self._word(k) != "," or last is None or self._crosses(last.start, post.start):
            return
        names = [last]
        while (before := self._listed_before(names[-1])) is not None:
            names.append(before)
        if len(names) > 1 and self._word(post.end) in _CLOSERS:
            yield from (Holding(name, post, "behind-names") for name in reversed(names))

    def _listed_before(self, name: Name) -> Name | None:
        """The name before `name` in a list: "*A B*, C D and E F"."""
        k = name.start
        while self._word(k - 1) in {",", "and"}:
            k -= 1
        return self.ending.get(k) if k < name.start else None

    def _behind_suffix(self, k: int) -> Name | None:
        """A name with letters behind it: "Jane Doe MP, the chair"."""
        while (
            k > 0
            and self.doc[k - 1].text.isupper()
            and self.doc[k - 1].text.isalpha()
            and k not in self.ending
        ):
            k -= 1
        return self.ending.get(k)

    def _behind_party(self, k: int) -> int:
        """The token behind a party's name at `k`: "the leader, *Labour's* A B"."""
        party = self.surface.at.get(k)
        if party is None or party.sort != "party":
            return k
        return party.end + (self._word(party.end) in {"'s", "’s"})

    def _before_comma(self, post: Post) -> Iterator[Holding]:
        comma = self._behind_bracket(self._comma_behind(post))  # "chair of the Y committee (*Y*), A B,"
        if [self._word(comma + i) for i in range(3)] == ["at", "the", "time"]:
            comma += 3
        first = comma + 1 + (self._word(comma + 1) == "the")  # "the then leader, *the* Rt Hon A B"
        name = self._named_at(self._behind_party(first)) if self._word(comma) == "," else None
        if name is None or self._crosses(post.start, name.start) or self._ends_clause(post, name):
            return
        if post.plural and not self._one_of(post):
            yield from self._sharing(post, name)
        elif self._closes(post, name):
            yield Holding(name, post, "before-comma")

    def _ends_clause(self, post: Post, name: Name) -> bool:
        """Whether a comma ends a clause in front, not a post.

        "When asked by *the judge*, *A B* wept"; "he became *director* in May, *A B* said".
        """
        subject = self.doc[name.start : name.end].root
        clauses = (node for node in self.doc[post.head].ancestors if node.dep_ in _IN_FRONT)
        return subject.dep_ in SUBJECTS and any(
            c.head == subject.head and c.i < subject.i and self.doc[post.head].dep_ not in SUBJECTS
            for c in clauses
        )

    def _one_of(self, post: Post) -> bool:
        """Whether one of several holders is meant: "*one of* its directors, A B,"."""
        k = post.start - 1
        while k > 0 and self._word(k) in _ARTICLES:
            k -= 1
        return self._word(k) == "of" and self._word(k - 1) == "one"

    def _closes(self, post: Post, name: Name) -> bool:
        """Whether a name ends an apposition: "the director, *A B*, said", "the chairman, *A B QC* said"."""
        behind = self._behind_bracket(name.end)  # "A B *(pictured)*, said"
        while behind < len(self.doc) and _is_suffix(self.doc[behind].text):
            behind += 1
        if self._word(behind) == "of" and self.doc[behind + 1].text.istitle():
            behind += 2  # "the then chancellor, *Lord A of Larne*."
            behind += behind < len(self.doc) and self.doc[behind].text.istitle()  # "of *Hale Webb*,"
        after = self._word(behind)
        fronted = self.doc[post.start - 1].is_sent_start  # "*A former head teacher*, A B chaired it"
        if not (post.definite or post.plural or fronted) and after not in {",", "."}:
            return False
        acts = behind < len(self.doc) and self.doc[behind].pos_ in {"VERB", "AUX"}
        if after not in {",", ".", ":", ";", ")", "-"} and not acts:
            return False
        near = (other for other in self.posts if other.start in range(behind + 1, behind + 3))
        alternating = after == "," and any(self._before_listed(other) for other in near)
        return self._one_of(post) or not alternating or self._opens_with_post(name)

    def _before_listed(self, post: Post) -> bool:
        """Whether a comma and a name go on behind a post: "A B, *the clerk*, C D"."""
        return self._word(post.end) == "," and post.end + 1 in self.starting

    def _opens_with_post(self, name: Name) -> bool:
        """Whether the list of posts and names in which `name` stands begins with a post.

        Each post is the next name's there: "*the chair*, A B, the clerk, C D".
        """
        before = next((p for p in self.posts if p.end == name.start - 1), None)
        if self._word(name.start - 1) != "," or before is None:
            return False
        k = before.start - 1
        while self._word(k) in _ARTICLES | {"and"}:
            k -= 1
        last = self.ending.get(k) if self._word(k) == "," else None
        return last is None or self._opens_with_post(last)

    def _sharing(self, post: Post, first: Name) -> Iterator[Holding]:
        """Several who share a post named before them: "the founders of Y, A B and C D,"."""
        names = [first]
        while (following := self._next_in_list(names[-1])) is not None:
            names.append(following)
        joined = len(names) > 1 and self._word(names[-1].start - 1) == "and" and post.definite
        if joined and self._word(names[-1].end) in _CLOSERS:
            yield from (Holding(name, post, "behind-names") for name in names)

    def _comma_behind(self, post: Post) -> int:
        """The token behind a post; behind "As mayor in the early 1990s" the comma."""
        if self._word(post.start - 1) != "as":
            return post.end
        for i in range(post.end, min(post.end + _LONGEST_TIME, len(self.doc))):
            if self._word(i) == ",":
                return i
            if self.doc[i].pos_ in {"VERB", "AUX", "PRON", "PUNCT"}:
                break
        return post.end

    def _named_at(self, i: int) -> Name | None:
        """The name at `i`, or behind a short post there: "the mayor, *Councillor* A B,"."""
        title = next((p for p in self.posts if p.start == i and p.end - i <= _LONGEST_TITLE), None)
        if title is not None and title.end - i > 2 and not self.doc[i].is_lower:
            title = None  # "a spokesman for the prosecutor, *State Comptroller* A B"
        return self.starting.get(title.end if title is not None else i)

    def _coordinated(self, found: dict[int, list[Holding]]) -> Iterator[Holding]:
        """A second post joined by "and" to one that is held: "chairman and chief executive A B"."""
        for left, right in zip(self.posts, self.posts[1:], strict=False):
            joined = self._word(left.end) == "and" and right.start - left.end in {1, 2}
            if not joined or left.plural != right.plural or (left.start in found) == (right.start in found):
                continue
            free, owner, rules = (right, left, _BEHIND) if left.start in found else (left, right, _BEFORE)
            if free.organisation is None and not _own_body(owner):
                free = replace(free, organisation=owner.organisation, named_from=owner.named_from)
            for holding in found[owner.start]:
                if holding.rule in rules:
                    yield Holding(holding.person, free, f"{holding.rule}-coordinated")

    def _crosses(self, start: int, end: int) -> bool:
        article = self.surface.article
        if article.block_of[start] != article.block_of[end]:
            return True
        return article.sentence_of[start] != article.sentence_of[end]


def _is_suffix(word: str) -> bool:
    """Whether a word is letters behind a name: "QC", "MP"."""
    return len(word) > 1 and word.isupper() and word.isalpha()


def _own_body(post: Post) -> bool:
    """Whether a body stands straight before a post's own words, and so belongs to no other post."""
    return post.organisation is not None and post.start <= post.organisation < post.head
