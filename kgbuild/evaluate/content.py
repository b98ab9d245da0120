"""What a graph holds, as names, sentences and articles: the words that gold is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.rdf.graph import Graph
from kgbuild.rdf.index import Index
from kgbuild.rdf.vocabulary import Node, local_name

_IDENTIFIER = "dcterms:identifier"
_LABELS = ("skos:prefLabel", "rdfs:label", "skos:altLabel")


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills an argument: its fullest name, and all it is called."""

    label: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of an article; None for what the graph does not tell.

    Attributes:
        article: The article's identifier.
        start: Where the stretch begins, in code points.
        end: Where it ends, not included.
        words: Its words.
    """

    article: str | None
    start: int | None
    end: int | None
    words: str | None


class Content:
    """What a graph holds.

    Args:
        graph: The graph; it is read whole, once.

    Attributes:
        index: Its triples.
    """

    def __init__(self, graph: Graph) -> None:
        self.index = Index(graph.quads())

    @property
    def articles(self) -> frozenset[str]:
        """The identifiers of all articles."""
        found = (self.index.text(article, _IDENTIFIER) for article in self.index.instances("kg:Article"))
        return frozenset(identifier for identifier in found if identifier is not None)

    def articles_of(self, node: Node, prop: str) -> list[str]:
        """Return the identifiers of the articles that are values of a property, sorted."""
        found = (self.index.text(article, _IDENTIFIER) for article in self.index.nodes(node, prop))
        return sorted({identifier for identifier in found if identifier is not None})

    def fillers(self, fact: Node, prop: str) -> list[Filler]:
        """Return the values of a property: those with an IRI in the order of these, then words."""
        nodes = sorted(set(self.index.nodes(fact, prop)), key=lambda node: node.value)
        words = sorted(set(self.index.texts(fact, prop)))
        return [*map(self.filler, nodes), *(Filler(word, frozenset({word})) for word in words)]

    def filler(self, node: Node) -> Filler:
        """Return what `node` is called; where nothing says it, its IRI's last part."""
        labels = [label for prop in _LABELS for label in self.index.texts(node, prop)]
        labels = labels or [local_name(node.value).replace("-", " ")]
        return Filler(labels[0], frozenset(labels))

    def evidence(self, fact: Node) -> list[Evidence]:
        """Return the evidence of `fact`, by place."""
        pieces = (self._piece(node) for node in set(self.index.nodes(fact, "kg:evidence")))
        return sorted(pieces, key=lambda piece: (piece.article or "", piece.start or 0, piece.words or ""))

    def _piece(self, node: Node) -> Evidence:
        values: dict[str, str] = {}
        for selector in self.index.nodes(node, "oa:hasSelector"):
            for prop in ("oa:start", "oa:end", "oa:exact"):
                values.update((prop, text) for text in self.index.texts(selector, prop))
        start, end = (int(values[prop]) if prop in values else None for prop in ("oa:start", "oa:end"))
        article = next(iter(self.articles_of(node, "oa:hasSource")), None)
        return Evidence(article, start, end, values.get("oa:exact"))
