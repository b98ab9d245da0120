"""Bytes to text: encodings, damaged and binary files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.documents.decoding import decode, newlines
from kgbuild.documents.problems import UnreadableError

QUOTE = "The mayor’s £5m café plan – “a scandal” – was dropped."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_give_the_same_text(encoding: str) -> None:
    assert decode(QUOTE.encode(encoding)).text == QUOTE


@pytest.mark.parametrize("words", ["£", "café", "He said: ‘No’.", "“Yes” – the mayor’s answer"])
def test_short_windows_text(words: str) -> None:
    assert decode(words.encode("cp1252")).text == words


def test_other_code_pages_by_the_library() -> None:
    words = "Городской совет назначил нового директора службы, который приступит к работе в понедельник."
    assert decode(words.encode("cp1251")).text == words


def test_declared_encoding_is_taken_before_a_guess() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2").text == "Łódź"
    assert decode("café".encode("cp1252"), "no-such-encoding").text == "café"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \r\n\t", "empty-file"),
        (b"\x89PNG\r\n\x1a\n....", "binary-file"),
        (b"%PDF-1.4 ...", "binary-file"),
        (b"PK\x03\x04....", "binary-file"),
        (b"abc\x00\x01\x02\x03def", "binary-file"),
        (bytes(range(1, 32)) * 10, "binary-file"),
        (QUOTE.encode("utf-16")[:-1], "truncated-file"),
        ("The mayor".encode("utf-16-le")[:-1], "truncated-file"),
        (QUOTE.encode()[: QUOTE.encode().index("“".encode()) + 2], "truncated-file"),
    ],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert caught.value.code == code
    assert caught.value.hint


def test_damaged_utf8_is_read_and_counted() -> None:
    decoded = decode("“Café” – no".encode() + b"\x93 " + "– yes".encode())
    assert decoded.text == "“Café” – no\ufffd – yes"
    assert decoded.replaced == 1


def test_newlines() -> None:
    assert newlines("a\r\nb\rc\n") == "a\nb\nc\n"


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_utf8_round_trip(text: str) -> None:
    assert decode(text.encode("utf-8-sig")).text == text
