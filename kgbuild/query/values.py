"""Terms as plain Python values, and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from pyoxigraph import NamedNode

from kgbuild.query.solutions import Binding, plain
from kgbuild.rdf.vocabulary import PREFIXES, Term, literal, term


class IRI(str):
    """The address of a thing: a string like any other, but a thing when it is given back to a query."""

    __slots__ = ()


Value = str | int | float | bool | date | None
"""What stands in a row of an answer; IRIs are `IRI`, and what is unbound is None."""

_XSD = PREFIXES["xsd"]
_WHOLE = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte gYear"
)
_READERS: dict[str, Callable[[str], Value]] = {
    **{_XSD + name: int for name in _WHOLE.split()},
    **{_XSD + name: float for name in ("decimal", "double", "float")},
    _XSD + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


def python(binding: Binding) -> Value:
    """Return a term as a value: numbers and dates by their datatype, all else as text.

    >>> python({"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"})
    3
    """
    if binding["type"] == "uri":
        return IRI(binding["value"])
    read = _READERS.get(binding.get("datatype", ""))
    if read is not None:
        with suppress(ValueError, KeyError, OverflowError):  # beyond what Python holds, such as the year -44
            return read(binding["value"])
    return plain(binding)


def to_term(value: Value | Decimal) -> Term:
    """Return a value as a term, to be bound: a string is text, an `IRI` a thing.

    >>> to_term(date(2014, 2, 1))
    <Literal value=2014-02-01 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#date>>

    Raises:
        TypeError: Values of its type cannot be given to a query.
        ValueError: An `IRI` is none.
    """
    match value:
        case IRI():
            return NamedNode(value)
        case str():
            return literal(value)
        case bool():
            return literal(str(value).lower(), term("xsd:boolean"))
        case int():
            return literal(str(value), term("xsd:integer"))
        case float():
            return literal(repr(value).replace("inf", "INF").replace("nan", "NaN"), term("xsd:double"))
        case Decimal():
            return literal(f"{value:f}", term("xsd:decimal"))
        case datetime():
            return literal(value.isoformat(), term("xsd:dateTime"))
        case date():
            return literal(value.isoformat(), term("xsd:date"))
    raise TypeError(f"a query takes text, IRIs, numbers and dates, not {type(value).__name__}")
