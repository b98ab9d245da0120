"""Markdown shows what a cell holds, whatever it holds: read back by a Markdown parser that is not ours."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kgbuild.query.markdown import escaped, quotation, table
from kgbuild.query.text import shown

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKUP = st.text(alphabet=st.sampled_from("ab1 |\\`*_[]()<>~$&#;:!-+=.\"'\n\t\x1b"), max_size=20)


def cells(text: str) -> list[list[str]]:
    """Return the rows of the first table that a parser finds, as the text that a reader sees."""
    found: list[list[str]] = []
    for token in PARSER.parse(text):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            assert all(child.type in ("text", "text_special") for child in token.children or ()), token
            found[-1].append("".join(child.content for child in token.children or ()))
    return found


@given(st.lists(st.tuples(MARKUP, MARKUP), min_size=1, max_size=3))
@example([("a|b", "c\\|d"), ("\\", "<script>x</script>"), ("&amp;", "&lt;b&gt;")])
@example([("[x](http://e)", "![x](y)"), ("`code`", "**b** ~~s~~ __u__"), ("$5m and $6m", "<http://e/>")])
def test_a_table_holds_its_cells(rows: list[tuple[str, str]]) -> None:
    found = cells(table(["name", "x|y"], rows))
    assert found == [["name", "x|y"], *([shown(cell).strip() for cell in row] for row in rows)]


@given(MARKUP)
@example("1. first")
@example("12) x")
@example("# title")
@example("- item")
@example("+ item")
@example("> said")
@example("===")
@example("---")
def test_a_paragraph_holds_its_text(text: str) -> None:
    rendered = PARSER.render(escaped(text))
    tags = set(re.findall(r"</?\w+", rendered))
    assert tags <= {"<p", "</p"}
    assert html.unescape(re.sub(r"</?p>", "", rendered)).strip() == shown(text).strip()


def test_a_sentence_stands_with_its_article_and_date() -> None:
    assert quotation("She *said* so.", "a_b", "2014-03-03") == "“She \\*said\\* so.” (a\\_b, 2014-03-03)"
    assert quotation("So.", None, "") == "“So.”"
    assert table(["e"], [[quotation("a|b", "x")]], raw=["e"]) == "| e |\n| --- |\n| “a\\|b” (x) |\n"
