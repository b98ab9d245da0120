"""Web pages: body, title, date and source."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.webpage import read_html
from tests.documents.files import STORY, body_of, document_in, web_page

ARTICLE = "".join(f"<p>{words}</p>" for words in STORY)
FULL = web_page(
    "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav></header>"
    "<div class='cookie-banner'>We use cookies to improve this site.</div>"
    f"<main><article><h1>Trust chief quits</h1><p class='byline'>By Ann Other</p><p>{STORY[0]}</p>"
    f"<h2>What was found</h2><p>{STORY[1]}</p><p>The report lists three failings:</p>"
    "<ul><li>wards were short of nurses</li><li>records were lost</li></ul>"
    f"<blockquote><p>We let people down<br>and we are sorry.</p></blockquote><p>{STORY[3]}</p>"
    "<p>Read more: Bus boss quits</p></article>"
    "<aside><h2>Most read</h2><p>A man has been jailed for stealing four hundred bicycles.</p></aside>"
    "</main>"
    "<footer>© 2016 Tolbury Times</footer>",
    "<title>Trust chief quits - Tolbury Times</title>"
    "<link rel='canonical' href='https://tolburytimes.example/n/1'>"
    "<meta property='og:title' content='Trust chief quits'>"
    "<meta property='og:site_name' content='Tolbury Times'>"
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "datePublished": "2016-03-04T10:00:00Z"}</script>',
)


def test_page() -> None:
    document = read_html("d", FULL)
    assert (document.title, document.issued, document.source) == (
        "Trust chief quits",
        "2016-03-04",
        "https://tolburytimes.example/n/1",
    )
    assert body_of(document) == [
        ("heading", "Trust chief quits"),
        ("paragraph", STORY[0]),
        ("heading", "What was found"),
        ("paragraph", STORY[1]),
        ("paragraph", "The report lists three failings:"),
        ("item", "wards were short of nurses"),
        ("item", "records were lost"),
        ("paragraph", "We let people down and we are sorry."),
        ("paragraph", STORY[3]),
    ]
    assert document.text.startswith(f"Trust chief quits\n\n{STORY[0]}\n\n")


def test_title_that_the_body_lacks_comes_first() -> None:
    document = read_html("d", web_page(f"<article>{ARTICLE}</article>", "<title>Trust chief quits</title>"))
    assert body_of(document)[0] == ("heading", "Trust chief quits")


@pytest.mark.parametrize(
    ("head", "body", "issued"),
    [
        ("<meta property='article:published_time' content='2016-03-04T23:30:00Z'>", "", "2016-03-04"),
        ("<meta name='date' content='2016-03-04'>", "", "2016-03-04"),
        ("", "<h1>Chief quits</h1><p>By Ann Other | 4 March 2016</p>", "2016-03-04"),
        ("", "<h1>Chief quits</h1><div>04/03/2016</div>", "2016-03-04"),
        ("", "<h1>Chief quits</h1><time datetime='2016-03-04T10:00'>4 March</time>", "2016-03-04"),
        ("", "<h1>Chief quits</h1><meta itemprop='datePublished' content='2016-03-04'>", "2016-03-04"),
        ("", "<h1>Storm of 4 March 2016 remembered</h1>", None),
        ("", "<h1>Chief quits</h1><p>She resigned on 4 March 2016, the trust said.</p>", None),
        ("", "<h1>Chief quits</h1>", None),
    ],
)
def test_date_of_issue(head: str, body: str, issued: str | None) -> None:
    teaser = (
        "<div class='teaser'><a href='/2'>Dog wins</a><time datetime='2019-01-01'>1 January 2019</time></div>"
    )
    page = web_page(
        f"<article>{body}{ARTICLE}</article>{teaser}<p>Copyright 2011</p>",
        f"<title>Chief quits</title>{head}",
    )
    assert read_html("d", page).issued == issued


@pytest.mark.parametrize(
    "page",
    [
        web_page(""),
        web_page("<nav><a href='/'>Home</a></nav>", "<title>Nothing</title>"),
        web_page("<script>alert('The council has resigned.')</script>"),
        "no page at all",
        "<html>",
    ],
)
def test_page_without_text(page: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_html("d", page)
    assert caught.value.code == "no-text"


def test_declared_encoding(tmp_path: Path) -> None:
    page = web_page(f"<h1>Łódź café</h1>{ARTICLE}", "<meta charset='iso-8859-2'><title>Łódź café</title>")
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("iso-8859-2"))
    assert document_in(path).title == "Łódź café"


def test_reading_twice_gives_the_same() -> None:
    assert read_html("d", FULL) == read_html("d", FULL)
