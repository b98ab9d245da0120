"""Reads Turtle files of knowledge: Oxigraph's parser says where an error is, and stumbles over nothing."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import KnowledgeError


def read_turtle(file: Path) -> list[ox.Triple]:
    """Return the triples of a Turtle file.

    Raises:
        KnowledgeError: The file cannot be read or is not Turtle; says where.
    """
    try:
        return [quad.triple for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)]
    except OSError as error:
        raise KnowledgeError(f"{file}: {error.strerror}", "Give the folder that holds it.") from error
    except SyntaxError as error:
        raise KnowledgeError(f"{file}: {error.msg}", "Correct the Turtle there.") from error
