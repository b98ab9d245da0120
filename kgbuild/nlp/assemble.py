"""From drafts to facts: dated, located in the text, with content-made referents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgbuild.model import Argument, Fact, Form, Mention, Reading, Referent, Span
from kgbuild.nlp.article import Article
from kgbuild.nlp.confidence import calibrated
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.identity import Thing
from kgbuild.nlp.merging import merged
from kgbuild.nlp.money import parse_amount
from kgbuild.nlp.references import References
from kgbuild.nlp.spells import bounded
from kgbuild.nlp.successions import handed_on, stepped_in

_PROPERTY = {"other": "participant"}
"""A frame names the two sides of a collaboration apart; the graph does not."""

_STRETCH = 120  # tokens from a fact's trigger to the words that stand for an argument


class Assembler:
    """Makes the reading of one article from its drafts."""

    def __init__(self, article: Article, references: References) -> None:
        self.article = article
        self.references = references

    def reading(self, drafts: Iterable[Draft], reader: str) -> Reading:
        """Return the finished reading.

        Args:
            drafts: What was found, in any order.
            reader: The fingerprint of what read it.
        """
        once = merged(stepped_in(drafts), self.references.lexicon.lower_ranks)
        told = list(bounded([*once, *handed_on(once)], self.article.document.issued))
        used = {v.thing for d in told for v in d.values if v.thing} | {d.claimer for d in told if d.claimer}
        used |= {d.location for d in told if d.location}
        things = {t.id: t for t in self.references.things.by_id.values() if t.named or t.id in used}
        facts = sorted((self._fact(draft, things) for draft in told), key=_fact_order)
        return Reading(
            document=self.article.document,
            reader=reader,
            referents=tuple(sorted((_referent(t) for t in things.values()), key=lambda r: r.id)),
            mentions=tuple(self._mentions(things, told)),
            facts=tuple(dict.fromkeys(facts)),
        )

    def _mentions(self, things: dict[str, Thing], drafts: Iterable[Draft]) -> list[Mention]:
        """Return every mention, and the words of a fact by which it implies a thing.

        The words of "the finance director" imply whose he is.
        """
        found = {
            Mention(self.references.span(r), r.thing.kind, r.form, r.thing.id, r.found)
            for r in self.references.at.values()
            if r.thing.id in things
        }
        named = {(i, r.thing.id) for r in self.references.at.values() for i in range(r.start, r.end)}
        for draft in drafts:
            for value in draft.values:
                at, thing = (value.start, value.end), value.thing
                told = at != draft.trigger or draft.type == "Tenure"  # else another telling has its words
                if thing is not None and told and (value.start, thing) not in named:
                    span = self.article.span(*at)
                    found.add(Mention(span, things[thing].kind, Form.DESCRIPTION, thing, "implied"))
        return sorted(found, key=lambda m: (m.span, m.referent, m.found))

    def _fact(self, draft: Draft, things: dict[str, Thing]) -> Fact:
        args = [Argument(_PROPERTY.get(v.name, v.name), _words(v, things), v.thing) for v in draft.values]
        args += [a for v in draft.values if v.name == "amountText" for a in _amount(v.text)]
        earliest, latest, words = draft.dates
        return Fact(
            type=draft.type,
            args=tuple(sorted(set(args), key=lambda a: (a.name, a.text, a.referent or ""))),
            status=draft.status,
            evidence=self.evidence(draft),
            trigger=self.article.span(*draft.trigger),
            rule=draft.rule,
            confidence=calibrated(draft.confidence),
            cues=tuple(self.article.span(i, i + 1) for i in draft.cues),
            claimer=draft.claimer,
            earliest=earliest,
            latest=latest,
            date_text=words,
            location=draft.location,
        )

    def evidence(self, draft: Draft) -> Span:
        """Return the sentence of the trigger, grown to hold every argument that stands close by."""
        sentence = self.article.sentence(self.article.doc[draft.trigger[0]])
        start, end = sentence.start, sentence.end
        for value in draft.values:
            if abs(value.start - draft.trigger[0]) < _STRETCH:
                start, end = min(start, value.start), max(end, value.end)
        return self.article.span(start, end)


def _words(value: Value, things: dict[str, Thing]) -> str:
    return value.text if value.thing is None else things[value.thing].label


def _amount(text: str) -> list[Argument]:
    parsed = parse_amount(text)
    if parsed is None:
        return []
    number, currency = parsed
    plain = f"{number.normalize():f}"
    return [Argument("amount", plain)] + ([Argument("currency", currency)] if currency else [])


def _referent(thing: Thing) -> Referent:
    forms = sorted(form for form in thing.forms if form and form != thing.label)
    return Referent(thing.id, thing.kind, thing.label, tuple(forms), thing.named, thing.gender)


def _fact_order(fact: Fact) -> tuple[Span, str, tuple[Argument, ...], str]:
    return (
        fact.evidence,
        fact.type,
        tuple(replace(a, referent=a.referent or "") for a in fact.args),
        fact.rule,
    )
