"""Sends to an endpoint what changed of a graph, in such an order that a killed upload can be finished.

The manifest is marked first, with every graph that is to change; each graph is then put in one step, and the
manifest tells which have been. Whoever reads in between is told, and the next upload goes on from there.
"""

from __future__ import annotations

import dataclasses
import hashlib
import socket
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import httpx
import pyoxigraph as ox
from pyoxigraph import DefaultGraph

from kgbuild.config import Endpoint
from kgbuild.errors import KgbuildError, QueryError, StoreError
from kgbuild.files import replace_text
from kgbuild.rdf.addresses import writing_addresses
from kgbuild.rdf.manifest import (
    COMPLETE,
    PENDING,
    UPLOADING,
    Manifest,
    Part,
    entity_graph,
    held,
    lines,
    manifest_graph,
    require_known_format,
    statements,
)
from kgbuild.rdf.remote import connect
from kgbuild.rdf.store import EmbeddedGraph, GraphName

OWNER_FILE = "owner"
"""The file of a working folder that holds its identifier."""
_AT_ONCE = 50
"""How many graphs are put between two notes in the manifest."""

_DIGITS = 32
_REPORT = "Look into the server's log; if it says nothing, please report what the server is."

Progress = Callable[[int, int], None]
"""Told how many graphs of how many have been sent."""


def upload(
    graph: EmbeddedGraph,
    key: str,
    endpoint: Endpoint,
    base: str,
    *,
    take_over: bool = False,
    progress: Progress = lambda done, of: None,
) -> int:
    """Make the graph at `endpoint` the same as `graph`; other graphs there are not touched.

    Args:
        graph: A graph in the working folder from which the endpoint is written.
        key: What it was made from.
        endpoint: Where to.
        base: The IRI below which instances live.
        take_over: Whether a graph there that another working folder made may be replaced.
        progress: Who is told how far it is.

    Returns:
        How many graphs were sent or taken away.

    Raises:
        StoreError: The endpoint cannot be reached or refuses, another working folder's graph is there, or
            another upload went on at the same time.
    """
    there = _There(endpoint, base)
    old = None if take_over else there.manifest()
    owner = _owner(graph.folder)
    if old is not None and old.owner != owner:
        raise StoreError(
            f"{endpoint.url}: the graph there is made from the documents of another folder: {old.home}",
            "Build there, bring that folder here with --work, or replace the graph whole: build --take-over.",
        )
    if old is not None and (old.state, old.key) == (COMPLETE, key):
        return 0
    have = there.held() if take_over else dict(old.parts) if old else {}
    home = f"{socket.gethostname()}:{graph.folder.resolve()}"
    new = Manifest(key, UPLOADING, uuid.uuid4().hex, owner, home)
    return _replace(there, graph, base, old, new, have, progress)


def _replace(
    there: _There,
    graph: EmbeddedGraph,
    base: str,
    old: Manifest | None,
    new: Manifest,
    have: Mapping[str, Part],
    progress: Progress,
) -> int:
    """Make what is `there` the same as `graph`, and return how many graphs that took.

    Args:
        there: The endpoint.
        graph: The graph.
        base: The IRI below which instances live.
        old: The manifest that is there, if it is to be heeded.
        new: The one to be, but for its graphs.
        have: The graphs that are there.
        progress: Who is told how far it is.
    """
    here = {_iri(name, base): name for name in graph.names()}
    parts = {iri: _data(graph, name)[0] for iri, name in here.items()}
    wanted = {iri: part for iri, part in parts.items() if part.triples}
    changed = [iri for iri, part in wanted.items() if have.get(iri) != part]
    gone = sorted(have.keys() - wanted.keys())
    pending = dict.fromkeys([*changed, *gone], PENDING)
    there.begin(dataclasses.replace(new, parts={**have, **pending}), old)
    progress(0, len(pending))
    done = 0
    for some in (*_batches(changed), *_batches(gone)):
        for iri in some:
            if iri in wanted:
                there.put(iri, _data(graph, here[iri])[1])
            else:
                there.delete(iri)
        there.note({iri: wanted.get(iri) for iri in some})
        done += len(some)
        progress(done, len(pending))
    there.finish()
    return len(pending)


class _There:
    """The endpoint, to write to.

    Args:
        endpoint: Where it is.
        base: The IRI below which instances live.
    """

    def __init__(self, endpoint: Endpoint, base: str) -> None:
        self._asking = connect(endpoint)
        self._connection = self._asking.connection
        self._update, self._graphs = writing_addresses(
            endpoint, self._asking.url, guarded=bool(self._connection.credentials)
        )
        self._base = base
        self._name = manifest_graph(base).value
        self._token = ""

    def manifest(self) -> Manifest | None:
        """Return the manifest that is there."""
        return self._asking.manifest(self._base)

    def held(self) -> dict[str, Part]:
        """Return the graphs that are there, even by a manifest that is damaged.

        Raises:
            StoreError: A newer kgbuild wrote it.
        """
        said = self._asking.said(self._base)
        require_known_format(self._connection.place, said)
        return held(said)

    def begin(self, new: Manifest, old: Manifest | None) -> None:
        """Mark the manifest with `new` instead of `old`, unless it has changed since that was read."""
        self._token = new.token
        if old is not None:
            self._exchange(old.token, {"token": [old.token]}, {"token": [new.token]})
            self._require_mine()
        data = ox.serialize(new.triples(self._base), format=ox.RdfFormat.N_TRIPLES)
        assert data is not None
        self.put(self._name, data)

    def note(self, parts: Mapping[str, Part | None]) -> None:
        """Tell the manifest what the graphs that were to change are now; None for those that are gone."""
        known = {name: part for name, part in parts.items() if part is not None}
        was = lines(dict.fromkeys(parts, PENDING))
        self._exchange(self._token, {"holds": was}, {"holds": lines(known)})
        self._require_mine()

    def finish(self) -> None:
        """Tell the manifest that the graph is whole."""
        self._exchange(self._token, {"state": [UPLOADING]}, {"state": [COMPLETE]})
        self._require_mine()

    def put(self, name: str, data: bytes) -> None:
        """Make the graph `name` hold the N-Triples `data`, in one step."""
        headers = {"content-type": "application/n-triples"}
        response = self._connection.send(
            "PUT", self._graphs, params={"graph": name}, content=data, headers=headers
        )
        if not response.is_success:
            raise self._failure(response)

    def delete(self, name: str) -> None:
        """Take the graph `name` away, if it is there."""
        response = self._connection.send("DELETE", self._graphs, params={"graph": name})
        if not response.is_success and response.status_code != httpx.codes.NOT_FOUND:
            raise self._failure(response)

    def _exchange(
        self, token: str, old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]
    ) -> None:
        """Exchange values in the manifest, if its upload is `token`."""
        condition = statements(self._base, {"token": [token]})
        taken, put = statements(self._base, old), statements(self._base, new)
        inserted = f"INSERT {{ {put} }}" if any(new.values()) else ""  # Virtuoso takes no empty group there
        update = f"DELETE {{ {taken} }} {inserted} WHERE {{ {condition} }}"
        response = self._connection.send("POST", self._update, form={"update": update})
        if not response.is_success:
            raise self._failure(response)

    def _require_mine(self) -> None:
        condition = statements(self._base, {"token": [self._token]})
        if not self._asking.ask(f"ASK {{ {condition} }}"):
            raise StoreError(
                f"{self._connection.place}: another kgbuild is sending a graph there at the same time",
                "Wait until it has finished, and build again.",
            )

    def _failure(self, response: httpx.Response) -> KgbuildError:
        failure = self._connection.failure(response)
        if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
            refused = f"{response.request.method} {response.url}: {response.status_code}"
            return StoreError(
                f"{self._connection.place}: cannot be written to: {refused} {response.reason_phrase}",
                'Set update = "..." and graphs = "..." in kgbuild.toml: see Settings in the README.',
            )
        if isinstance(failure, QueryError):
            return StoreError(failure.message.replace("refuses the query", "refuses the graph"), _REPORT)
        return failure


def _data(graph: EmbeddedGraph, name: GraphName) -> tuple[Part, bytes]:
    """Return a graph's N-Triples, sorted, and what the manifest says of them."""
    rows = sorted(f"{triple} .\n" for triple in graph.triples(name))
    data = "".join(rows).encode()
    return Part(hashlib.sha256(data).hexdigest()[:_DIGITS], len(rows)), data


def _iri(name: GraphName, base: str) -> str:
    return entity_graph(base).value if isinstance(name, DefaultGraph) else name.value


def _batches(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


def _owner(folder: Path) -> str:
    """Return the identifier of a working folder; it is given one with its first upload."""
    file = folder / OWNER_FILE
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        identifier = uuid.uuid4().hex
        replace_text(file, f"{identifier}\n")
        return identifier
