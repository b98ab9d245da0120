"""How much a query may cost."""

from __future__ import annotations

from dataclasses import dataclass

HELD_BACK = 1 << 20
"""Bytes of an answer that are held back: what fails before has a status and a message of its own."""
CHUNK = 1 << 16
"""Bytes of an answer that are passed on at once."""
STALLED = 30.0
"""Seconds within which a client has to take a chunk, and to send its request."""
SLOW = 1.0
"""Seconds after which a client that takes nothing no longer keeps others from computing."""
SLOW_CLIENTS = 16
"""How many such clients are served beside those that compute."""
WAITING = 256
"""How many queries may wait for their turn."""
QUEUED = 60.0
"""Seconds that one may wait."""
MAX_URL = 1 << 16
MAX_HEADER = 1 << 13
"""Bytes of a request's query string and of its Accept header."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user sets.

    Attributes:
        seconds: How long a query may compute; the time its client takes to read is not counted.
        rows: How many rows or triples an answer may have.
        body: How many bytes a request's body may have.
        memory: How many bytes a query's process may use, where the system can limit that; 0 for any.
        workers: How many queries compute at the same time.
    """

    seconds: float = 60.0
    rows: int = 10_000_000
    body: int = 1 << 20
    memory: int = 2 << 30
    workers: int = 2
