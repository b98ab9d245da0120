"""Reading documents: each reading is kept as it comes, and one that fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import islice

from kgbuild.errors import KgbuildError
from kgbuild.model import Document, Finding, Level
from kgbuild.pipeline.opening import Pending
from kgbuild.pipeline.reader import Reader, ReaderSource
from kgbuild.pipeline.readings import ReadingCache
from kgbuild.progress import Progress, track

LOADING = "Loading the model"
READING = "Reading articles"
BATCH = 32
"""Documents a reader gets at a time: enough to work in batches, few enough to find the one that fails."""

Item = tuple[str, str, Document]

logger = logging.getLogger(__name__)


def read_pending(
    pending: Pending, source: ReaderSource, cache: ReadingCache, progress: Progress
) -> dict[str, Finding]:
    """Read what waits in `pending` into `cache`.

    Returns:
        A finding for the key of each document the reader failed on.
    """
    if not pending.keys:
        return {}
    progress(LOADING, 0, 0)
    reader = source.load()
    outcomes = _read_all(reader, iter(pending), cache)
    tracked = track(progress, READING, outcomes, len(pending.keys))
    return {key: failure for key, failure in tracked if failure is not None}


def _read_all(
    reader: Reader, queue: Iterator[Item], cache: ReadingCache
) -> Iterator[tuple[str, Finding | None]]:
    while batch := list(islice(queue, BATCH)):
        yield from _read_batch(reader, batch, cache)


def _read_batch(
    reader: Reader, batch: Sequence[Item], cache: ReadingCache
) -> Iterator[tuple[str, Finding | None]]:
    """Yield the key of each document once it is read or has failed."""
    readings = reader.read([document for _, _, document in batch])
    for position, (key, _, _) in enumerate(batch):
        try:
            reading = next(readings)
        except Exception:
            logger.debug("a batch failed; the rest of it is read one by one", exc_info=True)
            for item in batch[position:]:
                yield item[0], _read_alone(reader, item, cache)
            return
        cache.save(key, reading)
        yield key, None


def _read_alone(reader: Reader, item: Item, cache: ReadingCache) -> Finding | None:
    key, place, document = item
    try:
        (reading,) = reader.read([document])
    except KgbuildError as error:
        return Finding(Level.ERROR, "not-read", place, f"{error.message}. {error.hint}".strip())
    except Exception as error:
        logger.debug("%s: the reader failed", place, exc_info=True)
        message = (
            f"the reader failed on it: {type(error).__name__}: {error}. The others were read. "
            f"'kgbuild --debug build' on this file alone shows where; please report it."
        )
        return Finding(Level.ERROR, "reader-failed", place, message)
    cache.save(key, reading)
    return None
