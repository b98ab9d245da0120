"""Dividing text into pieces: lines, wrapped paragraphs, items."""

from __future__ import annotations

import textwrap

import pytest

from kgbuild.documents.segments import Piece, joined, pieces
from kgbuild.model import BlockKind

PARAGRAPHS = [
    "The council has agreed to hand its forty-one schools to a charity that was founded two years ago.",
    "Councillors voted by nineteen to twelve after a debate that went on until after midnight.",
    "The charity will take over in September, when the present contract with the county ends for good.",
]


def words(text: str, found: list[Piece]) -> list[str]:
    return [" ".join(piece.span.of(text).split()) for piece in found]


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_wrapped_lines_make_whole_paragraphs(width: int, gap: str) -> None:
    text = gap.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert words(text, pieces(text)) == PARAGRAPHS


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n \n", "\f"])
def test_unwrapped_lines_are_paragraphs(gap: str) -> None:
    text = gap.join(PARAGRAPHS)
    assert words(text, pieces(text)) == PARAGRAPHS


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "1. ", "a) ", "– "])
def test_items_lose_their_bullet(bullet: str) -> None:
    text = f"The report said:\n{bullet}nobody kept accounts\n{bullet}two cars were lost\n"
    found = pieces(text)
    assert words(text, found)[1:] == ["nobody kept accounts", "two cars were lost"]
    assert [piece.kind for piece in found] == [None, BlockKind.ITEM, BlockKind.ITEM]


def test_dash_that_begins_a_wrapped_line_is_no_bullet() -> None:
    text = (
        "The scheme, which was drawn up in haste by a firm of consultants in\n"
        "- of all places - the Isle of Wight, was never put to the vote by the\n"
        "members of the council.\n"
    )
    assert len(pieces(text)) == 1


def test_invisible_characters_are_white_space() -> None:
    text = "\ufeff\u200b The council met. \u200b\n"
    assert words(text, pieces(text)) == ["The council met."]


def test_joined_pieces_match_their_text() -> None:
    text, found = joined([(BlockKind.HEADING, "Boss quits"), (BlockKind.PARAGRAPH, "She left.")])
    assert text == "Boss quits\n\nShe left."
    assert [(piece.kind, piece.span.of(text)) for piece in found] == [
        (BlockKind.HEADING, "Boss quits"),
        (BlockKind.PARAGRAPH, "She left."),
    ]
