"""Labelled pairs: what is joined must be the same, without exception.

Each line of `pairs.csv` has two documents about one referent each, what they say of it (see `context` in
`making.py`), and the verdict: `same`: joined; `unsure`: apart, with a question for a person; `apart`: apart
without a question.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from kgbuild.model import Kind, MemberRef, Reading, Verdict
from kgbuild.resolve import resolve
from tests.resolve.making import reading

Row = dict[str, str]

with Path(__file__).with_name("pairs.csv").open(encoding="utf-8", newline="") as file:
    PAIRS: list[Row] = list(csv.DictReader(file))

SIDES = ("left", "right")


def verdict(row: Row) -> str:
    """Return what is made of the two referents of `row`."""
    readings = [reading(side, Kind(row["kind"]), row[side], row[f"{side}_context"]) for side in SIDES]
    left, right = (_first(one, row[side]) for one, side in zip(readings, SIDES, strict=True))
    resolution = resolve(readings)
    if resolution.entity_of[left] == resolution.entity_of[right]:
        return "same"
    questions = [one for one in resolution.judgements if one.verdict is Verdict.UNSURE]
    return "unsure" if (left, right) in {(one.left, one.right) for one in questions} else "apart"


def shown(row: Row, got: str) -> str:
    sides = " | ".join(f"{row[side]} [{row[f'{side}_context']}]" for side in SIDES)
    return f"{row['kind']}: {sides}: {got}, not {row['verdict']}: {row['why']}"


def _first(one: Reading, label: str) -> MemberRef:
    return MemberRef(
        one.document.id, next(referent.id for referent in one.referents if referent.label == label)
    )


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[Row, str]]:
    return [(row, verdict(row)) for row in PAIRS]


def test_what_is_joined_is_the_same(verdicts: list[tuple[Row, str]]) -> None:
    wrong = [shown(row, got) for row, got in verdicts if got == "same" and row["verdict"] != "same"]
    assert not wrong, "\n".join(wrong)


def test_what_is_the_same_is_joined(verdicts: list[tuple[Row, str]]) -> None:
    missed = [shown(row, got) for row, got in verdicts if got != "same" and row["verdict"] == "same"]
    joined = sum(got == "same" for _, got in verdicts)
    print(f"precision 1.0, recall {joined / (joined + len(missed)):.3f} on 'same'", *missed, sep="\n")
    assert len(missed) <= joined / 50, "\n".join(missed)


def test_questions_are_asked_where_a_person_would_hesitate(verdicts: list[tuple[Row, str]]) -> None:
    table = Counter((row["verdict"], got) for row, got in verdicts)
    print(
        *(f"{expected}, found {got}: {count}" for (expected, got), count in sorted(table.items())), sep="\n"
    )
    other = [shown(row, got) for row, got in verdicts if got != row["verdict"]]
    assert len(other) <= len(PAIRS) / 50, "\n".join(other)


def test_the_pairs_are_of_every_kind_and_verdict() -> None:
    kinds = {(row["kind"], row["verdict"]) for row in PAIRS}
    assert len(PAIRS) >= 120
    assert {kind for kind, _ in kinds} == set(Kind)
    assert {found for _, found in kinds} == {"same", "unsure", "apart"}
    assert len({tuple(row.values())[:5] for row in PAIRS}) == len(PAIRS)
