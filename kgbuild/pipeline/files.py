"""The files of a store beside its graph, written so that a killed run leaves the old one or the new one."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import StoreError
from kgbuild.files import replace_text

ERRORS = "surrogatepass"  # file names and feeds may hold lone surrogates, and nothing of them is to be lost


def write_text(path: Path, text: str) -> None:
    """Put `text` into the file `path` in one step; its folder is made when missing.

    Raises:
        StoreError: It cannot be written; the old file is as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, text, ERRORS)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror}",
            "Make room or give the right to write, and run the same command again: it goes on where it was.",
        ) from error


def read_text(path: Path) -> str:
    """Return the text that `write_text` put into the file `path`."""
    return path.read_bytes().decode("utf-8", errors=ERRORS)
