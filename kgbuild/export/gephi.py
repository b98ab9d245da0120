"""Writes a network as two CSV files for Gephi's "Import spreadsheet".

The columns `Source`, `Target`, `Type`, `Kind`, `Id`, `Label` and `Weight` have a meaning there, in any case
(source: Gephi's ImportEdgesProcess.java); `Kind` keeps parallel edges apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.export.layout import Places
from kgbuild.export.listed import columns, write_rows
from kgbuild.export.looks import edge_kind
from kgbuild.export.network import flattened

if TYPE_CHECKING:
    import networkx as nx

NODES, EDGES = "nodes.csv", "edges.csv"
_EDGE_COLUMNS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")


def write_gephi(network: nx.MultiDiGraph[str], folder: Path, _: Places) -> None:
    """Write `network` as `nodes.csv` and `edges.csv` into `folder`."""
    plain = flattened(network)
    nodes = [{"Id": iri, **_renamed(attributes)} for iri, attributes in plain.nodes.items()]
    _write(folder / NODES, nodes, ("Id", "Label"))
    edges = [
        {"Source": source, "Target": target, "Type": "Directed", "Id": key, **_edge(attributes)}
        for source, target, key, attributes in plain.edges(keys=True, data=True)
    ]
    _write(folder / EDGES, edges, _EDGE_COLUMNS)


def _write(file: Path, rows: list[dict[str, Any]], first: tuple[str, ...]) -> None:
    header = columns(rows, first)
    write_rows(file, header, ([row.get(name) for name in header] for row in rows))


def _edge(attributes: dict[str, Any]) -> dict[str, Any]:
    return {"Kind": edge_kind(attributes), **_renamed(attributes)}


def _renamed(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return `attributes` by names that are Gephi's own, or not: capitals do not matter to it."""
    renamed = {"label": "Label", "weight": "Weight"}
    return {renamed.get(name, name): value for name, value in attributes.items()}
