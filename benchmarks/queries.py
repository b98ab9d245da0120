"""How long every ready question takes: through kgbuild, by a bare call of pyoxigraph, and in rdflib.

    python -m benchmarks.queries [--quads N] [--rdflib-quads N] [--limit SECONDS] [--rounds N] [--output FILE]

Generates a graph of a million quads, and a smaller one for rdflib, asks every question of them about their
best known people and bodies, and writes the times side by side, with versions and date, to results.md.
All times are processor time, which other programs disturb least; kgbuild and the bare call
take turns, and the best of some rounds counts. rdflib is asked once, in a child that is stopped at the limit.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyoxigraph import NamedNode

from benchmarks.generate import HUB, HUB_BODY
from benchmarks.markdown import table
from benchmarks.processes import environment
from benchmarks.serve import section
from benchmarks.stores import Loaded, load, rdflib_dataset, rdflib_term
from kgbuild.config import DEFAULT_BASE, resource_folder
from kgbuild.model import Kind
from kgbuild.query.bind import bind
from kgbuild.query.folding import Each
from kgbuild.query.ready import Parameter, ParameterType, ReadyQuery, list_queries
from kgbuild.query.results import Format
from kgbuild.query.run import run_query
from kgbuild.rdf.vocabulary import Term

SLOWEST, OVERHEAD, RDFLIB = 2.0, 1.3, 10.0
"""What must hold: seconds a question, times the bare call (median), times as fast as rdflib."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with values: what is optional is left out, or one entity is given."""

    query: ReadyQuery
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        """What it is called in the results: the question and the parameters that are given."""
        return " ".join((self.query.name, *(f"--{name}" for name in self.values)))


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds that a question took; `rdflib` is None where it was not asked, infinite without an answer."""

    name: str
    rows: int
    kgbuild: float
    bare: float
    rdflib: float | None = None


def main() -> int:
    """Run the benchmark and write its results; return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rdflib-quads", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=60, help="seconds for a question in rdflib")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("results.md"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = load(options.quads, Path(folder) / "large")
        times = [_timed(large, asked, options.rounds) for asked in _questions(large.article)]
        served = section(large, Path(folder) / "large", options.rounds)
        small = load(options.rdflib_quads, Path(folder) / "small")
        against = list(_against_rdflib(small, options.limit, options.rounds))
        start = _start(small, Path(folder) / "small")
    lines = [*_head(large, small, options.limit), *_summary(times, against), *start, *served, *_table(times)]
    options.output.write_text("\n".join([*lines, *_rdflib_table(against, options.limit)]) + "\n", "utf-8")
    _say(f"{options.output}: written")
    return 0 if _holds(times, against) else 1


def _questions(article: str) -> Iterator[Asked]:
    """Yield every question with what it requires, and again with each entity that it may be given."""
    for query in list_queries(resource_folder("queries")):
        needed = {p.name: _value(p, article) for p in query.parameters if p.required}
        yield Asked(query, needed)
        for parameter in query.parameters:
            if parameter.type is ParameterType.ENTITY and not parameter.required:
                yield Asked(query, {**needed, parameter.name: _value(parameter, article)})


def _value(parameter: Parameter, article: str) -> str:
    if parameter.type is ParameterType.ENTITY:
        return DEFAULT_BASE + (HUB if parameter.kinds == (Kind.PERSON,) else HUB_BODY)
    return {ParameterType.DATE: "2010-06-01", ParameterType.ARTICLE: article}[parameter.type]


def _timed(loaded: Loaded, asked: Asked, rounds: int) -> Timed:
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: _through_kgbuild(loaded, asked)))
        bare.append(_seconds(lambda: _bare(loaded, asked)))
    rows = _through_kgbuild(loaded, asked).count(b"\r\n") - 1
    timed = Timed(asked.name, rows, min(ours), min(bare))
    _say(f"{timed.name}: {timed.rows} rows, {timed.kgbuild:.3f} s, bare {timed.bare:.3f} s")
    return timed


def _bindings(asked: Asked) -> dict[str, Term]:
    bound = bind(asked.query, asked.values, lambda iri, _: NamedNode(iri))
    return {name: term for name, term in bound.items() if not isinstance(term, Sequence)}


def _through_kgbuild(loaded: Loaded, asked: Asked) -> bytes:
    out = io.BytesIO()
    columns = [column.name for column in asked.query.columns]
    run_query(
        loaded.graph,
        asked.query.text,
        out,
        None,
        form=Format.CSV,
        bindings=_bindings(asked),
        columns=columns,
        each=Each.CLAIM,
    )
    return out.getvalue()


def _bare(loaded: Loaded, asked: Asked) -> bytes:
    solutions = loaded.bare.query(
        asked.query.text,
        use_default_graph_as_union=True,
        substitutions={ox.Variable(name): term for name, term in _bindings(asked).items()},
    )
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions.serialize(format=ox.QueryResultsFormat.CSV) or b""


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def _against_rdflib(loaded: Loaded, limit: float, rounds: int) -> Iterator[Timed]:
    dataset = rdflib_dataset(loaded)
    for query in list_queries(resource_folder("queries")):
        needed = {p.name: _value(p, loaded.article) for p in query.parameters if p.required}
        timed = _timed(loaded, Asked(query, needed), rounds)
        seconds = _in_rdflib(dataset, Asked(query, needed), limit)
        _say(f"  rdflib: {seconds:.2f} s")
        yield Timed(timed.name, timed.rows, timed.kgbuild, timed.bare, seconds)


def _in_rdflib(dataset: rdflib.Dataset, asked: Asked, limit: float) -> float:
    """Return how long rdflib takes; infinity where it failed, or had to be stopped."""
    context = multiprocessing.get_context("fork")  # so that the child has the graph
    receiver, sender = context.Pipe(duplex=False)

    def work() -> None:
        bindings = {name: rdflib_term(term) for name, term in _bindings(asked).items()}
        sender.send(_seconds(lambda: list(dataset.query(asked.query.text, initBindings=bindings))))

    child = context.Process(target=work)
    child.start()
    child.join(limit)
    if child.is_alive():
        child.kill()
        child.join()
    return receiver.recv() if receiver.poll() else float("inf")


def _start(loaded: Loaded, folder: Path) -> list[str]:
    """Measure what of a command is Python's own start, and what imports."""
    command = [sys.executable, "-m", "kgbuild", "ask", "roles-of", "--person", DEFAULT_BASE + HUB]
    command += ["--store", str(folder), "--format", "csv"]
    runs = {
        "Python alone (`python -c pass`)": [sys.executable, "-c", "pass"],
        "`kgbuild --help`": [sys.executable, "-m", "kgbuild", "--help"],
        f"`kgbuild ask roles-of` on {loaded.quads:,} quads": command,
    }
    times = dict.fromkeys(runs, float("inf"))
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(10):  # in turns; the first compiles
            times = {name: min(times[name], _run(run, Path(compiled))) for name, run in runs.items()}
    roles = next(query for query in list_queries(resource_folder("queries")) if query.name == "roles-of")
    asked = Asked(roles, {"person": DEFAULT_BASE + HUB})
    times["of that, binding, asking and writing"] = min(
        _seconds(lambda: _through_kgbuild(loaded, asked)) for _ in range(5)
    )
    return [
        "## A command's start",
        "",
        *table(("what", "seconds"), ((name, f"{seconds:.3f}") for name, seconds in times.items())),
        "",
    ]


def _run(command: list[str], compiled: Path) -> float:
    """Run a command and return its processor time in seconds."""
    before = os.times()
    subprocess.run(command, capture_output=True, check=True, env=environment(compiled))
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _head(large: Loaded, small: Loaded, limit: float) -> list[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in ("kgbuild", "pyoxigraph", "rdflib"))
    load_now = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {load_now}"
    return f"""\
# How fast the ready questions are

<!-- Written by `python -m benchmarks.queries {" ".join(sys.argv[1:])}`; do not edit. -->

{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {packages}; {system}.

A generated graph of {large.quads:,} quads; for rdflib one of {small.quads:,}, with a limit of {limit:.0f} s a
question. Asked about the best known: a minister with thousands of statements, a government. Through kgbuild:
values bound, run, rows that say the same made one, written as CSV; bare: pyoxigraph's own call and CSV.
Seconds are processor time on a shared machine under load: only the ratios hold elsewhere.
""".splitlines()


def _summary(times: list[Timed], against: list[Timed]) -> list[str]:
    slowest = max(times, key=lambda timed: timed.kgbuild)
    rows = [
        ("slowest question", f"{slowest.kgbuild:.2f} s ({slowest.name})", f"≤ {SLOWEST:g} s"),
        (f"questions past {SLOWEST:g} s", ", ".join(_slow(times)) or "none", "none"),
        ("kgbuild / bare call, median", f"{_overhead(times):.2f}", f"≤ {OVERHEAD:g}"),
        ("rdflib / kgbuild, whole set", f"{_faster(against):.0f} or more", f"≥ {RDFLIB:g}"),
        ("rdflib / kgbuild, median", f"{_median_faster(against):.0f}", ""),
    ]
    return ["", *table(("what", "measured", "must be"), rows), ""]


def _slow(times: list[Timed]) -> list[str]:
    """Return the names of the questions that take longer than they may, the slowest first."""
    slow = (timed for timed in times if timed.kgbuild > SLOWEST)
    return [timed.name for timed in sorted(slow, key=lambda timed: -timed.kgbuild)]


def _holds(times: list[Timed], against: list[Timed]) -> bool:
    return not _slow(times) and _overhead(times) <= OVERHEAD and _faster(against) >= RDFLIB


def _overhead(times: list[Timed]) -> float:
    return statistics.median(timed.kgbuild / timed.bare for timed in times)


def _faster(against: list[Timed]) -> float:
    """Return how much longer rdflib takes for those it finishes; others only make it more."""
    done = [timed for timed in against if timed.rdflib not in (None, float("inf"))]
    return sum(timed.rdflib or 0 for timed in done) / sum(timed.kgbuild for timed in done) if done else 0


def _median_faster(against: list[Timed]) -> float:
    return statistics.median((timed.rdflib or 0) / timed.kgbuild for timed in against)


def _table(times: list[Timed]) -> list[str]:
    rows = (
        (t.name, str(t.rows), f"{t.kgbuild:.3f}", f"{t.bare:.3f}", f"{t.kgbuild / t.bare:.2f}") for t in times
    )
    return [
        "## Against the bare call",
        "",
        *table(("question", "rows", "kgbuild s", "bare s", "ratio"), rows),
        "",
    ]


def _rdflib_table(against: list[Timed], limit: float) -> list[str]:
    def cells(timed: Timed) -> tuple[str, ...]:
        seconds = timed.rdflib or 0
        if seconds == float("inf"):
            return timed.name, f"{timed.kgbuild:.3f}", "no answer", ""
        return timed.name, f"{timed.kgbuild:.3f}", f"{seconds:.2f}", f"{seconds / timed.kgbuild:.0f}"

    head = ("question", "kgbuild s", "rdflib s", "ratio")
    return [
        "## Against rdflib in memory",
        "",
        f"No answer: past {limit:.0f} s, or an error of rdflib's.",
        "",
        *table(head, map(cells, against)),
    ]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
