"""Scores a graph against gold documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgbuild.evaluate.claims import claims_by_article
from kgbuild.evaluate.content import Content
from kgbuild.evaluate.evidence import check_evidence
from kgbuild.evaluate.facts import score_facts
from kgbuild.evaluate.gold import Gold
from kgbuild.evaluate.people import people_by_article, score_people
from kgbuild.evaluate.quotes import quotations_by_article, score_quotes
from kgbuild.evaluate.report import DocumentScore, Report
from kgbuild.rdf.graph import Graph


def score(graph: Graph, golds: Iterable[Gold], texts: Mapping[str, str] | None = None) -> Report:
    """Return how what `graph` holds of the documents of `golds` fares against these.

    A found fact is right when its type, its required arguments and its status (asserted or not) agree with a
    gold fact of the same document. Facts that gold marks as optional, and repeats of a fact already found,
    count neither for nor against. A document that is not in the graph has all its facts missed.

    Args:
        graph: The graph.
        golds: The gold documents.
        texts: The texts of the articles by identifier, to compare all evidence with; None not to.
    """
    content = Content(graph)
    claims, people = claims_by_article(content), people_by_article(content)
    quotations, articles = quotations_by_article(content), content.articles
    documents = tuple(
        DocumentScore(
            doc=gold.doc,
            place=gold.place,
            phenomena=gold.phenomena,
            in_graph=gold.doc in articles,
            facts=score_facts(claims.get(gold.doc, ()), gold),
            people=score_people(people.get(gold.doc, ()), gold),
            quotes=score_quotes(quotations.get(gold.doc, ()), gold),
        )
        for gold in golds
    )
    return Report(documents, None if texts is None else check_evidence(content, texts))
