"""What stands in front of the head words of a post: whose it is, and the words that qualify it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kgbuild.model import Kind
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Name, Surface

_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "acomp"})
_SHARED_BODIES = frozenset(
    {"council", "party", "union", "company", "bank", "trust", "charity", "club", "government", "university"}
    | {"hospital", "school", "force", "police", "army", "firm", "airline", "regulator", "authority"}
    | {"association", "federation", "watchdog", "newspaper", "church", "court", "league", "group"}
    | {"academy", "airport", "clinic", "college", "committee", "constabulary", "hospice", "museum", "panel"}
    | {"prison", "theatre"}
)
_BOARDS = frozenset({"education", "health", "housing", "improvement", "safeguarding", "school"})
_GOVERNED = frozenset({"council", "government"})
_SORTS = frozenset(
    {"ambulance", "borough", "city", "community", "county", "district", "fire", "football", "grammar"}
    | {"health", "high", "infant", "junior", "parish", "primary", "secondary", "town", "village"}
)  # between a name and such a noun: "Northmere *parish* council"
_TOPICAL = frozenset({"committee", "panel", "subcommittee"})
_KINDS = frozenset({"select", "standing", "joint", "special"})
_RANKS = frozenset({"chief", "fellow", "new", "senior", "lead", "vice", "deputy"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth"})
_BRITAIN = frozenset({"Britain", "Great Britain", "UK"})
_NAMES = frozenset({"ORG", "GPE", "LOC", "FAC", "PERSON", "NORP"})


@dataclass(frozen=True, slots=True)
class Opening:
    """The front of a post's phrase.

    Attributes:
        start: The first token.
        role: Where the words begin that may be the role's own.
        body: A token of the body named in front, if any.
        named_from: Where the name before that token begins, if it is a common noun behind a name.
        owner: A possessive pronoun in front, if any.
        bare: Whether that token is a common noun with no name before it: "*group* economist".
    """

    start: int
    role: int
    body: int | None = None
    named_from: int | None = None
    owner: int | None = None
    bare: bool = False


class Openings:
    """Reads what stands in front of posts."""

    def __init__(self, surface: Surface, lexicon: Lexicon) -> None:
        self.surface = surface
        self.doc = surface.article.doc
        self.lexicon = lexicon
        self.lower = surface.article.lower

    def at(self, start: int, end: int, floor: int) -> Opening:
        """Return the front of a post whose head words are the tokens `start` to `end`.

        Args:
            start: The first head word.
            end: The token after the last.
            floor: The first token that belongs to no other post.
        """
        body: int | None = None
        owner: int | None = None
        role = k = start
        while k > floor and self._same_block(k - 1, k):
            if self.doc[k - 1].tag_ in {"PRP$", "WP$"}:
                owner = k - 1
                break
            reached = self._hyphened_before(k, floor) or self._extend(k - 1, k, floor)
            if reached is None:
                break
            k, found, last = reached
            if found is not None and (body is None or (last and self._leads_in(body, found))):
                body = found
            elif body is None:
                role = k
            if last:
                break
        if body is None and k < start and self.lower[k] == "and":
            k = role = k - 1  # "the *skills and* apprenticeships minister"
        if body is None:
            return self._common_body(Opening(k, role, owner=owner), start, end)
        party = self.surface.at.get(body)
        if self.doc[k - 1].tag_ == "PRP$" and party is not None and party.sort == "party":
            return Opening(k, max(role, body + 1), owner=k - 1)  # "*its* Labour leader" leads no party
        return self._with_noun(Opening(k, max(role, body + 1), body), start, end)

    def _leads_in(self, party: int, owner: int) -> bool:
        """Whether who leads a party does so in a body or town: "*Northmere's* Labour leader"."""
        name, whose = self.surface.at.get(party), self.surface.at.get(owner)
        country = whose is not None and whose.kind is Kind.PLACE and self._is_country(whose)
        return name is not None and name.sort == "party" and not country

    def _is_country(self, name: Name) -> bool:
        place = self.doc[name.start : name.end].text
        return place in _BRITAIN or place in self.lexicon.demonyms.values()

    def _with_noun(self, opening: Opening, start: int, end: int) -> Opening:
        """Take a common noun behind a body's name for part of the name: "DZ *bank* economist"."""
        body = opening.body
        if body is None or opening.role != body + 1:
            return opening
        noun = self._behind_sorts(opening.role)
        name = self.surface.at.get(body)
        if noun >= end - 1 or not self._shared(noun):
            return opening
        if name is not None and name.sort == "party" and self.lower[noun] in _GOVERNED:
            return replace(opening, role=min(noun, start), body=noun, bare=True)  # "Labour *council* leader"
        whole = tuple(self.lower[noun:end]) in self.lexicon.role_heads
        return replace(
            opening,
            role=min(noun if whole else noun + 1, start),
            body=noun,
            named_from=name.start if name else body,
        )

    def _common_body(self, opening: Opening, start: int, end: int) -> Opening:
        """Take in a common noun for a body: "council leader", "Northmere council leader"."""
        topic = next((i for i in range(opening.role + 1, end - 1) if self.lower[i] in _TOPICAL), None)
        first = self._topics_from(opening.role, topic) if topic is not None else None
        if topic is not None and first is not None and topic in {start - 1, start}:
            front = min(opening.start, first)
            return replace(opening, start=front, role=topic + 1, body=topic, named_from=first)
        if self._names_seat(opening.role, start, end):
            return replace(opening, role=start, body=start - 1, named_from=opening.role)
        for i in range(opening.role, end - 1):
            if not self._shared(i) or self.lower[i + 1] == "and":
                continue
            first = self._before_sorts(i, opening.role)
            sort = first
            while first > opening.role and self._naming(first - 1):
                first -= 1
            if first == sort:
                return replace(opening, body=i, bare=True)
            whole = tuple(self.lower[i:end]) in self.lexicon.role_heads
            return replace(opening, role=min(i if whole else i + 1, start), body=i, named_from=first)
        return opening

    def _behind_sorts(self, i: int) -> int:
        while i < len(self.doc) and self.lower[i] in _SORTS:
            i += 1
        return i

    def _before_sorts(self, i: int, floor: int) -> int:
        while i > floor and self.lower[i - 1] in _SORTS:
            i -= 1
        return i

    def _names_seat(self, first: int, start: int, end: int) -> bool:
        """Whether all words in front of a post that places have are a name: "*Hexley* mayor"."""
        if " ".join(self.lower[start:end]) not in self.lexicon.seats or first >= start:
            return False
        names = (self.doc[i].pos_ == "PROPN" and self.doc[i].text.istitle() for i in range(first, start))
        plain = self.lexicon.role_modifiers.keys() | self.lexicon.demonyms.keys()
        known = (self.lower[i] in plain for i in range(first, start))
        return all(names) and not any(known)

    def _topics_from(self, first: int, end: int) -> int | None:
        """Where the words begin that tell what a committee is on: "former *public accounts* committee"."""
        while first < end and self._dates_or_judges(self.lower[first]):
            first += 1
        topics = [i for i in range(first, end) if self.lower[i] not in _KINDS]
        if not topics or any(self.doc[i].pos_ not in _MODIFIERS | {"CCONJ"} for i in topics):
            return None
        listed = first > 1 and self.lower[first - 1] == "," and self.doc[first - 2].pos_ in {"NOUN", "PROPN"}
        return first - 2 if listed and "and" in self.lower[first:end] else first

    def _dates_or_judges(self, word: str) -> bool:
        known = self.lexicon
        dated = "when" in known.role_modifiers.get(word, {})
        return dated or word in _RANKS or word in known.epithets or word in known.demonyms

    def _shared(self, i: int) -> bool:
        local = i > 0 and self.lower[i - 1 : i + 1] == ["local", "government"]  # what a minister is for
        board = i > 0 and self.lower[i] == "board" and self.lower[i - 1] in _BOARDS
        body = board or (self.lower[i] in _SHARED_BODIES and self._is_body_noun(i) and not local)
        return body and i not in self.surface.at

    def _naming(self, i: int) -> bool:
        """Whether a word in front of a common noun makes a name of it: "*Northmere* council"."""
        word = self.lower[i]
        if word in self.lexicon.demonyms or word in self.lexicon.role_modifiers:
            return False
        token = self.doc[i]
        proper = token.pos_ == "PROPN" or (token.ent_type_ in _NAMES and token.pos_ != "ADV")
        return i in self.surface.at or (proper and token.text[0].isupper())

    def trimmed(self, role: int, start: int, *, indefinite: bool) -> int:
        """Return where the role's own words begin, from `role` on, before its head words at `start`.

        Words that judge or date a holder, and where somebody is from, are no part of the role.
        """
        k = role
        while k < start and (skipped := self._no_part_of_role(k, start, indefinite=indefinite)):
            k += skipped
        return min(k, start)

    def _no_part_of_role(self, i: int, start: int, *, indefinite: bool) -> int:
        """How many tokens from `i` on say nothing of the role itself: "former", "highly paid", "X-based"."""
        word, token = self.lower[i], self.doc[i]
        if tuple(t.text for t in self.doc[i : i + 2]) in self.lexicon.places:
            return 0  # "*New York* comptroller"
        end = self._hyphened(i, start)
        if self._aged(i):
            return end - i
        if end > i + 1:
            whole = "".join(self.lower[i:end])
            if self._dropped(whole) or self._dropped("-" + self.lower[end - 1]):
                return end - i
        if self._is_owner(i, start):
            return 2
        if word == "local" and i + 1 == start:
            return 1  # "*local* councillor", but "local government minister"
        if word in {"'s", "-", "'"} or token.tag_ in {"CD", "JJS", "RBS"} or self._dropped(word):
            return 1
        if token.pos_ == "ADV":
            return 2 if i + 1 < start and self.doc[i + 1].tag_ == "VBN" else 1
        if indefinite and (word in self.lexicon.demonyms or word in _ORDINALS):
            return 1  # "a *Dutch* lecturer", "a *second* officer"
        lists = self.lexicon.lists
        judged = word in lists["positive_adjectives"] or word in lists["negative_adjectives"]
        return int(judged and word not in self.lexicon.role_modifiers)

    def _is_owner(self, i: int, start: int) -> bool:
        """Whether a noun tells whose a post is: "the *village*'s postmaster", not "*children*'s minister"."""
        owns = i + 1 < start and self.doc[i].tag_ == "NN" and self.doc[i + 1].tag_ == "POS"
        return owns and i > 0 and self.doc[i - 1].tag_ in {"DT", "PRP$"}

    def _aged(self, i: int) -> bool:
        """Whether a word is joined to a number: "48-*year*-old part-time surgeon"."""
        joined = i > 1 and self.doc[i - 1].text == "-" and not self.doc[i - 2].whitespace_
        return joined and self.doc[i - 2].like_num

    def _dropped(self, word: str) -> bool:
        when = self.lexicon.role_modifiers.get(word, {}).get("when")
        return word in self.lexicon.epithets or when in {"past", "leaving", "future"}

    def _hyphened(self, i: int, stop: int) -> int:
        """The end of the hyphened word that begins at `i`."""
        k = i + 1
        while (
            k + 1 < stop
            and self.lower[k] == "-"
            and not (self.doc[k - 1].whitespace_ + self.doc[k].whitespace_)
        ):
            k += 2
        return k

    def _hyphened_before(self, k: int, floor: int) -> tuple[int, int | None, bool] | None:
        """Take in a hyphened word of time that ends before `k`, whatever its parts are: "would-be"."""
        j = k - 1
        while j - 2 >= floor and self.lower[j - 1] == "-" and self._hyphened(j - 2, k) == k:
            j -= 2
        whole = "".join(self.lower[j:k])
        return (j, None, False) if j < k - 1 and self._dropped(whole) else None

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
            body = name.kind is Kind.ORGANISATION and not self._is_portfolio(name)
            return name.start, (j if body else None), False
        if self.lower[j] in {"'s", "'"} and j - 1 >= floor:
            found = self._possessor(j, floor)
            return None if found is None else (found[0], found[1], found[1] is not None)
        return (j, None, False) if self._qualifies(j, k, floor) else None

    def _is_portfolio(self, name: Name) -> bool:
        """Whether a name with capitals is only what a post is for: "*Foreign Affairs* spokesman"."""
        known = tuple(token.text for token in self.doc[name.start : name.end]) in self.lexicon.bodies
        words = " ".join(self.lower[name.start : name.end])
        return not known and words in self.lexicon.government_modifiers

    def _same_block(self, j: int, k: int) -> bool:
        return self.surface.article.block_of[j] == self.surface.article.block_of[k]

    def _qualifies(self, j: int, k: int, floor: int) -> bool:
        """Whether the word at `j` qualifies the post whose phrase starts at `k`."""
        token, word = self.doc[j], self.lower[j]
        if word in self.lexicon.role_modifiers:
            return token.pos_ != "VERB" or token.dep_ in {"amod", "compound"}
        if word == "-":
            return j > floor and not self.doc[j - 1].whitespace_ and not token.whitespace_
        if word == "and":
            linked = j > floor and self.doc[j - 1].pos_ in {"NOUN", "PROPN"} and j - 1 not in self.surface.at
            portfolio = linked and self.lower[j - 1] in self.lexicon.government_modifiers
            return portfolio and (self.lower[j - 1],) not in self.lexicon.role_heads
        if (word,) in self.lexicon.role_heads and token.pos_ in {"NOUN", "PROPN"} and not self.attached(j):
            return token.dep_ in {"compound", "amod"} and token.head.i >= k
        if token.pos_ == "ADV":
            return token.dep_ == "advmod" and token.head.i == k and token.head.pos_ in {"ADJ", "VERB"}
        if token.pos_ in _MODIFIERS:
            return token.dep_ not in _ARGUMENTS or (k == j + 1 and token.dep_ == "compound")
        participle = token.tag_ in {"VBG", "VBN"} and token.dep_ in {"amod", "compound"}
        return participle and self.lexicon.say_verbs.get(token.lemma_.lower()) != "neutral"

    def attached(self, i: int) -> bool:
        """Whether the post's noun at `i` only modifies the next noun: "*minister* talks"."""
        token, following = self.doc[i], i + 1
        if following >= len(self.doc) or following in self.surface.at:
            return False
        after = self.doc[following]
        if after.text.istitle() and after.lower_.rstrip(".") in self.lexicon.titles:
            return False  # "deputy *chair* Professor A B"
        if after.pos_ in {"NOUN", "PROPN"} and after.text not in self.lexicon.suffixes:
            return token.dep_ in {"compound", "amod", "nmod"} and token.head.i >= following
        return False

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
        body = k if self._is_body_noun(k) else None
        while (
            k - 1 >= floor
            and self.doc[k - 1].pos_ in {"ADJ", "NOUN", "PROPN"}
            and k - 1 not in self.surface.at
        ):
            k -= 1
        return k, body

    def _is_body_noun(self, i: int) -> bool:
        word = self.lower[i]
        return word in self.lexicon.organisation_descriptions or word in self.lexicon.organisation_heads
