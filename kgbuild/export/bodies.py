"""What sort of body an organisation is, as far as its name tells: "council", "company", "police"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from kgbuild.config import resource_folder
from kgbuild.errors import KnowledgeError

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")

Words = tuple[str, ...]


class Sorts:
    """The sorts that the gazetteer gives to names of bodies.

    Args:
        named: The sort of each known body, by its name.
        tails: The sort of a name that ends in some words.
    """

    def __init__(self, named: Mapping[Words, str], tails: Mapping[Words, str]) -> None:
        self._named = named
        self._tails = tails
        self._longest = max(map(len, tails), default=0)

    def of(self, name: str) -> str:
        """Return the sort of the body called `name`; empty where its name does not tell.

        The longest ending counts: a "parish council" is a council, a "Trades Council" may be a union.
        """
        words = _words(name)
        if words in self._named:
            return self._named[words]
        endings = (words[-length:] for length in range(min(self._longest, len(words)), 0, -1))
        return next((self._tails[ending] for ending in endings if ending in self._tails), "")


@cache
def load_sorts() -> Sorts:
    """Return the sorts of the gazetteer in force.

    Raises:
        KnowledgeError: The gazetteer is missing or malformed.
    """
    folder = resource_folder("ontology") / "gazetteer"
    bodies, organisations = _table(folder / "bodies.yaml"), _table(folder / "organisations.yaml")
    try:
        named = _sorts(
            (name, one) for one in bodies["bodies"] for name in (one["name"], *one.get("also", ()))
        )
        tails = _sorts((one["head"], one) for one in organisations["heads"])
        shapes = _sorts((one["tail"], one) for one in organisations["legal_shapes"])
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"{folder}: bodies.yaml or organisations.yaml lacks the sorts of bodies: {error!r}",
            "See the headers of these files in the package for their form.",
        ) from error
    return Sorts(named, tails | shapes)


def _sorts(entries: Iterable[tuple[str, Mapping[str, str]]]) -> dict[Words, str]:
    return {_words(str(name)): one["sort"] for name, one in entries}


def _words(name: str) -> Words:
    return tuple(_WORD.findall(name.casefold().replace("’", "'")))


def _table(path: Path) -> Mapping[str, list[Mapping[str, str]]]:
    try:
        table: Mapping[str, list[Mapping[str, str]]] = yaml.load(
            path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
        )
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: {error}", "The ontology folder is incomplete or damaged.") from error
    return table
