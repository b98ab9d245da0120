"""Compares evidence with the texts it is taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.rdf.index import Index
from kgbuild.rdf.vocabulary import Term, clean

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a piece of evidence says that it stands, and its words."""

    evidence: Term
    article: NamedNode
    start: int
    end: int
    words: str


def misquotations(index: Index, texts: Mapping[str, str]) -> Iterator[tuple[str, Term, str]]:
    """Yield code, evidence and message where words are not those at their place in the text.

    Evidence that is not well formed, and articles whose text is not at hand, are for others to report.
    """
    for stretch in _stretches(index):
        text = texts.get(index.text(stretch.article, "dcterms:identifier") or "")
        length = stretch.end - stretch.start
        if length != len(stretch.words):
            place = f"From {stretch.start} to {stretch.end} are {length} characters"
            message = f"{place}, but its words are {len(stretch.words)}; build the graph again."
            yield "evidence-length", stretch.evidence, message
        elif text is not None and stretch.end > len(text):
            place = f"It ends at {stretch.end}, but the text at {len(text)}"
            yield "evidence-out-of-text", stretch.evidence, f"{place}: it has changed; build the graph again."
        elif text is not None and (difference := _difference(text, stretch)):
            yield (
                "evidence-differs",
                stretch.evidence,
                f"{difference}: it has changed; build the graph again.",
            )


def articles_without_text(index: Index, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the identifier of each article whose evidence cannot be compared, and a message."""
    sources = [
        node for evidence in index.subjects("oa:hasSource") for node in index.nodes(evidence, "oa:hasSource")
    ]
    for identifier, count in Counter(index.text(source, "dcterms:identifier") for source in sources).items():
        if identifier is not None and identifier not in texts:
            message = f"Its text is not at hand: {count} pieces of evidence were not compared with it"
            yield identifier, f"{message}; build it again."


def _stretches(index: Index) -> Iterator[Stretch]:
    for evidence in index.subjects("oa:hasSource"):
        found: dict[str, str] = {}
        for selector in index.objects(evidence, "oa:hasSelector"):
            for name in ("oa:start", "oa:end", "oa:exact"):
                value = index.text(selector, name)
                if value is not None:
                    found[name] = value
        try:
            start, end, words = int(found["oa:start"]), int(found["oa:end"]), found["oa:exact"]
        except (KeyError, ValueError):
            continue
        for article in index.nodes(evidence, "oa:hasSource"):
            if 0 <= start < end:
                yield Stretch(evidence, article, start, end, words)


def _difference(text: str, stretch: Stretch) -> str:
    """Return where the text begins to differ from the words, and how; empty where it does not."""
    there = clean(text[stretch.start : stretch.end])
    for place, (left, right) in enumerate(zip(there, stretch.words, strict=True)):
        if left != right:
            shown, expected = there[place:][:_SHOWN], stretch.words[place:][:_SHOWN]
            return f"At {stretch.start + place} the text reads {shown!r}, not {expected!r}"
    return ""
