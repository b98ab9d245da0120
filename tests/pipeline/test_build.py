"""Building and withdrawing: the graph depends on the articles alone; nothing is read twice or lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.config import Settings, load_settings
from kgbuild.errors import DocumentError, ExitCode, NotFoundError, StoreError
from kgbuild.model import Finding, Level
from kgbuild.pipeline.build import build
from kgbuild.pipeline.check import check, texts
from kgbuild.pipeline.remove import remove
from kgbuild.pipeline.report import BuildReport
from kgbuild.rdf.store import current_key, open_graph, writing
from tests.pipeline.reader import SentenceReader

FIRE = "Ann Lee criticised Bob Ray.\n\nThe fire station in Westmere stays open, she said.\n"
FLOOD = "Bob Ray praised Cy Dow.\n\nThe flood wall in Westmere is to be raised.\n"
FOG = "Cy Dow criticised Ann Lee.\n\nThe fog horn of Westmere was heard for miles.\n"


class House:
    """A folder of articles with a store beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.articles.mkdir(parents=True)
        self.reader = SentenceReader()

    @property
    def settings(self) -> Settings:
        return load_settings(store=self.folder / "kg", file=self.folder / "none.toml")

    def write(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def build(self, *sources: Path | str) -> BuildReport:
        return build(self.settings, [str(s) for s in sources or (self.articles,)], reader=self.reader.source)

    def graph(self) -> list[str]:
        return sorted(str(quad) for quad in open_graph(self.settings.store).quads())


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_build_reports_what_it_did(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.write("flood.txt", FLOOD)
    report = house.build()
    assert (report.read, report.unchanged, report.skipped, report.findings) == (2, 0, {}, ())
    assert report.contents.articles == 2
    assert report.contents.entities == {"Person": 3}
    assert report.contents.facts == {"Criticism": {"Asserted": 1}, "Praise": {"Asserted": 1}}
    assert report.exit_code is ExitCode.OK
    assert check(house.settings) == []


def test_a_second_build_reads_only_what_changed(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.write("flood.txt", FLOOD)
    house.build()
    house.write("flood.txt", FOG)
    report = house.build()
    assert (report.read, report.unchanged) == (1, 1)
    assert house.reader.read_texts == [FIRE, FLOOD, FOG]
    assert set(texts(house.settings).values()) == {FIRE, FOG}


def test_a_build_that_changes_nothing_loads_no_model_and_leaves_the_graph(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    before = {path: path.stat().st_mtime_ns for path in house.settings.store.glob("graph-*")}
    report = house.build()
    assert house.reader.loads == 1
    assert {path: path.stat().st_mtime_ns for path in house.settings.store.glob("graph-*")} == before
    assert report.contents.facts == {"Criticism": {"Asserted": 1}}


def test_the_order_and_the_number_of_builds_change_no_byte(tmp_path: Path) -> None:
    names = {"a/same.txt": FIRE, "b/same.txt": FLOOD, "c/copy.txt": FIRE, "fog.txt": FOG}
    graphs = []
    for number, order in enumerate((list(names), list(reversed(names)))):
        house = House(tmp_path / str(number))
        for name in order:
            house.build(house.write(name, names[name]))
        graphs.append(house.graph())
    at_once = House(tmp_path / "at-once")
    for name, text in names.items():
        at_once.write(name, text)
    at_once.build()
    assert graphs == [at_once.graph()] * 2
    assert len(at_once.graph()) > 20


def test_two_texts_of_one_name_get_names_of_their_own(house: House) -> None:
    house.write("a/same.txt", FIRE)
    house.write("b/same.txt", FLOOD)
    report = house.build()
    found = texts(house.settings)
    assert sorted(found.values()) == sorted([FIRE, FLOOD])
    assert all(name.startswith("same-") and len(name) == len("same-123456") for name in found)
    assert codes(report.findings) == ["same-name", "same-name"]
    assert report.exit_code is ExitCode.OK


def test_one_text_in_two_files_is_one_article(house: House) -> None:
    house.write("copy.txt", FIRE)
    house.write("fire.txt", FIRE)
    report = house.build()
    assert texts(house.settings) == {"copy": FIRE}
    assert report.read == 1
    assert codes(report.findings) == ["same-text"]
    assert "copy.txt and " in report.findings[0].message


def test_a_killed_build_goes_on_where_it_was(house: House) -> None:
    house.write("1.txt", FIRE)
    house.write("2.txt", "Interrupt.\n\nThis one is long enough to be an article of its own.\n")
    house.write("3.txt", FLOOD)
    with pytest.raises(KeyboardInterrupt):
        house.build()
    house.write("2.txt", FOG)
    report = house.build()
    assert (report.read, report.unchanged) == (2, 1)
    assert house.reader.read_texts == [FIRE, FOG, FLOOD]


def test_a_document_that_the_reader_fails_on_is_named_and_the_others_are_read(house: House) -> None:
    house.write("1.txt", FIRE)
    house.write("2.txt", "Crash.\n\nThis one is long enough to be an article of its own.\n")
    house.write("3.txt", FLOOD)
    report = house.build()
    assert report.read == 2
    (failure,) = report.findings
    assert (failure.level, failure.code) == (Level.ERROR, "reader-failed")
    assert failure.subject.endswith("2.txt")
    assert "ValueError: the sentence cannot be read" in failure.message
    assert report.skipped == {"reader-failed": 1}
    assert report.exit_code is ExitCode.FINDINGS
    assert set(texts(house.settings)) == {"1", "3"}


@pytest.mark.parametrize("bad", ["", "Crash.\n\nThis one is long enough to be an article of its own.\n"])
def test_what_can_no_longer_be_read_leaves_its_earlier_version(house: House, bad: str) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    house.write("fire.txt", bad)
    report = house.build()
    assert texts(house.settings) == {"fire": FIRE}
    assert report.exit_code is ExitCode.INPUT


def test_a_reader_that_changed_reads_all_articles_again(house: House) -> None:
    fire = house.write("fire.txt", FIRE)
    house.build()
    fire.unlink()
    house.write("flood.txt", FLOOD)
    house.reader = SentenceReader("sentences-2")
    house.build()
    assert sorted(house.reader.read_texts) == sorted([FIRE, FLOOD])
    fresh = House(house.folder / "fresh")
    fresh.reader = SentenceReader("sentences-2")
    fresh.write("fire.txt", FIRE)
    fresh.write("flood.txt", FLOOD)
    fresh.build()
    assert house.graph() == fresh.graph()


def test_a_feed_opened_again_replaces_what_it_brought(house: House) -> None:
    def record(name: str, text: str) -> str:
        return f'{{"id": "{name}", "text": "{text}"}}\n'.replace("\n\n", "\\n\\n")

    fire, flood = (text.strip().replace("\n", "\\n") for text in (FIRE, FLOOD))
    feed = house.write("feed.jsonl", record("fire", fire) + record("flood", flood))
    house.build()
    assert set(texts(house.settings)) == {"fire", "flood"}
    feed.write_text(record("flood", flood))
    house.build()
    assert set(texts(house.settings)) == {"flood"}
    feed.write_text("{ no json\n")
    house.build()
    assert set(texts(house.settings)) == {"flood"}


def test_a_file_that_moved_is_still_one_article(house: House) -> None:
    path = house.write("fire.txt", FIRE)
    house.build()
    path.rename(house.articles / "blaze.txt")
    report = house.build()
    assert set(texts(house.settings)) == {"blaze"}
    assert (report.read, report.unchanged, report.findings) == (0, 1, ())


def test_unused_readings_are_swept(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    house.write("fire.txt", FLOOD)
    house.build()
    assert len(list((house.settings.store / "readings").iterdir())) == 1


def test_another_base_makes_another_graph_without_reading_again(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    (house.folder / "kgbuild.toml").write_text('base = "https://example.org/id/"\n')
    other = load_settings(store=house.settings.store, file=house.folder / "kgbuild.toml")
    build(other, [str(house.articles)], reader=house.reader.source)
    assert house.reader.read_texts == [FIRE]
    assert any("<https://example.org/id/person/ann-lee>" in line for line in house.graph())


def test_a_changed_ontology_makes_the_graph_anew_without_reading_again(house: House) -> None:
    house.write("fire.txt", FIRE)
    ontology = shutil.copytree(house.settings.ontology, house.folder / "ontology")
    own = load_settings(store=house.settings.store, ontology=ontology, file=house.folder / "none.toml")
    build(own, [str(house.articles)], reader=house.reader.source)
    before = current_key(own.store)
    with (ontology / "kgbuild.ttl").open("a") as file:
        file.write("# a change\n")
    build(own, [str(house.articles)], reader=house.reader.source)
    assert current_key(own.store) != before
    assert house.reader.read_texts == [FIRE]


def test_a_folder_without_articles_is_an_error_that_makes_no_store(house: House) -> None:
    with pytest.raises(DocumentError, match="no articles in") as caught:
        house.build()
    assert caught.value.exit_code is ExitCode.INPUT
    assert not house.settings.store.exists()


def test_a_second_writer_is_told_so(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    with writing(house.settings.store), ThreadPoolExecutor(1) as other:
        second = other.submit(house.build)
        with pytest.raises(StoreError, match="another kgbuild is writing"):
            second.result()
    assert texts(house.settings) == {"fire": FIRE}


def test_progress_counts_every_stage_to_its_end(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.write("flood.txt", FLOOD)
    seen: dict[str, tuple[int, int]] = {}
    build(
        house.settings,
        [str(house.articles)],
        progress=lambda stage, done, total: seen.__setitem__(stage, (done, total)),
        reader=house.reader.source,
    )
    assert seen["Opening files"] == (2, 2)
    assert seen["Reading articles"] == (2, 2)


# -- withdrawing


def test_after_a_removal_the_graph_is_the_one_never_built_with_it(tmp_path: Path) -> None:
    house = House(tmp_path / "all")
    for name, text in {"fire": FIRE, "flood": FLOOD, "fog": FOG}.items():
        house.write(f"{name}.txt", text)
    house.build()
    report = remove(house.settings, ["flood"])
    never = House(tmp_path / "never")
    never.write("fire.txt", FIRE)
    never.write("fog.txt", FOG)
    never.build()
    assert report.removed == ("flood",)
    assert house.graph() == never.graph()
    assert sorted(p.name for p in (house.settings.store / "readings").iterdir()) == sorted(
        p.name for p in (never.settings.store / "readings").iterdir()
    )


def test_a_removal_gives_back_a_plain_name(house: House) -> None:
    house.write("a/same.txt", FIRE)
    house.write("b/same.txt", FLOOD)
    house.build()
    remove(house.settings, [str(house.articles / "a")])
    assert texts(house.settings) == {"same": FLOOD}


@pytest.mark.parametrize(
    "name", ["fire", "{articles}/fire.txt", "{articles}/f?re*", "{articles}/../articles/fire.txt"]
)
def test_an_article_is_withdrawn_by_identifier_file_or_glob(house: House, name: str) -> None:
    house.write("fire.txt", FIRE)
    house.write("fog.txt", FOG)
    house.build()
    remove(house.settings, [name.format(articles=house.articles)])
    assert set(texts(house.settings)) == {"fog"}


def test_an_article_is_withdrawn_by_a_path_from_the_working_folder(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    monkeypatch.chdir(house.articles)
    remove(house.settings, ["fire.txt"])
    assert texts(house.settings) == {}


def test_a_text_that_another_file_holds_stays(house: House) -> None:
    house.write("copy.txt", FIRE)
    house.write("fire.txt", FIRE)
    house.build()
    report = remove(house.settings, [str(house.articles / "copy.txt")])
    assert (report.removed, report.kept) == ((), ("copy",))
    assert texts(house.settings) == {"fire": FIRE}


def test_a_name_that_fits_nothing_withdraws_nothing(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    with pytest.raises(NotFoundError, match="fyre") as caught:
        remove(house.settings, ["fire", "fyre"])
    assert "Did you mean fire?" in caught.value.hint
    assert texts(house.settings) == {"fire": FIRE}


def test_a_name_that_fits_several_is_not_guessed(house: House) -> None:
    house.write("a/same.txt", FIRE)
    house.write("b/same.txt", FLOOD)
    house.build()
    with pytest.raises(NotFoundError, match="several") as caught:
        remove(house.settings, ["same"])
    assert caught.value.hint.count("same-") == 2
    assert len(texts(house.settings)) == 2


def test_a_removal_needs_a_store(house: House) -> None:
    with pytest.raises(StoreError, match="no store"):
        remove(house.settings, ["fire"])
    assert not house.settings.store.exists()


def test_a_removal_can_be_taken_back_by_building_again(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.write("fog.txt", FOG)
    house.build()
    before = house.graph()
    remove(house.settings, ["fog"])
    assert house.graph() != before
    house.build()
    assert house.graph() == before


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["fire", "flood", "fog"])), max_size=6))
def test_any_history_of_builds_and_removals_ends_in_the_graph_of_what_is_left(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, str]]
) -> None:
    all_texts = {"fire": FIRE, "flood": FLOOD, "fog": FOG}
    house = House(tmp_path_factory.mktemp("history"))
    house.build(house.write("anchor.txt", "Di Fell praised Ed Gorm.\n\nThe anchor of the tests stays.\n"))
    left: set[str] = set()
    for adds, name in steps:
        if adds:
            house.build(house.write(f"{name}.txt", all_texts[name]))
            left.add(name)
        elif name in left:
            remove(house.settings, [name])
            left.discard(name)
    fresh = House(tmp_path_factory.mktemp("fresh"))
    fresh.write("anchor.txt", "Di Fell praised Ed Gorm.\n\nThe anchor of the tests stays.\n")
    for name in left:
        fresh.write(f"{name}.txt", all_texts[name])
    fresh.build()
    assert house.graph() == fresh.graph()


# -- damage


def test_a_damaged_reading_is_named_and_heals_with_a_build_of_its_file(house: House) -> None:
    house.write("fire.txt", FIRE)
    flood = house.write("flood.txt", FLOOD)
    house.build()
    for path in (house.settings.store / "readings").iterdir():
        if "flood wall" in path.read_text():
            path.write_text("{")
    with pytest.raises(StoreError, match="'flood' is damaged"):
        remove(house.settings, ["fire"])
    house.build(flood)
    assert texts(house.settings) == {"fire": FIRE, "flood": FLOOD}


def test_a_damaged_graph_is_written_anew_without_reading(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    before = house.graph()
    for path in house.settings.store.glob("graph-*/MANIFEST-*"):
        path.write_bytes(b"")
    with pytest.raises(StoreError):
        house.graph()
    report = house.build()
    assert (report.read, report.unchanged) == (0, 1)
    assert house.graph() == before


def test_a_build_that_was_killed_before_the_graph_is_noticed_by_a_check(house: House) -> None:
    house.write("fire.txt", FIRE)
    house.build()
    register = house.settings.store / "documents.jsonl"
    saved = register.read_text()
    house.write("fog.txt", FOG)
    house.build()
    register.write_text(saved)
    with pytest.raises(StoreError, match="did not finish"):
        check(house.settings)
    os.truncate(register, 10)
    with pytest.raises(StoreError, match="list of documents is damaged"):
        check(house.settings)
