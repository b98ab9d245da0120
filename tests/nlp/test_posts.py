"""Posts read whole: their own words, whose they are, and who holds them."""

from __future__ import annotations

import pytest

from kgbuild.model import Kind
from tests.nlp.texts import facts, read

Held = tuple[str, str, str]


def held(text: str) -> set[Held]:
    """Return who holds what role in what body ("" where none is told)."""
    return {(f["member"], f["role"], f.get("organization", "")) for f in facts(text, "Tenure")}


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("The disgraced former mayor Tom Lusk spoke.", "mayor", ""),
        ("Newly re-elected president Tom Lusk spoke.", "president", ""),
        ("The Eastmere-based surgeon Tom Lusk spoke.", "surgeon", ""),
        ("Tom Lusk, a Dutch lecturer, spoke.", "lecturer", ""),
        ("The longest-serving chairman of Westvale Rail, Tom Lusk, spoke.", "chairman", "Westvale Rail"),
        ("The acting chairman of Westvale Rail, Tom Lusk, spoke.", "acting chairman", "Westvale Rail"),
        ("Tom Lusk, a 48-year-old part-time surgeon, spoke.", "part-time surgeon", ""),
        (
            "Tom Lusk, a 16-year-old kitchen porter at Westvale Rail, spoke.",
            "kitchen porter",
            "Westvale Rail",
        ),
    ],
)
def test_what_a_holder_is_like_is_no_part_of_the_role(text: str, role: str, body: str) -> None:
    assert held(text) == {("Tom Lusk", role, body)}


@pytest.mark.parametrize(
    "text",
    [
        "Steel magnate Tom Lusk met Ann Petrow.",
        "Tom Lusk, a South African financier, said no.",
        "Crime writer Ann Petrow said no.",
        "Shop owner Ann Petrow said no.",
        "Ann Petrow KC said no.",
        "Ann Petrow, a member of the Harrow Panel, said no.",
    ],
)
def test_what_somebody_is_without_a_post_is_no_tenure(text: str) -> None:
    assert held(text) == set()


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("They heard UBT bank economist Tom Lusk.", "economist", "UBT"),
        ("They heard Norwell police chief Tom Lusk.", "police chief", "Norwell police"),
        (
            "Northmere City Council met. Council leader Tom Lusk spoke.",
            "Council leader",
            "Northmere City Council",
        ),
        ("Tom Lusk, group economist at Hallam Bank, spoke.", "group economist", "Hallam Bank"),
        ("Ofsted fined Westvale Rail and its chairman, Tom Lusk.", "chairman", "Westvale Rail"),
        ("Ofsted sued Westvale Rail, its chairman Tom Lusk and two banks.", "chairman", "Westvale Rail"),
        ("Labour's transport spokesman Tom Lusk spoke.", "transport spokesman", "Labour"),
        ("The government fell. Former Labour chancellor Tom Lusk spoke.", "chancellor", "government"),
        (
            "The government listened. Shadow transport secretary Tom Lusk spoke.",
            "Shadow transport secretary",
            "",
        ),
        ("Britain's top policeman Tom Lusk spoke.", "top policeman", ""),
        ("Tom Lusk, chief executive of Dutch bank Oxley Verdan, spoke.", "chief executive", "Oxley Verdan"),
        ("Tom Lusk, finance director at retailer Oxley, spoke.", "finance director", "Oxley"),
        ("They heard Harlow Reed chairman Tom Lusk.", "chairman", "Harlow Reed"),
        ("Tom Lusk, deputy chairman of Highland Silver, spoke.", "deputy chairman", "Highland Silver"),
        ("Tom Lusk, leader of Britain's biggest union Unity, spoke.", "leader", "Unity"),
        ('Tom Lusk, head of the "failing" Harrow Agency, spoke.', "head", "Harrow Agency"),
        ("South African president Tom Lusk spoke.", "president", "South African government"),
        ("President Tom Lusk of Argentina spoke.", "President", "Argentina"),
    ],
)
def test_whose_a_post_is(text: str, role: str, body: str) -> None:
    assert held(text) == {("Tom Lusk", role, body)}


def test_its_is_no_body_s_where_a_place_is_spoken_of() -> None:
    text = "The Harrow Institute is in Ruritania. France is led by its president Tom Lusk."
    assert ("Tom Lusk", "president", "Harrow Institute") not in held(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Tom Lusk, vice president for sales, service and marketing, spoke.",
            "vice president for sales, service and marketing",
        ),
        (
            "Cabinet member for children, schools and families Tom Lusk spoke.",
            "Cabinet member for children, schools and families",
        ),
        ("Tom Lusk, head of news, and Ann Petrow spoke.", "head of news"),
        ("Tom Lusk, MP for Sutton and Cheam, spoke.", "MP for Sutton and Cheam"),
        (
            "Tom Lusk, a spokesman for Westvale Rail's lawyers, spoke.",
            "spokesman for Westvale Rail's lawyers",
        ),
    ],
)
def test_a_role_is_told_with_all_that_it_is_for(text: str, role: str) -> None:
    assert {(f["member"], f["role"]) for f in facts(text, "Tenure")} == {("Tom Lusk", role)}


def test_two_posts_share_the_body_around_them_but_not_one_between() -> None:
    assert held("The chairman and chief executive of Westvale Rail, Tom Lusk, spoke.") == {
        ("Tom Lusk", "chairman", "Westvale Rail"),
        ("Tom Lusk", "chief executive", "Westvale Rail"),
    }
    assert held("They asked Westvale Rail chairman and chief executive Tom Lusk.") == {
        ("Tom Lusk", "chairman", "Westvale Rail"),
        ("Tom Lusk", "chief executive", "Westvale Rail"),
    }
    assert held("They asked committee member and Tory MP Tom Lusk.") == {
        ("Tom Lusk", "committee member", "committee"),
        ("Tom Lusk", "MP", "Conservative Party"),
    }


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("The government fell. Health Secretary Tom Lusk spoke.", "Health Secretary", "government"),
        ("Health Secretary Tom Lusk spoke.", "Health Secretary", ""),
        ("The government fell. Europe minister Tom Lusk spoke.", "Europe minister", "government"),
        (
            "Fisheries minister Tom Lusk thanked the Chilean government.",
            "Fisheries minister",
            "Chilean government",
        ),
        ("Sports minister Tom Lusk thanked Ghana's government.", "Sports minister", "Ghana's government"),
        ("Home secretary Tom Lusk thanked the Chilean government.", "Home secretary", ""),
        (
            "Trade minister Tom Lusk met the Chilean government and the Dutch government.",
            "Trade minister",
            "",
        ),
        ("UK chancellor Tom Lusk spoke.", "chancellor", "UK government"),
        ("New Zealand prime minister Tom Lusk spoke.", "prime minister", "New Zealand government"),
        ("Tom Lusk, the Norwegian trade minister, spoke.", "trade minister", "Norwegian government"),
        ("The government fell. Scottish Secretary Tom Lusk spoke.", "Scottish Secretary", "government"),
        ("Shadow health secretary Tom Lusk spoke.", "Shadow health secretary", ""),
    ],
)
def test_a_minister_is_in_the_government_that_the_text_tells_of(text: str, role: str, body: str) -> None:
    assert held(text) == {("Tom Lusk", role, body)}


def test_one_of_several_holders() -> None:
    for text in (
        "One of the directors of Westvale Rail, Ann Petrow, spoke.",
        "Police met one of the directors of Westvale Rail, Ann Petrow.",
    ):
        assert held(text) == {("Ann Petrow", "director", "Westvale Rail")}
    assert held("They fined the directors of Westvale Rail, Ann Petrow said.") == set()


def test_an_apposition_is_its_own_persons() -> None:
    text = "Chairman Ann Petrow, once an aide in the Harland government, and analyst Tom Lusk have left."
    assert ("Tom Lusk", "analyst", "") in held(text)
    assert ("Clay", "President", "") in held("Tom Lusk was an official under President Clay.")


def test_letters_behind_a_name_end_an_apposition() -> None:
    for letters in ("QC", "MP", "CBE"):
        text = f"The new chairman of Westvale Rail, Tom Lusk {letters} warned of a strike."
        assert ("Tom Lusk", "chairman", "Westvale Rail") in held(text)


def test_a_party_may_begin_the_sentence() -> None:
    for post in ("leader", "co-chairman", "chief whip"):
        assert held(f"Labour {post} Tom Lusk spoke.") == {("Tom Lusk", post, "Labour")}


def test_several_hold_a_post_told_in_the_plural() -> None:
    both = {("Tom Lusk", "director", "Westvale Rail"), ("Ann Petrow", "director", "Westvale Rail")}
    assert held("They met directors of Westvale Rail Tom Lusk and Ann Petrow.") in (set(), both)
    assert held("Tom Lusk and Ann Petrow, both directors of Westvale Rail, spoke.") == both
    assert held("They met ministers Tom Lusk (Labour) and Ann Petrow (Tory).") == {
        ("Tom Lusk", "minister", ""),
        ("Ann Petrow", "minister", ""),
    }


def test_roles_before_a_comma() -> None:
    assert held("As home secretary in the late 1950s, Tom Lusk kept calm.") == {
        ("Tom Lusk", "home secretary", "")
    }
    assert held("The council's cabinet member for housing, Councillor Tom Lusk, spoke.") == {
        ("Tom Lusk", "cabinet member for housing", "council"),
        ("Tom Lusk", "Councillor", "council"),
    }


def test_a_description_with_a_name_in_it_is_a_body_of_its_own() -> None:
    text = "Downing Street said no. Tom Lusk was a junior minister in the Harland government."
    assert held(text) == {("Tom Lusk", "junior minister", "Harland government")}


@pytest.mark.parametrize("mark", ["", "• "])
def test_lists_with_a_person_a_line(mark: str) -> None:
    lines = [
        "Ann Petrow, medical director of Westvale Rail",
        "Jane Dorran, head of Eastmere Rail",
        "Tom Lusk",
    ]
    assert held("\n".join(mark + line for line in lines)) == {
        ("Ann Petrow", "medical director", "Westvale Rail"),
        ("Jane Dorran", "head", "Eastmere Rail"),
    }


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("The mayor of Tarnwick, Tom Lusk, spoke.", "mayor", "Tarnwick"),
        ("Tom Lusk, the dean of Eastmere, spoke.", "dean", "Eastmere"),
        ("Tom Lusk was sheriff of Tarnwick.", "sheriff", "Tarnwick"),
        ("Tom Lusk, chair of the Tarnwick Ferry Inquiry, spoke.", "chair", "Tarnwick Ferry Inquiry"),
    ],
)
def test_posts_of_places_and_inquiries(text: str, role: str, body: str) -> None:
    assert held(text) == {("Tom Lusk", role, body)}


def test_a_given_name_that_is_a_post_s_too_is_a_name() -> None:
    assert held("Dean Moody spoke first.") == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A former manager at the Leeds offices of Westvale Rail, Tom Lusk, spoke.",
            ("manager", "Westvale Rail"),
        ),
        ("The head of Dutch parcels firm Zelbring, Tom Lusk, spoke.", ("head", "Zelbring")),
        (
            "Lib Dem Constitutional Affairs spokesman Tom Lusk spoke.",
            ("Constitutional Affairs spokesman", "Liberal Democrats"),
        ),
        ("Labour transport spokesman Tom Lusk spoke.", ("transport spokesman", "Labour")),
        (
            "Tom Lusk, an equity strategist at Harrow Investment Trust Management, spoke.",
            ("equity strategist", "Harrow Investment Trust Management"),
        ),
        ("The government fell. Deputy PM Tom Lusk spoke.", ("Deputy PM", "government")),
    ],
)
def test_the_body_is_the_one_that_the_whole_phrase_names(text: str, wanted: tuple[str, str]) -> None:
    assert ("Tom Lusk", *wanted) in held(text)


def test_one_of_several_has_their_post_though_another_follows() -> None:
    text = "The party lost one of its MPs, Tom Lusk, a former minister, to its rival."
    assert {role for _, role, _ in held(text)} == {"MP", "minister"}


def test_who_shadows_a_minister_does_so_for_his_party() -> None:
    text = "Tory Tom Lusk called it late.\nBut shadow attorney general Mr Lusk would not say when."
    assert held(text) == {("Tom Lusk", "shadow attorney general", "Conservative Party")}


def test_a_party_in_front_of_a_name_is_joined() -> None:
    found = facts("Lib Dem Tom Lusk and Labour's Ann Petrow agreed.", "Membership")
    assert {(f["member"], f["organization"]) for f in found} == {
        ("Tom Lusk", "Liberal Democrats"),
        ("Ann Petrow", "Labour"),
    }


def test_a_title_is_part_of_how_somebody_is_known_who_has_no_first_name() -> None:
    [person] = [r for r in read("He was an aide under President Tarle.").referents if r.kind is Kind.PERSON]
    assert person.names == ("President Tarle",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "It was led by Tom Lusk, head of Britain's Harbour Office, and three others.",
            ("head", "Harbour Office"),
        ),
        ('"It is odd," said Tom Lusk, an economist at UBS Kingsbridge.', ("economist", "UBS")),
        (
            "Tom Lusk, deputy chief economist at Zelbring Group, spoke.",
            ("deputy chief economist", "Zelbring Group"),
        ),
        ("The charity's head of fish/meat in Britain, Tom Lusk, spoke.", ("head of fish/meat", "charity")),
        (
            "He met Tom Lusk, chief executive of Westvale Rail in Scotland, on Friday.",
            ("chief executive", "Westvale Rail"),
        ),
    ],
)
def test_a_post_is_read_to_the_end_of_its_phrase(text: str, wanted: tuple[str, str]) -> None:
    assert ("Tom Lusk", *wanted) in held(text)


def test_a_new_post_is_not_at_the_body_of_the_old_one() -> None:
    text = "Tom Lusk, head of finance at Westvale Council, has been brought in as acting director."
    assert ("Tom Lusk", "acting director", "Westvale Council") not in held(text)
    assert ("Tom Lusk", "head of finance", "Westvale Council") in held(text)


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        (
            "Tom Lusk, chairman of Northmere Council's planning committee, spoke.",
            "chairman",
            "Northmere Council's planning committee",
        ),
        ("Tom Lusk is head of Ofsted's schools division.", "head", "Ofsted's schools division"),
        (
            "Tom Lusk is vice president of Westvale Rail's freight arm.",
            "vice president",
            "Westvale Rail's freight arm",
        ),
        ("Tom Lusk, chief executive of Westvale Rail, spoke.", "chief executive", "Westvale Rail"),
        ("Westvale Rail's chief executive Tom Lusk spoke.", "chief executive", "Westvale Rail"),
    ],
)
def test_who_heads_a_part_does_not_head_the_whole(text: str, role: str, body: str) -> None:
    assert held(text) == {("Tom Lusk", role, body)}


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("It was late, said Oakmere council leader Tom Lusk.", "council leader", "Oakmere council"),
        ("It was late, Harwell college principal Tom Lusk said.", "principal", "Harwell college"),
        ("Tom Lusk, Oakmere town council clerk, agreed.", "clerk", "Oakmere town council"),
        ("Health committee chair Tom Lusk spoke.", "chair", "Health committee"),
        ("Former finance committee chair Tom Lusk spoke.", "chair", "finance committee"),
        ("Hexley mayor Tom Lusk spoke.", "mayor", "Hexley"),
        ("The mayor of Oakmere, Tom Lusk, spoke.", "mayor", "Oakmere"),
        ("Mayor of Oakmere Tom Lusk spoke.", "Mayor", "Oakmere"),
        ("Scottish transport minister Tom Lusk spoke.", "transport minister", "Scottish government"),
        ("Tom Lusk (Ind), chairman of Westvale Rail, spoke.", "chairman", "Westvale Rail"),
        ("Tom Lusk, who chaired the inquiry, spoke.", "chair", ""),
    ],
)
def test_the_body_in_front_is_read_whole(text: str, role: str, body: str) -> None:
    assert ("Tom Lusk", role, body) in held(text)


def test_a_body_that_is_only_somebody_elses_is_nobodys_else() -> None:
    text = "Chief executive Tom Lusk will be replaced by Westvale Rail's Ann Petrow in May."
    assert held(text) == {("Tom Lusk", "Chief executive", "")}


def test_its_goes_on_from_what_the_sentence_before_is_about() -> None:
    text = "Westvale Rail has sued Northmere Water. Its chairman, Tom Lusk, wept."
    assert held(text) == {("Tom Lusk", "chairman", "Westvale Rail")}


def test_those_listed_hold_the_posts_told_before() -> None:
    text = "Three directors of Westvale Rail will pay. The directors are Tom Lusk, Ann Petrow and Pia Holt."
    assert {body for _, _, body in held(text)} == {"Westvale Rail"}


def test_two_posts_each_with_its_holder_stand_in_a_list() -> None:
    text = "The chairman of Westvale Rail, Tom Lusk, and finance director Ann Petrow left."
    assert {(who, role) for who, role, _ in held(text)} == {
        ("Tom Lusk", "chairman"),
        ("Ann Petrow", "finance director"),
    }


def test_a_comma_ends_a_clause_and_gives_no_post() -> None:
    assert held("When he was named by the foreman, Tom Lusk wept.") == set()


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("Tom Lusk, chairman of the Marwell-based charity, spoke.", "chairman", "Marwell-based charity"),
        ("HM inspector Tom Lusk visited the school.", "HM inspector", None),
        ("On Monday Her Majesty's chief inspector Tom Lusk spoke.", "chief inspector", None),
        ("Tom Lusk, Wexland's envoy to the Baltic League, spoke.", "envoy to the Baltic League", "Wexland"),
        ("Ann Kaye, ambassador to Norvania, resigned.", "ambassador to Norvania", None),
        ("The village's former postmaster, Tom Lusk, was jailed.", "postmaster", None),
        ("Local councillor Tom Lusk resigned.", "councillor", None),
        ("Local government minister Ann Kaye spoke.", "Local government minister", None),
        ("Liberal leader Edwin Tarle spoke.", "leader", "Liberal Party"),
    ],
)
def test_what_is_the_role_and_what_the_body(text: str, role: str, body: str | None) -> None:
    (row,) = facts(text, "Tenure")
    assert (row["role"], row.get("organization")) == (role, body)


def test_a_body_of_another_place_is_not_meant() -> None:
    text = "Leeds Building Society was fined. Ann Kaye attacked the London-based lender."
    assert [row["target"] for row in facts(text, "Criticism")] == ["London-based lender"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "The leader of the council, Conservative Peter Voss, rejected calls to resign.",
            "Conservative Party",
        ),
        ("The leader of the council, Labour's Ann Kaye, rejected calls to resign.", "Labour"),
    ],
)
def test_a_party_may_stand_between_a_post_and_its_holder(text: str, party: str) -> None:
    (row,) = facts(text, "Tenure")
    assert (row["role"], row["organization"]) == ("leader", "council")
    assert [row["organization"] for row in facts(text, "Membership")] == [party]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tom Lusk, chairman of Sedge plc, spoke.", ("Tom Lusk", "chairman", "Sedge plc")),
        ("Tom Lusk, leader of the opposition group, spoke.", ("Tom Lusk", "leader", "opposition group")),
        (
            "The trust's director of nursing, Ros Ainley, spoke.",
            ("Ros Ainley", "director of nursing", "trust"),
        ),
        ("A former head teacher, Tom Lusk chaired the panel.", ("Tom Lusk", "head teacher", "")),
        ("Ann Petrow's solicitor, Tom Lusk of Hale Webb, spoke.", ("Tom Lusk", "solicitor", "")),
        (
            "Chief Inspector of Prisons Tom Lusk wrote to the minister.",
            ("Tom Lusk", "Chief Inspector of Prisons", ""),
        ),
        (
            "The Harrow Panel met. Its Conservative chairman, Tom Lusk, spoke.",
            ("Tom Lusk", "chairman", "Harrow Panel"),
        ),
        (
            "Ann Petrow, the Conservative who chairs the housing committee, spoke.",
            ("Ann Petrow", "chair", "housing committee"),
        ),
        (
            "Westvale Rail has parted company with its chief executive, Tom Lusk.",
            ("Tom Lusk", "chief executive", "Westvale Rail"),
        ),
    ],
)
def test_who_holds_what_where(text: str, wanted: Held) -> None:
    assert wanted in held(text)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Tom Lusk, a Conservative, spoke.", "Conservative Party"),
        ("Tom Lusk, a Lib Dem on the committee, spoke.", "Liberal Democrats"),
        ("The Harrow Panel met. Its Labour leader, Tom Lusk, spoke.", "Labour"),
    ],
)
def test_who_is_told_by_his_party_is_in_it(text: str, party: str) -> None:
    assert {row["organization"] for row in facts(text, "Membership")} == {party}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sedge Care is owned by the property firm Halden Partners.", "Halden Partners"),
        ("Bright Harbour was founded in 2010 by Ann Petrow.", "Bright Harbour"),
        ("A new charity, Safe Steps, has been set up.", "Safe Steps"),
    ],
)
def test_what_is_owned_or_founded_is_a_body(text: str, name: str) -> None:
    bodies = {r.label for r in read(text).referents if r.kind is Kind.ORGANISATION}
    assert name in bodies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Petrow, an accountant at Hale Dunne, spoke.", "Hale Dunne"),
        ("Merriman Webb, which was fined in May, was silent.", "Merriman Webb"),
        ("They wrote to the National Care Inspectorate on Monday.", "National Care Inspectorate"),
        ("The Independent Parks Commission was silent.", "Independent Parks Commission"),
    ],
)
def test_a_name_is_read_whole_and_as_what_is_told_of_it(text: str, name: str) -> None:
    assert name in {r.label for r in read(text).referents if r.kind is Kind.ORGANISATION}


def test_the_predecessor_did_not_have_the_post_that_the_successor_came_from() -> None:
    text = (
        "The letter came from Ann Petrow, who was then the chief executive of Sedge Homes. She left in June "
        "and was replaced by the firm's finance director, Tom Lusk."
    )
    assert ("Ann Petrow", "finance director", "Sedge Homes") not in held(text)
