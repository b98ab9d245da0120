"""Opening files: finds out which documents there are and which of them have not been read yet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from kgbuild.documents import Locator, read
from kgbuild.model import Document, Finding, Level
from kgbuild.pipeline.files import ERRORS
from kgbuild.pipeline.readings import ReadingCache, reading_key
from kgbuild.pipeline.register import Entry, text_digest
from kgbuild.progress import Progress, track

STAGE = "Opening files"


@dataclass(slots=True)
class Opened:
    """What came out of the files of one build.

    Attributes:
        entries: The documents found, in the order of the files.
        whole: The files of which every part could be opened.
        findings: What could not be opened, and why.
    """

    entries: list[Entry] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class Pending:
    """Documents that wait to be read, on disk, so that memory does not grow with their number.

    Each key is taken once. Use it in a `with` statement.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", errors=ERRORS, newline="\n")  # noqa: SIM115
        self._places: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def keys(self) -> Set[str]:
        """The keys of the documents that wait."""
        return self._places.keys()

    def add(self, key: str, place: str, document: Document) -> None:
        """Put `document` in the queue; `place` says where it comes from, for a person to read."""
        if key not in self._places:
            self._places[key] = place
            self._file.write(document.to_json() + "\n")

    def __iter__(self) -> Iterator[tuple[str, str, Document]]:
        """Yield key, place and document of each, in the order they were added."""
        self._file.seek(0)
        for (key, place), line in zip(self._places.items(), self._file, strict=True):
            yield key, place, Document.from_json(line)


def open_documents(
    locators: Sequence[Locator], fingerprint: str, cache: ReadingCache, pending: Pending, progress: Progress
) -> Opened:
    """Open the files at `locators`, and put what the reader `fingerprint` has not read yet into `pending`."""
    opened = Opened()
    for locator in track(progress, STAGE, locators, len(locators)):
        _open_one(locator, fingerprint, cache, pending, opened)
    return opened


def queue_outdated(
    entries: Iterable[Entry], fingerprint: str, cache: ReadingCache, pending: Pending
) -> dict[Entry, Entry]:
    """Put those of `entries` that another reader has read into `pending`.

    Their texts come from their readings, not from their files, which may be gone.

    Returns:
        For each of them the entry it becomes.
    """
    renewed = {}
    for entry in entries:
        if entry.reader != fingerprint:
            document = cache.load(entry.reading, entry.id).document
            renewed[entry] = _enter(document, entry.file, entry.record, fingerprint, cache, pending)
    return renewed


def _open_one(
    locator: Locator, fingerprint: str, cache: ReadingCache, pending: Pending, opened: Opened
) -> None:
    file = "" if locator.path is None else str(locator.path.resolve())
    whole = True
    for item in read(locator):
        if isinstance(item, Finding):
            opened.findings.append(item)
            whole = whole and item.level is not Level.ERROR
            continue
        place, document = item
        if not document.body:
            opened.findings.append(_no_body(place))
            whole = False
            continue
        record = place.removeprefix(str(locator))
        opened.entries.append(_enter(document, file, record, fingerprint, cache, pending))
    if whole and file:
        opened.whole.add(file)


def _enter(
    document: Document, file: str, record: str, fingerprint: str, cache: ReadingCache, pending: Pending
) -> Entry:
    key = reading_key(fingerprint, document)
    entry = Entry(document.id, text_digest(document.text), key, fingerprint, file, record)
    if key not in cache:
        pending.add(key, entry.shown(), document)
    return entry


def _no_body(place: str) -> Finding:
    message = (
        "no text of an article was found in it; it is left out. Look whether it holds more than navigation."
    )
    return Finding(Level.ERROR, "empty-body", place, message)
