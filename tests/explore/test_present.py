"""What a terminal shows of a look-up."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from kgbuild.config import DEFAULT_BASE
from kgbuild.explore.between import between
from kgbuild.explore.near import near
from kgbuild.explore.present import View, print_view
from kgbuild.explore.render import to_json
from kgbuild.explore.search import search
from kgbuild.explore.tables import table_of
from kgbuild.explore.timeline import timeline
from kgbuild.explore.who import who
from kgbuild.query.lookup import Names
from kgbuild.rdf.ontology import Ontology
from tests.explore.town import article, town

LONG = "She said so again, " * 30 + "that Ada Vale praised Gil Hobb " + "for ever and ever " * 30
HOSTILE = "[bold]Rich[/bold]\u202e\x1b[2J"
TOWN = town(
    article("long", ["Praise", LONG, {"agent": "ada", "target": "gil"}, {"trigger": "praised"}]),
    article("odd", ["Praise", f"{HOSTILE} praised Ada Vale", {"agent": "rich", "target": "ada"}]),
    things={"rich": {"kind": "Person", "label": HOSTILE}},
)
NAMES = Names(TOWN, DEFAULT_BASE)


def views(ontology: Ontology) -> dict[str, View]:
    ada, bram = NAMES.resolve("Ada Vale"), NAMES.resolve("Bram Oake")
    return {
        "who": who(TOWN, ontology, ada, limit=20),
        "between": between(TOWN, ontology, ada, bram),
        "path": between(TOWN, ontology, NAMES.resolve("Gil Hobb"), bram),
        "near": near(TOWN, ontology, ada, steps=2, limit=100),
        "timeline": timeline(TOWN, ontology, ada),
        "search": search(TOWN, ontology, "praised", limit=50),
    }


def shown(view: View, width: int = 80) -> str:
    text = io.StringIO()
    print_view(view, Console(file=text, width=width, force_terminal=True, color_system=None), DEFAULT_BASE)
    return text.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", ["who", "between", "path", "near", "timeline", "search"])
def test_a_terminal_shows_lines_of_its_width_and_no_control_characters(
    name: str, width: int, ontology: Ontology
) -> None:
    view = views(ontology)[name]
    text = shown(view, width)
    assert max(map(len, text.splitlines())) <= width
    assert all(character.isprintable() or character == "\n" for character in text)
    assert "\u202e" not in text


@pytest.mark.parametrize("name", ["timeline", "search"])
def test_long_sentences_are_cut_about_their_trigger(name: str, ontology: Ontology) -> None:
    text = " ".join(shown(views(ontology)[name]).split())
    assert "that Ada Vale praised Gil Hobb" in text
    assert LONG[:400] not in text


def test_markup_of_a_text_is_shown_as_it_stands(ontology: Ontology) -> None:
    for name in ("who", "near", "timeline", "search"):
        assert r"[bold]Rich[/bold]\u202e\x1b[2J" in " ".join(shown(views(ontology)[name]).split())


def test_a_sentence_is_shown_once_on_a_page(ontology: Ontology) -> None:
    both = "Ada Vale, leader of Northby Council, praised Gil Hobb."
    told = article(
        "both",
        ["Praise", both, {"agent": "ada", "target": "gil"}],
        ["Tenure", both, {"member": "ada", "organization": "northby", "role": "=leader"}],
    )
    graph = town(told)
    text = shown(timeline(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Gil Hobb")), 200)
    assert text.count(both) == 1
    text = shown(timeline(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Ada Vale")), 200)
    assert text.count(both) == 1
    assert text.count("as above [both, 2015-01-01, fact/") == 1


def test_another_stretch_of_a_sentence_is_shown_where_it_says_so(ontology: Ontology) -> None:
    filler = "and so on and on " * 20
    both = f"Ada Vale praised Gil Hobb {filler}while Ada Vale blamed Ivo Jay."
    told = article(
        "both",
        ["Praise", both, {"agent": "ada", "target": "gil"}, {"trigger": "praised"}],
        ["Criticism", both, {"agent": "ada", "target": "ivo"}, {"trigger": "blamed"}],
    )
    graph = town(told)
    text = shown(timeline(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Ada Vale")), 400)
    assert "Ada Vale praised Gil Hobb and" in text
    assert "while Ada Vale blamed Ivo Jay. [both" in text


def test_a_statement_is_told_by_its_words_where_the_sentence_is_cut_before_them(ontology: Ontology) -> None:
    sentences = {
        "short": "Gil Hobb said the road was safe.",
        "long": f"Gil Hobb said {'again and again ' * 20}that the bridge was safe.",
    }
    told = [
        [
            "Statement",
            sentences["short"],
            {"agent": "gil", "gist": "=the road was safe"},
            {"trigger": "said"},
        ],
        [
            "Statement",
            sentences["long"],
            {"agent": "gil", "gist": "=the bridge was safe"},
            {"trigger": "said"},
        ],
    ]
    graph = town(article("said", *told))
    text = shown(who(graph, ontology, Names(graph, DEFAULT_BASE).resolve("Gil Hobb")), 400)
    said = [line.strip() for line in text.partition("Last statements")[2].splitlines() if line.strip()]
    assert said[0] == "the bridge was safe (reported 2015-01-01)"
    assert said[1].startswith("Gil Hobb said again and again")
    assert said[2].startswith("Gil Hobb said the road was safe. [said")


@pytest.mark.parametrize(
    ("left", "right", "hints"),
    [
        (
            "Ada Vale",
            "Cato Finn",
            ["There are ties that are planned or denied: --status any", "person/ada-vale"],
        ),
        ("Ivo Jay", "Port Ley", ["mentioned-together --person person/ivo-jay --min 1"]),
        ("Port Ley", "Midby Council", []),
    ],
)
def test_where_nothing_ties_two_it_is_said_what_else_to_ask(
    left: str, right: str, hints: list[str], ontology: Ontology
) -> None:
    view = between(TOWN, ontology, NAMES.resolve(left), NAMES.resolve(right), steps=1)
    text = shown(view, 200)
    assert "No direct tie." in text
    assert all(hint in text for hint in hints)
    assert ("--status any" in text) == view.otherwise == (left == "Ada Vale")
    assert ("mentioned-together" in text) == bool(hints)


def test_hits_are_marked(ontology: Ontology) -> None:
    text = io.StringIO()
    console = Console(file=text, width=80, force_terminal=True, color_system="standard")
    print_view(search(TOWN, ontology, "ada resigned"), console, DEFAULT_BASE)
    assert "\x1b[1mAda\x1b[0m Vale \x1b[1mresigned\x1b[0m on 2 March 2014." in text.getvalue()


@pytest.mark.parametrize("name", ["who", "between", "path", "near", "timeline", "search"])
def test_each_view_is_a_table_and_json(name: str, ontology: Ontology) -> None:
    view = views(ontology)[name]
    table = table_of(view, DEFAULT_BASE)
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert table.columns[-4:] == ("sentence", "article", "date", "fact")
    assert json.loads(to_json(view))
