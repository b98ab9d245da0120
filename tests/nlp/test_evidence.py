"""Every stretch of evidence holds the words that a fact rests on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from kgbuild.documents import discover, read
from kgbuild.ids import fact_id
from kgbuild.model import Document, Fact, Reading, Span
from kgbuild.nlp.frames import load_frames
from kgbuild.nlp.lexicon import Lexicon
from tests.nlp.texts import ONTOLOGY, document, reader

ROOT = Path(__file__).parents[2]
FRAMES = load_frames(ONTOLOGY / "frames", Lexicon.load(ONTOLOGY / "gazetteer").lists)
WORKED_OUT = frozenset({"amount", "currency", "direction", "measure", "manner", "role"})
"""Arguments that are not read word for word: numbers, fixed values, the plain form of a verb."""
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
REQUIRED = {f.type: {name for name, spec in f.arguments.items() if spec.required} for f in FRAMES}


def _sample() -> Iterator[Document]:
    locators, _ = discover([str(ROOT / "data" / "articles")])
    for locator in locators:
        for found in read(locator):
            assert isinstance(found, tuple)
            yield found[1]


def _challenge() -> Iterator[Document]:
    for path in sorted((ROOT / "tests" / "challenge").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            yield document(case["text"], issued=case.get("published"), name=case["doc"])


@lru_cache(maxsize=2)
def readings(source: str) -> tuple[Reading, ...]:
    """Return the readings of the sample articles or of the challenge set's texts."""
    return tuple(reader().read(_sample() if source == "sample" else _challenge()))


def places_of(reading: Reading) -> dict[str, list[Span]]:
    """Return where each referent of a reading is mentioned."""
    found: dict[str, list[Span]] = defaultdict(list)
    for mention in reading.mentions:
        found[mention.referent].append(mention.span)
    return found


def held(fact: Fact, places: dict[str, list[Span]], text: str) -> set[str]:
    """Return the names of the arguments whose words stand in a fact's evidence."""
    evidence = fact.evidence
    found = set()
    for argument in fact.args:
        spans = places.get(argument.referent, []) if argument.referent else []
        words = " ".join(evidence.of(text).translate(STRAIGHT).split())
        stands = all(part.translate(STRAIGHT) in words for part in argument.text.split(" … "))
        if any(evidence.covers(span) for span in spans) or (
            argument.referent is None and (stands or argument.name in WORKED_OUT)
        ):
            found.add(argument.name)
    return found


@pytest.mark.parametrize("source", ["sample", "challenge"])
def test_every_stretch_holds_its_trigger_and_what_the_fact_needs(source: str) -> None:
    for reading in readings(source):
        text, places = reading.document.text, places_of(reading)
        for fact in reading.facts:
            assert fact.evidence.covers(fact.trigger), (reading.document.id, fact)
            needed = REQUIRED.get(fact.type, set()) & {a.name for a in fact.args}
            assert needed <= held(fact, places, text), (reading.document.id, fact)


@pytest.mark.parametrize("source", ["sample", "challenge"])
def test_every_argument_stands_in_some_stretch_of_its_fact(source: str) -> None:
    for reading in readings(source):
        text, places = reading.document.text, places_of(reading)
        stretches: dict[str, list[Fact]] = defaultdict(list)
        for fact in reading.facts:
            stretches[fact_id(reading.document.id, fact)].append(fact)
        for same in stretches.values():
            found = set().union(*(held(fact, places, text) for fact in same))
            assert {a.name for a in same[0].args} <= found, (reading.document.id, same[0])
