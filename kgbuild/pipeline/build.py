"""Building: from files to a graph in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from kgbuild.config import Settings
from kgbuild.documents import Locator, discover
from kgbuild.errors import DocumentError
from kgbuild.model import Finding, Level
from kgbuild.pipeline.assembly import assemble, publish
from kgbuild.pipeline.opening import Opened, Pending, open_documents, queue_outdated
from kgbuild.pipeline.reader import ReaderSource, spacy_reader
from kgbuild.pipeline.reading import read_pending
from kgbuild.pipeline.readings import ReadingCache
from kgbuild.pipeline.register import (
    Article,
    Entry,
    articles,
    load_register,
    old_entries_that_stay,
)
from kgbuild.pipeline.report import BuildReport, Contents
from kgbuild.progress import Progress, silent
from kgbuild.rdf.store import writing


def build(
    settings: Settings,
    sources: Sequence[str],
    *,
    progress: Progress = silent,
    reader: ReaderSource | None = None,
    take_over: bool = False,
) -> BuildReport:
    """Add the articles of `sources` to the store of `settings`, and bring its graph in line.

    Only what is new or changed is read, and each reading is kept as soon as it is made, so that a killed
    build goes on where it was. When the reader has changed, all articles of the store are read again. A file
    opened again replaces what it brought before; what cannot be opened or read leaves its earlier version
    in place.

    Args:
        settings: Where the store is, and what reads.
        sources: Files, folders, globs, or "-" for standard input.
        progress: Who is told how far it is.
        reader: What reads; the spaCy pipeline of `settings` when None.
        take_over: Whether a graph at an endpoint that another working folder made may be replaced.

    Returns:
        What was read, what was left out and why, and what the graph holds.

    Raises:
        DocumentError: `sources` hold no file that could be an article.
        ModelError: The spaCy pipeline does not load.
        KnowledgeError: A file of the ontology folder has an error.
        StoreError: The store is locked, damaged or cannot be written, or its endpoint cannot be reached.
    """
    locators, findings = discover(sources)
    if not locators:
        raise _nothing_found(sources, findings)
    reader = reader or spacy_reader(settings)
    with writing(settings.store):
        report = _build(settings, locators, findings, progress, reader)
        publish(settings, progress, take_over=take_over)
    return report


def _build(
    settings: Settings,
    locators: Sequence[Locator],
    findings: Sequence[Finding],
    progress: Progress,
    reader: ReaderSource,
) -> BuildReport:
    cache = ReadingCache(settings.store)
    old = load_register(settings.store)
    with Pending() as pending:
        opened = open_documents(locators, reader.fingerprint, cache, pending, progress)
        unchanged = len({entry.reading for entry in opened.entries} - pending.keys)
        stay = old_entries_that_stay(old, opened.entries, opened.whole)
        renewed = queue_outdated(stay, reader.fingerprint, cache, pending)
        failures = read_pending(pending, reader, cache, progress)
        read = len(pending.keys) - len(failures)
    entries = _merge(old, opened, renewed, failures)
    contents = Contents(0, {}, {})
    if old or entries:
        contents = assemble(settings, entries, progress)
        cache.sweep({entry.reading for entry in entries})
    problems = [*findings, *opened.findings, *failures.values()]
    left_out = Counter(finding.code for finding in problems if finding.level is Level.ERROR)
    notices = _notices(articles(entries), set(opened.entries))
    return BuildReport(
        read=read,
        unchanged=unchanged,
        skipped=dict(sorted(left_out.items())),
        contents=contents,
        findings=tuple(sorted({*problems, *notices})),
    )


def _merge(
    old: Sequence[Entry], opened: Opened, renewed: Mapping[Entry, Entry], failures: Collection[str]
) -> list[Entry]:
    """Return what the store holds now: what was opened and read, and what that does not replace.

    Where the reader failed (`failures` are keys of readings), the earlier entry stays.
    """
    failed_files = {entry.file for entry in opened.entries if entry.reading in failures}
    new = [entry for entry in opened.entries if entry.reading not in failures]
    stay = old_entries_that_stay(old, new, opened.whole - failed_files)
    better = {entry: later for entry, later in renewed.items() if later.reading not in failures}
    return sorted({*new, *(better.get(entry, entry) for entry in stay)})


def _notices(known: Iterable[Article], new: Set[Entry]) -> Iterator[Finding]:
    """Yield what is worth knowing about the names of the articles that the entries `new` brought."""
    for article in known:
        if new.isdisjoint(article.entries):
            continue
        places = sorted({entry.shown() for entry in article.entries})
        if len(places) > 1:
            message = f"{' and '.join(places)} hold the same text; it counts once. Nothing needs to be done."
            yield Finding(Level.INFO, "same-text", article.id, message)
        if article.id != article.entry.id:
            message = (
                f"another text is called {article.entry.id!r} too, so {places[0]} is called {article.id!r} "
                f"in the graph. Rename one of the files if you want plain names."
            )
            yield Finding(Level.INFO, "same-name", article.id, message)


def _nothing_found(sources: Sequence[str], findings: Sequence[Finding]) -> DocumentError:
    reasons = "".join(f"\n  {finding.subject}: {finding.message}" for finding in findings)
    return DocumentError(
        f"no articles in {', '.join(sources)}{reasons}",
        "Give files or folders with .txt, .md, .html, .jsonl, .pdf or .docx files.",
    )
