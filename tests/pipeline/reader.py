"""A small reader for tests of the pipeline: quick, and with sentences that it fails on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild import ids
from kgbuild.model import (
    Argument,
    Document,
    Fact,
    Form,
    Kind,
    Mention,
    Reading,
    Referent,
    Span,
    Status,
)
from kgbuild.pipeline.reader import ReaderSource

SENTENCE = re.compile(
    r"(?P<agent>[A-Z]\w+ [A-Z]\w+) (?P<verb>criticised|praised) (?P<target>[A-Z]\w+ [A-Z]\w+)\."
)
TYPES = {"criticised": "Criticism", "praised": "Praise"}


@dataclass
class SentenceReader:
    """Reads "Ann Lee criticised Bob Ray.", fails on "Crash", and is interrupted at "Interrupt".

    Attributes:
        fingerprint: What it calls itself.
        read_texts: The texts it has read so far, in order.
        loads: How often it was loaded.
    """

    fingerprint: str = "sentences-1"
    read_texts: list[str] = field(default_factory=list)
    loads: int = 0

    @property
    def source(self) -> ReaderSource:
        return ReaderSource(self.fingerprint, self._load)

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if "Crash" in document.text:
                raise ValueError("the sentence cannot be read")
            if "Interrupt" in document.text:
                raise KeyboardInterrupt
            self.read_texts.append(document.text)
            yield self._reading(document)

    def _load(self) -> SentenceReader:
        self.loads += 1
        return self

    def _reading(self, document: Document) -> Reading:
        referents: dict[str, Referent] = {}
        mentions, facts = [], []
        for match in SENTENCE.finditer(document.text):
            people = {role: _referent(match[role]) for role in ("agent", "target")}
            for role, person in people.items():
                referents[person.id] = person
                span = Span(match.start(role), match.end(role))
                mentions.append(Mention(span, Kind.PERSON, Form.NAME, person.id, "pattern"))
            facts.append(
                Fact(
                    type=TYPES[match["verb"]],
                    args=tuple(sorted(Argument(role, p.label, p.id) for role, p in people.items())),
                    status=Status.ASSERTED,
                    evidence=Span(match.start(), match.end()),
                    trigger=Span(match.start("verb"), match.end("verb")),
                    rule=self.fingerprint,
                    confidence=0.9,
                )
            )
        ordered = tuple(sorted(referents.values(), key=lambda r: r.id))
        return Reading(
            document, self.fingerprint, ordered, tuple(sorted(mentions, key=lambda m: m.span)), tuple(facts)
        )


def _referent(name: str) -> Referent:
    return Referent(f"person:{ids.slug(name)}", Kind.PERSON, name)
