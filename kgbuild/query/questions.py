"""The ready queries there are: a user's own folder beside those that come with kgbuild."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.config import resource_folder
from kgbuild.errors import KgbuildError, NotFoundError
from kgbuild.query.ready import QUERY_FILE, ReadyQuery, load_query

_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Questions:
    """Folders of ready queries; of two files of one name, the one in the earlier folder counts."""

    folders: tuple[Path, ...]

    def paths(self) -> dict[str, Path]:
        """Return the files by name, sorted."""
        files = {
            file.stem: file for folder in reversed(self.folders) for file in folder.glob(f"*{QUERY_FILE}")
        }
        return dict(sorted(files.items()))

    def find(self, name: str) -> ReadyQuery:
        """Return the ready query `name`.

        Raises:
            NotFoundError: There is none; the hint names the likely ones.
            KnowledgeError: Its header is wrong.
        """
        paths = self.paths()
        if name in paths:
            return load_query(paths[name])
        close = difflib.get_close_matches(name, paths, n=_LIKELY)
        words = set(name.casefold().split("-"))
        close = close or [known for known in paths if words & set(known.split("-"))][:_LIKELY]
        likely = f"Did you mean {' or '.join(close)}? " if close else ""
        raise NotFoundError(f"no ready question is called {name!r}", f"{likely}kgbuild ask lists all.")

    def each(self) -> Iterator[ReadyQuery | KgbuildError]:
        """Yield every ready query by name, or what is wrong with its file: one does not hide the others."""
        for path in self.paths().values():
            try:
                yield load_query(path)
            except KgbuildError as error:
                yield error


def questions(own: Path) -> Questions:
    """Return the questions of the folder `own`, and those that come with kgbuild.

    Raises:
        KnowledgeError: The installation is damaged.
    """
    shipped = resource_folder("queries")
    return Questions((own,) if own.resolve() == shipped.resolve() else (own, shipped))
