"""What is part of what, from names that stand beside each other: "the World Bank's Forestry Department"."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.model import Kind, Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.names import Name
from kgbuild.nlp.references import References

CONFIDENCE = {"name-of-name": 0.75, "unit-of-name": 0.78}  # by the way the names stand
_MARKS = frozenset({"'s", "’s", "'", "’"})
_UNITS = frozenset(
    {"academy", "agency", "board", "branch", "bureau", "centre", "college", "commission", "committee"}
    | {"department", "directorate", "division", "faculty", "hospital", "inspectorate", "institute"}
    | {"laboratory", "office", "school", "section", "service", "services", "squad", "unit"}
)


def parts(references: References) -> Iterator[Draft]:
    """Yield the bodies that an article names as part of others, in order."""
    for name in references.surface.names:
        if not _is_body(name):
            continue
        if (owner := _owner_in_front(references, name)) is not None:
            yield _draft(references, name, owner, "name-of-name")
        elif (owner := _whole_behind(references, name)) is not None:
            yield _draft(references, name, owner, "unit-of-name")


def _is_body(name: Name | None) -> bool:
    return name is not None and name.kind is Kind.ORGANISATION and name.sort != "party"


def _owner_in_front(references: References, name: Name) -> Name | None:
    """The body that has another: "*Northmere Council*'s Planning Committee"."""
    doc, at = references.doc, references.surface.at
    if name.start < 2 or doc[name.start - 1].lower_ not in _MARKS:
        return None
    owner, known = at.get(name.start - 2), name.sort is not None or _is_unit(references, name)
    return owner if known and owner and _is_body(owner) and owner.end == name.start - 1 else None


def _is_unit(references: References, name: Name) -> bool:
    return any(token.lower_ in _UNITS for token in references.doc[name.start : name.end])


def _whole_behind(references: References, name: Name) -> Name | None:
    """The body that a department is said to be of: "the Forestry Department of *the World Bank*"."""
    doc, at = references.doc, references.surface.at
    if not _is_unit(references, name) or name.end >= len(doc) or doc[name.end].lower_ != "of":
        return None
    start = name.end + 1
    start += start < len(doc) and doc[start].lower_ == "the"
    whole = at.get(start)
    return whole if whole is not None and _is_body(whole) and whole.start == start else None


def _draft(references: References, part: Name, whole: Name, rule: str) -> Draft:
    values = (_value(references, "part", part), _value(references, "whole", whole))
    span = (min(part.start, whole.start), max(part.end, whole.end))
    return Draft("Structure", values, Status.ASSERTED, span, f"Structure:{rule}", CONFIDENCE[rule])


def _value(references: References, argument: str, name: Name) -> Value:
    thing = references.things.of_name[name.start]
    return Value(argument, references.phrase(name.start, name.end), thing.id, name.start, name.end)
