"""The Markdown of a dossier: as a reader of CommonMark shows it, with nothing of an article as markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from kgbuild.errors import ExportError
from kgbuild.query.text import shown
from tests.query.answers import whole_graph
from tests.report.making import WORDS, article, hostile, report_of, town

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def page(markdown: str) -> Any:
    return lxml_html.document_fromstring(READER.render(markdown))


def test_it_is_lists_under_headings() -> None:
    found = page(report_of(whole_graph(), "Marlbury County Council").to_markdown())
    assert found.findtext(".//h1") == "Marlbury County Council"
    titles = [one.text for one in found.iter("h2")]
    assert titles[0] == "Posts held there"
    assert titles[-3:] == ["Ties", "Timeline", "Articles"]
    sentences = [one.text_content() for one in found.xpath("//li/ul/li")]
    assert len(sentences) > 15
    assert all(one.startswith("“") and "fact/" in one for one in sentences)
    assert {"Stated as fact", "Planned, not done", "Denied"} <= {one.text for one in found.iter("h3")}


def test_accounts_stand_side_by_side() -> None:
    launch = [
        "Launch",
        "Eastby Council launched the Lark Review then.",
        {"agent": "eastby", "target": "lark"},
    ]
    denial = [launch[0], "Eastby Council never launched the Lark Review.", launch[2], {"status": "Denied"}]
    report = report_of(town(article("x", launch), article("y", denial)), "Lark Review")
    found = page(report.to_markdown())
    (table,) = found.xpath("//h2[. = 'Accounts that differ']/following-sibling::table[1]")
    assert [one.text for one in table.iter("th")] == ["stated", "denied"]
    stated, denied = (cell.text_content() for cell in table.iter("td"))
    assert "“Eastby Council launched the Lark Review then.” (x, 2015-01-01, fact/" in stated
    assert "“Eastby Council never launched the Lark Review.” (y, 2015-01-01, fact/" in denied


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_what_articles_say_is_text(words: str) -> None:
    found = page(report_of(hostile(words), "Mox Council").to_markdown())
    harmless = page(report_of(hostile("Nil"), "Mox Council").to_markdown())
    assert {one.tag for one in found.iter()} == {one.tag for one in harmless.iter()}
    assert len(list(found.iter())) == len(list(harmless.iter()))
    assert shown(words) in " ".join(found.text_content().split())


def test_pictures_stand_beside_it(tmp_path: Path) -> None:
    report_of(whole_graph(), "Marlbury County Council").save(tmp_path / "a report (1).md")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["a report (1)-network.svg", "a report (1)-timeline.svg", "a report (1).md"]
    for name in names[:2]:
        assert ElementTree.parse(tmp_path / name).getroot().tag.endswith("svg")
    pictures = page((tmp_path / names[2]).read_text(encoding="utf-8")).xpath("//img/@src")
    assert pictures == ["a%20report%20%281%29-network.svg", "a%20report%20%281%29-timeline.svg"]


def test_the_same_graph_gives_the_same_text() -> None:
    first, second = (report_of(whole_graph(), "Larkfield Trust") for _ in range(2))
    assert first.to_markdown() == second.to_markdown()
    assert first.to_html() == second.to_html()


@pytest.mark.parametrize("name", ["report", "report.docx", "report.txt"])
def test_an_ending_that_tells_no_format_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="ending") as caught:
        report_of(town(), "Ada Vale").save(tmp_path / name)
    assert ".md, .html, .pdf" in caught.value.hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_folder_that_is_not_there_is_told(ending: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        report_of(town(), "Ada Vale").save(tmp_path / "none" / f"x.{ending}")
    assert not list(tmp_path.iterdir())


def test_where_a_picture_cannot_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "x-timeline.svg").mkdir()
    (tmp_path / "x.md").write_text("older")
    with pytest.raises(ExportError, match=r"x-timeline\.svg: cannot be written"):
        report_of(whole_graph(), "Marlbury County Council").save(tmp_path / "x.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-timeline.svg", "x.md"]
    assert (tmp_path / "x.md").read_text() == "older"
