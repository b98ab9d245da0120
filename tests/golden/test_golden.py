from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.cases import ARTICLES, CASES, given


@pytest.mark.slow
@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_gives_what_it_gave(article: str, tmp_path: Path) -> None:
    for name, text in given(article, tmp_path).items():
        assert text == (CASES / Path(article).stem / name).read_text(encoding="utf-8"), (
            f"{name} has changed: if for the better, 'python -m tests.golden.cases' writes it anew"
        )


def test_no_case_is_forgotten() -> None:
    assert {folder.name for folder in CASES.iterdir()} == {Path(article).stem for article in ARTICLES}
