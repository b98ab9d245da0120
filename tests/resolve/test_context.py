"""What is taken from the documents as context."""

from __future__ import annotations

from datetime import date

import pytest

from kgbuild.model import Kind, MemberRef, Reading, Status, Verdict
from kgbuild.resolve import load_rules, resolve
from kgbuild.resolve.context import Profile, gather, known_period, plain_naming
from kgbuild.resolve.roll import Roll
from tests.resolve.making import Maker, reading

RULES = load_rules()


def profile(one: Reading, referent: str) -> Profile:
    roll = Roll([one])
    profiles = gather([one], roll, list(Kind), plain_naming(roll, RULES), RULES)
    return profiles[roll.numbers[MemberRef(one.document.id, referent)]]


def test_posts_bodies_roles_and_places() -> None:
    about = "role=former strategic director; at=Northmere City Council; place=Upton; issued=2013-05-01"
    found = profile(reading("a", Kind.PERSON, "Ada Quill", about), "person:ada-quill")
    assert found.features == {
        ("body", "northmere city council"),
        ("role", "strategic director"),
        ("post", "strategic director of northmere city council"),
        ("place", "northmere"),
        ("place", "upton"),
    }
    assert found.years == {2013}
    assert not found.posts  # it is over


def test_the_holders_of_posts_and_what_belongs_to_what() -> None:
    about = "holder=Ada Quill; in=Harbour Party"
    found = profile(reading("a", Kind.ORGANISATION, "Youth wing", about), "organisation:youth-wing")
    assert found.features == {("holder", "ada quill"), ("whole", "harbour party")}


def test_who_and_what_else_is_there() -> None:
    about = "at=City Council; with=Orla Finch|Mr Wren; place=Upton"
    found = profile(reading("a", Kind.PERSON, "Ada Quill", about), "person:ada-quill")
    assert found.nearby == {
        ("near-person", "ada quill"),
        ("near-person", "orla finch"),
        ("near-place", "upton"),
    }


def test_what_is_denied_is_no_context() -> None:
    maker = Maker("a")
    who, body = maker.refer(Kind.PERSON, "Ada Quill"), maker.refer(Kind.ORGANISATION, "Larkfield Trust")
    maker.state("Tenure", {"member": who, "organization": body, "role": "chair"}, status=Status.DENIED)
    assert not profile(maker.reading(), who).features


def test_what_is_planned_is_context_but_no_post_held() -> None:
    maker = Maker("a", "2013-05-01")
    who, body = maker.refer(Kind.PERSON, "Ada Quill"), maker.refer(Kind.ORGANISATION, "Larkfield NHS Trust")
    maker.state("Tenure", {"member": who, "organization": body, "role": "nurse"}, status=Status.PLANNED)
    found = profile(maker.reading(), who)
    assert ("body", "larkfield nhs trust") in found.features
    assert not found.posts


@pytest.mark.parametrize(
    ("issued", "earliest", "latest", "expected"),
    [
        (None, None, None, (None, None)),
        ("2013-05-01", None, None, (date(2013, 5, 1), date(2013, 5, 1))),
        ("2013-05-01", "2009-01-01", None, (date(2009, 1, 1), date(2013, 5, 1))),
        ("2013-05-01", None, "2011-12-31", (date(2011, 12, 31), date(2011, 12, 31))),
        (None, "2009-01-01", "2011-12-31", (date(2009, 1, 1), date(2011, 12, 31))),
        (None, "2009-01-01", None, (date(2009, 1, 1), date(2009, 1, 1))),
        ("2013-05-01", "2014-01-01", None, (date(2013, 5, 1), date(2014, 1, 1))),
    ],
)
def test_when_a_post_is_known_to_be_held(
    issued: str | None, earliest: str | None, latest: str | None, expected: tuple[date | None, date | None]
) -> None:
    maker = Maker("a", issued)
    who = maker.refer(Kind.PERSON, "Ada Quill")
    maker.state("Tenure", {"member": who, "role": "chair"}, earliest=earliest, latest=latest)
    one = maker.reading()
    assert known_period(one.facts[0], one.document) == expected


def test_what_everyone_mentions_tells_nothing() -> None:
    about = "with=Orla Finch|Tobias Wren"
    pair = [reading(document, Kind.PERSON, "John Smith", about) for document in "ab"]
    crowd = [reading(f"c{n:02}", Kind.PERSON, f"{chr(97 + n)}x Quill", about) for n in range(12)]
    one, other = (MemberRef(document, "person:john-smith") for document in "ab")
    few, many = resolve(pair), resolve([*pair, *crowd])
    assert few.entity_of[one] is few.entity_of[other]
    assert many.entity_of[one] is not many.entity_of[other]


def test_people_move() -> None:
    readings = [
        reading("a", Kind.PERSON, "Dan Amory", "role=nurse; at=Larkfield NHS Trust; issued=2005-05-01"),
        reading("b", Kind.PERSON, "Dan Amory", "role=midwife; at=Upton NHS Trust; issued=2013-05-01"),
    ]
    (same,) = (one for one in resolve(readings).judgements if one.left.referent == "person:dan-amory")
    assert same.verdict is Verdict.SAME
    assert any("at different times" in reason for reason in same.reasons)
