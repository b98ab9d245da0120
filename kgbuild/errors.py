"""Errors that a user can act on, and the exit codes they end a command with."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit code means, the same for every command."""

    OK = 0
    """All went well."""
    FINDINGS = 1
    """The work is done, but something was found or skipped: see the messages."""
    USAGE = 2
    """The command line, a query or a parameter is wrong."""
    INPUT = 3
    """Nothing could be read from what was given."""
    STORE = 4
    """The store cannot be opened, is locked, or is damaged."""
    NOT_FOUND = 5
    """No entity, fact, article or query of that name, or several that fit."""
    BELOW = 6
    """A figure is below the bar that an option sets."""
    INTERNAL = 70
    """An error in kgbuild itself: please report it."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C; what was read is kept."""


class KgbuildWarning(UserWarning):
    """Base class of this project's warnings."""


class KgbuildError(Exception):
    """Base class of the errors a user can act on.

    Args:
        message: What is wrong, and where.
        hint: What to do next; printed on a line of its own.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if hint:
            self.add_note(f"hint: {hint}")  # a traceback, in Python's own use, shows it too


class DocumentError(KgbuildError):
    """A file or record that cannot be read as a document."""

    exit_code = ExitCode.INPUT


class ModelError(KgbuildError):
    """A spaCy pipeline that is not installed or does not load."""


class KnowledgeError(KgbuildError):
    """An error in a frame, gazetteer, ontology or query file; names file, line and key."""


class StoreError(KgbuildError):
    """A store that cannot be opened, is locked by another process, or is damaged."""

    exit_code = ExitCode.STORE


class QueryError(KgbuildError):
    """A query that does not parse, is not allowed, or lacks a parameter."""


class TimeLimitError(QueryError):
    """A query that took longer than it may, and was stopped.

    Args:
        seconds: How long it could take.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the query took longer than {seconds:g} s and was stopped: its answer is not whole",
            "Ask for less, with more specific patterns or a LIMIT; or give it more time.",
        )


class NotFoundError(KgbuildError):
    """A name that fits nothing, or more than one thing."""

    exit_code = ExitCode.NOT_FOUND


class ServeError(KgbuildError):
    """An endpoint that cannot listen where it should, or cannot serve such a store."""


class ExportError(KgbuildError):
    """An export that cannot be written."""
