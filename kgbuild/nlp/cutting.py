"""Cutting a run of capitalised words into names: by known bodies, head nouns, titles and posts."""

from __future__ import annotations

from kgbuild.model import Kind
from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.lexicon import Lexicon, Words
from kgbuild.nlp.names import Name

_GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "Junior", "Senior", "II", "III", "IV"})


class Cutter:
    """Cuts the runs of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.lexicon = lexicon
        self.words = capitals.words
        self.lower = capitals.lower

    def cut(self, start: int, end: int) -> list[Name]:
        """Return the names that the run of tokens `start` to `end` holds."""
        names: list[Name] = []
        i = start
        while i < end:
            name = self._body(i) or self._titled(i, end)
            if name is None and not self._no_part(i, end):
                name = self._shaped(i, start, end)
            if name is None:
                skipped = self._role_words(i, end) or self._no_part(i, end)
                if skipped:
                    i += skipped
                    continue
                name = self._plain(i, end)
            if not self._common(name):
                names.append(name)
            i = name.end
        return names

    def _common(self, name: Name) -> bool:
        """Whether a capital is all that makes a name of a word: "the Council", "Inspectors found"."""
        word = self.lower[name.start]
        known = (self.lexicon.organisation_descriptions, self.lexicon.work_heads, self.lexicon.collective)
        return name.kind is None and name.end - name.start == 1 and any(word in words for words in known)

    def _no_part(self, i: int, end: int) -> int:
        """How many tokens from `i` on only qualify what follows: "Senior" Labour, "Fiscal" Minister."""
        if self.lower[i] in self.lexicon.role_modifiers and i + 1 in self.capitals.known:
            return 1
        for k in range(i, min(end, i + 5)):
            row = self.lexicon.role_heads.get((self.lower[k],))
            if k > i and row is not None and row.get("scope") == "government":
                return k - i
            if k in self.capitals.known or self.lower[k] in self.lexicon.first_names:
                return 0
        return 0

    def _body(self, i: int) -> Name | None:
        if i not in self.capitals.known:
            return None
        end, body = self.capitals.known[i]
        if self._inside_longer(end, body is not None):
            return None
        if body is None:
            return Name(i, end, Kind.PLACE, "gazetteer")
        return Name(i, end, Kind.ORGANISATION, "gazetteer", body.sort, body.name)

    def _inside_longer(self, end: int, body: bool) -> bool:
        """Whether a name goes on behind a known body or place: "Labour Market Review", "Wales High Court"."""
        if end >= len(self.words) or not self.capitals.capitalised(end) or self.capitals.first(end):
            return False
        following = self.capitals.known.get(end)
        if body and following is not None and not self._inside_longer(following[0], following[1] is not None):
            return False
        tail = self._last_head(end, self._run_end(end))
        return tail is not None and self._role_words(end, self._run_end(end)) == 0

    def _run_end(self, i: int) -> int:
        end = i
        while (
            end < len(self.words)
            and self.capitals.capitalised(end)
            and not (end > i and self.capitals.first(end))
        ):
            end += 1
        return end

    def _titled(self, i: int, end: int) -> Name | None:
        """A title and what follows: "Mr Arkwell", "Professor Ann Petrow"."""
        gender: str | None = None
        if self._role_words(i, end) > 1:
            return None
        k = i
        while k < end - 1 and self.lower[k].rstrip(".") in self.lexicon.titles:
            if (self.lower[k],) in self.lexicon.role_heads and (k == i or k + 2 < end):
                break
            gender = gender or self.lexicon.titles[self.lower[k].rstrip(".")]
            k += 1
            if k < end - 1 and self.words[k] == ".":
                k += 1
        if k == i or not self._may_be_person(k, end):
            return None
        stop = self._person_end(k, end)
        return Name(i, stop, Kind.PERSON, "title", gender=gender)

    def _may_be_person(self, i: int, end: int) -> bool:
        """Whether what stands behind a title can be a name: not the "Election" of "General Election"."""
        head = self._is_head(end - 1) and end - i > 1
        thing = self.lower[i] in self.lexicon.ordinary or self._is_head(i) or head
        return self.words[i][0].isupper() and not (thing and self.doc[i].ent_type_ != "PERSON")

    def _person_end(self, i: int, end: int) -> int:
        """Where a person's name that starts at `i` ends, at most `end`."""
        k = i + 1
        while k < end and k - i < 8:
            if self.words[k] in self.lexicon.suffixes and self.words[k] not in _GENERATIONS:
                break
            if self._role_words(k, end) and not self._surname(i, k, end):
                break
            k += 1
        return k

    def _surname(self, start: int, k: int, end: int) -> bool:
        """Whether the word of a title or post at `k` ends a person's name: "Mervyn King", "Judy Judge"."""
        given = all(
            self.lower[j] in self.lexicon.first_names or len(self.words[j].rstrip(".")) == 1
            for j in range(start, k)
        )
        person = all(self.doc[j].ent_type_ == "PERSON" for j in range(start, k + 1))
        return k + 1 == end and k > start and self.words[k] not in self.lexicon.suffixes and (given or person)

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
            shape = self._shape_at(k, end)
            if shape is not None:
                return k + len(shape) - 1
        for k in range(start, end):
            if not self._is_head(k):
                continue
            while k + 1 < end:
                if self._is_head(k + 1):
                    k += 1
                elif self.words[k + 1] == "&" and k + 2 < end:
                    k += 2
                else:
                    break
            return k
        return None

    def _shape_at(self, k: int, end: int) -> Words | None:
        """The longest of the usual last words of bodies' names that stands at `k`."""
        for length in range(min(5, end - k), 1, -1):
            words = tuple(self.words[k : k + length])
            if words in self.lexicon.legal_shapes:
                return words
        return None

    def _head_word(self, k: int) -> str | None:
        """The head noun at token `k` as the gazetteers have it, singular if need be; None if it is none."""
        word = self.lower[k].rstrip(".")
        heads = (self.lexicon.name_heads, self.lexicon.work_heads, self.lexicon.company_suffixes)
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
        if self._ends_person(i, head, end):
            return None
        stop = self._right_of(head, end)
        if head == i and stop == head + 1 and left == i:
            return None
        word = self._head_word(head) or ""
        sort = self._sort(i, head, word)
        if sort is not None:
            return Name(left, stop, Kind.ORGANISATION, "shape", sort)
        return Name(left, stop, Kind.WORK, "shape", self.lexicon.work_heads[word])

    def _ends_person(self, i: int, head: int, end: int) -> bool:
        """Whether a head noun is a surname here: "Jean-Bernard Levy", "Judy Law"."""
        bodies = self.lexicon.organisation_heads
        person = all(self.doc[j].ent_type_ == "PERSON" for j in range(i, head + 1))
        given = self.lower[i] in self.lexicon.first_names
        return given and person and head + 1 == end and self.lower[head] not in bodies

    def _sort(self, start: int, head: int, word: str) -> str | None:
        """What sort of body a name that ends at `head` names; None if it names a work."""
        for k in range(start, head):
            shape = self._shape_at(k, head + 1)
            if shape is not None and k + len(shape) == head + 1:
                return self.lexicon.legal_shapes[shape]
        if word in self.lexicon.work_heads and word not in self.lexicon.organisation_heads:
            return None
        return "company" if word in self.lexicon.company_suffixes else self.lexicon.name_heads.get(word)

    def _left_of(self, i: int) -> int:
        """Extend a run that ends in a head noun to the left over "of", "for", "and" and a possessive."""
        k = i
        while k >= 2:
            j = k - 1
            if self.lower[j] == "'" and self.words[j - 1][0].isupper() and not self.doc[j - 1].whitespace_:
                k = j - 1
                while k > 0 and self.capitals.capitalised(k - 1) and not self.capitals.first(k - 1):
                    k -= 1
                continue
            if (
                self.lower[j] == "'s"
                and self.words[j - 1][0].isupper()
                and self.doc[j - 1].ent_type_ != "GPE"
            ):
                if tuple(self.words[j - 1 : j]) in self.lexicon.bodies or (
                    j >= 2 and self.words[j - 2][0].isupper()
                ):
                    return k
                k = j - 1
                continue
            while j > 0 and self.lower[j] in {"of", "for", "and", "the", "&"} and k - j <= 2:
                j -= 1
            linked = j < k - 1 and self.capitals.capitalised(j) and not self.capitals.first(j)
            if not linked or self._is_head(j) or self._ends_other(j):
                return k
            k = j
            while k > 0 and self.capitals.capitalised(k - 1) and not self.capitals.first(k - 1):
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
            while stop < len(self.words) and self.words[stop][0].isupper() and not self.capitals.first(stop):
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
            titled = self.lower[stop] in self.lexicon.titles or self._role_words(stop, end)
            if body and not (given and stop == i + 1 and body.end == stop + 1):
                break
            if (titled and not self._surname(i, stop, end)) or self._person_begins(i, stop, end):
                break
            stop += 1
        if stop > i + 1 and self.words[stop - 1] == "-":
            stop -= 1
        return Name(i, max(stop, i + 1), None, "run")

    def _person_begins(self, start: int, k: int, end: int) -> bool:
        """Whether a person's name begins at `k` behind words that are none: "Welshman | Ray Arkwell"."""
        if k + 1 >= end or self.lower[k] not in self.lexicon.first_names:
            return False
        return all(self._no_name(j) for j in range(start, k))

    def _no_name(self, j: int) -> bool:
        """Whether a word begins no person's name: an ordinary or plural one, a portfolio, a country's own."""
        word, known = self.lower[j], self.lexicon
        common = word in known.ordinary or word in known.government_modifiers or word in known.demonyms
        plural = self.doc[j].tag_ == "NNPS"
        return common or plural
