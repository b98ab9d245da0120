"""A small graph made for paths, times and words, beside the sample that has every type of fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.rdf.mapper import quads
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import EmbeddedGraph, write_graph
from tests.rdf.sample import reading, resolved

DATA: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
Article = Mapping[str, Any]
"""An article as `town.yaml` has it: its id, date and facts."""


def town(*more: Article, things: Mapping[str, Any] | None = None) -> EmbeddedGraph:
    """Return the graph of `town.yaml` and of `more` articles, in memory."""
    store = ox.Store()
    store.bulk_extend(_quads([*DATA["articles"], *more], things or {}))
    return EmbeddedGraph(store, Path("kg"))


def town_store(
    folder: Path, *more: Article, things: Mapping[str, Any] | None = None, key: str = "town"
) -> Path:
    """Write the graph of `town.yaml` and of `more` articles as a store, and return its folder."""
    write_graph(folder, key, _quads([*DATA["articles"], *more], things or {}))
    return folder


def article(name: str, *facts: Sequence[Any], issued: str | None = "2015-01-01") -> Article:
    """Return an article with `facts`, each as in `town.yaml`."""
    return {"id": name, "issued": issued, "facts": facts}


def _quads(articles: Iterable[Article], more: Mapping[str, Any]) -> Iterable[ox.Quad]:
    things = DATA["things"] | more
    readings = [reading(_full(one, things)) for one in articles]
    return quads(readings, resolved(readings), load_ontology(resource_folder("ontology")), DEFAULT_BASE)


def _full(one: Article, things: Mapping[str, Any]) -> Article:
    """Return an article as `sample.reading` takes it."""
    facts = [_fact(*fact) for fact in one["facts"]]
    used = {name.removeprefix("@") for fact in facts for name in _named(fact)}
    return {
        **one,
        "lines": [f"The news of {one['id']}", *(fact["evidence"] for fact in facts)],
        "referents": {key: things[key] for key in sorted(used)},
        "facts": facts,
    }


def _fact(
    kind: str, sentence: str, args: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    def value(given: Any) -> Any:
        if isinstance(given, list):
            return [value(one) for one in given]
        return given[1:] if given.startswith("=") else f"@{given}"

    given = {name: value(one) for name, one in args.items()}
    trigger = sentence.split()[-2]
    return {"type": kind, "evidence": sentence, "trigger": trigger, "args": given, **(more or {})}


def _named(fact: Mapping[str, Any]) -> Iterable[str]:
    for value in fact["args"].values():
        yield from (one for one in (value if isinstance(value, list) else [value]) if one.startswith("@"))
    yield from (fact[key] for key in ("claimer", "location") if key in fact)
