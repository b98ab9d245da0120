"""The cache of readings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kgbuild.errors import StoreError
from kgbuild.model import Block, BlockKind, Document, Reading, Span
from kgbuild.pipeline.readings import ReadingCache, reading_key
from tests.pipeline.reader import SentenceReader

TEXT = "Ann Lee criticised Bob Ray."
DOCUMENT = Document("fire", TEXT, body=(Block(Span(0, len(TEXT)), BlockKind.PARAGRAPH),))


def reading_of(document: Document) -> Reading:
    (reading,) = SentenceReader().read([document])
    return reading


def test_a_reading_comes_back_under_the_name_asked_for(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    cache.save("k", reading_of(DOCUMENT))
    assert cache.load("k", "flood") == reading_of(dataclasses.replace(DOCUMENT, id="flood"))


def test_the_key_depends_on_the_reader_and_the_content_and_not_on_the_name() -> None:
    key = reading_key("reader", DOCUMENT)
    assert reading_key("reader", dataclasses.replace(DOCUMENT, id="flood")) == key
    changes = [
        reading_key("other", DOCUMENT),
        *(
            reading_key("reader", dataclasses.replace(DOCUMENT, **change))
            for change in (
                {"text": TEXT + " "},
                {"title": "T"},
                {"issued": "2015-01-02"},
                {"source": "S"},
                {"body": ()},
            )
        ),
    ]
    assert len({key, *changes}) == len(changes) + 1


def test_a_text_that_is_no_valid_unicode_is_kept(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    odd = reading_of(dataclasses.replace(DOCUMENT, text="\ud800\x00\u2028" + TEXT))
    cache.save("k", odd)
    assert cache.load("k", "fire") == odd


def test_a_damaged_reading_is_set_aside_so_that_it_can_be_made_again(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    cache.save("k", reading_of(DOCUMENT))
    path = tmp_path / "readings" / "k.json"
    path.write_text(path.read_text()[:50])
    with pytest.raises(StoreError, match="'fire' is damaged") as caught:
        cache.load("k", "fire")
    assert "Build again" in caught.value.hint
    assert "k" not in cache
    with pytest.raises(StoreError, match="'fire' is missing"):
        cache.load("k", "fire")


def test_a_sweep_leaves_only_what_is_wanted(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    for key in ("a", "b", "c"):
        cache.save(key, reading_of(DOCUMENT))
    (tmp_path / "readings" / ".d.json.1.tmp").write_text("half")
    assert cache.sweep({"b"}) == 2
    assert [path.name for path in (tmp_path / "readings").iterdir()] == ["b.json"]


def test_a_reading_that_cannot_be_written_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "readings").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be written"):
        ReadingCache(tmp_path).save("k", reading_of(DOCUMENT))
