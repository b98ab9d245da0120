"""Identifiers made from content: the same words give the same id on every machine and in every order."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kgbuild.model import Fact


def slug(text: str, length: int = 60) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, at most `length` characters.

    >>> slug("Sir Alan Petrow’s  plan")
    'sir-alan-petrows-plan'
    >>> slug("東京")
    'u-981042ca'
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    ascii_only = folded.encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", ascii_only)
    if not words:
        return f"u-{digest(text, length=8)}"
    return "-".join(words)[:length].rstrip("-")


def digest(*parts: str, length: int = 16) -> str:
    """Return `length` hexadecimal digits of the SHA-256 of `parts`; ("ab", "c") differs from ("a", "bc")."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.hexdigest()[:length]


def claim_id(fact: Fact) -> str:
    """Return the id of what `fact` says: type, arguments, status, claimer, dates; not where it is said."""
    args = [
        part for arg in fact.args for part in (arg.name, arg.referent or "", "" if arg.referent else arg.text)
    ]
    return digest(fact.type, fact.status, fact.claimer or "", fact.earliest or "", fact.latest or "", *args)


def fact_id(document_id: str, fact: Fact) -> str:
    """Return the id of the claim `fact` makes, as a statement of the document `document_id`."""
    return digest(document_id, claim_id(fact))


def evidence_id(document_id: str, fact: Fact) -> str:
    """Return the id of what `fact` says here: its claim and its stretch."""
    return digest(fact_id(document_id, fact), str(fact.evidence.start), str(fact.evidence.end))
