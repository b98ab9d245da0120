"""What nodes and edges look like is the same in every format."""

from __future__ import annotations

from kgbuild.export.drawing import USUAL_DRAWING, Drawing
from kgbuild.export.looks import dressed
from kgbuild.export.network import network
from kgbuild.rdf.graph import Graph
from tests.export.making import ANY_STATUS, ONTOLOGY, written
from tests.export.test_network import read_gexf


def test_a_network_looks_as_in_gephi(sample: Graph) -> None:
    found = dressed(network(sample, ONTOLOGY), USUAL_DRAWING)
    gexf = read_gexf(written(sample, "gexf"))
    for node, attributes in found.nodes.items():
        viz = gexf.nodes[node]["viz"]
        # Gephi's y grows upwards.
        assert (attributes["x"], -attributes["y"]) == (viz["position"]["x"], viz["position"]["y"])
        assert attributes["size"] == viz["size"]
        assert bytes.fromhex(attributes["color"][1:]) == bytes(viz["color"][part] for part in "rgb")


def test_the_network_itself_stays_as_it_was(sample: Graph) -> None:
    whole = network(sample, ONTOLOGY, ANY_STATUS.selection)
    dressed(whole, ANY_STATUS)
    assert not any("color" in attributes for attributes in whole.nodes.values())
    assert not any("color" in attributes for *_, attributes in whole.edges(data=True))


def test_no_layout_is_no_place(sample: Graph) -> None:
    found = dressed(network(sample, ONTOLOGY), Drawing(layout=False))
    assert not any({"x", "y"} & attributes.keys() for attributes in found.nodes.values())
