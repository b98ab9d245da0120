"""Accounts that differ stand side by side; what does not contradict anything is no such account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.report.making import article, dossier_of, town

Told = list[tuple[str, dict[str, list[str]]]]


def accounts(name: str, *articles: Sequence[Any]) -> Told:
    """Return in what the accounts of `name` differ, and the articles of each side, by its title."""
    every = (article(f"a{number}", fact) for number, fact in enumerate(articles))
    return [
        (
            account.topic,
            {
                side.title: sorted(
                    {e.source.article for one in side.lines for f in one.facts for e in f.evidence}
                )
                for side in account.sides
            },
        )
        for account in dossier_of(town(*every), name).accounts
    ]


def launch(words: str, **more: Any) -> list[Any]:
    return [
        "Launch",
        f"Eastby Council {words} the Lark Review then.",
        {"agent": "eastby", "target": "lark"},
        more,
    ]


def dated(earliest: str, latest: str) -> dict[str, str]:
    return {"earliest": earliest, "latest": latest}


def rating(words: str, rater: str = "ministry", **more: Any) -> list[Any]:
    args = {"agent": rater, "target": "eastby", "rating": f"={words}"}
    return ["Rating", f"Eastby Council was rated {words} by them.", args, more]


def funding(amount: str, direction: str = "increase", **more: Any) -> list[Any]:
    args = {"agent": "ministry", "target": "lark", "amountText": f"={amount}", "direction": f"={direction}"}
    return ["Funding", f"The Lark Review gets {amount} this year.", args, more]


def test_stated_and_denied() -> None:
    found = accounts("Eastby Council", launch("launched"), launch("never launched", status="Denied"))
    assert found == [("Stated and denied", {"stated": ["a0"], "denied": ["a1"]})]


def test_stated_and_planned() -> None:
    found = accounts("Lark Review", launch("launched"), launch("may launch", status="Planned"))
    assert found == [("Stated as done, and as planned", {"stated": ["a0"], "planned": ["a1"]})]


def test_who_takes_up_or_leaves_a_post_may_do_so_with_or_without_a_body() -> None:
    whole = ["Departure", "Gil Hobb has left Eastby Council now.", {"agent": "gil", "organization": "eastby"}]
    short = ["Departure", "Gil Hobb did not resign at all.", {"agent": "gil"}, {"status": "Denied"}]
    assert accounts("Gil Hobb", whole, short) == [("Stated and denied", {"stated": ["a0"], "denied": ["a1"]})]


@pytest.mark.parametrize(
    "other",
    [
        ["Launch", "Southby Council never launched the Lark Review.", {"agent": "southby", "target": "lark"}],
        ["Adoption", "Eastby Council never adopted the Lark Review.", {"agent": "eastby", "target": "lark"}],
        ["Launch", "Eastby Council never launched anything else.", {"agent": "eastby"}],
    ],
    ids=["another one", "another type", "nothing said of what"],
)
def test_what_is_denied_of_something_else_is_no_other_account(other: list[Any]) -> None:
    assert accounts("Lark Review", launch("launched"), [*other, {"status": "Denied"}]) == []


def test_another_post_is_another_claim() -> None:
    chair: list[Any] = [
        "Tenure",
        "Gil Hobb is chair of Eastby Council.",
        {"member": "gil", "organization": "eastby", "role": "=chair"},
    ]
    clerk = [*chair[:2], {**chair[2], "role": "=clerk"}, {"status": "Denied"}]
    assert accounts("Gil Hobb", chair, clerk) == []
    same = [*chair, {"status": "Denied"}]
    assert [topic for topic, _ in accounts("Gil Hobb", chair, same)] == ["Stated and denied"]


def test_dates_that_exclude_each_other() -> None:
    found = accounts(
        "Lark Review",
        launch("launched", **dated("2013-05-01", "2013-05-31")),
        launch("has launched", **dated("2013-05-09", "2013-05-09")),
        launch("then launched", **dated("2014-01-01", "2014-12-31")),
    )
    assert found == [("Dates that differ", {"2013-05": ["a0", "a1"], "2014": ["a2"]})]


def test_what_happens_again_and_again_has_many_dates() -> None:
    praise = ["Praise", "Gil Hobb praised Eastby Council again.", {"agent": "gil", "target": "eastby"}]
    first, second = ([*praise, dated(day, day)] for day in ("2013-01-01", "2014-01-01"))
    assert accounts("Gil Hobb", first, second) == []


def test_sums() -> None:
    found = accounts("Lark Review", funding("£5 million"), funding("£6 million"))
    assert found == [("Sums that differ", {"£5 million": ["a0"], "£6 million": ["a1"]})]


def test_sums_of_different_times_or_directions_do_not_differ() -> None:
    first = funding("£5 million", **dated("2013-01-01", "2013-12-31"))
    assert accounts("Lark Review", first, funding("£6 million", **dated("2014-01-01", "2014-12-31"))) == []
    assert accounts("Lark Review", funding("£5 million"), funding("£6 million", "cut")) == []


def test_ratings_by_whomsoever() -> None:
    found = accounts("Eastby Council", rating("good"), rating("poor", rater="northby"), rating("Good"))
    assert found == [("Ratings that differ", {"good": ["a0", "a2"], "poor": ["a1"]})]


def test_each_side_has_its_sentences() -> None:
    graph = town(article("x", launch("launched")), article("y", launch("never launched", status="Denied")))
    (account,) = dossier_of(graph, "Lark Review").accounts
    stated, denied = account.sides
    assert stated.lines[0].evidence.sentence == "Eastby Council launched the Lark Review then."
    assert denied.lines[0].evidence.sentence == "Eastby Council never launched the Lark Review then."
