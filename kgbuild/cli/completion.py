"""What the shell completes arguments to: names of the graph; nothing, and quietly, where it cannot."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from kgbuild.config import load_settings
from kgbuild.errors import KgbuildError
from kgbuild.model import Kind

if TYPE_CHECKING:
    from kgbuild.rdf.graph import Graph


class _Offer(str):
    """A completion that Typer keeps: it drops what does not begin, letter for letter, with what is typed."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        return True


def names(*kinds: Kind) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """Return what completes an argument or option that takes a name: for `autocompletion=`.

    Args:
        kinds: Which kinds of things may be meant; none given: all.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(_Offer(escaped(name)), kind) for name, kind in matching(ctx.params, incomplete, kinds)]

    return complete


def matching(params: dict[str, Any], incomplete: str, kinds: Sequence[Kind] = ()) -> list[tuple[str, str]]:
    """Return the names that begin with `incomplete`, in any case and without its accents, and their kinds.

    Where none does, the one name with a word that does: a surname. Graphs elsewhere are not asked: a shell
    does not wait.

    Args:
        params: The options before it on the command line; `store` is heeded.
        incomplete: What is there of the name.
        kinds: Which kinds of things may be meant; none given: all.
    """
    from kgbuild.query.lookup import beginning

    return _found(params, lambda graph: beginning(graph, incomplete, kinds)) if incomplete else []


def articles(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the identifiers of articles that begin with `incomplete`, and their headlines."""
    from kgbuild.query.articles import beginning

    found = _found(ctx.params, lambda graph: beginning(graph, incomplete))
    return [(_Offer(escaped(article)), title) for article, title in found]


def _found(
    params: dict[str, Any], look: Callable[[Graph], Iterable[tuple[str, str]]]
) -> list[tuple[str, str]]:
    """Return what `look` finds in the graph of the store that `params` names; nothing where there is none."""
    try:
        settings = load_settings(store=params.get("store"))
        if "://" in str(settings.store):
            return []
        from kgbuild.rdf.store import open_graph

        return list(look(open_graph(settings.store)))
    except (KgbuildError, OSError):
        return []


def escaped(value: str) -> str:
    """Return `value` as the shell that asks for completions takes it: bash has spaces quoted by us."""
    word = _bash_word()
    if word is None or word.startswith(("'", '"')) or shlex.quote(value) == value:
        return value
    return "".join(c if c.isalnum() or c in "-_./:,@+%" else f"\\{c}" for c in value)


def _bash_word() -> str | None:
    """Return the word to complete as it stands on bash's command line; None for other shells."""
    if os.environ.get("_KGBUILD_COMPLETE") != "complete_bash":
        return None
    words = os.environ.get("COMP_WORDS", "").split("\n")
    number = os.environ.get("COMP_CWORD", "")
    return words[int(number)] if number.isdigit() and int(number) < len(words) else ""
