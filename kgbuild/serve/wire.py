"""What passes between the server and the processes that answer queries: a job in, frames out."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from enum import Enum, StrEnum

HEADER = struct.Struct(">cI")
"""A frame's kind, and the length of what follows."""


class Frame(Enum):
    """The kinds of frames; an answer is HEAD, DATA..., END, and FAILURE may stand in place of each."""

    READY = b"Y"
    """The process has started; told once."""
    HEAD = b"H"
    """The media type of the answer."""
    DATA = b"D"
    END = b"E"
    """The answer is whole."""
    RETIRED = b"R"
    """The answer is whole, and the process takes no other job."""
    FAILURE = b"F"
    """There is no answer, or what was sent of it is not whole; see `AnswerError`."""


class Reason(StrEnum):
    """Why there is no whole answer."""

    QUERY = "query"
    """The query is wrong, or not allowed."""
    FORMAT = "format"
    """No format that the client takes can hold the answer."""
    ROWS = "rows"
    """The answer is longer than the limit."""
    TIME = "time"
    """The query computed as long as the limit allows."""
    BUSY = "busy"
    """Too many others wait."""
    STALLED = "stalled"
    """The client took nothing for too long."""
    VERSION = "version"
    """The client's version of HTTP cannot tell a whole answer from one that is broken off."""
    STORE = "store"
    """The store is missing or damaged."""
    DIED = "died"
    """The process came to its end: for want of memory, or of stack."""


class AnswerError(Exception):
    """There is no whole answer.

    Args:
        reason: Why.
        message: What happened, for the client.
        hint: What to do next.
    """

    def __init__(self, reason: Reason, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.hint = hint

    def to_bytes(self) -> bytes:
        """Return it as a frame's content."""
        return json.dumps([self.reason, self.message, self.hint]).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> AnswerError:
        """Return what `to_bytes` wrote."""
        reason, message, hint = json.loads(content)
        return cls(Reason(reason), message, hint)


@dataclass(frozen=True, slots=True)
class Job:
    """A query as a client sent it.

    Attributes:
        query: SPARQL; nothing about it has been checked.
        accept: The Accept header; empty if there is none.
        format: What `?format=` says; empty if it says nothing.
        default_graphs: IRIs of the graphs that make the default graph.
        named_graphs: IRIs of the graphs that GRAPH finds. Where both are empty, the query sees all.
        rows: How many rows or triples the answer may have.
    """

    query: str
    accept: str = ""
    format: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: int = 0

    def to_line(self) -> bytes:
        """Return it as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Job:
        """Return what `to_line` wrote."""
        fields = json.loads(line)
        for name in ("default_graphs", "named_graphs"):
            fields[name] = tuple(fields[name])
        return cls(**fields)
