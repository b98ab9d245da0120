"""Keeping libraries from telling on stderr what is none of a user's business."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def errors_only(logger: str) -> Iterator[None]:
    """Let the logger of this name tell of errors alone while the `with` block runs."""
    quieted = logging.getLogger(logger)
    before = quieted.level
    quieted.setLevel(logging.ERROR)
    try:
        yield
    finally:
        quieted.setLevel(before)
