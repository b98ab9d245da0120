"""An appointment opens a tenure, a departure closes it."""

from __future__ import annotations

import pytest

from tests.nlp.texts import read

Spell = tuple[str, str | None, str | None]


def spells(text: str, person: str) -> set[Spell]:
    """Return the roles of a person, each with its bounds."""
    return {
        (args["role"], fact.earliest, fact.latest)
        for fact in read(text).facts
        if fact.type == "Tenure" and fact.status == "Asserted"
        for args in [{a.name: a.text for a in fact.args}]
        if args["member"] == person
    }


@pytest.mark.parametrize(
    ("text", "spell"),
    [
        (
            "Tom Lusk, the chairman of Westvale Rail, left his post in May 2013.",
            ("chairman", None, "2013-05-31"),
        ),
        (
            "Tom Lusk was appointed chairman of Westvale Rail on 3 June 2012.\nMr Lusk spoke.",
            ("chairman", "2012-06-03", None),
        ),
        (
            "Tom Lusk resigned as chairman of Westvale Rail in May 2013. He was appointed chairman in 2011.",
            ("chairman", "2011-01-01", "2013-05-31"),
        ),
    ],
)
def test_what_tells_of_a_change_bounds_the_post(text: str, spell: Spell) -> None:
    assert spells(text, "Tom Lusk") == {spell}


@pytest.mark.parametrize(
    "text",
    [
        "Tom Lusk, the chairman of Westvale Rail, will leave his post in May 2014.",
        "Tom Lusk, the chairman of Westvale Rail, denied that he left his post in May 2013.",
        "Tom Lusk, the chairman of Westvale Rail, met Ann Petrow, who resigned as head in May 2013.",
        "Tom Lusk, the chairman of Westvale Rail, resigned as head of Hallam Bank in May 2013.",
        "Tom Lusk, the chairman of Westvale Rail, has resigned.",
    ],
)
def test_other_changes_do_not(text: str) -> None:
    assert ("chairman", None, None) in spells(text, "Tom Lusk")


def test_of_two_posts_none_is_taken_to_end() -> None:
    text = "Tom Lusk, the chairman of Westvale Rail and governor of Hallam Bank, left his post in May 2013."
    assert {(begin, end) for _, begin, end in spells(text, "Tom Lusk")} == {(None, None)}
