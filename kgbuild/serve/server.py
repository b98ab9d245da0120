"""Listens on a port, and serves until it is stopped."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from kgbuild.errors import ServeError
from kgbuild.logs import errors_only
from kgbuild.rdf.store import open_graph
from kgbuild.serve.app import PATH, make_app
from kgbuild.serve.limits import MAX_URL, Limits
from kgbuild.serve.pool import Pool
from kgbuild.serve.wire import AnswerError

CONNECTIONS = 500
"""How many clients may be connected; others are told that the server is busy."""
KEPT = 30
"""Seconds that a connection is kept for the next query: longer than most clients keep theirs."""
ENDING = 2
"""Seconds that running answers get to end, once the server is stopped."""


class Endpoint:
    """A SPARQL endpoint that listens; who connects before it runs has to wait.

    Args:
        folder: The store.
        host: The address to listen at.
        port: The port; 0 for any that is free.
        limits: What a query may cost.
        origins: The web pages that may read answers; "*" for all.

    Attributes:
        url: Where it is, for clients on this machine.

    Raises:
        StoreError: There is no store, or it is damaged.
        ServeError: The port is in use, or may not be used.
    """

    def __init__(
        self, folder: Path, *, host: str, port: int, limits: Limits, origins: Sequence[str] = ()
    ) -> None:
        open_graph(folder)  # what is wrong with it is told now, not to the first client
        self._socket = _listen(host, port)
        shown = "localhost" if host in ("0.0.0.0", "::") else host
        shown = f"[{shown}]" if ":" in shown else shown
        self.url = f"http://{shown}:{self._socket.getsockname()[1]}{PATH}"
        self._pool = Pool(folder.absolute(), limits)
        self._host, self._origins = host, origins

    def run(self, announce: Callable[[str], None]) -> None:
        """Serve until Ctrl-C or SIGTERM comes.

        Args:
            announce: Called with the URL when queries are answered.

        Raises:
            KeyboardInterrupt: The user pressed Ctrl-C; all is closed by then.
            ServeError: No process that answers can be started: it gets too little memory.
        """
        config = uvicorn.Config(
            make_app(self._pool, self._host, self._origins, lambda: announce(self.url)),
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=KEPT,
            timeout_graceful_shutdown=2 * ENDING,
            h11_max_incomplete_event_size=4 * MAX_URL,
        )
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        with self._socket, errors_only("asyncio"):  # it warns of children that it finds ended already
            try:
                _Server(config, self._pool).run(sockets=[self._socket])
            except AnswerError as failure:
                memory = f"--memory: {self._pool.limits.memory >> 20} MiB may be too little to start with"
                hint = "Give more with --memory, or --memory 0 for as much as there is."
                raise ServeError(f"{failure.message}; {memory}", hint) from failure


class _Server(uvicorn.Server):
    """A server that first starts what answers, and breaks answers off in good order when it is stopped."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._pool.start()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(ENDING, self._pool.stop)
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"cannot listen at {host}: {error}", "Give an address of this machine.") from error
    try:
        if os.name == "posix":  # elsewhere it would let two servers share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OverflowError as error:
        listening.close()
        raise ServeError(f"there is no port {port}", "Give one from 1024 to 65535.") from error
    except OSError as error:
        listening.close()
        hint = "Give another with --port, or --port 0 for any that is free."
        if error.errno == errno.EADDRINUSE:
            raise ServeError(f"port {port} is in use by another program", hint) from error
        raise ServeError(f"cannot listen at {host}, port {port}: {error.strerror or error}", hint) from error
    return listening


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what uvicorn says of answers that are broken off on purpose; `answer` says it better."""
    return "without completing response" not in record.getMessage()
