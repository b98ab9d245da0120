"""A plot of the network around something: who and what it is tied to, and how."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgbuild.errors import ExportError
from kgbuild.explore.facts import Source
from kgbuild.export.facts import read_articles
from kgbuild.export.layout import places
from kgbuild.export.network import network
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.export.selection import Selection
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.report.plot import INK, PALE, Plot, drawing, finished, key, label

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MOST_NODES = 60
"""How many nodes a picture has at most: with more, labels hide each other."""
_SMALL, _LARGE = (3.5, 5), (5.5, 15)
"""The height of a picture in inches, and for how many nodes it is one inch higher: the lower of the two."""
_LABEL, _LINE = 46, 25
"""How many characters a name has at most, and a line of it."""
_DASHES = {"Asserted": "solid", "Planned": "dashed", "Denied": "dotted"}
_BEND = 0.18
"""How far parallel edges are bent apart."""
_FEW, _MANY = 20, 40
_POINTS = 72
"""An inch."""

Places = Mapping[str, tuple[float, float]]
"""Where each node is."""


def network_plot(
    graph: Graph,
    ontology: Ontology,
    entity: Candidate,
    selection: Selection | None = None,
    *,
    most: int | None = None,
) -> Plot:
    """Return a picture of what `entity` is tied to.

    Args:
        graph: The graph.
        ontology: Which facts tie.
        entity: What is in the middle, found by `lookup.Names.resolve`.
        selection: What to draw; None for all that is asserted and one step away.
        most: How many nodes to draw at most, those with most evidence; None for all, or an error.

    Raises:
        ExportError: There are too many nodes for a picture, or `selection` names what there is not.
        NotFoundError: Nothing fits the selection.
    """
    found = network(graph, ontology, replace(selection or Selection(), around=(entity.iri,)))
    number = len(found)
    if most is None and number > MOST_NODES:
        raise ExportError(
            f"{number} things are too many for a picture of {entity.label}: it has {MOST_NODES}",
            "Choose: --edges, --kinds, --since, --until, --min-evidence, fewer --steps; or see all in Gephi: "
            f"kgbuild export --around {entity.id} -o graph.gexf",
        )
    found.remove_edges_from(_told_twice(found))
    if most is not None and number > most:
        found = _foremost(found, entity.iri, most)
    title = f"{entity.label}: network"
    notes = [f"The {len(found)} with most evidence of {number}." if len(found) < number else ""]
    with drawing(min(base + len(found) / more for base, more in (_SMALL, _LARGE))) as figure:
        axes = figure.subplots()
        axes.set_axis_off()
        at = places(found, {node: _diameter(found, node) for node in found})
        _draw(axes, found, at)
        plot = finished(figure, title, notes, _sources(graph, found), _keys(found))
        _label(axes, found, at, entity.iri)
    return plot


def _foremost(found: nx.MultiDiGraph[str], middle: str, most: int) -> nx.MultiDiGraph[str]:
    """Return the part of `found` with the nodes that have the most evidence to tie them to `middle`."""
    evidence: dict[str, int] = defaultdict(int)
    for source, target, edge in found.edges(data=True):
        for node in {source, target} - {middle}:
            evidence[node] += edge["weight"] * (1 + (middle in (source, target)) * len(found))
    best = sorted(evidence, key=lambda node: (-evidence[node], -found.nodes[node]["facts"], node))
    part = found.copy()
    part.remove_nodes_from(best[most - 1 :])
    return part


def _told_twice(found: nx.MultiDiGraph[str]) -> list[Any]:
    """Return the edges that say less than another of the same ends: who leads a body holds a role there."""
    led = {(s, t, edge["status"]) for s, t, edge in found.edges(data=True) if edge["relation"] == "led"}
    return [
        (source, target, name)
        for source, target, name, edge in found.edges(data=True, keys=True)
        if edge["relation"] == "holdsRoleAt" and (source, target, edge["status"]) in led
    ]


def _draw(axes: Axes, found: nx.MultiDiGraph[str], at: Places) -> None:
    from matplotlib.patches import FancyArrowPatch

    for source, target, edge, bend in _bent(found):
        arrow = FancyArrowPatch(
            at[source],
            at[target],
            arrowstyle="-|>",
            connectionstyle=f"arc3,rad={bend}",
            mutation_scale=9,
            shrinkA=_diameter(found, source) / 2,
            shrinkB=_diameter(found, target) / 2 + 1,
            color=palette().of_relation(edge["relation"], edge["fact_type"]),
            linewidth=edge_width(edge["weight"]),
            linestyle=_DASHES[edge["status"]],
            zorder=1,
        )
        axes.add_patch(arrow)
    axes.scatter(
        [at[node][0] for node in found],
        [at[node][1] for node in found],
        s=[_diameter(found, node) ** 2 for node in found],
        c=[palette().of_kind(found.nodes[node]["kind"]) for node in found],
        edgecolors="white",
        linewidths=1.5,
        zorder=2,
    )
    axes.margins(0.12, 0.08)


def _bent(found: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, dict[str, Any], float]]:
    """Yield each edge with how much it is bent, so that parallel ones stay apart."""
    parallel: dict[frozenset[str], list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for source, target, edge in found.edges(data=True):
        parallel[frozenset((source, target))].append((source, target, edge))
    for pair, edges in parallel.items():
        for number, (source, target, edge) in enumerate(edges):
            bend = _BEND * (number - (len(edges) - 1) / 2)
            yield source, target, edge, bend if source == min(pair) else -bend


def _diameter(found: nx.MultiDiGraph[str], node: str) -> float:
    """Return the diameter of a node in points; half of that in Gephi, where one can zoom."""
    return node_size(int(found.nodes[node]["facts"])) / 2 + 4


def _label(axes: Axes, found: nx.MultiDiGraph[str], at: Places, middle: str) -> None:
    """Write the names beside the nodes, so that they hide neither each other nor nodes."""
    import textalloc

    nodes = sorted(found, key=lambda node: (node != middle, -found.nodes[node]["facts"], node))
    size = 9 if len(nodes) <= _FEW else 8 if len(nodes) <= _MANY else 7
    x, y = ([at[node][axis] for node in nodes] for axis in (0, 1))
    pixels = axes.figure.dpi / _POINTS / 2
    radii: list[Any] = [_diameter(found, node) * pixels for node in nodes]
    # Where there are many edges, nothing is free of them: there, labels stand on them, on a white ground.
    edges = [(at[a], at[b]) for a, b in found.edges()] if len(nodes) <= _FEW else []
    lines: Any = [[[a[axis], b[axis]] for a, b in edges] or None for axis in (0, 1)]
    textalloc.allocate(
        axes,
        x,
        y,
        ["\n".join(textwrap.wrap(label(found.nodes[node]["label"], _LABEL), _LINE)) for node in nodes],
        x_scatter=x,
        y_scatter=y,
        scatter_sizes=radii,
        text_scatter_sizes=radii,
        x_lines=lines[0],
        y_lines=lines[1],
        textsize=size,
        fontweight=["bold" if node == middle else "normal" for node in nodes],
        textcolor=INK,
        linecolor=PALE,
        linewidth=0.8,
        min_distance=0.004,
        max_distance=0.12,
        nbr_candidates=300,
        zorder=1.5,  # above edges, but below nodes
        bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.4},
    )


def _keys(found: nx.MultiDiGraph[str]) -> list[Line2D]:
    """Return what colours and dashes mean."""
    kinds = sorted({str(node["kind"]) for _, node in found.nodes(data=True)})
    edges = [edge for *_, edge in found.edges(data=True)]
    relations = {edge["label"]: palette().of_relation(edge["relation"], edge["fact_type"]) for edge in edges}
    statuses = sorted({edge["status"] for edge in edges} - {"Asserted"})
    return [
        *(key(kind.lower(), palette().of_kind(kind), marker="o") for kind in kinds),
        *(key(name, colour, linestyle="-", linewidth=2) for name, colour in sorted(relations.items())),
        *(key(status.lower(), INK, linestyle=_DASHES[status]) for status in statuses),
    ]


def _sources(graph: Graph, found: nx.MultiDiGraph[str]) -> list[Source]:
    used = {name for *_, edge in found.edges(data=True) for name in str(edge["articles"]).split("; ")}
    every = read_articles(graph).values()
    return [Source(one.identifier, one.title, one.issued) for one in every if one.identifier in used]
