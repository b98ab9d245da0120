"""The graph as a network: entities as nodes, and an edge for each relation that facts give between two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgbuild.errors import NotFoundError
from kgbuild.export.connections import Ends, details_of, edges_of, fits, parts_of, spells_of, told
from kgbuild.export.entities import described
from kgbuild.export.facts import StatedFact, read_articles, read_facts, read_labels
from kgbuild.export.selection import Chosen, Events, Selection, chosen
from kgbuild.export.spells import Spell, merged
from kgbuild.export.text import plain
from kgbuild.export.things import read_things
from kgbuild.ids import digest
from kgbuild.model import Status
from kgbuild.progress import Progress, silent
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.ontology import Ontology
from kgbuild.rdf.vocabulary import Term, local_name

if TYPE_CHECKING:
    import networkx as nx

SPELLS = "spells"
"""The one attribute that is no plain value: a list of `Spell`, as networkx's GEXF reader gives it too."""
EVENT = "Event"
"""The kind of a node that is an event."""
ALL = Selection()
"""All that is asserted."""

_STEP, _HALF_STEP = 1.0, 0.5


def network(
    graph: Graph, ontology: Ontology, selection: Selection = ALL, progress: Progress = silent
) -> nx.MultiDiGraph[str]:
    """Return the entities of `graph` and the edges that its facts give, in a fixed order.

    Nodes are named by IRI; for their attributes see `entities.described`. Edges have a key of their own,
    and: label, relation ("criticised"), fact_type ("Criticism"), status, weight (how many stretches of text
    state it), facts (how many do), articles, first_reported and last_reported, earliest and latest (bounds of
    when it happened or held), claimed_by, confidence, and the surest sentence with its article. A relation
    that holds in both directions is one edge.

    With `Events.AS_NODES` an event is a node of the kind `EVENT` that has these attributes, but for weight.
    An edge, with the name of an argument as its relation, leads from who does it to the event, and from it to
    all others.

    Edges and events whose facts give dates have `SPELLS`: the times that those bound. An entity has them if
    all its edges do, and then they are those of its edges, so that no edge is ever there without its ends.

    An entity without edges is left out where edges are chosen.

    Args:
        graph: The graph.
        ontology: Which facts give which edges.
        selection: What of the graph to take.
        progress: Who is told how far reading is.

    Raises:
        ExportError: The ontology does not declare the type of a fact, or what `selection` names.
        NotFoundError: Nothing fits `selection`, or one of those it is around is not in the graph.
    """
    import networkx as nx

    names = chosen(selection, ontology)
    labels, articles = read_labels(graph), read_articles(graph)
    facts = read_facts(graph, ontology, articles, progress)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in described(read_things(graph), facts, articles, labels).items():
        if not selection.kinds or attributes["kind"] in selection.kinds or iri in selection.around:
            found.add_node(iri, **attributes)
    source = _Source([fact for fact in facts if fits(fact, selection)], ontology, labels, names, selection)
    source.add_edges(found)
    source.add_events(found)
    if selection.around:
        found = _around(found, selection.around, selection.steps)
    if selection.chooses_edges:
        found.remove_nodes_from([node for node, degree in found.degree if not degree])
    if not found and selection != ALL:
        raise NotFoundError(
            "nothing in the graph fits all that is chosen",
            "Take a longer time, more steps, relations, kinds or statuses, or ask for less evidence.",
        )
    _add_spells(found)
    return found


def flattened(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return `network` with plain values alone, for formats that know no spells.

    `SPELLS` becomes one text of ISO 8601 intervals: "2001-05-01/2002-12-31; 2004-01-01/..".
    """
    found = network.copy()
    every = [attributes for _, attributes in found.nodes(data=True)]
    every += [attributes for *_, attributes in found.edges(data=True)]
    for attributes in every:
        if spells := attributes.get(SPELLS):
            attributes[SPELLS] = "; ".join(f"{first or '..'}/{last or '..'}" for first, last in spells)
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """What edges and events come from: the facts that are wanted, and what is chosen of what they give."""

    facts: list[StatedFact]
    ontology: Ontology
    labels: Mapping[Term, str]
    names: Chosen
    selection: Selection

    def add_edges(self, network: nx.MultiDiGraph[str]) -> None:
        """Add the edges, of events too unless these are nodes."""
        as_nodes = self.selection.events is Events.AS_NODES
        facts = (fact for fact in self.facts if not (as_nodes and fact.type.is_event))
        for ends, some in edges_of(facts, self.ontology, self.labels):
            source, target, relation, _ = ends
            name = local_name(relation)
            if name in self.names.relations and source in network and target in network:
                self._add(network, _key(ends), (source, target), name, self._label(relation, name), some)

    def add_events(self, network: nx.MultiDiGraph[str]) -> None:
        """Add each event as a node, with its edges, if they are nodes and any of its parts is there."""
        for fact in self.facts:
            if fact.type.name not in self.names.events or not self._enough([fact]):
                continue
            parts = [part for part in parts_of(fact, self.ontology) if part[1] in network]
            if not parts:
                continue
            network.add_node(fact.iri, **self._event(fact))
            for name, entity, does in sorted(set(parts)):
                ends = (entity, fact.iri) if does else (fact.iri, entity)
                label = self._label(self.ontology.property_of(name).value, name)
                self._add(network, digest(fact.iri, name, entity), ends, name, label, [fact])

    def _event(self, fact: StatedFact) -> dict[str, Any]:
        attributes = told([fact], self.labels) | details_of(fact, self.ontology, self.labels)
        del attributes["weight"]  # that is a matter of edges, and a column of Gephi's own
        label = self._label(fact.type.iri.value, fact.type.name)
        articles = len({stretch.article for stretch in fact.evidence})
        return attributes | {"label": label, "kind": EVENT, "articles": articles} | _spells([fact])

    def _add(
        self,
        network: nx.MultiDiGraph[str],
        key: str,
        ends: tuple[str, str],
        relation: str,
        label: str,
        facts: list[StatedFact],
    ) -> None:
        if self._enough(facts):
            attributes: dict[str, Any] = {"label": label, "relation": relation, **told(facts, self.labels)}
            network.add_edge(ends[0], ends[1], key=key, **attributes | _spells(facts))

    def _enough(self, facts: Iterable[StatedFact]) -> bool:
        return len({stretch for fact in facts for stretch in fact.evidence}) >= self.selection.min_evidence

    def _label(self, iri: str, name: str) -> str:
        return plain(self.ontology.labels.get(iri, "")) or name


def _key(ends: Ends) -> str:
    source, target, relation, status = ends
    return digest(source, relation, target, *(() if status == Status.ASSERTED else (status,)))


def _spells(facts: Iterable[StatedFact]) -> dict[str, list[Spell]]:
    found = spells_of(facts)
    return {SPELLS: found} if found else {}


def _around(network: nx.MultiDiGraph[str], around: Collection[str], steps: int) -> nx.MultiDiGraph[str]:
    """Return what is at most `steps` edges away, and what joins it; an event is half way between two."""
    import networkx as nx

    for iri in around:
        if iri not in network:
            raise NotFoundError(f"{iri}: no person, organisation, place or work of the graph")
    events = {node for node, attributes in network.nodes(data=True) if attributes["kind"] == EVENT}

    def length(left: str, right: str, _: Any) -> float:
        return _HALF_STEP if left in events or right in events else _STEP

    mutual = network.to_undirected(as_view=True)
    distance = nx.multi_source_dijkstra_path_length(mutual, set(around), cutoff=steps, weight=length)
    near = distance.keys() - events
    whole = {event for event in events if near.issuperset(mutual.adj[event])}
    found = network.copy()  # in its order, which a view of a part of it would not keep
    found.remove_nodes_from([node for node in network if node not in near and node not in whole])
    return found


def _add_spells(network: nx.MultiDiGraph[str]) -> None:
    for node, attributes in network.nodes(data=True):
        edges = [*network.in_edges(node, data=SPELLS), *network.out_edges(node, data=SPELLS)]
        if attributes["kind"] != EVENT and edges and all(spells for *_, spells in edges):
            attributes[SPELLS] = merged(spell for *_, spells in edges for spell in spells)
