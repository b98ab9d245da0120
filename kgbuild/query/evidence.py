"""Which columns of an answer are evidence: a sentence, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

SENTENCE, ARTICLE, DATE, FACT = "sentence", "article", "date", "fact"
MORE, LAST_DATE = "more", "lastDate"
"""How many further sentences state what a row says, and the date of the last article that does."""
OTHERS = "others"
"""Where those sentences stand: no column of an answer, but for Markdown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The columns of a sentence and of where it stands, which are shown as one.

    Attributes:
        name: What the one column is called.
        sentence: The column of the sentence.
        article: The column of the article's identifier; it need not be there.
        date: The column of its date; it need not be there.
        fact: The column of the fact; it need not be there.
        counted: Whether `MORE` and `LAST_DATE` tell of further sentences of its kind.
    """

    name: str
    sentence: str
    article: str
    date: str
    fact: str
    counted: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        further = (MORE, LAST_DATE, OTHERS) if self.counted else ()
        return (self.sentence, self.article, self.date, self.fact, *further)

    def source(self, row: Mapping[str, str]) -> list[str]:
        """Return what `row` tells of where the sentence stands, and that there are more."""
        return [
            *(row[name] for name in (self.article, self.date, self.fact) if row.get(name)),
            *self._more(row),
        ]

    def text(self, row: Mapping[str, str]) -> str:
        """Return the sentence of `row`, and on a line of its own where it stands."""
        lines = [row[self.sentence]] if row[self.sentence] else []
        source = self.source(row)
        return "\n".join([*lines, f"[{', '.join(source)}]"] if source else lines)

    def _more(self, row: Mapping[str, str]) -> Iterator[str]:
        number, last, others = (row.get(name, "") for name in (MORE, LAST_DATE, OTHERS))
        if self.counted and number not in ("", "0"):
            until = f" until {last}" if last and last != row.get(self.date) else ""
            yield f"and {number} more{f': {others}' if others else until}"


MAIN = Evidence("evidence", SENTENCE, ARTICLE, DATE, FACT, counted=True)
"""The evidence of what a row says; others are of what it compares that with."""


def is_foldable(columns: Collection[str]) -> bool:
    """Whether an answer of these columns can have one row for what several sentences state."""
    return {SENTENCE, ARTICLE, FACT} <= set(columns) and not {MAIN.name, MORE, LAST_DATE} & set(columns)


def evidences(columns: Sequence[str]) -> Iterator[Evidence]:
    """Yield each evidence of a table: sentence, article, date, fact; also otherSentence, otherArticle ..."""
    if {SENTENCE, ARTICLE} <= set(columns) and MAIN.name not in columns:
        yield MAIN
    ends = ("Article", "Fact")
    for prefix in dict.fromkeys(
        name.removesuffix(end) for name in columns for end in ends if name.endswith(end)
    ):
        parts = (f"{prefix}Article", f"{prefix}Date", f"{prefix}Fact")
        if f"{prefix}Sentence" in columns and f"{prefix}Evidence" not in columns:
            yield Evidence(f"{prefix}Evidence", f"{prefix}Sentence", *parts)
        elif prefix in columns:
            yield Evidence(prefix, prefix, *parts)
