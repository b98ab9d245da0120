"""What the endpoint adds to a query: over HTTP, by a bare call of pyoxigraph, and as a command.

    python -m benchmarks.serve [--quads N] [--rounds N]

Prints the table that `python -m benchmarks.queries` puts into results.md. The three take turns; seconds are
those of the clock, since the endpoint computes in processes of its own, and the best of some rounds counts.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox

from benchmarks.generate import HUB
from benchmarks.markdown import table
from benchmarks.processes import environment
from benchmarks.stores import Loaded, load
from kgbuild.config import DEFAULT_BASE
from kgbuild.rdf.bound import with_prefixes

QUERIES = {
    "one name": f"SELECT ?name {{ <{DEFAULT_BASE}{HUB}> skos:prefLabel ?name }}",
    "the names of all things": "SELECT ?thing ?name { ?thing skos:prefLabel ?name }",
    "all evidence": "SELECT ?evidence ?sentence { ?evidence oa:hasSelector/oa:exact ?sentence }",
}
"""What is asked: one row, and ever more."""
CSV = "text/csv"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loaded = load(options.quads, Path(folder))
        print("\n".join(section(loaded, Path(folder), options.rounds)))  # noqa: T201


def section(loaded: Loaded, folder: Path, rounds: int) -> list[str]:
    """Return the lines of results.md on the endpoint.

    Args:
        loaded: The graph.
        folder: Its store.
        rounds: The best of so many counts; of quick ones, of ten times as many.
    """
    rows = []
    with _endpoint(folder) as url, httpx.Client(timeout=None) as client:
        for name, sparql in QUERIES.items():
            answers = {
                "bare": lambda sparql=sparql: _bare(loaded, sparql),
                "endpoint": lambda sparql=sparql: _asked(client, url, sparql),
                "command": lambda sparql=sparql: _command(folder, sparql),
            }
            number = answers["bare"]().count(b"\n") - 1
            many = 10 * rounds if number < 1000 else rounds
            best = dict.fromkeys(answers, float("inf"))
            for _ in range(many):
                best = {one: min(best[one], _seconds(ask)) for one, ask in answers.items()}
            bare, endpoint, command = (1000 * seconds for seconds in best.values())
            figures = (f"{bare:.1f}", f"{endpoint:.1f}", f"{endpoint - bare:.1f}", f"{endpoint / bare:.2f}")
            rows.append((name, str(number), *figures, f"{command:.0f}"))
    head = ("query", "rows", "bare ms", "endpoint ms", "added ms", "endpoint / bare", "`kgbuild query` ms")
    return [
        "## The endpoint",
        "",
        f"`kgbuild serve` on {loaded.quads:,} quads, asked for CSV over one connection, against pyoxigraph's",
        "own call; by the clock. For one row it is the way there and back that counts, for many the bytes.",
        "",
        *table(head, rows),
        "",
    ]


@contextmanager
def _endpoint(folder: Path) -> Iterator[str]:
    """Serve the store of `folder`, and give the endpoint's address."""
    command = [sys.executable, "-m", "kgbuild", "serve", "--port", "0", "--store", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found is not None, f"the endpoint did not start: {line!r}"
            yield found.group()
        finally:
            process.terminate()


def _bare(loaded: Loaded, sparql: str) -> bytes:
    solutions = loaded.bare.query(with_prefixes(sparql), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions.serialize(format=ox.QueryResultsFormat.CSV) or b""


def _asked(client: httpx.Client, url: str, sparql: str) -> bytes:
    return client.post(url, data={"query": sparql}, headers={"Accept": CSV}).raise_for_status().content


def _command(folder: Path, sparql: str) -> bytes:
    command = [sys.executable, "-m", "kgbuild", "query", "-q", sparql, "--format", "csv"]
    command += ["--store", str(folder)]
    kept = environment(folder / "compiled")
    return subprocess.run(command, capture_output=True, check=True, env=kept).stdout


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
