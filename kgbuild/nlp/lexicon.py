"""The gazetteers of `ontology/gazetteer/`, loaded once and indexed for look-up by lower-case words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Token

from kgbuild.errors import KnowledgeError

Words = tuple[str, ...]


def load_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping that the YAML file `path` holds.

    Raises:
        KnowledgeError: The file is missing, does not parse, or holds no mapping; names file and line.
    """
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise KnowledgeError(f"{path}: no such file", "The ontology folder is incomplete.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise KnowledgeError(f"{path}:{line}: {error.problem}", "Mend the YAML there.") from error
    if not isinstance(table, dict):
        raise KnowledgeError(f"{path}:1: expected a mapping of keys", "See CONTRIBUTING.md for its form.")
    return table


@dataclass(frozen=True, slots=True)
class Body:
    """A body known by name, in one of its forms.

    Attributes:
        name: Its usual full name.
        sort: What sort of body: "regulator", "party", "media".
        described: Descriptions that stand for it.
        ordinary: Whether the form is an ordinary word too: "Unite", "Monitor".
        adjective: Whether the form only stands before a noun: "Tory".
    """

    name: str
    sort: str
    described: tuple[str, ...] = ()
    ordinary: bool = False
    adjective: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The words that the reader knows; keys are lower case unless said otherwise.

    Attributes:
        tables: The gazetteer files by stem.
    """

    tables: Mapping[str, Mapping[str, Any]]

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Return the gazetteers of `folder`.

        Raises:
            KnowledgeError: A file is missing or malformed.
        """
        stems = ["titles", "roles", "organisations", "bodies", "places", "works", "speech", "status"]
        stems += ["first_names", "general_nouns", "lemmas", "vague_nouns"]
        lexicon = cls({stem: load_yaml(folder / f"{stem}.yaml") for stem in stems})
        try:
            for name, value in vars(cls).items():
                if isinstance(value, cached_property):
                    getattr(lexicon, name)
        except (KeyError, TypeError, AttributeError) as error:
            raise KnowledgeError(
                f"{folder}: a gazetteer lacks what {name!r} needs: {error!r}", "Mend the entry."
            ) from error
        return lexicon

    def _lower(self, file: str, section: str) -> frozenset[str]:
        return frozenset(str(word).lower() for word in self.tables[file].get(section, ()))

    def _keyed(self, file: str, section: str, key: str, value: str) -> dict[str, Any]:
        rows: Iterable[dict[str, Any]] = self.tables[file].get(section, ())
        return {str(row[key]).lower(): row.get(value) for row in rows}

    @cached_property
    def titles(self) -> dict[str, str | None]:
        """Honorifics, without full stops, to the gender they tell."""
        return {key.rstrip("."): g for key, g in self._keyed("titles", "titles", "title", "gender").items()}

    @cached_property
    def suffixes(self) -> dict[str, bool]:
        """Letters behind names to whether they are a post: "MP"."""
        rows = [
            row if isinstance(row, dict) else {"suffix": row} for row in self.tables["titles"]["suffixes"]
        ]
        return {str(row["suffix"]): bool(row.get("role")) for row in rows}

    @cached_property
    def role_heads(self) -> dict[Words, dict[str, Any]]:
        """Head words of roles, singular and plural, to their entries with `plural` true or false."""
        heads: dict[Words, dict[str, Any]] = {}
        for row in self.tables["roles"]["heads"]:
            head = str(row["head"]).lower()
            plural = str(row.get("plural") or _plural(head)).lower()
            for form in (head, _cut(head)):
                heads[_words(form)] = {**row, "head": head, "plural": False}
            for form in (plural, _cut(plural)):
                heads.setdefault(_words(form), {**row, "head": head, "plural": True})
        return heads

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """Inflected verbs to base forms, for those that statistical models get wrong."""
        return {form: row["base"] for row in self.tables["lemmas"]["verbs"] for form in row["forms"]}

    @cached_property
    def headline_verbs(self) -> dict[str, tuple[str, str]]:
        """Forms of verbs of headlines ("slams") to their base form and the same form of a plainer verb."""
        rows = [(row["base"], row["plain"]) for row in self.tables["lemmas"]["headlines"]]
        return {base + end: (base, plain + end) for base, plain in rows for end in ("", "s")}

    @cached_property
    def hosts(self) -> dict[str, frozenset[str]]:
        """Posts that only a body's own people hold, to the sorts of body that have them."""
        found: dict[str, frozenset[str]] = {}
        for row in self.tables["roles"]["hosts"]:
            for head in row["heads"]:
                found[str(head).lower()] = frozenset(row["sorts"])
        return found

    @cached_property
    def short_parties(self) -> dict[Words, Words]:
        """Parties cut short, case kept, to their names, both by token: "Con", "Lab"."""
        rows = self.tables["roles"]["short_parties"].items()
        return {_words(str(short)): _words(str(name)) for short, name in rows}

    @cached_property
    def seats(self) -> frozenset[str]:
        """Posts that places have: in "mayor of X" the X is the body."""
        return self._lower("roles", "seats")

    @cached_property
    def deputies(self) -> frozenset[str]:
        """Posts that one has in the body of whom one serves: "his *deputy*"."""
        return self._lower("roles", "deputies")

    @cached_property
    def role_modifiers(self) -> dict[str, dict[str, Any]]:
        """Words that qualify a role: {"former": {"when": "past"}, "deputy": {"rank": "below"}}."""
        rows = self.tables["roles"]["modifiers"]
        return {str(row["modifier"]).lower(): row for row in rows}

    @cached_property
    def lower_ranks(self) -> frozenset[str]:
        """Words that make another, lower post of a role: "deputy", "shadow"."""
        return frozenset(w for w, row in self.role_modifiers.items() if row.get("rank") == "below")

    @cached_property
    def epithets(self) -> frozenset[str]:
        """Words before a role that are no part of it: "disgraced", "-based"."""
        return self._lower("roles", "epithets")

    @cached_property
    def relational(self) -> frozenset[str]:
        """Words of kinship and age, which are no posts: a name behind one is a person's."""
        return self._lower("roles", "relational")

    @cached_property
    def collective(self) -> frozenset[str]:
        """Plural nouns of people who act together and count as organisations."""
        return self._lower("roles", "collective")

    @cached_property
    def government_modifiers(self) -> frozenset[str]:
        """Portfolios: the first words of "Education Secretary"."""
        return self._lower("roles", "government_modifiers")

    @cached_property
    def organisation_heads(self) -> dict[str, str]:
        """Last words of bodies' names to their sort."""
        return self._keyed("organisations", "heads", "head", "sort")

    @cached_property
    def name_heads(self) -> dict[str, str]:
        """Last words of bodies' names that count only with a capital ("Times", "Homes") to their sort."""
        return {**self._keyed("organisations", "name_heads", "head", "sort"), **self.organisation_heads}

    @cached_property
    def legal_shapes(self) -> dict[Words, str]:
        """Last words, several and with capitals, of bodies' names to their sort: "NHS Foundation Trust"."""
        rows = self.tables["organisations"]["legal_shapes"]
        return {_words(str(row["tail"])): row["sort"] for row in rows}

    @cached_property
    def regional(self) -> frozenset[Words]:
        """Last words, in lower case, of bodies that name all places they serve: "NHS Trust"."""
        return frozenset(_words(str(tail).lower()) for tail in self.tables["organisations"]["regional"])

    @cached_property
    def council_letters(self) -> frozenset[str]:
        """Letters that tell of a council behind its place's name: "LBC"."""
        return frozenset(self.tables["organisations"]["council_letters"])

    @cached_property
    def joined_words(self) -> frozenset[tuple[str, str]]:
        """Words, in lower case, that "and" joins in the last words of names: "Fire and Rescue Service"."""
        tails = [[word.lower() for word in tail] for tail in self.legal_shapes]
        return frozenset(
            (tail[k - 1], tail[k + 1]) for tail in tails for k in range(1, len(tail) - 1) if tail[k] == "and"
        )

    @cached_property
    def organisation_descriptions(self) -> dict[str, tuple[str, ...]]:
        """Common nouns, one word or several, that stand for a body to the sorts of body they fit."""
        rows = self.tables["organisations"]["descriptions"]
        return {str(row["head"]).lower(): (row["sort"], *(row.get("also") or ())) for row in rows}

    @cached_property
    def company_suffixes(self) -> frozenset[str]:
        """Endings such as "plc" and "Ltd", without full stops."""
        return frozenset(word.rstrip(".") for word in self._lower("organisations", "company_suffixes"))

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Capitalised words that name no person, body, place or work."""
        return self._lower("organisations", "not_names")

    @cached_property
    def nameless(self) -> frozenset[Words]:
        """Capitalised phrases of several words that name nothing of ours, by token: "New Year"."""
        phrases = self._lower("organisations", "not_names") | self.demonyms.keys()
        plural = {f"{phrase}s" for phrase in self.demonyms}
        return frozenset(words for phrase in {*phrases, *plural} if len(words := _tokens(phrase)) > 1)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words that begin names of things and events, and are nobody's given name: "cold", "vote"."""
        return self._lower("organisations", "ordinary")

    @cached_property
    def openings(self) -> dict[str, str]:
        """First words of bodies' names that have no head noun to their sort: "air", "radio"."""
        return self._keyed("organisations", "openings", "word", "sort")

    @cached_property
    def bodies(self) -> dict[Words, Body]:
        """Surface forms (case kept) to the bodies they name."""
        found: dict[Words, Body] = {}
        for row in self.tables["bodies"]["bodies"]:
            described, ordinary = tuple(row.get("described") or ()), row.get("case") == "exact"
            names = (row["name"], *(row.get("also") or ()))
            for form in names:
                found[_words(str(form))] = Body(row["name"], row["sort"], described, ordinary)
            for form in row.get("adjectives") or ():
                if form not in names:
                    found[_words(str(form))] = Body(
                        row["name"], row["sort"], described, ordinary, adjective=True
                    )
        return found

    @cached_property
    def places(self) -> frozenset[Words]:
        """Names of places, case kept."""
        return frozenset(_words(str(place)) for place in self.tables["places"]["places"])

    @cached_property
    def place_endings(self) -> tuple[str, ...]:
        """Ends of words that names of places have: "shire"."""
        return tuple(str(ending) for ending in self.tables["places"]["endings"])

    @cached_property
    def place_heads(self) -> frozenset[str]:
        """Last words of names of places: "street", "stadium"."""
        return self._lower("places", "heads")

    @cached_property
    def practices(self) -> frozenset[str]:
        """Plural nouns before the name of one firm of such people: "consultants"."""
        return self._lower("organisations", "practices")

    @cached_property
    def ways(self) -> frozenset[str]:
        """Last words of names of streets that may be surnames too: "lane"."""
        return self._lower("places", "ways")

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """Adjectives of places, lower case, to the place."""
        return {str(k).lower(): str(v) for k, v in self.tables["places"]["demonyms"].items()}

    @cached_property
    def work_heads(self) -> dict[str, str]:
        """Head nouns of works to their sort."""
        return self._keyed("works", "heads", "head", "sort")

    @cached_property
    def say_verbs(self) -> dict[str, str]:
        """Verbs of saying to their class: neutral, claim, factive, deny, warn, promise, urge, ..."""
        return self._keyed("speech", "say", "verb", "class")

    @cached_property
    def _say_phrases(self) -> dict[str, tuple[tuple[Words, str], ...]]:
        """Verbs of saying of several words by their first: what follows it, and the class."""
        found: dict[str, tuple[tuple[Words, str], ...]] = {}
        for phrase, kind in self.say_verbs.items():
            verb, *rest = phrase.split()
            if rest:
                found[verb] = (*found.get(verb, ()), (tuple(rest), kind))
        return found

    @cached_property
    def _say_clauses(self) -> frozenset[str]:
        """Verbs that are of saying only over a clause."""
        return frozenset(row["verb"] for row in self.tables["speech"]["say"] if row.get("with") == "clause")

    def _say_phrase(self, verb: Token) -> tuple[int, str | None]:
        """How many words behind a verb make it one of saying, and of what class."""
        for rest, kind in self._say_phrases.get(verb.lemma_.lower(), ()):
            if tuple(t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(rest)]) == rest:
                return len(rest), kind
        return 0, None

    def say_end(self, verb: Token) -> int:
        """Return the token behind a verb and the words that make it one of saying: "made clear *it* was"."""
        return verb.i + 1 + self._say_phrase(verb)[0]

    def say_class(self, verb: Token) -> str | None:
        """Return the class of a verb of saying, by itself or with the words behind it; None for no such verb.

        "*pointed out* that it was"; "*held* that it was", but not "held a vote".
        """
        if (kind := self._say_phrase(verb)[1]) is not None:
            return kind
        lemma = verb.lemma_.lower()
        if lemma in self._say_clauses and all(child.dep_ != "ccomp" for child in verb.children):
            return None
        return self.say_verbs.get(lemma)

    @cached_property
    def first_names(self) -> dict[str, str | None]:
        """Given names to the gender they tell."""
        table = self.tables["first_names"]
        found: dict[str, str | None] = {str(name).lower(): None for name in table["either"]}
        for gender in ("f", "m"):
            for name in table[gender]:
                key = str(name).lower()
                found[key] = gender if key not in found else None
        return found

    @cached_property
    def lists(self) -> dict[str, frozenset[str]]:
        """The sections of `general_nouns.yaml`, the speech nouns, and the last words of leading roles."""
        found = {section: self._lower("general_nouns", section) for section in self.tables["general_nouns"]}
        leading = (row["head"] for row in self.tables["roles"]["heads"] if row.get("leading"))
        offices = frozenset(str(head).lower().split()[-1] for head in leading)
        return {**found, "speech_nouns": self._lower("speech", "nouns"), "offices": offices}

    @cached_property
    def vague(self) -> dict[str, dict[str, bool]]:
        """The sections of `vague_nouns.yaml`: each word, and its plural, to whether it is the plural."""
        found = {section: self._lower("vague_nouns", section) for section in self.tables["vague_nouns"]}
        return {
            section: {_plural(word): True for word in words} | dict.fromkeys(words, False)
            for section, words in found.items()
        }

    def alike(self, section: str, word: str) -> frozenset[str]:
        """Return the nouns by which a text may call the same thing as by `word`: "plan", "proposal"."""
        return self._alike[section].get(word, frozenset())

    @cached_property
    def _alike(self) -> dict[str, dict[str, frozenset[str]]]:
        found: dict[str, dict[str, frozenset[str]]] = {}
        for section in ("alike", "alike_names"):
            groups = [frozenset(map(str, group)) for group in self.tables["works"][section]]
            words = {word for group in groups for word in group}
            found[section] = {w: frozenset().union(*(g for g in groups if w in g)) for w in words}
        return found

    @cached_property
    def planned_nouns(self) -> frozenset[str]:
        """Nouns of planning: "bid", "talks"."""
        return self.status_words("planned", "noun")

    @cached_property
    def acting_verbs(self) -> frozenset[str]:
        """Verbs whose subject speaks or plans."""
        return frozenset(self.say_verbs) | self.status_words("planned", "verb")

    @cached_property
    def saying_words(self) -> frozenset[str]:
        """The verbs of saying without their particles: the "call" of "call for"."""
        return frozenset(phrase.split()[0] for phrase in self.say_verbs)

    @cached_property
    def thoughts(self) -> frozenset[str]:
        """Verbs of what somebody has in mind: "believe"; some of them introduce what he says, too."""
        return self._lower("speech", "thoughts")

    def status_words(self, section: str, pos: str) -> frozenset[str]:
        """Return the lemmas of one section of `status.yaml` ("planned", "denied") of one part of speech."""
        rows = self.tables["status"].get(section, ())
        return frozenset(str(row["lemma"]).lower() for row in rows if row["pos"] == pos)

    def status_verbs(self, section: str) -> frozenset[tuple[str, str | None]]:
        """Return the verbs of one section of `status.yaml`, each with the particle it needs, if any."""
        rows = self.tables["status"].get(section, ())
        verbs = [row for row in rows if row["pos"] == "verb"]
        return frozenset((str(row["lemma"]).lower(), row.get("particle")) for row in verbs)


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _cut(words: str) -> str:
    """Cut words at hyphens, as tokenisers do between letters: "co-ordinator" is three tokens to them."""
    return words.replace("-", " - ")


def _words(text: str) -> Words:
    return tuple(text.split())


def _tokens(text: str) -> Words:
    """Split as the tokeniser does: at hyphens, and before a possessive."""
    return tuple(text.replace("-", " - ").replace("'s", " 's").split())
