"""A real browser with readers that others wrote: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of `readers.js` with all it needs, for a page."""
    esbuild = HERE / "node_modules" / ".bin" / "esbuild"
    if shutil.which("node") is None or not esbuild.exists():
        pytest.skip("the readers are not here: npm ci --ignore-scripts --prefix tests/browser")
    bundle = tmp_path_factory.mktemp("readers") / "readers.js"
    subprocess.run(
        [esbuild, HERE / "readers.js", "--bundle", f"--outfile={bundle}", "--log-level=error"],
        env=os.environ | {"NO_COLOR": "1"},
        check=True,
    )
    return bundle


@pytest.fixture
def page(browser: Browser, readers: Path) -> Iterator[Page]:
    """An empty page that has the readers, and that reaches nothing outside."""
    with browser.new_context(offline=True) as context:
        opened = context.new_page()
        opened.add_script_tag(path=readers)
        yield opened
