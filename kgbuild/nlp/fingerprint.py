"""The hash of all that decides how a text is read: model, knowledge, and this package's code."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from pathlib import Path

from kgbuild.ids import digest


def fingerprint(model: str, ontology: Path) -> str:
    """Return the hash of a reader without loading it.

    Args:
        model: The spaCy pipeline's package or path.
        ontology: The folder that holds `frames/` and `gazetteer/`.
    """
    files = [*sorted((ontology / "frames").glob("*.yaml")), *sorted((ontology / "gazetteer").glob("*.yaml"))]
    files += sorted(Path(__file__).parent.glob("*.py"))
    contents = [part for file in files for part in (file.name, file.read_text(encoding="utf-8"))]
    return digest(_model_version(model), metadata.version("spacy"), metadata.version("dateparser"), *contents)


def _model_version(model: str) -> str:
    if Path(model).is_dir():
        meta = Path(model) / "meta.json"
        return meta.read_text(encoding="utf-8") if meta.is_file() else str(model)
    spec = importlib.util.find_spec(model)
    for distribution in importlib.metadata.packages_distributions().get(model, []) if spec else []:
        return f"{model} {metadata.version(distribution)}"
    return model
