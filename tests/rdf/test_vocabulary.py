from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kgbuild.rdf.vocabulary import PREFIXES, clean, curie, literal, local_name, term


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_term_and_its_prefixed_name_are_inverse(prefix: str) -> None:
    assert term(f"{prefix}:name") == NamedNode(f"{PREFIXES[prefix]}name")
    assert curie(term(f"{prefix}:name").value) == f"{prefix}:name"


def test_an_iri_without_a_prefix_stays() -> None:
    assert curie("https://news.example/x") == "https://news.example/x"


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError):
        term("unknown:name")


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://www.w3.org/ns/org#role", "role"),
        ("https://schema.org/location", "location"),
        ("role", "role"),
    ],
)
def test_local_name(iri: str, name: str) -> None:
    assert local_name(iri) == name


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_becomes_a_literal_of_the_same_length(text: str) -> None:
    assert len(literal(text).value) == len(text)
    assert literal(text) == Literal(clean(text))


def test_only_lone_surrogates_change() -> None:
    assert clean("a\ud83d🚆\x00é") == "a\N{REPLACEMENT CHARACTER}🚆\x00é"
