"""The head nouns of names of bodies and works, and how far such a name reaches: "Department for Trade"."""

from __future__ import annotations

from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.lexicon import Lexicon, Words

_COUNTED = frozenset({"council", "court", "education", "health", "party", "police"})
_GROUPS = frozenset({"children", "men", "mother", "mothers", "people", "women", "workers"})
_OF_TRADES = frozenset({"association", "federation", "guild", "union"})
_LINKS = frozenset({"of", "for", "and", "the", "&"})
_ADJECTIVAL = ("ial", "ural", "onal")


class Shapes:
    """Reads the names of one article that tell by their last words what they name."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.lexicon = lexicon
        self.words = capitals.words
        self.lower = capitals.lower

    def last_head(self, start: int, end: int) -> int | None:
        """Return the index of the token that ends a body's or work's name in a run, if any."""
        for k in range(start, end):
            shape = self.shape_at(k, end)
            if shape is not None:
                return self._furthest(k + len(shape) - 1, end)
        for k in range(start, end):
            if self.is_head(k):
                while k + 1 < end and self.is_head(k + 1):
                    k += 1
                return self._furthest(k, end)
        return None

    def _furthest(self, head: int, end: int) -> int:
        """The head noun that ends the run behind `head`, if one name goes on: "Audit Office Pension Fund"."""
        between = range(head + 1, end)
        people = any(self.lower[k] in self.lexicon.first_names for k in between)
        posts = any((self.lower[k],) in self.lexicon.role_heads for k in between)
        known = self.capitals.known.keys() & set(between)
        goes_on = self.lower[end - 1] in self.lexicon.name_heads and not (people or posts or known)
        return end - 1 if goes_on else head

    def shape_at(self, k: int, end: int) -> Words | None:
        """The longest of the usual last words of bodies' names that stands at `k`."""
        for length in range(min(5, end - k), 1, -1):
            words = tuple(self.words[k : k + length])
            if words in self.lexicon.legal_shapes:
                return words
        return None

    def head_word(self, k: int) -> str | None:
        """The head noun at token `k` as the gazetteers have it, singular if need be; None if it is none."""
        word = self.lower[k].rstrip(".")
        heads = (self.lexicon.name_heads, self.lexicon.work_heads, self.lexicon.company_suffixes)
        for form in (word, word.removesuffix("s")):
            if any(form in known for known in heads):
                return form
        return None

    def is_head(self, k: int) -> bool:
        """Whether token `k` is a head noun."""
        return self.head_word(k) is not None or self.capitals.is_council(k)

    def sort(self, start: int, head: int, word: str) -> str | None:
        """What sort of body a name that ends at `head` names; None if it names a work."""
        for k in range(start, head):
            shape = self.shape_at(k, head + 1)
            if shape is not None and k + len(shape) == head + 1:
                return self.lexicon.legal_shapes[shape]
        if self.capitals.is_council(head):
            return "council"
        if word in self.lexicon.work_heads and word not in self.lexicon.name_heads:
            return None
        return "company" if word in self.lexicon.company_suffixes else self.lexicon.name_heads.get(word)

    def left_of(self, i: int, head: int) -> int:
        """Extend a run from `i` to its head noun to the left over "of", "for", "and" and a possessive."""
        k = i
        while k >= 2:
            j = self._before_possessive(k)
            if j == k:
                j = self._before_link(k, head)
            if j == k:
                return k
            k = j
            while k > 0 and self.capitals.capitalised(k - 1) and not self.capitals.first(k):
                k -= 1
        return k

    def _before_possessive(self, k: int) -> int:
        """Where the possessive starts that belongs to the name at `k`: "Women's" of "Women's Institute"."""
        j = k - 1
        if not self.words[j - 1][0].isupper() or self.doc[j - 1].whitespace_:
            return k
        if self.lower[j] == "'":
            return j - 1
        if self.lower[j] != "'s" or self.doc[j - 1].ent_type_ == "GPE":
            return k
        if self.lower[j - 1] in _GROUPS or self.words[j - 2].rstrip(".") in {"St", "Saint"}:
            return j - 1
        others = (self.words[j - 1],) in self.lexicon.bodies or (j >= 2 and self.words[j - 2][0].isupper())
        return k if others else j - 1

    def _before_link(self, k: int, head: int) -> int:
        """Where a name's first part starts that "of", "for" or "and" joins to what starts at `k`."""
        j = k - 1
        while j > 0 and self.lower[j] in _LINKS and k - j <= 2:
            j -= 1
        link = self.lower[j + 1 : k]
        if link == ["and"] and self.lower[j] == "'" and self.lower[head] in _OF_TRADES:
            return j - 1 if self.words[j - 1][0].isupper() else k  # "*Bakers'* and Allied Workers' Union"
        if not link or link == ["and", "the"] or not self.capitals.capitalised(j):
            return k
        if link in (["and"], ["&"]) and self._regional(head) and self._is_place(j):
            return self._listed(j)
        if self.ends_other(j) or (self.capitals.first(j) and link != ["and"]):
            return k
        if link in (["and"], ["&"]) and self._spelt_out(j, head):
            return j
        if link == ["and"] and self.lower[j].endswith(_ADJECTIVAL):
            return j  # an adjective is no body: "the *Industrial* and Commercial Bank"
        alone = j > 0 and not self.words[j - 1][0].isupper()
        whole = alone and self.lower[j] not in self.lexicon.work_heads  # "the Oil and Gas Corporation"
        several = self.lexicon.organisation_heads.get(self.lower[head].removesuffix("s")) in _COUNTED
        if several and self.lower[head].endswith("s"):  # "Northmere and Westvale Councils"
            return k
        if self.capitals.first(j) or self.lower[j] in self.lexicon.organisation_heads:
            return k
        return j if whole or not self.is_head(j) else k

    def _regional(self, head: int) -> bool:
        """Whether the words up to `head` end the name of a body that lists the places it serves."""
        return any(tuple(self.lower[head + 1 - n : head + 1]) in self.lexicon.regional for n in range(1, 5))

    def _is_place(self, j: int) -> bool:
        """Whether a place's name ends at token `j`."""
        known = any(tuple(self.words[j - n : j + 1]) in self.lexicon.places for n in range(4))
        return known or self.doc[j].ent_type_ in {"GPE", "LOC", "FAC"}

    def _listed(self, j: int) -> int:
        """Where a list of places starts whose last but one ends at `j`: "*Northmere*, Westvale and"."""
        while True:
            while j > 0 and self.capitals.capitalised(j - 1) and not self.capitals.first(j):
                j -= 1
            if j < 2 or self.words[j - 1] != "," or not self._is_place(j - 2):
                return j
            j -= 2

    def _spelt_out(self, start: int, head: int) -> bool:
        """Whether an acronym in brackets takes all words from `start` to `head` for one name."""
        if self.words[head + 1 : head + 2] != ["("]:
            return False
        initials = "".join(word[0] for word in self.words[start : head + 1] if word[0].isupper())
        return self.words[head + 2] == initials

    def ends_other(self, j: int) -> bool:
        """Whether token `j` ends a name or post of its own, so that "of" or "and" joins two things."""
        word = (self.words[j],)
        role = (self.lower[j],) in self.lexicon.role_heads
        person = self.doc[j].ent_type_ == "PERSON" or (
            j > 0 and self.lower[j - 1] in self.lexicon.first_names and self.words[j - 1][0].isupper()
        )
        known = j in self.capitals.inside_known or word in self.lexicon.bodies or word in self.lexicon.places
        return role or person or known

    def right_of(self, head: int, end: int) -> int:
        """Extend behind a head noun: "Department for Work and Pensions", "Bank of England"."""
        k = head + 1
        while k + 1 < end and self.words[k] == "&":
            k += 2
        if k < len(self.words) and self.lower[k] in {"of", "for"} and head + 1 == end:
            j = k + 1
            if j < len(self.words) and self.lower[j] == "the":
                j += 1
            stop = j
            while stop < len(self.words) and self.words[stop][0].isupper() and not self.capitals.first(stop):
                if self.lower[stop] in self.lexicon.titles:
                    break
                stop = self.capitals.known[stop][0] if stop in self.capitals.known else stop + 1
                joins = stop + 1 < len(self.words) and self.lower[stop] in {"and", "&", "of", "'s"}
                if joins and self.words[stop + 1][0].isupper() and not self.ends_other(stop + 1):
                    stop += 1
            if stop > j:
                return stop
        return k
