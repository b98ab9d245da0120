"""The figures are those of the referee, whatever the gold."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.evaluate.names import alike, bare_words, is_proper
from kgbuild.evaluate.rules import load_rules
from kgbuild.rdf.vocabulary import term
from tests.evaluate.scored import Figures, GoldTable, Scene, by_kgbuild, counts, referee

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

STATUSES = ("asserted", "planned", "denied")
SHARED = [HealthCheck.function_scoped_fixture]  # the scenes are made once and never changed

NAME_WORDS = (
    "the",
    "The",
    "Mr",
    "councillor",
    "Lee",
    "Lee's",
    "Lees’",
    "O’Brien",
    "‘Hay’",
    "£3m",
    "2.5",
    "—",
)
WORDS = st.sampled_from((*NAME_WORDS, "2.5", "his", "Élan", "Wexcombe", "City", "council"))
NAMES = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=12)


@pytest.fixture(params=[pytest.param("sample", marks=pytest.mark.slow), "strange"])
def scene(request: pytest.FixtureRequest) -> Scene:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Scene)
    return found


def test_every_figure_of_the_referees_report_is_the_same(scene: Scene, tmp_path: Path) -> None:
    theirs = scene.referees_report(tmp_path)
    report = scene.report(scene.tables)
    ours = by_kgbuild(report)
    types: Figures = theirs["types"]
    assert {kind: counts(figures) for kind, figures in types.items()} == ours["types"]
    totals = {"ALL FACTS": report.facts, "people": report.people, "quotes+speaker": report.quotes}
    for name, tally in totals.items():
        figures = theirs[name]
        assert counts(figures) == (tally.right, tally.missed, tally.wrong)
        assert (figures["p"], figures["r"], figures["f1"]) == (tally.precision, tally.recall, tally.f1)
    assert (tuple(theirs["org"]), tuple(theirs["status"])) == (ours["org"], ours["status"])
    assert (theirs["merged"], theirs["split"]) == (ours["merged"], ours["split"])
    assert theirs["documents"] == len(report.documents)
    assert report.evidence is not None
    check = report.evidence
    assert theirs["evidence"] == [check.facts, check.without, check.misplaced]


def test_the_graph_made_by_hand_has_something_for_every_figure(strange: Scene) -> None:
    report = strange.report(strange.tables)
    for tally in (report.facts, report.people, report.quotes):
        assert min(tally.right, tally.missed, tally.wrong) > 0
    for share in (report.organisations, report.statuses):
        assert 0 < share.right < share.of
    assert report.merged > 0
    assert report.split > 0
    assert report.evidence is not None
    assert min(report.evidence.without, report.evidence.misplaced) > 0


KINDS = ("drop", "status", "swap", "move", "optional", "repeat", "open", "name", "person", "quote")
NUMBERS = st.integers(0, 60)
DISTURBANCES = st.lists(st.tuples(st.sampled_from(KINDS), NUMBERS, NUMBERS), min_size=1, max_size=12)
"""What to do to gold: each with two numbers that say to which fact and how."""
Todo = list[tuple[str, int, int]]


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(todo=DISTURBANCES)
def test_the_figures_stay_the_same_when_gold_is_disturbed(todo: Todo, strange: Scene) -> None:
    check_disturbed(strange, todo)


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=SHARED)
@given(todo=DISTURBANCES)
def test_so_they_do_on_articles_of_the_sample(todo: Todo, sample: Scene) -> None:
    check_disturbed(sample, todo)


def check_disturbed(scene: Scene, todo: Todo) -> None:
    tables = copy.deepcopy(scene.tables)
    for kind, which, how in todo:
        _disturb(tables[which % len(tables)], kind, which, how)
    assert by_kgbuild(scene.report(tables)) == scene.by_the_referee(tables)


def _disturb(table: GoldTable, kind: str, which: int, how: int) -> None:
    """Do something to one fact, person or quotation of `table`, if it has any."""
    facts, entities, quotes = table["facts"], table["entities"], table["quotes"]
    if kind == "person" and entities:
        entities[which % len(entities)]["type"] = ("Person", "Organisation")[how % 2]
    elif kind == "quote" and quotes and entities:
        quotes[which % len(quotes)]["speaker"] = entities[how % len(entities)]["id"]
    if kind in ("person", "quote") or not facts:
        return
    fact, other = facts[which % len(facts)], facts[how % len(facts)]
    names = sorted(fact["args"])
    name = names[how % len(names)]
    match kind:
        case "drop":
            facts.remove(fact)
        case "status":
            fact["status"] = STATUSES[how % 3]
        case "swap":
            values = list(fact["args"].values())
            fact["args"] = dict(zip(fact["args"], reversed(values), strict=True))
        case "move":
            fact["args"] = copy.deepcopy(other["args"])
        case "optional":
            fact["optional"] = not fact["optional"]
        case "repeat":
            facts.append(copy.deepcopy(fact))
        case "open":
            fact["args"][name] = (None, [], "")[how % 3]
        case "name" if entities:
            entity = entities[how % len(entities)]
            fact["args"][name] = ([entity["id"], entity["name"]], entity["name"], entity["id"])[how % 3]


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_names_are_alike_when_the_referee_says_so(one: str, other: str) -> None:
    assert alike(one, other) == referee.alike(one, other)
    assert bare_words(one) == referee.tokens(one)
    assert is_proper(one) == referee.named(one)


def test_the_rules_are_the_referees() -> None:
    rules = load_rules()
    ours = {
        name: (
            term(rule.term).value,
            {argument: term(prop).value for argument, prop in rule.arguments.items()},
            sorted(rule.required),
        )
        for name, rule in rules.types.items()
    }
    theirs = {
        name: (str(kind), {argument: str(prop) for argument, prop in args.items()}, sorted(required))
        for name, (kind, args, required) in referee.TYPES.items()
    }
    assert ours == theirs
    assert (rules.texts, rules.titles) == (referee.TEXT_ARGS, referee.TITLES)
