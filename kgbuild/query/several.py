"""Several things that one name stands for: all that are called so, and what is part of them.

One body may stand in the graph under several names, or as its departments: who asks about it wants all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgbuild.model import Kind
from kgbuild.query.lookup import Candidate, Names

ALL = "*"
"""At the end of a name: all things that have its words."""


def meant(
    names: Names,
    name: str,
    kinds: tuple[Kind, ...],
    resolve: Callable[[str, tuple[Kind, ...]], Candidate],
    *,
    parts: bool = False,
) -> tuple[Candidate, ...]:
    """Return what `name` stands for.

    Args:
        names: The names of the graph.
        name: As for `Names.resolve`; with `ALL` behind it, all things with its words are meant.
        kinds: Which kinds may be meant; none given: all.
        resolve: Finds the one thing that a name means.
        parts: Whether what is stated to be part of these is meant, too.

    Raises:
        NotFoundError: Nothing is called so; or raised by `resolve`.
    """
    if name.rstrip().endswith(ALL):
        found: Sequence[Candidate] = names.all(name.rstrip().removesuffix(ALL), kinds)
    else:
        found = (resolve(name, kinds),)
    if parts:
        wholes = [one.iri for one in found]
        return (*found, *names.candidates(names.parts(wholes), "is part of it"))
    return tuple(found)
