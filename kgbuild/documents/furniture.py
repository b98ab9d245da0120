"""Tell page furniture by what it says: the lists of furniture.yaml, and a few forms that hold on any site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

_APOSTROPHE = re.compile(r"['’‘`]")
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)")
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours)\b")
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b")
_SEPARATOR = re.compile(r"\s*[|›»•·>]\s*|\s+[/–—-]\s+")
_WEB = re.compile(r"https?://|\bwww\.|pic\.twitter\.com|\bt\.co/|(?<!\w)[@#]\w{2,}|\S@[\w-]{1,60}\.\w")
_PHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)\d[\d ]{8,11}(?!\d)")
_TWEET_AUTHOR = re.compile(r"^[—–-]\s?.{1,60}\(@\w+\)|^@\w+\b")
_CREDIT_END = re.compile(r"[(\[]\s*([A-Za-z ]{3,16}?)\s*(?::|by\b)[^()\[\]]{1,60}[)\]]\.?$")
_BY = re.compile(
    r"(?:^(?:(?:words|story|posted|written|published|reported|submitted)\s+)?|[|•·–—,-]\s*)by\b:?\s*(?:[-–—]\s*)?"
    r"(?P<name>[^,|•·@\d–—-]+)",
    re.I,
)
_PRESENTS = re.compile(
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})(?: [a-z]+)? "
    r"(?P<verb>is|was|writes|covers|reports|edits|tweets|blogs|has)\b"
)
_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\)\s)", re.I)
_NAME_GLUE = frozenset(("and", "of", "for", "the", "at", "in", "de", "van", "von", "is", "a"))
_AGO = re.compile(
    r"\b(?:an?|\d+)\s?(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|yrs?|years?) ago\b",
    re.I,
)
_CLOCK = re.compile(r"(?<![\d£$€.:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d%])", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d",
    re.I,
)
_TEXT_LIMIT = 700
_FEW = 8
_LONGEST = 1500
"""Characters from which on a piece is no furniture; patterns are never run over more."""


_SETS = (
    "credits",
    "caption_labels",
    "interface",
    "glue",
    "requests",
    "bylines",
    "date_labels",
    "update_labels",
    "function_words",
    "finite_verbs",
    "common_words",
)


class Sort(StrEnum):
    """What a recognised piece of furniture means for what follows it."""

    ENDS = "end of the article"
    BOX = "box of other stories"
    CAPTION_LABEL = "caption label"
    STAMP = "time stamp of a comment"
    TWEET = "tweet"
    BYLINE = "byline"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    CONTACT = "contact or link"
    VISITOR = "words to the visitor"


@dataclass(frozen=True, slots=True)
class _Lists:
    ends: re.Pattern[str]
    boxes: re.Pattern[str]
    labels: re.Pattern[str]
    openings: re.Pattern[str]
    short_openings: re.Pattern[str]
    visitor: re.Pattern[str]
    credits: frozenset[str]
    caption_labels: frozenset[str]
    interface: frozenset[str]
    glue: frozenset[str]
    requests: frozenset[str]
    bylines: frozenset[str]
    date_labels: frozenset[str]
    update_labels: frozenset[str]
    function_words: frozenset[str]
    finite_verbs: frozenset[str]
    common_words: frozenset[str]


@cache
def lists() -> _Lists:
    """Return what furniture.yaml holds, ready for matching."""
    file = resources.files("kgbuild.documents").joinpath("furniture.yaml")
    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return _Lists(
        ends=_lines_pattern(data["ends"]),
        boxes=_lines_pattern(data["boxes"]),
        labels=re.compile(rf"(?:{_alternatives(data['labels'])})\s*(?::|\s[-–—|»>]|$)", re.I),
        openings=re.compile(rf"(?:{_alternatives(data['openings'])})\b", re.I),
        short_openings=re.compile(rf"(?:{_alternatives(data['short_openings'])})\b", re.I),
        visitor=re.compile(rf"\b(?:{_alternatives(data['visitor'])})\b"),
        **{name: frozenset(data[name]) for name in _SETS},
    )


def _alternatives(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _lines_pattern(lines: list[str]) -> re.Pattern[str]:
    alternatives = (re.escape(line).replace(r"\ \*", r"\b.*") for line in lines)
    return re.compile(rf"(?:{'|'.join(alternatives)})$")


def key(text: str, *, numbers: bool = False) -> str:
    """Return the words of `text` for comparing lines: no case, marks, apostrophes, nor `numbers` alone.

    >>> key("Comments (12)")
    'comments'
    >>> key("Don’t miss: the Mayor’s plan")
    'dont miss the mayors plan'
    """
    words = _WORD.findall(_APOSTROPHE.sub("", text.casefold()))
    return " ".join(word for word in words if numbers or not word.isdigit())


def recognise(text: str, words: int, final: bool) -> Sort | None:
    """Return what sort of furniture `text` is by its words, None if they do not tell.

    Args:
        text: One piece of a page.
        words: How many words it has.
        final: Whether it ends as a sentence does.
    """
    if words > 120 or len(text) > _LONGEST:
        return None
    known = lists()
    line = key(text)
    if words <= 12 and known.ends.fullmatch(line):
        return Sort.ENDS
    if _stamp(text, words, final):
        return Sort.STAMP
    if box := _box(text, words, final):
        return box
    if line in known.caption_labels:
        return Sort.CAPTION_LABEL
    if _navigation(text, line, words, final):
        return Sort.NAVIGATION
    if _caption(text, line, words):
        return Sort.CAPTION
    if _byline(text, words, final):
        return Sort.BYLINE
    if _TWEET_AUTHOR.match(text) or (words <= 60 and "pic.twitter.com" in text):
        return Sort.TWEET
    if words <= 25 and not final and (_WEB.search(text) or _PHONE.search(text)):
        return Sort.CONTACT
    return Sort.VISITOR if speaks_to_visitor(text) else None


def by_whom(text: str) -> str | None:
    """Return the name in a byline such as "By Jane Doe, Political Editor", None if there is none."""
    match = _BY.search(text)
    name = match["name"].strip() if match else ""
    words = name.split()
    return name if 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) else None


def writer_presented(text: str) -> str | None:
    """Return the name in a note on the writer: "Jane Doe is the Echo's political editor."; else None."""
    match = _PRESENTS.match(text)
    if not match:
        return None
    after = key(text[match.end() : match.end() + 120]).split()
    writes = match["verb"] in ("writes", "covers", "reports", "edits", "tweets", "blogs")
    return match["name"] if writes or not lists().bylines.isdisjoint(after) else None


def speaks_to_visitor(text: str) -> bool:
    """Whether the site speaks to its visitor: it asks for a click, a sign-up, consent, money.

    What stands in quotation marks is not the site's voice.
    """
    known = lists()
    said = text[:_TEXT_LIMIT]
    if known.openings.match(said) or (known.labels.match(said) and len(said) < 200):
        return True
    if known.short_openings.match(said) and said.count(" ") < _FEW:
        return True
    plain = _APOSTROPHE.sub("", _QUOTED.sub(" ", said).casefold())
    signs = set(known.visitor.findall(plain))
    signs.update(pattern.pattern for pattern in (_WEB, _PHONE) if pattern.search(said))
    if not signs:
        return False
    first = _WORD.search(plain)
    asks = first is not None and first[0] in known.requests
    return asks or _SECOND_PERSON.search(plain) is not None


def is_button(line: str) -> bool:
    """Whether `line`, a key, is made of the words of buttons, menus and counters alone."""
    known, tokens = lists(), line.split()
    made_of_them = all(token in known.interface or token in known.glue for token in tokens)
    return made_of_them and not known.interface.isdisjoint(tokens)


def speaks_of_itself(text: str) -> bool:
    """Whether `text` says "we" or "our" outside quotation marks."""
    return _FIRST_PERSON.search(_QUOTED.sub(" ", text[:_TEXT_LIMIT]).casefold()) is not None


def _stamp(text: str, words: int, final: bool) -> bool:
    """Whether `text` says when somebody commented: "JohnB, 3 March 2014 at 10:31", "Ann 2 hours ago"."""
    if words > 12 or final:
        return False
    if words <= 6 and _AGO.search(text):
        return True
    line = key(text).split()
    if not lists().date_labels.isdisjoint(word for word in line if word not in ("at", "on", "am", "pm")):
        return False
    return _CLOCK.search(text) is not None and _DAY.search(text) is not None


def _box(text: str, words: int, final: bool) -> Sort | None:
    """Tell the heading of a box of other stories from a single link: "Related", "Related: Bus boss quits"."""
    head, _, title = text[:60].partition(":")
    if final or words > 30 or not lists().boxes.fullmatch(key(head)):
        return None
    if title.strip():
        return Sort.VISITOR
    return Sort.BOX if words <= 10 else None


def _navigation(text: str, line: str, words: int, final: bool) -> bool:
    if not line or _COPYRIGHT.match(text):
        return True
    if words > 20:
        return False
    if is_button(line) and not (final and words > 6):
        return True
    chunks = [chunk for chunk in _SEPARATOR.split(text) if chunk]
    if final or len(chunks) < 2:
        return False
    marks = sum(text.count(mark) for mark in "|›»•·>")
    return (len(chunks) >= 3 or marks > 0) and all(len(chunk.split()) <= 4 for chunk in chunks)


def _caption(text: str, line: str, words: int) -> bool:
    known = lists()
    if words <= 60:
        end = _CREDIT_END.search(text)
        if end and _names_credit(end[1]):
            return True
    head, colon, _ = text[:40].partition(":")
    if colon and _names_credit(head):
        return True
    first_two = " ".join(line.split()[:2])
    return words <= 30 and " " in first_two and first_two in known.credits


def _names_credit(words: str) -> bool:
    return key(words) in lists().credits


def _byline(text: str, words: int, final: bool) -> bool:
    if final or words > 14:
        return False
    tokens = _WORD.findall(text)
    named = all(token[0].isupper() or token[0].isdigit() or token in _NAME_GLUE for token in tokens[1:])
    if named and by_whom(text):
        return True
    if not named or words > 8 or (words > 3 and "," not in text):
        return False
    return not lists().bylines.isdisjoint(key(text).split()[-1:])
