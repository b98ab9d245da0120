"""Whether the evidence of a graph is what stands at its place in the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.evaluate.content import Content, Evidence
from kgbuild.evaluate.rules import load_rules
from kgbuild.rdf.vocabulary import clean

STATEMENT = "kg:Statement"


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """What the evidence of a graph is worth.

    Attributes:
        facts: How many facts there are; one of two classes (a tenure is a membership too) counts in both.
        without: How many of them have no evidence.
        misplaced: How many pieces of evidence are not what stands at their place.
    """

    facts: int
    without: int
    misplaced: int


def check_evidence(content: Content, texts: Mapping[str, str]) -> EvidenceCheck:
    """Compare the evidence of all facts with `texts`, by article; what is from none of them is misplaced."""
    cleaned = {article: clean(text) for article, text in texts.items()}
    kinds = {rule.term for rule in load_rules().types.values()} | {STATEMENT}
    evidence = [content.evidence(fact) for kind in kinds for fact in content.index.instances(kind)]
    return EvidenceCheck(
        facts=len(evidence),
        without=sum(not pieces for pieces in evidence),
        misplaced=sum(not _in_place(piece, cleaned) for pieces in evidence for piece in pieces),
    )


def _in_place(piece: Evidence, texts: Mapping[str, str]) -> bool:
    text = texts.get(piece.article or "")
    if text is None or piece.words is None or piece.start is None or piece.end is None:
        return False
    return text[piece.start : piece.end] == piece.words
