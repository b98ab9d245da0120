"""What is compared: the types of gold facts, their arguments, the words of names (`data/rules.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "rules.yaml"


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How gold facts of one type are compared.

    Attributes:
        name: The type, as gold calls it.
        term: Its class, as a prefixed name.
        arguments: The property of each argument, as a prefixed name.
        required: The arguments without which a found fact is not the gold one.
    """

    name: str
    term: str
    arguments: Mapping[str, str]
    required: frozenset[str]

    @property
    def symmetric(self) -> bool:
        """Whether its arguments may change places."""
        return len(set(self.arguments.values())) < len(self.arguments)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is compared.

    Attributes:
        types: By name, in the order in which reports list them.
        texts: The arguments that are words, not somebody or something.
        uncompared: The arguments that gold may give and that are not compared.
        titles: The words that are left out of names, in lower case.
        determiners: The words that, like titles, make no proper name.
    """

    types: Mapping[str, TypeRule]
    texts: frozenset[str]
    uncompared: frozenset[str]
    titles: frozenset[str]
    determiners: frozenset[str]


@cache
def load_rules() -> Rules:
    """Return the rules of this package."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Rules(
        types={
            name: TypeRule(name, rule["class"], rule["arguments"], frozenset(rule["required"]))
            for name, rule in table["types"].items()
        },
        **{name: frozenset(table[name]) for name in ("texts", "uncompared", "titles", "determiners")},
    )
