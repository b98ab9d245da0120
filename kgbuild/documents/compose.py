"""Make a document of a text and its pieces: body, title, date of issue."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.documents.body import Body, find_body
from kgbuild.documents.dates import dateline
from kgbuild.documents.looks import Candidate, Look
from kgbuild.documents.problems import UnreadableError
from kgbuild.documents.segments import Piece, pieces
from kgbuild.model import BlockKind, Document

_SENTENCES_ABOVE_DATE = 2
"""How many paragraphs (a standfirst, a lead) may stand between the headline and a line with the date."""

_LINES_ABOVE_HEADLINE = 3
"""How far above the headline such a line may stand; further up it is the day the page was fetched."""


def compose(
    document_id: str,
    text: str,
    parts: Sequence[Piece] | None = None,
    *,
    title: str | None = None,
    issued: str | None = None,
    source: str | None = None,
) -> Document:
    """Return the document that `text` holds, with its own body told from page furniture.

    Args:
        document_id: The document's identifier.
        text: The text, kept as it is.
        parts: Its pieces; None to divide it by its lines.
        title: The headline where metadata give it; else the text's is taken.
        issued: The date of issue where metadata give it; else a dateline is looked for.
        source: The publisher's address or name.

    Raises:
        UnreadableError: No article is in the text.
    """
    body = find_body(text, pieces(text) if parts is None else parts, title)
    if all(block.kind is BlockKind.HEADING for block in body.blocks):
        raise UnreadableError(
            "no-text", "no article text is in it", "check that it is the article and not a stub."
        )
    headline = " ".join(body.headline.of(text).split()) if body.headline else None
    return Document(
        id=document_id,
        text=text,
        title=title or headline,
        issued=issued or issued_in(text, body),
        source=source,
        body=body.blocks,
    )


def issued_in(text: str, body: Body) -> str | None:
    """Return the date of issue that the lines near the headline or the report's dateline give, if any."""
    page = body.candidates
    lines = [c for c in _near_headline(page, body) if c.date]
    lines.sort(key=lambda c: c.date is not None and c.date.update)
    if lines and lines[0].date:
        return lines[0].date.issued
    paragraphs = [c.piece.span.of(text) for c in page if c.kept is BlockKind.PARAGRAPH]
    dates = [prefix.issued for p in paragraphs if (prefix := dateline(p)) and prefix.issued]
    begins = paragraphs and dateline(paragraphs[0])
    # several paragraphs that begin with dates are a chronicle, and none of them is the date of issue
    return begins.issued if begins and len(dates) == 1 else None


def _near_headline(page: Sequence[Candidate], body: Body) -> list[Candidate]:
    """Return the pieces below the headline down to the second paragraph, then those right above it."""
    first = next((i for i, c in enumerate(page) if c.kept), 0)
    at = next((i for i, c in enumerate(page) if body.headline and c.piece.span == body.headline), first)
    below: list[Candidate] = []
    sentences = 0
    for candidate in page[at + 1 :] if body.headline else page[at:]:
        sentences += candidate.kept is BlockKind.PARAGRAPH or candidate.look is Look.SENTENCE
        if sentences > _SENTENCES_ABOVE_DATE:
            break
        below.append(candidate)
    return below + list(reversed(page[max(0, at - _LINES_ABOVE_HEADLINE) : at]))
