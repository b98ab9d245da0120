"""The endpoint as an ASGI application."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from kgbuild.serve.answer import QueryResponse, refusal
from kgbuild.serve.description import describe
from kgbuild.serve.pool import Pool
from kgbuild.serve.protocol import RequestError, accept_header, read_job

PATH = "/sparql"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
"""The names by which a browser may mean this machine; see `is_loopback`."""


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach `host`."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_app(pool: Pool, host: str, origins: Sequence[str], started: Callable[[], None]) -> Starlette:
    """Return the endpoint.

    Args:
        pool: Who answers queries; has been started.
        host: Where the server listens: a server on loopback answers only to loopback's names, lest a web page
            reaches it by a name of its own (DNS rebinding).
        origins: The web pages that may read answers; "*" for all.
        started: Called when queries are answered.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        started()
        try:
            yield
        finally:
            await pool.close()

    async def sparql(request: Request) -> ASGIApp:
        try:
            job = await read_job(request, pool.limits)
            if job is None:
                return describe(str(request.url.replace(query="")), accept_header(request))
        except RequestError as error:
            return refusal(error.status, error.message, error.hint)
        return QueryResponse(pool, job)

    async def home(_: Request) -> RedirectResponse:
        return RedirectResponse(PATH)

    hosts = (*LOOPBACK, host) if is_loopback(host) else ("*",)
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
            )
        )
    return Starlette(
        routes=[Route("/", home), Route(PATH, sparql, methods=["GET", "POST"])],
        middleware=middleware,
        lifespan=lifespan,
    )
