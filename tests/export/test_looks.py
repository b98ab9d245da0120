"""What nodes and edges look like is the same in every format."""

from __future__ import annotations

from kgbuild.export.looks import dressed, placed
from kgbuild.export.network import network
from kgbuild.rdf.graph import Graph
from tests.export.making import ANY_STATUS, ONTOLOGY, written
from tests.export.test_network import read_gexf


def test_a_network_looks_as_in_gephi(sample: Graph) -> None:
    drawn = network(sample, ONTOLOGY)
    found = dressed(drawn, placed(drawn))
    gexf = read_gexf(written(sample, "gexf"))
    for node, attributes in found.nodes.items():
        viz = gexf.nodes[node]["viz"]
        # Gephi's y grows upwards.
        assert (attributes["x"], -attributes["y"]) == (viz["position"]["x"], viz["position"]["y"])
        assert attributes["size"] == viz["size"]
        assert bytes.fromhex(attributes["color"][1:]) == bytes(viz["color"][part] for part in "rgb")


def test_the_network_itself_stays_as_it_was(sample: Graph) -> None:
    whole = network(sample, ONTOLOGY, ANY_STATUS.selection)
    dressed(whole, {})
    assert not any("color" in attributes for attributes in whole.nodes.values())
    assert not any("color" in attributes for *_, attributes in whole.edges(data=True))


def test_what_has_no_place_gets_none(sample: Graph) -> None:
    found = dressed(network(sample, ONTOLOGY), {})
    assert not any({"x", "y"} & attributes.keys() for attributes in found.nodes.values())
