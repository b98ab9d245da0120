"""What becomes of referents: entities, ids, labels, decisions."""

from __future__ import annotations

import pytest

from kgbuild.model import Judgement, Kind, MemberRef, Reading, Verdict
from kgbuild.resolve import Resolution, resolve
from tests.rdf.sample import READINGS
from tests.resolve.making import Maker, reading


def ids(resolution: Resolution) -> list[str]:
    return [entity.id for entity in resolution.entities]


def person(document: str, label: str, about: str = "") -> Reading:
    return reading(document, Kind.PERSON, label, about)


def decide(left: MemberRef, right: MemberRef, verdict: Verdict, by: str = "ada") -> Judgement:
    return Judgement(min(left, right), max(left, right), verdict, 1.0, ("known in person",), by)


PETER = [MemberRef(document, "person:peter-lanyon") for document in "abc"]


def test_every_referent_is_a_member_of_one_entity() -> None:
    resolution = resolve(READINGS)
    referents = [MemberRef(one.document.id, referent.id) for one in READINGS for referent in one.referents]
    assert sorted(member for entity in resolution.entities for member in entity.members) == sorted(referents)
    assert all(referent in resolution.entity_of[referent].members for referent in referents)
    assert ids(resolution) == sorted(set(ids(resolution)))


def test_the_sample_has_one_person_under_two_spellings() -> None:
    entity = resolve(READINGS).entity_of[MemberRef("marlbury-inspection", "person:orla-finch")]
    assert {member.referent for member in entity.members} == {"person:orla-finch", "person:orla-fynch"}


def test_nothing_gives_nothing() -> None:
    assert resolve([]) == Resolution((), (), {})


def test_what_has_no_name_stays_in_its_document() -> None:
    makers = [Maker(document) for document in "ab"]
    for maker in makers:
        maker.refer(Kind.WORK, "the report", named=False)
    first, second = ids(resolve([maker.reading() for maker in makers]))
    assert first != second
    assert first.startswith("work/report-")
    assert [first] == ids(resolve([makers[0].reading()])) or [second] == ids(resolve([makers[0].reading()]))


@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        (Kind.PERSON, "Cllr Sir Peter Lanyon MP", "person/peter-lanyon"),
        (Kind.PERSON, "Peter John Lanyon", "person/peter-lanyon"),
        (Kind.PERSON, "Lord Varley of Harwick", "person/lord-varley"),
        (Kind.PERSON, "Dan Amory Jr", "person/dan-amory-jr"),
        (Kind.PERSON, "Renée O’Marr", "person/renee-omarr"),
        (Kind.ORGANISATION, "the Department for Tides", "organisation/department-for-tides"),
        (Kind.PLACE, "Stoke-on-Lark", "place/stoke-on-lark"),
        (Kind.WORK, "The Lant Review", "work/lant-review"),
    ],
)
def test_an_id_is_made_of_the_name(kind: Kind, label: str, expected: str) -> None:
    assert ids(resolve([reading("a", kind, label)])) == [expected]


@pytest.mark.parametrize(
    ("kind", "label", "start"),
    [
        (Kind.PERSON, "Mr Lanyon", "person/lanyon-"),
        (Kind.ORGANISATION, "City Council", "organisation/city-council-"),
        (Kind.WORK, "Improvement Plan", "work/improvement-plan-"),
    ],
)
def test_the_id_of_a_name_that_many_have_tells_the_document_too(kind: Kind, label: str, start: str) -> None:
    one, other = (ids(resolve([reading(document, kind, label)]))[0] for document in "ab")
    assert one.startswith(start)
    assert other.startswith(start)
    assert one != other


def test_two_people_of_one_name_have_two_ids_that_more_documents_do_not_change() -> None:
    readings = [
        person("a", "Dan Amory", "role=striker; at=Harwick FC"),
        person("b", "Dan Amory", "role=striker; at=Harwick FC"),
        person("c", "Dan Amory", "role=judge"),
    ]
    first, second = (entity for entity in resolve(readings).entities if entity.kind is Kind.PERSON)
    assert (first.id, len(first.members)) == ("person/dan-amory", 2)
    assert second.id.startswith("person/dan-amory-")
    more = [*readings, person("aa", "Dan Amory", "role=striker; at=Harwick FC"), person("d", "Ada Quill")]
    assert {first.id, second.id} <= set(ids(resolve(more)))


def test_the_label_is_the_fullest_name_and_the_other_forms_are_kept() -> None:
    readings = [
        person("a", "Mr Lanyon", "also=Lanyon; role=finance director; at=Larkfield Trust"),
        person("b", "Peter Lanyon", "also=Mr Lanyon; role=finance director; at=Larkfield Trust"),
        person("c", "Sir Peter Lanyon", "role=finance director; at=Larkfield Trust"),
    ]
    entity = resolve(readings).entity_of[MemberRef("b", "person:peter-lanyon")]
    assert entity.id == "person/peter-lanyon"
    assert entity.label == "Peter Lanyon"
    assert entity.names == ("Lanyon", "Mr Lanyon", "Sir Peter Lanyon")
    assert len(entity.members) == 3


def test_a_rare_slip_does_not_name_the_thing() -> None:
    readings = [reading(f"{number:02}", Kind.ORGANISATION, "Northmere Council") for number in range(30)]
    readings.append(reading("zz", Kind.ORGANISATION, "Northmere City Council"))
    (entity,) = resolve(readings).entities
    assert entity.label == "Northmere Council"


def test_a_surname_alone_joins_nobody_where_two_would_fit() -> None:
    about = "role=finance director; at=Larkfield Trust"
    readings = [
        person("a", "Peter Lanyon", about),
        person("b", "Ada Lanyon", about),
        person("c", "Lanyon", about),
    ]
    resolution = resolve(readings)
    assert (
        len({resolution.entity_of[MemberRef(one.document.id, one.referents[-1].id)] for one in readings}) == 3
    )
    questions = [one for one in resolution.judgements if one.verdict is Verdict.UNSURE]
    assert len(questions) == 2
    assert all("fits nearly as well" in one.reasons[-1] for one in questions)


def test_an_initial_does_not_bridge_two_people() -> None:
    about = "role=finance director; at=Larkfield Trust"
    names = ["Jane Lanyon", "J. Lanyon", "James Lanyon"]
    entities = resolve([person(str(number), name, about) for number, name in enumerate(names)]).entities
    assert sum(entity.kind is Kind.PERSON for entity in entities) == 3


def test_a_name_alone_is_nobodys_where_two_people_bear_it() -> None:
    readings = [
        person("a", "Dan Amory", "role=striker; at=Harwick FC"),
        person("b", "Dan Amory", "role=judge"),
        person("c", "Dan Amory"),
    ]
    assert sum(entity.kind is Kind.PERSON for entity in resolve(readings).entities) == 3


def test_a_name_alone_is_the_bearers_whom_nearly_all_mean() -> None:
    many = [person(f"{number:02}", "Dan Amory", "role=striker; at=Harwick FC") for number in range(10)]
    readings = [*many, person("x", "Dan Amory", "role=judge"), person("y", "Dan Amory")]
    resolution = resolve(readings)
    known = [resolution.entity_of[MemberRef(document, "person:dan-amory")] for document in ("00", "x", "y")]
    assert known[0] is known[2]
    assert known[0] is not known[1]


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    readings = [
        reading("a", Kind.ORGANISATION, "Northern Tidal Authority", "also=NTA"),
        reading("b", Kind.ORGANISATION, "National Travel Agency", "also=NTA"),
        reading("c", Kind.ORGANISATION, "NTA"),
        reading("d", Kind.ORGANISATION, "NTA"),
    ]
    assert len(resolve(readings).entities) == 4


def test_a_council_without_its_rank_joins_neither_of_two() -> None:
    labels = ["Northmere City Council", "Northmere County Council", "Northmere Council"]
    resolution = resolve([reading(label, Kind.ORGANISATION, label) for label in labels])
    assert len(resolution.entities) == 3
    assert [one.verdict for one in resolution.judgements] == [Verdict.UNSURE, Verdict.UNSURE]


def test_a_slogan_of_two_councils_is_shared_by_what_each_made() -> None:
    makers = {"a": "Upton Council", "b": "Upton Council", "c": "Northmere City Council"}
    readings = [
        reading(document, Kind.WORK, "Stronger Together Plan", f"by={maker}")
        for document, maker in makers.items()
    ]
    readings.append(reading("d", Kind.WORK, "Stronger Together Plan"))
    resolution = resolve(readings)
    plans = [resolution.entity_of[MemberRef(document, "work:stronger-together-plan")] for document in "abcd"]
    assert plans[0] is plans[1]
    assert len({plan.id for plan in plans}) == 3


def test_every_judgement_has_points_in_its_reasons() -> None:
    judgements = resolve(READINGS).judgements
    assert judgements
    for one in judgements:
        assert one.left < one.right
        assert 0 <= one.score <= 1
        assert all(reason.endswith(")") for reason in one.reasons)


@pytest.mark.parametrize("verdict", [Verdict.DIFFERENT, Verdict.UNSURE])
def test_a_person_keeps_apart_what_rules_would_join(verdict: Verdict) -> None:
    readings = [person(document, "Peter Lanyon") for document in "abc"]
    assert len(resolve(readings).entities) == 1
    decision = decide(PETER[0], PETER[1], verdict)
    resolution = resolve(readings, [decision])
    assert resolution.entity_of[PETER[0]] is not resolution.entity_of[PETER[1]]
    assert decision in resolution.judgements
    assert len(resolution.entities) == 3  # the name is now known to be borne by several


def test_a_person_joins_what_rules_would_not() -> None:
    readings = [person("a", "Peter Lanyon"), person("b", "Ada Quill")]
    left, right = MemberRef("a", "person:peter-lanyon"), MemberRef("b", "person:ada-quill")
    resolution = resolve(readings, [decide(left, right, Verdict.SAME)])
    assert resolution.entity_of[left] is resolution.entity_of[right]


def test_a_person_joins_things_that_the_reader_took_for_two_kinds() -> None:
    readings = [
        reading("a", Kind.ORGANISATION, "Larkfield"),
        reading("b", Kind.ORGANISATION, "Larkfield"),
        reading("c", Kind.PLACE, "Larkfield"),
    ]
    left, right = MemberRef("a", "organisation:larkfield"), MemberRef("c", "place:larkfield")
    (entity,) = resolve(readings, [decide(left, right, Verdict.SAME)]).entities
    assert (entity.id, entity.kind, len(entity.members)) == ("organisation/larkfield", Kind.ORGANISATION, 3)


def test_a_person_joins_what_has_no_name() -> None:
    makers = [Maker(document) for document in "ab"]
    for maker in makers:
        maker.refer(Kind.WORK, "the report", named=False)
    left, right = (MemberRef(document, "work:the-report") for document in "ab")
    decision = decide(left, right, Verdict.SAME)
    (entity,) = resolve([maker.reading() for maker in makers], [decision]).entities
    assert entity.members == (left, right)


def test_decisions_that_contradict_one_another_keep_apart_and_are_reported() -> None:
    readings = [person(document, "Peter Lanyon") for document in "abc"]
    decisions = [
        decide(PETER[0], PETER[1], Verdict.SAME),
        decide(PETER[1], PETER[2], Verdict.SAME, by="colm"),
        decide(PETER[0], PETER[2], Verdict.DIFFERENT),
    ]
    resolution = resolve(readings, decisions)
    assert resolution.entity_of[PETER[0]] is not resolution.entity_of[PETER[2]]
    (finding,) = resolution.findings
    assert finding.code == "decisions-contradict"
    assert "colm" in finding.message
    assert resolve(readings[::-1], decisions[::-1]) == resolution


def test_a_decision_about_what_is_gone_is_reported() -> None:
    readings = [person("a", "Peter Lanyon")]
    resolution = resolve(readings, [decide(PETER[0], PETER[1], Verdict.SAME)])
    (finding,) = resolution.findings
    assert finding.code == "stale-decision"
    assert "person:peter-lanyon is not in b" in finding.message
    assert len(resolution.entities) == 1
