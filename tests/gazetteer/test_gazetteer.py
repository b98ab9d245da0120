"""The gazetteers load, are sorted, hold nothing twice, and every entry has the keys that its readers need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "ontology" / "gazetteer"

SORTS = frozenset(
    [
        "association",
        "charity",
        "club",
        "committee",
        "company",
        "council",
        "court",
        "department",
        "education",
        "finance",
        "government",
        "group",
        "health",
        "international",
        "media",
        "military",
        "parliament",
        "party",
        "police",
        "regulator",
        "religion",
        "service",
        "union",
    ]
)
SPEECH_CLASSES = frozenset(
    ["neutral", "claim", "factive", "deny", "warn", "promise", "urge", "predict", "hope"]
)
WORK_SORTS = frozenset(["deal", "document", "inquiry", "law", "media", "plan"])
PARTS_OF_SPEECH = frozenset(
    [
        "verb",
        "noun",
        "adjective",
        "adverb",
        "modal",
        "progressive",
        "determiner",
        "pronoun",
        "preposition",
        "conjunction",
        "phrase",
    ]
)

SYNONYMS = (("works", "alike"), ("works", "alike_names"))

# Sections whose entries are mappings: file, section -> the keys that tell entries apart (the first of them
# is the entry's own word or name), and all keys allowed.
TABLES: dict[tuple[str, str], tuple[tuple[str, ...], frozenset[str]]] = {
    ("titles", "titles"): (("title",), frozenset({"title", "gender", "role"})),
    ("titles", "suffixes"): (("suffix",), frozenset({"suffix", "role"})),
    ("roles", "heads"): (("head",), frozenset({"head", "plural", "leading", "scope", "office"})),
    ("roles", "modifiers"): (("modifier",), frozenset({"modifier", "when", "rank"})),
    ("organisations", "heads"): (("head",), frozenset({"head", "sort"})),
    ("organisations", "name_heads"): (("head",), frozenset({"head", "sort"})),
    ("organisations", "descriptions"): (("head",), frozenset({"head", "sort", "also"})),
    ("organisations", "legal_shapes"): (("tail",), frozenset({"tail", "sort"})),
    ("organisations", "openings"): (("word",), frozenset({"word", "sort"})),
    ("bodies", "bodies"): (("name",), frozenset({"name", "also", "sort", "described", "adjectives", "case"})),
    ("works", "heads"): (("head",), frozenset({"head", "sort", "activity"})),
    ("speech", "say"): (("verb",), frozenset({"verb", "class", "with"})),
    ("lemmas", "verbs"): (("base",), frozenset({"base", "forms"})),
    ("lemmas", "headlines"): (("base",), frozenset({"base", "plain"})),
    **{
        ("status", section): (("lemma", "pos", "particle"), frozenset({"lemma", "pos", "particle"}))
        for section in ("denied", "planned", "alleged", "factive", "bargained")
    },
}
WORD_LISTS = (
    ("roles", "epithets"),
    ("roles", "government_modifiers"),
    ("roles", "relational"),
    ("roles", "collective"),
    ("organisations", "company_suffixes"),
    ("organisations", "not_names"),
    ("organisations", "ordinary"),
    ("organisations", "practices"),
    ("organisations", "regional"),
    ("organisations", "council_letters"),
    ("places", "places"),
    ("places", "endings"),
    ("places", "heads"),
    ("places", "ways"),
    ("speech", "nouns"),
    ("speech", "according_to"),
    ("first_names", "f"),
    ("first_names", "m"),
    ("first_names", "either"),
    ("general_nouns", "transparent"),
    ("general_nouns", "failings"),
    ("general_nouns", "negative_adjectives"),
    ("general_nouns", "positive_adjectives"),
    ("general_nouns", "people"),
    ("general_nouns", "crowd"),
    ("general_nouns", "grades"),
    ("general_nouns", "verdicts"),
    ("general_nouns", "mouthpieces"),
    ("general_nouns", "spokesmen"),
    ("general_nouns", "misdeeds"),
    ("general_nouns", "measures"),
    ("general_nouns", "rival_words"),
    ("speech", "thoughts"),
    ("vague_nouns", "matters"),
    ("vague_nouns", "bodies"),
    ("vague_nouns", "parts"),
    ("vague_nouns", "people"),
    ("vague_nouns", "qualifiers"),
)
# What a key may hold, wherever it stands.
VALUES: dict[str, frozenset[Any]] = {
    "gender": frozenset({"m", "f"}),
    "role": frozenset({True}),
    "leading": frozenset({True}),
    "activity": frozenset({True}),
    "scope": frozenset({"government"}),
    "office": frozenset({"never", "with body"}),
    "when": frozenset({"past", "leaving", "present", "future"}),
    "rank": frozenset({"below"}),
    "case": frozenset({"exact"}),
    "class": SPEECH_CLASSES,
    "with": frozenset({"clause"}),
    "pos": PARTS_OF_SPEECH,
}


@cache
def load(file: str) -> dict[str, Any]:
    text = (FOLDER / f"{file}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table


def section(file: str, name: str) -> Any:
    return load(file)[name]


def repeated(words: Iterable[object]) -> list[object]:
    return [word for word, times in Counter(words).items() if times > 1]


def in_order(words: list[str]) -> bool:
    return words == sorted(words, key=lambda word: (word.casefold(), word))


def test_every_section_is_checked_here() -> None:
    checked = {
        *TABLES,
        *WORD_LISTS,
        *SYNONYMS,
        ("places", "demonyms"),
        ("roles", "deputies"),
        ("roles", "hosts"),
        ("roles", "seats"),
        ("roles", "short_parties"),
    }
    found = {(path.stem, name) for path in FOLDER.glob("*.yaml") for name in load(path.stem)}
    assert found == checked


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_says_what_it_is_where_from_and_under_which_licence(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    comment = text[: text.index("\n\n")]
    assert comment.startswith("# ")
    assert "Source: compiled by hand" in comment
    assert "Licence: MIT" in comment
    assert "How it is used:" in comment


@pytest.mark.parametrize(("file", "name"), TABLES)
def test_a_table_holds_the_right_keys_and_values(file: str, name: str) -> None:
    identity, allowed = TABLES[file, name]
    for entry in section(file, name):
        assert set(entry) <= allowed, entry
        assert isinstance(entry[identity[0]], str), entry
        for key, value in entry.items():
            assert value in VALUES[key] if key in VALUES else value, entry
        for key in set(entry) & {"also", "described", "adjectives"}:
            assert all(isinstance(word, str) for word in entry[key]), entry
            assert not repeated(entry[key]), entry


@pytest.mark.parametrize(("file", "name"), TABLES)
def test_a_table_is_sorted_and_has_no_duplicates(file: str, name: str) -> None:
    identity, _ = TABLES[file, name]
    entries = section(file, name)
    assert not repeated(tuple(entry.get(key) for key in identity) for entry in entries)
    assert in_order([entry[identity[0]] for entry in entries])


@pytest.mark.parametrize(("file", "name"), WORD_LISTS)
def test_a_word_list_is_sorted_and_has_no_duplicates(file: str, name: str) -> None:
    words = section(file, name)
    assert [word for word in words if not isinstance(word, str)] == []
    assert not repeated(words)
    assert in_order(words)


@pytest.mark.parametrize(("file", "name"), SYNONYMS)
def test_a_group_of_words_for_one_thing_has_two_and_no_duplicates(file: str, name: str) -> None:
    groups = section(file, name)
    assert all(len(group) > 1 and not repeated(group) for group in groups)
    assert not repeated(tuple(group) for group in groups)


@pytest.mark.parametrize(
    ("file", "name", "key", "sorts"),
    [
        ("organisations", "heads", "sort", SORTS),
        ("organisations", "name_heads", "sort", SORTS),
        ("organisations", "descriptions", "sort", SORTS),
        ("organisations", "legal_shapes", "sort", SORTS),
        ("organisations", "openings", "sort", SORTS),
        ("bodies", "bodies", "sort", SORTS),
        ("works", "heads", "sort", WORK_SORTS),
        ("speech", "say", "class", SPEECH_CLASSES),
        ("status", "planned", "pos", PARTS_OF_SPEECH),
        ("status", "denied", "pos", PARTS_OF_SPEECH),
        ("status", "alleged", "pos", PARTS_OF_SPEECH),
        ("status", "factive", "pos", PARTS_OF_SPEECH),
    ],
)
def test_every_entry_has_its_sort(file: str, name: str, key: str, sorts: frozenset[str]) -> None:
    assert [entry for entry in section(file, name) if entry.get(key) not in sorts] == []


def test_other_sorts_of_a_description_are_sorts_too() -> None:
    for entry in section("organisations", "descriptions"):
        others = entry.get("also", [])
        assert set(others) <= SORTS - {entry["sort"]}, entry


def test_no_name_belongs_to_two_bodies() -> None:
    bodies = section("bodies", "bodies")
    assert repeated(form for body in bodies for form in {body["name"], *body.get("also", [])}) == []


def test_no_body_or_place_is_hidden_by_the_words_that_name_nothing() -> None:
    hidden = {word.lower() for word in section("organisations", "not_names")}
    forms = [form for body in section("bodies", "bodies") for form in (body["name"], *body.get("also", []))]
    assert [form for form in [*forms, *section("places", "places")] if form.lower() in hidden] == []


def test_a_name_is_of_one_gender_or_of_either() -> None:
    assert repeated(name for gender in ("f", "m", "either") for name in section("first_names", gender)) == []


def test_no_given_name_is_an_ordinary_word() -> None:
    ordinary = set(section("organisations", "ordinary"))
    names = (name.lower() for gender in ("f", "m", "either") for name in section("first_names", gender))
    assert sorted(ordinary.intersection(names)) == []


def test_names_and_demonyms_tell_one_thing_each() -> None:
    places = set(section("places", "places"))
    demonyms = section("places", "demonyms")
    assert in_order(list(demonyms))
    assert {place for place in demonyms.values() if place not in places} == set()
    names = {name for gender in ("f", "m", "either") for name in section("first_names", gender)}
    forms = {form for body in section("bodies", "bodies") for form in (body["name"], *body.get("also", []))}
    assert forms & (places | names | set(demonyms)) == set()


def test_relations_are_no_posts() -> None:
    posts = {entry["head"] for entry in section("roles", "heads")}
    assert posts & set(section("roles", "relational")) == set()


def test_a_description_that_refers_back_is_of_a_sort_that_bodies_have() -> None:
    described = {entry["sort"] for entry in section("organisations", "descriptions")}
    named = {entry["sort"] for name in ("heads", "name_heads") for entry in section("organisations", name)}
    assert described <= named | {body["sort"] for body in section("bodies", "bodies")}


def test_a_post_has_one_list_of_bodies_that_can_have_it() -> None:
    rows = section("roles", "hosts")
    heads = [head for row in rows for head in row["heads"]]
    assert len(heads) == len(set(heads))
    known = {row["sort"] for row in section("organisations", "heads")}
    assert {sort for row in rows for sort in row["sorts"]} <= known


def test_deputies_are_posts() -> None:
    posts = {entry["head"] for entry in section("roles", "heads")}
    assert set(section("roles", "deputies")) <= posts


def test_seats_are_posts() -> None:
    posts = {entry["head"] for entry in section("roles", "heads")}
    assert set(section("roles", "seats")) <= posts


def test_parties_cut_short_are_parties() -> None:
    parties = {body["name"] for body in section("bodies", "bodies") if body["sort"] == "party"}
    assert set(section("roles", "short_parties").values()) <= parties


def test_a_form_has_one_base_which_is_a_shorter_or_other_word() -> None:
    rows = section("lemmas", "verbs")
    assert repeated(form for row in rows for form in row["forms"]) == []
    assert [row for row in rows if row["base"] in row["forms"] or not in_order(row["forms"])] == []
