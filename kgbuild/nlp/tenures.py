"""Who held what post where: from posts that stand beside a name, and the body a post belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgbuild.model import Kind, Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.posts import Post
from kgbuild.nlp.references import References

CONFIDENCE = {  # by the way a post stands beside a name
    "before-name": 0.95,
    "before-names": 0.9,
    "behind-name": 0.93,
    "before-comma": 0.85,
    "suffix": 0.95,
    "before-name-coordinated": 0.9,
    "behind-name-coordinated": 0.9,
    "lead": 0.75,
}


class Posts:
    """The posts of an article as arguments of facts."""

    def __init__(self, references: References) -> None:
        self.references = references

    def body_of(self, post: Post) -> tuple[Thing, int, int] | None:
        """Return the body a post belongs to, with the tokens that say so; None where nothing does."""
        if post.organisation is not None:
            return self._at(post.organisation)
        if post.owner is not None:
            reference = self.references.at.get(post.owner)
            if reference is not None and reference.thing.kind is Kind.ORGANISATION:
                return reference.thing, post.owner, post.owner + 1
            return None
        if post.government:
            return self._government(post)
        return None

    def _host_value(self, post: Post) -> Value | None:
        host = self.host_of(post)
        if host is None:
            return None
        return Value("organization", host[0].label, host[0].id, host[1], host[2])

    def host_of(self, post: Post) -> tuple[Thing, int, int] | None:
        """The body the article is about, for a post that only a body's own can be: "the finance director".

        It has to stand out: half as salient again, by mentions so far and nearness, as any other body that
        could have such a post.
        """
        hosts = self.references.lexicon.hosts.get(post.words)
        if hosts is None or post.plural or not post.definite or post.government:
            return None
        scores: dict[str, float] = {}
        sentence = self.references.article.sentence_of[post.start]
        for reference in self.references.order:
            thing = reference.thing
            if (
                reference.token >= post.end
                and self.references.article.sentence_of[reference.token] > sentence
            ):
                break
            if thing.kind is not Kind.ORGANISATION or not (thing.sort in hosts or _unsorted(thing)):
                continue
            distance = sentence - self.references.article.sentence_of[reference.token]
            scores[thing.id] = scores.get(thing.id, 0.0) + {0: 3.0, 1: 2.0}.get(distance, 1.0)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return None
        return self.references.things.by_id[ranked[0][0]], post.head, post.head + 1

    def _behind(self, end: int) -> tuple[Thing, int, int] | None:
        """The body behind a name: "analyst A B of Hallam Securities"."""
        doc = self.references.doc
        if end + 1 >= len(doc) or doc[end].lower_ not in {"of", "at", "from"}:
            return None
        start = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        name = self.references.surface.at.get(start)
        if name is None or name.kind is not Kind.ORGANISATION:
            return None
        return self._at(start)

    def _at(self, token: int) -> tuple[Thing, int, int] | None:
        reference = self.references.at.get(token)
        if reference is not None and reference.thing.kind is Kind.PLACE:
            return self.references.things.body_at(reference.thing), reference.start, reference.end
        if reference is not None:
            body = reference.thing.kind is Kind.ORGANISATION
            return (reference.thing, reference.start, reference.end) if body else None
        described = self.references.kind_of(token)
        if described is None or described[0] is not Kind.ORGANISATION:
            return None
        thing = self.references.common_body(token, described[1])
        return thing, token, token + 1

    def _government(self, post: Post) -> tuple[Thing, int, int] | None:
        """The government, where the article names it: a minister's words imply no more."""
        for thing in self.references.things.by_id.values():
            if thing.kind is Kind.ORGANISATION and thing.label.lower() in {"government", "the government"}:
                return thing, post.head, post.head + 1
        return None

    def tenures(self, holdings: Iterable[Holding]) -> Iterator[Draft]:
        """Yield a tenure for each person and post that stand beside each other."""
        shared: Value | None = None
        reached = -1
        for holding in sorted(holdings, key=lambda h: (h.post.start, h.person.start)):
            person = self.references.things.of_name[holding.person.start]
            draft = self.tenure(
                person, (holding.person.start, holding.person.end), holding.post, holding.rule
            )
            start = min(holding.post.start, holding.person.start)
            own = next((v for v in draft.values if v.name == "organization"), None)
            listed = shared if own is None and self._listed_after(reached, start) else None
            implied = listed or (self._host_value(holding.post) if own is None else None)
            if implied is not None:
                draft = replace(
                    draft, values=(*draft.values, implied), confidence=round(draft.confidence - 0.05, 2)
                )
            shared = own or (shared if self._listed_after(reached, start) else None)
            reached = max(holding.post.end, holding.person.end)
            yield draft

    def _listed_after(self, end: int, start: int) -> bool:
        """Whether only a comma and an "and" stand between two holders: they are listed as one body's."""
        between = self.references.doc[end:start] if 0 <= end <= start else None
        return (
            between is not None
            and 0 < len(between) <= 3
            and all(t.lower_ in {",", "and", "the"} for t in between)
        )

    def tenure(self, person: Thing, at: tuple[int, int], post: Post, rule: str) -> Draft:
        """Return the tenure of `person`, named at the tokens `at`, in a post."""
        start, end = post.role
        values = [
            Value("member", self.references.phrase(*at), person.id, *at),
            Value("role", self.references.phrase(start, end), None, start, end),
        ]
        body = self.body_of(post) or self._behind(at[1])
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
        )


def _unsorted(thing: Thing) -> bool:
    """Whether a body has a proper name that does not tell what sort it is of."""
    return thing.sort is None and thing.named and all(word[0].isupper() for word in thing.label.split())
