"""What "he", "she", "it" and "they" stand for: the likeliest that agrees, or nobody where that is unsure.

An unresolved pronoun loses a fact, a wrong one states a false fact; so a pronoun is resolved only where one
thing has nearly all of the probability that `salience` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kgbuild.model import Form, Kind
from kgbuild.nlp.binding import bound, governed, is_culprit
from kgbuild.nlp.clauses import conjuncts, subjects
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.mentions import Mentions, Reference
from kgbuild.nlp.salience import Candidate, Salience, is_rival
from kgbuild.nlp.verbs import SUBJECTS, clause_verb, is_infinitive, own

PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
NEUTRAL = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
_SURE = 0.65
_WINDOW = 3
_NOUN_WINDOW = 1
_MALE = frozenset({"man", "boy", "father", "brother", "son", "husband", "uncle", "nephew", "spokesman"})
_FEMALE = frozenset({"woman", "girl", "mother", "sister", "daughter", "wife", "aunt", "spokeswoman"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "acomp", "advcl", "relcl", "acl"})
_EMPTY_VERBS = frozenset({"be", "seem", "appear", "take", "emerge", "happen", "become", "turn"})
_WEATHER = frozenset({"rain", "snow", "drizzle", "freeze"})
_TELLING = frozenset({"tell", "warn", "inform", "advise", "assure", "remind", "notify"})  # somebody
_ANSWERING = frozenset(
    {"admit", "apologise", "apologize", "concede", "confess", "counter", "deny", "dispute", "plead"}
    | {"rebut", "refute", "reject", "reply", "respond", "retort"}
)  # of whom something was said
_GRADING = frozenset(
    {"brand", "class", "classify", "declare", "deem", "grade", "judge", "label", "rat", "rate"}
)
_TIMES = frozenset({"DATE", "TIME"})
_THOUGHT = frozenset({"know", "understand", "believe", "think", "expect", "hope", "fear", "find", "agree"})


class Pronouns:
    """Resolves the pronouns of an article, against what it has mentioned so far."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.doc = mentions.doc
        self.salience = Salience(mentions)
        self.people = mentions.lexicon.lists["people"]

    def personal(self, i: int) -> Thing | None:
        """Return the person that "he", "she" and their cases stand for, and learn the gender."""
        gender = PERSONAL[self.doc[i].lower_]
        if self._generic(i):
            return None
        chosen = (
            self._called_on(i, gender)
            or self._last_speaker(i)
            or self._told_before(i, {Kind.PERSON})
            or self._of_self(i, gender)
            or self.choice(i, self.persons(i))
        )
        if chosen is not None:
            chosen.gender = chosen.gender or gender
        return chosen

    def _called_on(self, i: int, gender: str) -> Thing | None:
        """Who is asked to do that of which a possessive tells: "called on *Ann* to explain *her* part"."""
        token = self.doc[i]
        if token.dep_ != "poss":
            return None
        for verb in token.ancestors:
            if (
                verb.dep_ not in {"xcomp", "ccomp", "advcl"}
                or not is_infinitive(verb)
                or verb.head.i > verb.i
            ):
                continue
            called = [*own(verb, {"nsubj"}), *own(verb.head, {"dobj", "oprd"})]
            things = [self.mentions.thing_at(noun.i) for noun in called if noun.i < verb.i]
            for thing in things:
                if thing is not None and thing.kind is Kind.PERSON and thing.gender == gender:
                    return thing
        return None

    def _of_self(self, i: int, gender: str) -> Thing | None:
        """Who says what the pronoun at `i` does, where no other is about: "*A* told us *she* had"."""
        clause = self.doc[i].head
        verb = clause.head
        told = self.doc[i].dep_ in SUBJECTS and clause.dep_ == "ccomp" and verb.i < i
        if not told or self.mentions.quoted[i] >= 0 or verb.lemma_ not in self.mentions.lexicon.say_verbs:
            return None
        said = (self.mentions.at.get(subject.i) for subject in own(verb, SUBJECTS))
        tellers = {r.thing.id: r.thing for r in said if r is not None and r.form is Form.NAME}
        block = self.mentions.article.block_of
        near = [r.thing for r in self.mentions.order if block[r.token] == block[i]]
        others = [t for t in near if t.kind is Kind.PERSON and t.id not in tellers]
        teller = next(iter(tellers.values()), None)
        fits = teller is not None and teller.kind is Kind.PERSON and teller.gender in {None, gender}
        return teller if len(tellers) == 1 and fits and not others else None

    def neutral(self, i: int) -> Thing | None:
        """Return the body or work that "it" or "they" stands for."""
        token = self.doc[i]
        if token.lower_ in NEUTRAL and (token.dep_ == "expl" or self._pleonastic(token)):
            return None
        bodies = {Kind.ORGANISATION} if token.lower_ in PLURAL else {Kind.ORGANISATION, Kind.WORK}
        return self._told_before(i, bodies) or self.choice(i, self.neutrals(i))

    def several(self, i: int) -> list[Thing]:
        """Return what "they" stands for together: named as the last subject, "*A* and *B* said they"."""
        for reference in self.mentions.recent(i, 1):
            if not self.mentions.is_subject(reference.token):
                continue
            if reference.thing.kind not in {Kind.PERSON, Kind.ORGANISATION}:
                continue
            found = self.mentions.together(reference.token)
            if len(found) > 1 or reference.thing.kind is Kind.ORGANISATION:
                return found if len(found) > 1 else []
        return []

    def choice(self, i: int, candidates: list[Candidate]) -> Thing | None:
        """Return the likeliest of the candidates, if it is likely enough."""
        shares = self.salience.shares(i, candidates)
        best = max(range(len(shares)), key=lambda k: shares[k], default=None)
        if best is None or shares[best] < _SURE:
            return None
        return self._acting(candidates[best])

    def _acting(self, candidate: Candidate) -> Thing | None:
        """What a candidate is as something that acts: a place that says something is its government."""
        thing = candidate.thing
        if thing is None or thing.kind is not Kind.PLACE:
            return thing
        says = any(self.mentions.speaks(token) for token in candidate.tokens)
        return self.mentions.things.body_at(thing) if says else None

    # -- who may be meant -------------------------------------------------------------------------------

    def persons(self, i: int) -> list[Candidate]:
        """Return the persons that a personal pronoun may stand for."""
        gender = PERSONAL[self.doc[i].lower_]
        fits = [r for r in self._free(i, {Kind.PERSON}) if r.thing.gender in {None, gender}]
        if self.mentions.quoted[i] >= 0:
            speaker = self._speaker_before(i)
            fits = [r for r in fits if r.thing is not speaker]
        elif self.mentions.speaks(i):
            fits = [r for r in fits if self.mentions.quoted[r.token] < 0]  # nobody is introduced by own words
        others = _FEMALE if gender == "m" else _MALE
        nouns = (t for t in self._nouns(i) if t.tag_ == "NN" and t.lemma_.lower() not in others)
        persons = (t for t in nouns if t.lemma_.lower() in self.people)
        return [*self._grouped(fits), *self._ahead(i, {Kind.PERSON}, gender), *_rivals(persons)]

    def neutrals(self, i: int) -> list[Candidate]:
        """Return the bodies, works and places that "it" or "they" may stand for."""
        plural = self.doc[i].lower_ in PLURAL
        kinds = {Kind.ORGANISATION} if plural else {Kind.ORGANISATION, Kind.WORK, Kind.PLACE}
        fits = [r for r in self._free(i, kinds) if plural or not self._many(r)]
        nouns = (t for t in self._nouns(i) if is_rival(t, plural=plural))
        return [*self._grouped(fits), *self._ahead(i, kinds, None), *_rivals(nouns)]

    def _free(self, i: int, kinds: set[Kind]) -> list[Reference]:
        """The mentions in reach of things of some kinds that grammar lets the pronoun at `i` stand for."""
        near = [r for r in self.mentions.recent(i, _WINDOW) if r.thing.kind in kinds]
        apart = {r.thing.id for r in near if self._bound(i, r)} | governed(self.mentions, i)
        return [r for r in near if r.thing.id not in apart]

    def _grouped(self, fits: Iterable[Reference]) -> Iterator[Candidate]:
        groups: dict[str, list[Reference]] = {}
        for reference in fits:
            groups.setdefault(reference.thing.id, []).append(reference)
        for group in groups.values():
            pronoun = any(r.form is Form.PRONOUN for r in group)
            yield Candidate(group[0].thing, tuple(r.token for r in group), pronoun)

    def _nouns(self, i: int) -> Iterator[Token]:
        """The common nouns before `i` that stand for no thing, the latest first."""
        for k in range(i - 1, -1, -1):
            if self.mentions.back(i, k) > _NOUN_WINDOW:
                return
            token = self.doc[k]
            known = k in self.mentions.at or k in self.mentions.surface.at
            if token.pos_ == "NOUN" and not known and token.head.i != i and self.doc[i].head != token:
                yield token

    def _ahead(self, i: int, kinds: set[Kind], gender: str | None) -> Iterator[Candidate]:
        """The subject of the main clause behind the clause of `i`: "When *it* closed, *the shop* had"."""
        clause = clause_verb(self.doc[i])
        main = clause.head
        if clause.dep_ != "advcl" or main.i < i:
            return
        for child in main.children:
            if child.dep_ in SUBJECTS and child.i > i:
                thing = self.mentions.thing_at(child.i)
                if thing is not None and thing.kind in kinds and thing.gender in {None, gender}:
                    yield Candidate(thing, (child.i,), ahead=True)

    # -- who cannot be meant ----------------------------------------------------------------------------

    def _bound(self, i: int, reference: Reference) -> bool:
        """Whether grammar keeps a pronoun apart: "*X* saw *him*", "*X*, *his* lawyer"."""
        token = self.doc[i]
        if token.dep_ == "poss":
            owned = self.mentions.thing_at(token.head.i)
            apposed = token.head.dep_ == "appos" and self.mentions.thing_at(token.head.head.i)
            return reference.thing in (owned, apposed) or is_culprit(self.mentions, i, reference)
        return not token.lower_.endswith(("self", "selves")) and bound(self.mentions, i, reference)

    def _many(self, reference: Reference) -> bool:
        """Whether a mention is plural in form, so that "it" cannot stand for it."""
        word = self.doc[reference.token]
        plural = word.tag_ in {"NNS", "NNPS"} or word.lower_ == "family"
        named = reference.form is Form.NAME and reference.thing.sort != "party"  # "Hobbs Brothers"
        return plural and reference.form is not Form.PRONOUN and not named

    def _generic(self, i: int) -> bool:
        """Whether a pronoun means anybody: "he or she"."""
        around = {self.doc[j].lower_ for j in (i - 1, i + 1) if 0 <= j < len(self.doc)}
        return "or" in around and self.doc[i].dep_ in SUBJECTS | {"conj"}

    def _speaker_before(self, i: int) -> Thing | None:
        """Who is said to speak before the quotation of token `i`: its "he" and "she" are somebody else."""
        index = self.mentions.quoted[i]
        blocks = self.mentions.article.block_of
        for reference in reversed(self.mentions.order):
            if blocks[reference.token] != blocks[i]:
                return None
            told = self.doc[reference.token].head.dep_ == "ccomp"
            if (
                self.mentions.quoted[reference.token] != index
                and self.mentions.speaks(reference.token)
                and not told
            ):
                return reference.thing
        return None

    def _last_speaker(self, i: int) -> Thing | None:
        """Whoever spoke last, if the pronoun at `i` speaks on and nobody else it fits was named since.

        Whom he has named in what he said does not count: "A said B had failed. *He* added".
        """
        if not self.mentions.speaks(i) or self.mentions.quoted[i] >= 0:
            return None
        gender = PERSONAL[self.doc[i].lower_]
        told: list[Reference] = []
        for reference in reversed(self.mentions.order):
            if self.mentions.article.block_of[reference.token] != self.mentions.article.block_of[i]:
                return None
            if reference.thing.kind is not Kind.PERSON or self.mentions.quoted[reference.token] >= 0:
                continue
            if self.mentions.speaks(reference.token):
                verb = self.doc[reference.token].head
                own = all(verb.is_ancestor(self.doc[r.token]) for r in told)
                fits = reference.thing.gender in {None, gender} and own
                return reference.thing if fits and self.mentions.back(i, verb.i) <= 1 else None
            told.append(reference)
        return None

    def _told_before(self, i: int, kinds: set[Kind]) -> Thing | None:
        """Who did what the sentence before tells, if the pronoun at `i` speaks on: "A hit B. *He* said"."""
        token = self.doc[i]
        if not self.mentions.speaks(i) or self.mentions.quoted[i] >= 0:
            return None
        if token.head != token.sent.root or token.head.lemma_ in _ANSWERING:
            return None
        reference = self._main_doer(token.sent.start, token.lower_ in PLURAL)
        if reference is None or reference.thing.kind not in kinds:
            return None
        start = token.sent.start
        behind = i > start + 1 and self.mentions.quoted[start + 1] < 0  # "it was late, he said"
        if (behind or reference.thing.kind is Kind.WORK) and not self.mentions.speaks(reference.token):
            return None
        if any(r.thing is reference.thing and start <= r.token < i for r in self.mentions.recent(i, 0)):
            return None  # who speaks calls himself "I"
        gender = PERSONAL.get(token.lower_)
        return reference.thing if gender is None or reference.thing.gender in {None, gender} else None

    def _main_doer(self, start: int, plural: bool) -> Reference | None:
        """Who does what the last sentence outside quotations tells, in the paragraph or the one before."""
        blocks = self.mentions.article.block_of
        here = blocks[start]
        while start > 0 and here - blocks[start - 1] <= 1:
            sentence = self.doc[start - 1].sent
            if self.mentions.quoted[sentence.root.i] < 0:
                doers = subjects(_telling(sentence.root))
                single = len(doers) == 1 and len(list(conjuncts(doers[0]))) == 1
                found = self.mentions.at.get(doers[0].i) if single else None
                return found if found is not None and self._many(found) == plural else None
            start = sentence.start
        return None

    def _pleonastic(self, token: Token) -> bool:
        """Whether "it" refers to nothing: "it was clear that", "it is time to", "makes it easy to"."""
        verb = token.head
        if verb.pos_ == "ADJ":
            return _awaits_clause(verb, verb.head)  # "makes it easy"
        if token.dep_ not in SUBJECTS:
            behind = [c for c in verb.children if c.i > token.i]
            told = any(c.dep_ in {"ccomp", "xcomp"} for c in behind)
            return told or any(c.dep_ in {"acomp", "oprd"} and _awaits_clause(c, verb) for c in behind)
        if verb.lemma_ in _WEATHER:
            return True
        behind = [c for c in verb.children if c.i > verb.i]
        clause = any(c.dep_ in _CLAUSES or c.tag_ == "WP" for c in behind)
        if token.dep_ == "nsubjpass":
            heard = verb.lemma_.lower() in self.mentions.lexicon.say_verbs or verb.lemma_ in _THOUGHT
            told = any(c.dep_ in {"ccomp", "csubj", "parataxis"} for c in verb.children)
            return heard and told and verb.lemma_ not in _TELLING
        named = any(c.dep_ == "attr" and c.ent_type_ in _TIMES for c in behind)
        cleft = any(c.dep_ == "relcl" for b in behind if b.dep_ == "attr" for c in b.children)
        return verb.lemma_ in _EMPTY_VERBS and (clause or named or cleft)


def _awaits_clause(said: Token, verb: Token) -> bool:
    """Whether what is said of "it" may be said of a clause behind: "makes it *easy* to leave"."""
    clause = any(c.dep_ in _CLAUSES and c.i > said.i for c in (*said.children, *verb.children))
    return clause or verb.lemma_ not in _GRADING


def _telling(root: Token) -> Token:
    """The verb by which somebody tells a sentence: "it was late, she *said*"."""
    asides = [
        c for c in root.children if c.dep_ == "parataxis" and any(s.dep_ in SUBJECTS for s in c.children)
    ]
    return asides[0] if asides else root


def _rivals(nouns: Iterable[Token]) -> Iterator[Candidate]:
    """Common nouns as candidates, those of one word as one."""
    groups: dict[str, list[int]] = {}
    for noun in nouns:
        groups.setdefault(noun.lemma_.lower(), []).append(noun.i)
    yield from (Candidate(None, tuple(group)) for group in groups.values())
