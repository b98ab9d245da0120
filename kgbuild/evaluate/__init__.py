"""Takes a graph and gold documents: the facts that careful readers take from its texts; gives a report.

The report counts what is found, missed and wrong, and names each with its sentences.
May import rdf, model and errors.
"""

from kgbuild.evaluate.gold import Gold
from kgbuild.evaluate.goldfiles import GoldSet, read_gold
from kgbuild.evaluate.report import Report
from kgbuild.evaluate.scoring import score

__all__ = ["Gold", "GoldSet", "Report", "read_gold", "score"]
