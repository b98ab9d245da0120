"""From a JSON value to a gold document, with a complaint for each thing in it that cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgbuild.evaluate.gold import Gold, GoldFact, GoldQuote, Names
from kgbuild.evaluate.rules import TypeRule, load_rules
from kgbuild.model import Kind, Status

Where = tuple[str | int, ...]
"""The way from a document to a value in it: keys of objects and places in lists."""

STATUSES = {status.value.lower(): status for status in Status}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a gold document.

    Attributes:
        where: The value it is about.
        message: What is wrong and what is allowed.
        harmless: Whether the document counts nevertheless.
    """

    where: Where
    message: str
    harmless: bool = False

    def __str__(self) -> str:
        """Return it as a sentence: "facts[3].type: ..."."""
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.where)
        return f"{path.removeprefix('.')}: {self.message}" if path else self.message


def gold_of(value: object, place: str) -> tuple[Gold | None, list[Complaint]]:
    """Return the gold document that `value` holds, and what is wrong with it.

    Args:
        value: What stands in the file, as Python has it.
        place: Where it stands, for a person to read.

    Returns:
        The document, or None where it cannot be used; and the complaints, in the order of the document.
    """
    form = _Form()
    gold = None
    if (record := form.record(value, ())) is not None:
        gold = form.document(record, place)
    usable = all(complaint.harmless for complaint in form.complaints)
    return (gold if usable else None), form.complaints


class _Form:
    """Reads one document; what is wrong is kept, and reading goes on."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []
        self._entities: dict[str, Names] = {}

    def document(self, record: Mapping[str, Any], place: str) -> Gold:
        text = self._optional_string(record, "text", ())
        required = text is None  # a case of a line or two need not list its people
        people = self._people(record, required)
        phenomena = record.get("phenomenon") or []
        return Gold(
            doc=self._string(record, "doc", ()),
            place=place,
            facts=tuple(self._facts(record)),
            people=people,
            quotes=tuple(self._quotes(record, required)),
            text=text,
            title=self._optional_string(record, "title", ()),
            published=self._optional_string(record, "published", ()),
            phenomena=self._strings(phenomena, ("phenomenon",)),
        )

    def _people(self, record: Mapping[str, Any], required: bool) -> tuple[Names, ...] | None:
        """Take note of all entities, and return what the people among them are called."""
        if record.get("entities") is None and not required:
            return None
        people = {}
        for where, entity in self._records(record, "entities", required):
            identifier, name = (self._string(entity, key, where) for key in ("id", "name"))
            kind = self._string(entity, "type", where)
            if kind and kind not in set(Kind):
                self._unknown((*where, "type"), kind, "kind of entity", list(Kind))
            aliases = self._strings(entity.get("aliases") or [], (*where, "aliases"))
            self._entities[identifier] = (name, *aliases)
            if kind == Kind.PERSON:
                people[identifier] = (name, *aliases)
        return tuple(people.values())

    def _facts(self, record: Mapping[str, Any]) -> Iterable[GoldFact]:
        types = load_rules().types
        for where, fact in self._records(record, "facts"):
            kind, status = (self._string(fact, key, where) for key in ("type", "status"))
            if kind and kind not in types:
                self._unknown((*where, "type"), kind, "type of fact", types)
            if status and status not in STATUSES:
                self._unknown((*where, "status"), status, "status", STATUSES)
            args = self._args(fact, where, types.get(kind))
            if kind in types and status in STATUSES:
                evidence = self._optional_string(fact, "evidence", where) or ""
                yield GoldFact(kind, args, STATUSES[status], evidence, bool(fact.get("optional")))

    def _args(self, fact: Mapping[str, Any], where: Where, rule: TypeRule | None) -> dict[str, Names]:
        where = (*where, "args")
        texts = load_rules().texts
        args = {}
        for name, value in (self.record(fact.get("args"), where) or {}).items():
            if rule and name not in rule.arguments and name not in texts:
                known = ", ".join(rule.arguments)
                message = f"is not compared: the arguments of {rule.name} are {known}"
                self._complain((*where, name), message, harmless=True)
            names = self._strings([] if value is None else value, (*where, name))
            if value:
                args[name] = names if name in texts else self._names(names)
        return args

    def _quotes(self, record: Mapping[str, Any], required: bool) -> Iterable[GoldQuote]:
        for where, quote in self._records(record, "quotes", required):
            text = self._string(quote, "text", where)
            if "speaker" not in quote:
                self._complain((*where, "speaker"), "is missing: give an entity's id or a name")
            yield GoldQuote(text, self._names(self._strings(quote.get("speaker", []), (*where, "speaker"))))

    def _names(self, values: Names) -> Names:
        """Return all names of the entities that `values` are the identifiers of; other values are names."""
        return tuple(name for value in values for name in self._entities.get(value, (value,)))

    def record(self, value: object, where: Where) -> dict[str, Any] | None:
        """Return `value` if it is an object."""
        if isinstance(value, dict):
            return value
        self._complain(where, f"{_problem(value)}: give an object")
        return None

    def _records(
        self, record: Mapping[str, Any], key: str, required: bool = True
    ) -> Iterator[tuple[Where, dict[str, Any]]]:
        """Yield the objects of the list under `key`, each with where it stands."""
        values = record.get(key)
        if not isinstance(values, list):
            if required or values is not None:
                self._complain((key,), f"{_problem(values)}: give a list, which may be empty")
            return
        for number, value in enumerate(values):
            if (item := self.record(value, (key, number))) is not None:
                yield (key, number), item

    def _string(self, record: Mapping[str, Any], key: str, where: Where) -> str:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._complain((*where, key), f"{_problem(value)}: give a string")
        return ""

    def _optional_string(self, record: Mapping[str, Any], key: str, where: Where) -> str | None:
        value = record.get(key)
        if value is None or isinstance(value, str):
            return value or None
        self._complain((*where, key), f"{_problem(value)}: give a string, or leave it out")
        return None

    def _strings(self, value: object, where: Where) -> Names:
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) for one in values):
            return tuple(values)
        self._complain(where, f"{_problem(value)}: give a string or a list of strings")
        return ()

    def _unknown(self, where: Where, name: str, what: str, known: Iterable[str]) -> None:
        names = list(known)
        close = difflib.get_close_matches(name, names, n=1)
        guess = f" (did you mean {close[0]!r}?)" if close else ""
        self._complain(where, f"{name!r} is no {what}{guess}; allowed: {', '.join(names)}")

    def _complain(self, where: Where, message: str, *, harmless: bool = False) -> None:
        self.complaints.append(Complaint(where, message, harmless))


def _problem(value: object) -> str:
    return "is missing" if value is None else f"is {value!r:.60}"
