"""What every command does around its work: errors become messages, hints and exit codes."""

from __future__ import annotations

import functools
import inspect
import logging
import os
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, ParamSpec

import typer

from kgbuild.cli import console
from kgbuild.errors import ExitCode, KgbuildError, KgbuildWarning

P = ParamSpec("P")
_KILLED = 128
"""What shells add to the number of the signal that ended a command."""
AS_IT_STANDS = "\b"
"""The mark of click before a paragraph whose lines are not to be joined."""

logger = logging.getLogger(__name__)


def preformatted(docstring: str | None) -> str:
    """Return `docstring` as help, with its indented lists left as they stand."""
    paragraphs = inspect.cleandoc(docstring or "").split("\n\n")
    return "\n\n".join(f"{AS_IT_STANDS}\n{text}" if "\n " in text else text for text in paragraphs)


def telling_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Return `command` so that its errors are told in plain words and end it with their exit code.

    Its docstring becomes its help.

    See `kgbuild.errors.ExitCode` for what the codes mean.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            try:
                with _telling_warnings():
                    command(*args, **kwargs)
            finally:
                sys.stdout.flush()  # a reader that has gone is noticed here, not while Python shuts down
        except KgbuildError as error:
            raise tell(error) from error
        except BrokenPipeError as error:
            # What is still in the buffer would fail again at shutdown.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.OK) from error
        except KeyboardInterrupt as error:
            hint = "Nothing is half-written. Give the same command again; a build goes on where it was."
            console.error("stopped", hint)
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            _tell_crash(error)
            raise typer.Exit(ExitCode.INTERNAL) from error

    run.__doc__ = preformatted(command.__doc__)
    return run


@contextmanager
def tidying() -> Iterator[None]:
    """Let a request to end (SIGTERM) end the `with` block as an error would, so that no half file is left."""

    def stop(number: int, _: object) -> NoReturn:
        raise SystemExit(_KILLED + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _telling_warnings() -> Iterator[None]:
    """Tell the project's own warnings on stderr while the `with` block runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("default", KgbuildWarning)
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            if issubclass(category, KgbuildWarning):
                console.tell("warning", str(message))
            else:
                usual(message, category, *place, **more)

        warnings.showwarning = show
        yield


def tell(error: KgbuildError) -> typer.Exit:
    """Tell what is wrong and what to do, and return what ends the command with the error's code."""
    logger.debug("the command failed", exc_info=error)
    console.error(error.message, error.hint)
    return typer.Exit(error.exit_code)


def _tell_crash(error: Exception) -> None:
    what = f"an error in kgbuild itself: {type(error).__name__}: {error}"
    if logger.isEnabledFor(logging.DEBUG):
        traceback.print_exc()
        console.error(what, "Please report it with the lines above.")
        return
    with tempfile.NamedTemporaryFile(
        "w", prefix="kgbuild-", suffix=".log", encoding="utf-8", errors="backslashreplace", delete=False
    ) as log:
        traceback.print_exc(file=log)
    console.error(
        what, f"Please report it with the details in {log.name}; kgbuild --debug shows them at once."
    )
