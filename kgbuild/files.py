"""Writes files so that a killed run leaves the old one or the new one, never a half."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOTDIR
from pathlib import Path
from typing import BinaryIO

TEMPORARY_SUFFIX = ".tmp"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of the file `path` when all is written.

    What is written is on the disk before it does: a power cut leaves no file that is there and empty. Where
    an error comes through, the old file is as it was. A link stays one; a pipe or device is just written to.

    Raises:
        OSError: It cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            yield out
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY_SUFFIX}")
    try:
        with temporary.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_in(path: Path) -> Iterator[Path]:
    """Give an empty folder to write files into, which become those of the folder `path` when all are written.

    A folder that is not there is made. In one that is, files of the same names are replaced, others stay.
    Where an error comes through, all is as it was.

    Raises:
        OSError: They cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY_SUFFIX}")
    try:
        temporary.mkdir()
        yield temporary
        files = sorted(temporary.iterdir())
        for file in files:
            _flush(file)
            if (target / file.name).is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(target / file.name))
        if not target.exists():
            temporary.rename(target)
            return
        for file in files:
            file.replace(target / file.name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_stale(path: Path) -> None:
    """Remove what killed runs have left beside `path`; not on Windows, where none is told from a living one.

    It looks through the whole folder: not for files of which a folder holds thousands.
    """
    if os.name != "posix":
        return
    target = path.resolve()
    for left in target.parent.glob(f".{glob.escape(target.name)}.*{TEMPORARY_SUFFIX}"):
        process = left.name.split(".")[-2]
        if process.isdigit() and not _runs(int(process)):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # which only asks
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _flush(file: Path) -> None:
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def replace_text(path: Path, text: str, errors: str = "strict") -> None:
    """Put `text` into the file `path` in one step.

    Args:
        path: The file; its folder has to be there.
        text: What it is to hold, in UTF-8.
        errors: What becomes of lone surrogates: see `codecs`.

    Raises:
        OSError: It cannot be written; the old file is as it was.
        UnicodeEncodeError: `errors` is strict, and `text` holds lone surrogates.
    """
    data = text.encode("utf-8", errors=errors)
    with replacing(path) as out:
        out.write(data)
