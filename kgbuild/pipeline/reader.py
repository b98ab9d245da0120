"""What the pipeline asks of a reader, and the one it takes unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kgbuild.config import Settings
from kgbuild.model import Document, Reading


class Reader(Protocol):
    """Reads documents: gives one reading for each, in their order."""

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield what each of `documents` says."""
        ...


@dataclass(frozen=True, slots=True)
class ReaderSource:
    """A reader that is loaded only when there is something to read.

    Attributes:
        fingerprint: The hash of all that decides what it reads: model, rules, knowledge.
        load: Loads it; costs seconds.
    """

    fingerprint: str
    load: Callable[[], Reader]


def spacy_reader(settings: Settings) -> ReaderSource:
    """Return the reader that `settings` name: a spaCy pipeline with the frames and gazetteers of a folder."""
    from kgbuild import nlp  # spaCy costs seconds, which a build that reads nothing does not pay

    return ReaderSource(
        fingerprint=nlp.fingerprint(settings.model, settings.ontology),
        load=lambda: nlp.load_reader(settings.model, settings.ontology),
    )
