"""Writes a network as GEXF 1.3, for Gephi and Gephi Lite: with colours, sizes, kinds of edges, and time.

networkx holds the network, but its writer leaves out colours, places and the `kind` that keeps parallel edges
apart in Gephi, writes the day's date, and fails on mixed types; so the elements are made here.
Source: the GEXF 1.3 schema (gexf.net/1.3) and what Gephi's importer does with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement

from kgbuild.export.layout import Place, Places
from kgbuild.export.looks import edge_kind, line_style
from kgbuild.export.network import SPELLS
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.export.spells import Spell
from kgbuild.export.xml import write_xml

if TYPE_CHECKING:
    import networkx as nx

_NAMESPACE, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_DESCRIPTION = "People, organisations, places and works, and the relations that articles state between them"
_TYPES = {str: "string", int: "long", float: "double"}
_OF_NODES, _OF_EDGES = frozenset({"label", SPELLS}), frozenset({"label", "weight", SPELLS})
"""What has a place of its own in the format, and so is no attribute."""

Attributes = Mapping[str, Any]


def write_gexf(network: nx.MultiDiGraph[str], out: BinaryIO, at: Places) -> None:
    """Write `network` as GEXF 1.3, its nodes where `at` says."""
    root = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "kgbuild"
    SubElement(meta, "description").text = _DESCRIPTION
    root.append(_graph(network, at))
    write_xml(root, out)


def _graph(network: nx.MultiDiGraph[str], at: Places) -> Element:
    graph = Element("graph", {"defaultedgetype": "directed", "idtype": "string"})
    nodes, edges = dict(network.nodes.items()), list(network.edges(keys=True, data=True))
    of_edges = [attributes for *_, attributes in edges]
    if any(SPELLS in attributes for attributes in (*nodes.values(), *of_edges)):
        graph.attrib |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph.append(_declared("node", nodes.values(), _OF_NODES))
    graph.append(_declared("edge", of_edges, _OF_EDGES))
    node_elements = SubElement(graph, "nodes", {"count": str(len(nodes))})
    node_elements.extend(_node(iri, attributes, at.get(iri)) for iri, attributes in nodes.items())
    edge_elements = SubElement(graph, "edges", {"count": str(len(edges))})
    edge_elements.extend(_edge(*edge) for edge in edges)
    return graph


def _declared(what: str, every: Iterable[Attributes], others: frozenset[str]) -> Element:
    """Return the declaration of all attributes in use; dates are strings, since Gephi has no such type."""
    found = {name: _TYPES[type(value)] for one in every for name, value in one.items() if name not in others}
    group = Element("attributes", {"class": what, "mode": "static"})
    for name in sorted(found):
        SubElement(group, "attribute", {"id": name, "title": name, "type": found[name]})
    return group


def _node(iri: str, attributes: Attributes, at: Place | None) -> Element:
    node = Element("node", {"id": iri, "label": attributes["label"]})
    _add_values(node, attributes, _OF_NODES)
    _add_colour(node, palette().of_kind(attributes["kind"]))
    if at is not None:
        SubElement(node, "viz:position", {"x": str(at[0]), "y": str(at[1]), "z": "0.0"})
    SubElement(node, "viz:size", {"value": str(node_size(attributes["facts"]))})
    return node


def _edge(source: str, target: str, key: str, attributes: Attributes) -> Element:
    edge = Element("edge", {"id": key, "source": source, "target": target, "kind": edge_kind(attributes)})
    edge.attrib |= {"label": attributes["label"], "weight": str(attributes["weight"])}
    _add_values(edge, attributes, _OF_EDGES)
    _add_colour(edge, palette().of_relation(attributes["relation"], attributes["fact_type"]))
    SubElement(edge, "viz:thickness", {"value": str(edge_width(attributes["weight"]))})
    SubElement(edge, "viz:shape", {"value": line_style(attributes["status"])})
    return edge


def _add_values(element: Element, attributes: Attributes, others: frozenset[str]) -> None:
    values = SubElement(element, "attvalues")
    for name in sorted(attributes.keys() - others):
        SubElement(values, "attvalue", {"for": name, "value": str(attributes[name])})
    if spells := attributes.get(SPELLS):
        _add_spells(element, spells)


def _add_spells(element: Element, spells: Iterable[Spell]) -> None:
    group = SubElement(element, "spells")
    for first, last in spells:
        bounds = {"start": first, "end": last}
        SubElement(group, "spell", {name: day for name, day in bounds.items() if day})


def _add_colour(element: Element, colour: str) -> None:
    """Add a colour as numbers, since not every reader knows the `hex` of GEXF 1.3."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    SubElement(element, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
