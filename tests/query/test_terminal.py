"""Tables on a terminal: no word is broken, sentences stand with where they come from, nothing is lost."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kgbuild.config import DEFAULT_BASE
from kgbuild.query.answer import Answer
from kgbuild.query.solutions import of_texts
from kgbuild.query.tables import print_table, to_markdown

SENTENCE = (
    "The harbour board praised Orla Finch, who had led the rescue of the ferry in the storm of that night."
)
OTHER = "Nobody praised her, said the board."
COLUMNS = ("person", "role", "body", "from", "article", "date", "sentence", "fact")
ROW = (
    "Bartholomew Quillington",
    "temporary superintendent",
    "Northmere Constabulary",
    "2013-01-01",
    "northmere-harbour-007",
    "2014-02-03",
    SENTENCE,
    "fact/0123456789abcdef",
)
CONTRADICTION = ("what", "sentence", "article", "date", "fact", "otherSentence", "otherArticle", "otherDate")


def printed(columns: Sequence[str], *rows: Sequence[str], width: int = 100, terminal: bool = True) -> str:
    """Return what a terminal of that width shows of a table, or what a pipe is given."""
    text = io.StringIO()
    console = Console(file=text, width=width, force_terminal=terminal, color_system=None)
    print_table(columns, rows, console)
    return text.getvalue()


def words(text: str) -> set[str]:
    """Return the words of a text, without the brackets and commas about where a sentence stands."""
    return {word.strip("[],") for word in text.split()}


def is_table(text: str) -> bool:
    """Whether it has columns under headings, instead of a paragraph a row."""
    return "──" in text


@pytest.mark.parametrize("width", [40, 60, 80, 90, 100, 120, 160, 300])
def test_no_word_date_or_identifier_is_broken(width: int) -> None:
    text = printed(COLUMNS, ROW, width=width)
    assert words(" ".join(ROW)) <= words(text)
    assert max(map(len, text.splitlines())) <= width


def test_a_row_is_a_paragraph_where_its_columns_do_not_fit() -> None:
    narrow, wide = printed(COLUMNS, ROW, width=80), printed(COLUMNS, ROW, width=160)
    assert not is_table(narrow)
    assert is_table(wide)
    first, second, *_ = narrow.splitlines()
    assert (first.split(maxsplit=1), second.split(maxsplit=1)) == (["person", ROW[0]], ["role", ROW[1]])
    assert "Bartholomew Quillington  temporary superintendent  Northmere Constabulary  2013-01-01" in wide


def test_paragraphs_line_up_and_leave_out_what_is_empty() -> None:
    other = ("Ada Quill", "", *ROW[2:])
    text = printed(COLUMNS, ROW, other, width=60)
    first, second = text.split("\n\n")
    assert "role" in first
    assert "role" not in second
    assert {part.find("Northmere") for part in text.splitlines() if part.startswith("body")} == {10}
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("width", [100, 160])
def test_long_text_in_any_column_gets_the_room_it_needs(width: int) -> None:
    columns, row = ("speaker", "quote", *COLUMNS[4:]), ("Orla Finch", " ".join([SENTENCE] * 4), *ROW[4:])
    text = printed(columns, row, width=width)
    quote = [line for line in text.splitlines() if "harbour board praised" in line or "storm of that" in line]
    assert is_table(text) is (width > 100)
    assert len(quote) <= 12
    assert words(SENTENCE) <= words(text)


def test_each_sentence_stands_with_where_it_comes_from() -> None:
    row = ("the rescue", SENTENCE, "harbour", "2014-02-03", "fact/a", OTHER, "ferry", "2015-01-01")
    for width in (60, 100, 200):
        text = printed(CONTRADICTION, row, width=width)
        assert "otherEvidence" in text
        assert not {"otherSentence", "otherArticle", "otherDate"} & words(text)
        assert "[ferry, 2015-01-01]" in text
        assert "[harbour, 2014-02-03, fact/a]" in text
    assert f"“{OTHER}” (ferry, 2015-01-01)" in to_markdown(CONTRADICTION, [row])


def test_a_sentence_in_a_column_called_as_what_it_tells_is_evidence_too() -> None:
    columns = ("person", "praise", "praiseArticle", "praiseDate", "praiseFact")
    text = printed(columns, ("Orla Finch", SENTENCE, "ferry", "", "fact/b"))
    assert text.splitlines()[0].split() == ["person", "praise"]
    assert "[ferry, undated, fact/b]" in text


def test_a_sentence_that_is_missing_leaves_no_brackets() -> None:
    text = printed(CONTRADICTION, ("the rescue", SENTENCE, "harbour", "", "", OTHER, "ferry", ""), [""] * 8)
    assert "[]" not in text
    empty = to_markdown(CONTRADICTION, [("x", SENTENCE, "harbour", "", "", OTHER, "", ""), ("y", *[""] * 7)])
    assert empty.splitlines()[-1] == "| y |  |  |"


def test_an_article_without_a_date_is_undated() -> None:
    row = (*ROW[:5], "", *ROW[6:])
    for width in (80, 200):
        assert "[northmere-harbour-007, undated, fact/" in printed(COLUMNS, row, width=width)
    assert " undated " in printed(COLUMNS, row, terminal=False)
    assert "(northmere-harbour-007, undated, fact/" in to_markdown(COLUMNS, [row])
    solutions = of_texts(COLUMNS, [row])
    assert ">undated<" in Answer(solutions, DEFAULT_BASE)._repr_html_()
    assert (
        "undated" not in Answer(solutions, DEFAULT_BASE).to_csv() + Answer(solutions, DEFAULT_BASE).to_json()
    )
    assert "undated" not in printed(("article", "date"), ("a", ""), terminal=False)


def test_short_rows_have_no_lines_between_them() -> None:
    assert printed(("a", "b"), ("1", "x"), ("2", "y")).splitlines()[2:] == ["1  x", "2  y"]


def test_names_stay_whole_as_long_as_the_terminal_has_room() -> None:
    text = printed(("person", "role", *COLUMNS[4:]), ("Orla Finch", "temporary chief constable", *ROW[4:]))
    assert "Orla Finch  temporary chief constable  The harbour board" in text


def test_columns_that_need_little_are_whole_before_others_grow() -> None:
    row = ("Martin Thackrah", "temporary chief constable", "Carrowshire Police", "reported", *ROW[4:])
    text = printed(("person", "role", "body", "basis", *COLUMNS[4:]), row)
    assert is_table(text)
    assert "Martin Thackrah temporary Carrowshire Police reported The harbour" in " ".join(text.split())


def test_a_narrow_column_has_room_for_more_than_a_short_word() -> None:
    row = (
        "Alan B. Pennifold",
        "asserted",
        "Appointment",
        "Northmere City Council",
        "trust of its own",
        *ROW[4:],
    )
    text = printed(("claimant", "stated", "type", "who", "what", *COLUMNS[4:]), row)
    assert is_table(text)
    assert "trust of" in text


@pytest.mark.parametrize("width", [80, 200])
def test_where_a_sentence_stands_is_dim(width: int) -> None:
    text = io.StringIO()
    print_table(COLUMNS, [ROW], Console(file=text, width=width, force_terminal=True, color_system="standard"))
    assert re.findall(r"\x1b\[2m(\S+),", text.getvalue()) == ["[northmere-harbour-007"]
    assert re.findall(r"\x1b\[1m(\w+)", text.getvalue()) == [*COLUMNS[:4], "evidence"]


WORD = st.text(st.sampled_from("abcdé漢字-"), min_size=1, max_size=15)
CELL = st.lists(WORD, max_size=12).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=4), st.integers(40, 150))
def test_whatever_a_table_holds_no_word_is_broken_or_lost(rows: list[tuple[str, ...]], width: int) -> None:
    assume(any("".join(row) for row in rows))
    text = printed(("who", "what", "sentence", "article", "date"), *rows, width=width)
    assert words(" ".join(cell for row in rows for cell in row)) <= words(text)
    assert max(map(cell_len, text.splitlines())) <= width
