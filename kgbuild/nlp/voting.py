"""One decision a name: what the occurrences of a name in an article, taken together, say it names.

Titles, given names, gazetteers, the words around and the statistical recogniser vote; so one mistake of the
model in one sentence does not split or mislabel a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

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


class Voting:
    """Decides the names of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.doc = capitals.doc
        self.lexicon = lexicon
        self.words = capitals.words
        self.lower = capitals.lower
        self.lower_case_words = capitals.lower_case_words

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
        if words[-1].lower().endswith(self.lexicon.place_endings) and len(words) == 1:
            votes[Kind.PLACE] += 4
        if len(words) == 1 and len(words[0]) >= 2 and words[0].isupper():
            votes[Kind.ORGANISATION] += 2
        votes.update(self._context(name))
        return votes

    def _hardly_a_person(self, name: Name, words: Words) -> bool:
        """Whether a name is plural, stands behind an article, or is also written as a common noun."""
        behind_article = name.start > 0 and self.lower[name.start - 1] in {"the", "a", "an", "this"}
        plural = self.doc[name.end - 1].tag_ == "NNPS" and words[0].lower() not in self.lexicon.first_names
        common = len(words) == 1 and words[0].lower() in self.lower_case_words
        saint = words[0].rstrip(".") in {"St", "Saint"}
        return behind_article or plural or common or saint

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
        if (
            after is not None
            and after.lower_ == "'s"
            and any(self._is_post(t) for t in self.doc[name.end + 1 : name.end + 4])
        ):
            votes[Kind.ORGANISATION] += 3
        if before is not None and before.lower_ in {"in", "near", "at"} and name.end - name.start == 1:
            votes[Kind.PLACE] += 2
            votes[Kind.PERSON] -= 2
        return votes

    def _is_post(self, token: Token) -> bool:
        return (token.lower_,) in self.lexicon.role_heads and not token.is_punct
