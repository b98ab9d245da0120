"""The JSON-LD frame that shows an entity as a tree: what it is, and its facts with their evidence.

`ontology/entity.frame.jsonld`, for those who frame an export themselves, is made by
`python -m kgbuild.export.frame`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from kgbuild.config import resource_folder
from kgbuild.model import Kind
from kgbuild.rdf.ontology import Ontology, load_ontology
from kgbuild.rdf.vocabulary import PREFIXES, curie, term

Json = dict[str, Any]

_STRING = term("xsd:string")
_EMBEDDED: Json = {"@embed": "@always", "@explicit": True}
_MANY = "@set"
_TERMS: Json = {
    "id": "@id",
    "type": "@type",
    "label": "skos:prefLabel",
    "otherNames": {"@id": "skos:altLabel", "@container": _MANY},
    "mentionedIn": {"@id": "kg:mentionedIn", "@container": _MANY},
    "identifier": "dcterms:identifier",
    "title": "dcterms:title",
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "source": "dcterms:source",
    "status": {"@id": "kg:status", "@type": "@vocab"},
    "earliest": {"@id": "kg:earliest", "@type": "xsd:date"},
    "latest": {"@id": "kg:latest", "@type": "xsd:date"},
    "dateText": "kg:dateText",
    "location": "schema:location",
    "claimedBy": "kg:claimedBy",
    "confidence": {"@id": "kg:confidence", "@type": "xsd:decimal"},
    "evidence": {"@id": "kg:evidence", "@container": _MANY},
    "article": "oa:hasSource",
    "selector": {"@id": "oa:hasSelector", "@container": _MANY},
    "words": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
}
_SEVERAL = frozenset({"participant"})
_NAMED: Json = _EMBEDDED | {"label": {}}
_ARTICLE: Json = _EMBEDDED | {"identifier": {}, "title": {}, "issued": {}, "source": {}}
_SELECTOR: Json = _EMBEDDED | {"words": {}, "start": {}, "end": {}}
_FACT: Json = _EMBEDDED | {
    "status": {},
    "earliest": {},
    "latest": {},
    "dateText": {},
    "location": _NAMED,
    "claimedBy": _NAMED,
    "confidence": {},
    "evidence": _EMBEDDED | {"article": _ARTICLE, "selector": _SELECTOR},
}


def frame(ontology: Ontology, iri: str | None = None) -> Json:
    """Return the frame, with its context.

    An entity's facts stand by the part it has in them: `asAgent`, `asTarget`, `asMember` ... What else takes
    part in a fact is there with its name alone.

    Args:
        ontology: Which arguments there are.
        iri: The entity to show; None for all.
    """
    entities = _parts(ontology)
    chosen: Json = {"id": iri} if iri else {"type": [*sorted(Kind), "Role"]}
    arguments = {name: {} if one.datatype else _NAMED for name, one in sorted(ontology.arguments.items())}
    shown: Json = {"label": {}, "otherNames": {}, "mentionedIn": _ARTICLE}
    # What it is in the fact goes without saying; another participant does not.
    as_parts = {
        reverse: _FACT | {name: one for name, one in arguments.items() if name not in {argument} - _SEVERAL}
        for reverse, (argument, _) in entities.items()
    }
    return {"@context": _context(ontology), **chosen, **_EMBEDDED, "@omitDefault": True, **shown, **as_parts}


def _parts(ontology: Ontology) -> dict[str, tuple[str, str]]:
    """Return, by the name of each way back from an entity to its facts, the argument and its IRI."""
    found = {name: one.iri.value for name, one in ontology.arguments.items() if one.datatype is None}
    found |= {name: term(_TERMS[name]).value for name in ("location", "claimedBy")}
    return {f"as{name[0].upper()}{name[1:]}": (name, iri) for name, iri in sorted(found.items())}


def _context(ontology: Ontology) -> Json:
    prefixes = {name: PREFIXES[name] for name in ("dcterms", "kg", "oa", "org", "schema", "skos", "xsd")}
    arguments: Json = {}
    for name, one in sorted(ontology.arguments.items()):
        arguments[name] = curie(one.iri.value)
        if one.datatype is not None and one.datatype != _STRING:
            arguments[name] = {"@id": curie(one.iri.value), "@type": curie(one.datatype.value)}
    back = {
        reverse: {"@reverse": curie(iri), "@container": _MANY}
        for reverse, (_, iri) in _parts(ontology).items()
    }
    return {"@version": 1.1, "@vocab": PREFIXES["kg"], **prefixes, **_TERMS, **arguments, **back}


def published(ontology: Ontology) -> str:
    """Return the frame for all entities as JSON, each of its keys on a line."""
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in frame(ontology).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.stdout.write(published(load_ontology(resource_folder("ontology"))))
