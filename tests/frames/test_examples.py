"""Every example of every frame, read by the real reader: it gives all the facts it lists and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from kgbuild.config import DEFAULT_MODEL
from kgbuild.ids import slug
from kgbuild.model import Block, BlockKind, Document, Fact, Reading, Span, Status
from kgbuild.nlp import load_reader
from kgbuild.nlp.frames import Example, Frame, load_frames
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.reader import Reader
from kgbuild.rdf.ontology import load_ontology

ONTOLOGY = Path(__file__).parents[2] / "ontology"
LISTS = Lexicon.load(ONTOLOGY / "gazetteer").lists
FRAMES = {frame.type: frame for frame in load_frames(ONTOLOGY / "frames", LISTS)}
FRAMELESS = {"Statement"}
"""Types that no frame states: statements are read from speech itself."""

WITH_FACTS = 5
WITHOUT_FACTS = 3
PROPERTIES = {"other": "participant"}
"""Arguments of frames whose facts carry them under another name."""

_DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|this|these|that|those) ", re.IGNORECASE)

Wanted = Mapping[str, str]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return load_reader(DEFAULT_MODEL, ONTOLOGY)


def _cases() -> list[object]:
    return [
        pytest.param(frame.type, example, id=f"{frame.type}-{number}-{slug(example.text, 40)}")
        for frame in FRAMES.values()
        for number, example in enumerate(frame.examples, 1)
    ]


@pytest.mark.parametrize(("fact_type", "example"), _cases())
def test_example(reader: Reader, fact_type: str, example: Example) -> None:
    reading = next(reader.read([_document(example.text)]))
    found = [fact for fact in _claims(reading) if fact.type == fact_type]
    missed, wrong = _differences(example.facts, found, _names(reading))
    complaint = [f"  - missed: {_shown(fact)}" for fact in missed]
    complaint += [f"  + wrong:  {_described(fact)}" for fact in wrong]
    _none([f"{fact_type}: {example.text}", *complaint])


def test_every_fact_type_has_a_frame_with_enough_examples() -> None:
    wanted = set(load_ontology(ONTOLOGY).fact_types) - FRAMELESS
    complaint = [f"  {name}: no such fact type" for name in sorted(set(FRAMES) - wanted)]
    for name in sorted(wanted):
        frame = FRAMES.get(name)
        with_facts, without = _counts(frame)
        if frame is None:
            complaint.append(f"  {name}: no frame")
        elif with_facts < WITH_FACTS or without < WITHOUT_FACTS:
            complaint.append(f"  {name}: {with_facts} examples with facts, {without} without")
    need = f"wanted of each fact type: {WITH_FACTS} examples with facts and {WITHOUT_FACTS} without"
    _none([need, *complaint])


def test_a_fact_is_held_to_its_labels_and_status() -> None:
    fact = Fact("Death", (), Status.PLANNED, Span(0, 1), Span(0, 1), "Death:die", 0.9)
    assert _differences([{"status": "Planned"}], [fact], {}) == ([], [])
    assert _differences([{}], [fact], {}) == ([{}], [fact])
    assert _differences([{"status": "Planned", "target": "Ann"}], [fact], {})[1] == [fact]


def _none(report: Sequence[str]) -> None:
    """Fail with the lines of a report alone, without a traceback, if any stands below its title."""
    if len(report) > 1:
        pytest.fail("\n".join(report), pytrace=False)


# -- reading ----------------------------------------------------------------------------------------------


def _document(text: str) -> Document:
    lines = (match for match in re.finditer(r"\S[^\n]*", text))
    body = tuple(Block(Span(m.start(), m.end()), BlockKind.PARAGRAPH) for m in lines)
    return Document("example", text, issued="2014-02-11", body=body)


def _claims(reading: Reading) -> list[Fact]:
    """The facts of a reading, each once however often the text states it."""
    return list({(fact.type, fact.args, fact.status): fact for fact in reading.facts}.values())


def _names(reading: Reading) -> dict[str, set[str]]:
    return {r.id: {_plain(name) for name in (r.label, *r.names)} for r in reading.referents}


# -- comparing --------------------------------------------------------------------------------------------


def _differences(
    wanted: Sequence[Wanted], found: Sequence[Fact], names: Mapping[str, set[str]]
) -> tuple[list[Wanted], list[Fact]]:
    """Pair each wanted fact with a found one of its own; return those of either side left over."""
    partner: dict[int, int] = {}

    def pair(index: int, tried: set[int]) -> bool:
        for other, fact in enumerate(found):
            if other in tried or not _fits(wanted[index], fact, names):
                continue
            tried.add(other)
            if other not in partner or pair(partner[other], tried):
                partner[other] = index
                return True
        return False

    missed = [fact for index, fact in enumerate(wanted) if not pair(index, set())]
    return missed, [fact for index, fact in enumerate(found) if index not in partner]


def _fits(wanted: Wanted, fact: Fact, names: Mapping[str, set[str]]) -> bool:
    if wanted.get("status", Status.ASSERTED) != fact.status:
        return False
    left = [(arg.name, names.get(arg.referent or "", {_plain(arg.text)})) for arg in fact.args]
    for name, label in wanted.items():
        if name == "status":
            continue
        want = (PROPERTIES.get(name, name), _plain(label))
        held = next((arg for arg in left if arg[0] == want[0] and want[1] in arg[1]), None)
        if held is None:
            return False
        left.remove(held)
    return True


def _plain(label: str) -> str:
    return _DETERMINER.sub("", str(label)).casefold()


def _counts(frame: Frame | None) -> tuple[int, int]:
    examples = frame.examples if frame else ()
    with_facts = sum(bool(example.facts) for example in examples)
    return with_facts, len(examples) - with_facts


def _shown(wanted: Wanted) -> str:
    return ", ".join(f"{name}={label}" for name, label in wanted.items())


def _described(fact: Fact) -> str:
    arguments = ", ".join(f"{arg.name}={arg.text}" for arg in fact.args)
    return f"{arguments}, status={fact.status}, by {fact.rule}"
