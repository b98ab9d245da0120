"""Dates of issue: lines for the date, datelines, and dates that are neither."""

from __future__ import annotations

import pytest

from kgbuild.documents.compose import compose
from kgbuild.documents.dates import date_line, dateline, read_date

STORY = "The director of Tolbury council's housing company has resigned after a critical report."


@pytest.mark.parametrize(
    ("words", "issued"),
    [
        ("24.Nov 2015", "2015-11-24"),
        ("7th February 2011", "2011-02-07"),
        ("Sept 3, 2014", "2014-09-03"),
        ("03/04/2014", "2014-04-03"),
        ("03/14/2015", "2015-03-14"),
        ("2014-03-03T23:30:00Z", "2014-03-03"),
        ("Mon, 03 Mar 2014 10:31:00 +0000", "2014-03-03"),
        ("March 2014", None),
        ("yesterday", None),
        ("31 February 2014", None),
        ("soon", None),
        ("", None),
    ],
)
def test_read_date(words: str, issued: str | None) -> None:
    assert read_date(words) == issued


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("🕔12.Oct 2013", "2013-10-12"),
        ("Published: 3 March 2014 10:31", "2014-03-03"),
        ("Northfield, 3 March 2014", "2014-03-03"),
        ("Monday 12 September 1994 23:02 BST", "1994-09-12"),
        ("By Ann Other, Political Editor, 3 March 2014", "2014-03-03"),
        ("3 March 2014 | Ann Other | News", "2014-03-03"),
        ("Dec 6, 2017", "2017-12-06"),
        ("2014-03-03T10:31:00Z", "2014-03-03"),
        ("Closing date: 3 March 2014", None),
        ("Next meeting: 3 March 2014", None),
        ("Annual Meeting 3 March 2014", None),
        ("Storm of 3 March 2014 remembered", None),
        ("The meeting was held on 3 March 2014.", None),
        ("ann99 3 March 2014 at 10:31", None),
        ("3 March", None),
    ],
)
def test_date_line(line: str, issued: str | None) -> None:
    found = date_line(line)
    assert (found.issued if found else None) == issued


@pytest.mark.parametrize(
    ("paragraph", "begins", "issued"),
    [
        ("TOLBURY, 3 March 2014 (Wire) — The council met.", "The council", "2014-03-03"),
        ("Tolbury, 3 March 2014 - The council met.", "The council", "2014-03-03"),
        ("TOLBURY (Wire) - The council met.", "The council", None),
        ("TOLBURY, March 3 (Wire) - The council met.", "TOLBURY", None),
        ("On 3 March 2014 - a Monday - the council met.", "On 3 March", None),
        ("In Tolbury, 3 March 2014 was cold.", "In Tolbury", None),
        ("NHS – the body that runs hospitals – said no.", "NHS", None),
    ],
)
def test_dateline(paragraph: str, begins: str, issued: str | None) -> None:
    found = dateline(paragraph)
    assert paragraph[found.end if found else 0 :].startswith(begins)
    assert (found.issued if found else None) == issued


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        (f"Boss quits over report\n\n3 March 2014\n\n{STORY}", "2014-03-03"),
        (f"3 March 2014\n\nBoss quits over report\n\n{STORY}", "2014-03-03"),
        (
            f"Boss quits over report\n\n{STORY}\n\n3 March 2014\n\nShe had been in post for two years.",
            "2014-03-03",
        ),
        (f"Boss quits over report\n\nUpdated 4 March 2014\n\n3 March 2014\n\n{STORY}", "2014-03-03"),
        (f"Boss quits over report\n\nUpdated 4 March 2014\n\n{STORY}", "2014-03-04"),
        (f"5 May 2019\n\nHome\n\nNews\n\nSport\n\nBoss quits over report\n\n{STORY}", None),
        (f"Boss quits over report\n\nOn 3 March 2014 she resigned. {STORY}", None),
        (f"Boss quits over report\n\nTOLBURY, 3 March 2014 (Wire) - {STORY}", "2014-03-03"),
        (f"Boss quits over report\n\n{STORY}\n\nShe left.\n\nNo one knew.\n\n3 March 2014", None),
        (
            f"A year of rows\n\nTOLBURY, 3 March 2014 - {STORY}\n\nTOLBURY, 9 May 2014 - Another comes.",
            None,
        ),
    ],
)
def test_issued_of_text(text: str, issued: str | None) -> None:
    assert compose("d", text).issued == issued
