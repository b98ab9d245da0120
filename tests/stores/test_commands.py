"""The commands, with the URL of a real server as --store."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from kgbuild.config import Endpoint, Settings, load_settings
from kgbuild.errors import ExitCode, StoreError
from kgbuild.pipeline.build import build
from kgbuild.pipeline.check import check
from kgbuild.pipeline.remove import remove
from kgbuild.pipeline.report import BuildReport
from kgbuild.rdf.opening import open_store
from kgbuild.rdf.store import open_graph
from tests.cli.run import kgbuild
from tests.pipeline.reader import SentenceReader
from tests.stores import servers
from tests.stores.conftest import quads_of

FIRE = "Ann Lee criticised Bob Ray.\n\nThe fire station in Westmere stays open, she said.\n"
FLOOD = "Bob Ray praised Cy Dow.\n\nThe flood wall in Westmere is to be raised.\n"


class House:
    """A folder of articles, with its graph at an endpoint."""

    def __init__(self, folder: Path, endpoint: Endpoint) -> None:
        self.folder = folder
        self.url = endpoint.url
        self.reader = SentenceReader()
        (folder / "in").mkdir(parents=True)
        self.write("fire", FIRE)
        self.write("flood", FLOOD)

    @property
    def settings(self) -> Settings:
        return load_settings(store=self.url, work=self.folder / "work", file=self.folder / "none.toml")

    def write(self, name: str, text: str) -> None:
        (self.folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")

    def build(self) -> BuildReport:
        return build(self.settings, [str(self.folder / "in")], reader=self.reader.source)

    def command(self, *arguments: str) -> str:
        """Return what a command that succeeds prints."""
        done = kgbuild(*arguments, "--store", self.url, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def house(tmp_path: Path, endpoint: Endpoint) -> House:
    return House(tmp_path / "house", endpoint)


def test_a_build_is_there_and_all_is_well(house: House) -> None:
    assert house.build().contents.articles == 2
    graph = open_store(house.settings)
    assert quads_of(graph) == quads_of(open_graph(house.settings.store))
    assert check(house.settings) == []


def test_a_second_build_reads_and_sends_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.build()
    before = open_store(house.settings)
    report = house.build()
    assert (report.read, report.unchanged) == (0, 2)
    after = open_store(house.settings)
    assert vars(before)["_manifest"] == vars(after)["_manifest"]  # with the token of its upload


def test_removing_leaves_what_was_never_built_with_it(house: House, tmp_path: Path) -> None:
    house.build()
    remove(house.settings, ["flood"])
    with servers.oxigraph(tmp_path / "fresh") as server:
        fresh = House(tmp_path / "other", Endpoint(server.url))
        (fresh.folder / "in" / "flood.txt").unlink()
        fresh.build()
        assert quads_of(open_store(house.settings)) == quads_of(open_store(fresh.settings))


def test_a_graph_that_was_not_sent_lags_behind(house: House) -> None:
    house.build()
    aside = load_settings(store=house.settings.store, file=house.folder / "none.toml")
    house.write("fog", "Cy Dow criticised Ann Lee.\n\nThe fog horn was heard for miles.\n")
    build(aside, [str(house.folder / "in")], reader=house.reader.source)
    with pytest.raises(StoreError, match="did not finish"):
        check(house.settings)
    house.build()
    assert check(house.settings) == []


def test_documents_that_are_elsewhere(house: House, tmp_path: Path) -> None:
    house.build()
    elsewhere = load_settings(store=house.url, work=tmp_path / "none", file=tmp_path / "none.toml")
    assert {finding.code for finding in check(elsewhere)} == {"text-missing"}
    with pytest.raises(StoreError, match="are not here") as caught:
        remove(elsewhere, ["flood"])
    assert "--work" in caught.value.hint
    with pytest.raises(StoreError, match="documents of another folder"):
        build(elsewhere, [str(house.folder / "in")], reader=house.reader.source)
    build(elsewhere, [str(house.folder / "in")], reader=house.reader.source, take_over=True)
    assert check(elsewhere) == []


def test_reading_commands(house: House, tmp_path: Path) -> None:
    house.build()
    local = str(house.settings.store)
    for arguments in (
        ["query", "who-criticised", "--format", "csv"],
        ["query", "-q", "ASK { ?a kg:criticised ?b }"],
        ["show", "Ann Lee", "--format", "json"],
        ["explain", "Ann Lee"],
        ["export", "--format", "nquads"],
        ["export", "--format", "gexf"],
    ):
        expected = kgbuild(*arguments, "--store", local, cwd=house.folder)
        assert house.command(*arguments) == expected.stdout
    assert "all is well" in house.command("check", "--work", local)


def test_remove_by_command(house: House) -> None:
    house.build()
    printed = house.command("remove", "flood", "--work", str(house.settings.store), "--format", "json")
    assert json.loads(printed)["removed"] == ["flood"]
    assert "Cy Dow" not in house.command("export")


def test_the_url_may_stand_in_kgbuild_toml(house: House) -> None:
    house.build()
    (house.folder / "kgbuild.toml").write_text(f'store = "{house.url}"\nwork = "work"\n', encoding="utf-8")
    done = kgbuild("check", cwd=house.folder)
    assert (done.returncode, done.stdout) == (0, f"{house.url}: all is well\n")


def test_the_working_folder_is_told_and_found_again(house: House) -> None:
    settings = load_settings(store=house.url, file=house.folder / "none.toml")
    assert settings.store.parent == Path(".kgbuild")
    assert settings.store.name.startswith("127.0.0.1-")
    assert load_settings(store=f"{house.url}/", file=house.folder / "none.toml").store == settings.store


def test_an_upload_that_was_cut_off_is_told_on_stderr(house: House) -> None:
    house.build()
    state = "https://w3id.org/kgbuild/store#state"
    was, now = f"GRAPH ?g {{ ?m <{state}> ?s }}", f"GRAPH ?g {{ ?m <{state}> 'uploading' }}"
    update = f"DELETE {{ {was} }} INSERT {{ {now} }} WHERE {{ {was} }}"
    assert httpx.post(f"{house.url}/update", data={"update": update}).is_success
    done = kgbuild("query", "who-criticised", "--store", house.url, cwd=house.folder)
    assert done.returncode == 0
    assert "Ann Lee" in done.stdout
    assert "warning: " in done.stderr
    assert "was cut off" in done.stderr
    failed = kgbuild("check", "--store", house.url, cwd=house.folder)
    assert (failed.returncode, failed.stdout) == (ExitCode.STORE, "")
    house.build()
    assert kgbuild("query", "who-criticised", "--store", house.url, cwd=house.folder).stderr == ""
