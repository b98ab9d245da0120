"""The HTML of a dossier: whole in itself, accessible, and with nothing of an article as markup."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from kgbuild.query.text import shown
from tests.query.answers import whole_graph
from tests.report.making import WORDS, hostile, report_of, town

SVG = "{http://www.w3.org/2000/svg}"
Element = Any


def page(html: str) -> Element:
    return lxml_html.document_fromstring(html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


@pytest.fixture(scope="module")
def whole() -> Element:
    return page(report_of(whole_graph(), "Marlbury County Council").to_html())


def test_it_needs_nothing_from_elsewhere(whole: Element) -> None:
    loading = {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "source",
        "base",
        "form",
    }
    assert not [one.tag for one in whole.iter() if one.tag in loading]
    attributes = {str(name) for one in whole.iter() for name in one.attrib}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    assert "url(" not in re.sub(r"url\(#", "", lxml_html.tostring(whole, encoding="unicode"))
    assert "@import" not in lxml_html.tostring(whole, encoding="unicode")
    policy = whole.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_it_has_a_language_a_title_and_landmarks(whole: Element) -> None:
    assert whole.get("lang") == "en"
    assert whole.findtext("head/title") == "Marlbury County Council: dossier"
    for landmark in ("header", "nav", "main"):
        assert len(whole.findall(f"body/{landmark}")) == 1
    assert [one.text for one in whole.iter("h1")] == ["Marlbury County Council"]


def test_headings_skip_no_level(whole: Element) -> None:
    levels = [int(str(one.tag)[1]) for one in whole.iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_have_captions_and_headers(whole: Element) -> None:
    tables = list(whole.iter("table"))
    assert len(tables) > 5
    for table in tables:
        assert (table.findtext("caption") or "").strip()
        assert table.xpath("thead/tr/th[@scope='col']")


def test_identifiers_are_unique_and_links_lead_somewhere(whole: Element) -> None:
    identifiers = Counter(whole.xpath("//@id"))
    assert set(identifiers.values()) == {1}
    inner = [link[1:] for link in whole.xpath("//@href") if link.startswith("#")]
    assert inner
    assert set(inner) <= set(identifiers)


def test_pictures_are_told_in_words(whole: Element) -> None:
    pictures = list(whole.iter("svg"))
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.get("role") == "img"
        assert "Source:" in picture.get("aria-label", "")


def test_what_is_planned_or_denied_says_so(whole: Element) -> None:
    for status, mark in (("planned", "planned:"), ("denied", "denied:")):
        rows = whole.xpath(f"//table[@class='{status}']/tbody/tr/th")
        assert rows
        assert all(row.text_content().startswith(mark) for row in rows)


def test_every_line_stands_with_sentence_article_and_date(whole: Element) -> None:
    rows = whole.xpath("//main/section[starts-with(@id, 'chapter')]//tbody/tr")
    assert len(rows) > 10
    for row in rows:
        assert row.findtext("td[2]/blockquote/p").strip()
        assert row.find("td[2]/blockquote/footer/a").get("href").startswith("#article-")
    dated = [time.text for time in whole.iter("time")]
    assert "2013-10-15" in dated


def test_only_addresses_of_the_web_are_links() -> None:
    whole = page(report_of(whole_graph(), "Marlbury County Council").to_html())
    assert "https://news.example/marlbury-inspection" in whole.xpath("//@href")
    schemes = {link.partition(":")[0] for link in whole.xpath("//@href") if not link.startswith("#")}
    assert schemes == {"https"}


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_what_articles_say_is_text(words: str) -> None:
    html = report_of(hostile(words), "Mox Council").to_html()
    found, harmless = page(html), page(report_of(hostile("Nil"), "Mox Council").to_html())
    assert not list(found.iter("script", "img", "b", "iframe"))
    assert {str(one.tag) for one in found.iter()} == {str(one.tag) for one in harmless.iter()}
    assert {name for one in found.iter() for name in one.attrib} == {
        name for one in harmless.iter() for name in one.attrib
    }
    assert not [link for link in found.xpath("//@href") if not link.startswith("#")]
    assert shown(words) in " ".join(text.strip() for text in found.find("body/main").itertext())
    etree.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


@pytest.mark.parametrize("words", [WORDS["bidi controls"], WORDS["control characters"]])
def test_nothing_steers_the_text_around_it(words: str) -> None:
    report = report_of(hostile(words), "Mox Council")
    for text in (report.to_html(), report.to_markdown()):
        assert not set(text) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b\x7f\x85"
        )


def test_names_of_any_script_have_their_own_direction() -> None:
    found = page(report_of(hostile(WORDS["right to left"]), "Mox Council").to_html())
    assert all(one.get("dir") == "auto" for one in found.iter("h1", "cite"))
    assert all(one.get("dir") == "auto" for one in found.xpath("//blockquote/p | //tbody/tr/th"))


def test_a_thing_without_ties_or_dates_has_no_pictures_and_is_whole() -> None:
    found = page(report_of(town(), "Port Ley").to_html())
    assert [one.text for one in found.iter("h1")] == ["Port Ley"]
    assert "Articles" in list(contents(found))


def contents(found: Element) -> Iterator[str]:
    yield from found.xpath("//nav//a/text()")
