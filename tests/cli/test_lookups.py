"""kgbuild who, between, near, timeline, search and show, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from kgbuild.cli.lookups import KINDS, THROUGH, Status
from kgbuild.errors import ExitCode
from kgbuild.explore.ties import USUAL, Statuses, Through
from tests.cli.run import kgbuild
from tests.explore.town import article, town_store

LOOKUPS = {
    "who": ("who", "ada vale"),
    "show": ("show", "ada vale"),
    "between": ("between", "northby council", "southby council"),
    "near": ("near", "lark review", "--steps", "2"),
    "timeline": ("timeline", "ada vale"),
    "search": ("search", "praised"),
}
HOSTILE = "Rich [bold]Red[/bold] | <b>x</b> \u202eevil\x1b[2J\x07 `*_"
CHAIR = {"member": "vera", "organization": "ward", "role": "=chair"}
THINGS = {
    "rich": {"kind": "Person", "label": HOSTILE},
    "vera": {"kind": "Person", "label": "Vera Vale"},
    "ward": {"kind": "Organisation", "label": "Ward Vale"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lookups")
    town_store(
        folder / "kg",
        article("odd", ["Praise", f"{HOSTILE} praised Ada Vale.", {"agent": "rich", "target": "ada"}]),
        article(
            "vera",
            [
                "Tenure",
                "Vera Vale chaired Ward Vale.",
                {"member": "vera", "organization": "ward", "role": "=chair"},
            ],
        ),
        things=THINGS,
    )
    return folder


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def facts_in(table: Any) -> list[dict[str, Any]]:
    """Return the facts in a JSON answer, wherever they stand."""
    if isinstance(table, list):
        return [fact for one in table for fact in facts_in(one)]
    if not isinstance(table, dict):
        return []
    own = [table] if "evidence" in table and "confidence" in table else []
    return own + [fact for value in table.values() for fact in facts_in(value)]


@pytest.mark.parametrize("command", LOOKUPS)
def test_each_answer_names_sentence_article_date_and_fact(command: str, folder: Path) -> None:
    text = kgbuild(*LOOKUPS[command], cwd=folder)
    assert text.returncode == ExitCode.OK, text.stderr
    table = [
        row
        for row in rows(kgbuild(*LOOKUPS[command], "--format", "csv", cwd=folder).stdout)
        if row["sentence"]
    ]
    assert table
    for row in table:
        assert row["article"]
        assert row["date"] or row["article"] == "undated"
        explained = kgbuild("explain", row["fact"].split()[0], cwd=folder)
        assert explained.returncode == ExitCode.OK, explained.stderr
    found = facts_in(json.loads(kgbuild(*LOOKUPS[command], "--format", "json", cwd=folder).stdout))
    assert found
    assert all(
        evidence["sentence"] and evidence["source"]["article"] for f in found for evidence in f["evidence"]
    )


@pytest.mark.parametrize("command", LOOKUPS)
def test_markdown_is_a_headline_and_a_table(command: str, folder: Path) -> None:
    title, blank, head, rule, *lines = kgbuild(
        *LOOKUPS[command], "--format", "markdown", cwd=folder
    ).stdout.splitlines()
    assert title.startswith("## ")
    assert blank == ""
    assert head.endswith("| evidence |")
    assert set(rule) == {"|", " ", "-"}
    assert lines
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize(
    "arguments",
    [("who", "person/rich-bold-red-bold-b-x-b-evil-2j"), ("search", "rich"), ("near", "ada vale")],
)
def test_what_a_text_holds_is_data(arguments: tuple[str, ...], form: str, folder: Path) -> None:
    done = kgbuild(*arguments, "--format", form, cwd=folder)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "\u202e" not in done.stdout
    if form != "markdown":
        assert "[bold]Red[/bold]" in done.stdout
    else:
        assert "\\<b\\>x" in done.stdout
        assert "<b>" not in done.stdout


def test_a_loose_match_is_told(folder: Path) -> None:
    done = kgbuild("who", "bram oak", cwd=folder)
    assert done.stdout.startswith("Bram Oake (person, person/bram-oake)\n")
    assert done.stderr == "info: Bram Oake, for 'bram oak': spelt like 'bram oake' (person/bram-oake)\n"
    for exact in ("Bram Oake", "bram  OAKE", "Mr Bram Oake", "person/bram-oake", "Zoë Ærmel"):
        assert kgbuild("who", exact, cwd=folder).stderr == ""


@pytest.mark.parametrize(
    "command", [("who",), ("show",), ("timeline",), ("near",), ("between", "lark review")]
)
def test_several_that_fit_are_listed_and_none_is_taken(command: tuple[str, ...], folder: Path) -> None:
    done = kgbuild(*command, "vale", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert "person/ada-vale " in done.stderr
    assert "Ada Vale, leader, Northby Council (person, 6 articles, 13 facts; its surname)" in done.stderr
    assert "Vera Vale, chair, Ward Vale (person, 1 article, 1 fact; its surname)" in done.stderr
    table = json.loads(kgbuild(*command, "vale", "--format", "json", cwd=folder).stdout)
    assert table["error"] == "'vale' may mean several things"
    assert [(c["id"], c["kind"], c["role"]) for c in table["candidates"][:2]] == [
        ("person/ada-vale", "Person", "leader, Northby Council"),
        ("person/vera-vale", "Person", "chair, Ward Vale"),
    ]
    assert table["candidates"][1]["known"] == {
        "facts": 1,
        "mentions": [{"issued": "2015-01-01", "article": "vera", "title": "The news of vera"}],
        "sentence": "Vera Vale chaired Ward Vale.",
    }


def test_things_of_one_name_are_told_apart_by_article_and_words(tmp_path: Path) -> None:
    town_store(
        tmp_path / "kg",
        article("first", ["Praise", "Ada Vale praised the Unit.", {"agent": "ada", "target": "one"}]),
        article(
            "next", ["Praise", "Bram Oake liked the Unit.", {"agent": "bram", "target": "two"}], issued=None
        ),
        article("last", ["Praise", "Bram Oake loved the Unit.", {"agent": "bram", "target": "two"}]),
        things={
            "one": {"kind": "Organisation", "label": "the Unit"},
            "two": {"kind": "Work", "label": "the Unit"},
        },
    )
    done = kgbuild("who", "the unit", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert done.stderr.splitlines()[1:] == [
        "hint: Choose one by its identifier:",
        "  work/the-unit          the Unit (work, 2 articles, 2 facts; its name)",
        "    next, “The news of next”",
        "    last, 2015-01-01, “The news of last”",
        "    says: Bram Oake liked the Unit.",
        "  organisation/the-unit  the Unit (organisation, 1 article, 1 fact; its name)",
        "    first, 2015-01-01, “The news of first”",
        "    says: Ada Vale praised the Unit.",
    ]


@pytest.mark.parametrize("command", [("who",), ("timeline",), ("near",), ("between", "lark review")])
def test_what_is_not_there_is_told(command: tuple[str, ...], folder: Path) -> None:
    done = kgbuild(*command, "xyzzy", cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.NOT_FOUND, "")
    assert done.stderr.startswith("error: nothing is called 'xyzzy'\nhint: ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("between", "ada vale", "person/ada-vale"), "give two things"),
        (("between", "ada vale", "lark review", "--through", "cats"), "known: people"),
        (("between", "ada vale", "lark review", "--steps", "99"), "give 1 to 6"),
        (("near", "ada vale", "--steps", "0"), "give 1 to 4"),
        (("near", "ada vale", "--kinds", ""), "known: people"),
        (("timeline", "ada vale", "--since", "May"), "'May' is no date"),
        (("timeline", "ada vale", "--until", "2014-13"), "'2014-13' is no date"),
        (("search", "-"), "no word to search for"),
        (("search", "ada", "--since", "0"), "'0' is no date"),
        (("who", "ada vale", "--limit", "0"), "0 is not in the range"),
        (("between", "ada vale", "lark review", "--status", "maybe"), "maybe"),
    ],
)
def test_wrong_options_are_told(arguments: tuple[str, ...], says: str, folder: Path) -> None:
    done = kgbuild(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert says.lower() in done.stderr.lower()


@pytest.mark.parametrize("command", LOOKUPS)
def test_without_a_store_the_way_to_one_is_told(command: str, tmp_path: Path) -> None:
    done = kgbuild(*LOOKUPS[command], cwd=tmp_path)
    assert done.returncode == ExitCode.STORE
    assert "kgbuild build" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("between", "cato finn", "ada vale"),
            "No tie, and no path of at most 3 steps through people, bodies, works.",
        ),
        (("between", "cato finn", "ada vale", "--steps", "1"), "No direct tie."),
        (
            ("between", "ada vale", "bram oake"),
            "No other path of at most 3 steps through people",
        ),
        (("near", "cato finn"), "Nothing of the kind is within 1 step."),
        (("timeline", "ada vale", "--since", "2030"), "Nothing is said of it in that time."),
        (("search", "xyzzy"), "Nothing has all of: xyzzy"),
    ],
)
def test_that_there_is_nothing_is_an_answer(arguments: tuple[str, ...], says: str, folder: Path) -> None:
    done = kgbuild(*arguments, cwd=folder)
    assert done.returncode == ExitCode.OK, done.stderr
    assert says in done.stdout
    assert json.loads(kgbuild(*arguments, "--format", "json", cwd=folder).stdout)


def test_a_path_is_told_step_by_step(folder: Path) -> None:
    done = kgbuild(*LOOKUPS["between"], cwd=folder)
    lines = done.stdout.splitlines()
    first = lines.index("Path 1: Northby Council – Lark Review – Southby Council")
    fact = next(
        row["fact"] for row in rows(kgbuild(*LOOKUPS["between"], "--format", "csv", cwd=folder).stdout)
    )
    assert lines[first + 1 : first + 4] == [
        "  Northby Council – Lark Review",
        "    criticism: Lark Review → Northby Council",
        f"      The Lark Review criticised Northby Council. [review, 2012-03-01, {fact}]",
    ]


def test_a_timeline_tells_true_from_reported(folder: Path) -> None:
    lines = kgbuild(
        "timeline", "ada vale", "--since", "2009", "--until", "2013-06", cwd=folder
    ).stdout.splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads == [
        "Ada Vale (person, person/ada-vale)",
        "2009 to 2011",
        "2012",
        "reported 2013-02-03",
        "reported 2013-05-06",
        "reported 2013-06-07",
    ]
    assert "  denied: collaboration: Cato Finn (participant)" in lines


def test_options_are_those_of_the_functions() -> None:
    assert [status.value for status in Status] == [status.value for status in Statuses]
    assert ",".join(USUAL) == THROUGH
    assert ", ".join(Through) == KINDS


def test_show_gives_a_tree_of_data(folder: Path) -> None:
    done = kgbuild("show", "ada vale", "--format", "jsonld", cwd=folder)
    assert done.returncode == ExitCode.OK, done.stderr
    found = json.loads(done.stdout)
    assert (found["type"], found["label"]) == ("Person", "Ada Vale")
    praise = [fact for fact in found["asTarget"] if "Praise" in fact["type"]]
    assert all(fact["status"] and fact["evidence"] for fact in praise)
    assert HOSTILE in {fact["agent"]["label"] for fact in praise}
