"""Posts: the stretches that say what someone is ("the council's strategic director for housing")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kgbuild.model import Kind
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Surface

_LEFT_POS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_SHARED_BODIES = frozenset(
    {"council", "party", "union", "company", "bank", "trust", "charity", "club", "government", "university"}
    | {
        "hospital",
        "school",
        "force",
        "police",
        "army",
        "firm",
        "airline",
        "regulator",
        "authority",
        "association",
    }
    | {"federation", "watchdog", "newspaper", "church", "court", "league"}
)
_TAIL_PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "to", "on", "within", "from"})
_ROLE_TAILS = frozenset({"of", "for", "to", "on"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post named in the text, tokens `start` to `end` (exclusive), without its determiner.

    Attributes:
        start: The first token, an organisation's name in front of the post included.
        end: The token after the last.
        head: The last token of the head words.
        words: The head words, lower case, singular.
        role: The tokens that are the role's own words: without the names of bodies around it.
        organisation: A token of the body it belongs to, where the phrase names one.
        owner: The possessive pronoun in front ("its"), if any.
        definite: Whether "the", a possessive or nothing stands in front, not "a".
        plural: Whether several hold it.
        when: "past", "present", "future" where a word says so.
        leading: Whether its holder leads the body.
        government: Whether the words themselves say that it is a post in government.
    """

    start: int
    end: int
    head: int
    words: str
    role: tuple[int, int]
    organisation: int | None = None
    owner: int | None = None
    definite: bool = True
    plural: bool = False
    when: str | None = None
    leading: bool = False
    government: bool = False


def find_posts(surface: Surface, lexicon: Lexicon) -> tuple[Post, ...]:
    """Return the posts that an article names, in order, not overlapping."""
    found = list(_PostFinder(surface, lexicon).posts())
    for i, (left, right) in enumerate(pairwise(found)):
        joined = surface.article.doc[left.end : right.start].text.lower() in {"and", "and the"}
        behind = right.organisation is not None and right.organisation > right.head
        if joined and behind and left.organisation is None and left.plural == right.plural:
            found[i] = replace(left, organisation=right.organisation)  # "chairman and chief executive of X"
    return tuple(found)


class _PostFinder:
    def __init__(self, surface: Surface, lexicon: Lexicon) -> None:
        self.surface = surface
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.lower = [token.lower_ for token in self.doc]

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
        for length in (4, 3, 2, 1):
            key = tuple(self.lower[i : i + length])
            if len(key) < length or key not in self.lexicon.role_heads or "and" in key:
                continue  # "chairman and chief executive" is two posts
            last = self.doc[i + length - 1]
            if any(j in self.surface.at and self.surface.at[j].kind for j in range(i, i + length)):
                continue
            if last.pos_ not in {"NOUN", "PROPN"} and (length == 1 or last.pos_ != "ADJ"):
                continue
            return 0 if self._modifies(i + length - 1) else length
        return 0

    def _modifies(self, i: int) -> bool:
        """Whether the noun at `i` only modifies the next one: "minister talks", "leadership contest"."""
        following = i + 1
        if following >= len(self.doc) or following in self.surface.at:
            return False
        token, after = self.doc[i], self.doc[following]
        if after.pos_ in {"NOUN", "PROPN"} and after.text not in self.lexicon.suffixes:
            return token.dep_ in {"compound", "amod", "nmod"} and token.head.i >= following
        return False

    def _grow(self, start: int, end: int, floor: int) -> Post:
        entry = self.lexicon.role_heads.get(tuple(self.lower[start:end])) or {"head": self.doc[start].text}
        left, organisation, owner, own = self._left(start, end - 1, floor)
        before = self.lower[left - 1] if left > 0 else ""
        right, role_end, tail_body = self._right(end)
        words = self.lower[own:start]
        return Post(
            start=left,
            end=right,
            head=end - 1,
            words=str(entry["head"]),
            role=(own, role_end),
            organisation=organisation if organisation is not None else tail_body,
            owner=owner,
            definite=before not in {"a", "an", "another", "any", "every", "some", "no"},
            plural=bool(entry.get("plural")),
            when=self._when(words, left, end),
            leading=bool(entry.get("leading")) and not self._below(words),
            government=entry.get("scope") == "government" or self._portfolio(str(entry["head"]), words),
        )

    def _left(self, start: int, head: int, floor: int) -> tuple[int, int | None, int | None, int]:
        """Return where the phrase starts, the body in front, a possessive pronoun, where the role starts."""
        organisation: int | None = None
        owner: int | None = None
        own = k = start
        while k > floor and self._same_block(k - 1, k):
            j = k - 1
            if self.doc[j].tag_ == "PRP$":
                owner = j
                break
            reached = self._extend(j, k, floor)
            if reached is None:
                break
            k, body, last = reached
            if body is not None and organisation is None:
                organisation = body
            elif organisation is None:
                own = k
            if last:
                break
        if organisation is not None and own < organisation:
            own = organisation + 1
        while own < start and self._no_part_of_role(own):
            own += 1
        if organisation is None:
            organisation = self._common_body(own, head)
        return k, organisation, owner, own

    def _extend(self, j: int, k: int, floor: int) -> tuple[int, int | None, bool] | None:
        """Take in what ends at token `j`, before a phrase that starts at `k`.

        Returns:
            The new start, a token of the body taken in, and whether nothing can stand before it; None if `j`
            is no part of the phrase.
        """
        name = self.surface.at.get(j)
        if name is not None and name.kind is Kind.PERSON:
            return None
        if name is not None and name.start >= floor:
            return name.start, (j if name.kind is Kind.ORGANISATION else None), False
        if self.lower[j] in {"'s", "'"} and j - 1 >= floor:
            found = self._possessor(j, floor)
            return None if found is None else (found[0], found[1], found[1] is not None)
        return (j, None, False) if self._left_word(j, k, floor) else None

    def _same_block(self, j: int, k: int) -> bool:
        return self.surface.article.block_of[j] == self.surface.article.block_of[k]

    def _no_part_of_role(self, i: int) -> bool:
        """Whether a word in front says nothing of the role itself: a mark, "former", "highly"."""
        word = self.lower[i]
        if word in {"'s", "-", "'"} or self.doc[i].pos_ == "ADV":
            return True
        status = self.lexicon.role_modifiers.get(word, {}).get("when") in {"past", "present", "future"}
        judged = word in self.lexicon.lists["positive_adjectives"] | self.lexicon.lists["negative_adjectives"]
        return (status and word not in {"acting", "interim"}) or (
            judged and word not in self.lexicon.role_modifiers
        )

    def _left_word(self, j: int, k: int, floor: int) -> bool:
        token = self.doc[j]
        word = self.lower[j]
        if word in self.lexicon.role_modifiers:
            return token.pos_ != "VERB" or token.dep_ in {"amod", "compound"}
        if word == "-":
            return j > floor and not self.doc[j - 1].whitespace_ and not token.whitespace_
        if word == "and":
            linked = j > floor and self.doc[j - 1].pos_ in {"NOUN", "PROPN"} and j - 1 not in self.surface.at
            portfolio = linked and self.lower[j - 1] in self.lexicon.government_modifiers
            return portfolio and (self.lower[j - 1],) not in self.lexicon.role_heads
        if (word,) in self.lexicon.role_heads and token.pos_ in {"NOUN", "PROPN"} and not self._modifies(j):
            return token.dep_ in {"compound", "amod"} and token.head.i >= k
        if token.pos_ == "ADV":
            return token.dep_ == "advmod" and token.head.i == k and token.head.pos_ == "ADJ"
        if token.pos_ in _LEFT_POS:
            return token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "acomp"} or (
                k == j + 1 and (token.dep_ == "compound")
            )
        return token.tag_ in {"VBG", "VBN"} and token.dep_ in {"amod", "compound"}

    def _possessor(self, j: int, floor: int) -> tuple[int, int | None] | None:
        """Return where the possessor before the mark at `j` starts, and the body it is, if it is one."""
        name = self.surface.at.get(j - 1)
        if name is not None:
            if name.kind is Kind.PERSON:
                return None
            start = name.start
            if start > floor and self.lower[start - 1] == "the":
                start -= 1
            return start, (j - 1 if name.kind in {Kind.ORGANISATION, Kind.PLACE} else None)
        k = j - 1
        if self.doc[k].pos_ not in {"NOUN", "PROPN"}:
            return None
        body = k if self._body_noun(k) else None
        while (
            k - 1 >= floor
            and self.doc[k - 1].pos_ in {"ADJ", "NOUN", "PROPN"}
            and k - 1 not in self.surface.at
        ):
            k -= 1
        return k, body

    def _body_noun(self, i: int) -> bool:
        word = self.lower[i]
        return word in self.lexicon.organisation_descriptions or word in self.lexicon.organisation_heads

    def _common_body(self, start: int, head: int) -> int | None:
        """Return the common noun for a body in front of the head: "council leader", "party chairman"."""
        for i in range(start, head):
            if self.lower[i] in _SHARED_BODIES and self._body_noun(i) and self.lower[i + 1] != "and":
                return i
        return None

    def _right(self, end: int) -> tuple[int, int, int | None]:
        """Return where the phrase ends, where the role's own words end, and a token of the body behind."""
        k, role_end, body = end, end, None
        while k + 1 < len(self.doc) and self.lower[k] in _TAIL_PREPOSITIONS:
            stop, found, last = self._noun_phrase(k + 1, of_role=self.lower[k] in {"of", "for"})
            if last and found is None and self.lower[k] == "at":
                found = stop - 1
            if stop == k + 1 or (self.lower[k] in {"to", "on"} and found is None and not last):
                break
            if self.lower[k] in {"in", "with", "at", "within", "from"} and found is None:
                break
            if found is None and self.lower[k] in _ROLE_TAILS and role_end == k:
                role_end = stop
            body = body if body is not None else found
            k = stop
        return k, role_end, body

    def _noun_phrase(self, i: int, *, of_role: bool) -> tuple[int, int | None, bool]:
        """Return the end of the noun phrase at `i`, a token of the body it names, whether it names a place.

        A common noun without article behind "of" or "for" is what the role is about, not whose it is:
        "director of children's services", "director of the company".
        """
        k, body, place = i, None, False
        known = not of_role or self.doc[i].tag_ in {"DT", "PRP$"}
        while k < len(self.doc) and not (k > i and self.doc[k].is_sent_start):
            name = self.surface.at.get(k)
            if name is not None:
                if name.kind is Kind.PERSON or (k > i and place):
                    break
                if name.kind is Kind.ORGANISATION and not self._only_modifies(name.end):
                    return name.end, (name.end - 1 if body is None else body), place
                place = place or name.kind is Kind.PLACE
                k = name.end
                continue
            token = self.doc[k]
            if self.lower[k] == "and" and k > i and self._continues(k):
                k += 1
                continue
            inside = token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or token.tag_ in {"POS", "HYPH"}
            inside = inside or (token.text == "-" and not token.whitespace_)
            if not inside and not (k == i and token.pos_ in {"DET", "PRON"} and token.tag_ in {"DT", "PRP$"}):
                break
            if k > i and self._head_at(k) and self.lower[k - 1] != "'s" and token.text[0].isupper():
                break
            if known and token.pos_ in {"NOUN", "PROPN"} and self._body_noun(k) and not place:
                body = k
            k += 1
        while k > i and self.doc[k - 1].tag_ in {"POS", "HYPH", "DT", "PRP$"}:
            k -= 1
        return k, body, place

    def _only_modifies(self, end: int) -> bool:
        """Whether a body's name stands before a common noun for a body: "the Labour group"."""
        return end < len(self.doc) and self.doc[end].pos_ == "NOUN" and self._body_noun(end)

    def _continues(self, k: int) -> bool:
        """Whether "and" at `k` joins two parts of one phrase: "culture and sport", "Sutton and Cheam"."""
        before, after = self.doc[k - 1], self.doc[k + 1] if k + 1 < len(self.doc) else None
        if after is None or (k + 1 in self.surface.at and self.surface.at[k + 1].kind is Kind.PERSON):
            return False
        if self._head_at(k + 1) or any(self._head_at(j) for j in range(k + 1, min(k + 4, len(self.doc)))):
            return False
        same_case = before.text[0].isupper() == after.text[0].isupper()
        return same_case and after.pos_ in {"NOUN", "PROPN", "ADJ"} and before.pos_ in {"NOUN", "PROPN"}

    def _when(self, words: Sequence[str], left: int, end: int) -> str | None:
        around = [*words, *self.lower[max(0, left - 1) : left], *self.lower[end : end + 2]]
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
