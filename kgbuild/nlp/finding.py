"""Finding proper names: which stretches of an article name a person, a body, a place or a work.

Candidates are runs of capitalised words (`capitals`). Known bodies, head nouns ("X City Council", "Z
Inquiry"), titles and posts cut a run into names and tell their kind (`cutting`); what is left is decided
once for the whole article (`voting`).
"""

from __future__ import annotations

from kgbuild.nlp.article import Article
from kgbuild.nlp.capitals import Capitals
from kgbuild.nlp.cutting import Cutter
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Name
from kgbuild.nlp.voting import Voting


def find_names(article: Article, lexicon: Lexicon) -> tuple[Name, ...]:
    """Return the proper names of an article, in order, not overlapping."""
    capitals = Capitals(article, lexicon)
    cutter = Cutter(capitals, lexicon)
    names: list[Name] = []
    for start, end in capitals.runs():
        reached = names[-1].end if names else 0
        if end > reached:
            for name in cutter.cut(max(start, reached), end):
                while names and names[-1].start >= name.start:
                    names.pop()  # "Work Leaders" in front of "' Forum" was no name of its own
                if not names or names[-1].end <= name.start:
                    names.append(name)
    decided = Voting(capitals, lexicon).decide(names)
    return tuple(sorted(decided, key=lambda name: name.start))
