"""How far a long run is: a bar with counts and time left on a terminal, plain lines in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kgbuild.progress import Progress

STEPS = 10
"""How many lines a stage prints at most in a pipe, beside its first."""


@contextmanager
def shown(elsewhere: Progress | None = None) -> Iterator[Progress]:
    """Yield what shows progress on stderr while the `with` block runs.

    Args:
        elsewhere: What shows it where no bar can be drawn; None for plain lines.
    """
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):  # bars are drawn with escape codes
        with _bars() as progress:
            yield progress
    else:
        yield elsewhere or Lines()


class Lines:
    """Plain lines: one when a stage begins, then one for each tenth of it."""

    def __init__(self) -> None:
        self._printed = ("", 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Print a line when there is news."""
        step = (stage, done * STEPS // total if total else 0)
        if step != self._printed:
            self._printed = step
            count = f": {done} of {total}" if total else ""
            print(f"{stage}{count}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as display:
        tasks: dict[str, rich_progress.TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = display.add_task(stage, total=total or None)
            display.update(tasks[stage], completed=done)

        yield report
