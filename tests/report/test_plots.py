"""Plots: what they show, that it can be read, and that the same graph gives the same bytes."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kgbuild.errors import ExportError, NotFoundError
from kgbuild.export.palette import palette
from kgbuild.export.selection import Selection, kinds_of
from kgbuild.model import Status
from kgbuild.query.text import shown
from kgbuild.rdf.graph import Graph
from kgbuild.report.criticism import By, criticism_plot
from kgbuild.report.networks import MOST_NODES, network_plot
from kgbuild.report.plot import Plot
from kgbuild.report.spans import MOST_ROWS
from kgbuild.report.timelines import tenures_plot, timeline_plot
from tests.query.answers import whole_graph
from tests.report.making import ONTOLOGY, WORDS, article, candidate, hostile, town

SVG = "{http://www.w3.org/2000/svg}"


def network(graph: Graph, name: str, **chosen: Any) -> Plot:
    return network_plot(graph, ONTOLOGY, candidate(graph, name), Selection(**chosen))


def timeline(graph: Graph, name: str, **bounds: str) -> Plot:
    return timeline_plot(graph, ONTOLOGY, candidate(graph, name), **bounds)


def tenures(graph: Graph, name: str) -> Plot:
    return tenures_plot(graph, ONTOLOGY, candidate(graph, name))


def criticism(graph: Graph, by: By = By.YEAR, name: str = "") -> Plot:
    return criticism_plot(graph, ONTOLOGY, by, entity=candidate(graph, name) if name else None)


def words(plot: Plot) -> set[str]:
    """Return all words of a plot, those of a label in one."""
    return {" ".join(text.get_text().split()) for text in texts(plot)}


def texts(plot: Plot) -> Iterator[Text]:
    """Yield the words of a plot that are seen."""
    return (one for one in plot.figure.findobj(Text) if one.get_visible() and one.get_text().strip())


def boxes(plot: Plot) -> list[tuple[str, Bbox]]:
    """Return the words of a plot with where they stand."""
    FigureCanvasAgg(plot.figure).draw()  # type: ignore[no-untyped-call]
    return [(one.get_text(), one.get_window_extent()) for one in texts(plot)]


def check_readable(plot: Plot) -> None:
    """No words hide others, or stand outside the picture."""
    every = boxes(plot)
    for (one, here), (other, there) in itertools.combinations(every, 2):
        overlap = Bbox.intersection(here, there)
        assert overlap is None or min(overlap.width, overlap.height) < 2, (one, other)
    for one, box in every:
        assert box.x0 >= -1, one
        assert box.y0 >= -1, one
        assert box.x1 <= plot.figure.bbox.x1 + 1, one
        assert box.y1 <= plot.figure.bbox.y1 + 1, one


def check_nodes_are_seen(plot: Plot) -> None:
    """No name hides a node, or a part of it that one would miss."""
    (nodes,) = plot.figure.axes[0].findobj(PathCollection)
    assert isinstance(nodes, PathCollection)
    every = boxes(plot)
    at = nodes.get_offset_transform().transform(nodes.get_offsets())
    for (x, y), size in zip(at, nodes.get_sizes(), strict=True):
        radius = size**0.5 / 2 * plot.figure.dpi / 72 - 2
        node = Bbox.from_extents(x - radius, y - radius, x + radius, y + radius)
        assert not [one for one, box in every if Bbox.intersection(node, box)]


PLOTS = {
    "network": lambda: network(whole_graph(), "Marlbury County Council"),
    "two steps": lambda: network(whole_graph(), "Marlbury County Council", steps=2, statuses=tuple(Status)),
    "timeline": lambda: timeline(whole_graph(), "Marlbury County Council"),
    "tenures": lambda: tenures(whole_graph(), "Marlbury County Council"),
    "criticism": lambda: criticism(whole_graph()),
    "criticised": lambda: criticism(whole_graph(), By.TARGET),
}


@pytest.mark.parametrize("plot", PLOTS.values(), ids=list(PLOTS))
def test_no_words_hide_others(plot: Any) -> None:
    check_readable(plot())


@pytest.mark.parametrize("name", ["network", "two steps"])
def test_no_name_hides_a_node(name: str) -> None:
    check_nodes_are_seen(PLOTS[name]())


@pytest.mark.parametrize("plot", PLOTS.values(), ids=list(PLOTS))
def test_the_caption_tells_the_sources_and_their_dates(plot: Any) -> None:
    found = plot()
    assert found.caption.endswith(("2012-01-10 to 2014-01-15.", "."))
    assert "Source: " in found.caption
    assert any("Source: " in one for one in words(found))
    assert found.title in words(found)


@pytest.mark.parametrize("plot", PLOTS.values(), ids=list(PLOTS))
def test_svg_is_whole_and_is_told_in_words(plot: Any) -> None:
    found = plot()
    root = ElementTree.fromstring(found.svg())
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), root.get("aria-label")) == ("img", found.description)
    assert root[0].text == found.title
    shown_words = {" ".join("".join(one.itertext()).split()) for one in root.iter(f"{SVG}text")}
    assert found.title in shown_words
    assert not list(root.iter(f"{SVG}image"))


def test_svg_and_png_have_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.report.test_plots import PLOTS\n"
        "import hashlib\n"
        "for name, plot in PLOTS.items():\n"
        "    found = plot()\n"
        "    print(name, *(hashlib.sha256(d).hexdigest() for d in (found.svg().encode(), found.png())))\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    found = PLOTS["network"]()
    assert hashlib.sha256(found.png()).hexdigest().encode() in next(iter(digests))


def test_two_pictures_on_one_page_share_no_identifier() -> None:
    plot = PLOTS["network"]()
    first, second = (ElementTree.fromstring(plot.svg_element(name)) for name in ("a-", "b-"))
    identifiers = [{one.get("id") for one in root.iter() if one.get("id")} for root in (first, second)]
    assert all(identifiers)
    assert not identifiers[0] & identifiers[1]


@pytest.mark.filterwarnings("ignore::kgbuild.errors.KgbuildWarning", "ignore:Glyph")
@pytest.mark.parametrize("name", WORDS)
def test_any_words_can_stand_in_a_picture(name: str) -> None:
    graph = hostile(WORDS[name])
    for plot in (network(graph, "Mox Council"), timeline(graph, "Mox Council"), criticism(graph, By.TARGET)):
        check_readable(plot)
        root = ElementTree.fromstring(plot.svg())
        assert not list(root.iter(f"{SVG}script"))
        assert plot.png().startswith(b"\x89PNG")


def test_right_to_left_and_emoji_are_words_in_svg() -> None:
    for name in ("right to left", "emoji", "templates"):
        found = words(network(hostile(WORDS[name]), "Mox Council"))
        assert any(one.startswith(shown(WORDS[name])[:6]) for one in found)


class TestNetwork:
    def test_nodes_have_the_colours_of_their_kinds(self) -> None:
        found = PLOTS["network"]()
        keys = {text.get_text(): line for text, line in key_of(found)}
        assert keys["person"].get_color() == palette().of_kind("Person")
        assert keys["criticised"].get_color() == palette().of_relation("criticised")
        assert {"Orla Finch", "Marlbury County Council"} <= words(found)

    def test_what_is_planned_or_denied_is_drawn_only_if_asked_for_and_then_dashed(self) -> None:
        every = network(town(), "Cato Finn", statuses=tuple(Status))
        keys = {text.get_text(): line.get_linestyle() for text, line in key_of(every)}
        assert {"planned", "denied"} <= keys.keys()
        patches = every.figure.axes[0].findobj(FancyArrowPatch)
        assert {patch.get_linestyle() for patch in patches} == {"solid", "dashed", "dotted"}
        with pytest.raises(NotFoundError):
            network(town(), "Cato Finn")

    def test_who_leads_is_not_drawn_as_holding_a_role_too(self) -> None:
        found = {text.get_text() for text, _ in key_of(network(town(), "Ada Vale"))}
        assert "led" in found
        assert "holds role at" not in found

    def test_filters(self) -> None:
        found = network(whole_graph(), "Marlbury County Council", kinds=kinds_of("people"))
        assert {text.get_text() for text, _ in key_of(found)} >= {"person", "organisation"}
        assert "Lant Review" not in words(found)

    def test_unknown_relations_and_kinds_list_the_known(self) -> None:
        with pytest.raises(ExportError, match="hugged") as caught:
            network(town(), "Ada Vale", edges=("hugged",))
        assert "criticised" in caught.value.hint

    def test_too_much_for_a_picture_tells_how_to_choose(self) -> None:
        with pytest.raises(ExportError, match=f"has {MOST_NODES}") as caught:
            network(crowd(MOST_NODES), "Ada Vale")
        assert "--min-evidence" in caught.value.hint
        assert "--around person/ada-vale" in caught.value.hint

    @pytest.mark.slow
    def test_as_much_as_a_picture_holds_can_be_read(self) -> None:
        plot = network(crowd(MOST_NODES - 7), "Ada Vale")
        check_readable(plot)
        check_nodes_are_seen(plot)


def key_of(plot: Plot) -> list[tuple[Text, Any]]:
    legend = plot.figure.legends[0]
    return list(zip(legend.get_texts(), legend.legend_handles, strict=True))


def crowd(number: int) -> Graph:
    """Return a graph in which Ada Vale praised many."""
    things = {f"p{n}": {"kind": "Person", "label": f"Person Number {n:03}"} for n in range(number)}
    facts = [
        ["Praise", f"Ada Vale praised {one['label']} once.", {"agent": "ada", "target": key}]
        for key, one in things.items()
    ]
    return town(article("crowd", *facts), things=things)


class TestTimeline:
    def test_rows_stand_by_time(self) -> None:
        axes = timeline(town(), "Ada Vale").figure.axes[0]
        rows = [label.get_text() for label in axes.get_yticklabels()]
        assert rows[0] == "tenure: leader, Northby Council"
        assert rows.index("departure (manner: resigned)") > rows.index("praise: Bram Oake")
        assert "denied: collaboration: Cato Finn (participant)" in rows

    def test_times_bound_it(self) -> None:
        rows = words(timeline(town(), "Ada Vale", since="2014-01-01"))
        assert "departure (manner: resigned)" in rows
        assert "praise: Bram Oake" not in rows

    def test_what_is_undated_is_told(self) -> None:
        assert "Left out: 1 line, undated." in timeline(town(), "Ada Vale").caption

    def test_a_month_among_years_is_seen(self) -> None:
        bounds = {"earliest": "1990-05-01", "latest": "1990-05-31"}
        fact = ["Praise", "Dill Ems praised Ada Vale once.", {"agent": "dill", "target": "ada"}, bounds]
        axes = timeline(town(article("old", fact)), "Ada Vale").figure.axes[0]
        row = [label.get_text() for label in axes.get_yticklabels()].index("praise: by Dill Ems")
        (mark,) = (line for line in axes.lines if list(line.get_data()[1]) == [row])  # type: ignore[arg-type]
        assert mark.get_marker() == "o"

    def test_one_point_is_a_picture(self) -> None:
        check_readable(timeline(town(), "Dill Ems"))

    def test_nothing_dated_is_told(self) -> None:
        praise = ["Praise", "Port Ley was praised by Gil Hobb.", {"agent": "gil", "target": "lark"}]
        graph = town(article("no-date", praise, issued=None))
        with pytest.raises(ExportError, match="dated"):
            timeline(graph, "Lark Review", since="2016-01-01")

    def test_too_much_for_a_picture_tells_how_to_choose(self) -> None:
        with pytest.raises(ExportError, match=f"{MOST_ROWS + 1} rows") as caught:
            timeline(crowd(MOST_ROWS - 8), "Ada Vale")
        assert "--since" in caught.value.hint

    def test_years_before_all_calendars_and_after_do_no_harm(self) -> None:
        facts = [
            ["Praise", f"Dill Ems praised Egon Fry in {year}.", {"agent": "dill", "target": "egon"}, bounds]
            for year, bounds in (("1", {"latest": "0001-01-01"}), ("9999", {"earliest": "9999-12-31"}))
        ]
        check_readable(timeline(town(article("far", *facts)), "Egon Fry"))


class TestTenures:
    def test_a_row_for_each_post(self) -> None:
        found = tenures(town(), "Northby Council")
        assert [label.get_text() for label in found.figure.axes[0].get_yticklabels()] == ["Ada Vale, leader"]
        assert {text.get_text() for text, _ in key_of(found)} >= {"leading posts"}

    def test_an_end_that_is_not_told_is_explained(self) -> None:
        post = [
            "Tenure",
            "Gil Hobb has led Northby since 2011.",
            {"member": "gil", "role": "=leader", "organization": "northby"},
            {"earliest": "2011-01-01"},
        ]
        keys = {text.get_text() for text, _ in key_of(tenures(town(article("x", post)), "Northby Council"))}
        assert "no end told" in keys
        assert "no beginning told" not in keys

    def test_a_body_without_posts_is_told(self) -> None:
        with pytest.raises(ExportError, match="no article tells of a post"):
            tenures(town(), "Midby Council")

    def test_posts_without_any_date_are_told(self) -> None:
        post = [
            "Tenure",
            "Gil Hobb, clerk of Midby Council, left.",
            {"member": "gil", "organization": "midby", "role": "=clerk"},
        ]
        with pytest.raises(ExportError, match="no post there is dated"):
            tenures(town(article("no-date", post, issued=None)), "Midby Council")


class TestCriticism:
    def test_a_bar_for_each_year_also_without_any(self) -> None:
        axes = criticism(town()).figure.axes[0]
        assert [label.get_text() for label in axes.get_xticklabels()] == ["2012", "2013"]
        later = town(
            article("x", ["Criticism", "Gil Hobb criticised Bram Oake.", {"agent": "gil", "target": "bram"}])
        )
        years = [label.get_text() for label in criticism(later).figure.axes[0].get_xticklabels()]
        assert years == ["2012", "2013", "2014", "2015"]

    def test_it_counts_each_criticism(self) -> None:
        assert {"2012", "2013", "2"} <= words(criticism(town()))
        bars = criticism(town()).figure.axes[0].containers
        heights = [[*one.datavalues] for one in bars if isinstance(one, BarContainer)]  # type: ignore[misc]
        assert heights == [[0, 2], [2, 0]]  # of people, of bodies

    def test_the_time_that_the_text_gives_counts_before_that_of_the_article(self) -> None:
        dated = {"earliest": "2010-03-01", "latest": "2010-03-31"}
        fact = ["Criticism", "Gil Hobb criticised Bram Oake.", {"agent": "gil", "target": "bram"}, dated]
        graph = town(article("x", fact))
        assert "2010" in words(criticism(graph))
        assert "2010-03" in words(criticism(graph, By.MONTH, "Bram Oake"))

    def test_what_is_planned_or_denied_does_not_count(self) -> None:
        fact = [
            "Criticism",
            "Gil Hobb never criticised Ada Vale.",
            {"agent": "gil", "target": "ada"},
            {"status": "Denied"},
        ]
        with pytest.raises(ExportError, match="criticism of Ada Vale"):
            criticism(town(article("x", fact)), By.YEAR, "Ada Vale")

    def test_only_what_is_in_time_counts(self) -> None:
        def counted(since: str = "", until: str = "") -> set[str]:
            axes = criticism_plot(town(), ONTOLOGY, since=since, until=until).figure.axes[0]
            return {label.get_text() for label in axes.get_xticklabels()}

        assert counted(since="2013-01-01") == {"2013"}
        assert counted(until="2012-12-31") == {"2012"}
        with pytest.raises(ExportError, match="no article tells"):
            counted(since="2050-01-01")

    def test_names_by_number(self) -> None:
        axes = criticism(town(), By.CRITIC).figure.axes[0]
        assert [label.get_text() for label in axes.get_yticklabels()] == ["Ada Vale", "Lark Review"]

    def test_two_things_of_one_name_are_two_bars(self) -> None:
        things = {"report": {"kind": "Work", "label": "report", "named": False}}
        said = ["Criticism", "A report criticised Bram Oake.", {"agent": "report", "target": "bram"}]
        graph = town(article("x", said), article("y", said), things=things)
        axes = criticism(graph, By.CRITIC).figure.axes[0]
        assert [label.get_text() for label in axes.get_yticklabels()].count("report") == 2

    def test_too_long_a_time_for_months_is_told(self) -> None:
        fact = ["Criticism", "Gil Hobb criticised Bram Oake.", {"agent": "gil", "target": "bram"}]
        with pytest.raises(ExportError, match="too many") as caught:
            criticism(town(article("x", fact, issued="2019-01-01")), By.MONTH)
        assert "--by year" in caught.value.hint
