"""Tell an article's own body from the furniture of its page.

Each piece of the page is first looked at alone (`looks`, `furniture`). Then what stands round it decides:
repetition, boxes of other stories, where the article ends, the densest run of sentences, and what the pieces
are about. Nothing here knows a site; what sites say is in furniture.yaml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgbuild.documents.context import drop_by_context
from kgbuild.documents.dates import dateline
from kgbuild.documents.furniture import Sort, by_whom, key, writer_presented
from kgbuild.documents.headline import settle_headline
from kgbuild.documents.looks import Candidate, Look, content, look_at, share
from kgbuild.documents.segments import Piece
from kgbuild.model import Block, BlockKind, Span

_OTHER_TOPIC = 0.22
"""Below this share of common words, a few pieces together are about something else than the article.

Measured on 300 clean articles: a paragraph shares 0.45 (median) with the rest of its own article and
0.14 with another of the same section.
"""

_SURELY_OTHER_TOPIC = 0.12
"""Where the layout alone says little: 5 % of the ends of articles share less with what stands above them."""

_ENOUGH_TO_COMPARE = 80
"""Words of sentences from which on shares of common words tell something."""

_LONGEST_SUBHEADING = 8
_LONGEST_TEASER = 45


@dataclass(frozen=True, slots=True)
class Body:
    """What of a page is the article.

    Attributes:
        blocks: Its headline, paragraphs, sub-headings and items, in order.
        headline: The headline's stretch; None if there is none.
        candidates: Every piece of the page with what was decided, for explaining.
    """

    blocks: tuple[Block, ...]
    headline: Span | None
    candidates: tuple[Candidate, ...]


def find_body(text: str, pieces: Sequence[Piece], title: str | None = None) -> Body:
    """Return which of `pieces` are the article, each as a block.

    Args:
        text: The page's text.
        pieces: All pieces of it, in order. Where the file format names the kind of every one (HTML, Word,
            Markdown), the kinds are trusted and only known furniture is left out.
        title: The headline, where metadata give it.
    """
    page = [look_at(text, piece) for piece in pieces]
    trusted = all(candidate.piece.kind for candidate in page)
    drop_by_context(text, page)
    if trusted:
        _keep_as_named(page)
    else:
        _keep_densest_run(page)
        _drop_teasers(page)
        _drop_other_story(page)
        _settle_lines(page)
    headline = settle_headline(page, title)
    _drop_author_box(text, page)
    _drop_trailing_lines(page)
    if not any(candidate.kept for candidate in page):
        _keep_what_is_left(page)
    blocks = tuple(
        Block(_without_dateline(text, candidate), candidate.kept) for candidate in page if candidate.kept
    )
    return Body(blocks, headline.piece.span if headline else None, tuple(page))


def _keep_as_named(page: list[Candidate]) -> None:
    for candidate in page:
        if candidate.look is not Look.FURNITURE:
            candidate.kept = candidate.piece.kind


def _keep_densest_run(page: list[Candidate]) -> None:
    """Keep the sentences and items of the run in which they outweigh lines and furniture the most."""
    best = total = 0.0
    start = best_start = best_end = 0
    for position, candidate in enumerate(page):
        if total <= 0:
            total, start = 0.0, position
        total += _weight(candidate)
        if total > best:
            best, best_start, best_end = total, start, position + 1
    for position, candidate in enumerate(page):
        if best_start <= position < best_end:
            _keep_in_run(candidate)
        elif not candidate.reason:
            candidate.drop("outside the article")


def _weight(candidate: Candidate) -> float:
    match candidate.look:
        case Look.SENTENCE:
            return -8.0 if candidate.cut_off and candidate.words < 40 else float(min(candidate.words, 50))
        case Look.ITEM:
            return float(min(candidate.words, 20)) if candidate.final or candidate.introduced else -3.0
        case Look.LINE:
            return -6.0 if candidate.words < 8 else -10.0
        case Look.FURNITURE:
            return -2.0


def _keep_in_run(candidate: Candidate) -> None:
    kinds = {
        Look.SENTENCE: BlockKind.PARAGRAPH,
        Look.ITEM: BlockKind.ITEM,
        Look.LINE: BlockKind.HEADING,
    }
    candidate.kept = kinds.get(candidate.look)


def _drop_teasers(page: list[Candidate]) -> None:
    """Drop headlines with one sentence each, about other things, at either end of the run."""
    kept = [c for c in page if c.kept]
    for order in (kept, kept[::-1]):
        pairs = _pairs(order, from_top=order is kept)
        titles = [c for c in pairs if c.look is Look.LINE]
        rest = [c for c in order[len(pairs) :] if c.look is Look.SENTENCE]
        if len(titles) < 2 or sum(c.words for c in titles) < 4 * len(titles):
            continue
        if sum(c.words for c in rest) >= _ENOUGH_TO_COMPARE and share(pairs, content(rest)) < _OTHER_TOPIC:
            for candidate in pairs:
                candidate.drop("teaser")


def _drop_other_story(page: list[Candidate]) -> None:
    """Drop the last paragraphs where two lines part them off and they are about something else."""
    run = [c for c in page if c.kept]
    parts = [i for i, (a, b) in enumerate(pairwise(run), start=1) if a.look is Look.LINE is b.look]
    if not parts:
        return
    article = [c for c in run[: parts[-1] - 1] if c.look is Look.SENTENCE]
    tail = run[parts[-1] - 1 :]
    sentences = [c for c in tail if c.look is Look.SENTENCE]
    long_enough = sum(c.words for c in article) >= max(_ENOUGH_TO_COMPARE, sum(c.words for c in sentences))
    if long_enough and len(sentences) >= 2 and share(tail, content(article)) < _SURELY_OTHER_TOPIC:
        for candidate in tail:
            candidate.drop("another story")


def _pairs(order: Sequence[Candidate], *, from_top: bool) -> Sequence[Candidate]:
    """Return the lines and short sentences that alternate from the start of `order` on."""
    expected = (Look.LINE, Look.SENTENCE) if from_top else (Look.SENTENCE, Look.LINE)
    count = 0
    for candidate in order:
        if candidate.look is not expected[count % 2] or candidate.words > _LONGEST_TEASER:
            break
        count += 1
    return order[: count - count % 2]


def _settle_lines(page: list[Candidate]) -> None:
    """Decide which lines without a full stop are sub-headings, which sentences, and which neither."""
    around = [c for c in page if c.look is not Look.FURNITURE and (c.kept or c.look is Look.LINE)]
    uses = Counter(word for c in around if c.kept for word in c.content)
    for candidate, below in pairwise([*around, None]):
        if candidate is None or candidate.kept is not BlockKind.HEADING:
            continue
        heads = below is not None and below.kept and below.look is not Look.LINE
        if heads and candidate.words <= _LONGEST_SUBHEADING:
            if len(candidate.content) >= 3 and all(uses[word] == 1 for word in candidate.content):
                candidate.drop("headline of another story")
        elif candidate.words > _LONGEST_SUBHEADING and candidate.grammar >= 0.25 and candidate.verb:
            candidate.kept = BlockKind.PARAGRAPH
        else:
            candidate.drop("line outside the text")


def _drop_author_box(text: str, page: list[Candidate]) -> None:
    """Drop the last paragraphs where they present the writer: by the byline's name, or by the trade."""
    lines = [c.piece.span.of(text) for c in page if c.sort is Sort.BYLINE or c.date]
    names = {key(name) for line in lines if (name := by_whom(line))}
    kept = [c for c in page if c.kept]
    for candidate in kept[3:][-2:]:
        by_name = any(candidate.key.startswith(f"{name} ") for name in names)
        writer = writer_presented(candidate.piece.span.of(text))
        stranger = writer and not any(f"{key(writer)} " in c.key for c in kept if c is not candidate)
        if by_name or stranger:
            candidate.drop("about the author")


def _drop_trailing_lines(page: list[Candidate]) -> None:
    """Drop headings that nothing follows, and questions that follow a line of another story."""
    last = [c for c in page if c.look is not Look.FURNITURE or c.kept]
    while len(last) > 1 and not _closes(last[-1], last[-2]):
        candidate = last.pop()
        if candidate.kept:
            candidate.drop("line below the text")


def _closes(candidate: Candidate, above: Candidate) -> bool:
    """Whether the article may end with `candidate`."""
    if candidate.kept in (None, BlockKind.HEADING):
        return False
    title = candidate.words <= _LONGEST_SUBHEADING * 2 and candidate.final and not candidate.statement
    return above.kept is not None or not title


def _keep_what_is_left(page: list[Candidate]) -> None:
    """Keep all that is not known furniture: a page without one sentence may still be a note or a list."""
    for candidate in page:
        if candidate.look is not Look.FURNITURE:
            candidate.kept = candidate.piece.kind or BlockKind.PARAGRAPH
            candidate.reason = ""


def _without_dateline(text: str, candidate: Candidate) -> Span:
    span = candidate.piece.span
    if candidate.kept is not BlockKind.PARAGRAPH:
        return span
    prefix = dateline(span.of(text))
    return Span(span.start + prefix.end, span.end) if prefix else span
