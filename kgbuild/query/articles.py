"""Finds the article that an identifier, or the beginning of one, means; never by a silent guess."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.errors import NotFoundError
from kgbuild.query.names import fold
from kgbuild.query.text import shown
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.rows import rows

_ARTICLES = """
SELECT ?source ?article ?title ?issued WHERE {
  ?source dcterms:identifier ?article .
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:issued ?issued }
}
"""
_LISTED = 10
_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the graph.

    Attributes:
        id: Its identifier.
        iri: Its IRI.
        title: Its headline; empty where it has none.
        issued: Its date; empty where none is known.
    """

    id: str
    iri: str
    title: str
    issued: str

    def is_meant_by(self, text: str) -> bool:
        """Whether `text` is the whole identifier or the IRI, also in "<>", or its last two parts."""
        wanted = text.strip().removeprefix("<").removesuffix(">")
        return wanted in (self.id, self.iri) or ("/" in wanted and self.iri.endswith(f"/{wanted}"))


def find_article(graph: Graph, text: str, base: str) -> Article:
    """Return the article that `text` means.

    Args:
        graph: The graph.
        text: Its identifier, also behind "article/"; the beginning of one that no other has; or its IRI.
        base: The IRI below which instances live.

    Raises:
        NotFoundError: No article is called so, or several begin so: the hint names the likely ones.
    """
    found = sorted(_articles(graph), key=lambda article: article.id)
    for article in found:
        if article.is_meant_by(text):
            return article
    start = text.strip().removeprefix("<").removesuffix(">").removeprefix(base)
    start = start.removeprefix("article/").removesuffix("…").casefold()
    beginning = [article for article in found if start and article.id.casefold().startswith(start)]
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        raise NotFoundError(
            f"{len(beginning)} articles begin with {shown(text)!r}", _listed("Choose one:", beginning)
        )
    likely = _likely(start, found)
    if likely:
        hint = _listed("Did you mean one of these?", likely)
    else:
        hint = "kgbuild ask which-articles --entity NAME lists those about somebody or something."
        hint = "\n".join([_listed("There are:", found), hint]) if found else hint
    raise NotFoundError(f"no article has the identifier {shown(text)!r}", hint)


def beginning(graph: Graph, start: str) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of `graph` that begin with `start`, in any case, and their headlines, sorted."""
    for article in sorted(_articles(graph), key=lambda article: article.id):
        if article.id.casefold().startswith(start.casefold()) and article.id.isprintable():
            yield article.id, shown(article.title)


def _articles(graph: Graph) -> list[Article]:
    return [
        Article(name.value, source.value, title.value if title else "", issued.value if issued else "")
        for source, name, title, issued in rows(graph, _ARTICLES)
    ]


def _likely(wanted: str, found: list[Article]) -> list[Article]:
    """Return the articles with all words of `wanted` in identifier or title; else those spelt alike."""
    if not wanted:
        return []
    words = set(fold(wanted.replace("-", " ")).split())
    within = [
        article
        for article in found
        if wanted in article.id.casefold()
        or (words and words <= set(fold(f"{article.id} {article.title}".replace("-", " ")).split()))
    ]
    if within:
        return within
    by_id = {article.id.casefold(): article for article in found}
    return [by_id[name] for name in difflib.get_close_matches(wanted, by_id, n=_LIKELY)]


def _listed(head: str, articles: list[Article]) -> str:
    lines = [head]
    width = max(len(article.id) for article in articles[:_LISTED])
    for article in articles[:_LISTED]:
        title = f"“{shown(article.title)}”" if article.title else ""
        told = ", ".join(filter(None, (article.issued[:10], title)))
        lines.append(f"  {shown(article.id):{width}}  {told}".rstrip())
    if len(articles) > _LISTED:
        lines.append(f"  and {len(articles) - _LISTED} more")
    return "\n".join(lines)
