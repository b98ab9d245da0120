"""Drafts: facts before they are dated, merged and located in the text."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.model import Status


@dataclass(frozen=True, slots=True)
class Value:
    """One argument of a draft: a thing, or a literal, and the tokens that hold it."""

    name: str
    text: str
    thing: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before it is dated, merged and located.

    Attributes:
        type: The fact type.
        values: Its arguments.
        status: What the text gives it.
        trigger: The tokens that made the rule fire.
        cues: The tokens that decided the status.
        rule: The frame and rule.
        confidence: 0 to 1.
        claimer: The thing that says so.
        dates: Filled in later: earliest, latest, words.
        location: The place.
        ended: Of a tenure, whether its words tell that it is over: "*former* leader".
        presupposed: Whether a noun or adjective tells it that says so whatever stands around it, and when.
    """

    type: str
    values: tuple[Value, ...]
    status: Status
    trigger: tuple[int, int]
    rule: str
    confidence: float
    cues: tuple[int, ...] = ()
    claimer: str | None = None
    dates: tuple[str | None, str | None, str | None] = (None, None, None)
    location: str | None = None
    ended: bool = False
    presupposed: bool = False

    def things(self, name: str) -> list[str]:
        """Return the things that fill an argument."""
        return [v.thing for v in self.values if v.name == name and v.thing is not None]

    def text(self, name: str) -> str | None:
        """Return the words of a literal argument."""
        return next((v.text for v in self.values if v.name == name), None)
