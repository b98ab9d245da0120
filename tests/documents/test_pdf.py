"""PDF files: paragraphs out of lines, running heads, locked and damaged files."""

from __future__ import annotations

import io
import textwrap

import pytest
from pypdf import PdfWriter

from kgbuild.documents.pdf import read_pdf
from kgbuild.documents.problems import UnreadableError
from tests.documents.files import STORY, body_of, pdf

Line = tuple[float, float, str]


def column(paragraphs: list[str], top: float) -> list[Line]:
    """Set paragraphs at 14 points a line, 24 points between them."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for words in textwrap.wrap(paragraph, 60):
            lines.append((top, 11, words))
            top -= 14
        top -= 10
    return lines


def page(number: int, paragraphs: list[str], top: list[Line] | None = None) -> list[Line]:
    head: Line = (810, 8, f"Tolbury Health Trust - board paper {number}")
    foot: Line = (30, 8, f"Page {number} of 3")
    return [head, *(top or []), *column(paragraphs, 700), foot]


def squeezed(data: bytes) -> list[tuple[str, str]]:
    return [(kind, " ".join(words.split())) for kind, words in body_of(read_pdf("d", data))]


def test_paragraphs_of_pages() -> None:
    half = STORY[2].index("found")
    data = pdf(
        [
            page(1, list(STORY[:2]), [(770, 20, "Trust chief quits"), (740, 11, "3 March 2014")]),
            page(2, [STORY[3], STORY[2][:half]]),
            page(3, [STORY[2][half:], "The board will meet again in May."]),
        ]
    )
    document = read_pdf("d", data)
    assert (document.title, document.issued) == ("Trust chief quits", "2014-03-03")
    assert squeezed(data) == [
        ("heading", "Trust chief quits"),
        ("paragraph", STORY[0]),
        ("paragraph", STORY[1]),
        ("paragraph", STORY[3]),
        ("paragraph", STORY[2]),
        ("paragraph", "The board will meet again in May."),
    ]
    assert "board paper" not in document.text


def test_divided_words_are_joined() -> None:
    lines: list[Line] = [
        (700, 11, "The department set up a new multi-agency hub, and the depart-"),
        (686, 11, "ment said that social workers would now work in a multi-"),
        (672, 11, "agency team with the police, whose chief is Joan Ashby-"),
        (658, 11, "Cole."),
    ]
    words = squeezed(pdf([lines]))[0][1]
    assert "the department said" in words
    assert "a multi-agency team" in words
    assert "Ashby-Cole." in words


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf([page(1, list(STORY))])))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_file_locked_against_changes_only_is_read() -> None:
    assert ("paragraph", STORY[0]) in squeezed(locked(""))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (locked("secret"), "encrypted-file"),
        (b"%PDF-1.4\nnothing else", "damaged-file"),
        (b"words", "damaged-file"),
        (pdf([page(1, list(STORY))])[:300], "damaged-file"),
        (pdf([[]]), "no-text"),
        (pdf([]), "no-text"),
    ],
)
def test_bad_files(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf("d", data)
    assert caught.value.code == code
