"""Reading: from documents to mentions and facts.

Takes `Document`s and the knowledge in `ontology/frames` and `ontology/gazetteer`; gives one `Reading` a
document. May import documents, config, ids, model, errors; spaCy is imported here and nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.nlp.fingerprint import fingerprint

if TYPE_CHECKING:
    from kgbuild.nlp.reader import Reader


def load_reader(model: str, ontology: Path) -> Reader:
    """Return a reader; spaCy is imported only now. See `kgbuild.nlp.reader.load_reader`."""
    from kgbuild.nlp.reader import load_reader as load

    return load(model, ontology)


__all__ = ["fingerprint", "load_reader"]
