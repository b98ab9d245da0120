"""A dossier with its pictures, and how it is written: as Markdown, HTML or PDF."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from kgbuild.errors import ExportError, NotFoundError
from kgbuild.explore.timeline import Timeline
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.report.dossier import LIMIT, Dossier, dossier
from kgbuild.report.networks import network_plot
from kgbuild.report.pdf import to_pdf
from kgbuild.report.plot import Plot, ending, save
from kgbuild.report.render import Picture, Pictures, to_html, to_markdown
from kgbuild.report.timelines import plot_of_timeline

ENDINGS = (".md", ".html", ".pdf")
_NODES, _ROWS = 24, 24
"""How much the pictures of a dossier show at most."""


@dataclass(frozen=True)
class Report:
    """A dossier with its pictures. A notebook shows it as the page that it is.

    Attributes:
        dossier: All of it, as typed records.
        base: The IRI below which instances live, left out of identifiers.
        network: A picture of what it is tied to; None where it is tied to nothing.
        timeline: A picture of what is said of it, by time; None where nothing is dated.
    """

    dossier: Dossier
    base: str
    network: Plot | None
    timeline: Plot | None

    def to_markdown(self) -> str:
        """Return it as Markdown, without pictures: `save` writes them beside it."""
        return to_markdown(self.dossier, self.base, Pictures())

    def to_html(self) -> str:
        """Return it as one HTML page that needs nothing else and runs nothing."""
        return to_html(self.dossier, self.base, self._pictures(lambda _: ""))

    def to_pdf(self) -> bytes:
        """Return it as PDF.

        Raises:
            ExportError: WeasyPrint is not installed.
        """
        return to_pdf(self.to_html())

    def save(self, path: str | Path) -> None:
        """Write it to a file, whose ending tells the format; the file is there whole, or is as it was.

        Beside Markdown its pictures are written: X.md has X-network.svg and X-timeline.svg.

        Raises:
            ExportError: The ending tells no format, a file cannot be written, or WeasyPrint is not installed.
        """
        file = Path(path)
        match ending(file, ENDINGS):
            case ".html":
                save({file: self.to_html().encode()})
            case ".pdf":
                save({file: self.to_pdf()})
            case _:
                save(self._markdown_files(file))

    def _markdown_files(self, file: Path) -> dict[Path, bytes]:
        """Return what goes into `file`, and then what into the pictures beside it."""
        beside = {name: file.with_name(f"{file.stem}-{name}.svg") for name in self._plots()}
        pictures = self._pictures(lambda name: quote(beside[name].name))
        text = to_markdown(self.dossier, self.base, pictures).encode()
        return {file: text} | {beside[name]: plot.svg().encode() for name, plot in self._plots().items()}

    def _plots(self) -> dict[str, Plot]:
        plots = {"network": self.network, "timeline": self.timeline}
        return {name: plot for name, plot in plots.items() if plot}

    def _pictures(self, file: Callable[[str], str]) -> Pictures:
        return Pictures(
            **{
                name: Picture(Markup(plot.svg_element(f"{name}-")), plot.description, file(name))
                for name, plot in self._plots().items()
            }
        )

    def __repr__(self) -> str:
        return f"<Report: {self.dossier.entity.label}, {len(self.dossier.articles)} articles>"

    def _repr_html_(self) -> str:
        page = html.escape(self.to_html())
        return f'<iframe srcdoc="{page}" sandbox title="Dossier" width="100%" height="600"></iframe>'


def report(graph: Graph, ontology: Ontology, entity: Candidate, base: str, *, limit: int = LIMIT) -> Report:
    """Return the dossier of `entity` with its pictures.

    Args:
        graph: The graph.
        ontology: What terms are called, and which facts tie.
        entity: What it is about, found by `lookup.Names.resolve`.
        base: The IRI below which instances live, left out of identifiers.
        limit: How many lines a block has at most; the best attested stay.

    Raises:
        QueryError: `limit` is less than 1.
    """
    found = dossier(graph, ontology, entity, limit=limit)
    return Report(
        found,
        base,
        network=_network(graph, ontology, entity),
        timeline=_timeline(found.timeline),
    )


def _network(graph: Graph, ontology: Ontology, entity: Candidate) -> Plot | None:
    try:
        return network_plot(graph, ontology, entity, most=_NODES)
    except NotFoundError:  # it is tied to nothing
        return None


def _timeline(view: Timeline) -> Plot | None:
    try:
        return plot_of_timeline(view, most=_ROWS)
    except ExportError:  # nothing is dated
        return None
