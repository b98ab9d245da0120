"""The list of a store's documents: which file brought which text, and where its reading is kept.

The list holds each file's document under the name the file gives it. What the graph calls an article is a
view of the whole list (`articles`), so that neither the order nor the number of builds changes a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from kgbuild import ids
from kgbuild.errors import StoreError
from kgbuild.model import Record
from kgbuild.pipeline.files import read_text, write_text

FILE = "documents.jsonl"
SUFFIX_LENGTH = 6


@dataclass(frozen=True, slots=True, order=True)
class Entry(Record):
    """A document that a file brought.

    Attributes:
        id: The identifier its file or feed gives it.
        text: The digest of its text.
        reading: The key of its reading.
        reader: The fingerprint of what read it.
        file: The absolute path of its file; empty for standard input.
        record: Which record of the file it is ("#id7"); empty when the file is one document.
    """

    id: str
    text: str
    reading: str
    reader: str
    file: str = ""
    record: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Where it comes from: a place holds one document at a time."""
        return (self.file, self.record if self.file else self.text)

    def shown(self, folder: Path | None = None) -> str:
        """Return its place for a person to read: below `folder` (the working one) as a relative path."""
        if not self.file:
            return f"standard input{self.record}"
        path = Path(self.file)
        here = folder or Path.cwd()
        return f"{path.relative_to(here) if path.is_relative_to(here) else path}{self.record}"


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the store, as the graph knows it.

    Attributes:
        id: Its identifier in the graph: unique in the store.
        entry: The entry that stands for it.
        entries: All entries with this text, sorted.
    """

    id: str
    entry: Entry
    entries: tuple[Entry, ...]


def articles(entries: Iterable[Entry]) -> list[Article]:
    """Return the articles of a store, sorted by identifier.

    Entries with the same text are one article, called by the first of their names. Different texts of a name
    are called by the name and the first digits of their digests.
    """
    by_text: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_text[entry.text].append(entry)
    by_name: defaultdict[str, list[tuple[Entry, ...]]] = defaultdict(list)
    for same in by_text.values():
        ordered = tuple(sorted(same))
        by_name[ordered[0].id].append(ordered)
    found = [
        Article(name if len(texts) == 1 else f"{name}-{same[0].text[:SUFFIX_LENGTH]}", same[0], same)
        for name, texts in by_name.items()
        for same in texts
    ]
    return sorted(found, key=lambda article: article.id)


def old_entries_that_stay(
    old: Iterable[Entry], new: Collection[Entry], whole: Collection[str]
) -> list[Entry]:
    """Return those of the `old` entries of a store that the `new` ones do not replace.

    An entry is replaced when its place holds another document now, when its file is one of `whole` (all of it
    was opened, and the document is no longer there), or when its file is gone and its text came from another.
    """
    places = {entry.place for entry in new}
    texts = {entry.text for entry in new}

    def moved(entry: Entry) -> bool:
        return bool(entry.file) and entry.text in texts and not Path(entry.file).exists()

    return [e for e in old if e.place not in places and e.file not in whole and not moved(e)]


def text_digest(text: str) -> str:
    """Return the digest that tells one text from another."""
    return ids.digest(text, length=32)


def load_register(store: Path) -> list[Entry]:
    """Return the documents of `store`; none when it has no list yet.

    Raises:
        StoreError: The list is damaged.
    """
    path = store / FILE
    try:
        *lines, rest = read_text(path).split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error
    entries = []
    for number, line in enumerate(lines, start=1):
        try:
            entries.append(Entry.from_json(line))
        except ValueError as error:
            raise _damaged(path, f"line {number}: {error}") from error
    if rest:
        raise _damaged(path, "its last line is cut off")
    return entries


def save_register(store: Path, entries: Iterable[Entry]) -> None:
    """Write the list of the documents of `store`, sorted, in one step."""
    write_text(store / FILE, "".join(f"{entry.to_json()}\n" for entry in sorted(entries)))


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(
        f"{path}: the list of documents is damaged: {why}",
        "Restore it from a backup, or delete it and build again from all files; none is read twice.",
    )
