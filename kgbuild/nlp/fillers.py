"""What fills an argument: from the head of a phrase to the things it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp import clauses
from kgbuild.nlp.drafts import Value
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.references import Reference, References
from kgbuild.nlp.verbs import SUBJECTS

_DEPTH = 4
_PARTITIVES = frozenset(
    {"one", "some", "many", "most", "all", "both", "number", "group", "team", "several", "majority"}
)
_FRACTIONS = frozenset(
    {"half", "third", "quarter", "fifth", "tenth", "fraction", "part", "proportion", "percentage", "rest"}
)  # are never themselves what is meant
_ANY = frozenset({"any", "all", "every", "no", "some", "each"})
_ATTRIBUTIVE = frozenset({"government", "council", "ministry", "union", "opposition"})
_SOME = frozenset(
    {"some", "many", "several", "most", "few", "senior", "backbench", "leading", "prominent", "rebel"}
    | {"moderate", "other", "certain", "top", "veteran", "dissident", "disgruntled", "fellow", "former"}
)
_DASHES = frozenset({"-", "–", "—"})
_THROUGH = (
    "of",
    "at",
    "in",
    "by",
    "within",
    "on",
    "for",
    "over",
    "from",
    "into",
    "with",
    "against",
    "towards",
)
_DOERS = frozenset({"nsubj", "agent"})
_PARTNERS = frozenset({"nsubj", "agent", "prep", "poss"})
_ACTING = {
    "agent": _DOERS,
    "participant": _PARTNERS,
    "other": _PARTNERS,
    "recipient": _DOERS,
    "target": frozenset({"dobj", "nsubjpass"}),
}  # how a place's name stands that means its government: "*Britain* criticised *Iran*"


@dataclass(frozen=True, slots=True)
class Filler:
    """A thing, the token that stands for it, and how directly."""

    thing: Thing
    token: int
    form: Form
    doubt: float = 0.0


class Fillers:
    """Finds what a phrase stands for."""

    def __init__(self, references: References, lexicon: Lexicon) -> None:
        self.references = references
        self.lexicon = lexicon
        self.transparent = lexicon.lists["transparent"] | lexicon.lists["failings"]
        self.speech_nouns = lexicon.lists["speech_nouns"]

    def of(self, token: Token, spec: ArgumentSpec) -> list[Filler]:
        """Return what the phrase headed by `token`, and all coordinated with it, stands for."""
        found: list[Filler] = []
        seen: set[str] = set()
        for part in self._coordinated(_before_dash(token)):
            for filler in self._one(part, spec, 0):
                if filler.thing.id not in seen:
                    seen.add(filler.thing.id)
                    found.append(filler)
        return found

    def value(self, name: str, filler: Filler) -> Value:
        """Return a filler as an argument, with the words that stand for it."""
        reference = self.references.at.get(filler.token)
        start, end = (reference.start, reference.end) if reference else (filler.token, filler.token + 1)
        return Value(name, self.references.phrase(start, end), filler.thing.id, start, end)

    def _coordinated(self, token: Token) -> Iterator[Token]:
        """A noun and its conjuncts, those that the parser hung on an apposition of it as well.

        Of "the boy's parents, *A B* and *C D*," those who are named.
        """
        at = self.references.at
        for part in clauses.conjuncts(token):
            if part is not token and _dashed(part):
                return
            names = [list(clauses.conjuncts(c)) for c in part.children if c.dep_ == "appos" and c.i in at]
            listed = part.tag_ == "NNS" and any(len(n) > 1 and self._all_persons(n) for n in names)
            if not listed:
                yield part
            for name in names:
                yield from name if listed else name[1:]

    def _all_persons(self, names: Sequence[Token]) -> bool:
        found = [self.references.at.get(name.i) for name in names]
        return all(r is not None and r.form is Form.NAME and r.thing.kind is Kind.PERSON for r in found)

    def _one(self, token: Token, spec: ArgumentSpec, depth: int) -> Iterator[Filler]:
        if depth > _DEPTH:
            return
        reference = self.references.at.get(token.i)
        if reference is None or (reference.thing.kind is Kind.PERSON and not reference.thing.named):
            reference = self._named_behind(token) or reference or self._before_noun(token)
        if self._passes_on(token, spec, reference):
            reached = list(self._through(token, spec, depth)) or list(self._speaker(token, spec, depth))
            alone = token.lemma_.lower() not in _FRACTIONS and (
                self._may_stand_alone(token, spec)
                or (spec.otherwise is not None and depth == 0 and self._bare(token))
            )
            if reached or (reference is None and not alone):
                yield from reached
                return
        if reference is not None and self._some_of(token, reference) and reference.thing.kind in spec.kinds:
            some = self.references.describe(token.i, reference.thing.kind)
            yield Filler(some, token.i, Form.DESCRIPTION, 0.05)
        elif reference is not None:
            for thing in self.references.holders.get(token.i) or [reference.thing]:
                suited = thing if thing.kind in spec.kinds else self._metonym(thing, token, spec)
                if suited is not None and self._will_do(suited, reference, spec):
                    place = token.i if token.i in self.references.at else reference.token
                    yield Filler(suited, place, reference.form, 0.0 if suited is thing else 0.1)
        elif (
            spec.otherwise is not None
            and (token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "NUM" and any(token.children)))
            and _describes(token)
            and (not spec.specific or token.pos_ == "PROPN" or _determined(token))
        ):
            group = spec.otherwise is Kind.PERSON and token.tag_ in {"NNS", "NNPS"}
            kind = Kind.ORGANISATION if group else spec.otherwise  # "*Three soldiers* were jailed"
            yield Filler(self.references.describe(token.i, kind), token.i, Form.DESCRIPTION, 0.05)

    def _will_do(self, thing: Thing, reference: Reference, spec: ArgumentSpec) -> bool:
        """Whether a thing of the right kind is known as well as the argument wants."""
        if reference.form is Form.NAME and thing.kind is Kind.ORGANISATION and self._counted(reference):
            return False
        if spec.named and thing.kind is Kind.PERSON and not thing.named:
            return False
        if reference.found == "phrase" and thing.kind is Kind.WORK and spec.otherwise is None:
            return False  # what is only taken for a work does nothing
        head = self.references.doc[reference.token]
        person = reference.form is Form.PRONOUN and thing.kind is Kind.PERSON
        return not spec.specific or reference.form is Form.NAME or person or _determined(head)

    def _some_of(self, token: Token, reference: Reference) -> bool:
        """Whether only some of a party are meant: "*senior* Tories", "*many* Democrats"."""
        party = reference.form is Form.NAME and reference.thing.sort == "party" and token.lower_.endswith("s")
        return party and any(child.lower_ in _SOME for child in token.lefts)

    def _counted(self, reference: Reference) -> bool:
        """Whether a number stands before a name, which then is a make: "bought 15 new *Zephyr* 70s"."""
        children = self.references.doc[reference.token].children
        return any(
            c.dep_ == "nummod" and c.i < reference.start and c.ent_type_ == "CARDINAL" for c in children
        )

    def _bare(self, token: Token) -> bool:
        """Whether an abstract noun is all that is said: "the *decision*", not "*delay* and waste at X"."""
        children = list(token.children)
        if any(child.dep_ == "poss" for child in children):
            return False
        if self.references.is_definite(token.i):
            return True
        listed = token.dep_ == "conj" or any(child.dep_ == "conj" for child in children)
        return not listed and not any(c.dep_ == "prep" and c.lower_ != "as" for c in children)

    def _named_behind(self, token: Token) -> Reference | None:
        """The name behind a noun which by itself stands for nothing: "his wife *A B*", "his aunt, *C D*,"."""
        behind = [self.references.at.get(child.i) for child in token.children if child.dep_ == "appos"]
        if token.tag_ == "NN" and any(child.tag_ == "PRP$" for child in token.children):
            behind.append(self._behind_comma(token.i + 1))
        return next((r for r in behind if r is not None and r.form is Form.NAME), None)

    def _behind_comma(self, comma: int) -> Reference | None:
        """The person named between a comma and the next mark."""
        doc, name = self.references.doc, self.references.surface.at.get(comma + 1)
        if doc[comma : comma + 1].text != "," or name is None or name.kind is not Kind.PERSON:
            return None
        closed = name.start == comma + 1 and doc[name.end : name.end + 1].text in {",", "."}
        return self.references.at.get(doc[name.start : name.end].root.i) if closed else None

    def _before_noun(self, token: Token) -> Reference | None:
        """The body that a common noun stands for in front of another: "*government* plans"."""
        described = self.references.kind_of(token.i) if token.lower_ in _ATTRIBUTIVE else None
        if described is None or token.dep_ not in {"compound", "nmod"}:
            return None
        self.references.common_body(token.i, described[1])
        return self.references.at[token.i]

    def _passes_on(self, token: Token, spec: ArgumentSpec, reference: Reference | None) -> bool:
        """Whether a word stands for what it belongs to: "the *handling* of X", "*one* of X"."""
        word = token.lemma_.lower()
        if reference is not None and reference.form is Form.NAME:
            return False
        if spec.through and reference is not None and self._is_work(reference, spec, word):
            return False
        if word in self.speech_nouns or (spec.through and word in self.transparent):
            return True
        return reference is None and word in _PARTITIVES | _FRACTIONS

    def _is_work(self, reference: Reference, spec: ArgumentSpec, word: str) -> bool:
        """Whether a word of speech is a thing written, itself what is meant: "welcomed the *report* on X"."""
        return reference.thing.kind is Kind.WORK and Kind.WORK in spec.kinds and word not in self.transparent

    def _may_stand_alone(self, token: Token, spec: ArgumentSpec) -> bool:
        """Whether a word of speech is itself what is meant: "rejected the *appeal*"."""
        anything = not spec.through or spec.otherwise is not None
        return token.lemma_.lower() in self.speech_nouns and anything

    def _speaker(self, token: Token, spec: ArgumentSpec, depth: int) -> Iterator[Filler]:
        """Whoever makes a speech that does something: "opened with a *speech* attacking Y"."""
        if token.lemma_.lower() not in self.speech_nouns or not _acts(token):
            return
        verb = clauses.governing_verb(token)
        if verb is None and token.dep_ == "pobj" and token.head.head.pos_ == "VERB":
            verb = token.head.head
        for subject in clauses.subjects(verb) if verb is not None else []:
            yield from self._one(subject, spec, depth + 1)

    def _through(self, token: Token, spec: ArgumentSpec, depth: int) -> Iterator[Filler]:
        """Pass an abstract noun on to what it is about: its owner, or a preposition's object."""
        if token.lemma_.lower() in self.speech_nouns and not spec.through:
            return
        if token.lemma_.lower() not in _PARTITIVES | _FRACTIONS:
            spec = replace(spec, otherwise=None)
        owners = clauses.possessors(token)
        if owners:
            yield from (f for owner in owners for f in self._one(owner, spec, depth + 1))
            return
        for preposition in _THROUGH:
            found = [
                f
                for noun in clauses.prepositional(token, preposition)
                for part in self._coordinated(noun)
                for f in self._one(part, spec, depth + 1)
            ]
            if found:
                yield from found
                return
        if token.lemma_.lower() not in _PARTITIVES:  # "the Northmere inquiry *team*" is none of its parts
            yield from (f for noun in clauses.compounds(token) for f in self._one(noun, spec, depth + 1))

    def _metonym(self, thing: Thing, token: Token, spec: ArgumentSpec) -> Thing | None:
        """The body that a place's name stands for: its council, if named; of what acts, its government."""
        if thing.kind is not Kind.PLACE or Kind.ORGANISATION not in spec.kinds:
            return None
        council = self.references.things.council_of(thing)
        if council is not None or not thing.named:
            return council
        acts = spec.government or _acted(token) in _ACTING.get(spec.name, frozenset())
        return self.references.things.body_at(thing) if acts else None


def _acted(token: Token) -> str:
    """The function of a noun, or of the one it is coordinated with: "agent" for the object of "by"."""
    token = clauses.first_conjunct(token)
    return token.head.dep_ if token.dep_ == "pobj" else token.dep_


def _describes(noun: Token) -> bool:
    """Whether a noun says what it stands for: no sum, no mark, no first part of "counter-terrorism"."""
    joined = noun.i + 1 < len(noun.doc) and noun.nbor(1).text == "-" and not noun.whitespace_
    return noun.text[0].isalpha() and not joined


def _determined(noun: Token) -> bool:
    """Whether a phrase picks out something, definite or not: "the board", "a boy", "two men"; not "boys"."""
    return any(child.dep_ in {"det", "poss", "nummod"} and child.lower_ not in _ANY for child in noun.lefts)


def _dashed(conjunct: Token) -> bool:
    """Whether a dash closes what stands before: "X - the arm of Y - *and Z*"."""
    joint = next((c.i for c in conjunct.head.children if c.dep_ == "cc" and c.i < conjunct.i), conjunct.i)
    return joint > 0 and conjunct.doc[joint - 1].text in _DASHES and bool(conjunct.doc[joint - 1].whitespace_)


def _before_dash(token: Token) -> Token:
    """The noun before a dash that the parser took for a hyphen: "on the *fête* - more than Y did"."""
    for i in range(token.left_edge.i + 1, token.i):
        mark = token.doc[i]
        if mark.text in _DASHES and mark.whitespace_ and mark.nbor(-1).whitespace_:
            return mark.nbor(-1)
    return token


def _acts(noun: Token) -> bool:
    """Whether a noun does something: "*attacking* Y", "which *attacked* Y", not "claims that Y failed"."""
    return any(
        child.tag_ == "VBG" or any(c.dep_ in SUBJECTS and c.tag_ in {"WDT", "WP"} for c in child.children)
        for child in noun.children
        if child.dep_ in {"acl", "relcl"}
    )
