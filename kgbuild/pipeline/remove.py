"""Withdrawing articles: the graph becomes the one that was never built with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from kgbuild.config import Settings
from kgbuild.errors import NotFoundError, StoreError
from kgbuild.pipeline.assembly import assemble, publish
from kgbuild.pipeline.readings import ReadingCache
from kgbuild.pipeline.register import FILE, Article, Entry, articles, load_register
from kgbuild.pipeline.report import RemoveReport
from kgbuild.progress import Progress, silent
from kgbuild.rdf.store import writing


def remove(settings: Settings, names: Sequence[str], *, progress: Progress = silent) -> RemoveReport:
    """Withdraw articles from the store of `settings`, with exactly what they brought.

    Args:
        settings: Where the store is.
        names: Articles' identifiers, or the files, folders or globs they came from. A file withdraws what it
            brought: its article stays when another file holds the same text.
        progress: Who is told how far it is.

    Returns:
        Which articles are gone, and what the graph holds now.

    Raises:
        NotFoundError: One of `names` fits no article, or several; nothing is withdrawn then.
        StoreError: There is no store, or it is locked, damaged or cannot be written.
    """
    if not (settings.store / FILE).is_file():
        raise _no_documents(settings)
    with writing(settings.store):
        old = load_register(settings.store)
        known = articles(old)
        gone = {entry for name in names for entry in _named(name, known)}
        entries = [entry for entry in old if entry not in gone]
        contents = assemble(settings, entries, progress)
        publish(settings, progress)
        ReadingCache(settings.store).sweep({entry.reading for entry in entries})
    left = {entry.text for entry in entries}
    touched = [article for article in known if not gone.isdisjoint(article.entries)]
    return RemoveReport(
        removed=tuple(article.id for article in touched if article.entry.text not in left),
        kept=tuple(article.id for article in touched if article.entry.text in left),
        contents=contents,
    )


def _no_documents(settings: Settings) -> StoreError:
    if settings.endpoint is None:
        return StoreError(f"{settings.store}: there is no store here", "Name its folder with --store.")
    message = f"{settings.store}: the documents of {settings.place} are not here"
    return StoreError(message, "Go to the folder it was built from, or name theirs with --work.")


def _named(name: str, known: Sequence[Article]) -> list[Entry]:
    """Return the entries `name` fits: as an identifier in the graph, a place, or a file's own identifier."""
    entries = [entry for article in known for entry in article.entries]
    by_identifier = [entry for article in known if article.id == name for entry in article.entries]
    found = by_identifier or [entry for entry in entries if _comes_from(entry, name)]
    if found:
        return found
    candidates = [article for article in known if any(entry.id == name for entry in article.entries)]
    if len(candidates) == 1:
        return list(candidates[0].entries)
    if candidates:
        raise NotFoundError(f"{name}: several articles are called so", f"Choose: {_listed(candidates)}.")
    raise NotFoundError(f"{name}: no article of that name or file is in the store", _nearest(name, known))


def _comes_from(entry: Entry, name: str) -> bool:
    """Whether `name` is the file of `entry`, its record ("a.jsonl#7"), a folder above it or a glob."""
    if not entry.file:
        return False
    path = str(Path(name).resolve())
    place = f"{entry.file}{entry.record}"
    inside = Path(entry.file).is_relative_to(path)
    return inside or place == path or fnmatchcase(entry.file, path) or fnmatchcase(place, path)


def _nearest(name: str, known: Iterable[Article]) -> str:
    from rapidfuzz import process  # only for the hint

    near = [match for match, _, _ in process.extract(name, [a.id for a in known], limit=3, score_cutoff=60)]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "'kgbuild query articles' lists the articles of the store."


def _listed(found: Iterable[Article]) -> str:
    return ", ".join(f"{article.id} ({article.entry.shown()})" for article in found)
