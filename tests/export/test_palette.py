"""Colours: one for everything the ontology knows, and apart for eyes of every kind."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from kgbuild.export.network import EVENT
from kgbuild.export.palette import edge_width, node_size, palette
from kgbuild.model import Kind
from kgbuild.rdf.vocabulary import local_name
from tests.export.making import ONTOLOGY

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency"
# (IEEE TVCG 15(6), 2009), severity 1; rows and columns are linear red, green, blue.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
FAMILIES = ("holdsRoleAt", "partOf", "criticised", "praised", "reviewed", "advised")


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    """Return `colour` as such eyes see it, in CIE L*a*b* (D65)."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in EYES[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    f = [part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def difference(left: str, right: str, eyes: str) -> float:
    """Return how far two colours are apart (CIE76); 2.3 is just noticeable."""
    pairs = zip(lab(left, eyes), lab(right, eyes), strict=True)
    return math.sqrt(sum((one - other) ** 2 for one, other in pairs))


def test_everything_has_a_colour_of_its_own() -> None:
    assert set(palette().kinds) == {*Kind, EVENT}
    assert set(palette().relations) == {local_name(edge.iri.value) for edge in ONTOLOGY.edges}
    assert set(palette().types) == set(ONTOLOGY.fact_types)
    for colours in (palette().kinds, palette().relations):
        assert len(set(colours.values())) == len(colours)
    every = [*palette().kinds.values(), *palette().relations.values(), *palette().types.values()]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*every, palette().other))


@pytest.mark.parametrize("eyes", EYES)
def test_kinds_are_apart(eyes: str) -> None:
    for left, right in itertools.combinations(palette().kinds.values(), 2):
        assert difference(left, right, eyes) > 15, (left, right)


@pytest.mark.parametrize("eyes", EYES)
def test_families_of_relations_are_apart(eyes: str) -> None:
    for left, right in itertools.combinations((palette().relations[name] for name in FAMILIES), 2):
        assert difference(left, right, eyes) > 12, (left, right)


def test_what_the_ontology_of_a_user_adds_has_a_colour() -> None:
    assert palette().of_relation("sued") == palette().of_kind("Ship") == palette().other
    assert palette().of_relation("agent", "Criticism") == palette().relations["criticised"]


def test_what_more_is_said_of_is_larger_up_to_a_bound() -> None:
    sizes = [node_size(facts) for facts in range(200)]
    assert sizes == sorted(sizes)
    assert sizes[0] > 0
    assert node_size(10**9) == sizes[-1]
    assert edge_width(10**9) == edge_width(10**6) > edge_width(2) > edge_width(1) > 0
