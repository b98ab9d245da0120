"""Who is told by the party he belongs to: "A B, *a Conservative* who chairs the committee"."""

from __future__ import annotations

from spacy.tokens import Doc

from kgbuild.nlp.lexicon import Body, Lexicon

_BREAKS = frozenset({",", ".", ";", "and", "on", "who"})
_ARTICLES = frozenset({"a", "an", "the"})


def party_of(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Body | None:
    """Return the party that words stand for, in full, as an adjective or cut short: "Lib Dem", "Con".

    Args:
        doc: The article.
        start: The first token.
        end: The token behind the last.
        lexicon: The gazetteers.
    """
    words = tuple(token.text for token in doc[start:end])
    known = lexicon.bodies.get(lexicon.short_parties.get(words, words))
    return known if known is not None and known.sort == "party" else None


def partisan_behind(doc: Doc, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the words for a party that tell who is named before token `end`: "A B, a *Lib Dem*, said"."""
    opened = doc[end : end + 1].text == "," and doc[end + 1 : end + 2].text.lower() in _ARTICLES
    stops = (k for k in range(end + 3, min(end + 6, len(doc))) if doc[k].lower_ in _BREAKS)
    stop = next(stops, None) if opened else None
    return None if stop is None or party_of(doc, end + 2, stop, lexicon) is None else (end + 2, stop)


__all__ = ["partisan_behind", "party_of"]
