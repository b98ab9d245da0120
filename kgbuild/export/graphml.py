"""Writes a network as GraphML, for yEd, Cytoscape and igraph.

networkx writes it, with attributes that igraph draws by, and a style of Cytoscape's can (`looks`). yEd draws
by elements of its own, which are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement

from kgbuild.export.layout import Places
from kgbuild.export.looks import dressed
from kgbuild.export.xml import write_xml

if TYPE_CHECKING:
    import networkx as nx

_Y = "http://www.yworks.com/xml/graphml"
_GRAPHICS = {"node": "nodegraphics", "edge": "edgegraphics"}
"""The ids of what yEd draws by, and what it calls it."""
_LINES = {"solid": "line", "dashed": "dashed"}


def write_graphml(network: nx.MultiDiGraph[str], out: BinaryIO, at: Places) -> None:
    """Write `network` as GraphML, its nodes where `at` says."""
    from networkx.readwrite.graphml import GraphMLWriter

    shown = dressed(network, at)
    root = GraphMLWriter(graph=shown).xml
    root.set("xmlns:y", _Y)
    for number, (what, graphics) in enumerate(_GRAPHICS.items()):
        root.insert(number, Element("key", {"id": graphics, "for": what, "yfiles.type": graphics}))
    for node in root.iter("node"):
        _add_graphics(node, "node", _shape(shown.nodes[node.attrib["id"]]))
    for edge in root.iter("edge"):
        ends = edge.attrib["source"], edge.attrib["target"], edge.attrib["id"]
        _add_graphics(edge, "edge", _line(shown.edges[ends]))
    write_xml(root, out)


def _add_graphics(element: Element, what: str, graphics: Element) -> None:
    """Add `graphics` as the last: Cytoscape reads no attribute that comes after them."""
    SubElement(element, "data", {"key": _GRAPHICS[what]}).append(graphics)


def _shape(attributes: dict[str, Any]) -> Element:
    size = attributes["size"]
    shape = Element("y:ShapeNode")
    geometry = {"width": str(size), "height": str(size)}
    if "x" in attributes:  # yEd places a corner, not the middle
        geometry |= {"x": f"{attributes['x'] - size / 2:.2f}", "y": f"{attributes['y'] - size / 2:.2f}"}
    SubElement(shape, "y:Geometry", geometry)
    SubElement(shape, "y:Fill", {"color": attributes["color"], "transparent": "false"})
    SubElement(shape, "y:BorderStyle", {"hasColor": "false", "type": "line", "width": "1.0"})
    label = SubElement(
        shape, "y:NodeLabel", {"modelName": "sandwich", "modelPosition": "s", "fontSize": "10"}
    )
    label.text = attributes["label"]
    SubElement(shape, "y:Shape", {"type": "ellipse"})
    return shape


def _line(attributes: dict[str, Any]) -> Element:
    line = Element("y:PolyLineEdge")
    style = {
        "color": attributes["color"],
        "type": _LINES[attributes["line_style"]],
        "width": str(attributes["width"]),
    }
    SubElement(line, "y:LineStyle", style)
    SubElement(line, "y:Arrows", {"source": "none", "target": "standard"})
    return line
