"""What stands behind the head words of a post: what it is for, and whose it is ("director of X at Y")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgbuild.model import Kind
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Name, Surface

_PREPOSITIONS = frozenset({"of", "for", "at", "in", "with", "to", "on", "within", "from"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_OF_ROLE = frozenset({"of", "for", "to", "on"})
_NEED_A_BODY = frozenset({"in", "with", "at", "within", "from"})
_COUNTS = frozenset({"any", "several", "various", "many", "dozens", "scores", "hundreds", "countless"})
_BRANCHES = frozenset(
    {"arm", "branch", "campus", "division", "factory", "headquarters", "office", "offices", "operations"}
    | {"outpost", "plant", "site", "subsidiary", "unit"}
)
_SENT = frozenset({"ambassador", "commissioner", "delegate", "emissary", "envoy", "representative"})
_ADVISERS = frozenset(
    {"adviser", "advisor", "commissioner", "expert", "spokesman", "spokesperson", "spokeswoman"}
)
_RESPONSIBLE = frozenset({"director", "holder", "lead", "member", "minister", "secretary"})
_LONGEST_ITEM = 3
_SPANS = frozenset({"DATE", "TIME"})
_INQUIRIES = frozenset({"inquiry", "enquiry", "review", "investigation", "inquest", "tribunal"})


@dataclass(frozen=True, slots=True)
class Tail:
    """What ends a post's phrase.

    Attributes:
        end: The token after the phrase.
        role_end: The token after the role's own words.
        body: A token of the body behind, if any.
        named_from: Where the name of that body begins, if it is none that is known.
    """

    end: int
    role_end: int
    body: int | None
    named_from: int | None = None


class Tails:
    """Reads what stands behind posts.

    Args:
        surface: The article's names.
        lexicon: The gazetteers.
        head_at: How many tokens from one on are head words of a post.
    """

    def __init__(self, surface: Surface, lexicon: Lexicon, head_at: Callable[[int], int]) -> None:
        self.surface = surface
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.head_at = head_at
        self.lower = surface.article.lower

    def at(self, end: int, *, seat: bool = False, heads: bool = False) -> Tail:
        """Return the tail of a post.

        Args:
            end: The token after its head words.
            seat: Whether it is a post that places have: "mayor of *Northmere*".
            heads: Whether its holder leads a body, which may be an inquiry then.
        """
        k, role_end, body, named_from = end, end, None, None
        while k + 1 < len(self.doc) and self.lower[k] in _PREPOSITIONS:
            word = self.lower[k]
            if self._is_apart(k):
                break
            if (whole := self._of_role_alone(k, end, role_end)) is not None:
                k = role_end = whole
                continue
            stop, found, place = self._noun_phrase(k + 1, of_role=word in {"of", "for"})
            if self._is_branch(stop):
                k = stop
                continue
            if found is None and (word == "at" and place):
                found = stop - 1
            if found is None and heads and (inquiry := self._inquiry(k + 1)):
                stop, found = inquiry, inquiry - 1
            if found is None and body is None and word == "of" and seat and self._one_name(k + 1, stop):
                found, named_from = stop - 1, None if place else k + 1
            if stop == k + 1 or (word in {"to", "on"} and found is None and not place):
                break
            if word in _NEED_A_BODY and found is None and not (word == "in" and place):
                break
            if found is None and word in _OF_ROLE and role_end == k:
                role_end = stop
            if word == "at" and found is not None and body is not None and self._is_duty(body, end, k):
                role_end, body = k, found  # "head of *Adult Services* at X Council"
            body = body if body is not None else found
            k = stop
        return Tail(k, role_end, body, named_from)

    def _of_role_alone(self, k: int, end: int, role_end: int) -> int | None:
        """The end of what is part of the role whatever it names: "envoy *to X*", "adviser *on drugs*"."""
        word, head = self.lower[k], self.lower[end - 1]
        if word == "for" and role_end == k:
            return self._duty_end(k + 1) if head in _RESPONSIBLE else None
        stop, found, _ = self._noun_phrase(k + 1, of_role=False)
        advises = word == "on" and found is None and head in _ADVISERS and role_end == k
        return stop if advises or (word == "to" and head in _SENT) else None

    def _duty_end(self, start: int) -> int | None:
        """The end of what a post is for, in capitals: "director for *Wellbeing and Social Care*"."""
        name = self.surface.at.get(start)
        known = name is not None and (name.kind in {Kind.PERSON, Kind.PLACE} or name.canonical is not None)
        k = start
        while not known and k + 1 < len(self.doc) and (k == start or not self.doc[k].is_sent_start):
            listed = self.lower[k] == "," and "and" in self.lower[k + 1 : k + 2 + _LONGEST_ITEM]
            ahead = self.doc[k + 1].text[0].isupper() and not self.surface.is_kind(k + 1, Kind.PERSON)
            joins = ahead and (listed or self.lower[k] in {"and", "&", "'s"})
            capital = self.doc[k].text[0].isupper() and not self.surface.is_kind(k, Kind.PERSON)
            if not joins and (not capital or self.head_at(k)):
                break
            k += 1
        return k if k > start else None

    def _is_apart(self, k: int) -> bool:
        """Whether what a preposition begins is no part of a post: "for any number of firms", "on Friday"."""
        dated = self.lower[k] in {"for", "on"} and self.doc[k + 1].ent_type_ in _SPANS
        return dated or self.lower[k + 1] in _COUNTS or self._gives_reason(k)

    def _is_duty(self, body: int, start: int, end: int) -> bool:
        """Whether a name right behind "of" is only what a post is for, as the body's own follows it."""
        name = self.surface.at.get(body)
        plain = name is None or (name.canonical is None and name.found == "shape")
        named = self.lower[start + 1] in {"the", "a", "an", "its"}  # "director of *the* X Centre at Y"
        return self.lower[start] == "of" and start < body < end and plain and not named

    def _gives_reason(self, k: int) -> bool:
        """Whether a "for" tells why, not what somebody is for: "praised by inspectors *for its* work"."""
        owned = self.lower[k] == "for" and self.doc[k + 1].tag_ == "PRP$"
        return owned and self.doc[k - 1].tag_ == "NNS"

    def _is_another(self, name: Name, behind_place: bool) -> bool:
        """Whether a name is no part of the phrase before it: a person's, or a second place's."""
        return name.kind is Kind.PERSON or (behind_place and self.lower[name.start - 1] != "and")

    def _owned(self, end: int) -> bool:
        """Whether a possessive mark at `end` is followed by a body's name, which is what is meant."""
        mark = end + 1 < len(self.doc) and self.doc[end].tag_ == "POS"
        return mark and self.surface.is_kind(end + 1, Kind.ORGANISATION)

    def _is_branch(self, stop: int) -> bool:
        """Whether a phrase that ends at `stop` is a part of what follows: "at the *Leeds offices* of X"."""
        return self.lower[stop - 1] in _BRANCHES and self.lower[stop : stop + 1] == ["of"]

    def _one_name(self, start: int, stop: int) -> bool:
        """Whether a phrase is one name: that of a place, or words with capitals that name nothing known."""
        name = self.surface.at.get(start)
        if name is not None:
            return name.kind in {Kind.PLACE, None} and name.start == start and name.end == stop
        return start < stop and all(
            t.pos_ == "PROPN" and t.text[0].isupper() and t.i not in self.surface.at
            for t in self.doc[start:stop]
        )

    def _inquiry(self, start: int) -> int | None:
        """The end of the name of an inquiry or review that begins at `start`, an article left out."""
        first = start + 1 if self.lower[start] == "the" else start
        name = self.surface.at.get(first)
        inquiry = name is not None and name.kind is Kind.WORK and self.lower[name.end - 1] in _INQUIRIES
        return name.end if inquiry and name is not None and name.start == first else None

    def _noun_phrase(self, i: int, *, of_role: bool) -> tuple[int, int | None, bool]:
        """Return the end of the noun phrase at `i`, a token of the body it names, whether it names a place.

        A common noun without article behind "of" or "for" is what the role is about, not whose it is:
        "director of children's services", "director of the company".
        """
        k, body, place = i, None, False
        known = not of_role or self.doc[i].tag_ in {"DT", "PRP$"}
        while k < len(self.doc) and not (k > i and self.doc[k].is_sent_start):
            name = self.surface.at.get(k)
            if name is not None and name.kind is Kind.ORGANISATION and k > i and self._sorts(k - 1, name):
                return name.end, name.end - 1, place
            if name is not None:
                if self._owned(name.end):
                    k = name.end + 1  # "*the UK's* Confederation of Industry"
                    continue
                if self._is_another(name, k > i and place):
                    break
                if name.kind is Kind.ORGANISATION and not self._only_modifies(name.end):
                    body = name.end - 1 if body is None else body
                    if self.doc[min(name.end, len(self.doc) - 1)].tag_ != "POS":
                        return name.end, body, place
                based = self.lower[name.end : name.end + 2] == ["-", "based"]
                place = place or (name.kind is Kind.PLACE and not based)
                k = name.end
                continue
            if of_role and body is None and k > i and (listed := self._list_end(k)):
                return listed, None, place
            if self.lower[k] == "and" and k > i and self._continues(k):
                k += 1
                continue
            if not self._inside(k, i):
                break
            owned = k > i and self.surface.is_kind(k - 1, Kind.ORGANISATION)  # "the *Labour* group"
            if (owned or (known and not place)) and self.doc[k].pos_ in _NOUNS and self.is_body_noun(k):
                body = k
            k += 1
        return self._last_noun(i, k), body, place

    def _last_noun(self, start: int, end: int) -> int:
        """The end of a phrase without the marks and articles that it cannot end with."""
        while end > start and self.doc[end - 1].tag_ in {"POS", "HYPH", "DT", "PRP$"}:
            end -= 1
        return end

    def _in_quotes(self, k: int) -> bool:
        """Whether token `k` is part of one word in quotation marks: 'the "failing" agency'."""
        words = [token.text for token in self.doc[max(k - 2, 0) : k + 3]]
        return (
            words.count('"') == 2 and abs(words.index('"') - (len(words) - 1 - words[::-1].index('"'))) == 2
        )

    def _sorts(self, i: int, name: Name) -> bool:
        """Whether the noun at `i` says what sort of body `name` is: "Britain's biggest *union* X"."""
        singular = self.doc[i].tag_ in {"NN", "NNP"} and self.doc[i].text.islower()
        sort = i not in self.surface.at and singular and self.is_body_noun(i)
        return sort and not self._only_modifies(name.end)

    def _inside(self, k: int, start: int) -> bool:
        """Whether token `k` goes on with the noun phrase at `start`."""
        token = self.doc[k]
        determiner = token.pos_ in {"DET", "PRON"} and token.tag_ in {"DT", "PRP$"}
        quoted = self._in_quotes(k)
        nominal = token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM"} or token.tag_ in {"POS", "HYPH"}
        hyphened = token.text in {"-", "/"} and not token.whitespace_
        hyphened = hyphened or (token.tag_ == "VBN" and k > start and self.lower[k - 1] == "-")
        if not (nominal or hyphened or quoted or (k == start and determiner)):
            return False
        other_post = k > start and self.head_at(k) and self.lower[k - 1] != "'s" and token.text[0].isupper()
        return not other_post

    def is_body_noun(self, i: int) -> bool:
        """Whether a common noun says what sort of body something is."""
        word = self.lower[i]
        return word in self.lexicon.organisation_descriptions or word in self.lexicon.organisation_heads

    def _only_modifies(self, end: int) -> bool:
        """Whether a body's name only says whose what follows is: "the Labour *group*", "X' *lawyers*"."""
        if end + 1 >= len(self.doc):
            return False
        if self.doc[end].tag_ == "POS":
            return self.head_at(end + 1) > 0
        if self._unit_of(end):
            return True
        k = end
        while k + 1 < len(self.doc) and self._describes(k):
            if self._is_branch(k + 1) or (k + 1 in self.surface.at and self.is_body_noun(k)):
                return True  # "the *Leeds* offices of X", "*US* medical services firm X"
            k += 1
        return False

    def _unit_of(self, start: int) -> bool:
        """Whether what follows a body's name is one of its bodies: "the Commons *home affairs committee*"."""
        name = self.surface.at.get(start)
        k = (
            name.end if name is not None and name.kind is Kind.ORGANISATION else start
        )  # "*Treasury* committee"
        while k + 1 < len(self.doc) and (self._describes(k) or (k > start and self.lower[k] == "and")):
            if self.doc[k].pos_ == "NOUN" and self.is_body_noun(k) and not self._describes(k + 1):
                return True
            k += 1
        return False

    def _describes(self, k: int) -> bool:
        """Whether a word may say of what kind a body is: "*medical services firm* X"."""
        return bool(self.doc[k].is_lower) and self.doc[k].pos_ in {"ADJ", "NOUN"}

    def _continues(self, k: int) -> bool:
        """Whether "and" at `k` joins two parts of one phrase: "culture and sport", "Sutton and Cheam"."""
        before, after = self.doc[k - 1], self.doc[k + 1] if k + 1 < len(self.doc) else None
        if after is None or (k + 1 in self.surface.at and self.surface.at[k + 1].kind is Kind.PERSON):
            return False
        if any(self.head_at(j) for j in range(k + 1, min(k + 4, len(self.doc)))):
            return False
        same_case = before.text[0].isupper() == after.text[0].isupper()
        return same_case and after.pos_ in {"NOUN", "PROPN", "ADJ"} and before.pos_ in {"NOUN", "PROPN"}

    def _list_end(self, comma: int) -> int | None:
        """The end of a list of what a post is for: "children*, schools and families*"."""
        if self.lower[comma] != ",":
            return None
        capital = self.doc[comma - 1].text[0].isupper()
        k = comma
        while k < len(self.doc) and self.lower[k] == ",":
            item = self._item_end(k + 1, capital=capital)
            if item == k + 1:
                return None
            k = item
        if k >= len(self.doc) or self.lower[k] != "and":
            return None
        end = self._item_end(k + 1, capital=capital)
        return end if end > k + 1 else None

    def _item_end(self, start: int, *, capital: bool) -> int:
        """The end of a list's item: a few nouns, all with or all without capitals, that name nobody."""
        k = start
        while k < len(self.doc) and k - start < _LONGEST_ITEM:
            token, name = self.doc[k], self.surface.at.get(k)
            fits = token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.text[0].isupper() == capital
            if not fits or self.head_at(k) or (name is not None and name.kind is Kind.PERSON):
                break
            k += 1
        return k
