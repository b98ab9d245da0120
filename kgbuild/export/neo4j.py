"""Writes a network as two CSV files for Neo4j: `neo4j-admin database import full`.

Source of the headers: Neo4j operations manual, "Import", CSV header format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.export.layout import Places
from kgbuild.export.listed import columns, write_rows
from kgbuild.export.network import flattened
from kgbuild.export.spells import is_day
from kgbuild.model import Status

if TYPE_CHECKING:
    import networkx as nx

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
_DATES = frozenset({"first_reported", "last_reported", "earliest", "latest"})
_LISTS = frozenset({"names", "roles", "claimed_by", "spells"})
_TYPES = {int: "long", float: "double"}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATOR, _DELIMITER = "; ", ";"
"""Between the texts of a list in the network, and in these files, where no text may have it."""


def write_neo4j(network: nx.MultiDiGraph[str], folder: Path, _: Places) -> None:
    """Write `network` as `nodes.csv` and `relationships.csv` into `folder`.

    A node has its kind as a label. A relationship's type is its relation in capitals ("HOLDS_ROLE_AT"); of
    what is planned or denied it begins so ("PLANNED_REVIEWED"), so that no pattern takes it for what is done.
    """
    plain = flattened(network)
    for attributes in plain.nodes.values():
        attributes["name"] = attributes.pop("label")  # by which Neo4j's tools show a node
    nodes = [(iri, attributes["kind"], attributes) for iri, attributes in plain.nodes.items()]
    _write(folder / NODES, ("iri:ID", ":LABEL"), nodes)
    relationships = [
        (source, target, _type(attributes), {"id": key} | attributes)
        for source, target, key, attributes in plain.edges(keys=True, data=True)
    ]
    _write(folder / RELATIONSHIPS, (":START_ID", ":END_ID", ":TYPE"), relationships)


def _write(file: Path, first: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    every = [row[-1] for row in rows]
    names = columns(every)
    header = [f"{name}:{_type_of(name, every)}" for name in names]
    cells = ([*row[:-1], *(_cell(name, row[-1].get(name)) for name in names)] for row in rows)
    write_rows(file, [*first, *header], cells)


def _type(attributes: dict[str, Any]) -> str:
    """Return the type of a relationship.

    >>> _type({"relation": "holdsRoleAt", "status": "Planned"})
    'PLANNED_HOLDS_ROLE_AT'
    """
    name = _CAPITAL.sub("_", attributes["relation"]).upper()
    return name if attributes["status"] == Status.ASSERTED else f"{attributes['status'].upper()}_{name}"


def _type_of(name: str, every: Iterable[dict[str, Any]]) -> str:
    values = [attributes[name] for attributes in every if name in attributes]
    if _is_list(name, values[0]):
        return "string[]"
    if name in _DATES and all(map(is_day, values)):
        return "date"
    return _TYPES.get(type(values[0]), "string")


def _cell(name: str, value: Any) -> Any:
    if value is None or not _is_list(name, value):
        return value
    return _DELIMITER.join(part.replace(_DELIMITER, ",") for part in value.split(_SEPARATOR))


def _is_list(name: str, value: Any) -> bool:
    """Whether an attribute is a list: the articles of an edge are, those of an entity are counted."""
    return name in _LISTS or (name == "articles" and isinstance(value, str))
