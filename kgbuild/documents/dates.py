"""Find an article's date of issue: a line of its own, or the dateline that a report begins with.

A date inside a sentence says when something happened, not when the article appeared, and is never taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kgbuild.documents.furniture import key, lists

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b[.,]?\s*)?"
_DATE = (
    rf"(?<![\w/.-]){_WEEKDAY}(?:"
    rf"{_DAY}(?:\s+of)?[\s./-]*{_MONTH}[\s,./-]*{_YEAR}"
    rf"|{_MONTH}\s*{_DAY},?\s+{_YEAR}"
    rf"|{_YEAR}[-/]\d\d[-/]\d\d(?=\b|T)"
    rf"|\d\d?[/.-]\d\d?[/.-]{_YEAR}"
    r")(?![\d/-])"
)
_FIND_DATE = re.compile(_DATE, re.I)
_CLOCK = re.compile(
    r"T?(?<!\d)\d?\d[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s?(?:[ap]\.?m\b\.?|Z\b|[+-]\d\d:?\d\d)?", re.I
)
_PREFIX = re.compile(
    rf"(?P<place>[^.!?\n—–]{{0,60}}?)(?P<date>{_DATE})\s*(?:\([^()\n]{{1,40}}\)\s*)?(?:[—–:]|--?)\s+(?=\S)",
    re.I,
)
_PLACE_PREFIX = re.compile(
    r"[A-Z][A-Z.'’-]{3,}(?:[ ,]+[A-Z][\w.'’-]+){0,4}\s*(?:\([A-Z][^()\n]{1,30}\)\s*)?"
    r"(?:[—–]|--?)\s+(?=[A-Z“\"‘'])"
)
_CHUNK = re.compile(r"\s*[|•·—–,;()\[\]]\s*|\s+[-/]\s+")
_GLUE = frozenset(("by", "and", "of", "for", "the", "in", "at", "on", "de", "van", "von"))
_LONGEST_LINE = 160
_PREFIX_REACH = 160


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives a date of issue.

    Attributes:
        issued: The date, `YYYY-MM-DD`.
        update: Whether it says when the page was changed, which yields to a date of publication.
    """

    issued: str
    update: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """The prefix of a report that gives place, date or agency: "NORTHFIELD, 3 March 2014 (Wire) —".

    Attributes:
        end: Where the report's first sentence begins.
        issued: The date, `YYYY-MM-DD`, where the prefix has one with its year.
    """

    end: int
    issued: str | None


def read_date(words: str) -> str | None:
    """Return the date that `words` give as `YYYY-MM-DD`, read day first; None if they give no whole date.

    A time of day and its zone are left out: the date is the one written.
    """
    words = words.strip()
    try:
        return date.fromisoformat(words[:10]).isoformat()
    except ValueError:
        pass
    import dateparser  # late: it takes a third of a second to import, and most texts bring no date

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return found.date().isoformat() if found else None


def date_line(line: str) -> DateLine | None:
    """Return the date that `line` gives, if it is a line for the date: "Published: 3 March 2014 10:31".

    Beside the date it may hold labels, a time, names of people and places set off by marks, nothing else.
    """
    if len(line) > _LONGEST_LINE:
        return None
    match = _FIND_DATE.search(line)
    if not match:
        return None
    rest = [_CLOCK.sub(" ", line[: match.start()]), _CLOCK.sub(" ", _FIND_DATE.sub(" ", line[match.end() :]))]
    if not _only_labels_and_names(*rest):
        return None
    issued = read_date(match[0])
    labels = set(key(rest[0]).split())
    update = not labels.isdisjoint(lists().update_labels) and "published" not in labels
    return DateLine(issued, update) if issued else None


def dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that `paragraph` begins with, None if it begins with its first sentence."""
    head = paragraph[:_PREFIX_REACH]
    match = _PREFIX.match(head)
    if match and _is_place(match["place"]):
        return Dateline(match.end(), read_date(match["date"]))
    match = _PLACE_PREFIX.match(head)
    return Dateline(match.end(), None) if match else None


def _is_place(words: str) -> bool:
    """Whether `words`, which stand before a date, name a place: "NORTHFIELD, England, "."""
    names = words.replace("(", " ").replace(")", " ").split()
    set_off = words.rstrip().endswith((",", ")", ":", "|", "-")) or words.isupper()
    return bool(names) and len(names) <= 6 and set_off and all(name[0].isupper() for name in names)


def _only_labels_and_names(before: str, after: str) -> bool:
    labels = lists().date_labels
    head, colon, tail = before.rpartition(":")
    if colon and any(word not in labels for word in key(head).split()):
        return False
    chunks = [key_words(chunk) for chunk in _CHUNK.split(tail if colon else before)]
    if chunks and chunks[-1] and not _label_or_by(chunks[-1]):
        return False
    following = [key_words(chunk) for chunk in _CHUNK.split(after)]
    if following and following[0] and not _label_or_by(following[0]):
        return False
    return all(
        len(chunk) <= 6 and all(_name_or_label(word) for word in chunk) for chunk in chunks + following
    )


def key_words(chunk: str) -> list[str]:
    """Return the words of `chunk` as written, without marks, numbers and symbols."""
    return [word for word in re.findall(r"[^\W_][\w'’.-]*", chunk) if not word.isdigit()]


def _label_or_by(words: list[str]) -> bool:
    """Whether what stands next to the date without a mark between is a label, a byline or a counter."""
    known = lists()
    return words[0].casefold() == "by" or any(
        word.casefold().strip(".") in known.date_labels or word.casefold() in ("comment", "comments")
        for word in words
    )


def _name_or_label(word: str) -> bool:
    low = word.casefold().strip(".")
    known = lists()
    return (
        word[0].isupper() or low in _GLUE or low in known.date_labels or low in known.interface or low == "no"
    )
