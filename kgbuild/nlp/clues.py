"""What the words of a name and around it say it names, as votes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from spacy.tokens import Token

from kgbuild.model import Kind
from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.lexicon import Lexicon, Words
from kgbuild.nlp.names import Name

_LABELS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANISATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "LAW": Kind.WORK,
    "WORK_OF_ART": Kind.WORK,
}
_SEATED = frozenset({"MP", "MPs", "MSP", "AM", "MEP", "member", "candidate"})
_SCHEMES = frozenset(
    {"programme", "program", "scheme", "project", "initiative", "strategy", "campaign", "series"}
)
_FATES = frozenset({"arrest", "death", "jailing", "killing", "murder", "resignation", "sacking", "trial"})
_INITIALS = re.compile(r"[A-Z]|([A-Z]\.)+")
_AT = frozenset({"in", "near", "at", "outside", "across", "throughout"})
_TRADES = frozenset({"company", "finance", "media", "charity", "association", "union", "club"})
_POSTS_OF_BODIES = frozenset(
    {"analyst", "boss", "chairman", "chairwoman", "chair", "chief", "ceo", "director", "economist", "editor"}
    | {"executive", "founder", "co-founder", "head", "leader", "manager", "owner", "secretary", "strategist"}
    | {"spokesman", "spokeswoman", "trader", "treasurer"}
)
_COUNCILLORS = frozenset({"alderman", "cllr", "cllr.", "coun", "councillor"})
_LONGEST_DUTY = 7
_IN_CHARGE = frozenset({"director", "holder", "lead", "member"})  # "cabinet member *for* Planning"
_DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "'s", "’s", "'", "’"})
_FOUNDED = frozenset(
    {"downgraded", "established", "fined", "founded", "graded", "owned", "rated", "regulated"}
)
_ARTICLES = frozenset({"the", "a", "an", "this", "these", "each", "every", "any", "some"})


class Clues:
    """The clues of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.doc = capitals.doc
        self.lexicon = lexicon
        self.words = capitals.words
        self.lower = capitals.lower
        self.lower_case_words = capitals.lower_case_words

    def key(self, name: Name) -> Words:
        """Return the words of a name without the titles before it."""
        words = self.words[name.start : name.end]
        start = 0
        while start < len(words) - 1 and (
            words[start].lower().rstrip(".") in self.lexicon.titles or words[start] == "."
        ):
            start += 1
        return tuple(words[start:])

    def of(self, name: Name, titled: Collection[str]) -> Counter[Kind]:
        """Return the votes of one occurrence of a name.

        Args:
            name: The occurrence.
            titled: The last words of the names that titles make persons' in the article.
        """
        votes: Counter[Kind] = Counter()
        words = self.key(name)
        labels = Counter(
            _LABELS[t.ent_type_] for t in self.doc[name.start : name.end] if t.ent_type_ in _LABELS
        )
        for kind, count in labels.items():
            votes[kind] += 2 if count == name.end - name.start else 1
        votes.update(self._words_say(words, titled))
        if self._hardly_a_person(name, words):
            votes[Kind.PERSON] -= 4
        votes.update(self._before(name))
        votes.update(self._behind(name))
        votes[Kind.PERSON] += self._among_persons(name)
        if self._is_apposed_body(name):
            votes[Kind.ORGANISATION] += 5
            votes[Kind.PERSON] -= 5
        if self._is_which(name):
            votes[Kind.ORGANISATION] += 0 if words in self.lexicon.places or self._is_site(name) else 4
            votes[Kind.PERSON] -= 6
        known = words in self.lexicon.places or self._given(name)
        if not known and (self._is_founded(name) or self._told_by_trade(name)):
            votes[Kind.ORGANISATION] += 6
            votes[Kind.PERSON] -= 5
        if self.lower[name.end : name.end + 2] == ["-", "based"]:
            votes[Kind.PLACE] += 20
        return votes

    def _among_persons(self, name: Name) -> bool:
        """Whether a name of several words stands in a list beside a person's: "Tom Hill and X Y"."""
        joins, given = {",", "and"}, self.lexicon.first_names
        before = self.lower[max(0, name.start - 3) : name.start]
        after = self.lower[name.end : name.end + 2]
        behind = len(before) == 3 and before[2] in joins and before[0] in given
        ahead = len(after) == 2 and after[0] in joins and after[1] in given
        return name.end - name.start > 1 and (behind or ahead)

    def _words_say(self, words: Words, titled: Collection[str]) -> Counter[Kind]:
        """Votes of a name's own words, wherever they stand."""
        votes: Counter[Kind] = Counter()
        first, alone = words[0].lower(), len(words) == 1
        given = first in self.lexicon.first_names
        if words in self.lexicon.places or (words[0],) in self.lexicon.places:
            votes[Kind.PLACE] += 4 if alone or not given else 0
        if given:
            votes[Kind.PERSON] += 1 if alone else 4
        elif _INITIALS.fullmatch(words[0]) and not alone and len(words[-1]) > 2:
            rest = [word for word in words[1:-1] if not _INITIALS.fullmatch(word)]
            votes[Kind.PERSON] += 3 if all(word.lower() in self.lexicon.first_names for word in rest) else 0
        if words[-1] in titled and not alone:
            votes[Kind.PERSON] += 4
        if not alone and (first in self.lexicon.openings or "&" in words):
            votes[Kind.ORGANISATION] += 5
            votes[Kind.PERSON] -= 5
        if not alone and words[-1].lower() in self.lexicon.place_heads:
            votes[Kind.PLACE] += 5
            votes[Kind.PERSON] -= 5
        if first.endswith(self.lexicon.place_endings) and alone:
            votes[Kind.PLACE] += 4
        if alone and len(words[0]) >= 2 and words[0].isupper():
            votes[Kind.ORGANISATION] += 2
        return votes

    def _hardly_a_person(self, name: Name, words: Words) -> bool:
        """Whether a name is plural, stands behind an article, or is also written as a common noun."""
        first, given = words[0].lower(), words[0].lower() in self.lexicon.first_names
        behind_article = name.start > 0 and self.lower[name.start - 1] in _ARTICLES
        plural = self.doc[name.end - 1].tag_ == "NNPS" and not given
        common = first in (self.lower_case_words if len(words) == 1 else self.lexicon.ordinary)
        place = (words[0],) in self.lexicon.places and not given
        saint = words[0].rstrip(".") in {"St", "Saint"}
        return behind_article or plural or common or saint or place

    def _before(self, name: Name) -> Counter[Kind]:
        """Votes of the words before: a post makes a person, "at" a body or place."""
        votes: Counter[Kind] = Counter()
        if not name.start:
            return votes
        before = self.doc[name.start - 1]
        duty = self._behind_duty(name.start) and name.end - name.start > 1
        if self._is_post(before) or self._is_relation(name.start) or duty:
            votes[Kind.PERSON] += 3
        if before.lemma_ in self.lexicon.say_verbs and before.pos_ == "VERB":
            votes[Kind.PERSON] += 1
        if before.lower_ == "for" and name.start > 1 and self.doc[name.start - 2].text in _SEATED:
            votes[Kind.PLACE] += 5
            votes[Kind.PERSON] -= 5
        if before.lower_ == "of" and name.start > 1 and self.doc[name.start - 2].lower_ in _FATES:
            votes[Kind.PERSON] += 2
        if self._is_workplace(name):
            votes[Kind.ORGANISATION] += 6  # "an accountant at *X Y*", "auditors from *X Y*"
            votes[Kind.PERSON] -= 5
        headed = self._is_trade(name.start - 1, of_person=True) and self._has_holder(name.start - 1)
        told = self._is_trade(name.start - 1) or self._has_holder(name.start)
        if (
            headed or self._is_practice(name) or (told and not self._given(name))
        ):  # "chief executive of publisher *X Y*"
            votes[Kind.ORGANISATION] += 5  # "retailer *X*", "software firm *X Y*", "deputy chairman of *X Y*"
            votes[Kind.PERSON] -= 5
            votes[Kind.PLACE] -= 5
        if self._is_address(name):
            votes[Kind.PLACE] += 6  # "of *Mill Lane*, *Ely*,"
            votes[Kind.PERSON] -= 6
        if before.text == "(" and self._of_councillor(name):
            votes[Kind.PLACE] += 10  # "Cllr A B (*Norton*)"
            votes[Kind.ORGANISATION] -= 10
        if before.text == "," and name.end - name.start > 1 and name.start > 1:
            post = self._is_post(before.nbor(-1)) or self._behind_duty(name.start - 1)
            votes[Kind.PERSON] += (3 if self._is_enclosed(name) else 2) * post  # "the leader, *A B*, said"
        if before.lower_ in _AT:
            votes[Kind.PLACE] += 2 if name.end - name.start == 1 else 1
            votes[Kind.PERSON] -= 2
        return votes

    def _is_workplace(self, name: Name) -> bool:
        """Whether somebody's work is told to be at what a name of several words names."""
        if name.end - name.start < 2 or name.start < 2 or self._given(name):
            return False
        head, link = self.lower[name.start - 2], self.lower[name.start - 1]
        works = link == "at" and ((head,) in self.lexicon.role_heads or head in {"staff", "workers"})
        sent = link == "from" and head in self.lexicon.practices
        return (works or sent) and not self._is_site(name)

    def _is_site(self, name: Name) -> bool:
        """Whether a name ends in a word for a place or way: "X *Road*"."""
        last = self.lower[name.end - 1]
        return last in self.lexicon.place_heads or last in self.lexicon.ways

    def _is_practice(self, name: Name) -> bool:
        """Whether a name is that of a firm of what stands before it in the plural: "consultants *X Y*"."""
        behind = self.doc[name.end : name.end + 2]
        listed = behind[:1].text in {",", "and"} and behind[1:].text.istitle()
        return self.lower[name.start - 1] in self.lexicon.practices and not listed

    def _is_address(self, name: Name) -> bool:
        """Whether a name is that of a street, or what follows one: "of *Mill Lane*, *Ely*,"."""
        streets = self.lexicon.ways | self.lexicon.place_heads
        before = self.doc[name.start - 1]
        street = name.end - name.start > 1 and self.lower[name.end - 1] in streets
        if street and not self._given(name) and before.lower_ in {"of", "in", "near", "on"}:
            return True
        behind = before.text == "," and name.start > 2 and self.lower[name.start - 2] in streets
        return behind and self.doc[name.start - 2].text.istitle()

    def _behind(self, name: Name) -> Counter[Kind]:
        """Votes of the words behind: "MP" and "who" make a person, "plc" a body, another noun a thing."""
        votes: Counter[Kind] = Counter()
        after = self.doc[name.end : name.end + 5]
        if not len(after):
            return votes
        following = after[0]
        if self._holds_office(name):
            votes[Kind.ORGANISATION] += 5
            votes[Kind.PERSON] -= 6
        if following.text in self.lexicon.suffixes:
            seat = after[1:2].text.lower() in self.lexicon.first_names  # "*Northmere South* MP Ann B"
            votes[Kind.PLACE if seat else Kind.PERSON] += 4
            votes[Kind.PERSON] -= 5 * seat
        elif following.lemma_ in self.lexicon.say_verbs and following.pos_ == "VERB":
            votes[Kind.PERSON] += name.end - name.start == 2
            votes[Kind.ORGANISATION] += name.end - name.start == 1
        elif following.lower_ == "who" or (following.text == "," and after[1:2].text == "who"):
            votes[Kind.PERSON] += 3
        elif following.text == "," and len(after) > 2:
            aged = after[1].text.isdigit() and len(after[1]) == 2 and after[2].text in {",", "and"}
            votes[Kind.PERSON] += 3 if aged or any(self._is_post(t) for t in after[1:]) else 0
        elif following.lower_ in {"plc", "ltd", "inc", "corp"}:
            votes[Kind.ORGANISATION] += 5
        elif following.lower_ == "'s" and name.end - name.start == 1 and after[1:2].text.istitle():
            votes[Kind.PERSON] -= 2
        elif following.lower_ == "'s" and any(self._is_post(t) for t in after[1:4]):
            votes[Kind.ORGANISATION] += 3
        elif following.lower_ in _SCHEMES:
            votes[Kind.WORK] += 5
            votes[Kind.PERSON] -= 5
        elif following.pos_ == "NOUN" and following.ent_type_ not in _LABELS:
            votes[Kind.PERSON] -= 1
        return votes

    def _is_apposed_body(self, name: Name) -> bool:
        """Whether a noun between commas behind a name says what body it is: "X, *the adoption charity*,"."""
        nouns = (t for t in self.doc[name.end - 1].rights if t.dep_ == "appos" and t.tag_ == "NN")
        return self.doc[name.end : name.end + 1].text == "," and any(
            self._is_trade(noun.i) and self.lower[noun.i + 1] in {",", "."} for noun in nouns
        )

    def _is_which(self, name: Name) -> bool:
        """Whether a relative clause behind a name tells that it is no person's: "*X Y*, which was fined,"."""
        behind = self.lower[name.end : name.end + 2]
        return behind[:1] == ["which"] or behind == [",", "which"]

    def _is_founded(self, name: Name) -> bool:
        """Whether a name is of what somebody founds or grades: "*X Y* was set up in", "founded *X Y*"."""
        before, behind = self.lower[name.start - 1 : name.start], self.lower[name.end : name.end + 3]
        auxiliary = 2 if behind[1:2] == ["been"] else 1
        made = behind[:1] in (["was"], ["were"], ["has"], ["had"]) and behind[auxiliary : auxiliary + 1]
        return before in (["founded"], ["co-founded"]) or bool(made and made[0] in _FOUNDED)

    def _told_by_trade(self, name: Name) -> bool:
        """Whether commas enclose a name behind what sort of body it is: "a new charity, *X Y*, has"."""
        enclosed = self.lower[name.start - 1 : name.start] == [","] == self.lower[name.end : name.end + 1]
        return enclosed and name.start > 1 and self._is_trade(name.start - 2)

    def _behind_duty(self, start: int) -> bool:
        """Whether a post with what it is of ends before a token: "director of child protection *A B*"."""
        k = start - 1
        while k > max(0, start - _LONGEST_DUTY) and self.words[k].islower() and self._is_duty(k):
            k -= 1
        told = self.lower[k] in {"of", "for"} and k < start - 1 and k > 0
        return told and self._is_post(self.doc[k - 1])

    def _is_enclosed(self, name: Name) -> bool:
        """Whether commas enclose a name behind somebody's definite post: "*her* deputy, *A B*, said".

        "A B, finance director, *Kestrel Foods*," names the firm so.
        """
        return self.doc[name.end : name.end + 1].text in {",", "."} and self._is_definite(name.start - 1)

    def _is_duty(self, k: int) -> bool:
        return self.doc[k].pos_ in {"ADJ", "NOUN"} or self.lower[k] in {"and", "'s"}

    def _is_definite(self, k: int) -> bool:
        """Whether a post that ends at token `k` is a certain one, by its first word: "*its* director"."""
        for token in reversed(self.doc[max(0, k - 2 * _LONGEST_DUTY) : k]):
            if token.lower_ in _DEFINITE:
                return True
            if not token.text.islower() or not (self._is_duty(token.i) or token.lower_ in {"of", "for"}):
                return False
        return False

    def _of_councillor(self, name: Name) -> bool:
        """Whether a name fills a bracket behind a councillor's: the ward he sits for."""
        closed = self.doc[name.end : name.end + 1].text == ")"
        return closed and not _COUNCILLORS.isdisjoint(self.lower[max(0, name.start - 5) : name.start - 1])

    def _has_holder(self, start: int) -> bool:
        """Whether a post that bodies have stands before a name: "chairman *of X*", "analyst *at X Y*"."""
        first = start - 1 if self.lower[start - 1] == "the" else start
        if first < 2 or self.lower[first - 1] not in {"of", "at", "with"}:
            return False
        return self.lower[first - 2] in _POSTS_OF_BODIES

    def _holds_office(self, name: Name) -> bool:
        """Whether a post written small and a person's name stand behind: "*X Y* finance director A B"."""
        place = self.key(name) in self.lexicon.places
        if place or self.lower[name.end] in self.lexicon.organisation_descriptions:
            return False  # "*UK* chancellor A B", "*X* police chief A B"
        for length in (4, 3, 2, 1):
            end = name.end + length
            head = tuple(self.words[name.end : end])
            row = self.lexicon.role_heads.get(head)
            if row is not None and not row.get("plural") and row["head"] not in {"secretary", "minister"}:
                named = self.lower[end : end + 1] and self.lower[end] in self.lexicon.first_names
                return bool(named) and self.words[end][0].isupper()
        return False

    def _given(self, name: Name) -> bool:
        return self.key(name)[0].lower() in self.lexicon.first_names

    def _is_trade(self, i: int, *, of_person: bool = False) -> bool:
        """Whether a common noun at `i` says what sort of firm or society is named beside it: "retailer".

        Args:
            i: The token.
            of_person: Whether the noun may tell of a person elsewhere: "publisher".
        """
        token = self.doc[i]
        sorts = self.lexicon.organisation_descriptions.get(token.text, ())
        somebody = (token.text,) in self.lexicon.role_heads  # "shop *owner* A B"
        return (
            token.tag_ in {"NN", "NNP"}
            and token.text.islower()
            and (of_person or not somebody)
            and not _TRADES.isdisjoint(sorts)
        )

    def _is_relation(self, start: int) -> bool:
        """Whether a common noun for somebody stands before a name or list: "toddlers *X Y* and *Z W*"."""
        k = start - 1
        if self.lower[max(k - 3, 0) : k] == ["-", "of", "-"]:
            return self.lower[k - 4] in self.lexicon.relational  # "*mother*-of-two A B"
        while k > 0 and (self.lower[k] == "and" or self.words[k][0].isupper()):
            k -= 1
        noun = self.doc[k]
        listed = k == start - 1 or "and" in self.lower[k + 1 : start]
        word = noun.lower_
        return listed and not {word, word.removesuffix("s")}.isdisjoint(self.lexicon.relational)

    def _is_post(self, token: Token) -> bool:
        return (token.lower_,) in self.lexicon.role_heads and not token.is_punct

    def names_nothing(self, name: Name) -> bool:
        """Return whether a word is an ordinary one, a title ("the Queen"), or what a minister is for."""
        words = self.words[name.start : name.end]
        alone = len(words) == 1 and not (words[0].isupper() and len(words[0]) > 1)
        known = tuple(words) in self.lexicon.bodies or tuple(words) in self.lexicon.places
        common = words[0].lower() in self.lexicon.ordinary or words[0].lower() in self.lexicon.titles
        return (alone and common and not known) or self._portfolio(name)

    def _portfolio(self, name: Name) -> bool:
        """Whether a name is what a minister is for: behind "Minister for", or before "minister"."""
        words = self.key(name)
        if words[0].lower() in self.lexicon.first_names or words in self.lexicon.places:
            return False
        if name.end < len(self.doc) and self._is_ministry(name.end):
            return all(word.lower() in self.lexicon.ordinary for word in words[:1])
        k = name.start - 1
        while k >= max(0, name.start - 12) and (
            self.words[k][0].isupper() or self.lower[k] in {",", "and", "&", "the"}
        ):
            k -= 1
        return (
            k > 0 and self.lower[k] == "for" and (self._is_ministry(k - 1) or self.lower[k - 1] in _IN_CHARGE)
        )

    def _is_ministry(self, i: int) -> bool:
        """Whether a post in government ends at token `i`."""
        row = self.lexicon.role_heads.get((self.lower[i],)) or {}
        state = self.lower[i] == "state" and self.lower[i - 1] == "of"
        return state or (row.get("scope") == "government")
