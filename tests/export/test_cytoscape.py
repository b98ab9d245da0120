"""Cytoscape JSON by the rules of Cytoscape and cytoscape.js; `test_network` asks networkx's reader."""

from __future__ import annotations

import json
from typing import Any

from kgbuild.export.drawing import Drawing
from kgbuild.export.palette import palette
from kgbuild.rdf.graph import Graph
from tests.export.making import ANY_STATUS, written
from tests.export.test_network import COUNCIL, FINCH


def elements(data: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(data)["elements"]
    return found


def test_ids_are_texts_and_no_two_are_the_same(sample: Graph) -> None:
    found = elements(written(sample, "cytoscape"))
    ids = [one["data"]["id"] for one in found["nodes"] + found["edges"]]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(one, str) for one in ids)
    nodes = {one["data"]["id"] for one in found["nodes"]}
    assert all({one["data"]["source"], one["data"]["target"]} <= nodes for one in found["edges"])


def test_what_cytoscape_shows(sample: Graph) -> None:
    found = elements(written(sample, "cytoscape"))
    (finch,) = (one for one in found["nodes"] if one["data"]["id"] == FINCH)
    assert finch["data"]["name"] == "Orla Finch"
    assert finch["data"]["color"] == palette().of_kind("Person")
    assert {type(value) for value in finch["position"].values()} == {float}
    relations = {
        one["data"]["interaction"]
        for one in found["edges"]
        if (one["data"]["source"], one["data"]["target"]) == (FINCH, COUNCIL)
    }
    assert relations == {"holdsRoleAt", "led"}


def test_what_is_planned_or_denied_is_dashed(sample: Graph) -> None:
    found = elements(written(sample, "cytoscape", ANY_STATUS))["edges"]
    lines = {(one["data"]["status"], one["data"]["line_style"]) for one in found}
    assert lines == {("Asserted", "solid"), ("Planned", "dashed"), ("Denied", "dashed")}


def test_without_layout_there_are_no_places(sample: Graph) -> None:
    found = elements(written(sample, "cytoscape", Drawing(layout=False)))["nodes"]
    assert not any("position" in one or {"x", "y"} & one["data"].keys() for one in found)
