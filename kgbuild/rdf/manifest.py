"""The list of what kgbuild holds at an endpoint: which graphs, whole or not, and whose documents they are of.

It stands in a graph of its own there, `<base>manifest`; no other graph at the endpoint is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from kgbuild.errors import StoreError

FORMAT = 1
"""The version of the manifest that this code reads and writes."""
COMPLETE, UPLOADING = "complete", "uploading"
_STORE = "https://w3id.org/kgbuild/store#"
_SINGLE = ("format", "key", "state", "token", "owner", "home")


def manifest_graph(base: str) -> NamedNode:
    """Return the graph of the manifest of the graph whose instances live below `base`."""
    return NamedNode(f"{base}manifest")


def entity_graph(base: str) -> NamedNode:
    """Return the graph that stands for the default graph: not every server has one that could be ours."""
    return NamedNode(f"{base}graph")


@dataclass(frozen=True, slots=True)
class Part:
    """What one graph holds: the digest of its sorted N-Triples, and how many there are."""

    digest: str
    triples: int


PENDING = Part("-", 0)
"""Said of a graph that is about to be put or taken away."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of kgbuild's graphs at an endpoint.

    Attributes:
        key: What the graph was made from: see `store.current_key`.
        state: `COMPLETE`, or `UPLOADING` from the first change to the last.
        token: Whose upload it is, or was: new for each.
        owner: The identifier of the working folder that the graph is made from.
        home: Where that folder lies, for people.
        parts: Each graph by IRI.
    """

    key: str
    state: str
    token: str
    owner: str
    home: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def triples(self, base: str) -> list[Triple]:
        """Return the manifest as RDF, each graph a literal: nothing is said of the articles themselves."""
        single = [str(FORMAT), self.key, self.state, self.token, self.owner, self.home]
        said = [*zip(_SINGLE, single, strict=True), *(("holds", line) for line in lines(self.parts))]
        subject = manifest_graph(base)
        return [Triple(subject, _property(name), Literal(value)) for name, value in said]

    @classmethod
    def read(cls, place: str, pairs: Iterable[tuple[str, str]]) -> Manifest | None:
        """Return the manifest that `pairs` of property and value make; None where there are none.

        Raises:
            StoreError: It is damaged, or was written by a newer kgbuild.
        """
        said = list(pairs)
        if not said:
            return None
        require_known_format(place, said)
        values: dict[str, list[str]] = {}
        for name, value in said:
            values.setdefault(name.removeprefix(_STORE), []).append(value)
        try:
            key, state, token, owner, home = (_only(values[name]) for name in _SINGLE[1:])
        except (KeyError, ValueError) as error:
            hint = "Build again with --take-over: the graph is written anew."
            raise StoreError(f"{place}: the manifest of the graph there is damaged: {error}", hint) from error
        return cls(key, state, token, owner, home, held(said))


def require_known_format(place: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Raise StoreError where the manifest of `pairs` was written by a newer kgbuild."""
    for name, value in pairs:
        if name == f"{_STORE}format" and value.isdigit() and int(value) > FORMAT:
            hint = "Install the newer kgbuild, or take another endpoint with --store."
            raise StoreError(f"{place}: the graph there was written by a newer kgbuild", hint)


def held(pairs: Iterable[tuple[str, str]]) -> dict[str, Part]:
    """Return each graph that the manifest of `pairs` lists, whatever else is wrong with it."""
    found = {}
    for name, value in pairs:
        digest, triples, iri = (*value.split(" ", 2), "", "")[:3]
        if name == f"{_STORE}holds" and triples.isdigit() and iri:
            found[iri] = Part(digest, int(triples))
    return found


def lines(parts: Mapping[str, Part]) -> list[str]:
    """Return what the manifest says of each of `parts`, sorted."""
    return sorted(f"{part.digest} {part.triples} {iri}" for iri, part in parts.items())


def statements(base: str, values: Mapping[str, Sequence[str]]) -> str:
    """Return statements of the manifest as SPARQL, in its graph, each value written by Oxigraph."""
    graph = manifest_graph(base)
    said = (Triple(graph, _property(name), Literal(value)) for name, some in values.items() for value in some)
    return f"GRAPH {graph} {{ {' '.join(f'{one} .' for one in said)} }}"


def _property(name: str) -> NamedNode:
    return NamedNode(_STORE + name)


def _only(found: list[str]) -> str:
    [value] = found
    return value
