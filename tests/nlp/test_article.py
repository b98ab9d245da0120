from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.nlp.article import cleaned, parse
from tests.nlp.texts import document, reader

MARKS = st.text(alphabet=st.sampled_from("ab’“”–—\u00a0 \t\n.'\"é"), min_size=1, max_size=60)


@given(MARKS)
def test_each_cleaned_character_stands_for_one_of_the_text(text: str) -> None:
    clean, places = cleaned(text)
    assert len(clean) == len(places)
    assert places == sorted(set(places))
    assert "  " not in clean
    for character, place in zip(clean, places, strict=True):
        assert character == text[place] or not character.isalnum()


def test_tokens_lie_where_their_words_stand() -> None:
    text = "The  council’s “plan”\nfailed.\n\nMr Arkwell—its leader—said so."
    article = next(parse(reader().nlp, [document(text)]))
    for token in article.doc:
        surface = text[article.starts[token.i] : article.ends[token.i]]
        assert cleaned(surface)[0] == token.text


def test_no_sentence_crosses_two_blocks() -> None:
    article = next(parse(reader().nlp, [document("A heading without a stop\nThe council met.")]))
    for sentence in article.sentences:
        assert len({article.block_of[token.i] for token in sentence}) == 1


def test_a_sentence_ends_behind_an_amount() -> None:
    article = next(
        parse(reader().nlp, [document("The bridge cost £3m. Jane Dorran paid at 5 p.m. on Monday.")])
    )
    assert [article.text(s.start, s.end) for s in article.sentences] == [
        "The bridge cost £3m.",
        "Jane Dorran paid at 5 p.m. on Monday.",
    ]


def test_an_amount_is_a_currency_and_a_number() -> None:
    article = next(parse(reader().nlp, [document("The bridge cost £3m (about $4.5m).")]))
    words = [token.text for token in article.doc]
    assert words == ["The", "bridge", "cost", "£", "3m", "(", "about", "$", "4.5m", ")", "."]


def test_a_document_without_body_has_an_empty_parse() -> None:
    articles = list(parse(reader().nlp, [document(""), document("The council met.")]))
    assert [len(article.doc) for article in articles] == [0, 4]


def test_what_an_amount_is_in_other_currencies_is_not_parsed() -> None:
    text = "The bridge cost 3m euros ($4m; £2.5m) and Westvale Rail (£5m) paid."
    article = next(parse(reader().nlp, [document(text)]))
    assert (
        "".join(token.text_with_ws for token in article.doc)
        == "The bridge cost 3m euros and Westvale Rail (£5m) paid."
    )
    assert article.text(0, len(article.doc)) == text
