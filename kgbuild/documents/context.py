"""Tell page furniture by what stands round it: boxes of other stories, where the article ends, repetition."""

from __future__ import annotations

from itertools import pairwise

from kgbuild.documents.furniture import Sort, is_button, speaks_of_itself
from kgbuild.documents.looks import Candidate, Look, content, share

_ENOUGH_BEFORE_END = 40
"""Words of sentences that must stand before a line ends the article: the same words top a page as a link."""

_REACH = 8
"""How many pieces up and down a repetition is looked for."""

_SAME_TOPIC = 0.35
"""From this share of common words on, the paragraph below a box goes on with the article above it."""

_SURELY_SAME_TOPIC = 0.5
_LONGEST_COMMENT = 3
"""Paragraphs below a button or a time of day from which on they are the article's, not a reader's."""

_LONGEST_REPEATED = 400
_LONGEST_TITLE = 16
_LONGEST_APPEAL = 4
_LONGEST_DATE = 4


def drop_by_context(text: str, page: list[Candidate]) -> None:
    """Drop the furniture of `page` that its words or its neighbours tell; the rest is left undecided."""
    _drop_known_furniture(page)
    _reconsider_ends_of_lines(page)
    _restore_dates_of_timeline(page)
    _drop_captions_and_tweets(page)
    _drop_appeal(text, page)
    _drop_after_end(page)
    _drop_boxes(page)
    _drop_repeated(page)
    _mark_lists(page)


def _drop_known_furniture(page: list[Candidate]) -> None:
    for candidate in page:
        if candidate.date:
            candidate.drop("date")
        elif candidate.sort:
            candidate.drop(candidate.sort.value)


def _reconsider_ends_of_lines(page: list[Candidate]) -> None:
    """Take repeated questions for titles, and long lines for sentences where a page has no full stops."""
    for above, below in pairwise(page):
        if above.key == below.key and above.words <= _LONGEST_TITLE and not above.statement:
            for candidate in (above, below):
                candidate.look = Look.LINE if candidate.look is Look.SENTENCE else candidate.look
    long = [c for c in page if c.words >= 12 and c.grammar >= 0.15 and c.look in (Look.SENTENCE, Look.LINE)]
    lines = [c for c in long if c.look is Look.LINE and not c.cut_off]
    if len(lines) > 0.75 * len(long):
        for candidate in lines:
            candidate.look = Look.SENTENCE


def _restore_dates_of_timeline(page: list[Candidate]) -> None:
    """Take dates that part paragraph from paragraph for the sub-headings of a chronicle."""
    parting = [
        date
        for above, date, below in zip(page, page[1:], page[2:], strict=False)
        if date.date and date.words <= _LONGEST_DATE and above.look is Look.SENTENCE is below.look
    ]
    if len(parting) >= 2:
        for candidate in parting:
            candidate.look, candidate.reason = Look.LINE, ""


def _drop_captions_and_tweets(page: list[Candidate]) -> None:
    """Drop what stands below a caption's label, and the tweet that stands above its author."""
    for above, below in pairwise(page):
        if above.sort is Sort.CAPTION_LABEL and below.words <= 40:
            _turn(below, "caption")
        if below.sort is Sort.TWEET and above.piece.group == below.piece.group:
            _turn(above, "tweet")


def _turn(candidate: Candidate, reason: str) -> None:
    """Take `candidate` for furniture: what follows no longer sees a sentence or a line."""
    candidate.look = Look.FURNITURE
    candidate.drop(reason)


def _drop_appeal(text: str, page: list[Candidate]) -> None:
    """Drop what a site says of itself between two calls on its visitor, above the article."""
    first = next((i for i, c in enumerate(page) if c.look is Look.SENTENCE), len(page))
    if not any(c.sort is Sort.VISITOR for c in page[:first]):
        return
    names = {c.key for c in page[:first] if c.look is Look.LINE and 2 <= c.words <= 4}
    appeal: list[Candidate] = []
    for candidate in page[first:]:
        if candidate.sort is Sort.VISITOR:
            for said in appeal:
                _turn(said, "the site about itself")
            return
        of_itself = speaks_of_itself(candidate.piece.span.of(text)) or any(n in candidate.key for n in names)
        if candidate.look is not Look.SENTENCE or not of_itself or len(appeal) >= _LONGEST_APPEAL:
            return
        appeal.append(candidate)


def _drop_after_end(page: list[Candidate]) -> None:
    """Drop all below the line that ends the article, such as "Comments" or "About the author"."""
    sentences = words = 0
    for position, candidate in enumerate(page):
        ends = candidate.sort in (Sort.ENDS, Sort.STAMP) or _dated_entry(page, position)
        enough = sentences >= 2 and words >= _ENOUGH_BEFORE_END
        if ends and enough and not _text_runs_on(page, position):
            for below in page[position + 1 :]:
                _turn(below, "after the article's end")
            return
        if candidate.look is Look.SENTENCE:
            sentences += 1
            words += candidate.words


def _text_runs_on(page: list[Candidate], position: int) -> bool:
    """Whether the article goes on below a button or a time at `position`: sentences, with no name between."""
    if page[position].sort is Sort.ENDS and not is_button(page[position].key):
        return False
    below = [c for c in page[position + 1 :] if c.look is not Look.FURNITURE][:_LONGEST_COMMENT]
    return len(below) == _LONGEST_COMMENT and all(c.look is Look.SENTENCE for c in below)


def _dated_entry(page: list[Candidate], position: int) -> bool:
    """Whether a list of dated entries begins here: names or titles, each with a date below it."""
    dates = [i for i in range(position + 1, min(position + 6, len(page))) if page[i].date]
    titled = [i for i in dates if page[i - 1].look is Look.LINE]
    return len(titled) >= 2 and titled[0] == position + 1


def _drop_boxes(page: list[Candidate]) -> None:
    """Drop the links and teasers below the heading of a box, up to where the article goes on.

    Above the article, only sentences are dropped: one of the lines may be the headline.
    """
    position = 0
    while position < len(page):
        if page[position].sort is not Sort.BOX:
            position += 1
            continue
        article = [c for c in page[:position] if c.look is Look.SENTENCE]
        begun = sum(c.words for c in article) >= _ENOUGH_BEFORE_END
        about = content(article)
        end = position + 1
        while end < len(page) and page[end].sort is not Sort.BOX and not _goes_on(page, end, about):
            end += 1
        for candidate in page[position + 1 : end]:
            if begun or candidate.look is not Look.LINE:
                _turn(candidate, "in a box of other stories")
        position = end


def _goes_on(page: list[Candidate], position: int, about: frozenset[str]) -> bool:
    """Whether the article, so far with the content words `about`, goes on at `position`, below a box."""
    here = page[position]
    if here.look is not Look.SENTENCE or here.cut_off or not (here.final or here.introduces):
        return False
    after = next((c for c in page[position + 1 :] if c.look is not Look.FURNITURE), None)
    if after is None:
        return share([here], about) >= _SAME_TOPIC
    if after.look is not Look.SENTENCE and here.words >= 20:
        return share([here], about) >= _SURELY_SAME_TOPIC
    return after.look is Look.SENTENCE and after.final and here.words + after.words >= 20


def _drop_repeated(page: list[Candidate]) -> None:
    """Of what stands twice keep one, of a lead and its cut-off copy the whole one, and no pull quotes."""
    below_text = False
    for position, candidate in enumerate(page):
        if candidate.look is Look.LINE and not below_text:
            continue
        if candidate.look in (Look.FURNITURE, Look.ITEM) or not 4 <= candidate.words <= _LONGEST_REPEATED:
            continue
        later = page[position + 1 : position + 1 + _REACH]
        earlier = page[max(0, position - _REACH) : position]
        if any(_repeats(candidate, other) for other in later) or any(_quotes(candidate, c) for c in earlier):
            _turn(candidate, "repeated")
        below_text = below_text or candidate.look is Look.SENTENCE


def _repeats(candidate: Candidate, later: Candidate) -> bool:
    """Whether `later` says all that `candidate` says, or `candidate` is a cut-off run of it and more."""
    if later.look not in (Look.SENTENCE, Look.ITEM) or not candidate.said:
        return False
    if f"{later.said} ".startswith(f"{candidate.said} ") or _quotes(candidate, later):
        return True
    if candidate.final and not candidate.cut_off:
        return False
    longer = later.words >= 8 and candidate.said.startswith(later.said)
    return longer or later.said.startswith(candidate.said)


def _quotes(candidate: Candidate, whole: Candidate) -> bool:
    """Whether `candidate` is a shorter stretch of `whole`, as a pull quote is."""
    if whole.look is not Look.SENTENCE or not candidate.words < whole.words or candidate.words > 40:
        return False
    return f" {candidate.said} " in f" {whole.said} "


def _mark_lists(page: list[Candidate]) -> None:
    """Take the lines below a sentence that ends in a colon for the items of a list."""
    introduced = False
    for candidate in page:
        if candidate.look in (Look.LINE, Look.ITEM) and introduced:
            candidate.look, candidate.introduced = Look.ITEM, True
        else:
            introduced = candidate.look is Look.SENTENCE and candidate.introduces
