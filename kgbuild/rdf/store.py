"""The graph on disk: written whole beside the old one, then put in force at once; read without locking.

A store is a folder with `FORMAT` (the layout's version), `.lock`, one Oxigraph database `graph-<key>/`, and
`CURRENT`, which names the database in force. Other stages keep files of their own beside these.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kgbuild.errors import QueryError, StoreError
from kgbuild.files import replace_text
from kgbuild.rdf.bound import Values, with_values
from kgbuild.rdf.graph import QueryResult, damaged, syntax_problem
from kgbuild.rdf.vocabulary import PREFIXES, Term

if TYPE_CHECKING:
    from filelock import BaseFileLock

FORMAT = 1
"""The version of the folder's layout that this code reads and writes."""

GraphName = NamedNode | DefaultGraph

_DATABASE_ERRORS = ("Corruption", "IO error")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the store of `folder` for writing, and make it where there is none; may be nested in one thread.

    Raises:
        StoreError: Another process or thread is writing to it, the folder holds other things, it was made by
            a newer kgbuild, or it cannot be written to.
    """
    lock = _locked(folder)
    try:
        yield
    finally:
        lock.release()


def write_graph(folder: Path, key: str, quads: Iterable[Quad]) -> None:
    """Write `quads` as the graph of the store, instead of the one it has.

    The new graph is written beside the old one and put in force in one step: a killed run leaves the old one.

    Args:
        folder: The store; made where there is none.
        key: What the graph was made from, as letters and digits: see `current_key`.
        quads: The whole graph.

    Raises:
        StoreError: As for `writing`.
        ValueError: `key` has other characters.
    """
    if not re.fullmatch(r"[A-Za-z0-9]+", key):
        raise ValueError(f"not a key of letters and digits: {key!r}")
    with writing(folder):
        in_force = _current(folder)
        old = in_force["graph"] if in_force else None
        name = f"graph-{key}" if old != f"graph-{key}" else f"graph-{key}-again"
        _remove_graphs(folder, keep=old)
        count = _load(folder / name, quads)
        replace_text(folder / "CURRENT", json.dumps({"graph": name, "key": key, "quads": count}) + "\n")
        _remove_graphs(folder, keep=name)


def current_key(folder: Path) -> str | None:
    """Return the key of the graph in force, or None where there is none.

    Raises:
        StoreError: The store is damaged, or was made by a newer kgbuild.
    """
    _require_known_format(folder)
    in_force = _current(folder)
    return in_force["key"] if in_force else None


def open_graph(folder: Path) -> EmbeddedGraph:
    """Return the graph of the store, to read from; what is written later is not seen.

    Raises:
        StoreError: There is no store, it has no graph yet, it is damaged, or it was made by a newer kgbuild.
    """
    build = f"Make one: 'kgbuild build SOURCE... --store {folder}'."
    if not folder.is_dir():
        raise StoreError(f"{folder}: no store here", build)
    _require_known_format(folder)
    in_force = _current(folder)
    if in_force is None:
        raise StoreError(f"{folder}: no graph here yet", build)
    try:
        store = ox.Store.read_only(str(folder / in_force["graph"]))
        holds_any = next(iter(store), None) is not None
    except (OSError, RuntimeError) as error:
        raise damaged(str(folder), str(error)) from error
    # Oxigraph takes a database whose manifest is cut short for an empty one.
    if in_force["quads"] and not holds_any:
        raise damaged(str(folder), f"{in_force['quads']} quads are gone")
    return EmbeddedGraph(store, folder, in_force["key"])


@dataclass(frozen=True, slots=True)
class Dataset:
    """Which graphs of a store a query sees.

    Attributes:
        default: Those whose union is its default graph.
        named: Those that GRAPH finds.
    """

    default: tuple[ox.NamedNode, ...] = ()
    named: tuple[ox.NamedNode, ...] = ()


class EmbeddedGraph:
    """A graph on this disk or in memory: a frozen view of an Oxigraph store; see `graph.Graph`.

    Args:
        store: The Oxigraph store.
        folder: Where it lies, for messages.
        key: What it was made from: see `current_key`; empty for a graph that is in no folder.
    """

    notice = ""

    def __init__(self, store: ox.Store, folder: Path, key: str = "") -> None:
        self._store = store
        self.folder = folder
        self.key = key

    @property
    def place(self) -> str:
        """The folder it lies in, for messages."""
        return str(self.folder)

    def query(
        self,
        sparql: str,
        bindings: Values | None = None,
        dataset: Dataset | None = None,
    ) -> QueryResult:
        """Return the answer to a query; see `graph.Graph.query`.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: Values of selected variables, by name without "?"; of several, rows for each.
            dataset: What the query sees, instead of the union of all graphs.

        Raises:
            QueryError: The query does not parse, or uses what the store does not know; says where or what.
            StoreError: The store is damaged.
        """
        values: dict[ox.Variable, Any] = {}
        several: dict[str, Sequence[Term]] = {}
        for name, value in (bindings or {}).items():
            if isinstance(value, Sequence):
                several[name] = value
            else:
                values[ox.Variable(name)] = value
        seen: dict[str, Any] = {"use_default_graph_as_union": True}
        if dataset is not None:
            seen = {"default_graph": list(dataset.default), "named_graphs": list(dataset.named)}
        try:
            return self._store.query(
                with_values(sparql, several), prefixes=dict(PREFIXES), substitutions=values, **seen
            )
        except SyntaxError as error:
            raise syntax_problem(error) from error
        except (OSError, RuntimeError) as error:
            if str(error).startswith(_DATABASE_ERRORS):
                raise damaged(self.place, str(error)) from error
            raise QueryError(f"the query cannot be answered: {error}", "Correct the query.") from error

    def names(self) -> list[GraphName]:
        """Return the named graphs by name, and the default graph last.

        Raises:
            StoreError: The store is damaged.
        """
        try:
            named = [name for name in self._store.named_graphs() if isinstance(name, NamedNode)]
        except (OSError, RuntimeError) as error:
            raise damaged(self.place, str(error)) from error
        return [*sorted(named, key=str), DefaultGraph()]

    def triples(self, name: GraphName) -> list[Triple]:
        """Return the triples of one graph, in no order.

        Raises:
            StoreError: The store is damaged.
        """
        try:
            return [quad.triple for quad in self._store.quads_for_pattern(None, None, None, name)]
        except (OSError, RuntimeError) as error:
            raise damaged(self.place, str(error)) from error

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, in no order.

        Raises:
            StoreError: The store is damaged.
        """
        try:
            yield from self._store
        except (OSError, RuntimeError) as error:
            raise damaged(self.place, str(error)) from error


def _locked(folder: Path) -> BaseFileLock:
    from filelock import FileLock, Timeout  # costs time that who only reads need not spend

    try:
        folder.mkdir(parents=True, exist_ok=True)
        _require_store_or_empty(folder)
        # A singleton for each path, so that who holds the lock can call another that takes it.
        lock = FileLock(folder / ".lock", timeout=0, is_singleton=True)
        lock.acquire()
    except Timeout as error:
        hint = "Wait until it has finished, or give another folder with --store."
        raise StoreError(f"{folder}: another kgbuild is writing to this store", hint) from error
    except OSError as error:
        hint = "Give a folder that you may write to, with --store."
        raise StoreError(f"{error.filename or folder}: {error.strerror or error}", hint) from error
    if not (folder / "FORMAT").exists():
        replace_text(folder / "FORMAT", f"{FORMAT}\n")
    return lock


def _load(target: Path, quads: Iterable[Quad]) -> int:
    """Write a database and return how many quads it holds."""
    count = 0

    def counted() -> Iterator[Quad]:
        nonlocal count
        for quad in quads:
            count += 1
            yield quad

    store = ox.Store(str(target))
    store.bulk_extend(counted())
    store.flush()
    return count


def _current(folder: Path) -> dict[str, Any] | None:
    file = folder / "CURRENT"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {"graph": str(found["graph"]), "key": str(found["key"]), "quads": int(found["quads"])}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(str(folder), f"CURRENT: {error}") from error


def _require_store_or_empty(folder: Path) -> None:
    """Raise where `folder` holds other things: nothing of theirs may be taken for an old graph."""
    if not (folder / "FORMAT").exists() and any(entry.name != ".lock" for entry in folder.iterdir()):
        hint = "Give a folder that is empty or does not exist yet, with --store."
        raise StoreError(f"{folder}: holds other files, and is not a store of kgbuild", hint)
    _require_known_format(folder)


def _require_known_format(folder: Path) -> None:
    try:
        version = int((folder / "FORMAT").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        hint = "Move the folder away and build the graph again: 'kgbuild build SOURCE...'."
        raise StoreError(f"{folder}: the store is damaged: FORMAT: {error}", hint) from error
    if version > FORMAT:
        message = f"{folder}: made by a newer kgbuild (format {version}; this one knows {FORMAT})"
        raise StoreError(message, "Install the newer kgbuild, or build into another folder with --store.")


def _remove_graphs(folder: Path, keep: str | None) -> None:
    for graph in sorted(folder.glob("graph-*")):
        if graph.name != keep:
            # Where a reader holds it open and the system forbids removal, the next write removes it.
            shutil.rmtree(graph, ignore_errors=True)
