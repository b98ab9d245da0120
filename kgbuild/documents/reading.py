"""Read a source: choose the reader by its ending or its first bytes, and report what cannot be read."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kgbuild.documents.compose import compose
from kgbuild.documents.decoding import decode, newlines
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.sources import FORMATS, Locator
from kgbuild.ids import digest
from kgbuild.model import Document, Finding, Level

_HEAD = 1 << 16
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(locator: Locator, stdin: BinaryIO | None = None) -> Iterator[tuple[str, Document] | Finding]:
    """Yield each document of a source with where it is, or a finding for what cannot be read.

    A feed (.jsonl) is read line by line as the result is consumed; other files hold one document. The id of a
    document is its file's stem, for a feed its record's id, for standard input a hash of the text.

    Args:
        locator: A file, or standard input, whose format is told by its first bytes.
        stdin: The stream to read as standard input; `sys.stdin` if None.
    """
    subject = str(locator)
    try:
        if locator.path is None:
            yield from _read_stream(stdin or sys.stdin.buffer, subject)
            return
        with locator.path.open("rb") as stream:
            kind = FORMATS.get(locator.path.suffix.lower())
            yield from _read_stream(stream, subject, kind, _stem(locator.path))
    except OSError as error:
        message = f"it cannot be read ({error.strerror}): check that it is there and its permissions."
        yield Finding(Level.ERROR, "unreadable-file", subject, message)


def _stem(path: Path) -> str:
    """Return the name without its ending, in characters that UTF-8 can hold."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def _read_stream(
    stream: BinaryIO, subject: str, kind: str | None = None, stem: str | None = None
) -> Iterator[tuple[str, Document] | Finding]:
    head = stream.read(_HEAD)
    kind = kind or _sniffed(head)
    if kind == "jsonl" and not head.startswith(_WIDE_MARKS) and b"\x00" not in head:
        yield from _feed(_all_lines(head, stream), stem, subject)
        return
    try:
        data = head + stream.read()
        if kind == "jsonl":
            yield from _feed(decode(data).text.encode().splitlines(keepends=True), stem, subject)
            return
        document, warning = _document(kind, data, stem, subject)
    except UnreadableError as problem:
        yield problem.finding(subject)
        return
    yield subject, document
    if warning:
        yield warning


def _sniffed(head: bytes) -> str:
    """Return the format of text whose first bytes are `head`: a feed, a web page, or plain text."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain.startswith(b"{"):
        return "jsonl"
    return "html" if _HTML.search(plain[:2048]) else "text"


def _all_lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of `head` and of what follows it in `stream`, without a byte order mark."""
    begun = head.removeprefix(b"\xef\xbb\xbf") + (b"" if head.endswith(b"\n") else stream.readline())
    return itertools.chain(begun.splitlines(keepends=True), stream)


def _feed(lines: Iterable[bytes], stem: str | None, subject: str) -> Iterator[tuple[str, Document] | Finding]:
    from kgbuild.documents.jsonl import read_jsonl

    for result in read_jsonl(lines, stem or "stdin", subject):
        yield result if isinstance(result, Finding) else (f"{subject}#{result.id}", result)


def _document(kind: str, data: bytes, stem: str | None, subject: str) -> tuple[Document, Finding | None]:
    """Return the one document in `data`, and a warning where bytes of it are damaged.

    The readers are imported here, each when its first file comes: some of their libraries are heavy.
    """
    document_id = stem or f"stdin-{digest(data.hex(), length=8)}"
    if kind == "pdf":
        from kgbuild.documents.pdf import read_pdf

        return read_pdf(document_id, data), None
    if kind == "word":
        from kgbuild.documents.word import read_docx

        return read_docx(document_id, data), None
    declared = _CHARSET.search(data[:4096]) if kind == "html" else None
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    text = newlines(decoded.text)
    if kind == "html":
        from kgbuild.documents.webpage import read_html

        document = read_html(document_id, text)
    elif kind == "markdown":
        from kgbuild.documents.markdown import read_markdown

        document = read_markdown(document_id, text)
    else:
        document = compose(document_id, text)
    return document, _warning(decoded.replaced, decoded.encoding, subject)


def _warning(replaced: int, encoding: str, subject: str) -> Finding | None:
    if not replaced:
        return None
    message = (
        f"{replaced} of its characters are damaged {encoding.upper()} and stand as U+FFFD in its text: "
        "fetch or save the file again if they matter."
    )
    return Finding(Level.WARNING, "damaged-characters", subject, message)
