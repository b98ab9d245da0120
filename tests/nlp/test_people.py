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


@pytest.mark.parametrize(
    "name",
    [
        "Mervyn King",
        "Judy Dean",
        "Rosie Page",
        "Mohammed al-Karim",
        "Ludwig van der Holt",
        "J K Arkwell",
        "J. Edgar Dorran",
        "Tom Dorran Jr",
        "Aidan O'Hare",
        "Jean-Luc Levy",
        "Ifeoma Obi-Nwosu",
    ],
)
def test_a_name_is_whole(name: str) -> None:
    assert set(people(f"The panel met {name} in Northmere on Friday.")) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "The New Year began well, and the Cold War was over.",
        "In May, the General Election was near.",
        "Sri Lankan Airlines and Air Eastmere will fly at Christmas.",
        "Market leader Best Buy opened in the High Street.",
        "The Private Finance Initiative was a failure.",
        "The Minister for Sport, Young Farmers and Fisheries spoke in Harrow Road.",
        "Vote early, they say; the Arkwell Files says no.",
        "He drinks Kellonay and drives a Vantello.",
        "Johnson & Dorran was at the Victoria Tower.",
        "The MP for Northmere South praised the Ward First programme.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert people(text) == {}


def test_a_list_of_persons_is_of_persons() -> None:
    text = "They hold Tom Arkwell, Jane Lusk and Mamdu Vantello."
    assert set(people(text)) == {"Tom Arkwell", "Jane Lusk", "Mamdu Vantello"}


def test_a_title_alone_makes_a_surname_a_person() -> None:
    assert set(people("The bank hired Mr Sethi.\nLord Harrow left. Ms Sethi is no relation.")) == {
        "Sethi",
        "Lord Harrow",
    }


def test_a_person_begins_behind_ordinary_words() -> None:
    assert set(people("Prizes went to fellow Welshman Ray Arkwell and Health Minister Jane Lusk.")) == {
        "Ray Arkwell",
        "Jane Lusk",
    }


def test_a_surname_stands_for_the_one_who_is_mentioned_most() -> None:
    text = (
        "Michael Arkwell spoke. Mr Arkwell is 50. Mr Arkwell is the mayor.\n"
        "His uncle was Tom Arkwell.\nMr Arkwell left."
    )
    found = people(text)
    assert "Mr Arkwell" in found["Michael Arkwell"]
    assert "Mr Arkwell" not in found["Tom Arkwell"]


@pytest.mark.parametrize("other", ["Mr Khordovsky", "Mr Khodorvsky"])
def test_a_surname_with_a_slip_is_the_same(other: str) -> None:
    assert set(people(f"Mikhail Khodorvsky met them.\n{other} said no.")) == {"Mikhail Khodorvsky"}


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [("Viktor", "Victor", True), ("Daniel", "Danielle", False), ("Jean", "Joan", False)],
)
def test_a_given_name_spelt_another_way(first: str, second: str, one: bool) -> None:
    found = people(f"{first} Thornby spoke.\nLater {second} Thornby said no.")
    assert (len(found) == 1) is one


def test_a_surname_of_two_words_is_the_person() -> None:
    assert set(people("Julio De Larkin spoke.\nMr De Larkin left.")) == {"Julio De Larkin"}


def test_a_given_name_alone_is_the_person_introduced() -> None:
    assert set(people("Jeremy Thornby spoke.\n“We like Jeremy,” they said.")) == {"Jeremy Thornby"}


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


def bodies(text: str) -> set[str]:
    return {r.label for r in read(text).referents if r.kind is Kind.ORGANISATION and r.named}


@pytest.mark.parametrize(
    "name",
    [
        "Harbour and Natural Gas Corporation",
        "Northmere Women's Institute",
        "St Alda's Hospital",
        "Westvale Hotels & Resorts",
        "McDonald's",
        "Sainsbury's",
        "Lloyd's of London",
        "Mail on Sunday",
        "Department for Work and Pensions",
        "NHS Trust Harbour Authority",
    ],
)
def test_a_body_is_whole(name: str) -> None:
    assert bodies(f"Inspectors criticised the {name} on Friday.") == {name}


def test_an_acronym_tells_that_and_is_inside_a_name() -> None:
    text = "They left the Project and Contract Office (PCO)."
    assert bodies(text) == {"Project and Contract Office"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Labour and Plaid Cymru said no.", {"Labour", "Plaid Cymru"}),
        ("Senior Labour figures met the Treasury.", {"Labour", "Treasury"}),
        ("Harrow Holdings was sold. Harrow said so.", {"Harrow Holdings"}),
        ("It is New Labour. Labour said so.", {"Labour"}),
        ("EADS owns most of Airbus.", {"EADS", "Airbus"}),
    ],
)
def test_which_bodies_are_one(text: str, expected: set[str]) -> None:
    assert bodies(text) == expected


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


def test_unknown_names_behind_a_word_of_kinship_or_age_are_persons() -> None:
    found = {r.label for r in read("The deaths of tots Khalra Ishtaq and Keandu Willings.").referents}
    assert {"Khalra Ishtaq", "Keandu Willings"} <= found
    assert all(
        r.kind == "Person"
        for r in read("Toddler Zofra Kelben and her sister Ulna Kelben.").referents
        if r.named
    )


@pytest.mark.parametrize("name", ["Park Jin-ho", "Yun Li-chang", "Lee Hsien-lin"])
def test_a_given_name_may_go_on_in_small_letters(name: str) -> None:
    assert set(people(f"Police met {name}, governor of Hallam Bank.")) == {name}


@pytest.mark.parametrize("word", ["born", "based", "led", "run", "backed"])
def test_what_hangs_on_a_hyphen_is_no_name(word: str) -> None:
    assert set(people(f"The Eastmere-{word} group met Jane Dorran.")) == {"Jane Dorran"}


def test_a_surname_may_be_a_word_of_headings() -> None:
    assert set(people("Chris Read, leader of Northmere Council, spoke.")) == {"Chris Read"}


def test_a_month_may_be_a_given_name() -> None:
    assert set(people("The review was led by Professor June Ashfield. June Marsh resigned in June.")) == {
        "June Ashfield",
        "June Marsh",
    }
    assert not people("In June Sedge Bank was fined. By May Northmere Council had cut 20 jobs.")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Tesco Paints was fined £3m.", "Tesco Paints"), ("Severn Vale was fined £3m.", "Severn Vale")],
)
def test_a_firm_of_a_longer_name_is_another(text: str, name: str) -> None:
    assert [row["target"] for row in facts(text, "Sanction")] == [name]


def test_the_first_word_of_a_name_is_not_its_acronym() -> None:
    text = "The US Senate met on Monday. Ann Petrow criticised the US for its delay."
    assert [row["target"] for row in facts(text, "Criticism")] == ["US"]
