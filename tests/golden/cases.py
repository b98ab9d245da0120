"""Golden cases: what whole articles of the sample give, as facts and as sorted N-Quads.

    uv run python -m tests.golden.cases    writes what they give now; then read the diff

A folder a case below `expected/`, named as the article's file: `facts.txt` for people to read, `graph.nq` to
the byte.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from kgbuild.config import load_settings
from kgbuild.export import export
from kgbuild.model import Fact, Reading
from kgbuild.pipeline.build import build
from kgbuild.rdf.ontology import load_ontology
from kgbuild.rdf.store import open_graph

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "expected"
ARTICLES = ("garsdale-i-resigned.txt", "police-watchdog-report.html", "wire-commissioner-2014.txt")


def given(article: str, store: Path) -> dict[str, str]:
    """Return the files of a case, by name: what the article gives when it is read into `store` alone."""
    settings = load_settings(store=store, file=store / "none.toml")
    build(settings, [str(ROOT / "data" / "articles" / article)])
    (reading,) = [
        Reading.from_json(file.read_text(encoding="utf-8"))
        for file in sorted((store / "readings").glob("*.json"))
    ]
    quads = BytesIO()
    export(open_graph(store), "nquads", quads, load_ontology(settings.ontology))
    lines = sorted({_line(fact, reading) for fact in reading.facts})
    return {"facts.txt": "".join(f"{line}\n" for line in lines), "graph.nq": quads.getvalue().decode("utf-8")}


def _line(fact: Fact, reading: Reading) -> str:
    args = "; ".join(f"{arg.name}: {arg.text}" for arg in fact.args)
    when = f" [{fact.earliest or ''}..{fact.latest or ''}]" if fact.earliest or fact.latest else ""
    words = " ".join(fact.evidence.of(reading.document.text).split())
    return f"{fact.type} {fact.status}: {args}{when} <- {words[:100]}"


def main() -> None:
    """Write every case anew."""
    for article in ARTICLES:
        with TemporaryDirectory() as folder:
            for name, text in given(article, Path(folder)).items():
                file = CASES / Path(article).stem / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
