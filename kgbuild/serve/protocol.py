"""Reads a request as the SPARQL 1.1 Protocol has it: where the query stands, and what it may see."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kgbuild.serve.limits import MAX_HEADER, MAX_URL, STALLED, Limits
from kgbuild.serve.wire import Job

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORMAT_NAMES = ("format", "output")
MAX_FIELDS = 1000

Fields = dict[str, list[str]]


class RequestError(Exception):
    """A request that is not answered.

    Args:
        status: HTTP's status.
        message: What is wrong.
        hint: What to do next.
    """

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.hint = hint


async def read_job(request: Request, limits: Limits) -> Job | None:
    """Return the query of `request`; None where it asks nothing and wants to know what is here.

    Raises:
        RequestError: The request is no query, or too large.
    """
    if len(request.url.query) > MAX_URL:
        raise RequestError(414, f"the URL is longer than {MAX_URL} bytes", "Send the query by POST.")
    accept = accept_header(request)
    in_url = _fields(request.scope["query_string"])
    if request.method != "POST":
        return _job(in_url, accept, limits) if in_url else None
    media_type = _media_type(request)
    if media_type == UPDATE:
        raise _update()
    if media_type not in (FORM, QUERY):
        found = repr(media_type) if media_type else "no Content-Type"
        raise RequestError(415, f"a query cannot be sent as {found}", f"Send it as {QUERY} or {FORM}.")
    body = await _body(request, limits.body)
    if media_type == FORM:
        return _job(_fields(body), accept, limits)
    if "query" in in_url:
        raise RequestError(400, "there is a query in the URL and another in the body", "Send one.")
    return _job(in_url | {"query": [_text(body)]}, accept, limits)


def accept_header(request: Request) -> str:
    """Return the Accept headers of `request` as one.

    Raises:
        RequestError: They are too long.
    """
    accept = ", ".join(request.headers.getlist("accept"))
    if len(accept) > MAX_HEADER:
        raise RequestError(431, f"the Accept header is longer than {MAX_HEADER} bytes", "Name fewer formats.")
    return accept


def _job(fields: Fields, accept: str, limits: Limits) -> Job:
    if "update" in fields:
        raise _update()
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise RequestError(
            400, f"there is {'no' if not queries else 'more than one'} query", "Give one, as query=..."
        )
    formats = [value for name in FORMAT_NAMES for value in fields.get(name, [])]
    return Job(
        query=queries[0],
        accept=accept,
        format=formats[0] if formats else "",
        default_graphs=tuple(fields.get("default-graph-uri", [])),
        named_graphs=tuple(fields.get("named-graph-uri", [])),
        rows=limits.rows,
    )


def _update() -> RequestError:
    return RequestError(
        403,
        "this endpoint only reads: it takes no update",
        "Use kgbuild build and kgbuild remove to change what is in the graph.",
    )


def _media_type(request: Request) -> str:
    """Return the media type of the body, without parameters.

    Raises:
        RequestError: The body is not in UTF-8, or is compressed.
    """
    if "content-encoding" in request.headers:
        raise RequestError(415, "a compressed body is not read", "Send it as it is.")
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise RequestError(415, "the body is not in UTF-8", "SPARQL is sent in UTF-8.")
    return media_type.strip()


async def _body(request: Request, limit: int) -> bytes:
    too_large = RequestError(413, f"the body is larger than {limit} bytes", "Send a shorter query.")
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(STALLED):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise too_large
    except TimeoutError:
        raise RequestError(408, f"the body did not come within {STALLED:g} s") from None
    except ClientDisconnect:
        raise RequestError(400, "the body is not whole") from None
    return bytes(body)


def _fields(encoded: bytes) -> Fields:
    fields: Fields = {}
    try:
        pairs = parse_qsl(_text(encoded), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise RequestError(400, f"there are more than {MAX_FIELDS} fields", "Send the query only.") from error
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> RequestError:
    return RequestError(400, "the request is not in UTF-8", "SPARQL is sent in UTF-8.")
