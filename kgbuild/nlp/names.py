"""Proper names of an article, by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgbuild.model import Kind
from kgbuild.nlp.article import Article

SHORTENED = frozenset({"company", "education", "health"})
"""Sorts of bodies that are called by the first word of their names: "Harrow Holdings", "Hope Academy"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name at tokens `start` to `end` (exclusive).

    Attributes:
        start: The first token.
        end: The token after the last.
        kind: What it names; None where nothing tells.
        found: The rule that decided.
        sort: For bodies and works, what sort ("council", "company", "law").
        canonical: For known bodies, the usual full name.
        gender: What a title tells.
    """

    start: int
    end: int
    kind: Kind | None
    found: str
    sort: str | None = None
    canonical: str | None = None
    gender: str | None = None


@dataclass(frozen=True)
class Surface:
    """The names of an article by token, for look-up.

    Attributes:
        article: The article.
        names: Its proper names.
        at: For each token inside a name, the name.
    """

    article: Article
    names: Sequence[Name]
    at: dict[int, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, names: Sequence[Name]) -> Surface:
        """Index the names of an article."""
        return cls(article, names, {i: name for name in names for i in range(name.start, name.end)})

    def is_kind(self, i: int, kind: Kind) -> bool:
        """Whether token `i` is part of a name of a kind."""
        return i in self.at and self.at[i].kind is kind
