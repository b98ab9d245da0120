"""Turn bytes into text: UTF-8, UTF-16 and Windows-1252 by rule, other encodings by charset-normalizer."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kgbuild.documents.problems import UnreadableError

_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_TOO_SHORT_TO_TELL = 64
"""Bytes below which statistics about an encoding mean nothing, and Windows-1252 is the likeliest."""

_CLOSE_ENOUGH = 0.1
"""How much worse Windows-1252 may score than the best guess: its neighbours share most of its letters."""

_MOST_CONTROLS = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was encoded.

    Attributes:
        text: The text; a byte order mark is no part of it.
        encoding: The encoding's name.
        replaced: How many damaged bytes stand as U+FFFD in it.
    """

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text that `data` holds.

    UTF-8 and what a byte order mark says come first, then `declared` (what an HTML page says of itself), then
    the guess of charset-normalizer; between code pages that fit alike, Windows-1252 is taken.

    Raises:
        UnreadableError: `data` is empty, no text, cut off, or in no encoding that can be told.
    """
    if not data.strip():
        raise UnreadableError(
            "empty-file", "nothing is in it", "put the article's text in, or leave the file out."
        )
    _refuse_binary(data)
    decoded = _marked(data) or _utf16(data) or _utf8(data) or _declared(data, declared) or _guessed(data)
    if _controls(decoded.text) > _MOST_CONTROLS:
        raise _binary("a file of control characters")
    return decoded


def newlines(text: str) -> str:
    r"""Return `text` with "\r\n" and "\r" as "\n", as Python reads text files."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _binary(what)


def _binary(what: str) -> UnreadableError:
    return UnreadableError(
        "binary-file", f"it looks like {what}, not text", "save it as text, or leave the file out."
    )


def _marked(data: bytes) -> Decoded | None:
    """Decode by the byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    return None


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3:
            raise _truncated(encoding) from error
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))
    if "\x00" in text:
        raise _binary("a binary file")
    return Decoded(text, encoding)


def _truncated(encoding: str) -> UnreadableError:
    return UnreadableError(
        "truncated-file",
        f"it breaks off amid a character of {encoding.upper()}",
        "fetch or save the file again.",
    )


def _utf16(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark, which Western text gives away by a zero in every other byte."""
    sample = data[:_SAMPLE]
    if b"\x00" not in sample:
        return None
    half = max(len(sample) // 2, 1)
    high, low = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if low > 0.4 and high < 0.1:
        return _strict(data, "utf-16-le")
    if high > 0.4 and low < 0.1:
        return _strict(data, "utf-16-be")
    raise _binary("a binary file")


def _utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8, also where single bytes of it are damaged."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        if error.reason == "unexpected end of data" and not before.isascii():
            raise _truncated("utf-8") from error
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = len(text) - sum(character.isascii() for character in text) - damaged
    return Decoded(text, "utf-8", damaged) if sound > 2 * damaged else None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    try:
        return Decoded(data.decode(declared), declared) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(data: bytes) -> Decoded:
    import charset_normalizer  # late: most files are UTF-8

    matches = list(charset_normalizer.from_bytes(data))
    windows = [m for m in matches if "cp1252" in {m.encoding, *m.could_be_from_charset}]
    likely = any(m.chaos <= matches[0].chaos + _CLOSE_ENOUGH for m in windows)
    if likely or not matches or len(data) < _TOO_SHORT_TO_TELL:
        try:
            return Decoded(data.decode("cp1252"), "cp1252")
        except UnicodeDecodeError:
            pass
    if not matches:
        raise UnreadableError("unknown-encoding", "its encoding cannot be told", "save it as UTF-8.")
    return Decoded(str(matches[0]), matches[0].encoding)


def _controls(text: str) -> float:
    sample = text[:_SAMPLE]
    controls = sum(character < " " and character not in "\t\n\r\f\v\x1a\x1b" for character in sample)
    return controls / max(len(sample), 1)
