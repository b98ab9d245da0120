"""Dossiers in a browser: nothing is fetched, no words of an article run, axe-core finds nothing amiss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kgbuild.rdf.graph import Graph
from tests.browser.conftest import HERE
from tests.query.answers import whole_graph
from tests.report.making import WORDS, hostile, report_of

AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
A4 = {"width": 794, "height": 1123}
PHONE = {"width": 360, "height": 800}
ATTACKS = ("markup", "end of a style", "Markdown", "templates")


class Opened:
    """A dossier in a browser, and what it did when it was opened: requests and dialogs."""

    def __init__(self, page: Page, graph: Graph, name: str, file: Path) -> None:
        report_of(graph, name).save(file)
        self.page = page
        self.done: list[str] = []
        page.on("request", lambda request: self.done.append(request.url))
        page.on("dialog", lambda dialog: self.done.append(dialog.message))
        page.on("console", lambda message: self.done.append(message.text))
        page.goto(file.as_uri())
        page.wait_for_load_state("networkidle")
        self.own = file.as_uri()


@pytest.fixture(params=[False, True], ids=["as it is", "without its policy"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page, with the policies of what is opened, or without."""
    with browser.new_context(offline=True, bypass_csp=request.param) as context:
        yield context.new_page()


@pytest.mark.parametrize("words", ATTACKS)
def test_nothing_is_fetched_and_nothing_runs(page: Page, words: str, tmp_path: Path) -> None:
    opened = Opened(page, hostile(WORDS[words]), "Mox Council", tmp_path / "dossier.html")
    assert opened.done == [opened.own]
    assert page.title() == "Mox Council: dossier"
    assert page.evaluate("document.scripts.length") == 0
    for link in page.locator("main a").all()[:20]:
        link.click(force=True)
    assert opened.done == [opened.own]


@pytest.fixture
def free(browser: Browser) -> Iterator[Page]:
    """An empty page that takes axe-core."""
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm ci --ignore-scripts --prefix tests/browser")
    with browser.new_context(offline=True, bypass_csp=True) as context:
        yield context.new_page()


@pytest.mark.parametrize("name", ["Orla Finch", "Marlbury County Council"])
@pytest.mark.parametrize("size", [A4, PHONE], ids=["wide", "narrow"])
def test_axe_finds_nothing_amiss(free: Page, name: str, size: Any, tmp_path: Path) -> None:
    free.set_viewport_size(size)
    Opened(free, whole_graph(), name, tmp_path / "dossier.html")
    free.add_script_tag(path=AXE)
    found = free.evaluate("axe.run()")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("words", ["long", "one long word", "right to left"])
def test_long_names_do_not_make_it_wider_than_the_screen(free: Page, words: str, tmp_path: Path) -> None:
    free.set_viewport_size(PHONE)  # type: ignore[arg-type]
    Opened(free, hostile(WORDS[words]), "Mox Council", tmp_path / "dossier.html")
    assert free.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
