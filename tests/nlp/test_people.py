"""Names, posts and who holds them."""

from __future__ import annotations

import pytest

from kgbuild.model import Kind
from tests.nlp.texts import facts, read


def people(text: str) -> dict[str, set[str]]:
    return {r.label: set(r.names) for r in read(text).referents if r.kind is Kind.PERSON and r.named}


def test_surnames_and_titles_stand_for_the_person_introduced() -> None:
    found = people("Peter Arkwell met Jane Dorran.\nMr Arkwell said no. Ms Dorran agreed with Arkwell.")
    assert set(found) == {"Peter Arkwell", "Jane Dorran"}
    assert {"Mr Arkwell", "Arkwell"} <= found["Peter Arkwell"]


def test_a_knight_is_called_by_his_given_name() -> None:
    assert set(people("Sir Albert Dorran spoke.\nSir Albert then left.")) == {"Albert Dorran"}


def test_two_with_one_surname_stay_two() -> None:
    found = people("Peter Arkwell met his wife Jane Arkwell.\nMr Arkwell spoke, then Mrs Arkwell.")
    assert "Mrs Arkwell" in found["Jane Arkwell"]
    assert "Mr Arkwell" in found["Peter Arkwell"]


def test_double_and_particled_names_are_whole() -> None:
    assert set(people("Prof Al Aysgarth-Green met Julian Le Tissot.")) == {
        "Al Aysgarth-Green",
        "Julian Le Tissot",
    }


def test_bodies_are_told_by_their_last_words() -> None:
    text = (
        "Northmere City Council met Eastmere Hospitals NHS Foundation Trust and the Office for Rail Safety."
    )
    bodies = {r.label for r in read(text).referents if r.kind is Kind.ORGANISATION}
    assert bodies == {
        "Northmere City Council",
        "Eastmere Hospitals NHS Foundation Trust",
        "Office for Rail Safety",
    }


def test_an_acronym_in_brackets_is_the_body() -> None:
    text = "The Northmere Safeguarding Partnership (NSP) met.\nNSP said no."
    (body,) = [r for r in read(text).referents if r.kind is Kind.ORGANISATION]
    assert "NSP" in body.names


def roles(text: str) -> set[tuple[str, str]]:
    return {(f["member"], f["role"]) for f in facts(text, "Tenure")}


def test_a_list_of_three_people_is_three_people_with_three_roles() -> None:
    text = (
        "Sir Albert Dorran, the council leader, cabinet member Jane Arkwell, and Peter Lusk, "
        "strategic director for children’s services, faced the press."
    )
    assert roles(text) == {
        ("Albert Dorran", "council leader"),
        ("Jane Arkwell", "cabinet member"),
        ("Peter Lusk", "strategic director for children’s services"),
    }


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("Ofsted’s chief inspector of schools Sir Tom Lusk spoke.", "chief inspector of schools", "Ofsted"),
        ("Tom Lusk, chief executive of Westvale Rail, spoke.", "chief executive", "Westvale Rail"),
        ("The chairman of Westvale Rail, Tom Lusk, spoke.", "chairman", "Westvale Rail"),
        ("BBC political correspondent Tom Lusk spoke.", "political correspondent", "BBC"),
        ("Tom Lusk was appointed chairman of Westvale Rail.", "chairman", "Westvale Rail"),
        ("Retail analyst Tom Lusk of Harrow Securities spoke.", "Retail analyst", "Harrow Securities"),
    ],
)
def test_posts_and_their_bodies(text: str, role: str, body: str) -> None:
    assert facts(text, "Tenure") == [{"member": "Tom Lusk", "role": role, "organization": body}]


def test_a_courtesy_title_is_no_post() -> None:
    assert facts("Professor Ann Petrow met Dr Lusk and Lord Marsden.", "Tenure") == []


def test_a_pronoun_stands_for_the_one_person_it_fits() -> None:
    text = "Jane Dorran met Ofsted.\nShe is the chief executive of Westvale Rail."
    assert roles(text) == {("Jane Dorran", "chief executive")}


def test_a_pronoun_that_fits_two_stands_for_neither() -> None:
    text = "Tom Lusk and Peter Arkwell met.\nHe is the chief executive of Westvale Rail."
    assert roles(text) == set()
