"""A small store that is quick to make."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgbuild.config import load_settings
from kgbuild.pipeline.build import build
from tests.pipeline.reader import SentenceReader

ARTICLES = {
    "fire": "Ann Lee criticised Bob Ray.\n\nThe fire station in Westmere stays open, she said on Monday.\n",
    "flood": "Bob Ray praised Cy Dow.\n\nThe flood wall in Westmere is to be raised by a metre.\n",
}


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles in `in` and their graph in `kg`."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / f"{name}.txt").write_text(text)
    settings = load_settings(store=folder / "kg", file=folder / "none.toml")
    build(settings, [str(folder / "in")], reader=SentenceReader().source)
    return folder


@pytest.fixture
def small(small_store: Path, tmp_path: Path) -> Path:
    """A copy of `small_store` that a test may change."""
    return shutil.copytree(small_store, tmp_path / "small")
