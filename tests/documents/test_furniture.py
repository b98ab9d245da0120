"""What single lines of page furniture say, and the lists of furniture.yaml."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from kgbuild.documents.furniture import Sort, by_whom, key, recognise, writer_presented

LISTS: dict[str, list[str]] = yaml.safe_load(
    resources.files("kgbuild.documents").joinpath("furniture.yaml").read_text(encoding="utf-8")
)


def sort_of(text: str) -> Sort | None:
    return recognise(text, len(text.split()), text.rstrip("”\"')").endswith((".", "!", "?")))


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Comments (12)", Sort.ENDS),
        ("Comments are closed.", Sort.ENDS),
        ("About the author", Sort.ENDS),
        ("Related articles", Sort.BOX),
        ("More from the Tolbury Times", Sort.BOX),
        ("JohnB 3 March 2014 at 10:31", Sort.STAMP),
        ("Ann, 2 hours ago", Sort.STAMP),
        ("Image caption", Sort.CAPTION_LABEL),
        ("Cover image: The Guildhall", Sort.CAPTION),
        ("Ada Finch at the inquiry (Picture: Joan Tull)", Sort.CAPTION),
        ("Share 12 Tweet 4", Sort.NAVIGATION),
        ("Home | News | Sport", Sort.NAVIGATION),
        ("12", Sort.NAVIGATION),
        ("By Ann Other, Political Editor", Sort.BYLINE),
        ("Joan Tull, Health Correspondent", Sort.BYLINE),
        ("— Ann Other (@annother) May 4, 2016", Sort.TWEET),
        ("Press office: 01632 960 114", Sort.CONTACT),
        ("Click here to find out more!", Sort.VISITOR),
        ("Read more: Bus boss quits", Sort.VISITOR),
        ("You might also like: Ten soups for a wet day", Sort.VISITOR),
        ("We use cookies to give you the best experience on our website.", Sort.VISITOR),
        ("Got a story? Email the newsdesk and tell us.", Sort.VISITOR),
    ],
)
def test_furniture_is_recognised(text: str, sort: Sort) -> None:
    assert sort_of(text) is sort


@pytest.mark.parametrize(
    "text",
    [
        "Residents can sign up to the scheme by email.",
        "More police were sent to the city.",
        "By the time the council met, the money was gone.",
        "The minister said that cookies and other trackers would be banned.",
        "“Click here and you lose your savings,” the judge warned.",
        "The report states:",
        "Image is everything in politics, she said.",
        "Comment was free in those days, and facts were not.",
        "The council pays £310,000 a year for its newsletter.",
        "What happens next",
        "Bus fares may rise to £2.50",
        "Council knew of the danger a year ago",
        "Powered by two diesel engines, the ferry can carry three hundred people.",
        "Hospital trust suspends staff",
        "We want you to come and tell us what you need, because our work is for your children.",
        "Stanbeck Council wants your views on its plan to close two libraries.",
        "It lost the cookies, the privacy policy and the subscribers of the newsletter.",
        "‘A shambles’",
        "Facebook was fined by the regulator.",
    ],
)
def test_sentences_and_headings_are_not_furniture(text: str) -> None:
    assert sort_of(text) is None


def test_who_wrote() -> None:
    assert by_whom("By Ann Other, Political Editor") == "Ann Other"
    assert by_whom("Posted on 2 July 2019 | By Conrad Vale") == "Conrad Vale"
    assert by_whom("By the sea") is None
    assert writer_presented("Ann Other is the Echo's political editor.") == "Ann Other"
    assert writer_presented("Ann Other writes about money.") == "Ann Other"
    assert writer_presented("Ann Other is the leader of the council.") is None


@pytest.mark.parametrize("name", ["ends", "boxes"])
def test_lines_in_the_lists_can_match(name: str) -> None:
    for line in LISTS[name]:
        assert key(line.removesuffix(" *")) == line.removesuffix(" *"), line


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_hold_lower_case_words_once(name: str) -> None:
    entries = LISTS[name]
    assert all(isinstance(entry, str) and entry == entry.lower() for entry in entries)
    assert sorted(set(entries)) == sorted(entries)
