"""The list of documents, and the view of it that names articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import StoreError
from kgbuild.pipeline.register import (
    FILE,
    Entry,
    articles,
    load_register,
    old_entries_that_stay,
    save_register,
    text_digest,
)


def entry(name: str, text: str, file: str = "", record: str = "") -> Entry:
    return Entry(
        name, text_digest(text), f"key-{text_digest(text)}", "reader", file or f"/in/{name}.txt", record
    )


names = st.sampled_from(["fire", "flood", "fog"])
entry_sets = st.sets(
    st.builds(entry, names, st.sampled_from(["one", "two", "three"]), st.sampled_from(["/a", "/b", "/c"])),
    max_size=8,
)


def test_an_article_is_called_by_its_files_stem() -> None:
    assert [a.id for a in articles([entry("flood", "b"), entry("fire", "a")])] == ["fire", "flood"]


def test_two_texts_of_one_name_are_told_apart_by_their_digests() -> None:
    found = {
        a.id: a.entry.text for a in articles([entry("fire", "a", "/1/fire"), entry("fire", "b", "/2/fire")])
    }
    assert found == {f"fire-{text_digest(text)[:6]}": text_digest(text) for text in ("a", "b")}


def test_one_text_in_two_files_is_one_article_called_by_the_first_name() -> None:
    (article,) = articles([entry("flood", "same"), entry("fire", "same")])
    assert article.id == "fire"
    assert [e.id for e in article.entries] == ["fire", "flood"]


@given(entry_sets)
def test_identifiers_are_unique_and_every_entry_is_in_one_article(entries: set[Entry]) -> None:
    found = articles(entries)
    assert len({a.id for a in found}) == len(found)
    assert sorted(e for a in found for e in a.entries) == sorted(entries)


@given(entry_sets, st.randoms())
def test_the_order_of_entries_changes_nothing(entries: set[Entry], random: object) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert articles(shuffled) == articles(sorted(entries))


@given(entry_sets)
def test_the_list_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, entries: set[Entry]
) -> None:
    store = tmp_path_factory.mktemp("store")
    save_register(store, entries)
    assert load_register(store) == sorted(entries)


def test_names_that_are_no_valid_text_survive(tmp_path: Path) -> None:
    odd = entry("caf\udce9\u2028", "text", "/in/caf\udce9\u2028.txt")
    save_register(tmp_path, [odd])
    assert load_register(tmp_path) == [odd]


def test_a_store_without_a_list_has_no_documents(tmp_path: Path) -> None:
    assert load_register(tmp_path) == []


@pytest.mark.parametrize("damage", [b"\xff\xfe\n", b"{\n", b'{"id":"only"}\n', b"[]\n"])
def test_a_damaged_list_is_named_with_its_line(tmp_path: Path, damage: bytes) -> None:
    save_register(tmp_path, [entry("fire", "a")])
    with (tmp_path / FILE).open("ab") as file:
        file.write(damage)
    with pytest.raises(StoreError, match=rf"{FILE}: the list of documents is damaged") as caught:
        load_register(tmp_path)
    assert caught.value.hint


def test_a_record_that_its_file_no_longer_holds_goes_only_when_all_of_the_file_was_opened() -> None:
    old = [entry("one", "a", "/feed", "#1"), entry("two", "b", "/feed", "#2")]
    new = [entry("one", "a", "/feed", "#1")]
    assert old_entries_that_stay(old, new, whole={"/feed"}) == []
    assert old_entries_that_stay(old, new, whole=set()) == [old[1]]


def test_a_file_that_moved_leaves_no_double(tmp_path: Path) -> None:
    gone, there = tmp_path / "gone.txt", tmp_path / "there.txt"
    there.touch()
    old = [entry("gone", "a", str(gone)), entry("there", "a", str(there))]
    assert old_entries_that_stay(old, [entry("new", "a", "/new")], whole={"/new"}) == [old[1]]
    assert old_entries_that_stay(old, [entry("new", "other", "/new")], whole={"/new"}) == old


def test_a_place_is_shown_from_where_the_user_is(tmp_path: Path) -> None:
    here = entry("one", "a", str(tmp_path / "feeds" / "x.jsonl"), "#one")
    assert here.shown(tmp_path) == "feeds/x.jsonl#one"
    assert here.shown(tmp_path / "elsewhere") == f"{tmp_path}/feeds/x.jsonl#one"
    assert Entry("one", "t", "k", "r").shown() == "standard input"
