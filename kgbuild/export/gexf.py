"""Writes the network as GEXF 1.3, for Gephi and Gephi Lite."""

from __future__ import annotations

import io
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kgbuild.export.network import network
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology

_NAMESPACE = "http://gexf.net/1.3"
_IN = f"{{{_NAMESPACE}}}"
_KEY, _RELATION = "networkx_key", "relation"
_DESCRIPTION = "People, organisations, places and works, and the relations that articles state between them"


def write_gexf(graph: Graph, ontology: Ontology, out: BinaryIO) -> None:
    """Write the entities and the edges between them as GEXF 1.3.

    Raises:
        ExportError: A fact is of a type that the ontology does not declare.
    """
    import networkx as nx

    written = io.BytesIO()
    nx.write_gexf(network(graph, ontology), written, version="1.3")
    root = ElementTree.fromstring(written.getvalue())
    _amend(root)
    ElementTree.indent(root)
    ElementTree.register_namespace("", _NAMESPACE)
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    out.write(b"\n")


def _amend(root: Element) -> None:
    """Mend what networkx writes.

    Today's date and the version of networkx go out; an edge gets its key as its id, and its relation as its
    kind, without which Gephi makes parallel edges one.
    """
    root.attrib = {"version": root.attrib["version"]}  # its schema location is in a namespace that is none
    for meta in root.iter(f"{_IN}meta"):
        meta.attrib.clear()
        meta[0].text = "kgbuild"
        ElementTree.SubElement(meta, f"{_IN}description").text = _DESCRIPTION
    titles = {}
    for group in root.iter(f"{_IN}attributes"):
        for attribute in list(group):
            titles[attribute.attrib["id"]] = attribute.attrib["title"]
            if attribute.attrib["title"] == _KEY:
                group.remove(attribute)
    for edge in root.iter(f"{_IN}edge"):
        for values in edge.iter(f"{_IN}attvalues"):
            for value in list(values):
                title = titles[value.attrib["for"]]
                if title == _KEY:
                    edge.attrib["id"] = value.attrib["value"]
                    values.remove(value)
                elif title == _RELATION:
                    edge.attrib["kind"] = value.attrib["value"]
