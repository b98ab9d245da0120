"""From the readings of a store to its graph: a function of the set of its articles alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import kgbuild
from kgbuild import ids
from kgbuild.config import Settings
from kgbuild.errors import StoreError
from kgbuild.pipeline.files import read_text, write_text
from kgbuild.pipeline.readings import ReadingCache
from kgbuild.pipeline.register import Article, Entry, articles, save_register
from kgbuild.pipeline.report import Contents, count_contents
from kgbuild.progress import Progress
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import current_key, open_graph, write_graph
from kgbuild.resolve import load_rules, resolve

CONTENTS_FILE = "contents.json"
CODE = ("model.py", "ids.py", "resolve", "rdf")
"""The parts of this package that decide what the graph of given readings is."""


def assemble(settings: Settings, entries: Sequence[Entry], progress: Progress) -> Contents:
    """Make the store one of `entries`: their list, and their graph unless it is there already.

    Neither is touched when a reading is missing or damaged.

    Returns:
        What the graph holds.

    Raises:
        StoreError: A reading is missing or damaged, or the graph cannot be written.
    """
    known = articles(entries)
    key = _graph_key(settings, known)
    if _is_in_force(settings.store, key):
        contents = _load_contents(settings.store, known)
        if contents is not None:
            save_register(settings.store, entries)
            return contents
    cache = ReadingCache(settings.store)
    readings = [cache.load(article.entry.reading, article.id) for article in known]
    save_register(settings.store, entries)
    progress("Finding who is who", 0, 0)
    resolution = resolve(readings, rules=load_rules(settings.ontology))
    progress("Writing the graph", 0, 0)
    ontology = load_ontology(settings.ontology)
    write_graph(settings.store, key, quads(readings, resolution.entities, ontology, settings.base))
    contents = count_contents(readings, resolution.entities)
    _save_contents(settings.store, known, key, contents)
    return contents


def publish(settings: Settings, progress: Progress, *, take_over: bool = False) -> None:
    """Send the graph of the working folder to its endpoint, where the settings have one.

    Args:
        settings: Where the graph is, and where it goes.
        progress: Who is told how far it is.
        take_over: Whether a graph there that another working folder made may be replaced.

    Raises:
        StoreError: The endpoint cannot be reached or refuses, or another folder's graph is there.
    """
    key = current_key(settings.store)
    if settings.endpoint is None or key is None:
        return
    from kgbuild.rdf.upload import upload  # httpx costs time that a folder does not need

    def sent(done: int, of: int) -> None:
        progress("Sending the graph", done, of)

    graph = open_graph(settings.store)
    upload(graph, key, settings.endpoint, settings.base, take_over=take_over, progress=sent)


def is_assembled(store: Path, known: Sequence[Article]) -> bool:
    """Whether the graph in force in `store` is one of the articles `known`, whatever else made it."""
    return _load_contents(store, known) is not None


def _is_in_force(store: Path, key: str) -> bool:
    """Whether the graph `key` is in force and can be opened: a damaged one is written anew."""
    if current_key(store) != key:
        return False
    try:
        open_graph(store)
    except StoreError:
        return False
    return True


def _graph_key(settings: Settings, known: Sequence[Article]) -> str:
    """Return the key of the graph of `known`: it changes when anything does that the graph depends on."""
    package = Path(__file__).parents[1]
    code = [_files_digest(package / name) for name in CODE]
    ontology = _files_digest(settings.ontology)
    return ids.digest(kgbuild.__version__, settings.base, ontology, *code, _articles_key(known))


def _articles_key(known: Iterable[Article]) -> str:
    return ids.digest(*(part for article in known for part in (article.id, article.entry.reading)))


def _files_digest(path: Path) -> str:
    """Return the digest of the file `path`, or of all code and data below the folder `path`."""
    files = sorted(file for file in path.rglob("*") if _is_source(file)) if path.is_dir() else [path]
    names = (file.relative_to(path.parent).as_posix() for file in files)
    contents = (file.read_bytes().hex() for file in files)
    return ids.digest(*names, *contents)


def _is_source(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc"


def _load_contents(store: Path, known: Sequence[Article]) -> Contents | None:
    """Return what the graph in force holds, if it was counted and is a graph of `known`."""
    try:
        table = json.loads(read_text(store / CONTENTS_FILE))
        if (table["graph"], table["articles"]) != (current_key(store), _articles_key(known)):
            return None
        return Contents(**table["contents"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # only a copy of what the readings say: it is counted again


def _save_contents(store: Path, known: Sequence[Article], key: str, contents: Contents) -> None:
    table = {"graph": key, "articles": _articles_key(known), "contents": asdict(contents)}
    write_text(store / CONTENTS_FILE, json.dumps(table, sort_keys=True) + "\n")
