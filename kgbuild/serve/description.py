"""What the endpoint says of itself: a page to a browser, a SPARQL 1.1 Service Description to a program."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from starlette.responses import Response

from kgbuild.serve.answer import HEADERS, refusal
from kgbuild.serve.formats import GRAPHS, Form, accepted

PAGE = Form(ox.RdfFormat.TURTLE, ("text/html", "application/xhtml+xml"), ("html",), text=True)
"""The page, as one of the formats that a client may take."""
_INLINE = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)


def describe(endpoint: str, accept: str) -> Response:
    """Return what a client learns that asks no query.

    Args:
        endpoint: The address by which the client reached it.
        accept: The Accept header.
    """
    try:
        # Who takes anything is a program; a browser names HTML.
        choice = accepted(accept, (*GRAPHS, PAGE))
    except ValueError as error:
        return refusal(400, f"the Accept header is malformed: {error}")
    if choice is None:
        return refusal(406, "the description has no format that you accept", f"It has {_listed(GRAPHS)}.")
    if choice.form is PAGE:
        text, policy = _page()
        return Response(text, 200, HEADERS | {"Content-Security-Policy": policy}, "text/html")
    assert isinstance(choice.form.format, ox.RdfFormat)
    triples = ox.parse(_read("description.ttl"), ox.RdfFormat.TURTLE, base_iri=endpoint)
    content = ox.serialize((quad.triple for quad in triples), format=choice.form.format)
    return Response(content or b"", 200, HEADERS | {"Content-Type": choice.content_type})


@cache
def _page() -> tuple[str, str]:
    """Return the page and the policy that lets a browser run what stands in it, and nothing else."""
    text = _read("page.html")
    allowed = {f"{kind}-src": _digest(content) for kind, content in _INLINE.findall(text)}
    policy = " ".join(f"{kind} 'sha256-{digest}';" for kind, digest in sorted(allowed.items()))
    return text, (
        f"default-src 'none'; {policy} connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _listed(forms: Sequence[Form]) -> str:
    return ", ".join(form.media_types[0] for form in forms)
