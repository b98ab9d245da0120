"""Who held what post where: from posts that stand beside a name, and the body a post belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from kgbuild.model import Form, Kind, Status
from kgbuild.nlp import clauses
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.hosts import Hosts
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.posts import Post
from kgbuild.nlp.references import Reference, References
from kgbuild.nlp.verbs import SUBJECTS, clause_verb

_STATELESS = frozenset({"basque", "chechen", "kurdish", "palestinian", "tibetan"})  # who lead no government
_CALLED_BY_TOWN = frozenset({"health", "education"})
_CUT = re.compile(r"[\s-]")

CONFIDENCE = {  # by the way a post stands beside a name
    "before-name": 0.95,
    "before-names": 0.9,
    "behind-name": 0.93,
    "behind-names": 0.85,
    "before-comma": 0.88,
    "suffix": 0.95,
    "before-name-coordinated": 0.9,
    "behind-name-coordinated": 0.9,
    "before-comma-coordinated": 0.85,
    "lead": 0.75,
    "variation": 0.85,
}


_HEADS_OF_STATE = frozenset(
    {"president", "vice-president", "vice president", "prime minister", "premier", "chancellor", "king", "pm"}
    | {"queen", "leader", "dictator", "emperor", "ruler"}
)


class Posts:
    """The posts of an article as arguments of facts."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.hosts = Hosts(references, self.body_of)

    def body_of(self, post: Post) -> tuple[Thing, int, int] | None:
        """Return the body a post belongs to, with the tokens that say so; None where nothing does."""
        body = self._body(post)
        return body if body is None or self._can_have(body, post) else self._town_of(body)

    def _can_have(self, body: tuple[Thing, int, int], post: Post) -> bool:
        """Whether a body called by its town's name may have a post: "Calder's *mayor*" is no hospital's."""
        thing, start, end = body
        short = end - start == 1 and thing.label.startswith(f"{self.references.doc[start].text} ")
        own = thing.sort in self.references.lexicon.hosts.get(post.words, ())
        return not short or thing.sort not in _CALLED_BY_TOWN or own

    def _town_of(self, body: tuple[Thing, int, int]) -> tuple[Thing, int, int]:
        _, start, end = body
        label = self.references.phrase(start, end)
        return self.references.things.add(Kind.ORGANISATION, label, named=True), start, end

    def _body(self, post: Post) -> tuple[Thing, int, int] | None:
        if post.organisation is not None and post.named_from is not None:
            return self._compound(post.named_from, post.organisation)
        if post.organisation is not None:
            body = self._common(post, post.organisation)
            return body or self._at(post.organisation, behind=post.organisation > post.head)
        if post.owner is not None:
            return self._owner(post, post.owner)
        told = self._country(post) or (self._government(post) if post.government else None)
        return told or self._where(post)

    def _where(self, post: Post) -> tuple[Thing, int, int] | None:
        """The body behind which a clause tells somebody's post: "joins from *X*, where he is director"."""
        holder = clauses.first_conjunct(self.references.doc[post.head])
        verb = holder.head.head if holder.dep_ == "pobj" and holder.head.lower_ == "as" else holder.head
        where = next((c.i for c in verb.lefts if c.lower_ == "where"), 0)
        before = where - 2 if self.references.doc[where - 1].text == "," else where - 1
        reference = self.references.at.get(before) if where > 1 else None
        if reference is None or reference.thing.kind is not Kind.ORGANISATION:
            return None
        return reference.thing, reference.start, reference.end

    def _country(self, post: Post) -> tuple[Thing, int, int] | None:
        """The government of the country in front of a post: "*Russian* energy minister", "*US* president"."""
        if not post.government and post.words not in _HEADS_OF_STATE:
            return self._town(post)
        lexicon, surface = self.references.lexicon, self.references.surface
        for i in range(post.start, post.head):
            name, word = surface.at.get(i), self.references.doc[i].lower_
            pair = " ".join(t.lower_ for t in self.references.doc[i : i + 2])
            if word in lexicon.government_modifiers and i + 1 >= post.head:
                continue  # "*Scottish* secretary": what the post is for
            if name is not None and name.kind is Kind.PLACE and name.start in self.references.things.of_name:
                place = self.references.things.of_name[name.start]
                if post.words == "leader" and place.label not in lexicon.demonyms.values():
                    return self.references.things.body_at(place), name.start, name.end  # of a town's council
                return self._government_of(place.label, name.start, name.end)
            adjective = pair if pair in lexicon.demonyms else word  # "*South African* president"
            if adjective in lexicon.demonyms and (post.words != "leader" or adjective not in _STATELESS):
                return self._government_of(lexicon.demonyms[adjective], i, i + len(adjective.split()))
        return None

    def _town(self, post: Post) -> tuple[Thing, int, int] | None:
        """The council of the town or county in front of who leads it: "*Kent* chief executive A B"."""
        surface, things = self.references.surface, self.references.things
        name = surface.at.get(post.role[0])
        if name is None or name.kind is not Kind.PLACE or name.end > post.head or not post.leading:
            return None
        place = things.of_name.get(name.start)
        country = place is None or place.label in self.references.lexicon.demonyms.values()
        return None if place is None or country else (things.body_at(place), name.start, name.end)

    def _government_of(self, country: str, start: int, end: int) -> tuple[Thing, int, int]:
        label = f"{self.references.phrase(start, end)} government"
        thing = self.references.things.add(Kind.ORGANISATION, label, named=True, sort="government")
        thing.forms.add(country)  # "Russia said" means it too
        return thing, start, end

    def _owner(self, post: Post, pronoun: int) -> tuple[Thing, int, int] | None:
        """The body that "its" stands for: the one named right before ("X, its chairman"), else as read.

        Where it opens a sentence it goes on from what the sentence before is about.
        """
        before = pronoun - (2 if self.references.doc[pronoun - 1].lower_ in {",", "and"} else 0)
        near = self.references.at.get(before) if 0 <= before < pronoun else None
        far = None if self._of_country(pronoun) else self.references.at.get(pronoun)
        for reference in (near, self._subject_before(pronoun), far, self._subject_of(pronoun)):
            if reference is not None and reference.thing.kind is Kind.ORGANISATION:
                return reference.thing, pronoun, pronoun + 1
        hosts = self.references.lexicon.hosts.get(post.words)
        if hosts is None or near or far or self.references.doc[pronoun].lower_ != "its":
            return None
        thing = self.hosts.salient(hosts, post, unsorted=True)
        return (thing, pronoun, pronoun + 1) if thing is not None and thing.named else None

    def _subject_of(self, pronoun: int) -> Reference | None:
        """The named body of whose act its own clause tells: "*X* has parted company with *its* director"."""
        if self.references.doc[pronoun].lower_ != "its":
            return None
        subjects = clauses.grammatical_subjects(clause_verb(self.references.doc[pronoun]))
        found = (self.references.at.get(noun.i) for noun in subjects if noun.i < pronoun)
        return next((r for r in found if r is not None and r.form is Form.NAME), None)

    def _subject_before(self, pronoun: int) -> Reference | None:
        """What the sentence before one that a pronoun opens is about: its main verb's subject."""
        sentence = self.references.article.sentence_of[pronoun]
        if not self.references.doc[pronoun].is_sent_start or sentence == 0:
            return None
        root = self.references.article.sentences[sentence - 1].root
        found = (self.references.at.get(noun.i) for noun in clauses.grammatical_subjects(root))
        return next((reference for reference in found if reference and reference.thing.named), None)

    def _of_country(self, pronoun: int) -> bool:
        """Whether a place is the subject before a pronoun, so that "its" may well be the place's."""
        sentence = self.references.article.sentence(self.references.doc[pronoun])
        return any(
            token.dep_ in SUBJECTS and self.references.surface.is_kind(token.i, Kind.PLACE)
            for token in self.references.doc[sentence.start : pronoun]
        )

    def _compound(self, start: int, noun: int) -> tuple[Thing, int, int] | None:
        """The body that a name and a common noun name together: "*DZ bank* economist"."""
        references = self.references
        described = references.kind_of(noun)
        sorts = described[1] if described is not None and described[0] is Kind.ORGANISATION else ()
        phrase = references.phrase(start, noun + 1)
        named = references.at.get(noun - 1)
        if named is not None and named.start == start and named.thing.kind is Kind.ORGANISATION:
            fits = named.thing.sort is None or named.thing.sort in sorts
            thing = named.thing if fits else None
        elif named is not None and named.thing.kind is Kind.PLACE and "council" in sorts:
            thing = references.things.council_of(named.thing)
        else:
            thing = None
        if thing is None:
            sort = sorts[0] if sorts else None
            thing = references.things.add(Kind.ORGANISATION, phrase, named=True, sort=sort)
        thing.forms.add(phrase)
        references.at[noun] = Reference(noun, start, noun + 1, thing, Form.NAME, "post")
        return thing, start, noun + 1

    def _common(self, post: Post, noun: int) -> tuple[Thing, int, int] | None:
        """The body that stands out for a bare noun in front of a post: "*company* spokesman"."""
        bare = post.start == noun and noun < post.head and noun not in self.references.at
        described = self.references.kind_of(noun) if bare else None
        thing = self.hosts.salient(described[1], post, unsorted=False) if described is not None else None
        return None if thing is None or not thing.named else (thing, noun, noun + 1)

    def role_of(self, post: Post) -> Value | None:
        """Return a post as the argument `role`, in the singular; None where it only describes somebody."""
        if post.office == "never":
            return None
        start, end = post.role
        country = self._country(post) if post.organisation is None else None
        if country is not None and country[1] == start < post.head:
            start = country[2]
        text = self.references.phrase(start, end)
        if post.plural:
            head = self.references.phrase(post.head, post.head + 1)
            text = text.replace(head, _singular(head, post.words), 1)
        return Value("role", text, None, start, end)

    def _host_value(self, post: Post) -> Value | None:
        host = self.hosts.host_of(post)
        if host is None:
            return None
        return Value("organization", host[0].label, host[0].id, host[1], host[2])

    def _behind(self, end: int, *, listed: bool, seat: bool) -> tuple[Thing, int, int] | None:
        """The body behind a name, or if `listed` behind a list of them: "analyst A B of Y", "A B, of Y,".

        For a post that places have (`seat`) it may be a place: "President A B of Y".
        """
        doc = self.references.doc
        end = self._listed_until(end) if listed else end
        end += int(end + 1 < len(doc) and doc[end].lower_ == "," and doc[end + 1].lower_ == "of")
        if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "at", "from"}:
            return None
        start = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        name = self.references.surface.at.get(start)
        if name is None or not (name.kind is Kind.ORGANISATION or (seat and name.kind is Kind.PLACE)):
            return None
        return self._at(start, behind=True)

    def _listed_until(self, end: int) -> int:
        """The end of the list of persons that goes on behind a name: "A B*, C D and E F*, of Y"."""
        doc, at = self.references.doc, self.references.surface.at
        while end + 1 < len(doc) and doc[end].lower_ in {",", "and"}:
            name = at.get(end + 1)
            if name is None or name.kind is not Kind.PERSON or name.start != end + 1:
                break
            end = name.end
        return end

    def _at(self, token: int, *, behind: bool) -> tuple[Thing, int, int] | None:
        """The body that stands for a post at a token, in front of the post or `behind` it."""
        reference = self.references.at.get(token)
        if behind and reference is not None and (unit := self._unit(reference)) is not None:
            return self._unit_of(reference, unit)
        if reference is not None and reference.thing.kind is Kind.PLACE:
            return self.references.things.body_at(reference.thing), reference.start, reference.end
        if reference is not None and self._another(reference):
            phrase = self.references.phrase(reference.start, reference.end)
            thing = self.references.things.add(Kind.ORGANISATION, phrase, named=True)
            return thing, reference.start, reference.end
        if reference is not None:
            inquiry = reference.thing.kind is Kind.WORK and reference.form is Form.NAME
            body = reference.thing.kind is Kind.ORGANISATION or inquiry
            return (reference.thing, reference.start, reference.end) if body else None
        described = self.references.kind_of(token)
        if described is None or described[0] is not Kind.ORGANISATION:
            return None
        thing = self.references.common_body(token, described[1])
        return thing, token, token + 1

    def _unit(self, reference: Reference) -> Token | None:
        """The noun of what a body has, another body: "chair of *the council's planning committee*"."""
        doc = self.references.doc
        owner = doc[reference.end - 1]
        if reference.end >= len(doc) or doc[reference.end].tag_ != "POS" or owner.dep_ != "poss":
            return None
        return (
            owner.head if owner.head.i > reference.end and owner.head.i not in self.references.posts else None
        )

    def _unit_of(self, owner: Reference, unit: Token) -> tuple[Thing, int, int] | None:
        """The unit of a body, as a body of its own; None where the noun tells of a work or a person."""
        described = self.references.kind_of(unit.i)
        if described is not None and described[0] is not Kind.ORGANISATION:
            return None
        known = self.references.at.get(unit.i)
        label = self.references.phrase(owner.start, unit.i + 1)
        sort = described[1][0] if described is not None and described[1] else None
        thing = known.thing if known is not None else None
        thing = thing or self.references.things.add(Kind.ORGANISATION, label, named=False, sort=sort)
        return thing, owner.start, unit.i + 1

    def _another(self, reference: Reference) -> bool:
        """Whether a description has a name in it that its supposed body lacks: "the *Harland* government"."""
        if reference.form is not Form.DESCRIPTION or reference.thing.kind is not Kind.ORGANISATION:
            return False
        own = self.references.phrase(reference.start, reference.end)
        known = {word.lower() for form in reference.thing.forms if form != own for word in form.split()}
        modifiers = self.references.doc[reference.start : reference.end - 1]
        return any(t.pos_ == "PROPN" and t.lower_ not in known for t in modifiers)

    def _government(self, post: Post) -> tuple[Thing, int, int] | None:
        """The government that a minister's words imply: the one that the article tells of, if it is one."""
        bodies = [t for t in self.references.things.by_id.values() if t.kind is Kind.ORGANISATION]
        plain = [t for t in bodies if t.label.lower() in {"government", "the government"}]
        national = [] if post.words.endswith("secretary") else list(filter(self._national, bodies))
        if not plain and len(national) > 1:
            return None
        found = [*plain, *national]
        return (found[0], post.head, post.head + 1) if found else None

    def _national(self, thing: Thing) -> bool:
        """Whether a body is some country's government: "Chilean government", "Chile's government"."""
        *before, last = thing.label.removesuffix(".").replace("’", "'").split()
        countries = {
            *self.references.lexicon.demonyms,
            *map(str.lower, self.references.lexicon.demonyms.values()),
        }
        return last.lower() == "government" and any(w.lower().removesuffix("'s") in countries for w in before)

    def tenures(self, holdings: Iterable[Holding], memberships: Iterable[Draft]) -> Iterator[Draft]:
        """Yield a tenure for each person and post that stand beside each other.

        Args:
            holdings: The persons and posts.
            memberships: Who belongs to what: a shadow minister shadows for his party.
        """
        parties = {v.thing: m.values[1] for m in memberships for v in m.values[:1]}
        shared: Value | None = None
        reached, rule = -1, ""
        told = (holding for holding in holdings if holding.rule in CONFIDENCE)
        for holding in sorted(told, key=lambda h: (h.post.start, h.person.start)):
            person = self.references.things.of_name[holding.person.start]
            draft = self.tenure(
                person, (holding.person.start, holding.person.end), holding.post, holding.rule
            )
            if draft is None:
                continue
            start = min(holding.post.start, holding.person.start)
            own = next((v for v in draft.values if v.name == "organization"), None)
            alone = own is None and not (holding.post.government or self._country(holding.post))
            # "A B, an official of X, and director C D": what is told in the apposition is A B's alone.
            listed = shared if alone and rule == holding.rule and self._listed_after(reached, start) else None
            implied = listed or (self._host_value(holding.post) if own is None else None)
            if own is None and implied is None and _shadows(draft):
                implied = parties.get(person.id)
            if implied is not None:
                draft = replace(
                    draft, values=(*draft.values, implied), confidence=round(draft.confidence - 0.05, 2)
                )
            shared = own or (shared if self._listed_after(reached, start) else None)
            reached, rule = max(holding.post.end, holding.person.end), holding.rule
            homeless = holding.post.office == "with body" and own is None and implied is None
            if not homeless or self._speaks_for(holding.post):
                yield draft

    def _speaks_for(self, post: Post) -> bool:
        """Whether a post is to speak for a person: "*his* solicitor, A B"."""
        owners = [c for c in self.references.doc[post.head].children if c.dep_ == "poss"]
        owned = any((r := self.references.at.get(c.i)) and r.thing.kind is Kind.PERSON for c in owners)
        owned = owned or any(c.lower_ in {"her", "his"} for c in owners)
        return owned and post.words in self.references.lexicon.lists["mouthpieces"]

    def _listed_after(self, end: int, start: int) -> bool:
        """Whether only a comma and an "and" stand between two holders: they are listed as one body's."""
        between = self.references.doc[end:start] if 0 <= end <= start else None
        return (
            between is not None
            and 0 < len(between) <= 3
            and all(t.lower_ in {",", "and", "the"} for t in between)
        )

    def tenure(self, person: Thing, at: tuple[int, int], post: Post, rule: str) -> Draft | None:
        """Return the tenure of `person`, named at the tokens `at`, in a post; None where it is no role."""
        role = self.role_of(post)
        if role is None:
            return None
        if rule == "before-name" and " " not in person.label and role.text[0].isupper():
            person.forms.add(f"{role.text} {person.label}")  # "President Harmon": known by both
        values = [Value("member", self.references.phrase(*at), person.id, *at), role]
        body = self.body_of(post) or self._behind(
            at[1], listed=post.plural, seat=post.words in self.references.lexicon.seats
        )
        if body is not None:
            thing, left, right = body
            values.append(Value("organization", self.references.phrase(left, right), thing.id, left, right))
        status = Status.PLANNED if post.when == "future" else Status.ASSERTED
        cues = (post.start,) if post.when == "future" else ()
        return Draft(
            "Tenure",
            tuple(values),
            status,
            (post.start, post.end),
            f"Tenure:{rule}",
            CONFIDENCE[rule],
            cues,
            ended=post.when == "past",
        )


def _shadows(draft: Draft) -> bool:
    """Whether a post is one in opposition: "*shadow* transport secretary"."""
    return any(v.name == "role" and v.text.lower().startswith("shadow ") for v in draft.values)


def _singular(plural: str, words: str) -> str:
    """Return the singular of a word, one of `words`, with the letters, and so the capitals, they share."""
    singular = max(_CUT.split(words), key=lambda word: _shared(plural, word))
    shared = _shared(plural, singular)
    return plural[:shared] + singular[shared:]


def _shared(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left.lower(), right, strict=False)))
