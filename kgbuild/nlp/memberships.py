"""Who belongs to what, from names that stand beside each other: "A B of Unison", "Labour's A B"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.model import Kind, Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.names import Name
from kgbuild.nlp.references import References

CONFIDENCE = {"of-body": 0.8, "party-of": 0.85, "in-brackets": 0.85}  # by the way the names stand
_JOINED = frozenset({"association", "club", "committee", "group", "party", "union"})
_MARKS = frozenset({"'s", "'"})


def memberships(references: References, holdings: Iterable[Holding]) -> Iterator[Draft]:
    """Yield the memberships that an article tells by names side by side, in order.

    Whoever has a post beside his name holds that in the body instead.
    """
    doc, at = references.doc, references.surface.at
    posted = {holding.person.start for holding in holdings}
    for name in references.surface.names:
        if name.kind is not Kind.PERSON:
            continue
        before = name.start - 1
        if before > 0 and doc[before].lower_ in _MARKS and _is_party(at.get(before - 1)):
            yield _draft(references, name, at[before - 1], "party-of")
        if name.end + 1 < len(doc) and doc[name.end].text == "(" and _is_party(at.get(name.end + 1)):
            yield _draft(references, name, at[name.end + 1], "in-brackets")
        if name.start not in posted and (body := _body_behind(references, name.end)) is not None:
            yield _draft(references, name, body, "of-body")


def _is_party(name: Name | None) -> bool:
    return name is not None and name.kind is Kind.ORGANISATION and name.sort == "party"


def _body_behind(references: References, end: int) -> Name | None:
    """The body that people join whose name follows "of": "A B *of the Harrow Panel*"."""
    doc = references.doc
    start = end + 1 if end < len(doc) and doc[end].text == "," else end
    if start >= len(doc) or doc[start].lower_ != "of":
        return None
    start += 2 if start + 1 < len(doc) and doc[start + 1].lower_ == "the" else 1
    name = references.surface.at.get(start)
    joined = name is not None and name.kind is Kind.ORGANISATION and name.sort in _JOINED
    return name if joined and name is not None and name.start == start else None


def _draft(references: References, person: Name, body: Name, rule: str) -> Draft:
    values = []
    for argument, name in (("member", person), ("organization", body)):
        thing = references.things.of_name[name.start]
        words = references.phrase(name.start, name.end)
        values.append(Value(argument, words, thing.id, name.start, name.end))
    span = (min(person.start, body.start), max(person.end, body.end))
    return Draft("Membership", tuple(values), Status.ASSERTED, span, f"Membership:{rule}", CONFIDENCE[rule])
