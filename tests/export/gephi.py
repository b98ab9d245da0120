"""The rules of Gephi's importer and of the GEXF 1.3 schema, written down from both by hand.

No package of PyPI or npm carries the schema. What Gephi's importer only warns of, or takes wrongly without a
word (an edge with the ends and the kind of another, an undeclared attribute), fails here.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from datetime import date

from lxml import etree

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
CHILDREN = {
    "gexf": {"meta", "graph"},
    "meta": {"creator", "keywords", "description"},
    "graph": {"attributes", "nodes", "edges"},
    "attributes": {"attribute"},
    "nodes": {"node"},
    "edges": {"edge"},
    "node": {"attvalues", "spells", "viz:color", "viz:position", "viz:size", "viz:shape"},
    "edge": {"attvalues", "spells", "viz:color", "viz:thickness", "viz:shape"},
    "attvalues": {"attvalue"},
    "spells": {"spell"},
}
ATTRIBUTES = {
    "gexf": {"version"},
    "meta": {"lastmodifieddate"},
    "graph": {"defaultedgetype", "idtype", "mode", "timeformat", "timerepresentation"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "edges": {"count"},
    "node": {"id", "label"},
    "edge": {"id", "source", "target", "kind", "label", "weight"},
    "attvalue": {"for", "value"},
    "spell": {"start", "end"},
    "viz:color": {"r", "g", "b", "a"},
    "viz:position": {"x", "y", "z"},
    "viz:size": {"value"},
    "viz:thickness": {"value"},
    "viz:shape": {"value"},
}
SHAPES = {"node": {"disc", "square", "triangle", "diamond"}, "edge": {"solid", "dotted", "dashed", "double"}}
READ_AS = {"string": str, "long": int, "double": float}


def assert_gephi_takes(data: bytes) -> etree._Element:
    """Fail unless `data` is GEXF that Gephi takes as it is meant; return its root."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=False))
    for element in root.iter():
        _assert_in_schema(element)
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert graph.get("defaultedgetype") == "directed"
    declared = {what: _declared(graph, what) for what in ("node", "edge")}
    nodes, edges = _all(graph, "node"), _all(graph, "edge")
    _assert_unique(node.attrib["id"] for node in nodes)
    _assert_unique(edge.attrib["id"] for edge in edges)
    _assert_unique((edge.attrib["source"], edge.attrib["target"], edge.attrib["kind"]) for edge in edges)
    known = {node.attrib["id"] for node in nodes}
    assert {edge.attrib[end] for edge in edges for end in ("source", "target")} <= known
    assert all(node.attrib["label"] for node in nodes)
    assert all(float(edge.attrib["weight"]) > 0 for edge in edges)
    for element in (*nodes, *edges):
        _assert_values(element, declared[_name(element)])
        _assert_spells(element)
    dynamic = bool(_all(graph, "spell"))
    expected = ("dynamic", "date", "interval") if dynamic else (None, None, None)
    assert tuple(map(graph.get, ("mode", "timeformat", "timerepresentation"))) == expected
    return root


def _name(element: etree._Element) -> str:
    return str(element.tag).replace(VIZ, "viz:").replace(GEXF, "")


def _all(graph: etree._Element, name: str) -> list[etree._Element]:
    return list(graph.iter(f"{GEXF}{name}"))


def _assert_in_schema(element: etree._Element) -> None:
    name = _name(element)
    assert name in ATTRIBUTES or name in {"attvalues", "spells", "creator", "keywords", "description"}, name
    assert {_name(child) for child in element} <= CHILDREN.get(name, set()), name
    assert set(element.attrib) <= ATTRIBUTES.get(name, set()), name
    if name == "viz:color":
        assert all(0 <= int(element.attrib[part]) <= 255 for part in "rgb")
    elif name == "viz:shape":
        parent = element.getparent()
        assert parent is not None
        assert element.attrib["value"] in SHAPES[_name(parent)]
    elif name.startswith("viz:"):
        assert all(math.isfinite(float(number)) for number in element.attrib.values())


def _declared(graph: etree._Element, what: str) -> dict[str, str]:
    (group,) = [one for one in _all(graph, "attributes") if one.get("class") == what]
    _assert_unique(attribute.attrib["id"] for attribute in group)
    found = {str(one.attrib["id"]): str(one.attrib["type"]) for one in group}
    assert set(found.values()) <= set(READ_AS), "Gephi has no dates, and lists in a syntax of its own"
    assert not set(found) & {"id", "label", "weight"}, "these are Gephi's own columns"
    assert not set(found) & {"type", "hidden", "image"}, "sigma, under Gephi Lite, draws by these"
    return found


def _assert_values(element: etree._Element, declared: dict[str, str]) -> None:
    values = list(element.iter(f"{GEXF}attvalue"))
    _assert_unique(value.attrib["for"] for value in values)
    for value in values:
        assert value.attrib["value"] != "", "Gephi takes an empty value for none"
        READ_AS[declared[str(value.attrib["for"])]](value.attrib["value"])


def _assert_spells(element: etree._Element) -> None:
    spells = list(element.iter(f"{GEXF}spell"))
    groups = element.findall(f"{GEXF}spells")
    assert len(groups) == bool(spells), "an empty list of spells is none"
    for spell in spells:
        assert spell.attrib, "a spell has a bound"
        for day in spell.attrib.values():
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
            date.fromisoformat(day)
        assert spell.get("start", "") <= spell.get("end", "9999")
    for before, after in itertools.pairwise(spells):
        assert before.get("end", "9999") < after.get("start", "")


def _assert_unique(values: Iterable[object]) -> None:
    every = list(values)
    assert len(set(every)) == len(every)
