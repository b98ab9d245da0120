"""Folders of ready queries beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.config import resource_folder
from kgbuild.errors import KgbuildError, KnowledgeError, NotFoundError
from kgbuild.query.questions import Questions, questions
from kgbuild.query.ready import RESERVED, load_query

GOOD = """\
# title: {title}
# answers: x
# parameters:
#   thing: {{type: name, help: it}}
# columns: {{s: it}}
# example: kgbuild ask things
SELECT ?s ?thing {{ ?s ?p ?thing }}
"""


def write(folder: Path, name: str, text: str = GOOD, title: str = "Things") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.rq"
    file.write_text(text.format(title=title) if text is GOOD else text, encoding="utf-8")
    return file


def test_an_own_question_wins_over_one_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path / "own", "things", title="Mine")
    write(tmp_path / "own", "own")
    write(tmp_path / "ours", "things", title="Ours")
    write(tmp_path / "ours", "others")
    found = Questions((tmp_path / "own", tmp_path / "ours"))
    assert list(found.paths()) == ["others", "own", "things"]
    assert found.find("things").title == "Mine"


def test_an_own_folder_stands_beside_ours(tmp_path: Path) -> None:
    write(tmp_path, "mine")
    names = questions(tmp_path).paths()
    assert {"mine", "who-led"} <= set(names)
    assert questions(resource_folder("queries")).folders == (resource_folder("queries"),)


def test_a_wrong_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, "bad", "# title: Bad\nSELECT * { ?s ?p ?o }")
    write(tmp_path, "good")
    bad, good = Questions((tmp_path,)).each()
    assert isinstance(bad, KgbuildError)
    assert "bad.rq:1" in bad.message
    assert not isinstance(good, KgbuildError)
    assert good.name == "good"


@pytest.mark.parametrize(
    ("wanted", "likely"),
    [("who-let", "who-led"), ("criticised", "who-criticised"), ("led", "who-led"), ("wholed", "who-led")],
)
def test_an_unknown_question_has_likely_ones(wanted: str, likely: str, tmp_path: Path) -> None:
    for name in ("who-led", "who-criticised", "articles"):
        write(tmp_path, name)
    with pytest.raises(NotFoundError, match=f"'{wanted}'") as caught:
        Questions((tmp_path,)).find(wanted)
    assert f"Did you mean {likely}" in caught.value.hint


def test_a_name_is_no_path(tmp_path: Path) -> None:
    write(tmp_path, "things")
    (tmp_path / "folder").mkdir()
    for name in ("../things", "", "folder", f"../{tmp_path.name}/things"):
        with pytest.raises(NotFoundError):
            Questions((tmp_path / "folder",)).find(name)


@pytest.mark.parametrize("name", [*sorted(RESERVED), "two words", "-x", "1st", "x-", '"a b"'])
def test_a_parameter_needs_a_name_that_can_be_an_option(name: str, tmp_path: Path) -> None:
    file = write(tmp_path, "things", GOOD.format(title="T").replace("  thing:", f"  {name}:"))
    with pytest.raises(KnowledgeError) as caught:
        load_query(file)
    assert caught.value.message.startswith(f"{file}:4: parameters.{name.strip(chr(34))}: ")
