"""From drafts to facts: one fact once, dated, located in the text, with content-made referents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgbuild.model import Argument, Fact, Form, Mention, Reading, Referent, Span, Status
from kgbuild.nlp.article import Article
from kgbuild.nlp.confidence import calibrated
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.money import parse_amount
from kgbuild.nlp.references import References
from kgbuild.nlp.spells import bounded

_PROPERTY = {"other": "participant"}
"""A frame names the two sides of a collaboration apart; the graph does not."""

_KEYS: dict[str, tuple[str, ...]] = {
    "Tenure": ("member", "role"),
    "Appointment": ("target", "role"),
    "Departure": ("agent",),
    "Statement": ("agent", "quote", "gist"),
    "Collaboration": ("participant",),
}
_STRETCH = 120  # tokens from a fact's trigger to the words that stand for an argument
_WORDING = frozenset({"reason", "manner"})
"""Arguments that may be worded in two ways in one fact."""
_SUREST = frozenset({"manner"})
"""Of these the surest wording counts, not the longest."""


class Assembler:
    """Makes the reading of one article from its drafts."""

    def __init__(self, article: Article, references: References) -> None:
        self.article = article
        self.references = references

    def reading(self, drafts: Iterable[Draft], reader: str) -> Reading:
        """Return the finished reading.

        Args:
            drafts: What was found, in any order.
            reader: The fingerprint of what read it.
        """
        merged = list(bounded(_merged(drafts), self.article.document.issued))
        used = {v.thing for d in merged for v in d.values if v.thing} | {
            d.claimer for d in merged if d.claimer
        }
        used |= {d.location for d in merged if d.location}
        things = {t.id: t for t in self.references.things.by_id.values() if t.named or t.id in used}
        facts = sorted((self._fact(draft, things) for draft in merged), key=_fact_order)
        return Reading(
            document=self.article.document,
            reader=reader,
            referents=tuple(sorted((_referent(t) for t in things.values()), key=lambda r: r.id)),
            mentions=tuple(self._mentions(things, merged)),
            facts=tuple(dict.fromkeys(facts)),
        )

    def _mentions(self, things: dict[str, Thing], drafts: Iterable[Draft]) -> list[Mention]:
        """Return every mention, and the words of a fact by which it implies a thing.

        The words of "the finance director" imply whose he is.
        """
        found = {
            Mention(self.references.span(r), r.thing.kind, r.form, r.thing.id, r.found)
            for r in self.references.at.values()
            if r.thing.id in things
        }
        named = {(i, r.thing.id) for r in self.references.at.values() for i in range(r.start, r.end)}
        for draft in drafts:
            for value in draft.values:
                at, thing = (value.start, value.end), value.thing
                told = at != draft.trigger or draft.type == "Tenure"  # else another telling has its words
                if thing is not None and told and (value.start, thing) not in named:
                    span = self.article.span(*at)
                    found.add(Mention(span, things[thing].kind, Form.DESCRIPTION, thing, "implied"))
        return sorted(found, key=lambda m: (m.span, m.referent, m.found))

    def _fact(self, draft: Draft, things: dict[str, Thing]) -> Fact:
        args = [Argument(_PROPERTY.get(v.name, v.name), _words(v, things), v.thing) for v in draft.values]
        args += [a for v in draft.values if v.name == "amountText" for a in _amount(v.text)]
        earliest, latest, words = draft.dates
        return Fact(
            type=draft.type,
            args=tuple(sorted(set(args), key=lambda a: (a.name, a.text, a.referent or ""))),
            status=draft.status,
            evidence=self.evidence(draft),
            trigger=self.article.span(*draft.trigger),
            rule=draft.rule,
            confidence=calibrated(draft.confidence),
            cues=tuple(self.article.span(i, i + 1) for i in draft.cues),
            claimer=draft.claimer,
            earliest=earliest,
            latest=latest,
            date_text=words,
            location=draft.location,
        )

    def evidence(self, draft: Draft) -> Span:
        """Return the sentence of the trigger, grown to hold every argument that stands close by."""
        sentence = self.article.sentence(self.article.doc[draft.trigger[0]])
        start, end = sentence.start, sentence.end
        for value in draft.values:
            if abs(value.start - draft.trigger[0]) < _STRETCH:
                start, end = min(start, value.start), max(end, value.end)
        return self.article.span(start, end)


def _words(value: Value, things: dict[str, Thing]) -> str:
    return value.text if value.thing is None else things[value.thing].label


def _amount(text: str) -> list[Argument]:
    parsed = parse_amount(text)
    if parsed is None:
        return []
    number, currency = parsed
    plain = f"{number.normalize():f}"
    return [Argument("amount", plain)] + ([Argument("currency", currency)] if currency else [])


def _referent(thing: Thing) -> Referent:
    forms = sorted(form for form in thing.forms if form and form != thing.label)
    return Referent(thing.id, thing.kind, thing.label, tuple(forms), thing.named, thing.gender)


def _fact_order(fact: Fact) -> tuple[Span, str, tuple[Argument, ...], str]:
    return (
        fact.evidence,
        fact.type,
        tuple(replace(a, referent=a.referent or "") for a in fact.args),
        fact.rule,
    )


# -- one fact once --------------------------------------------------------------------------------------


def _merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Make the drafts of one fact agree: they take the fullest arguments and dates among them."""
    groups: list[list[Draft]] = []
    by_type: dict[tuple[str, Status], list[list[Draft]]] = defaultdict(list)
    for draft in sorted(drafts, key=_draft_order):
        for group in by_type[draft.type, draft.status]:
            if all(_compatible(draft, other) for other in group):
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


def _compatible(left: Draft, right: Draft) -> bool:
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
            if ours != theirs and not (name == "role" and _same_role(left, right)):
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


def _same_role(left: Draft, right: Draft) -> bool:
    a, b = (set((d.text("role") or "").lower().split()) for d in (left, right))
    return a <= b or b <= a


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
