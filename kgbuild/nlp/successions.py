"""Posts that are handed on: who succeeds somebody takes the post that the other had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.model import Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.tenures import CONFIDENCE

_NEAR = 120  # tokens between a succession and the words for the post that is handed on
_SURE = 0.8
_STOPGAP = frozenset({"acting", "caretaker", "interim", "temporary"})
"""Words for who fills in for somebody: "replaced A as *acting* director" tells nothing of A's post."""


def handed_on(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the tenures that successions which have happened imply: "X, head of *Y*. His *predecessor*, A B".

    The post is the one the succession names, or the only post in a body that one of the two is told to have.

    Args:
        drafts: All of the article, merged.
    """
    tenures = [d for d in drafts if d.type == "Tenure"]
    for succession in drafts:
        if succession.type != "Succession" or succession.status is not Status.ASSERTED:
            continue
        persons = [v for v in succession.values if v.name in {"agent", "target"}]
        post = _named(succession, tenures) or _only(persons, tenures)
        if post is None or len(persons) != 2:
            continue
        for person in persons:
            fills_in = person.name == "target" and _STOPGAP & set(post[0].text.lower().split())
            if not fills_in and not _has(person, post, tenures):
                yield _tenure(succession, person, post)


def _named(succession: Draft, tenures: Sequence[Draft]) -> tuple[Value, ...] | None:
    """The post that a succession names, with the body that one of the two is told to have it in."""
    own = _post(succession)
    if not own or len(own) == 2:
        return own or None
    role = own[0].text.lower()
    people = {*succession.things("agent"), *succession.things("target")}
    told = (t for t in tenures if (t.text("role") or "").lower() == role and people & {*t.things("member")})
    return next((post for t in told if len(post := _post(t)) == 2), own)


def _only(persons: Sequence[Value], tenures: Sequence[Draft]) -> tuple[Value, ...] | None:
    """The one post in a body that the one or the other has, where none of them has another.

    A post beside a name counts before one that only a verb tells of: "when he *chaired* the board".
    """
    held = [t for t in tenures if {v.thing for v in persons} & {*t.things("member")}]
    held = [t for t in held if t.rule.partition(":")[2] in CONFIDENCE] or held
    posts = {tuple(v.thing or v.text.lower() for v in _post(t)): _post(t) for t in held}
    post = next(iter(posts.values())) if len(posts) == 1 else ()
    return post if len(post) == 2 else None


def _post(draft: Draft) -> tuple[Value, ...]:
    """The role of a draft and, behind it, the body."""
    role = [v for v in draft.values if v.name == "role"]
    return (*role, *(v for v in draft.values if v.name == "organization")) if role else ()


def _has(person: Value, post: tuple[Value, ...], tenures: Sequence[Draft]) -> bool:
    role = post[0].text.lower()
    own = (t for t in tenures if person.thing in t.things("member"))
    return any((t.text("role") or "").lower() == role for t in own)


def _tenure(succession: Draft, person: Value, post: tuple[Value, ...]) -> Draft:
    member = Value("member", person.text, person.thing, person.start, person.end)
    return Draft(
        "Tenure",
        (member, *(_at_hand(value, succession.trigger) for value in post)),
        succession.status,
        succession.trigger,
        "Tenure:succession",
        min(_SURE, succession.confidence),
        succession.cues,
        claimer=succession.claimer,
        ended=person.name == "target",
    )


def _at_hand(value: Value, trigger: tuple[int, int]) -> Value:
    """A value where its words are, or where the succession stands for them if they are far away."""
    if abs(value.start - trigger[0]) < _NEAR:
        return value
    return Value(value.name, value.text, value.thing, *trigger)
