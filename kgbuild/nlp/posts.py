"""Posts: the stretches that say what someone is ("the council's strategic director for housing")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgbuild.model import Kind
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Surface
from kgbuild.nlp.openings import Openings
from kgbuild.nlp.tails import Tails

_LONGEST_HEAD = 6
_UNDER = frozenset({"assistant", "deputy", "shadow", "vice"})
_BODIES_OF_ONE = frozenset({"commissioner", "ombudsman"})
_OF_INQUIRIES = frozenset({"counsel", "secretary", "solicitor", "assessor"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post named in the text, tokens `start` to `end` (exclusive), without its determiner.

    Attributes:
        start: The first token, an organisation's name in front of the post included.
        end: The token after the last.
        head: The noun of the head words: "*director* of finance", "finance *director*".
        words: The head words, lower case, singular.
        role: The tokens that are the role's own words: without the names of bodies around it.
        organisation: A token of the body it belongs to, where the phrase names one.
        named_from: Where a name before that token begins that is part of the body's: "*DZ* bank".
        owner: The possessive pronoun in front ("its"), if any.
        definite: Whether "the", a possessive or nothing stands in front, not "a".
        plural: Whether several hold it.
        when: "past", "leaving", "present", "future" where a word says so.
        leading: Whether its holder leads the body.
        government: Whether the words themselves say that it is a post in government.
        office: "never" where the words only describe somebody ("tycoon"), "with body" where they are a role
            only in a body ("founder").
    """

    start: int
    end: int
    head: int
    words: str
    role: tuple[int, int]
    organisation: int | None = None
    named_from: int | None = None
    owner: int | None = None
    definite: bool = True
    plural: bool = False
    when: str | None = None
    leading: bool = False
    government: bool = False
    office: str | None = None

    @property
    def is_under(self) -> bool:
        """Whether its words make it another's deputy, whom nobody calls by the other post."""
        return self.words.split()[0] in _UNDER


def find_posts(surface: Surface, lexicon: Lexicon) -> tuple[Post, ...]:
    """Return the posts that an article names, in order, not overlapping."""
    found = sorted([*_PostFinder(surface, lexicon).posts(), *_own_names(surface)], key=lambda p: p.start)
    for i, (left, right) in enumerate(pairwise(found)):
        if surface.article.doc[left.end : right.start].text.lower() not in {"and", "and the"}:
            continue
        behind = right.organisation is not None and right.organisation > right.head
        if behind and left.organisation is None and left.plural == right.plural:
            found[i] = replace(left, organisation=right.organisation, named_from=right.named_from)
        elif _shares_front(left, right) and right.words in lexicon.hosts:
            found[i + 1] = replace(right, organisation=left.organisation, named_from=left.named_from)
    return tuple(found)


def _own_names(surface: Surface) -> Iterator[Post]:
    """The posts called as their bodies are, beside a person: "the *Information Commissioner*, A B"."""
    doc = surface.article.doc
    persons = [name for name in surface.names if name.kind is Kind.PERSON]
    starts, ends = {name.start for name in persons}, {name.end for name in persons}
    for name in surface.names:
        head = next((i for i in range(name.start, name.end) if doc[i].lower_ in _BODIES_OF_ONE), None)
        before = name.start - 1 - (doc[name.start - 1].lower_ == "the")
        behind = name.end + (doc[name.end : name.end + 1].text == ",")
        held = behind in starts or (before > 0 and doc[before].text == "," and before in ends)
        if name.kind is Kind.ORGANISATION and head is not None and held:
            role = (name.start, name.end)
            yield Post(*role, head, doc[head].lower_, role, leading=True)


def _shares_front(left: Post, right: Post) -> bool:
    """Whether a body in front of two posts is both's: "*X* chairman and chief executive"."""
    front = left.organisation is not None and left.organisation < left.head
    bare = right.organisation is None and right.owner is None and not right.government
    return front and bare and left.plural == right.plural and left.when == right.when


class _PostFinder:
    def __init__(self, surface: Surface, lexicon: Lexicon) -> None:
        self.surface = surface
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.lower = surface.article.lower
        self.openings = Openings(surface, lexicon)
        self.tails = Tails(surface, lexicon, self._head_at)

    def posts(self) -> Iterator[Post]:
        i, n = 0, len(self.doc)
        floor = 0
        while i < n:
            length = self._head_at(i)
            if not length:
                i += 1
                continue
            post = self._grow(i, i + length, floor)
            yield post
            i = max(post.end, i + length)
            floor = i

    def _head_at(self, i: int) -> int:
        """How many tokens from `i` on are head words of a post; 0 where none starts."""
        if self.surface.is_kind(i, Kind.PERSON) or self.surface.is_kind(i, Kind.ORGANISATION):
            return 0
        suffix = self.lexicon.suffixes.get(self.doc[i].text)
        if suffix:
            return 1
        for length in range(_LONGEST_HEAD, 0, -1):
            key = tuple(self.lower[i : i + length])
            if len(key) < length or key not in self.lexicon.role_heads or "and" in key:
                continue  # "chairman and chief executive" is two posts
            if key[0] == "first" and self.lower[i + length : i + length + 1] == ["to"]:
                continue  # "the *first minister to* resign"
            if length == 1 and key[0] in self.lexicon.role_modifiers and self._head_at(i + 1):
                return 0  # "*deputy* chief economist"
            last = self.doc[i + length - 1]
            if any(j in self.surface.at and self.surface.at[j].kind for j in range(i, i + length)):
                continue
            # "*hydrologist* A B" and "*sheriff* of X" may be read as adjectives
            noun = self.surface.is_kind(i + length, Kind.PERSON) or self.lower[
                i + length : i + length + 1
            ] == ["of"]
            if last.pos_ not in {"NOUN", "PROPN"} and (last.pos_ != "ADJ" or (length == 1 and not noun)):
                continue
            if not self.openings.attached(i + length - 1):
                return length
            if "of" not in key:
                return 0  # but of "leader of the opposition group" the first word is a post
        return 0

    def _grow(self, start: int, end: int, floor: int) -> Post:
        entry = self.lexicon.role_heads.get(tuple(self.lower[start:end])) or {"head": self.doc[start].text}
        front, stop = self.openings.at(start, end, floor), self._suffixed(end)
        words = self.lower[front.start : start]
        head = str(entry["head"])
        leading = bool(entry.get("leading")) and not self._below(words)
        tail = self.tails.at(stop, seat=head in self.lexicon.seats, heads=leading or head in _OF_INQUIRIES)
        before = self.lower[front.start - 1] if front.start > 0 else ""
        government = entry.get("scope") == "government" or self._portfolio(head, words)
        government = government and "shadow" not in words
        body, named_from = front.body, front.named_from
        if government and self._is_party(body):
            body, named_from = None, None  # "ex-Labour chancellor": his party's, not the office's
        if not (leading or government or head in self.lexicon.hosts) and self._is_place(body):
            body = None  # "Britain's top policeman"
        if tail.body is not None and front.bare:
            body = tail.body  # "*group* economist at X"
        if leading and tail.body is not None and self._is_party(body):
            body, named_from, front = tail.body, tail.named_from, replace(front, role=front.start)
            # "*Labour* leader on X Council" leads no party
        if body is None:
            body, named_from = tail.body, tail.named_from
        office = None if head == "member" and self.lower[end : end + 1] == ["for"] else entry.get("office")
        return Post(
            start=front.start,
            end=tail.end,
            head=self._noun(start, end),
            words=head,
            role=(
                self._role_start(front.role, start, before),
                end if tail.role_end == stop else tail.role_end,
            ),
            organisation=body,
            named_from=named_from,
            owner=front.owner,
            definite=before not in {"a", "an", "another", "any", "every", "some", "no"},
            plural=bool(entry.get("plural")),
            when=self._when(words, front.start, end, stop),
            leading=leading,
            government=government,
            office=office,
        )

    def _noun(self, start: int, end: int) -> int:
        """The noun of head words: the one before a preposition, else the last."""
        words = self.lower[start:end]
        joints = (k for k in range(1, len(words) - 1) if words[k] in {"of", "to", "in", "for"})
        first = next(joints, len(words))
        return start + first - (2 if words[first - 1] == "-" else 1)

    def _role_start(self, role: int, start: int, before: str) -> int:
        return self.openings.trimmed(role, start, indefinite=before in {"a", "an", "another"})

    def _is_place(self, body: int | None) -> bool:
        return body is not None and self.surface.is_kind(body, Kind.PLACE)

    def _is_party(self, body: int | None) -> bool:
        return body is not None and body in self.surface.at and self.surface.at[body].sort == "party"

    def _suffixed(self, end: int) -> int:
        """The token after a word for when a post is held that hangs on it at `end`: "-elect", "-to-be"."""
        for length in (4, 2):
            tokens = self.doc[end : end + length]
            joined = "".join(t.lower_ for t in tokens)
            if not any(t.whitespace_ for t in tokens[:-1]) and joined in self.lexicon.role_modifiers:
                return end + length
        apart = self.lower[end : end + 1] and f"-{self.lower[end]}" in self.lexicon.role_modifiers
        return end + 1 if apart else end  # "chairman *designate*"

    def _when(self, words: Sequence[str], left: int, end: int, stop: int) -> str | None:
        behind = (
            [] if self.lower[end : end + 1] == [","] else self.lower[end : end + 2]
        )  # "secretary, *retired* A B"
        around = [*words, *self.lower[max(0, left - 1) : left], *behind]
        around += " ".join(words).replace(" - ", "-").split()  # "would-be" is three tokens
        around.append("".join(self.lower[end:stop]))
        for word in around:
            row = self.lexicon.role_modifiers.get(word)
            if row and row.get("when") in {"past", "future"}:
                return str(row["when"])
        return None

    def _below(self, words: Sequence[str]) -> bool:
        rows = (self.lexicon.role_modifiers.get(word) for word in words)
        return any(row is not None and row.get("rank") == "below" for row in rows)

    def _portfolio(self, head: str, words: Sequence[str]) -> bool:
        if head not in {"secretary", "minister"}:
            return False
        return any(word in self.lexicon.government_modifiers for word in words)
