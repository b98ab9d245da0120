from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kgbuild.config import DEFAULT_BASE
from kgbuild.errors import KnowledgeError
from kgbuild.model import Finding, Level
from kgbuild.rdf.check import check
from kgbuild.rdf.graph import Graph
from kgbuild.rdf.store import open_graph, write_graph
from kgbuild.rdf.vocabulary import term
from tests.rdf.conftest import FOLDER
from tests.rdf.sample import TEXTS

Checked = Callable[[Iterable[Quad]], list[Finding]]

COUNCIL = NamedNode(f"{DEFAULT_BASE}organisation/marlbury-county-council")
FINCH = NamedNode(f"{DEFAULT_BASE}person/orla-finch")
REDDY = NamedNode(f"{DEFAULT_BASE}person/colm-reddy")


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    def run(quads: Iterable[Quad]) -> list[Finding]:
        write_graph(tmp_path / "kg", "broken", quads)
        return check(open_graph(tmp_path / "kg"), FOLDER, TEXTS)

    return run


def only(findings: list[Finding]) -> Finding:
    [finding] = findings
    return finding


def fact_of(quads: list[Quad], fact_type: str) -> NamedNode:
    [fact] = {q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(fact_type)}
    assert isinstance(fact, NamedNode)
    return fact


def test_nothing_is_wrong_with_the_sample(sample_graph: Graph) -> None:
    assert check(sample_graph, FOLDER, TEXTS) == []


def test_a_shape_that_is_not_satisfied_is_named_with_the_fact(
    sample_quads: list[Quad], checked: Checked
) -> None:
    death = fact_of(sample_quads, "kg:Death")
    finding = only(
        checked(q for q in sample_quads if (q.subject, q.predicate) != (death, term("kg:confidence")))
    )
    assert (finding.level, finding.code) == (Level.ERROR, "confidence")
    assert finding.subject == f"kg:Death (Colm Reddy) <{death.value}>"
    assert finding.message.startswith("A fact has exactly one kg:confidence")


def test_a_finding_shows_the_value_and_names_the_entity(sample_quads: list[Quad], checked: Checked) -> None:
    wrong = Quad(REDDY, term("skos:altLabel"), Literal("Colm Reddy"))
    finding = only(checked([*sample_quads, wrong]))
    assert (finding.code, finding.subject) == ("altLabel", f"Colm Reddy <{REDDY.value}>")
    assert finding.message.endswith('Found: "Colm Reddy".')


def test_a_finding_about_a_selector_names_its_fact(sample_quads: list[Quad], checked: Checked) -> None:
    death = fact_of(sample_quads, "kg:Death")
    [evidence] = [q.object for q in sample_quads if (q.subject, q.predicate) == (death, term("kg:evidence"))]
    assert isinstance(evidence, NamedNode)
    position = NamedNode(f"{evidence.value}/position")
    graph = NamedNode(f"{DEFAULT_BASE}article/larkfield-trust")
    finding = only(checked([*sample_quads, Quad(position, term("oa:end"), Literal("x"), graph)])[:1])
    assert finding.subject == f"evidence of kg:Death (Colm Reddy) <{position.value}>"


def test_an_edge_without_a_fact(sample_quads: list[Quad], checked: Checked) -> None:
    finding = only(checked([*sample_quads, Quad(REDDY, term("kg:led"), COUNCIL)]))
    assert finding.code == "edge-without-fact"
    assert finding.subject == (f"Colm Reddy <{REDDY.value}> led Marlbury County Council <{COUNCIL.value}>")


def test_an_edge_of_a_fact_that_is_no_longer_asserted(sample_quads: list[Quad], checked: Checked) -> None:
    commission = fact_of(sample_quads, "kg:Commission")
    denied = [
        Quad(q.subject, q.predicate, term("kg:Denied"), q.graph_name)
        if (q.subject, q.predicate) == (commission, term("kg:status"))
        else q
        for q in sample_quads
    ]
    assert only(checked(denied)).code == "edge-without-fact"


def test_an_edge_that_is_missing(sample_quads: list[Quad], checked: Checked) -> None:
    finding = only(checked(q for q in sample_quads if q.predicate != term("kg:commissioned")))
    assert finding.code == "edge-missing"
    assert "Orla Finch" in finding.subject


def test_facts_and_evidence_outside_their_articles_graph(sample_quads: list[Quad], checked: Checked) -> None:
    death = fact_of(sample_quads, "kg:Death")
    [evidence] = [q.object for q in sample_quads if (q.subject, q.predicate) == (death, term("kg:evidence"))]
    elsewhere = NamedNode(f"{DEFAULT_BASE}article/fynch-letter")
    moved = [
        Quad(q.subject, q.predicate, q.object, DefaultGraph())
        if q.subject == death
        else Quad(q.subject, q.predicate, q.object, elsewhere)
        if q.subject == evidence
        else q
        for q in sample_quads
    ]
    assert [finding.code for finding in checked(moved)] == ["evidence-misplaced", "fact-misplaced"]


def test_an_article_whose_text_is_not_at_hand(sample_graph: Graph) -> None:
    texts = {identifier: text for identifier, text in TEXTS.items() if identifier != "fynch-letter"}
    finding = only(check(sample_graph, FOLDER, texts))
    assert (finding.level, finding.code, finding.subject) == (Level.WARNING, "text-missing", "fynch-letter")
    assert "6 pieces of evidence" in finding.message


def test_a_text_that_has_changed(sample_graph: Graph) -> None:
    text = TEXTS["larkfield-trust"].replace("Colm Reddy, a patient", "Colm Ready, a patient")
    finding = only(check(sample_graph, FOLDER, {**TEXTS, "larkfield-trust": text}))
    assert finding.code == "evidence-differs"
    place = text.index("Ready") + len("Re")
    assert finding.message.startswith(
        f"At {place} the text reads 'ady, a patient, died', not 'ddy, a patient, died':"
    )
    assert "kg:Death" in finding.subject


def test_a_text_that_is_too_short(sample_graph: Graph) -> None:
    text = TEXTS["fynch-letter"]
    end = text.index("review the board") + len("review the board")
    finding = only(check(sample_graph, FOLDER, {**TEXTS, "fynch-letter": text[: end - 1]}))
    assert finding.code == "evidence-out-of-text"
    assert f"It ends at {end}, but the text at {end - 1}" in finding.message


def test_a_stretch_that_is_longer_than_its_words(sample_quads: list[Quad], tmp_path: Path) -> None:
    changed = [
        with_object(q, Literal("Colm Reddy, a patient, dies!"))
        if q.predicate == term("oa:exact") and q.object == Literal("Colm Reddy, a patient, died")
        else q
        for q in sample_quads
    ]
    write_graph(tmp_path / "kg", "broken", changed)
    found = check(open_graph(tmp_path / "kg"), FOLDER, {})
    assert [finding.code for finding in found if finding.level == Level.ERROR] == ["evidence-length"]


def with_object(quad: Quad, value: Literal) -> Quad:
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def test_a_shape_of_the_users_own_may_warn(sample_graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder)
    with (folder / "shapes.ttl").open("a", encoding="utf-8") as shapes:
        shapes.write(
            "shape:dated a sh:NodeShape ; sh:targetClass kg:Death ; sh:severity sh:Warning ;\n"
            "    sh:property [ sh:path kg:earliest ; sh:minCount 1 ; sh:severity sh:Warning ] .\n"
        )
    finding = only(check(sample_graph, folder, TEXTS))
    assert finding.level == Level.WARNING
    assert "Colm Reddy" in finding.subject


@pytest.mark.parametrize("name", ["kgbuild.ttl", "shapes.ttl"])
@pytest.mark.parametrize("content", [None, b"<https://example.org/x> a", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read(
    sample_graph: Graph, tmp_path: Path, name: str, content: bytes | None
) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(KnowledgeError, match=name):
        check(sample_graph, folder, TEXTS)


@pytest.mark.parametrize("wrong", ["sh:path kg:agent", "sh:minCount 'one'", "sh:pattern '('"])
def test_an_unsound_shape_is_told(sample_graph: Graph, tmp_path: Path, wrong: str) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder)
    with (folder / "shapes.ttl").open("a", encoding="utf-8") as shapes:
        shapes.write(
            f"shape:odd a sh:PropertyShape ; sh:targetClass kg:Death ; sh:path kg:target ; {wrong} .\n"
        )
    with pytest.raises(KnowledgeError, match=r"shapes\.ttl"):
        check(sample_graph, folder, TEXTS)


def test_a_stretch_that_runs_backwards_is_left_to_the_shapes(
    sample_quads: list[Quad], checked: Checked
) -> None:
    death = fact_of(sample_quads, "kg:Death")
    [evidence] = [q.object for q in sample_quads if (q.subject, q.predicate) == (death, term("kg:evidence"))]
    assert isinstance(evidence, NamedNode)
    position = NamedNode(f"{evidence.value}/position")
    minus = Literal("-5", datatype=term("xsd:integer"))
    changed = [
        with_object(q, minus) if (q.subject, q.predicate) == (position, term("oa:start")) else q
        for q in sample_quads
    ]
    assert [finding.code for finding in checked(changed)] == ["start"]
