"""kgbuild in Python: `import kgbuild; g = kgbuild.open("kg")`.

What the commands do with a graph, for scripts and notebooks: the same functions lie below both.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kgbuild.config import Settings, load_settings
from kgbuild.errors import KgbuildWarning, QueryError
from kgbuild.explore.page import Page, T
from kgbuild.model import Kind
from kgbuild.query.answer import Answer, Row
from kgbuild.query.days import Day, bounds_of, text_of
from kgbuild.query.values import IRI, Value, to_term

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kgbuild.explore.between import Between
    from kgbuild.explore.explain import Explanation
    from kgbuild.explore.near import Near
    from kgbuild.explore.search import Found
    from kgbuild.explore.show import EntityPage
    from kgbuild.explore.timeline import Timeline
    from kgbuild.explore.who import Profile
    from kgbuild.query.articles import Article
    from kgbuild.query.folding import Each
    from kgbuild.query.lookup import Candidate, Names
    from kgbuild.query.solutions import Solutions
    from kgbuild.rdf.graph import Graph
    from kgbuild.rdf.ontology import Ontology
    from kgbuild.report.plots import Plots
    from kgbuild.report.report import Report

__all__ = ["IRI", "Answer", "KnowledgeGraph", "Page", "Row", "open"]

R = TypeVar("R")


def open(  # noqa: A001 (kgbuild.open, as gzip.open)
    store: str | Path | None = None,
    *,
    ontology: str | Path | None = None,
    queries: str | Path | None = None,
) -> KnowledgeGraph:
    """Return the graph of a store, to read from.

    Args:
        store: Its folder, or the URL of a SPARQL endpoint. Without it, and for all else that is left out,
            kgbuild.toml in the working folder counts, as for the commands.
        ontology: The folder of classes, frames and gazetteers.
        queries: A folder of your own questions, beside those there are.

    Raises:
        StoreError: There is no graph, it is damaged, or it cannot be reached.
        KnowledgeError: A setting or a folder is wrong.
    """
    from kgbuild.rdf.opening import open_store

    settings = load_settings(
        store=store,
        ontology=None if ontology is None else Path(ontology),
        queries=None if queries is None else Path(queries),
    )
    graph = open_store(settings)
    if graph.notice:
        _warn(graph.notice)
    return KnowledgeGraph(graph, settings)


class KnowledgeGraph:
    """A graph to ask: made by `kgbuild.open`.

    Names match loosely, as in the commands: case, accents, titles and small misspellings do not matter. Where
    several things fit, none is guessed: `NotFoundError` lists them. Where one fits loosely only, a warning
    says so.
    """

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self._graph = graph
        self._settings = settings
        self._folder = Path(settings.store).absolute()  # the working folder may change

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {self._settings.place}>"

    # -- SPARQL and questions

    def query(
        self, sparql: str, /, *, limit: int | None = None, timeout: float | None = None, **bindings: Value
    ) -> Answer:
        """Return the rows of a SELECT, or the triples of a CONSTRUCT or DESCRIBE.

        Args:
            sparql: The query; the project's prefixes need no declaration.
            limit: How many rows to read at most; None for all.
            timeout: How many seconds it may take; None for as long as it needs. With a limit it runs in a
                process of its own, which costs a tenth of a second and is ended when the time is over. At an
                endpoint only the wait for the answer ends.
            **bindings: Values of variables that the query selects: a string is text, an `IRI` a thing.

        Raises:
            QueryError: It does not parse, is an update, reaches out of the graph, cannot be answered, or is
                an ASK, which `holds` answers.
            TimeLimitError: It took longer than `timeout`, and was stopped.
            TypeError: A value has a type that RDF does not have.
        """
        terms = {name: to_term(value) for name, value in bindings.items()}
        return Answer(self._solutions(sparql, terms, limit=limit, timeout=timeout), self._settings.base)

    def holds(self, sparql: str, /, *, timeout: float | None = None) -> bool:
        """Return the answer to an ASK.

        Raises:
            QueryError: As for `query`; or it is none.
            TimeLimitError: As for `query`.
        """

        def truth(result: object) -> bool | None:
            return bool(result) if isinstance(result, ox.QueryBoolean) else None

        result = self._read(sparql, {}, truth, timeout)
        if result is None:
            raise QueryError("this query gives more than yes or no", "Use query(), or begin it with ASK.")
        return result

    def ask(
        self,
        question: str,
        /,
        *,
        limit: int | None = None,
        timeout: float | None = None,
        all_evidence: bool = False,
        parts: bool = False,
        **parameters: str | int | date | Sequence[str] | None,
    ) -> Answer:
        """Return the answer to a ready question: `g.ask("who-led", body="Northfield", on="2014-02-01")`.

        What several sentences state is one row, the first by date; its `more` tells how many further ones
        there are, and `Answer.evidence` has all.

        Args:
            question: Its name; `questions` lists them.
            limit: How many rows to give at most; None for all.
            timeout: As for `query`.
            all_evidence: Whether to give a row for each sentence.
            parts: Whether to ask about what is part of the bodies given, too.
            **parameters: What it is given; a hyphen in a parameter's name is written as an underscore. A name
                may be several, as a list, and stands for all things with its words if it ends with "*".
                `article` picks the rows of one article.

        Raises:
            NotFoundError: There is no such question; or a name fits nothing, or several things.
            QueryError: A parameter is unknown, missing or not of its type.
            TimeLimitError: As for `query`.
            KnowledgeError: The question's file is wrong.
        """
        from kgbuild.query.bind import bind, picks
        from kgbuild.query.folding import Each
        from kgbuild.query.questions import questions
        from kgbuild.query.several import meant

        ready = questions(self._settings.queries).find(question)
        names = {p.name.replace("-", "_"): p.name for p in ready.parameters}
        values = {names.get(n, n): _given(value) for n, value in parameters.items() if value is not None}
        terms = bind(
            ready,
            values,
            lambda name, kinds: [
                NamedNode(one.iri) for one in meant(self._names, name, kinds, self._resolve, parts=parts)
            ],
            lambda text: self._article(text).id,
        )
        found = self._solutions(
            ready.text,
            terms,
            picks=picks(ready, values, lambda text: self._article(text).id),
            columns=tuple(column.name for column in ready.columns),
            limit=limit,
            each=Each.SENTENCE if all_evidence else Each.CLAIM,
            timeout=timeout,
        )
        return Answer(found, self._settings.base, ready.title)

    def questions(self) -> Answer:
        """Return the ready questions with their parameters and an example; warn of files that are wrong."""
        from kgbuild.query.questions import questions
        from kgbuild.query.ready import ReadyQuery
        from kgbuild.query.solutions import of_texts

        rows = []
        for one in questions(self._settings.queries).each():
            if isinstance(one, ReadyQuery):
                takes = ", ".join(p.name + " (required)" * p.required for p in one.parameters)
                rows.append((one.name, one.title, takes, one.example))
            else:
                _warn(f"{one.message}: {one.hint}")
        columns = ("name", "title", "parameters", "example")
        return Answer(of_texts(columns, rows), self._settings.base)

    # -- look-ups

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return what `name` may mean, the likeliest first; nothing is no error."""
        return self._names.find(name)

    def entity(self, name: str) -> Page[EntityPage]:
        """Return the whole page of one thing: all that is said of it.

        Raises:
            NotFoundError: Nothing is called so, or several things are; also for all that follow.
        """
        from kgbuild.explore.show import show

        return self._page(show(self._graph, self._ontology, self._resolve(name)))

    def who(self, name: str, *, limit: int | None = None) -> Page[Profile]:
        """Return a page of what matters most: roles over time, bodies, ties, last statements."""
        from kgbuild.explore.who import who

        return self._page(who(self._graph, self._ontology, self._resolve(name), limit=limit))

    def between(
        self,
        left: str,
        right: str,
        *,
        steps: int = 3,
        through: str = "people,bodies,works",
        status: str = "asserted",
        limit: int = 5,
    ) -> Page[Between]:
        """Return what ties two things: direct ties, then the shortest paths.

        Args:
            left: The one, by any name.
            right: The other.
            steps: How long a path may be.
            through: What may lie between: people, bodies, works, places, roles, events.
            status: Which facts count: asserted, planned, denied or any.
            limit: How many paths to give at most.

        Raises:
            QueryError: `steps`, `through` or `status` is none of what is possible.
        """
        from kgbuild.explore.between import between
        from kgbuild.explore.ties import through_of

        ends = self._resolve(left), self._resolve(right)
        kinds, counting = through_of(through), _statuses(status)
        return self._page(
            between(
                self._graph, self._ontology, *ends, steps=steps, through=kinds, status=counting, limit=limit
            )
        )

    def near(
        self,
        name: str,
        *,
        steps: int = 1,
        kinds: str = "people,bodies,works",
        through: str = "people,bodies,works",
        status: str = "asserted",
        limit: int = 20,
    ) -> Page[Near]:
        """Return what is near something, by distance, each with what ties it.

        Args:
            name: What it is near to.
            steps: How many steps away at most.
            kinds: What to give: people, bodies, works, places, roles, events.
            through: What may lie between.
            status: Which facts count: asserted, planned, denied or any.
            limit: How many to give at most.

        Raises:
            QueryError: As for `between`.
        """
        from kgbuild.explore.near import near
        from kgbuild.explore.ties import through_of

        return self._page(
            near(
                self._graph,
                self._ontology,
                self._resolve(name),
                steps=steps,
                kinds=through_of(kinds),
                through=through_of(through),
                status=_statuses(status),
                limit=limit,
            )
        )

    def timeline(
        self, name: str, *, since: Day | None = None, until: Day | None = None, limit: int | None = None
    ) -> Page[Timeline]:
        """Return all that is said of something, by when it was true, else by when it was reported.

        Raises:
            QueryError: `since` or `until` is no date.
        """
        from kgbuild.explore.timeline import timeline

        bounds = bounds_of(since, until)
        entity = self._resolve(name)
        return self._page(timeline(self._graph, self._ontology, entity, **bounds, limit=limit))

    def search(
        self, text: str, *, since: Day | None = None, until: Day | None = None, limit: int = 10
    ) -> Page[Found]:
        """Return the names and the sentences with all words of `text`, in any form.

        Raises:
            QueryError: There is no word in `text`, or `since` or `until` is no date.
        """
        from kgbuild.explore.search import search

        bounds = bounds_of(since, until)
        return self._page(search(self._graph, self._ontology, text, **bounds, limit=limit))

    def explain(self, *wanted: str) -> Explanation:
        """Return where a fact, an entity or an edge comes from: `g.explain("Orla Finch", "led", "Marlbury")`.

        Raises:
            NotFoundError: It is not in the graph, or several things fit.
            QueryError: There are neither one nor three terms, or the second of three is no edge.
        """
        from kgbuild.explore.explain import explain

        return explain(self._graph, self._ontology, self._names, wanted)

    # -- for a report

    def dossier(self, name: str, *, limit: int | None = None) -> Report:
        """Return a report on something: `g.dossier("Orla Finch").save("finch.html")`, or .md, or .pdf.

        Args:
            name: What it is about.
            limit: How many lines a part of it has at most: the best attested; None for 40.

        Raises:
            QueryError: `limit` is less than 1.
        """
        from kgbuild.report.dossier import LIMIT
        from kgbuild.report.report import report

        most = LIMIT if limit is None else limit
        return report(self._graph, self._ontology, self._resolve(name), self._settings.base, limit=most)

    @cached_property
    def plot(self) -> Plots:
        """Pictures for a report: `g.plot.network("Orla Finch").save("finch.svg")`."""
        from kgbuild.report.plots import Plots

        return Plots(self._graph, self._ontology, self._resolve)

    # -- taking it elsewhere

    def to_networkx(
        self,
        *,
        edges: str = "",
        kinds: str = "",
        since: Day | None = None,
        until: Day | None = None,
        around: str | Sequence[str] = (),
        steps: int | None = None,
        min_evidence: int = 1,
        status: str = "asserted",
        events: str = "as-edges",
    ) -> nx.MultiDiGraph[str]:
        """Return entities and the edges between them as a network; see `kgbuild.export.network`.

        Args:
            edges: Relations and fact types: "criticised,led"; all unless given.
            kinds: What may be a node: people, bodies, works, places; all unless given.
            since: Only what happened, held, or else was reported from then on.
            until: Only what did until then.
            around: Only these, by any name, and what is near them.
            steps: How near: how many edges away at most; one unless given.
            min_evidence: How many sentences must state an edge.
            status: Which facts count: asserted, planned, denied, several of them, or any.
            events: How events are drawn: as-edges or as-nodes.

        Raises:
            NotFoundError: Nothing fits; or a name fits nothing, or several things.
            ExportError: A relation, kind, status or way is unknown: the known ones are told.
            QueryError: `since` or `until` is no date.
        """
        from kgbuild.export.network import network
        from kgbuild.export.selection import selection_of

        near = [around] if isinstance(around, str) else around
        selection = selection_of(
            edges=edges,
            kinds=kinds,
            **bounds_of(since, until),
            around=tuple(self._resolve(name, tuple(Kind)).iri for name in near),
            steps=steps,
            min_evidence=min_evidence,
            status=status,
            events=events,
        )
        return network(self._graph, self._ontology, selection)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the whole graph in memory, a graph for each article; its queries see all graphs together."""
        from kgbuild.rdf.bridge import rdflib_dataset

        return rdflib_dataset(self._graph.quads())

    # -- what lies below

    @cached_property
    def _ontology(self) -> Ontology:
        from kgbuild.rdf.ontology import load_ontology

        return load_ontology(self._settings.ontology)

    @cached_property
    def _names(self) -> Names:
        from kgbuild.query.lookup import Names
        from kgbuild.query.names import load_titles

        return Names(self._graph, self._settings.base, load_titles(self._settings.ontology))

    def _resolve(self, name: str, kinds: tuple[Kind, ...] = ()) -> Candidate:
        """Return what `name` means, and warn where it fits loosely only."""
        found = self._names.resolve(name, kinds)
        if found.loose:
            _warn(f"{found.label}, for {name!r}: {found.why} ({found.id})")
        return found

    def _article(self, text: str) -> Article:
        """Return the article that `text` means, and warn where it is only the beginning of its identifier."""
        from kgbuild.query.articles import find_article

        found = find_article(self._graph, text, self._settings.base)
        if not found.is_meant_by(text):
            _warn(f"{found.id}, for {text!r}: it begins so")
        return found

    def _page(self, data: T) -> Page[T]:
        return Page(data, self._settings.base)

    def _solutions(
        self,
        sparql: str,
        terms: Mapping[str, Any],
        *,
        picks: Mapping[str, Any] | None = None,
        columns: tuple[str, ...] = (),
        limit: int | None,
        each: Each | None = None,
        timeout: float | None = None,
    ) -> Solutions:
        from kgbuild.query.folding import Each, gathering
        from kgbuild.query.solutions import of_triples, read

        if limit is not None and limit < 0:
            raise QueryError(f"there are no {limit} rows", "Give a limit of 0 or more.")

        def rows(result: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Solutions | None:
            if isinstance(result, ox.QueryTriples):
                return of_triples(result, limit)
            if not isinstance(result, ox.QuerySolutions):
                return None
            gather = gathering(self._graph, each or Each.SOLUTION, picks)
            return gather(read(result, columns)).first(limit) if gather else read(result, columns, limit)

        found = self._read(sparql, terms, rows, timeout)
        if found is None:
            raise QueryError("ASK gives yes or no, not rows", "Use holds().")
        return found

    def _read(
        self, sparql: str, terms: Mapping[str, Any], read: Callable[[Any], R], timeout: float | None
    ) -> R:
        from kgbuild.query.run import evaluate, interruptible
        from kgbuild.rdf.store import EmbeddedGraph

        if timeout is None or not isinstance(self._graph, EmbeddedGraph):
            return interruptible(lambda: read(evaluate(self._graph, sparql, terms)), timeout)
        from kgbuild.query.timed import TimedGraph

        return read(evaluate(TimedGraph(self._graph, self._folder, timeout), sparql, terms))


def _warn(message: str) -> None:
    """Warn at the user's own line, however deep within kgbuild this is called."""
    level, frame = 1, inspect.currentframe()
    while frame is not None and frame.f_globals["__name__"].partition(".")[0] == __package__:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, KgbuildWarning, stacklevel=level)


def _given(value: str | int | date | Sequence[str]) -> str | Sequence[str]:
    return text_of(value) if isinstance(value, (str, int, date)) else value


def _statuses(status: str) -> Any:
    from kgbuild.explore.ties import Statuses

    try:
        return Statuses(status)
    except ValueError:
        raise QueryError(f"no facts are {status!r}", f"Choose one of {', '.join(Statuses)}.") from None
