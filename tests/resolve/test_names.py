"""Names: their parts, and what two of them say."""

from __future__ import annotations

import doctest

import pytest

from kgbuild.resolve import body_names, load_rules, text
from kgbuild.resolve.body_names import abbreviates, parse_body, parse_work, place_key
from kgbuild.resolve.people_names import PersonName, compare, parse_person, skeleton, sound

RULES = load_rules()


@pytest.mark.parametrize("module", [text, body_names])
def test_the_examples_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Peter Lanyon", PersonName(("peter",), "lanyon")),
        ("Cllr Sir Peter Lanyon OBE MP", PersonName(("peter",), "lanyon")),
        ("the Rt Hon. Ada Quill", PersonName(("ada",), "quill")),
        ("Mr Lanyon", PersonName((), "lanyon")),
        ("Sir Arthur", PersonName(("arthur",), "")),
        ("Lord Varley of Harwick", PersonName((), "varley", peer="lord")),
        ("J.R. Lanyon", PersonName(("j", "r"), "lanyon")),
        ("JR Lanyon", PersonName(("j", "r"), "lanyon")),
        ("Lanyon, Peter", PersonName(("peter",), "lanyon")),
        ("Dan Amory, Jr.", PersonName(("dan",), "amory", "jr")),
        ("Dan Amory Senior", PersonName(("dan",), "amory", "sr")),
        ("Ludo van der Berg", PersonName(("ludo",), "van der berg")),
        ("Mrs van der Berg", PersonName((), "van der berg")),
        ("Professor Le Marchant", PersonName((), "le marchant")),
        ("Al Tolland", PersonName(("al",), "tolland")),
        ("Jean-Luc Tarrant", PersonName(("jean", "luc"), "tarrant")),
        ("Anna Price-Tolland", PersonName(("anna",), "price-tolland")),
        ("Dean Lanyon", PersonName(("dean",), "lanyon")),
        ("Judge Lanyon", PersonName((), "lanyon")),
        ("Ada Quill (Harbour, Upton)", PersonName(("ada",), "quill")),
        ("Renée O’Marr’s", PersonName(("renee",), "omarr")),
        ("Ronaldinho", PersonName((), "ronaldinho")),
        ("Mr", PersonName((), "mr")),
        ("", PersonName((), "")),
        ("(?)", PersonName((), "")),
    ],
)
def test_the_parts_of_a_persons_name(name: str, expected: PersonName) -> None:
    assert parse_person(name, RULES.people) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("clark", "clarke"),
        ("reid", "reed"),
        ("stephens", "stevens"),
        ("macdonald", "mcdonald"),
        ("smith", "smyth"),
        ("philips", "phillips"),
        ("thompson", "thomson"),
        ("browne", "brown"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert sound(one, RULES.people) == sound(other, RULES.people)
    assert skeleton(one, RULES.people) == skeleton(other, RULES.people)


@pytest.mark.parametrize(
    ("one", "other"), [("hay", "hall"), ("john", "joan"), ("lant", "lent"), ("wren", "warren")]
)
def test_names_that_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(one, RULES.people) != sound(other, RULES.people)


@pytest.mark.parametrize(
    ("left", "right", "keys"),
    [
        ("Peter Lanyon", "Peter Lanyon", {"surname-equal", "given-equal"}),
        ("Anna Price Tolland", "Anna Price-Tolland", {"surname-equal", "given-equal"}),
        ("Wyn Clarke", "Wyn Clark", {"surname-sound", "given-equal"}),
        ("John Smith", "John Smith", {"surname-equal", "given-equal", "common-name"}),
        ("J. Smith", "John Smith", {"surname-equal", "given-initial", "common-surname"}),
        ("Kate Ostler", "Katherine Ostler", {"surname-equal", "given-variant"}),
        ("Peter Trowbridge", "Peter Trowbrige", {"surname-letter", "given-equal"}),
        ("Dan Amory Jr", "Dan Amory", {"surname-equal", "given-equal", "generation"}),
        ("Peter J. Lanyon", "Peter M. Lanyon", {"surname-equal", "given-equal", "middle"}),
        ("Lord Varley", "Lord Varley", {"surname-equal", "both-surnames", "peer"}),
        ("Paul Ostler", "Paula Ostler", None),
        ("Peter Hall", "Peter Ball", None),
        ("Peter Lanyon", "Ada Quill", None),
    ],
)
def test_what_two_names_say(left: str, right: str, keys: set[str] | None) -> None:
    one, other = parse_person(left, RULES.people), parse_person(right, RULES.people)
    for found in (compare(one, other, RULES.people), compare(other, one, RULES.people)):
        assert (None if found is None else {key for key, _ in found}) == keys


@pytest.mark.parametrize(
    ("name", "sort", "place", "qualifiers"),
    [
        ("Northmere City Council", "council", ("northmere",), {"city"}),
        ("London Borough of Larkham", "council", ("larkham",), {"london", "borough"}),
        ("Council", "", (), set()),
        ("City Council", "", (), set()),
        ("Larkfield NHS Foundation Trust", "trust", ("larkfield",), set()),
        ("Larkfield Ambulance Service NHS Trust", "ambulance service", ("larkfield",), set()),
        ("University of Marlbury", "university", ("marlbury",), set()),
        ("Larkfield Police Federation", "", (), set()),
    ],
)
def test_the_parts_of_a_local_bodys_name(
    name: str, sort: str, place: tuple[str, ...], qualifiers: set[str]
) -> None:
    body = parse_body(name, RULES.names)
    assert (body.sort, body.place) == (sort, place)
    assert body.qualifiers == qualifiers


@pytest.mark.parametrize(
    "name", ["City Council", "the Trust", "Labour group", "Children's Services", "Government"]
)
def test_names_that_every_place_has(name: str) -> None:
    assert parse_body(name, RULES.names).generic


@pytest.mark.parametrize(
    "name", ["Kestrel Inspectorate", "Labour", "Home Office", "Department for Tides", "東京電力"]
)
def test_names_that_few_bodies_have(name: str) -> None:
    body = parse_body(name, RULES.names)
    assert not body.generic
    assert not body.recurring


def test_a_well_known_body_has_one_key() -> None:
    assert parse_body("Lib Dems", RULES.names).key == parse_body("the Liberal Democrats", RULES.names).key


def test_a_legal_form_is_left_out_unless_the_rest_is_too_plain() -> None:
    assert parse_body("Larkfield Holdings plc", RULES.names).words == ("larkfield", "holdings")
    assert parse_body("General Corporation", RULES.names).words == ("general", "corporation")


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("MASH", "Multi-Agency Safeguarding Hub", True),
        ("DfE", "Department for Education", True),
        ("Oftide", "Office of Tides", True),
        ("N.T.A.", "Northern Tidal Authority", True),
        ("NTA", "Northern Tidal", False),
        ("Northmere", "Northmere City Council", False),
        ("Council", "City Council", False),
        ("a", "Northern Tidal Authority", False),
        ("Trust Board", "Trust Board", False),
        ("US", "US Senate", False),
    ],
)
def test_acronyms(short: str, full: str, fits: bool) -> None:
    assert abbreviates(short, full) is fits


@pytest.mark.parametrize(
    ("name", "core", "sort", "generic"),
    [
        ("the Lant Review", ("lant",), "review", False),
        ("“Brighter Start”", ("brighter", "start"), "", False),
        ("Improvement Plan", ("improvement",), "plan", True),
        ("Harbours Act 1989", ("harbours",), "act", False),
        ("Report", (), "report", True),
    ],
)
def test_the_parts_of_a_title(name: str, core: tuple[str, ...], sort: str, generic: bool) -> None:
    work = parse_work(name, RULES.names)
    assert (work.core, work.sort, work.generic) == (core, sort, generic)


def test_places_are_told_by_their_letters() -> None:
    assert place_key("Upton-upon-Lark") == place_key("Upton upon Lark")
    assert place_key("St. Orlas") == place_key("St Orlas")
    assert place_key("Upton") != place_key("Lupton")
