"""A process that answers one query after the other: the only place where a client's query is parsed and run.

Oxigraph has no limit of time, and its parser can use up the stack: so what a query does, it does to a process
that the server can end. It is started as `python -m kgbuild.serve.worker FOLDER MEMORY`, takes jobs as lines
on its standard input, gives frames on its standard output (see `wire`), and ends when its input ends.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kgbuild.errors import KgbuildError, QueryError, StoreError
from kgbuild.query.guard import QueryKind, query_kind
from kgbuild.query.located import located
from kgbuild.rdf.store import Dataset, EmbeddedGraph, open_graph
from kgbuild.rdf.vocabulary import PREFIXES
from kgbuild.serve.counting import Counter, row_counter
from kgbuild.serve.formats import GRAPHS, ROWS, Choice, accepted, named
from kgbuild.serve.limits import CHUNK
from kgbuild.serve.wire import HEADER, AnswerError, Frame, Job, Reason

RETIRE_AT = 0.5
"""The part of its memory that a process may have used and still take another job."""
IN_GRAPH = "ASK { GRAPH ?graph { ?s ?p ?o } }"


def main() -> None:
    """Answer jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    # What anything else prints must not come between the frames.
    frames = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit_memory(memory)
    graphs = _Graphs(folder)
    with suppress(KgbuildError):  # told to whoever asks
        graphs.current()
    _Out(frames, 0).end(Frame.READY)
    for job in _jobs():
        out = _Out(frames, job.rows)
        try:
            _answer(graphs.current(), job, out)
            out.end(Frame.RETIRED if _used_up(memory) else Frame.END)
        except AnswerError as failure:
            out.fail(failure)
        except StoreError as error:
            out.fail(AnswerError(Reason.STORE, error.message, error.hint))
        except KgbuildError as error:
            out.fail(AnswerError(Reason.QUERY, error.message, error.hint))
        except Exception as error:
            traceback.print_exc()
            out.fail(AnswerError(Reason.DIED, f"an error in kgbuild itself: {type(error).__name__}: {error}"))


def _jobs() -> Iterator[Job]:
    """Yield the jobs; end the process, whatever it is at, when the server has gone."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True, name="jobs").start()
    while True:
        yield Job.from_line(lines.get())


class _Graphs:
    """The graph in force: opened again when another has been written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._in_force: bytes | None = None
        self._graph: EmbeddedGraph | None = None

    def current(self) -> EmbeddedGraph:
        in_force = self._read()
        if self._graph is None or in_force != self._in_force:
            self._graph = None
            try:
                self._graph = open_graph(self._folder)
            except StoreError:
                if self._read() == in_force:
                    raise
                return self.current()  # it was replaced while it was opened
            self._in_force = in_force
        return self._graph

    def _read(self) -> bytes | None:
        """Return what names the graph in force; a graph of the same key may have been written again."""
        try:
            return (self._folder / "CURRENT").read_bytes()
        except OSError:
            return None  # told by opening it


class _Out:
    """Writes an answer as frames."""

    def __init__(self, frames: BinaryIO, rows: int) -> None:
        self._frames = frames
        self._rows = rows
        self._held = bytearray()
        self._count: Counter | None = None

    def head(self, choice: Choice) -> None:
        """Tell the media type; rows are counted if it is one for rows."""
        if isinstance(choice.form.format, ox.QueryResultsFormat):
            self._count = row_counter(choice.form.format)
        self._frame(Frame.HEAD, choice.content_type.encode())

    def write(self, data: bytes) -> int:
        """Take the next piece of the answer: what Oxigraph calls."""
        if self._count is not None and self._count(data) > self._rows:
            self.too_long()
        self._held += data
        if len(self._held) >= CHUNK:
            self._flush()
        return len(data)

    def flush(self) -> None:
        """Do nothing: an answer is passed on in pieces of one size."""

    def too_long(self) -> None:
        """Raise that the answer is longer than it may be."""
        what = "rows" if self._count is not None else "triples"
        raise AnswerError(
            Reason.ROWS,
            f"the answer has more than {self._rows} {what}, the limit of this server",
            "Ask for less: add conditions, or LIMIT and OFFSET.",
        )

    def counted(self, triples: ox.QueryTriples) -> Iterator[ox.Triple]:
        """Yield `triples` as long as there may be more."""
        for number, triple in enumerate(triples):
            if number == self._rows:
                self.too_long()
            yield triple

    def end(self, frame: Frame) -> None:
        """Tell that the answer is whole."""
        self._flush()
        self._frame(frame)

    def fail(self, failure: AnswerError) -> None:
        """Tell that there is no answer, or not the whole."""
        self._frame(Frame.FAILURE, failure.to_bytes())

    def _flush(self) -> None:
        # One value may be larger than all memory that the server should need.
        for start in range(0, len(self._held), CHUNK):
            self._frame(Frame.DATA, bytes(self._held[start : start + CHUNK]))
        self._held.clear()

    def _frame(self, kind: Frame, content: bytes = b"") -> None:
        rest = memoryview(HEADER.pack(kind.value, len(content)) + content)
        while rest:
            rest = rest[self._frames.write(rest) :]


def _answer(graph: EmbeddedGraph, job: Job, out: _Out) -> None:
    """Write the answer to `job`.

    Raises:
        AnswerError: There is no fitting format, or the answer is too long.
        QueryError: The query does not parse, is not allowed, or cannot be answered.
        StoreError: The store is damaged.
    """
    kind = query_kind(job.query)
    choice = _choice(kind, job)
    try:
        result = graph.query(job.query, dataset=_dataset(graph, job))
    except QueryError as error:
        raise located(job.query, error) from error.__cause__
    out.head(choice)
    form = choice.form.format
    file = cast("BinaryIO", out)
    try:
        if isinstance(result, ox.QueryTriples):
            assert isinstance(form, ox.RdfFormat)
            prefixes = dict(PREFIXES) if form == ox.RdfFormat.TURTLE else None
            ox.serialize(out.counted(result), file, form, prefixes=prefixes)
        else:
            assert isinstance(form, ox.QueryResultsFormat)
            result.serialize(file, form)
    except OSError as error:
        raise AnswerError(Reason.STORE, f"the store cannot be read: {error}") from error
    except RuntimeError as error:
        raise QueryError(f"the query cannot be answered: {error}", "Correct the query.") from error


def _choice(kind: QueryKind, job: Job) -> Choice:
    forms = ROWS if kind in (QueryKind.SELECT, QueryKind.ASK) else GRAPHS
    choice = named(job.format, forms)
    if choice is None and (job.accept or not job.format):
        try:
            choice = accepted(job.accept, forms)
        except ValueError as error:
            raise QueryError(f"the Accept header is malformed: {error}", "Name media types.") from error
    if choice is None:
        listed = ", ".join(form.media_types[0] for form in forms)
        raise AnswerError(
            Reason.FORMAT, f"{kind} has no answer in a format that you accept", f"It has {listed}."
        )
    return choice


def _dataset(graph: EmbeddedGraph, job: Job) -> Dataset | None:
    if not job.default_graphs and not job.named_graphs:
        return None
    return Dataset(
        tuple(_known(graph, iri) for iri in job.default_graphs),
        tuple(_known(graph, iri) for iri in job.named_graphs),
    )


def _known(graph: EmbeddedGraph, iri: str) -> ox.NamedNode:
    """Return the name of a graph that is there: to take any other for an empty one would mislead."""
    hint = "The graphs are called as the articles are: SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    try:
        name = ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"a graph's name is no IRI: {iri!r}", hint) from error
    if not graph.query(IN_GRAPH, {"graph": name}):
        raise QueryError(f"no graph here is called <{iri}>, and none is fetched from elsewhere", hint)
    return name


def _limit_memory(limit: int) -> None:
    """Hold this process to `limit` bytes of memory, where the system can."""
    if limit:
        with suppress(ImportError, OSError, ValueError):  # Windows; macOS does not know this limit
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _used_up(limit: int) -> bool:
    """Whether this process has used so much memory that the next query could lack it."""
    try:
        import resource
    except ImportError:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return limit > 0 and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > RETIRE_AT * limit


if __name__ == "__main__":
    main()
