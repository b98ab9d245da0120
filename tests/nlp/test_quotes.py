from __future__ import annotations

import pytest

from kgbuild.nlp.quotes import find_quotes
from tests.nlp.texts import document, facts


def words(text: str) -> list[str]:
    found = document(text)
    return [quote.span.of(found.text) for quote in find_quotes(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We failed,” she said.", ["We failed,"]),
        ('"We failed," she said. "We are sorry."', ["We failed,", "We are sorry."]),
        ("He called it a ‘disgrace to the town’ and left.", ["disgrace to the town"]),
        ("The workers' plan and the council's reply stood.", []),
        ('It was the \'90s. "We failed," she said.', ["We failed,"]),
        ("“It is ‘a mess’,” he said.", ["It is ‘a mess’,"]),
        ('"It was late. "I went home."', ['It was late. "I went home.']),
    ],
)
def test_marks_set_words_off(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_quotation_left_open_says_so() -> None:
    text = document("“We failed.\n“We are sorry,” she said.")
    first, second = find_quotes(text)
    assert (first.opened, second.opened) == (True, False)


def test_blocks_behind_a_colon_are_quoted_while_they_speak_in_the_first_person() -> None:
    text = "The report states:\nWe found little progress.\nOur visits were short.\nThe council met on Monday."
    assert words(text) == ["We found little progress.", "Our visits were short."]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            '"Never, as far as I recall," Mr Lusk said. "Has she asked you to sign it?" Mr Tarn asked.',
            ["Lusk", "Tarn"],
        ),
        ('Ann Petrow was blunt: "They have lied to us for years."', ["Ann Petrow"]),
        ('One mother, whose name is not given, said: "They told us nothing at all."', ["One mother"]),
        ('The sign was clear: "No entry for staff or visitors."', []),
    ],
)
def test_who_says_it(text: str, speakers: list[str]) -> None:
    assert [row["agent"] for row in facts(text, "Statement")] == speakers
