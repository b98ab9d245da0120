"""kgbuild evaluate, as a user meets it: tables, lists, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgbuild.errors import ExitCode
from tests.cli.run import kgbuild

ANN = {"id": "ann", "type": "Person", "name": "Ann Lee", "aliases": []}


def fact(kind: str, agent: str, target: str, status: str = "asserted") -> dict[str, object]:
    return {"type": kind, "args": {"agent": agent, "target": target}, "status": status}


def write_gold(folder: Path, **changes: object) -> Path:
    """Write gold for the articles of the small store into `folder`; one fact in three is found."""
    facts = [
        fact("Criticism", "ann", "Bob Ray"),
        fact("Praise", "ann", "Bob\x1b Ray") | {"evidence": "Oh\nno."},
    ]
    fire = {"doc": "fire", "phenomenon": "fire", "entities": [ANN], "facts": facts, "quotes": []}
    flood = fact("Praise", "Bob Ray", "Cy Dow", "planned")
    documents = [fire | changes, {"doc": "flood", "entities": [], "facts": [flood], "quotes": []}]
    file = folder / "gold.jsonl"
    file.write_text("".join(f"{json.dumps(document)}\n" for document in documents))
    return file


def rows(printed: str) -> dict[str, list[str]]:
    """Return the cells of each line of `printed` by the first."""
    cells = (line.split() for line in printed.splitlines())
    return {line[0]: line[1:] for line in cells if line}


def test_the_tables_count_by_type_phenomenon_and_confidence(small: Path) -> None:
    write_gold(small)
    done = kgbuild("evaluate", "gold.jsonl", cwd=small)
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout.startswith("Gold: 2 documents, 0 skipped\n")
    table = rows(done.stdout)
    assert table["Criticism"] == ["1", "1", "1", "1.00", "1.00", "1.00"]
    assert table["Praise"] == ["2", "1", "0", "0.00", "0.00", "0.00"]
    assert table["fire"] == ["1", "0", "1.00", "0.50", "0.67"]
    assert table["0.9"] == ["to", "1.0", "0.90", "2", "1", "0.50"]
    assert "Missed" not in done.stdout
    assert done.stderr == ""


def test_verbose_lists_facts_with_their_sentences(small: Path) -> None:
    write_gold(small)
    printed = kgbuild("evaluate", "gold.jsonl", "--verbose", cwd=small).stdout
    assert "  Praise, asserted: agent=Ann Lee, target=Bob\\x1b Ray [fire]\n    Oh no.\n" in printed
    assert (
        "  Praise, asserted: agent=Bob Ray, target=Cy Dow; gold says planned [flood]\n"
        "    Bob Ray praised Cy Dow.\n"
        "    found by sentences-1, confidence 0.9\n"
    ) in printed
    assert "  not a person: Cy Dow [flood]\n" in printed


def test_json_has_it_all(small: Path) -> None:
    write_gold(small, facts="none")
    done = kgbuild("evaluate", "gold.jsonl", "--format", "json", cwd=small)
    assert done.returncode == ExitCode.FINDINGS
    table = json.loads(done.stdout)
    assert (table["documents"], table["skipped"]) == (1, 1)
    assert table["facts"]["wrong"] == len(table["wrong"]) == 1
    assert table["findings"][0]["message"].startswith("facts: is 'none': give a list")
    assert done.stderr == ""


def test_gold_that_cannot_be_used_is_named_and_the_rest_is_compared(small: Path) -> None:
    file = write_gold(small, facts=[{"type": "Prase", "args": {}, "status": "asserted"}])
    done = kgbuild("evaluate", file, cwd=small)
    assert done.returncode == ExitCode.FINDINGS
    assert f"error: {file}:1: facts[0].type: 'Prase' is no type of fact (did you mean" in done.stderr
    assert "Gold: 1 document, 1 skipped\nFindings: 1 (listed above)\n" in done.stdout


@pytest.mark.parametrize(
    ("least", "code"), [("0.39", ExitCode.OK), ("0.41", ExitCode.BELOW), ("41", ExitCode.USAGE)]
)
def test_a_bar_can_be_set(least: str, code: ExitCode, small: Path) -> None:
    write_gold(small)
    done = kgbuild("evaluate", "gold.jsonl", "--fail-under", least, cwd=small)
    assert done.returncode == code
    if code is ExitCode.BELOW:
        assert "error: the F1 of all facts is 0.4000, below 0.41\n" in done.stderr
        assert "all facts" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere"], ExitCode.INPUT),
        (["in"], ExitCode.INPUT),
        (["gold.jsonl", "--articles", "nowhere"], ExitCode.INPUT),
        (["gold.jsonl", "--store", "nowhere"], ExitCode.STORE),
    ],
)
def test_what_is_not_there_is_told(arguments: list[str], code: ExitCode, small: Path) -> None:
    write_gold(small)
    done = kgbuild("evaluate", *arguments, cwd=small)
    assert done.returncode == code
    assert done.stdout == ""
    assert "error: " in done.stderr
    assert "hint: " in done.stderr


@pytest.mark.slow
def test_the_texts_of_gold_are_read_with_the_model(tmp_path: Path) -> None:
    text = "Ofsted criticised Wexcombe Borough Council on Monday."
    facts = [fact("Criticism", "Ofsted", "Wexcombe Borough Council")]
    (tmp_path / "gold.json").write_text(json.dumps({"doc": "a", "text": text, "facts": facts}))
    done = kgbuild("evaluate", "gold.json", cwd=tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    assert rows(done.stdout)["Criticism"] == ["1", "1", "1", "1.00", "1.00", "1.00"]
    assert "Reading articles: 1 of 1" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["gold.json"]
