"""What an article's identifier means: exactly, by its beginning, and never by a silent guess."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import ExitCode, NotFoundError
from kgbuild.query.articles import find_article
from kgbuild.rdf.store import EmbeddedGraph
from kgbuild.rdf.vocabulary import literal, term

ARTICLES = {
    "001_fire": ("Fire in the mill", "2012-01-02"),
    "002_flood": ("Flood in the mill", "2012-02-03T04:05:06"),
    "002_flood-again": ("", ""),
    "mill": ("The miller speaks", ""),
    "Zoë\x1b": ("Odd\x1b[2J", ""),
}


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    store = ox.Store()
    for number, (name, (title, issued)) in enumerate(ARTICLES.items()):
        iri = NamedNode(f"{DEFAULT_BASE}article/{name if name.isprintable() else number}")
        store.add(ox.Quad(iri, term("dcterms:identifier"), literal(name)))
        for curie, text in (("dcterms:title", title), ("dcterms:issued", issued)):
            if text:
                store.add(ox.Quad(iri, term(curie), literal(text)))
    return EmbeddedGraph(store, Path("kg"))


@pytest.mark.parametrize(
    ("text", "found", "is_whole"),
    [
        ("001_fire", "001_fire", True),
        (" mill ", "mill", True),
        ("002_flood", "002_flood", True),
        ("article/mill", "mill", True),
        (f"<{DEFAULT_BASE}article/mill>", "mill", True),
        ("001", "001_fire", False),
        ("article/001", "001_fire", False),
        ("001_f…", "001_fire", False),
        ("002_FLOOD-", "002_flood-again", False),
        ("zoë", "Zoë\x1b", False),
    ],
)
def test_it_is_found(text: str, found: str, is_whole: bool, graph: EmbeddedGraph) -> None:
    article = find_article(graph, text, DEFAULT_BASE)
    assert (article.id, article.is_meant_by(text)) == (found, is_whole)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("002", "2 articles begin with '002'", "  002_flood        2012-02-03, “Flood in the mill”\n"),
        ("fire", "no article", "  001_fire  2012-01-02, “Fire in the mill”"),
        ("in mill", "no article", "  002_flood  2012-02-03"),
        ("001_fier", "no article has the identifier '001_fier'", "  001_fire  "),
        ("nosuch", "no article", "which-articles --entity NAME"),
        ("nosuch", "no article", "There are:\n  001_fire "),
        ("", "no article", "which-articles"),
        ("…", "no article", "which-articles"),
        ('" } #', "no article", "which-articles"),
        ("odd", "no article", "Odd\\x1b[2J"),
    ],
)
def test_what_is_not_found_is_told_with_what_is_likely(
    text: str, message: str, hint: str, graph: EmbeddedGraph
) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_article(graph, text, DEFAULT_BASE)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.exit_code is ExitCode.NOT_FOUND
