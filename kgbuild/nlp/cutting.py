"""Cutting a run of capitalised words into names: by known bodies, head nouns, titles and posts."""

from __future__ import annotations

from kgbuild.model import Kind
from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Name
from kgbuild.nlp.shapes import Shapes

_LONGEST_POST = 5
_GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "Junior", "Senior", "II", "III", "IV"})


class Cutter:
    """Cuts the runs of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.capitals = capitals
        self.doc = capitals.doc
        self.lexicon = lexicon
        self.words = capitals.words
        self.lower = capitals.lower
        self.shapes = Shapes(capitals, lexicon)

    def cut(self, start: int, end: int) -> list[Name]:
        """Return the names that the run of tokens `start` to `end` holds."""
        names: list[Name] = []
        i = start
        while i < end:
            if self.words[i] in {"-", "&"} or self._ends_post(i):
                i += 1
                continue
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

    def _ends_post(self, i: int) -> bool:
        """Whether a word closes a post that begins before: "Chief Inspector of *Prisons*"."""
        if self.lower[i - 1 : i] != ["of"]:
            return False
        keys = (tuple(self.lower[k : i + 1]) for k in range(max(0, i - _LONGEST_POST), i - 1))
        return any(key in self.lexicon.role_heads for key in keys)

    def _common(self, name: Name) -> bool:
        """Whether a capital is all that makes a name of a word: "the Council", "Inspectors found"."""
        word = self.lower[name.start]
        known = (self.lexicon.organisation_descriptions, self.lexicon.work_heads, self.lexicon.collective)
        return name.kind is None and name.end - name.start == 1 and any(word in words for words in known)

    def _no_part(self, i: int, end: int) -> int:
        """How many tokens from `i` on only qualify what follows: "Senior" Labour, "Fiscal" Minister."""
        row = self.lexicon.role_modifiers.get(self.lower[i])
        if row is not None and i + 1 in self.capitals.known:
            known, body = self.capitals.known[i + 1]
            part = known - i > 2 and body is not None and not ({"rank", "when"} & row.keys())
            return 0 if part and not self.capitals.first(i) else 1  # "the *National* Care Inspectorate"
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
        if self.words[i] == "NHS" and end == i + 1 and (part := self._national(end)) > end:
            return Name(i, part, Kind.ORGANISATION, "shape", body.sort)
        return Name(i, end, Kind.ORGANISATION, "gazetteer", body.sort, body.name)

    def _national(self, i: int) -> int:
        """The end of the place behind "NHS", which the two name together: "NHS *Highland*"."""
        while i < len(self.words) and self.capitals.capitalised(i) and not self.capitals.first(i):
            if self.shapes.is_head(i) or self._role_words(i, self._run_end(i)):
                break
            i += 1
        second = tuple(self.words[i + 1 : i + 2]) in self.lexicon.places  # "NHS *Norfolk and Waveney*"
        joined = self.lower[i : i + 1] == ["and"] and (self.words[i - 1],) in self.lexicon.places
        return i + 2 if second and joined else i

    def _inside_longer(self, end: int, body: bool) -> bool:
        """Whether a name goes on behind a known body or place: "Labour Market Review", "Wales High Court"."""
        if end >= len(self.words) or not self.capitals.capitalised(end) or self.capitals.first(end):
            return False
        following = self.capitals.known.get(end)
        if body and following is not None and not self._inside_longer(following[0], following[1] is not None):
            return False
        tail = self.shapes.last_head(end, self._run_end(end))
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
        head = self.shapes.is_head(end - 1) and end - i > 1
        thing = self.lower[i] in self.lexicon.ordinary or self.shapes.is_head(i) or head
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
                if k + 1 < end and self.lower[k] in self.lexicon.first_names:
                    continue  # "Dean" before a surname
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

    def _shaped(self, i: int, start: int, end: int) -> Name | None:
        """A name by its head noun: "Northmere City Council", "Department for Trade", "Hill Inquiry"."""
        head = self.shapes.last_head(i, end)
        if head is None:
            return None
        left = self.shapes.left_of(i, head) if i == start else i
        left += self.lower[left] == "the" and left < head  # "*The Independent* Office for Police Conduct"
        if self._role_words(i, head + 1) or (self._role_words(head, end) and not self._ends_firm(head, end)):
            return None
        if self._ends_person(i, head, end):
            return None
        stop = self.shapes.right_of(head, end)
        if head == i and stop == head + 1 and left == i:
            return None
        word = self.shapes.head_word(head) or ""
        sort = self.shapes.sort(i, head, word)
        if sort is not None:
            return Name(left, stop, Kind.ORGANISATION, "shape", sort)
        return Name(left, stop, Kind.WORK, "shape", self.lexicon.work_heads[word])

    def _ends_firm(self, head: int, end: int) -> bool:
        """Whether the plural of a post closes a firm's name, with its capital: "Halden *Partners*"."""
        row = self.lexicon.role_heads.get((self.lower[head],)) or {}
        firm = self.lexicon.name_heads.get(self.lower[head])
        return bool(row.get("plural")) and firm is not None and head + 1 == end

    def _ends_person(self, i: int, head: int, end: int) -> bool:
        """Whether a head noun is a surname here: "Jean-Bernard Levy", "Judy Law"."""
        bodies = self.lexicon.organisation_heads
        person = all(self.doc[j].ent_type_ == "PERSON" for j in range(i, head + 1))
        given = self.lower[i] in self.lexicon.first_names
        return given and person and head + 1 == end and self.lower[head] not in bodies

    def _plain(self, i: int, end: int) -> Name:
        stop = i + 1
        given = self.lower[i] in self.lexicon.first_names
        while stop < end:
            body = self._body(stop)
            titled = self.lower[stop] in self.lexicon.titles or self._role_words(stop, end)
            if body and not (given and stop == i + 1 and body.end == stop + 1):
                break
            if given and self.words[stop] in self.lexicon.suffixes and self.words[stop] not in _GENERATIONS:
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
        return self._seat(start) or all(self._no_name(j) for j in range(start, k))

    def _seat(self, i: int) -> bool:
        """Whether the name of a post's place begins at `i`: "Mayor of *Northmere* Jane Doe"."""
        if i < 2 or self.lower[i - 1] not in {"of", "for"} or self.lower[i] in self.lexicon.first_names:
            return False
        return (self.lower[i - 2],) in self.lexicon.role_heads

    def _no_name(self, j: int) -> bool:
        """Whether a word begins no person's name: an ordinary or plural one, a portfolio, a country's own."""
        word, known = self.lower[j], self.lexicon
        common = word in known.ordinary or word in known.government_modifiers or word in known.demonyms
        plural = self.doc[j].tag_ == "NNPS"
        return common or plural
