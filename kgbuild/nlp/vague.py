"""Facts whose arguments stand for nothing out of their article: "rejected the *deal*", "an *Indian firm*"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kgbuild.model import Kind
from kgbuild.nlp.drafts import Draft
from kgbuild.nlp.frames import ArgumentSpec
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.lexicon import Lexicon

_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_DOUBT = 0.1
_SECTIONS = {Kind.WORK: "matters", Kind.ORGANISATION: "bodies", Kind.PERSON: "people"}


def concrete(
    drafts: Iterable[Draft],
    things: Mapping[str, Thing],
    lexicon: Lexicon,
    arguments: Mapping[tuple[str, str], ArgumentSpec],
) -> Iterator[Draft]:
    """Yield the drafts that say of whom and of what they are, without optional arguments that do not.

    A draft about a work that is called by its noun alone is given less confidence.

    Args:
        drafts: What was found.
        things: The referents of the article by identifier.
        lexicon: The gazetteers, with `vague_nouns`.
        arguments: What each fact type asks of its arguments, by type and argument.
    """
    for draft in drafts:
        vague = {
            value: spec
            for value in draft.values
            if (spec := arguments.get((draft.type, value.name))) is not None
            and not spec.vague
            and value.thing is not None
            and is_vague(things[value.thing], lexicon)
        }
        if not any(spec.required or spec.name == "agent" for spec in vague.values()):
            values = tuple(v for v in draft.values if v not in vague)
            bare = any(_is_bare(things[v.thing], lexicon) for v in values if v.thing is not None)
            doubt = _DOUBT if bare and (draft.type, "target") in arguments else 0.0
            yield replace(draft, values=values, confidence=round(draft.confidence - doubt, 2))


def is_vague(thing: Thing, lexicon: Lexicon) -> bool:
    """Whether a thing is only described, and by words that any other might be described by."""
    *before, head = thing.label.split()
    nouns = lexicon.vague[_SECTIONS[thing.kind]] if thing.kind in _SECTIONS else {}
    if thing.named or head.lower() not in nouns:
        return False
    told = [word for word in before if word.lower() not in lexicon.vague["qualifiers"]]
    one = thing.kind is Kind.ORGANISATION and not nouns[head.lower()] and len(told) == 1
    one = one and head.lower() not in lexicon.vague["parts"]
    return not told or (one and not _is_name(told[0], lexicon))


def _is_bare(thing: Thing, lexicon: Lexicon) -> bool:
    """Whether a work is called by its noun alone, which tells less than a reader may ask: "the plan"."""
    words = thing.label.lower().split()[:-1]
    return thing.kind is Kind.WORK and not thing.named and lexicon.vague["qualifiers"].keys() >= set(words)


def only_points(phrase: str, section: str, lexicon: Lexicon) -> bool:
    """Return whether words only point at what an article tells elsewhere: "changes", "a new deal"."""
    words = [word for word in phrase.lower().split() if word not in _ARTICLES]
    points = bool(words) and words[-1] in lexicon.vague[section]
    return points and lexicon.vague["qualifiers"].keys() >= set(words[:-1])


def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a noun may be a name that tells bodies apart: no place, no "Paris-based"."""
    known = (word,) in lexicon.places or word.lower() in lexicon.demonyms
    return word[:1].isupper() and "-" not in word and not known


__all__ = ["concrete", "is_vague", "only_points"]
