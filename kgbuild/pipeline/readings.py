"""The cache of readings: one file for each document and reader, so that nothing is read twice.

A reading is kept under the hash of its reader and of the document's content, without the document's name:
the same text in two files is read once, and a reader that changes reads again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from pathlib import Path

from kgbuild import ids
from kgbuild.errors import StoreError
from kgbuild.files import TEMPORARY_SUFFIX
from kgbuild.model import Document, Reading
from kgbuild.pipeline.files import read_text, write_text

FOLDER = "readings"
KEY_LENGTH = 32


def reading_key(fingerprint: str, document: Document) -> str:
    """Return the key of what the reader `fingerprint` reads from `document`, whatever its identifier."""
    nameless = dataclasses.replace(document, id="")
    return ids.digest(fingerprint, nameless.to_json(), length=KEY_LENGTH)


class ReadingCache:
    """The readings of a store.

    Args:
        store: The store's folder.
    """

    def __init__(self, store: Path) -> None:
        self._folder = store / FOLDER

    def __contains__(self, key: str) -> bool:
        return self._path(key).is_file()

    def save(self, key: str, reading: Reading) -> None:
        """Keep `reading` under `key`; it is there whole or not at all."""
        write_text(self._path(key), reading.to_json() + "\n")

    def load(self, key: str, identifier: str) -> Reading:
        """Return the reading kept under `key`, of a document that is to be called `identifier`.

        Raises:
            StoreError: It is missing or damaged. A damaged one is set aside, so that a build makes it again.
        """
        path = self._path(key)
        hint = f"Build again with the file of the article {identifier!r}, or withdraw it with kgbuild remove."
        try:
            reading = Reading.from_json(read_text(path))
        except FileNotFoundError as error:
            raise StoreError(f"{path}: the reading of {identifier!r} is missing", hint) from error
        except (ValueError, OSError) as error:
            path.rename(path.with_suffix(".damaged"))
            raise StoreError(f"{path}: the reading of {identifier!r} is damaged: {error}", hint) from error
        return dataclasses.replace(reading, document=dataclasses.replace(reading.document, id=identifier))

    def sweep(self, keep: Collection[str]) -> int:
        """Delete all readings but those under the keys `keep`, and what killed runs left; return how many."""
        wanted = {self._path(key).name for key in keep}
        unused = [path for path in self._folder.glob("*") if path.name not in wanted]
        for path in unused:
            path.unlink()
        return sum(not path.name.endswith(TEMPORARY_SUFFIX) for path in unused)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
