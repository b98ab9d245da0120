from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.query.text import ELLIPSIS, shortened, shown, shown_iri


@given(st.text())
def test_what_is_shown_is_one_line_and_steers_no_terminal(text: str) -> None:
    line = shown(text)
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\x9b" not in line
    line.encode("utf-8")


def test_names_in_any_script_are_shown_as_they_are() -> None:
    for name in ("Zoë O’Brien", "שלום", "می‌خواهم", "東京", "👩‍👧"):
        assert shown(name) == name


words = st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=60).map(" ".join)


@given(words, st.integers(20, 200), st.data())
def test_a_shortened_text_is_a_stretch_that_holds_the_words(
    text: str, length: int, data: st.DataObject
) -> None:
    around = data.draw(st.sampled_from(text.split()))
    short = shortened(text, around, length)
    assert len(short) <= max(length, len(text) if len(text) <= length else 0)
    assert short.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}") in text
    assert around in short


def test_a_text_without_spaces_is_cut_too() -> None:
    short = shortened("x" * 5000, "", 100)
    assert 80 < len(short) <= 100


def test_identifiers_are_short() -> None:
    assert shown_iri("https://e.example/id/person/x", "https://e.example/id/") == "person/x"
    assert shown_iri("https://w3id.org/kgbuild/ns#led", "https://e.example/id/") == "kg:led"
    assert shown_iri("https://other.example/x", "https://e.example/id/") == "https://other.example/x"
