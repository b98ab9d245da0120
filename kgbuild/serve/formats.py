"""The formats of answers, and which of them a client takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from mimeparse import best_match


@dataclass(frozen=True, slots=True)
class Form:
    """A format of answers.

    Attributes:
        format: What Oxigraph calls it.
        media_types: What HTTP calls it, the proper name first.
        names: What `?format=` calls it; other endpoints have taught clients several names.
        text: Whether its media type has to say that it is UTF-8.
    """

    format: ox.QueryResultsFormat | ox.RdfFormat
    media_types: tuple[str, ...]
    names: tuple[str, ...]
    text: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A form, and the media type by which the client asked for it."""

    form: Form
    media_type: str

    @property
    def content_type(self) -> str:
        """The header's value."""
        return f"{self.media_type}; charset=utf-8" if self.form.text else self.media_type


ROWS = (
    Form(
        ox.QueryResultsFormat.JSON,
        ("application/sparql-results+json", "application/json"),
        ("json", "sparql-json"),
    ),
    Form(
        ox.QueryResultsFormat.XML,
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        ("xml", "sparql-xml"),
    ),
    Form(ox.QueryResultsFormat.CSV, ("text/csv",), ("csv",), text=True),
    Form(ox.QueryResultsFormat.TSV, ("text/tab-separated-values",), ("tsv",), text=True),
)
"""The formats of rows (SELECT) and of yes or no (ASK), the usual one first."""

GRAPHS = (
    Form(
        ox.RdfFormat.TURTLE,
        ("text/turtle", "application/x-turtle", "text/rdf+n3", "text/n3"),
        ("turtle", "ttl", "n3"),
        text=True,
    ),
    Form(
        ox.RdfFormat.N_TRIPLES,
        ("application/n-triples", "text/plain"),
        ("ntriples", "n-triples", "nt"),
        text=True,
    ),
    Form(
        ox.RdfFormat.RDF_XML,
        ("application/rdf+xml", "application/xml", "text/xml"),
        ("rdfxml", "rdf+xml", "rdf", "xml"),
    ),
    Form(
        ox.RdfFormat.JSON_LD,
        ("application/ld+json", "application/json"),
        ("jsonld", "json-ld", "json+ld", "json"),
    ),
)
"""The formats of graphs (CONSTRUCT, DESCRIBE), the usual one first."""


def accepted(accept: str, forms: Sequence[Form]) -> Choice | None:
    """Return which of `forms` suits an Accept header best, the earlier of two equals; None if none does.

    Raises:
        ValueError: The header is malformed.
    """
    if not accept.strip():
        return Choice(forms[0], forms[0].media_types[0])
    proper = [(form.media_types[0], form) for form in forms]
    others = [(media_type, form) for form in forms for media_type in form.media_types[1:]]
    offers = dict(reversed(proper + others))  # the best last, as the library has it
    found = best_match(list(offers), accept.lower())
    return Choice(offers[found], found) if found else None


def named(name: str, forms: Iterable[Form]) -> Choice | None:
    """Return which of `forms` is called `name`, or has that media type; None if none is."""
    wanted = name.strip().lower().replace(" ", "+")  # a plus that was not escaped in the URL
    for form in forms:
        for known in (*form.names, *form.media_types):
            if known == wanted:
                return Choice(form, form.media_types[0])
    return None
