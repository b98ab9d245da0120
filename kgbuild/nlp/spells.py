"""When posts begin and end: what tells that somebody is appointed or leaves also bounds the post's tenure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.model import Status
from kgbuild.nlp.drafts import Draft

_PERSON = {"Appointment": "target", "Departure": "agent"}


def bounded(drafts: Sequence[Draft], issued: str | None) -> Iterator[Draft]:
    """Yield the drafts of an article, tenures with the day on which another draft opens or closes them.

    A tenure's own dates stay. Where the other draft names no post, the person must have only one.
    What is told as over, "the former leader", has ended when the article was issued.

    Args:
        drafts: All of the article, merged.
        issued: The article's date, `YYYY-MM-DD`, or None.
    """
    changes = [d for d in drafts if d.type in _PERSON and d.status is Status.ASSERTED and any(d.dates[:2])]
    tenures = [d for d in drafts if d.type == "Tenure" and d.status is Status.ASSERTED]
    for draft in drafts:
        yield _over(_bounded(draft, changes, tenures), issued) if draft in tenures else draft


def _bounded(tenure: Draft, changes: Sequence[Draft], tenures: Sequence[Draft]) -> Draft:
    earliest, latest, words = tenure.dates
    own = [c for c in changes if _is_about(c, tenure, tenures)]
    begins = {c.dates[0] for c in own if c.type == "Appointment" and c.dates[0]}
    ends = {c.dates[1] for c in own if c.type == "Departure" and c.dates[1]}
    if earliest is None and len(begins) == 1 and not _after(min(begins), latest):
        earliest = min(begins)
    if latest is None and len(ends) == 1 and not _after(earliest, max(ends)):
        latest = max(ends)
    return replace(tenure, dates=(earliest, latest, words))


def _over(tenure: Draft, issued: str | None) -> Draft:
    earliest, latest, words = tenure.dates
    if not tenure.ended or latest is not None or _after(earliest, issued):
        return tenure
    return replace(tenure, dates=(earliest, issued, words or "former"))


def _after(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and first > second


def _is_about(change: Draft, tenure: Draft, tenures: Sequence[Draft]) -> bool:
    """Whether an appointment or departure is that of a tenure: of its person, and of its post."""
    person = tenure.things("member")
    if change.things(_PERSON[change.type]) != person:
        return False
    bodies = change.things("organization"), tenure.things("organization")
    if all(bodies) and bodies[0] != bodies[1]:
        return False
    role = change.text("role")
    if role is not None:
        return _alike(role, tenure.text("role") or "")
    others = {t.text("role") for t in tenures if t.things("member") == person}
    return len({(other or "").lower() for other in others}) == 1


def _alike(left: str, right: str) -> bool:
    """Whether one role's words are among the other's: "chair" and "chair of the board"."""
    ours, theirs = set(left.lower().split()), set(right.lower().split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
