"""The challenge cases themselves: well-formed, varied, and half of them such that nothing may be asserted."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent
FRAMES = FOLDER.parents[1] / "ontology" / "frames"

ARGUMENTS = {
    "Adoption": {"agent", "target"},
    "Appointment": {"target", "agent", "role", "organisation"},
    "Authorship": {"agent", "target"},
    "Collaboration": {"a", "b"},
    "Commission": {"agent", "target"},
    "Criticism": {"agent", "target"},
    "Death": {"target", "agent"},
    "Departure": {"agent", "role", "organisation"},
    "Funding": {"agent", "target", "amount"},
    "Intervention": {"agent", "target", "measure"},
    "Launch": {"agent", "target"},
    "Membership": {"member", "organisation"},
    "Praise": {"agent", "target"},
    "Rating": {"agent", "target", "rating"},
    "Recommendation": {"agent", "target", "topic"},
    "Rejection": {"agent", "target"},
    "ReportingLine": {"subordinate", "superior"},
    "Review": {"agent", "target"},
    "Sanction": {"agent", "target", "measure"},
    "Structure": {"part", "whole"},
    "Succession": {"agent", "target"},
    "Tenure": {"person", "role", "organisation"},
    "Transfer": {"agent", "target", "recipient"},
}
"""The types of fact, each with the arguments a case may give it."""

TEXT_ARGUMENTS = {"role", "rating", "amount", "measure", "topic"}
STATUSES = {"asserted", "planned", "denied"}
CASE_KEYS = {"doc", "phenomenon", "text", "published", "facts"}
FACT_KEYS = {"type", "args", "status", "date"}
MARKS = {"optional", "former", "cut"}
DATES = {"date", "start", "end"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

LEAST_CASES = 200
LEAST_BY_PHENOMENON = 8

Case = dict[str, Any]


def lines() -> list[tuple[str, str]]:
    """Each line of the set, with the file and number by which a failure names it."""
    return [
        (f"{path.name}:{number}", line)
        for path in sorted(FOLDER.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def phenomena(case: Case) -> list[str]:
    named = case["phenomenon"]
    return [named] if isinstance(named, str) else list(named)


def holds_back(case: Case) -> bool:
    """Whether the case gives nothing, or nothing but what is planned or denied."""
    return all(fact["status"] != "asserted" for fact in case["facts"])


def listed_phenomena() -> set[str]:
    section = (FOLDER / "README.md").read_text(encoding="utf-8").split("## Phenomena")[1]
    return set(re.findall(r"^\|[^|]*\| `([a-z-]+)` \|", section, re.MULTILINE))


def as_compared(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


CASES: list[Case] = [json.loads(line) for _, line in lines()]


@pytest.mark.parametrize(("place", "line"), lines(), ids=[place for place, _ in lines()])
def test_case_is_well_formed(place: str, line: str) -> None:
    case = json.loads(line)
    assert set(case) == CASE_KEYS
    assert case["text"].strip() == case["text"] != ""
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", case["published"])
    assert case["doc"].rsplit("-", 1)[0] in phenomena(case)
    for fact in case["facts"]:
        check_fact(fact, case["text"])


def check_fact(fact: Case, text: str) -> None:
    assert set(fact) >= FACT_KEYS
    assert set(fact) - FACT_KEYS <= MARKS | DATES
    assert fact["status"] in STATUSES
    assert fact["args"], "a fact needs an argument"
    assert set(fact["args"]) <= ARGUMENTS[fact["type"]]
    assert all(fact[mark] is True for mark in MARKS & set(fact))
    assert all(fact[key] is None or DATE.fullmatch(fact[key]) for key in DATES & set(fact))
    for argument, value in fact["args"].items():
        check_value(argument, value, text)


def check_value(argument: str, value: Any, text: str) -> None:
    """Check that text arguments are lists, and that the text calls a thing by one of its names at least."""
    if argument in TEXT_ARGUMENTS:
        assert isinstance(value, list)
    names: list[str] = value if isinstance(value, list) else [value]
    assert names
    assert all(isinstance(name, str) and name.strip() for name in names)
    if argument not in TEXT_ARGUMENTS:
        assert any(as_compared(name) in as_compared(text) for name in names), f"{names} not in the text"


def test_no_two_cases_share_an_identifier_or_a_text() -> None:
    for key in ("doc", "text"):
        repeated = [value for value, count in Counter(case[key] for case in CASES).items() if count > 1]
        assert not repeated


def test_phenomena_are_those_of_the_readme_each_with_enough_cases() -> None:
    counted = Counter(name for case in CASES for name in phenomena(case))
    assert set(counted) == listed_phenomena()
    assert {name: count for name, count in counted.items() if count < LEAST_BY_PHENOMENON} == {}


def test_the_set_is_large_and_half_of_it_asserts_nothing() -> None:
    assert len(CASES) >= LEAST_CASES
    assert sum(map(holds_back, CASES)) >= len(CASES) / 2


def test_every_type_must_be_found_somewhere() -> None:
    needed = {fact["type"] for case in CASES for fact in case["facts"] if not fact.get("optional")}
    assert needed == set(ARGUMENTS)


def test_no_case_repeats_an_example_of_the_frames() -> None:
    examples = {
        as_compared(sentence)
        for path in FRAMES.glob("*.yaml")
        for example in yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]
        for sentence in [example["text"], *re.split(r"(?<=[.?!])\s+", example["text"])]
    }
    assert examples
    sentences = {
        as_compared(sentence)
        for case in CASES
        for sentence in [case["text"], *re.split(r"(?<=[.?!])\s+|\n+", case["text"])]
    }
    assert sorted(sentences & examples) == []
