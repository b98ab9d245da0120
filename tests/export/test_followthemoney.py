"""FollowTheMoney entities, read and validated by the package `followthemoney` where it is installed.

It needs PyICU, which is built on installation, so it is no dependency of the other tests.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from kgbuild.config import DEFAULT_BASE
from kgbuild.export.facts import read_articles, read_facts
from kgbuild.export.followthemoney import _date
from kgbuild.export.schemata import entity_id
from kgbuild.model import Status
from kgbuild.rdf.graph import Graph
from tests.export.making import ONTOLOGY, Said, criticism, criticisms, written
from tests.export.test_hostile import HOSTILE

Entities = dict[str, dict[str, Any]]


def entities(graph: Graph) -> Entities:
    lines = [json.loads(line) for line in written(graph, "followthemoney").decode().splitlines()]
    found = {line["id"]: line for line in lines}
    assert len(found) == len(lines)
    return found


@pytest.fixture(scope="module")
def found(sample: Graph) -> Entities:
    return entities(sample)


def of_schema(found: Entities, *schemata: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in found.values() if one["schema"] in schemata]


def check(found: Entities) -> None:
    """Check all that the package, and Aleph behind it, demands of entities."""
    followthemoney = pytest.importorskip("followthemoney")
    model = followthemoney.model
    for one in found.values():
        schema = model.get(one["schema"])
        assert not schema.abstract
        assert one["properties"].keys() >= set(schema.required)
        schema.validate(one)
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            prop = schema.get(name)
            assert prop is not None, f"{one['schema']} has no {name}"
            assert len(proxy.get(name)) == len(values), f"{name}: {values} became {proxy.get(name)}"
            assert all(len(value) <= prop.max_length for value in values)
            if prop.range is not None:
                assert all(model.get(found[value]["schema"]).is_a(prop.range) for value in values)


def test_the_package_takes_every_entity_and_value_and_finds_each_end(found: Entities) -> None:
    check(found)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_the_package_takes_what_breaks_files(words: str) -> None:
    check(entities(criticism(words, words, reason=words, article=words)))


def test_the_package_takes_the_longest_words() -> None:
    words = "A claim " * 20_000
    check(entities(criticism(words, words, reason=words, article=words)))


def test_the_package_reads_what_is_a_link_and_between_whom(found: Entities) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    proxies = [followthemoney.model.get_proxy(one) for one in found.values()]
    edges = {
        (proxy.schema.name, source, target)
        for proxy in proxies
        if proxy.schema.edge
        for source, target in proxy.edgepairs()
    }
    council = "organisation-marlbury-county-council"
    assert ("Directorship", "person-orla-finch", council) in edges
    assert ("Membership", "person-jem-okoro", "organisation-harbour-party") in edges
    assert ("UnknownLink", "person-tobias-wren", "person-orla-finch") in edges
    assert {schema for schema, *_ in edges} == {"Directorship", "Membership", "Occupancy", "UnknownLink"}


def test_what_is_planned_or_denied_is_a_note_and_nothing_else(found: Entities, sample: Graph) -> None:
    facts = read_facts(sample, ONTOLOGY, read_articles(sample))
    undone = {entity_id(fact.iri): fact.status for fact in facts if fact.status != Status.ASSERTED}
    assert set(undone.values()) == {"Planned", "Denied"}
    for identifier, status in undone.items():
        note = found[identifier]
        assert note["schema"] == "Note"
        assert note["properties"]["name"][0].startswith(f"{status.lower()}: ")
    told = {record for one in found.values() for record in one["properties"].get("recordId", ())}
    assert not told & {identifier.replace("-", "/", 1) for identifier in undone}


def test_every_fact_is_told_with_its_sentence_and_article(found: Entities, sample: Graph) -> None:
    for fact in read_facts(sample, ONTOLOGY, read_articles(sample)):
        identifier = entity_id(fact.iri)
        telling = [
            one["properties"]
            for one in found.values()
            if one["id"] == identifier
            or identifier.replace("-", "/", 1) in one["properties"].get("recordId", ())
        ]
        assert telling, fact.iri
        for properties in telling:
            assert {stretch.words for stretch in fact.evidence} <= set(properties["summary"])
            articles = {f"article-{stretch.article.identifier}" for stretch in fact.evidence}
            assert articles <= set(properties["proof"])


def test_schemata_of_entities(found: Entities) -> None:
    schemata = {
        name: one["schema"]
        for one in found.values()
        for name in one["properties"].get("name", ())
        if one["schema"] != "Mention"
    }
    assert schemata["Orla Finch"] == "Person"
    assert schemata["Marlbury County Council"] == "PublicBody"
    assert schemata["Harbour Party"] == "Organization"
    assert schemata["Marlbury"] == "Address"
    assert schemata["Lant Review"] == "Project"


def test_other_forms_match_nobody(found: Entities) -> None:
    council = found["organisation-marlbury-county-council"]["properties"]
    assert council["weakAlias"] == ["Council", "The council", "council", "the council"]
    assert "alias" not in council
    described = {one["properties"]["name"][0] for one in found.values() if "notes" in one["properties"]}
    assert {"A court", "the merger plan", "children's services department"} <= described
    assert not {"Orla Finch", "Marlbury Rail board", "Bright Start"} & described


def test_a_post_its_body_and_holder(found: Entities) -> None:
    (occupancy,) = [one for one in of_schema(found, "Occupancy") if one["holder"] == ["person-tobias-wren"]]
    assert occupancy["endDate"] == ["2013-10-03"]
    assert "startDate" not in occupancy
    post = found[occupancy["post"][0]]["properties"]
    assert post["name"] == ["strategic director for children's services, Marlbury County Council"]
    assert post["organization"] == ["organisation-marlbury-county-council"]


def test_an_article(found: Entities) -> None:
    assert found["article-larkfield-trust"] == {
        "id": "article-larkfield-trust",
        "schema": "Article",
        "properties": {
            "fileName": ["larkfield-trust"],
            "publishedAt": ["2013-12-02"],
            "sourceUrl": ["https://news.example/larkfield-trust"],
            "title": ["Trust put in special measures"],
        },
    }


def test_who_says_so_is_told_unless_an_article_says_it_too(found: Entities) -> None:
    (link,) = [
        one
        for one in of_schema(found, "UnknownLink")
        if (one["subject"], one["role"]) == (["organisation-larkfield-trust"], ["funded"])
    ]
    assert link["description"] == ["According to Jem Okoro"]


def test_mentions_lead_from_articles_to_parties(found: Entities) -> None:
    mentions = [
        (one["document"][0], one["resolved"][0], one["detectedSchema"][0])
        for one in of_schema(found, "Mention")
    ]
    assert ("article-fynch-letter", "person-orla-finch", "Person") in mentions
    assert {found[resolved]["schema"] for _, resolved, _ in mentions} == {
        "Person",
        "Organization",
        "PublicBody",
    }


@pytest.mark.parametrize(
    ("earliest", "latest", "date"),
    [
        ("2013-10-03", "2013-10-03", "2013-10-03"),
        ("2012-02-01", "2012-02-29", "2012-02"),
        ("2013-02-01", "2013-02-27", ""),
        ("2013-01-01", "2013-12-31", "2013"),
        ("2013-01-01", "2014-12-31", ""),
        ("2013-01-01", None, ""),
        (None, "2013-12-31", ""),
    ],
)
def test_an_event_has_a_date_only_where_one_tells_it(
    earliest: str | None, latest: str | None, date: str
) -> None:
    said = Said("A criticised B.", earliest=earliest, latest=latest)
    (event,) = of_schema(entities(criticisms("Kestrel Inspectorate", [said])), "Event")
    assert event.get("date", [""]) == [date]
    assert not {"startDate", "endDate"} & event.keys()
    assert _date(earliest or "", latest or "") == date


def test_a_state_has_a_start_and_an_end(found: Entities) -> None:
    (chair,) = [
        one
        for one in of_schema(found, "Directorship")
        if "organisation-marlbury-rail-board" in one["organization"]
    ]
    assert (chair["startDate"], chair["endDate"], chair["role"]) == (
        ["2009-01-01"],
        ["2011-12-31"],
        ["chair"],
    )


@pytest.mark.parametrize(
    ("iri", "identifier"),
    [
        (f"{DEFAULT_BASE}person/orla-finch", "person-orla-finch"),
        ("https://example.org/id#person/orla-finch", "person-orla-finch"),
        (f"{DEFAULT_BASE}article/a.b-1", "article-a.b-1"),
    ],
)
def test_readable_ids(iri: str, identifier: str) -> None:
    assert entity_id(iri) == identifier


def test_ids_that_are_none_become_hashes() -> None:
    made = {entity_id(f"{DEFAULT_BASE}article/{name}") for name in ("a%20b", "a_b", "a-", "x" * 300)}
    assert len(made) == 4
    assert all(one.startswith("article-") and len(one) == len("article-") + 16 for one in made)
