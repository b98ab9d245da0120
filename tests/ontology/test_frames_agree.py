"""Frames speak of the types, arguments and kinds of things that the ontology and the shapes know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import RDFS, SH, URIRef

from tests.ontology.breaking import local
from tests.ontology.graphs import FOLDER, KG, ORG, ontology, shapes

FRAMES = sorted((FOLDER / "frames").glob("*.yaml"))
RENAMED = {"other": "participant"}
"""What a frame calls the second of two that work together."""


def frame(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def fact_class(path: Path) -> URIRef:
    return ORG.Membership if path.stem == "Membership" else KG[path.stem]


def argument_of(source: URIRef, name: str) -> URIRef | None:
    used = (a for a in ontology().objects(source, KG.hasArgument) if isinstance(a, URIRef))
    return next((a for a in used if local(a) == RENAMED.get(name, name)), None)


def asked(source: URIRef, argument: URIRef) -> set[URIRef]:
    """Return the classes that the shapes of `source` ask of `argument`."""
    parts = [
        part
        for shape in shapes().subjects(SH.targetClass, source)
        for part in shapes().objects(shape, SH.property)
        if (part, SH.path, argument) in shapes()
    ]
    return {c for part in parts for c in shapes().objects(part, SH["class"]) if isinstance(c, URIRef)}


def kinds(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return every argument of a frame with every kind that some rule may fill it with."""
    found = set()
    for place in (
        content["arguments"],
        *({n: {"kinds": k} for n, k in r.get("kinds", {}).items()} for r in content["rules"]),
    ):
        for name, spec in place.items():
            found |= {
                (name, kind) for kind in (*spec.get("kinds", ()), *filter(None, [spec.get("otherwise")]))
            }
    return sorted(found)


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_frame_gives_a_declared_type_and_its_arguments(path: Path) -> None:
    content = frame(path)
    assert content["type"] == path.stem
    assert (fact_class(path), KG.hasArgument, None) in ontology()
    assert [name for name in content["arguments"] if argument_of(fact_class(path), name) is None] == []


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_frame_fills_arguments_with_what_the_shapes_accept(path: Path) -> None:
    wrong = []
    for name, kind in kinds(frame(path)):
        argument = argument_of(fact_class(path), name)
        assert argument is not None
        ancestors = set(ontology().transitive_objects(KG[kind], RDFS.subClassOf))
        wrong += [(name, kind, local(c)) for c in asked(fact_class(path), argument) if c not in ancestors]
    assert wrong == []
