"""kgbuild turns news articles into a knowledge graph whose every fact carries the words that state it.

Takes files of news text; gives an RDF graph with evidence, and answers from it.
The packages below import downwards only: see CONTRIBUTING.md for the layers.

In Python, `kgbuild.open` gives a graph to ask:

    import kgbuild

    g = kgbuild.open("kg")
    for row in g.ask("who-led", body="Northmere City Council"):
        print(row.person, row.role, row.sentence)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgbuild.api import IRI, Answer, KnowledgeGraph, Page, Row, open  # noqa: A004

__version__ = "0.1.0"

__all__ = ["IRI", "Answer", "KnowledgeGraph", "Page", "Row", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Load what reads graphs when it is first asked for: `import kgbuild` alone costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'kgbuild' has no attribute {name!r}")
    from kgbuild import api

    return getattr(api, name)
