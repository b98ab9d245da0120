"""When something happened or held: date expressions, read against the article's date by dateparser."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kgbuild.nlp.verbs import VERBAL, clause_verb, ended_by

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_POINT = re.compile(
    rf"\b{_MONTH}\b|\b(?:1[89]|20)\d\d\b|\byesterday\b|\btoday\b|\btomorrow\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:last|this|next) (?:year|month|week)\b"
    r"|\b(?:a|\d+|two|three|four|five|six|ten) (?:day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_UNBOUNDED = re.compile(
    r"\b(?:every|each|per|annual|past|nearly|almost|more than|between|next few|coming)\b", re.IGNORECASE
)
_SET = frozenset({"due", "schedule", "set", "plan", "slate", "time", "book", "arrange", "fix", "expect"})
"""What is for a day comes on it."""
_LENGTHS = frozenset({"day", "week", "month", "year"})
_LENGTH = re.compile(r"^.*\b(?:years?|months?|weeks?|days?) in (?=\w)", re.IGNORECASE)  # "two years in 2001"
_NOUNS = frozenset({"NOUN", "PROPN"})
_SPELL = re.compile(
    r"^(?:between |from )?(.+?) ?(?:\bto\b|\buntil\b|\btill\b|\band\b|–) ?(.+)$", re.IGNORECASE
)
_SINCE = frozenset({"since", "from"})
_UNTIL = frozenset({"until", "till", "to"})


@dataclass(frozen=True, slots=True)
class When:
    """Bounds and words of a date; `earliest` and `latest` are `YYYY-MM-DD` or None where open or unknown."""

    earliest: str | None
    latest: str | None
    words: str
    start: int
    end: int
    lasting: bool = False
    """Whether something held from the first day to the last: "from 2004 until 2012"."""


class Dates:
    """Reads the dates of an article.

    Args:
        issued: The article's date, `YYYY-MM-DD`, or None: then relative dates stay words.
    """

    def __init__(self, issued: str | None) -> None:
        self.issued = date.fromisoformat(issued) if issued else None

    def of(self, trigger: Token, *, ahead: bool = False, own: bool = False) -> When | None:
        """Return the date that the clause of a trigger gives, if it gives one.

        Args:
            trigger: What is dated.
            ahead: Whether it is yet to come, so that "in May" is the next May, not the last.
            own: Whether only a date that stands with the trigger is its date, not one of its clause.
        """
        if ended_by(trigger) is not None:
            return None  # "stopped publishing it in May"
        for entity in _entities(trigger):
            if own and not trigger.is_ancestor(entity.root):
                continue
            when = self.read(entity, ahead=ahead)
            if when is not None:
                return self._ended(when, entity.doc, ahead=ahead)
        return None

    def _ended(self, when: When, doc: Doc, *, ahead: bool) -> When:
        """Add the end that is told right behind a beginning: "from 2004 *until 2012*"."""
        behind = doc[when.end : when.end + 2]
        if when.latest is not None or len(behind) < 2 or behind[0].lower_ not in _UNTIL:
            return when
        end = next((e for e in doc.ents if e.start == when.end + 1), doc[when.end + 1 : when.end + 2])
        last = self.read(end, ahead=ahead)
        if last is None or last.latest is None or when.earliest is None:
            return when
        words = f"{when.words} {last.words}"
        return When(when.earliest, last.latest, words, when.start, last.end, lasting=True)

    def coming(self, when: When) -> bool:
        """Whether a date lies after the article's."""
        return bool(self.issued and when.earliest and when.earliest > self.issued.isoformat())

    def read(self, entity: TokenSpan, *, ahead: bool = False) -> When | None:
        """Return what a date expression says, with the preposition in front taken into account."""
        text = _LENGTH.sub("", entity.text)
        if not _POINT.search(text):
            return None
        if (spell := self._spell(entity, text, ahead=ahead)) is not None:
            return spell
        if _UNBOUNDED.search(text):
            return None
        before = entity.doc[entity.start - 1].lower_ if entity.start else ""
        words = f"{before} {text}" if before in _SINCE | _UNTIL | {"in", "on", "by"} else text
        bounds = _bounds(" ".join(text.split()), self.issued, ahead=ahead)
        if bounds is None:
            return When(None, None, words, entity.start, entity.end)
        first, last = (day.isoformat() for day in bounds)
        if before in _SINCE:
            return When(first, None, words, entity.start, entity.end)
        if before in _UNTIL | {"by"}:
            return When(None, last, words, entity.start, entity.end)
        return When(first, last, words, entity.start, entity.end)

    def _spell(self, entity: TokenSpan, text: str, *, ahead: bool) -> When | None:
        """Read an expression with both ends in it: "2012 to 2019", "between May 2004 and June 2006"."""
        match = _SPELL.match(" ".join(text.split()))
        if match is None or not all(_YEAR.search(part) for part in match.groups()):
            return None
        first, last = (_bounds(part, self.issued, ahead=ahead) for part in match.groups())
        if first is None or last is None or first[0] > last[1]:
            return None
        ends = first[0].isoformat(), last[1].isoformat()
        return When(*ends, entity.text, entity.start, entity.end, lasting=True)


def _entities(trigger: Token) -> Iterator[TokenSpan]:
    """Date expressions of the trigger's own clause, those behind the trigger first."""
    sentence = trigger.sent
    verb = clause_verb(trigger)
    dates = (
        e for e in sentence.ents if e.label_ == "DATE" and not _in_name(e) and not _elsewhere(e.root, trigger)
    )
    mine = [e for e in dates if clause_verb(e.root) in {verb, trigger}]
    return iter(sorted(mine, key=lambda e: (e.start < trigger.i, abs(e.start - trigger.i))))


def _in_name(entity: TokenSpan) -> bool:
    """Whether a day opens a name: "by *Sunday* Chronicle journalist A B"."""
    root = entity.root
    return root.dep_ in {"compound", "nmod"} and root.head.pos_ == "PROPN" and root.head.i >= entity.end


def _elsewhere(date_: Token, trigger: Token) -> bool:
    """Whether a date belongs to what is said of another noun: "for inspectors *due next month*"."""
    node = date_.head
    preposition = node.head if node.dep_ == "pobj" else node
    length = date_.lemma_.lower() in _LENGTHS  # "jailed for *two years* in 2001"
    if preposition.lower_ == "for" and not length and preposition.head.lemma_.lower() not in _SET:
        return True  # "figures *for 2012*"
    while node.pos_ not in VERBAL and node.head != node:
        added = node.dep_ == "appos" or (
            node.pos_ == "ADJ" and node.head.pos_ in _NOUNS and node.i > node.head.i
        )
        if added and node != trigger and not node.is_ancestor(trigger):
            return True
        node = node.head
    return False


def _bounds(text: str, issued: date | None, *, ahead: bool) -> tuple[date, date] | None:
    """Return the first and last day that a date expression covers."""
    if issued is None and not _YEAR.search(text):
        return None
    if re.search(r"\d{4}\s*[-/]\s*\d{2,4}", text):
        return _span_of_years(text)
    if issued is not None and (relative := _relative(text.lower(), issued)):
        return relative
    parsed = _parse(re.sub(r"^(?:early|late|mid|the|earlier|later)[ -]+", "", text.lower()), issued, ahead)
    if parsed is None:
        return None
    day, period = parsed
    return _period(day, period)


def _span_of_years(text: str) -> tuple[date, date] | None:
    match = re.search(r"(\d{4})\s*[-/]\s*(\d{2,4})", text)
    if match is None:
        return None
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _relative(text: str, issued: date) -> tuple[date, date] | None:
    """Read "last year" and "this month" as whole years and months; dateparser takes them for a day."""
    match = re.search(r"\b(last|this|next|earlier this|later this) (year|month|week)\b", text)
    if match is None or re.search(rf"\b{_MONTH}\b", text):
        return None
    step = {"last": -1, "next": 1}.get(match[1], 0)
    if match[2] == "year":
        return _period(date(issued.year + step, 1, 1), "year")
    if match[2] == "month":
        month = issued.year * 12 + issued.month - 1 + step
        return _period(date(month // 12, month % 12 + 1, 1), "month")
    monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=step)
    return monday, monday + timedelta(days=6)


def _period(day: date, period: str) -> tuple[date, date]:
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if period == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


@lru_cache(maxsize=4096)
def _parse(text: str, issued: date | None, ahead: bool) -> tuple[date, str] | None:
    from dateparser.date import DateDataParser

    base = datetime(issued.year, issued.month, issued.day) if issued else datetime(2000, 1, 1)
    future = ahead or bool(re.search(r"\bnext\b", text))
    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future" if future else "past",
        "DATE_ORDER": "DMY",
        "PREFER_DAY_OF_MONTH": "first",
        "RETURN_TIME_AS_PERIOD": False,
    }
    text = re.sub(r"\b(?:last|next|this)\s+(?=[a-z])", "", text)
    data = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if data.date_obj is None or data.period is None:
        return None
    return data.date_obj.date(), data.period
