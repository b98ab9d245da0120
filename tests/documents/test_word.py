"""Word documents: styles tell headings and items, tables are read, the file's own dates are not."""

from __future__ import annotations

import io

import docx
import pytest

from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.word import read_docx
from tests.documents.files import STORY, body_of


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_file() -> None:
    document = docx.Document()
    document.add_heading("Trust chief quits", 0)
    document.add_paragraph("3 March 2014")
    document.add_paragraph(f"  {STORY[0]}\n{STORY[1]}")
    document.add_heading("What was found", 1)
    document.add_paragraph("wards were short of nurses", style="List Bullet")
    document.add_paragraph("")
    document.add_table(1, 2).rows[0].cells[0].text = STORY[2]
    document.add_paragraph("ENDS")
    document.add_paragraph("For media enquiries call the press office on 01632 960 114.")
    found = read_docx("d", saved(document))
    assert (found.title, found.issued) == ("Trust chief quits", "2014-03-03")
    assert body_of(found) == [
        ("heading", "Trust chief quits"),
        ("paragraph", STORY[0]),
        ("paragraph", STORY[1]),
        ("heading", "What was found"),
        ("item", "wards were short of nurses"),
        ("paragraph", STORY[2]),
    ]


def test_date_of_the_file_is_no_date_of_issue() -> None:
    document = docx.Document()
    document.add_paragraph(STORY[0])
    assert read_docx("d", saved(document)).issued is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"words", "damaged-file"),
        (saved(docx.Document())[:900], "damaged-file"),
        (saved(docx.Document()), "no-text"),
    ],
)
def test_bad_files(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_docx("d", data)
    assert caught.value.code == code
