"""Posts that are handed on: who steps in succeeds who left, and takes the post that the other had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.model import Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.tenures import CONFIDENCE

_NEAR = 120  # tokens between a succession and the words for the post that is handed on
_LEFT = 80  # tokens from who is told to leave to who steps in
_SURE = 0.8
_PRONOUNS = frozenset({"he", "she", "they"})
_STOPGAP = frozenset({"acting", "caretaker", "interim", "temporary"})
"""Words for who fills in for somebody: "replaced A as *acting* director" tells nothing of A's post."""


def stepped_in(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts with those whom somebody succeeds unsaid found: "A B resigned. *C D* fills the post".

    It is whoever was last told to leave, or to be about to; where nobody was, there is no succession.

    Args:
        drafts: All of the article.
    """
    told = list(drafts)
    leaving = [d for d in told if d.type == "Departure" and d.status is not Status.DENIED]
    leaving = [d for d in leaving if not (d.text("manner") or "").startswith("suspen")]
    for draft in told:
        unsaid = next((v for v in draft.values if v.name == "target" and v.thing is None), None)
        if draft.type != "Succession" or unsaid is None:
            yield draft
            continue
        before = [d for d in leaving if 0 < draft.trigger[0] - d.trigger[0] < _LEFT]
        last = max(before, key=lambda d: d.trigger, default=None)
        gone = [v for v in last.values if v.name == "agent"] if last is not None else []
        named = all(v.text.lower() not in _PRONOUNS for v in draft.values)  # not "after *he* took over"
        if named and len(gone) == 1 and gone[0].thing not in draft.things("agent"):
            values = (*(v for v in draft.values if v is not unsaid), replace(gone[0], name="target"))
            yield replace(draft, values=values)


def handed_on(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the tenures that successions which have happened imply: "X, head of *Y*. His *predecessor*, A B".

    The post is the one the succession names, or the only post in a body that one of the two is told to have,
    or the only one of who is told to leave.

    Args:
        drafts: All of the article, merged.
    """
    tenures = [d for d in drafts if d.type == "Tenure"]
    leavers = {d.things("agent")[0] for d in drafts if d.type == "Departure" and d.things("agent")}
    for succession in drafts:
        if succession.type != "Succession" or succession.status is not Status.ASSERTED:
            continue
        persons = [v for v in succession.values if v.name in {"agent", "target"}]
        left = [v for v in persons if v.name == "target" and v.thing in leavers]
        post = _named(succession, tenures) or _only(persons, tenures) or _only(left, tenures, beside=True)
        if post is None or len(persons) != 2:
            continue
        for person in persons:
            fills_in = person.name == "target" and _STOPGAP & set(post[0].text.lower().split())
            another = person.name == "target" and any(
                person.thing in t.things("member") and len(_post(t)) == 2 for t in tenures
            )  # "A, chief executive of X, was replaced by its *finance director*, B"
            if not (fills_in or another) and not _has(person, post, tenures):
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


def _only(
    persons: Sequence[Value], tenures: Sequence[Draft], *, beside: bool = False
) -> tuple[Value, ...] | None:
    """The one post in a body that the one or the other has, where none of them has another.

    A post beside a name counts before one that only a verb tells of: "when he *chaired* the board"; which
    counts for nothing if it has to stand `beside`.
    """
    held = [t for t in tenures if {v.thing for v in persons} & {*t.things("member")}]
    named = [t for t in held if t.rule.partition(":")[2] in CONFIDENCE]
    held = named or (held if not beside else [])
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
