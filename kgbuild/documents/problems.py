"""What keeps a file or a record from being read, as an exception inside and as a finding outside."""

from __future__ import annotations

from kgbuild.errors import DocumentError
from kgbuild.model import Finding, Level


class UnreadableError(DocumentError):
    """A file or record that cannot be read as a document.

    Args:
        code: A short name for the kind of problem: "empty-file".
        message: What is wrong, without the name of the file.
        hint: What to do.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.code = code

    def finding(self, subject: str, level: Level = Level.ERROR) -> Finding:
        """Return the problem as a finding about `subject`."""
        return Finding(level, self.code, subject, f"{self.message}: {self.hint}")
