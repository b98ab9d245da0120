"""Pictures in Python: `g.plot.network("Orla Finch")`."""

from __future__ import annotations

from collections.abc import Callable

from kgbuild.errors import QueryError
from kgbuild.export.selection import selection_of
from kgbuild.model import Kind
from kgbuild.query.days import Day, bounds_of
from kgbuild.query.lookup import Candidate
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.report.criticism import By, criticism_plot
from kgbuild.report.networks import network_plot
from kgbuild.report.plot import Plot
from kgbuild.report.timelines import tenures_plot, timeline_plot


class Plots:
    """Draws what the commands `kgbuild plot` draw. A notebook shows a picture; `save` writes it.

    Args:
        graph: The graph.
        ontology: What terms are called, and which facts tie.
        resolve: Finds what a name means, of some kinds if any are given.
    """

    def __init__(self, graph: Graph, ontology: Ontology, resolve: Callable[..., Candidate]) -> None:
        self._graph = graph
        self._ontology = ontology
        self._resolve = resolve

    def network(
        self,
        name: str,
        *,
        edges: str = "",
        kinds: str = "",
        since: Day | None = None,
        until: Day | None = None,
        steps: int = 1,
        min_evidence: int = 1,
        status: str = "asserted",
    ) -> Plot:
        """Return a picture of what something is tied to.

        Args:
            name: What is in the middle.
            edges: Relations and fact types: "criticised,led"; all unless given.
            kinds: What to draw: people, bodies, works, places; all unless given.
            since: Only what happened, held, or else was reported from then on.
            until: Only what did until then.
            steps: How near: how many edges away at most.
            min_evidence: How many sentences must state an edge.
            status: Which facts count: asserted, planned, denied, several of them, or any.

        Raises:
            ExportError: There is too much for a picture, or what is chosen there is not: the known is told.
            QueryError: `since` or `until` is no date.
            NotFoundError: Nothing is called so, several things are, or nothing fits what is chosen.
        """
        entity = self._resolve(name)
        selection = selection_of(
            edges=edges,
            kinds=kinds,
            **bounds_of(since, until),
            around=[entity.iri],
            steps=steps,
            min_evidence=min_evidence,
            status=status,
        )
        return network_plot(self._graph, self._ontology, entity, selection)

    def timeline(self, name: str, *, since: Day | None = None, until: Day | None = None) -> Plot:
        """Return a picture of what is said of something, by time.

        Raises:
            ExportError: Nothing of it is dated, or there is too much for a picture.
            QueryError: `since` or `until` is no date.
            NotFoundError: Nothing is called so, or several things are.
        """
        bounds = bounds_of(since, until)
        return timeline_plot(self._graph, self._ontology, self._resolve(name), **bounds)

    def tenures(self, body: str) -> Plot:
        """Return a picture of who held which post of a body, and when.

        Raises:
            ExportError: No post there is dated, or there are too many for a picture.
            NotFoundError: No body is called so, or several are.
        """
        return tenures_plot(self._graph, self._ontology, self._resolve(body, (Kind.ORGANISATION,)))

    def criticism(
        self,
        name: str | None = None,
        *,
        by: str = "year",
        since: Day | None = None,
        until: Day | None = None,
    ) -> Plot:
        """Return a picture of how often something was criticised.

        Args:
            name: What is criticised; None for anything.
            by: What the bars stand for: year, month, target or critic.
            since: Only what happened, or else was reported from then on.
            until: Only what did until then.

        Raises:
            ExportError: There is none, or too much for a picture.
            QueryError: `by` is none of what is possible, or `since` or `until` is no date.
            NotFoundError: Nothing is called so, or several things are.
        """
        if by not in set(By):
            raise QueryError(f"no bars stand for {by!r}", f"Choose one of {', '.join(By)}.")
        entity = None if name is None else self._resolve(name)
        bounds = bounds_of(since, until)
        return criticism_plot(self._graph, self._ontology, By(by), entity=entity, **bounds)
