"""Passes the answer to a query on to its client, such that what comes to an end is whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kgbuild.serve.limits import CHUNK, HELD_BACK
from kgbuild.serve.pool import Pool, Turn
from kgbuild.serve.wire import AnswerError, Job, Reason

logger = logging.getLogger(__name__)

STATUS = {
    Reason.QUERY: HTTPStatus.BAD_REQUEST,
    Reason.FORMAT: HTTPStatus.NOT_ACCEPTABLE,
    Reason.ROWS: HTTPStatus.UNPROCESSABLE_ENTITY,
    Reason.TIME: HTTPStatus.GATEWAY_TIMEOUT,
    Reason.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.STALLED: HTTPStatus.REQUEST_TIMEOUT,
    Reason.VERSION: HTTPStatus.HTTP_VERSION_NOT_SUPPORTED,
    Reason.STORE: HTTPStatus.INTERNAL_SERVER_ERROR,
    Reason.DIED: HTTPStatus.INTERNAL_SERVER_ERROR,
}
HEADERS = {
    "Vary": "Accept",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
"""What every response says: it is data, to be taken for nothing else."""


def refusal(status: int, message: str, hint: str = "") -> Response:
    """Return a response that says in words what is wrong."""
    headers = HEADERS | ({"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {})
    text = "\n".join(filter(None, (message, hint)))
    return PlainTextResponse(f"{text}\n", status, headers)


class QueryResponse:
    """The response to a query.

    The first part of an answer is held back. What fails before it is sent has a status of its own; what fails
    later ends without the mark of HTTP that a body is whole, so that every client takes it for broken off.
    A client that goes away ends its query.

    Args:
        pool: Who answers.
        job: The query.
    """

    def __init__(self, pool: Pool, job: Job) -> None:
        self._pool = pool
        self._job = job

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI has it."""
        body = _Body(scope, receive, send)
        answering = asyncio.create_task(self._answer(body))
        leaving = asyncio.create_task(_left(receive))
        self._pool.answering.add(answering)
        stopped = False
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            stopped = answering.cancelled()
        finally:
            self._pool.answering.discard(answering)
            for task in (answering, leaving):
                task.cancel()
            await asyncio.wait({answering, leaving})
        if stopped:
            await body.fail(AnswerError(Reason.BUSY, "the server is being stopped", "Ask again later."))
        elif not answering.cancelled():
            answering.result()

    async def _answer(self, body: _Body) -> None:
        try:
            async with self._pool.turn() as turn, aclosing(turn.answer(self._job)) as pieces:
                await _pass_on(pieces, turn, body)
        except AnswerError as error:
            await body.fail(error)
        else:
            await body.end()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _pass_on(pieces: AsyncGenerator[bytes, None], turn: Turn, body: _Body) -> None:
    body.content_type = (await anext(pieces)).decode()
    async for piece in pieces:
        body.held += piece
        if body.begun or len(body.held) > HELD_BACK:
            await body.send(turn)


class _Body:
    """An answer's body on its way to the client."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.content_type = ""
        self.held = bytearray()
        self.begun = False
        self._scope = scope
        self._receive = receive
        self._send = send

    async def send(self, turn: Turn) -> None:
        """Send what is held back, with more to come."""
        if not self.begun:
            if self._scope["http_version"] == "1.0":
                # Its bodies end with the connection, so that one that is broken off would look whole.
                raise AnswerError(
                    Reason.VERSION,
                    "so long an answer cannot be sent by HTTP/1.0, which does not tell where it ends",
                    "Use HTTP/1.1, or ask for less.",
                )
            headers = Headers(HEADERS | {"Content-Type": self.content_type})
            await self._send({"type": "http.response.start", "status": 200, "headers": headers.raw})
            self.begun = True
        for start in range(0, len(self.held), CHUNK):
            piece = bytes(self.held[start : start + CHUNK])
            await turn.to_client(self._send, {"type": "http.response.body", "body": piece, "more_body": True})
        self.held.clear()

    async def end(self) -> None:
        """Send what is held back as the last part, or as the whole."""
        if self.begun:
            await self._send({"type": "http.response.body", "body": bytes(self.held), "more_body": False})
        else:
            response = Response(bytes(self.held), 200, HEADERS | {"Content-Type": self.content_type})
            await response(self._scope, self._receive, self._send)

    async def fail(self, error: AnswerError) -> None:
        """Send an error in its place, or leave it without its end."""
        if self.begun:
            logger.warning("an answer was broken off: %s", error.message)
        else:
            response = refusal(STATUS[error.reason], error.message, error.hint)
            await response(self._scope, self._receive, self._send)
