"""Colours and sizes, the same in every format and picture; the colours are data (`palette.yaml`)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

_SMALLEST, _LARGEST, _GROWTH = 8.0, 60.0, 4.0
_THINNEST, _THICKEST = 1.0, 6.0


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours, as `#rrggbb`.

    Attributes:
        kinds: By kind of node: "Person", and "Event".
        relations: By relation: "criticised".
        types: By type of fact: "Criticism".
        other: For all else.
    """

    kinds: Mapping[str, str]
    relations: Mapping[str, str]
    types: Mapping[str, str]
    other: str

    def of_kind(self, kind: str) -> str:
        """Return the colour of nodes of `kind`."""
        return self.kinds.get(kind, self.other)

    def of_relation(self, relation: str, fact_type: str = "") -> str:
        """Return the colour of edges of `relation`; an argument of an event has that of the fact's type."""
        return self.relations.get(relation) or self.of_type(fact_type)

    def of_type(self, fact_type: str) -> str:
        """Return the colour of facts of `fact_type`."""
        return self.types.get(fact_type, self.other)


@cache
def palette() -> Palette:
    """Return the palette of the project."""
    data = yaml.safe_load(files(__package__).joinpath("palette.yaml").read_text(encoding="utf-8"))
    relations = data["relations"]
    types = {name: relations.get(colour, colour) for name, colour in data["types"].items()}
    return Palette(
        kinds=MappingProxyType(data["kinds"]),
        relations=MappingProxyType(relations),
        types=MappingProxyType(types),
        other=data["other"],
    )


def node_size(facts: int) -> float:
    """Return the diameter of the node of an entity that `facts` facts speak of: its area grows with them.

    >>> [node_size(facts) for facts in (0, 1, 4, 100, 10_000)]
    [8.0, 12.0, 16.0, 48.0, 60.0]
    """
    return round(min(_LARGEST, _SMALLEST + _GROWTH * math.sqrt(facts)), 2)


def edge_width(weight: int) -> float:
    """Return the width of an edge that `weight` stretches of text state.

    >>> [edge_width(weight) for weight in (1, 2, 4, 1000)]
    [1.0, 2.0, 3.0, 6.0]
    """
    return round(min(_THICKEST, _THINNEST + math.log2(max(1, weight))), 2)
