"""The article's own body against page furniture, on pages marked line by line and on made-up ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.documents.body import find_body
from kgbuild.documents.compose import compose
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.segments import pieces
from kgbuild.model import BlockKind, Document
from tests.documents import pages

LINES = [
    "Council boss quits over report",
    "Council boss quits over report",
    "By Ann Other, Political Editor",
    "12 May 2016",
    "The leader of the council has resigned after a report into its housing company.",
    "“I am sorry,” she said.",
    "The report states:",
    "- nobody kept accounts;",
    "Share this article",
    "Related articles",
    "Dog wins race",
    "Comments (3)",
    "Ann 2 hours ago",
    "What happens next",
    "",
    "   ",
    "It will be debated by the full council in July, and a new leader will be chosen by its members a...",
]


@pytest.mark.parametrize("name", pages.names())
def test_body_of_marked_page(name: str) -> None:
    page = pages.load_page(name)
    body = find_body(page.text, pieces(page.text))
    assert [(block.kind.value, block.span.of(page.text)) for block in body.blocks] == page.body


@given(st.lists(st.sampled_from(LINES), max_size=25), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_blocks_are_ordered_disjoint_trimmed_and_stable(lines: list[str], newline: str) -> None:
    check_blocks(newline.join(lines))


@given(st.text(max_size=400))
def test_blocks_of_any_text(text: str) -> None:
    check_blocks(text)


def check_blocks(text: str) -> None:
    try:
        document = compose("d", text)
    except UnreadableError:
        return
    assert document.text == text
    assert document == compose("d", text)
    assert Document.from_json(document.to_json()) == document
    end = 0
    for block in document.body:
        assert block.span.start >= end
        assert block.span.of(text) == block.span.of(text).strip()
        end = block.span.end
    assert end <= len(text)


def test_every_piece_left_out_says_why() -> None:
    page = pages.load_page("local_paper")
    for candidate in find_body(page.text, pieces(page.text)).candidates:
        assert bool(candidate.kept) != bool(candidate.reason)


def test_paragraphs_that_differ_in_numbers_both_stay() -> None:
    text = "\n\n".join(
        f"In {year} the council spent £{year % 100} million on care homes." for year in range(2010, 2016)
    )
    assert len(compose("d", text).body) == 6


def test_paragraph_that_stands_twice_is_kept_once() -> None:
    text = "\n\n".join(
        ["In 2010 the council spent £10 million on homes.", "The leader, Ada Finch, denied it."] * 2
    )
    assert len(compose("d", text).body) == 2


def test_text_without_any_sentence_is_kept() -> None:
    document = compose("d", "Tolbury leader Ada Finch\n\nappointed chair of Westmoor Homes\n")
    assert [block.span.of(document.text) for block in document.body] == [
        "Tolbury leader Ada Finch",
        "appointed chair of Westmoor Homes",
    ]


def test_furniture_alone_is_no_article() -> None:
    with pytest.raises(UnreadableError) as caught:
        compose("d", "Home | News | Sport\n\nShare\n\nTweet\n")
    assert caught.value.code == "no-text"


def test_known_title_is_the_headline_even_with_a_full_stop() -> None:
    text = "Leader quits.\n\nThe leader of Tolbury council has resigned after two years in the post.\n"
    kinds = [block.kind for block in compose("d", text, title="Leader quits").body]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_long_paragraph_is_divided_where_sentences_end() -> None:
    text = "".join(f"On day {day} the council met and agreed to nothing. " for day in range(3000)).strip()
    body = compose("d", text).body
    assert len(body) > 1
    assert all(block.span.of(text).endswith("nothing.") for block in body)
    assert sum(len(block.span.of(text)) + 1 for block in body) == len(text) + 1
