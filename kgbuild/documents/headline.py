"""Find an article's headline and standfirst among the lines above its first sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.documents.furniture import Sort, key
from kgbuild.documents.looks import Candidate, Look, content
from kgbuild.model import BlockKind

_REACH = 15
"""How many lines above the first sentence are looked at."""

_LONGEST_HEADLINE = 30
_SHORTEST_STANDFIRST = 8
_LONGEST_BLURB = 60


def settle_headline(page: Sequence[Candidate], title: str | None) -> Candidate | None:
    """Keep the headline once, and the standfirst below it; return the headline, None if there is none.

    Args:
        page: The candidates, those of the body already kept.
        title: The headline, where metadata give it.
    """
    wanted = key(title) if title else ""
    first = next((i for i, c in enumerate(page) if c.kept and c.look in (Look.SENTENCE, Look.ITEM)), None)
    if first is None:
        return None
    headline = _above_date_or_byline(page, first)
    if headline:
        first = page.index(headline) + 1
    else:
        headline = _question_on_top(page, first, wanted) or _best(page, first, wanted)
    if headline is None:
        return None
    for candidate in page[:first]:
        if candidate is not headline and candidate.kept:
            candidate.drop("above the headline")
    headline.kept, headline.reason = BlockKind.HEADING, ""
    _settle_standfirst(page, page.index(headline), first)
    return headline


def _above_date_or_byline(page: Sequence[Candidate], first: int) -> Candidate | None:
    """Return the line right above a date or byline, where only a few sentences of the site stand above it."""
    words = 0
    for above, below in zip(page[first:], page[first + 1 :], strict=False):
        words += above.words if above.kept and above.look is not Look.LINE else 0
        if words > _LONGEST_BLURB:
            return None
        signed = below.date or below.sort is Sort.BYLINE
        if above.look is Look.LINE and above.words >= 3 and signed:
            return above
    return None


def _question_on_top(page: Sequence[Candidate], first: int, wanted: str) -> Candidate | None:
    """Return the first sentence if it is a headline: a question, a cry, or the known title."""
    top = page[first]
    if wanted and top.key == wanted:
        return top
    text_follows = first + 1 < len(page) and any(c.kept and c.words > top.words for c in page[first + 1 :])
    exclaims = top.final and top.words <= 16 and not top.statement and text_follows
    return top if exclaims and not any(c.look is Look.LINE for c in page[:first]) else None


def _best(page: Sequence[Candidate], first: int, wanted: str) -> Candidate | None:
    lines = [c for c in page[max(0, first - _REACH * 2) : first] if c.look is Look.LINE][-_REACH:]
    lines = [c for c in lines if c.words <= _LONGEST_HEADLINE and (c.words >= 2 or first == 1)]
    if not lines:
        return None
    about = content([c for c in page[first : first + 60] if c.kept])
    scored = [
        (_score(line, lines, about, wanted, page[0]) - 0.15 * (len(lines) - i), i)
        for i, line in enumerate(lines)
    ]
    _, best = max(scored)
    while best and _is_standfirst(lines[best - 1], lines[best], about, wanted):
        best -= 1
    return lines[best]


def _score(
    line: Candidate, lines: Sequence[Candidate], about: frozenset[str], wanted: str, on_top: Candidate
) -> float:
    score = 10.0 if wanted and line.key == wanted else 0.0
    score += 2.0 * (sum(other.key == line.key for other in lines) > 1)
    score += 3.0 * _common(line, about)
    score += 1.0 * (4 <= line.words <= 20)
    score += 1.0 * (line is on_top and line.words >= 4 and _common(line, about) >= 0.5)
    return score


def _is_standfirst(above: Candidate, line: Candidate, about: frozenset[str], wanted: str) -> bool:
    """Whether `line` is the standfirst below the headline `above`."""
    if (wanted and line.key == wanted) or above.key == line.key:
        return False
    return (
        line.words >= _SHORTEST_STANDFIRST and 3 <= above.words < line.words and _common(above, about) >= 0.3
    )


def _common(line: Candidate, about: frozenset[str]) -> float:
    return len(line.content & about) / max(len(line.content), 2)


def _settle_standfirst(page: Sequence[Candidate], headline: int, first: int) -> None:
    """Keep the line right below the headline if it has the length and the grammar of a sentence."""
    below = [
        c for c in page[headline + 1 : first] if c.look is not Look.FURNITURE and c.key != page[headline].key
    ]
    for line in below[:1]:
        if line.look is Look.LINE and line.words >= _SHORTEST_STANDFIRST and line.grammar >= 0.2:
            line.kept, line.reason = BlockKind.PARAGRAPH, ""
