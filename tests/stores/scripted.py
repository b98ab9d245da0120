"""A small HTTP server whose answers a test writes: for what no real endpoint can be made to do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Request(BaseHTTPRequestHandler):
    """What came in.

    Attributes:
        form: Its body.
    """

    form = ""

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends back; `length` may lie about the body."""

    status: int = 200
    body: bytes = b""
    type: str = "application/sparql-results+json"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


@contextmanager
def answering(reply: Callable[[Request], Reply]) -> Iterator[str]:
    """Run a server that gives `reply` to each request, whose body is its `form`; gives its URL."""

    class Handler(Request):
        def do_POST(self) -> None:
            self.form = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            given = reply(self)
            self.send_response(given.status)
            length = len(given.body) if given.length is None else given.length
            headers = {"content-type": given.type, "content-length": str(length), **given.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(given.body)

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
