"""Identity across documents: which referents are one person, organisation, place or work.

Takes the readings of all documents and what people decided; gives entities, and judgements with reasons.
May import documents, config, ids, model and errors, and rapidfuzz and PyYAML.
"""

from kgbuild.resolve.resolver import Resolution, resolve
from kgbuild.resolve.rules import Rules, load_rules

__all__ = ["Resolution", "Rules", "load_rules", "resolve"]
