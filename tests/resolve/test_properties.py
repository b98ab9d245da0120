"""What holds of every resolution."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.model import Judgement, Kind, MemberRef, Reading, Verdict
from kgbuild.resolve import resolve
from tests.resolve.making import Maker, context

PEOPLE = ["Peter Lanyon", "Pete Lanyon", "P. Lanyon", "Mr Lanyon", "Ada Lanyon", "Lanyon", "John Smith"]
PEOPLE += ["Wyn Clarke", "Wyn Clark", "Mr Clark", "Anna Price", "Anna Price-Tolland", "Lord Varley"]
BODIES = ["Northmere City Council", "Northmere Council", "Northmere County Council", "City Council", "NTA"]
BODIES += ["Northern Tidal Authority", "Larkfield Trust", "Harwick FC"]
WORKS = ["Brighter Start", "Brighter Start programme", "Improvement Plan", "Lant Review"]
ABOUT = ["", "role=striker; at=Harwick FC", "role=leader; at=Northmere City Council", "at=Larkfield Trust"]
ABOUT += ["with=Orla Finch|Dan Amory", "role=judge", "place=Upton", "role=leader; at=Upton City Council"]


@st.composite
def worlds(draw: st.DrawFn) -> list[Reading]:
    readings = []
    for number in range(draw(st.integers(1, 7))):
        maker = Maker(f"d{number}", draw(st.sampled_from([None, "2013-05-01", "2013-05-09", "2016-01-01"])))
        for label in draw(st.lists(st.sampled_from(PEOPLE), max_size=4, unique=True)):
            gender = draw(st.sampled_from([None, None, "f", "m"]))
            maker.describe(
                maker.refer(Kind.PERSON, label, gender=gender), context(draw(st.sampled_from(ABOUT)))
            )
        for label in draw(st.lists(st.sampled_from(BODIES), max_size=3, unique=True)):
            names = ["NTA"] if label == "Northern Tidal Authority" and draw(st.booleans()) else []
            maker.refer(Kind.ORGANISATION, label, names)
        for label in draw(st.lists(st.sampled_from(WORKS), max_size=2, unique=True)):
            maker.refer(Kind.WORK, label, named=draw(st.booleans()))
        readings.append(maker.reading())
    return readings


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Reading], list[Judgement]]:
    readings = draw(worlds())
    refs = sorted(MemberRef(one.document.id, referent.id) for one in readings for referent in one.referents)
    decisions = []
    for _ in range(draw(st.integers(0, 4)) if len(refs) > 1 else 0):
        left, right = sorted(draw(st.lists(st.sampled_from(refs), min_size=2, max_size=2, unique=True)))
        verdict = draw(st.sampled_from(Verdict))
        decisions.append(Judgement(left, right, verdict, 1.0, ("seen",), draw(st.sampled_from("xy"))))
    return readings, decisions


@settings(deadline=None, max_examples=150)
@given(decided(), st.data())
def test_the_order_of_documents_and_decisions_changes_nothing(
    world: tuple[list[Reading], list[Judgement]], data: st.DataObject
) -> None:
    readings, decisions = world
    shuffled = data.draw(st.permutations(readings)), data.draw(st.permutations(decisions))
    assert resolve(*shuffled) == resolve(readings, decisions)


@settings(deadline=None, max_examples=150)
@given(decided())
def test_what_holds_of_entities_and_judgements(world: tuple[list[Reading], list[Judgement]]) -> None:
    readings, decisions = world
    resolution = resolve(readings, decisions)
    refs = sorted(MemberRef(one.document.id, referent.id) for one in readings for referent in one.referents)
    assert sorted(member for entity in resolution.entities for member in entity.members) == refs
    assert len({entity.id for entity in resolution.entities}) == len(resolution.entities)
    for one in resolution.judgements:
        joined = resolution.entity_of[one.left] is resolution.entity_of[one.right]
        if one.by == "rule":
            assert joined == (one.verdict is Verdict.SAME)
    blamed = " ".join(finding.subject for finding in resolution.findings)
    for one in decisions:
        joined = resolution.entity_of[one.left] is resolution.entity_of[one.right]
        if one.verdict is Verdict.SAME:
            assert joined or one.left.document in blamed
        else:
            assert not joined
        assert one in resolution.judgements


@settings(deadline=None, max_examples=60)
@given(worlds())
def test_joins_explain_the_entities(readings: list[Reading]) -> None:
    """The judgements "same" alone rebuild the entities: nothing is joined without one."""
    resolution = resolve(readings)
    parent = {ref: ref for ref in resolution.entity_of}

    def find(ref: MemberRef) -> MemberRef:
        while parent[ref] != ref:
            ref = parent[ref]
        return ref

    for one in resolution.judgements:
        if one.verdict is Verdict.SAME:
            parent[find(one.right)] = find(one.left)
    groups = {ref: {other for other in parent if find(other) == find(ref)} for ref in parent}
    assert all(groups[ref] == set(entity.members) for ref, entity in resolution.entity_of.items())


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "from kgbuild.ids import digest\nfrom kgbuild.resolve import resolve\n"
        "from tests.resolve.test_pairs import PAIRS, SIDES, reading, Kind\n"
        "rows = [row for row in PAIRS if row['kind'] == 'Person']\n"
        "readings = [reading(f'{side}{n:03}', Kind(row['kind']), row[side], row[side + '_context'])\n"
        "            for n, row in enumerate(rows) for side in SIDES]\n"
        "found = resolve(readings)\n"
        "print(digest(*(one.to_json() for one in (*found.entities, *found.judgements))))\n"
    )
    outputs = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs != {""}


@pytest.mark.parametrize(
    "label", ["", " ", "\x00", "\ud800", "()", "Mr", "'s", "🙂", "—", "a" * 5000, "مجلس"]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_strange_labels_are_no_trouble(kind: Kind, label: str) -> None:
    makers = [Maker(document) for document in "ab"]
    for maker in makers:
        maker.refer(kind, label)
    assert resolve([maker.reading() for maker in makers]).entities
