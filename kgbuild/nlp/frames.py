"""Frames: how each fact type is said, read from `ontology/frames/<Type>.yaml`.

A frame lists its arguments, its rules and its examples; the form is described in
`ontology/frames/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from kgbuild.errors import KnowledgeError
from kgbuild.model import Kind, Status
from kgbuild.yaml_lines import line_of

Route = tuple[str, ...]

TRIGGERS = ("verb", "noun", "adjective", "adverb", "modal")
LITERALS = frozenset({"phrase", "matter", "clause", "post", "amount", "trigger"})
_RULE_KEYS = frozenset(
    {"name", *TRIGGERS, "where", "unless", "voice", "status", "confidence", "also", "kinds", "otherwise"}
    | {"needs", "only", "specific", "government", "quoted"}
)
_FRAME_KEYS = frozenset({"type", "definition", "arguments", "rules", "also", "examples"})
_ARGUMENT_KEYS = frozenset(
    {"kinds", "otherwise", "literal", "required", "through", "named", "definite", "spare", "vague"}
)
_DEFAULT_CONFIDENCE = 0.85


@dataclass(frozen=True, slots=True)
class ArgumentSpec:
    """What may fill an argument.

    Attributes:
        name: The property's name without prefix.
        kinds: The kinds of thing it takes; empty for a literal.
        otherwise: The kind to take a phrase of no known kind as; None to refuse it.
        literal: For a literal, what it takes: "phrase", "matter", "clause", "post", "amount" or "trigger".
        required: Whether a fact without it is none.
        through: Whether it may be reached through an abstract noun: "the *handling* of ... by X".
        named: Whether a person has to be one whom the article names.
        vague: Whether a noun will do that only points at what the article tells: "rejected the *offer*".
        specific: Whether it has to be a name or a phrase with a determiner: no "communities", no "it".
        definite: Whether it is left out unless a name, a pronoun or a definite description stands there.
        spare: Whether it is left out where what stands there cannot be read: "*its rival* sued X".
        government: Whether a place stands for its government wherever its name is: "aid to *Norway*".
    """

    name: str
    kinds: tuple[Kind, ...] = ()
    otherwise: Kind | None = None
    literal: str | None = None
    required: bool = False
    through: bool = False
    named: bool = False
    definite: bool = False
    spare: bool = False
    vague: bool = False
    specific: bool = False
    government: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where to look for an argument: a fixed text, or routes of which the first that is filled counts."""

    routes: tuple[Route, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """A fact of another type that follows.

    Attributes:
        type: The type of what follows.
        arguments: Its arguments, each named by this fact's, or fixed (`=leader`).
        needs: Arguments without which it does not follow.
        status: It follows only from facts of these statuses.
        held: Its status where it is not that of the fact it follows from: who resigns held the post.
    """

    type: str
    arguments: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    status: tuple[Status, ...]
    held: Status | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say a frame.

    Attributes:
        name: Unique in the frame.
        trigger: "verb", "noun", "adjective", "adverb" or "modal".
        lemmas: Trigger lemmas, each with the particle or preposition it needs ("step", "down"), or None.
        positions: For each argument, what this rule lets fill it, and where it stands.
        where: Routes of which one must lead to one of these lemmas.
        unless: Routes that must not.
        voice: "active" or "passive", where only one will do.
        status: What the words themselves imply: "barred from" is never planned by its own words.
        confidence: 0 to 1: how often the rule is right.
        also: Facts that follow.
        needs: Arguments that this rule requires beyond the frame's.
        only: The statuses with which it says anything; empty for all.
        quoted: Whether the trigger has to be quoted within a sentence that goes on outside the marks.
    """

    name: str
    trigger: str
    lemmas: frozenset[tuple[str, str | None]]
    positions: tuple[tuple[ArgumentSpec, Position], ...]
    where: tuple[tuple[tuple[Route, ...], frozenset[str]], ...] = ()
    unless: tuple[tuple[tuple[Route, ...], frozenset[str]], ...] = ()
    voice: str | None = None
    status: Status | None = None
    confidence: float = _DEFAULT_CONFIDENCE
    also: tuple[Also, ...] = ()
    needs: tuple[str, ...] = ()
    only: tuple[Status, ...] = ()
    quoted: bool = False

    @property
    def by_speaker(self) -> bool:
        """Whether an argument is always who says the sentence."""
        return any(position.routes == (("speaker",),) for _, position in self.positions)


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts of the frame's type that it must give; none if it must give none.

    Each fact is the argument names with the label to be found, and "status" where it is not asserted.
    """

    text: str
    facts: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one fact type is said."""

    type: str
    definition: str
    arguments: Mapping[str, ArgumentSpec]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]


def load_frames(folder: Path, lists: Mapping[str, frozenset[str]]) -> tuple[Frame, ...]:
    """Return the frames of a folder, sorted by type.

    Args:
        folder: Holds a file for each fact type.
        lists: Word lists that rules may name: `$failings` stands for the words of `lists["failings"]`.

    Raises:
        KnowledgeError: A frame is malformed; names file, line and key.
    """
    return tuple(_FrameFile(path, lists).frame() for path in sorted(folder.glob("*.yaml")))


class _FrameFile:
    """Reads one file; every complaint names file, line and key."""

    def __init__(self, path: Path, lists: Mapping[str, frozenset[str]]) -> None:
        self.path = path
        self.lists = lists
        text = path.read_text(encoding="utf-8")
        try:
            self.node = yaml.compose(text, Loader=yaml.CSafeLoader)
            self.table: Any = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise KnowledgeError(f"{path}:{line}: {error.problem}", "Mend the YAML there.") from error

    def fail(self, where: tuple[str | int, ...], message: str) -> KnowledgeError:
        key = ".".join(str(part) for part in where)
        return KnowledgeError(
            f"{self.path}:{self._line(where)}: {key}: {message}", "See ontology/frames/README.md."
        )

    def _line(self, where: tuple[str | int, ...]) -> int:
        return line_of(self.node, where, self.node.start_mark.line + 1 if self.node is not None else 1)

    def frame(self) -> Frame:
        table = self.table
        if not isinstance(table, dict):
            raise self.fail((), "expected a mapping")
        self._known((), table, _FRAME_KEYS)
        for key in ("type", "definition", "arguments", "rules", "examples"):
            if not table.get(key):
                raise self.fail((), f"{key!r} is missing")
        if table["type"] != self.path.stem:
            raise self.fail(("type",), f"{table['type']!r} does not match the file's name")
        arguments = {name: self._argument(name, row or {}) for name, row in table["arguments"].items()}
        rules = tuple(self._rule(i, row, arguments) for i, row in enumerate(table["rules"]))
        names = [rule.name for rule in rules]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise self.fail(("rules", i, "name"), f"{name!r} is used twice")
        return Frame(table["type"], table["definition"], arguments, rules, tuple(self._examples(arguments)))

    def _known(self, where: tuple[str | int, ...], row: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in row:
            if key not in known:
                raise self.fail((*where, key), f"unknown key; known: {', '.join(sorted(known))}")

    def _argument(self, name: str, row: Mapping[str, Any]) -> ArgumentSpec:
        where = ("arguments", name)
        self._known(where, row, _ARGUMENT_KEYS)
        literal = row.get("literal")
        if literal is not None and literal not in LITERALS:
            raise self.fail((*where, "literal"), f"{literal!r}; known: {', '.join(sorted(LITERALS))}")
        if literal is None and not row.get("kinds"):
            raise self.fail(where, "give the kinds it takes, or literal")
        kinds = self._kinds((*where, "kinds"), row.get("kinds") or ())
        otherwise = self._kinds((*where, "otherwise"), [row["otherwise"]])[0] if "otherwise" in row else None
        return ArgumentSpec(
            name,
            kinds,
            otherwise,
            literal,
            bool(row.get("required")),
            bool(row.get("through")),
            bool(row.get("named")),
            bool(row.get("definite")),
            bool(row.get("spare")),
            bool(row.get("vague")),
        )

    def _kinds(self, where: tuple[str | int, ...], values: Iterable[str]) -> tuple[Kind, ...]:
        try:
            return tuple(Kind(value) for value in values)
        except ValueError as error:
            raise self.fail(where, f"{error}; known: {', '.join(Kind)}") from error

    def _rule(self, index: int, row: Mapping[str, Any], arguments: Mapping[str, ArgumentSpec]) -> Rule:
        where = ("rules", index)
        if not isinstance(row, dict) or "name" not in row:
            raise self.fail(where, "a rule needs a name")
        self._known(where, row, _RULE_KEYS | set(arguments))
        triggers = [key for key in TRIGGERS if key in row]
        if len(triggers) != 1:
            raise self.fail(where, f"a rule has one of {', '.join(TRIGGERS)}")
        specs = self._specs(where, row, arguments)
        positions = tuple(
            (spec, self._position((*where, spec.name), row[spec.name])) for spec in specs if spec.name in row
        )
        missing = [a.name for a in arguments.values() if a.required and a.name not in row]
        if missing:
            raise self.fail(where, f"required argument {missing[0]!r} has no position")
        return Rule(
            name=row["name"],
            trigger=triggers[0],
            lemmas=frozenset(_lemma(word) for word in self._words((*where, triggers[0]), row[triggers[0]])),
            positions=positions,
            where=self._conditions((*where, "where"), row.get("where")),
            unless=self._conditions((*where, "unless"), row.get("unless")),
            voice=row.get("voice"),
            status=Status(row["status"]) if "status" in row else None,
            confidence=float(row.get("confidence", _DEFAULT_CONFIDENCE)),
            also=(*self._follows((*where, "also"), row), *self._follows(("also",), self.table)),
            needs=tuple(_listed(row.get("needs") or ())),
            only=tuple(Status(s) for s in _listed(row.get("only") or ())),
            quoted=bool(row.get("quoted")),
        )

    def _specs(
        self, where: tuple[str | int, ...], row: Mapping[str, Any], arguments: Mapping[str, ArgumentSpec]
    ) -> list[ArgumentSpec]:
        """Return the frame's arguments as a rule has them, its own kinds and demands in force."""
        kinds = {k: self._kinds((*where, "kinds", k), v) for k, v in (row.get("kinds") or {}).items()}
        otherwise = {
            k: self._kinds((*where, "otherwise", k), [v])[0] for k, v in (row.get("otherwise") or {}).items()
        }
        specific, government = (_listed(row.get(key) or ()) for key in ("specific", "government"))
        return [
            replace(
                spec,
                kinds=kinds.get(name, spec.kinds),
                otherwise=otherwise.get(name, spec.otherwise),
                specific=name in specific,
                government=name in government,
            )
            for name, spec in arguments.items()
        ]

    def _position(self, where: tuple[str | int, ...], value: Any) -> Position:
        text = str(value)
        if text.startswith("="):
            return Position(fixed=text[1:])
        return Position(tuple(self._route(where, part.strip()) for part in text.split("|")))

    def _route(self, where: tuple[str | int, ...], text: str) -> Route:
        steps = tuple(text.split("."))
        for step in steps:
            if not step or not step.isalpha() or not step.islower():
                raise self.fail(where, f"{text!r} is no position")
        return steps

    def _conditions(
        self, where: tuple[str | int, ...], rows: Any
    ) -> tuple[tuple[tuple[Route, ...], frozenset[str]], ...]:
        return tuple(
            (self._position((*where, key), key).routes, frozenset(self._words((*where, key), words)))
            for key, words in (rows or {}).items()
        )

    def _words(self, where: tuple[str | int, ...], value: Any) -> Iterator[str]:
        for word in _listed(value):
            if not str(word).startswith("$"):
                yield str(word).lower()
            elif str(word)[1:] in self.lists:
                yield from sorted(self.lists[str(word)[1:]])
            else:
                raise self.fail(where, f"unknown list {word!r}; known: {', '.join(sorted(self.lists))}")

    def _follows(self, where: tuple[str | int, ...], row: Mapping[str, Any]) -> Iterator[Also]:
        return (self._also((*where, i), also) for i, also in enumerate(row.get("also") or ()))

    def _also(self, where: tuple[str | int, ...], row: Mapping[str, Any]) -> Also:
        if "type" not in row:
            raise self.fail(where, "needs a type")
        given = {k: v for k, v in row.items() if k not in {"type", "needs", "status", "held"}}
        statuses = tuple(Status(s) for s in _listed(row.get("status") or [Status.ASSERTED, Status.PLANNED]))
        held = Status(row["held"]) if "held" in row else None
        arguments = tuple(sorted((k, str(v)) for k, v in given.items()))
        return Also(row["type"], arguments, tuple(row.get("needs", ())), statuses, held)

    def _examples(self, arguments: Mapping[str, ArgumentSpec]) -> Iterator[Example]:
        rows = self.table["examples"]
        for index, row in enumerate(rows):
            if "text" not in row or "facts" not in row:
                raise self.fail(("examples", index), "an example has text and facts")
            for fact in row["facts"]:
                self._known(("examples", index, "facts"), fact, {*arguments, "status"})
            yield Example(row["text"], tuple(row["facts"]))
        if all(row["facts"] for row in rows) or not any(row["facts"] for row in rows):
            raise self.fail(("examples",), "give examples with facts and examples that must give none")


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _lemma(text: str) -> tuple[str, str | None]:
    first, _, rest = text.lower().partition(" ")
    return first, rest or None
