"""Gold files: what they may say, and what is told of those that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import DocumentError, ExitCode
from kgbuild.evaluate import Gold, read_gold
from kgbuild.model import Level, Status

ARGS = {"agent": "Ann Lee", "target": "Bob Ray"}
FACT: Mapping[str, Any] = {"type": "Praise", "args": ARGS, "status": "asserted"}
CASE: Mapping[str, Any] = {"doc": "a", "text": "Ann Lee praised Bob Ray.", "facts": [FACT]}
ANN = {"id": "e1", "type": "Person", "name": "Ann Lee", "aliases": ["Ms Lee"]}
COUNCIL = {"id": "e2", "type": "Organisation", "name": "Wexcombe Council", "aliases": []}


def write(folder: Path, name: str, *documents: object) -> Path:
    file = folder / name
    file.write_text("".join(f"{json.dumps(document)}\n" for document in documents), encoding="utf-8")
    return file


def only(path: Path) -> Gold:
    found = read_gold(path)
    assert found.findings == []
    (gold,) = found.golds
    return gold


def test_arguments_may_be_entities_or_names_and_words_stay_words(tmp_path: Path) -> None:
    args = {"person": "e1", "role": ["leader", "e1"], "organisation": ["e2", "the town"]}
    fact = {"type": "Tenure", "args": args, "status": "denied", "evidence": "She leads.", "optional": True}
    document = {
        "doc": "a",
        "entities": [ANN, COUNCIL],
        "facts": [fact],
        "quotes": [{"speaker": "e1", "text": "No."}],
    }
    gold = only(write(tmp_path, "a.json", document))
    (tenure,) = gold.facts
    assert tenure.args == {
        "person": ("Ann Lee", "Ms Lee"),
        "role": ("leader", "e1"),
        "organisation": ("Wexcombe Council", "the town"),
    }
    assert (tenure.status, tenure.evidence, tenure.optional) == (Status.DENIED, "She leads.", True)
    assert gold.people == (("Ann Lee", "Ms Lee"),)
    assert [(quote.text, quote.speaker) for quote in gold.quotes] == [("No.", ("Ann Lee", "Ms Lee"))]


def test_a_case_with_its_text_needs_no_people_and_no_quotations(tmp_path: Path) -> None:
    case = {**CASE, "phenomenon": "light-verb", "published": "2014-02-11"}
    gold = only(write(tmp_path, "a.jsonl", case))
    assert gold.people is None
    assert gold.quotes == ()
    assert (gold.text, gold.published, gold.phenomena) == (CASE["text"], "2014-02-11", ("light-verb",))
    assert gold.place == f"{tmp_path / 'a.jsonl'}:1"


def test_a_folder_is_read_in_order_without_the_folders_in_it(tmp_path: Path) -> None:
    write(tmp_path, "b.jsonl", {**CASE, "doc": "b1"}, {**CASE, "doc": "b2", "text": "Other."})
    write(tmp_path, "a.json", {"doc": "a", "facts": [], "entities": [], "quotes": []})
    write(tmp_path, "notes.txt", "no gold")
    (tmp_path / "c").mkdir()
    write(tmp_path / "c", "c.json", CASE)
    assert [gold.doc for gold in read_gold(tmp_path).golds] == ["a", "b1", "b2"]


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f"\ufeff\n{json.dumps(CASE)}\n\n", encoding="utf-8")
    assert only(file).place == f"{file}:2"


WRONG: dict[str, dict[str, Any]] = {
    "doc: is missing: give a string": {"doc": None},
    "facts: is missing: give a list": {"facts": None},
    "facts: is {}: give a list": {"facts": {}},
    "facts[0]: is 'x': give an object": {"facts": ["x"]},
    "facts[0].type: 'Praize' is no type of fact (did you mean 'Praise'?); allowed: Tenure, ": {
        "facts": [{**FACT, "type": "Praize"}]
    },
    "facts[0].status: 'Denied' is no status (did you mean 'denied'?); allowed: asserted, planned, denied": {
        "facts": [{**FACT, "status": "Denied"}]
    },
    "facts[0].status: is missing": {"facts": [{"type": "Praise", "args": {}}]},
    "facts[0].args: is missing: give an object": {"facts": [{"type": "Praise", "status": "denied"}]},
    "facts[0].args.agent: is 3: give a string or a list": {"facts": [{**FACT, "args": {"agent": 3}}]},
    "entities[0].type: 'Dog' is no kind of entity; allowed: Person, ": {"entities": [{**ANN, "type": "Dog"}]},
    "entities[0].name: is missing": {"entities": [{"id": "e1", "type": "Person"}]},
    "quotes[0].speaker: is missing": {"quotes": [{"text": "No."}]},
    "text: is 5: give a string": {"text": 5},
    "phenomenon: is [1]: give a string": {"phenomenon": [1]},
}


@pytest.mark.parametrize(("message", "change"), WRONG.items())
def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_read(
    message: str, change: dict[str, Any], tmp_path: Path
) -> None:
    file = write(tmp_path, "a.jsonl", {**CASE, **change}, {**CASE, "doc": "b", "text": "Other."})
    found = read_gold(file)
    assert [gold.doc for gold in found.golds] == ["b"]
    assert found.skipped == 1
    first = found.findings[0]
    assert (first.level, first.code, first.subject) == (Level.ERROR, "bad-gold", f"{file}:1")
    assert first.message.startswith(message)


@pytest.mark.parametrize("key", ["entities", "quotes"])
def test_gold_without_text_lists_its_people_and_quotations(key: str, tmp_path: Path) -> None:
    document = {"doc": "a", "entities": [], "facts": [], "quotes": []}
    del document[key]
    found = read_gold(write(tmp_path, "a.json", document))
    assert [finding.message.partition(":")[0] for finding in found.findings] == [key]


def test_the_line_is_that_of_the_mistake(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    document = {"doc": "é\t\u2028", "entities": [], "facts": [FACT, {**FACT, "type": "Praize"}], "quotes": []}
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    (finding,) = read_gold(file).findings
    number = int(finding.subject.rpartition(":")[2])
    assert "Praize" in file.read_text(encoding="utf-8").split("\n")[number - 1]


def test_what_is_no_json_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"doc": "a",\n "facts": [}\n')
    (tmp_path / "b.jsonl").write_text(f"{json.dumps(CASE)}\nno json\n")
    (tmp_path / "c.json").write_text("[" * 100_000)
    (tmp_path / "d.json").write_bytes(b"\xff\xfe\xfa")
    found = read_gold(tmp_path)
    assert [(finding.subject, finding.code) for finding in found.findings] == [
        (f"{tmp_path / 'a.json'}:2", "bad-json"),
        (f"{tmp_path / 'b.jsonl'}:2", "bad-json"),
        (f"{tmp_path / 'c.json'}:1", "bad-json"),
        (str(tmp_path / "d.json"), "unreadable-file"),
    ]
    assert (len(found.golds), found.skipped) == (1, 4)


def test_a_document_stands_there_once(tmp_path: Path) -> None:
    file = write(tmp_path, "a.jsonl", CASE, {**CASE, "text": "Other."}, {**CASE, "doc": "b"})
    found = read_gold(file)
    assert len(found.golds) == 1
    assert [finding.message for finding in found.findings] == [
        f"doc: 'a' stands in {file}:1 too: give it a name of its own. It is left out.",
        f"text: is that of 'a' too ({file}:1): give it once. It is left out.",
    ]


def test_an_argument_that_is_not_compared_is_told_and_harmless(tmp_path: Path) -> None:
    fact = {**FACT, "args": {**ARGS, "trget": "Bob Ray"}}
    found = read_gold(write(tmp_path, "a.jsonl", {**CASE, "facts": [fact]}))
    assert len(found.golds) == 1
    (finding,) = found.findings
    assert finding.level is Level.INFO
    assert (
        finding.message == "facts[0].args.trget: is not compared: the arguments of Praise are agent, target."
    )


@pytest.mark.parametrize("name", ["missing.json", "empty", "gold.yaml"])
def test_no_gold_at_all_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "gold.yaml").touch()
    with pytest.raises(DocumentError) as caught:
        read_gold(tmp_path / name)
    assert name in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.INPUT
