"""One fact once: drafts that tell the same fact twice are made to agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kgbuild.model import Status
from kgbuild.nlp.drafts import Draft, Value

_KEYS: dict[str, tuple[str, ...]] = {
    "Tenure": ("member", "role"),
    "Appointment": ("target", "role"),
    "Departure": ("agent",),
    "Statement": ("agent", "quote", "gist"),
    "Collaboration": ("participant",),
}
_WORDING = frozenset({"reason", "manner"})
"""Arguments that may be worded in two ways in one fact."""
_SUREST = frozenset({"manner"})
"""Of these the surest wording counts, not the longest."""


def merged(drafts: Iterable[Draft], lower_ranks: Collection[str]) -> list[Draft]:
    """Make the drafts of one fact agree: they take the fullest arguments and dates among them.

    Args:
        drafts: Of one article, in any order.
        lower_ranks: Words that make another post of a role: a "deputy" leader is not the leader.

    Returns:
        As many drafts, in the order of their first telling.
    """
    groups: list[list[Draft]] = []
    by_type: dict[tuple[str, Status], list[list[Draft]]] = defaultdict(list)
    for draft in sorted(drafts, key=_draft_order):
        for group in by_type[draft.type, draft.status]:
            if all(_compatible(draft, other, lower_ranks) for other in group):
                group.append(draft)
                break
        else:
            group = [draft]
            groups.append(group)
            by_type[draft.type, draft.status].append(group)
    return [draft for group in groups for draft in _agreed(group)]


def _draft_order(draft: Draft) -> tuple[object, ...]:
    values = [(v.name, v.text, v.thing or "", v.start, v.end) for v in draft.values]
    return (-len(values), draft.trigger, draft.rule, values)


def _compatible(left: Draft, right: Draft, lower_ranks: Collection[str]) -> bool:
    """Whether two drafts of one type and status can be one fact told twice."""
    if left.claimer and right.claimer and left.claimer != right.claimer:
        return False
    if left.type == "Tenure" and ("inquiry" in left.rule) != ("inquiry" in right.rule):
        return False  # who "chaired the inquiry into hospitals" is not therefore the new chair of a regulator
    names = {v.name for v in left.values} | {v.name for v in right.values}
    keys = _KEYS.get(left.type)
    for name in names - _WORDING:
        ours, theirs = _content(left, name), _content(right, name)
        if ours and theirs:
            if ours != theirs and not (name == "role" and _same_role(left, right, lower_ranks)):
                return False
        elif name == "target" if keys is None else name in keys and name != "role":
            return False
    one_post = bool(_content(left, "role")) == bool(_content(right, "role"))
    one_date = any(left.dates[:2]) == any(right.dates[:2])
    if "role" in (keys or ()) and not one_post and not one_date:
        return False  # "elected in 1945" is not when he became chancellor
    dates = [(a, b) for a, b in zip(left.dates[:2], right.dates[:2], strict=True) if a and b]
    return all(a == b for a, b in dates)


def _content(draft: Draft, name: str) -> frozenset[str]:
    return frozenset(v.thing or v.text.lower() for v in draft.values if v.name == name)


def _same_role(left: Draft, right: Draft, lower_ranks: Collection[str]) -> bool:
    """Whether one role is the other told in full: "chair", "chair of the board", but no "deputy chair"."""
    a, b = (set((d.text("role") or "").lower().replace("-", " ").split()) for d in (left, right))
    return (a <= b or b <= a) and (a ^ b).isdisjoint(lower_ranks)


def _agreed(group: Sequence[Draft]) -> list[Draft]:
    fullest: dict[str, list[Value]] = {}
    for draft in sorted(group, key=lambda draft: -draft.confidence):
        for name in {v.name for v in draft.values}:
            values = [v for v in draft.values if v.name == name]
            if name not in fullest or (
                values[0].thing is None
                and name not in _SUREST
                and len(values[0].text) > len(fullest[name][0].text)
            ):
                fullest[name] = values
    dated = next((d.dates for d in group if d.dates[0] or d.dates[1]), group[0].dates)
    claimer = next((d.claimer for d in group if d.claimer), None)
    if any(d.claimer is None for d in group):
        claimer = None
    agreed = []
    for draft in group:
        own = {v.name: [w for w in draft.values if w.name == v.name] for v in draft.values}
        values = [
            replace(value, start=own[name][0].start, end=own[name][0].end)
            if name in own
            else (replace(value, start=draft.trigger[0], end=draft.trigger[1]))
            for name, full in sorted(fullest.items())
            for value in full
        ]
        location = next((d.location for d in group if d.location), None)
        ended = any(d.ended for d in group)
        agreed.append(
            replace(draft, values=tuple(values), dates=dated, claimer=claimer, location=location, ended=ended)
        )
    return agreed
