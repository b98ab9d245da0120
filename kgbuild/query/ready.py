"""Ready queries: `.rq` files whose header tells what they answer and which parameters they take.

The header is YAML in the comment lines at the top of the file:

    # title: Who led what
    # answers: Who led a body, in which role and when.
    # parameters:
    #   body: {type: entity, kind: Organisation, variable: bodyIRI, help: only this body}
    #   status: {type: choice, choices: {asserted: "kg:Asserted", any: }, default: asserted, help: ...}
    # columns: {person: who led, role: the post}
    # example: kgbuild ask who-led --body "Northfield City Council"

A parameter binds the variable of its name, or the one that `variable` names, which the query has to select:
that is how Oxigraph takes values in. Its name is an option of the command that the query is, so it may not be
one of `RESERVED`. Dates called "since" and "until" may be given as a year or a month. Variables that
`columns` leaves out are not shown. A question with a column `article` takes a parameter `article` without
declaring it: it picks the rows of one article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from kgbuild.errors import KnowledgeError, NotFoundError
from kgbuild.model import Kind
from kgbuild.query.evidence import ARTICLE

QUERY_FILE = ".rq"
RESERVED = frozenset(
    {"store", "queries", "ontology", "format", "limit", "timeout", "all-evidence", "parts", "help"}
)
"""The options that every question has; no parameter may be called so."""

# All scalars are text: "on" is a name, not true. The loader in C is quicker; PyYAML may be built without it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")


class ParameterType(StrEnum):
    """What a parameter's value may be."""

    NAME = "name"
    """Any text."""
    DATE = "date"
    """YYYY-MM-DD; see `days.day` for what else."""
    INTEGER = "integer"
    CHOICE = "choice"
    """One of a list of words, each of which stands for a term or for anything."""
    ENTITY = "entity"
    """Something of the graph, by name, identifier or IRI."""
    ARTICLE = "article"
    """An article of the graph, by its identifier or the beginning of it: binds the identifier."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a ready query may be given.

    Attributes:
        name: What the user calls it.
        variable: The variable of the query that its value binds.
        type: What its value may be.
        help: What it does, in a few words.
        default: The value taken when none is given; None leaves the variable unbound.
        required: Whether a value has to be given.
        kinds: For an entity: the kinds that fit; empty for all.
        choices: For a choice: each word with the IRI, CURIE or text it stands for; None leaves the variable
            unbound.
        picks: Whether it picks rows of the answer, by the column `variable`, and binds nothing.
    """

    name: str
    variable: str
    type: ParameterType
    help: str
    default: str | None = None
    required: bool = False
    kinds: tuple[Kind, ...] = ()
    choices: tuple[tuple[str, str | None], ...] = ()
    picks: bool = False


_IN_ARTICLE = Parameter(
    ARTICLE, ARTICLE, ParameterType.ARTICLE, "only rows whose sentence stands in this article", picks=True
)
"""What every question takes whose answer has the column, but for one with a parameter of that name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: the variable, and what it holds."""

    name: str
    help: str


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query file.

    Attributes:
        name: The file's stem.
        path: The file.
        text: The whole file: SPARQL.
        title: The question in a few words.
        answers: What it answers, in a sentence or two.
        parameters: In the header's order, and behind them what picks rows.
        columns: In the header's order; empty, for all that is selected, when the file has no header.
        example: A command that runs it.
    """

    name: str
    path: Path
    text: str
    title: str
    answers: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    example: str = ""


def list_queries(folder: Path) -> tuple[ReadyQuery, ...]:
    """Return the ready queries of `folder`, sorted by name.

    Raises:
        KnowledgeError: A file's header is wrong; names file, line and key.
    """
    return tuple(load_query(path) for path in sorted(folder.glob("*.rq")))


def load_query(path: Path) -> ReadyQuery:
    """Return the query of the file `path`, with or without a header.

    Raises:
        NotFoundError: There is no such file.
        KnowledgeError: It is not UTF-8 text, or its header is wrong; names file, line and key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NotFoundError(
            f"{path}: no such query file", "kgbuild ask lists the ready questions."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"{path}: cannot be read: {error}", "A query is a file of UTF-8 text."
        ) from error
    header = _header(text)
    if not header.startswith("title:"):
        return ReadyQuery(path.stem, path, text, path.stem)
    return _HeaderReader(path, header).query(text)


def _header(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines)


class _HeaderReader:
    """Reads a header; every error names the file, the line and the key.

    The header begins on the file's first line, so its lines are the file's.
    """

    def __init__(self, path: Path, header: str) -> None:
        self._path = path
        try:
            loader = _LOADER(header)
            self._root = loader.get_single_node()
            self._table = loader.construct_document(self._root)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise KnowledgeError(
                f"{path}:{line}: {error.problem}", "The header is YAML in '#' lines."
            ) from error

    def query(self, text: str) -> ReadyQuery:
        self._keys((), self._table, required={"title", "answers", "columns", "example"}, known={"parameters"})
        parameters = self._mapping(("parameters",)) if "parameters" in self._table else {}
        columns = self._mapping(("columns",))
        own = tuple(self._parameter(name) for name in parameters)
        in_general = (_IN_ARTICLE,) if ARTICLE in columns and ARTICLE not in parameters else ()
        return ReadyQuery(
            name=self._path.stem,
            path=self._path,
            text=text,
            title=self._string(("title",)),
            answers=self._string(("answers",)),
            parameters=(*own, *in_general),
            columns=tuple(Column(name, self._string(("columns", name))) for name in columns),
            example=self._string(("example",)),
        )

    def _parameter(self, name: str) -> Parameter:
        path = ("parameters", name)
        table = self._mapping(path)
        if not _NAME.fullmatch(name):
            raise self._error(path, "expected letters, digits and hyphens: it becomes an option")
        if name in RESERVED:
            raise self._error(path, f"every question has an option --{name}; choose another name")
        known = {"variable", "default", "required", "kind", "choices"}
        self._keys(path, table, required={"type", "help"}, known=known)
        try:
            kind = ParameterType(self._string((*path, "type")))
        except ValueError:
            raise self._error((*path, "type"), f"expected one of {', '.join(ParameterType)}") from None
        required = table.get("required", "false")
        if required not in ("true", "false") or (required == "true" and "default" in table):
            raise self._error((*path, "required"), "expected true or false, and no default beside true")
        parameter = Parameter(
            name=name,
            variable=self._string((*path, "variable")) if "variable" in table else name,
            type=kind,
            help=self._string((*path, "help")),
            default=table.get("default"),
            required=required == "true",
            kinds=self._kinds((*path, "kind")) if "kind" in table else (),
            choices=self._choices((*path, "choices")) if "choices" in table else (),
        )
        self._check(path, parameter)
        return parameter

    def _check(self, path: tuple[str, ...], parameter: Parameter) -> None:
        if parameter.kinds and parameter.type is not ParameterType.ENTITY:
            raise self._error((*path, "kind"), "only an entity has a kind")
        if (parameter.type is ParameterType.CHOICE) != bool(parameter.choices):
            raise self._error(path, "choices are needed by a choice, and by nothing else")
        if parameter.choices and parameter.default not in (None, *(word for word, _ in parameter.choices)):
            raise self._error((*path, "default"), "expected one of the choices")

    def _kinds(self, path: tuple[str, ...]) -> tuple[Kind, ...]:
        value = self._value(path)
        try:
            return tuple(Kind(item) for item in (value if isinstance(value, list) else [value]))
        except ValueError:
            raise self._error(path, f"expected one or more of {', '.join(Kind)}") from None

    def _choices(self, path: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
        return tuple(
            (word, self._string((*path, word)) if term else None)
            for word, term in self._mapping(path).items()
        )

    def _keys(self, path: tuple[str, ...], table: object, *, required: set[str], known: set[str]) -> None:
        if not isinstance(table, dict):
            raise self._error(path, "expected keys with values")
        for key in table:
            if key not in required | known:
                raise self._error((*path, key), f"unknown key; known: {', '.join(sorted(required | known))}")
        for key in sorted(required - set(table)):
            raise self._error(path, f"{key!r} is missing")

    def _value(self, path: tuple[str, ...]) -> Any:
        value = self._table
        for key in path:
            value = value[key]
        return value

    def _mapping(self, path: tuple[str, ...]) -> Mapping[str, Any]:
        value = self._value(path)
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise self._error(path, "expected names with values")
        return value

    def _string(self, path: tuple[str, ...]) -> str:
        value = self._value(path)
        if not isinstance(value, str) or not value.strip():
            raise self._error(path, f"expected text, not {value!r}")
        return value.strip()

    def _error(self, path: tuple[str, ...], problem: str) -> KnowledgeError:
        line, node = 1, self._root
        for key in path:
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            for key_node, value_node in pairs:
                if str(key_node.value) == str(key):
                    line, node = key_node.start_mark.line + 1, value_node
        name = ".".join(str(key) for key in path) or "header"
        return KnowledgeError(f"{self._path}:{line}: {name}: {problem}", "See 'queries' in CONTRIBUTING.md.")
