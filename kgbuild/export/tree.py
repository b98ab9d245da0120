"""Shows an entity as a tree in JSON-LD: PyLD frames it (W3C, JSON-LD 1.1 Framing) by `frame`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode

from kgbuild.export.frame import Json, frame
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.rows import rows
from kgbuild.rdf.vocabulary import Term, term

Statement = tuple[NamedNode, NamedNode, Term]

_TOLD = "SELECT ?entity ?subject ?property ?value WHERE {{ {} ?subject ?property ?value }}"
_FACT = "?fact ?part ?entity ; kg:status ?status ."
_ABOUT = tuple(
    _TOLD.format(pattern)
    for pattern in (
        "?entity kg:mentionedIn ?subject .",
        "?subject ?part ?entity ; kg:status ?status .",
        f"{_FACT} ?fact kg:evidence ?subject .",
        f"{_FACT} ?fact kg:evidence ?evidence . ?evidence oa:hasSelector ?subject .",
        f"{_FACT} ?fact kg:evidence ?evidence . ?evidence oa:hasSource ?subject .",
    )
)
_ITSELF = "SELECT ?entity ?property ?value WHERE { ?entity ?property ?value }"
_OTHERS = f"""
SELECT ?entity ?subject ?class ?label WHERE {{
  {_FACT} ?fact ?other ?subject . ?subject skos:prefLabel ?label ; a ?class
}}
"""
_NEVER = "9999"
_FIRST = ("@context", "id", "type", "label", "otherNames", "identifier", "title", "status", "words")
_LAST = ("dateText", "earliest", "latest", "confidence", "evidence", "mentionedIn")
"""Which keys come first and last; the others stand between them by name."""


def tree(graph: Graph, ontology: Ontology, iri: str) -> str:
    """Return what the graph says of an entity as indented JSON-LD; of no entity, its IRI alone.

    Facts of all statuses are there, each with its `status`; the earliest first.

    Raises:
        StoreError: The store is damaged.
    """
    from pyld import jsonld

    framed = jsonld.frame(
        _expanded(_triples(graph, NamedNode(iri))),
        frame(ontology, iri),
        {"omitGraph": True, "omitDefault": True, "documentLoader": _refuse},
    )
    return json.dumps(_ordered(framed), ensure_ascii=False, indent=2) + "\n"


def _triples(graph: Graph, entity: NamedNode) -> set[Statement]:
    """Return what the frame looks for: the entity, its facts with evidence and articles, others' names."""
    bound = {"entity": entity}
    found: set[Statement] = {(entity, name, value) for _, name, value in rows(graph, _ITSELF, bound)}
    for select in _ABOUT:
        found |= {(subject, name, value) for _, subject, name, value in rows(graph, select, bound)}
    for _, subject, of_class, label in rows(graph, _OTHERS, bound):
        found |= {(subject, term("rdf:type"), of_class), (subject, term("skos:prefLabel"), label)}
    return found


def _expanded(triples: Iterable[Statement]) -> list[Json]:
    """Return `triples` as expanded JSON-LD."""
    nodes: dict[str, Json] = defaultdict(dict)
    for subject, name, value in sorted(triples, key=str):
        node = nodes[subject.value]
        if name == term("rdf:type") and isinstance(value, NamedNode):
            node.setdefault("@type", []).append(value.value)
        else:
            node.setdefault(name.value, []).append(_value(value))
    return [{"@id": iri, **node} for iri, node in nodes.items()]


def _value(value: Term) -> Json:
    if isinstance(value, Literal):
        sort = {} if value.datatype == term("xsd:string") else {"@type": value.datatype.value}
        return {"@value": value.value, **sort}
    assert isinstance(value, NamedNode)
    return {"@id": value.value}


def _refuse(url: str, _: Any) -> Any:
    raise AssertionError(f"{url}: nothing is fetched")  # all contexts are inline


def _ordered(value: Any) -> Any:
    """Return JSON in the order in which a person reads it; neither keys nor sets have one in JSON-LD."""
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=_time)
    if not isinstance(value, dict):
        return value
    return {key: one if key == "@context" else _ordered(one) for key, one in sorted(value.items(), key=_rank)}


def _rank(item: tuple[str, Any]) -> tuple[int, str]:
    key = item[0]
    if key in _FIRST:
        return _FIRST.index(key) - len(_FIRST), ""
    return (_LAST.index(key) + 1, "") if key in _LAST else (0, key)


def _time(value: Any) -> tuple[str, str]:
    """Return what to sort by: when it was so, else when it was reported; what is undated comes last."""
    if not isinstance(value, dict):
        return "", str(value)
    reported = min(
        (one["article"].get("issued", _NEVER) for one in value.get("evidence", ())), default=_NEVER
    )
    day = value.get("earliest") or value.get("latest") or value.get("issued") or reported
    return day, value.get("id", "")
