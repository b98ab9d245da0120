"""Read JSON Lines: a document a line, with id, text, title, issued and source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kgbuild.documents.compose import compose
from kgbuild.documents.dates import read_date
from kgbuild.documents.decoding import decode
from kgbuild.documents.problems import UnreadableError
from kgbuild.model import Document, Finding, Level

_AS_STRING = "put it in quotes, or leave it out."
_FORM = 'write one object a line, such as {"id": "a1", "text": "..."}.'


def read_jsonl(lines: Iterable[bytes], stem: str, subject: str) -> Iterator[Document | Finding]:
    """Yield the document of each line as it is read, and a finding for each line that holds none.

    Args:
        lines: The file's lines; blank ones are passed over.
        stem: What the id of a record without one begins with; its line's number follows.
        subject: The file's name, for findings.
    """
    seen: set[str] = set()
    number = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{subject}:{number}"
        try:
            record = _record(line)
            document = _document(record, f"{stem}-{number}")
            if document.id in seen:
                message = f"the id {document.id!r} stands in an earlier line too"
                raise UnreadableError("duplicate-id", message, "give each document an id of its own.")
        except UnreadableError as problem:
            problem.message = f"line {number}: {problem.message}"
            yield problem.finding(where)
            continue
        seen.add(document.id)
        yield document
        issued = record.get("issued")
        if issued and not document.issued:
            message = (
                f"line {number}: {issued!r} is no whole date, so it is left out: write it as 2014-03-31."
            )
            yield Finding(Level.WARNING, "unknown-date", where, message)
    if not number:
        message = "no line is in it: put in one document a line, or leave the file out."
        yield Finding(Level.ERROR, "empty-file", subject, message)


def _record(line: bytes) -> dict[str, Any]:
    text = decode(line).text
    try:
        record = json.loads(text)
        # what JSON can escape and UTF-8 cannot hold would fail later, far from its line
        text.encode() if "\\u" not in text else json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(
            "bad-json", "it holds half a character (a lone surrogate)", "write it whole."
        ) from error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise UnreadableError("bad-json", f"it is not JSON ({reason})", _FORM) from error
    if not isinstance(record, dict):
        raise UnreadableError("bad-json", "it is no JSON object", _FORM)
    return record


def _document(record: dict[str, Any], default_id: str) -> Document:
    for name in ("text", "title", "issued", "source"):
        if not isinstance(record.get(name), str | None):
            raise UnreadableError("wrong-type", f"{name!r} is not a string", _AS_STRING)
    given = record.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise UnreadableError("wrong-type", "'id' is not a string", _AS_STRING)
    text = record.get("text")
    if not text or not text.strip():
        raise UnreadableError("missing-text", "'text' is missing or empty", _FORM)
    return compose(
        str(given).strip() if given not in (None, "") else default_id,
        text,
        title=_word(record, "title"),
        issued=read_date(record["issued"]) if _word(record, "issued") else None,
        source=_word(record, "source"),
    )


def _word(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return " ".join(value.split()) or None if value else None
