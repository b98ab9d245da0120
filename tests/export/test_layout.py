"""Places of nodes: always the same, none on another, what is tied near, the parts close but apart."""

from __future__ import annotations

import itertools
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.export.layout import Places, places


def clusters() -> nx.MultiDiGraph[str]:
    """Return two crowds of twenty, one tie between them, a triangle, three pairs and ten that stand alone."""
    chance = random.Random(1)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    crowds = [[f"{crowd}{number}" for number in range(20)] for crowd in "ab"]
    for crowd in crowds:
        for source, target in itertools.combinations(crowd, 2):
            if chance.random() < 0.4:
                network.add_edge(source, target, weight=chance.randint(1, 4))
        nx.add_path(network, crowd, weight=1)
    network.add_edge("a0", "b0", weight=1)
    nx.add_cycle(network, ["t1", "t2", "t3"])
    network.add_edges_from([("p1", "p2"), ("p3", "p4"), ("p5", "p6")])
    network.add_nodes_from(f"single{number}" for number in range(10))
    return network


def sizes(network: nx.MultiDiGraph[str]) -> dict[str, float]:
    return {node: 8.0 + 4 * network.degree[node] for node in network}


def assert_nothing_overlaps(found: Places, sized: dict[str, float]) -> None:
    for left, right in itertools.combinations(found, 2):
        assert math.dist(found[left], found[right]) >= (sized[left] + sized[right]) / 2, (left, right)


def mean_distance(found: Places, pairs: list[tuple[str, str]]) -> float:
    return sum(math.dist(found[left], found[right]) for left, right in pairs) / len(pairs)


def test_every_node_has_a_place_and_none_overlap() -> None:
    network = clusters()
    found = places(network, sizes(network))
    assert set(found) == set(network)
    assert_nothing_overlaps(found, sizes(network))


def test_a_crowd_is_not_one_blob() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_edges_from(itertools.combinations(map(str, range(60)), 2))
    sized = {node: 8.0 + int(node) for node in network}
    assert_nothing_overlaps(places(network, sized), sized)


def test_what_is_tied_is_nearer_than_what_is_not() -> None:
    network = clusters()
    found = places(network, sizes(network))
    within = [*itertools.combinations([n for n in network if n[0] == "a"], 2)]
    across = [*itertools.product([n for n in network if n[0] == "a"], [n for n in network if n[0] == "b"])]
    assert mean_distance(found, within) < 0.7 * mean_distance(found, across)


def test_parts_do_not_fly_apart_nor_lie_on_each_other() -> None:
    network = clusters()
    found = places(network, sizes(network))
    boxes = []
    for part in nx.weakly_connected_components(network):
        across, up = zip(*(found[node] for node in part), strict=True)
        boxes.append((min(across), max(across), min(up), max(up)))
    large = max(boxes, key=lambda box: box[1] - box[0])
    width, height = large[1] - large[0], large[3] - large[2]
    assert max(box[1] for box in boxes) - min(box[0] for box in boxes) < 3 * width
    assert max(box[3] for box in boxes) - min(box[2] for box in boxes) < 3 * height
    for number in range(3):
        pair = [found[f"p{2 * number + 1}"], found[f"p{2 * number + 2}"]]
        assert math.dist(*pair) < 100


def test_what_is_tied_to_nothing_stands_below() -> None:
    network = clusters()
    found = places(network, sizes(network))
    tied = [up for node, (_, up) in found.items() if network.degree[node]]
    assert all(found[f"single{number}"][1] < min(tied) for number in range(10))


def test_neither_the_order_nor_the_direction_of_edges_matters() -> None:
    network = clusters()
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(sorted(network, reverse=True))
    turned.add_weighted_edges_from(
        reversed(
            [(target, source, weight) for source, target, weight in network.edges(data="weight", default=1)]
        )
    )
    assert places(turned, sizes(network)) == places(network, sizes(network))


def test_every_process_gives_the_same_places() -> None:
    code = (
        "from tests.export.test_layout import *; n = clusters(); print(places(n, sizes(n)) == eval(input()))"
    )
    network = clusters()
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=repr(places(network, sizes(network))),
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "True\n"


def test_weight_pulls() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_edges_from((("hub", f"leaf{number}") for number in range(8)), weight=1)
    network.add_edge("hub", "close", weight=80)
    found = places(network, dict.fromkeys(network, 8.0))
    distance = {node: math.dist(found["hub"], found[node]) for node in network if node != "hub"}
    assert min(distance, key=distance.__getitem__) == "close"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_smallest_networks(count: int) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nx.add_path(network, map(str, range(count)))
    found = places(network, dict.fromkeys(network, 10.0))
    assert len(found) == count
    assert_nothing_overlaps(found, dict.fromkeys(network, 10.0))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60), st.integers(8, 60))
def test_any_network_is_placed_without_overlaps(pairs: list[tuple[int, int]], size: int) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_edges_from((str(source), str(target)) for source, target in pairs)
    sized = {node: float(size if int(node) % 3 else 8) for node in network}
    assert_nothing_overlaps(places(network, sized), sized)


def test_progress_ends_with_all_nodes() -> None:
    told: list[tuple[str, int, int]] = []
    network = clusters()
    places(network, sizes(network), lambda *news: told.append(news))
    assert told[0] == ("Placing nodes", 0, len(network))
    assert told[-1] == ("Placing nodes", len(network), len(network))
    done = [count for _, count, _ in told]
    assert done == sorted(done)


def test_progress_is_told_while_one_large_part_is_placed() -> None:
    told: set[int] = set()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nx.add_star(network, map(str, range(1200)))
    places(network, dict.fromkeys(network, 8.0), lambda _, done, __: told.add(done))
    assert len(told) > 50


@given(st.lists(st.integers(0, 40), min_size=2, max_size=40))
def test_labels_of_single_nodes_do_not_overlap(lengths: list[int]) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, length in enumerate(lengths):
        network.add_node(str(number), label="x" * length)
    found = places(network, dict.fromkeys(network, 8.0))
    for left, right in itertools.permutations(found, 2):
        (x, y), (further, same) = found[left], found[right]
        if y == same and x < further:
            wide, next_wide = (5 * len(network.nodes[node]["label"]) for node in (left, right))
            assert x + wide / 2 <= further - next_wide / 2  # across the middle of their nodes
            assert x + wide <= further  # to the right of them
