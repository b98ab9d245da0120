"""What no font has is told, once, and not where programs have fonts of their own."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from kgbuild.errors import KgbuildWarning
from kgbuild.rdf.graph import Graph
from kgbuild.report.networks import network_plot
from kgbuild.report.plot import Plot
from tests.cli.run import kgbuild
from tests.explore.town import article, town_store
from tests.report.making import ONTOLOGY, candidate, hostile, report_of

NO_FONT_HAS = "\U00030000"
"""A rare Chinese character, which hardly any font draws."""


def drawn(graph: Graph) -> Plot:
    return network_plot(graph, ONTOLOGY, candidate(graph, "Mox Council"))


def test_a_png_tells_once_of_all_that_its_font_lacks() -> None:
    plot = drawn(hostile("東京 Council 東"))
    with pytest.warns(KgbuildWarning) as caught:
        plot.png()
    told = [str(one.message) for one in caught if one.category is KgbuildWarning]
    assert len(told) == 1
    assert "2 characters that no font here has: 京 東. Write it as SVG" in told[0]


def test_where_nothing_lacks_nothing_is_told() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", KgbuildWarning)
        drawn(hostile("Łódź Council")).png()
        drawn(hostile("東京 Council")).svg()


def test_a_pdf_tells_what_no_font_of_the_system_has() -> None:
    pytest.importorskip("weasyprint")
    with pytest.warns(KgbuildWarning, match=f"the PDF has boxes .*{NO_FONT_HAS}.* Install a font"):
        report_of(hostile(f"A {NO_FONT_HAS} B"), "Mox Council").to_pdf()


def test_a_command_tells_it_on_stderr(tmp_path: Path) -> None:
    names = {"mox": "Mox", "far": "東京"}
    things = {name: {"kind": "Organisation", "label": label} for name, label in names.items()}
    said = ["Criticism", "Mox said 東京 failed.", {"agent": "mox", "target": "far"}]
    town_store(tmp_path / "kg", article("mox", said), things=things)
    done = kgbuild("plot", "network", "mox", "-o", "x.png", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("warning: the picture has boxes for 2 characters")
