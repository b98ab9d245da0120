"""The PDF of a dossier, where WeasyPrint can be loaded: the words of the page, the same each time."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kgbuild.errors import ExportError
from tests.query.answers import whole_graph
from tests.report.making import WORDS, hostile, report_of, town

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError) as error:
    pytest.skip(f"WeasyPrint cannot be loaded: {error}", allow_module_level=True)

SCRIPT = """
import hashlib
from tests.query.answers import whole_graph
from tests.report.making import report_of
print(hashlib.sha256(report_of(whole_graph(), "Larkfield Trust").to_pdf()).hexdigest())
"""


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


@pytest.mark.slow
def test_it_has_the_words_of_the_page_and_tags_for_readers() -> None:
    found = read(report_of(whole_graph(), "Larkfield Trust").to_pdf())
    text = " ".join(" ".join(page.extract_text() for page in found.pages).split())
    assert len(found.pages) > 1
    for words in ("Larkfield Trust", "Planned, not done", "Larkfield Trust: network", "Contents"):
        assert words in text
    root: Any = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert found.metadata is not None
    assert found.metadata.title == "Larkfield Trust: dossier"
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}))
    assert "/OpenAction" not in root


@pytest.mark.slow
def test_the_same_graph_gives_the_same_bytes_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:the PDF has boxes")  # which characters a system's fonts lack is its own
@pytest.mark.parametrize("name", ["markup", "end of a style", "right to left", "emoji", "one long word"])
def test_any_words_can_stand_in_it(name: str) -> None:
    found = read(report_of(hostile(WORDS[name]), "Mox Council").to_pdf())
    links = [
        note.get_object().get("/A", {}).get("/URI", "")
        for page in found.pages
        for note in page.get("/Annots", [])
    ]
    assert not any(links)
    assert all(page.mediabox.width < page.mediabox.height for page in found.pages)


def test_without_weasyprint_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ExportError, match="not installed") as caught:
        report_of(town(), "Dill Ems").save(tmp_path / "x.pdf")
    assert "kgbuild[pdf]" in caught.value.hint
    assert not list(tmp_path.iterdir())
