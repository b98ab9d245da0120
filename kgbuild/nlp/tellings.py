"""What a noun tells yields to what verbs tell of the same: "is to leave ... with *her departure*"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kgbuild.model import Status
from kgbuild.nlp.drafts import Draft
from kgbuild.nlp.verbs import VERBAL

_KEYS = {
    "Appointment": ("target", "organization"),
    "Departure": ("agent",),
    "Succession": ("agent", "target"),
    "Transfer": ("target", "recipient"),
}  # the things that make two tellings one event, for types that nouns tell without saying when
_DONE = frozenset({"complete", "completion", "conclude", "conclusion", "finalise", "finalize", "seal"})


def settled(drafts: Sequence[Draft], doc: Doc) -> list[Draft]:
    """Return the drafts, those that a noun asserts planned where the article's verbs only plan them."""
    told: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.type in _KEYS and doc[draft.trigger[0]].pos_ in VERBAL:
            told.setdefault(_key(draft), []).append(draft)
    return [
        _settled(draft, told.get(_key(draft), ()), doc) if draft.type in _KEYS else draft for draft in drafts
    ]


def _key(draft: Draft) -> tuple[object, ...]:
    return (draft.type, *(frozenset(draft.things(name)) for name in _KEYS.get(draft.type, ())))


def _settled(draft: Draft, verbs: Sequence[Draft], doc: Doc) -> Draft:
    noun = doc[draft.trigger[0]]
    done = any(above.lemma_ in _DONE for above in noun.ancestors)  # "the *completion* of its takeover of X"
    named = noun.pos_ == "NOUN" and draft.status is Status.ASSERTED and not done
    if not (named and verbs) or any(verb.status is not Status.PLANNED for verb in verbs):
        return draft
    return replace(draft, status=Status.PLANNED, cues=verbs[0].cues)
