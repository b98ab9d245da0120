"""Frame files: what is wrong in one is said with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.errors import KnowledgeError
from kgbuild.nlp.frames import load_frames

GOOD = """\
type: Review
definition: One examines another.
arguments:
  agent: {kinds: [Organisation]}
  target: {kinds: [Organisation], required: true}
rules:
  - name: inspect
    verb: [inspect, look into]
    agent: subject
    target: object | into
examples:
  - text: Ofsted inspected Northmere Council.
    facts: [{agent: Ofsted, target: Northmere Council}]
  - text: Ofsted met.
    facts: []
"""


def load(folder: Path, text: str) -> None:
    (folder / "Review.yaml").write_text(text, encoding="utf-8")
    load_frames(folder, {"failings": frozenset({"failure"})})


def test_a_good_frame_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "target: object | into",
            "target: object | in2to",
            r"Review\.yaml:10: rules\.0\.target: .*no position",
        ),
        ("    agent: subject\n", "    agnt: subject\n", r":9: rules\.0\.agnt: unknown key"),
        ("kinds: [Organisation]}", "kinds: [Body]}", r":4: arguments\.agent\.kinds: .*Body"),
        ("verb: [inspect, look into]", "verb: [$nothing]", r":8: rules\.0\.verb: unknown list"),
        ("type: Review", "type: Reviews", r":1: type: .*does not match"),
        ("    target: object | into\n", "", r"rules\.0: required argument 'target'"),
        (
            "    facts: []",
            "    facts: [{agent: Ofsted, target: Northmere Council}]",
            r"examples: give examples",
        ),
        ("definition: One examines another.\n", "", r"'definition' is missing"),
        ("type: Review", "type: [Review", r"Review\.yaml:\d+: "),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(KnowledgeError, match=message):
        load(tmp_path, GOOD.replace(old, new, 1))
