"""Three small invented articles with readings and entities: every fact type, status and kind of argument.

Made by hand in `sample.yaml`, so that the stages after reading can be tested without a model. `READINGS`,
`ENTITIES` and `TEXTS` are what the reader, the resolver and a folder of articles would give. `ALL_READINGS`,
`ALL_ENTITIES` and `ALL_TEXTS` have those of `more.yaml` too: the ready queries are asked about them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kgbuild.ids import digest, slug
from kgbuild.model import (
    Argument,
    Block,
    BlockKind,
    Document,
    Entity,
    Fact,
    Form,
    Kind,
    MemberRef,
    Mention,
    Reading,
    Referent,
    Span,
    Status,
)

SAME = {"person:orla-fynch": "person:orla-finch"}
"""Referents that are one thing under two spellings."""


def reading(article: Mapping[str, Any]) -> Reading:
    """Return the reading of one article of `sample.yaml`."""
    document = _document(article)
    referents = {key: _referent(value) for key, value in article["referents"].items()}
    facts = [_fact(value, document.text, referents) for value in article["facts"]]
    return Reading(
        document=document,
        reader="by-hand",
        referents=tuple(sorted(referents.values(), key=lambda r: r.id)),
        mentions=tuple(_mentions(document.text, referents.values())),
        facts=tuple(sorted(facts, key=lambda f: (f.evidence, f.type, f.args))),
    )


def resolved(readings: Iterable[Reading]) -> tuple[Entity, ...]:
    """Return the entities of `readings`: one for each name; what is not named stays local to its document."""
    groups: dict[str, list[tuple[MemberRef, Referent]]] = defaultdict(list)
    for one in readings:
        for referent in one.referents:
            name = SAME.get(referent.id, referent.id).split(":")[1]
            local = "" if referent.named else f"-{digest(one.document.id, length=8)}"
            identifier = f"{referent.kind.lower()}/{name}{local}"
            groups[identifier].append((MemberRef(one.document.id, referent.id), referent))
    return tuple(_entity(identifier, groups[identifier]) for identifier in sorted(groups))


def _document(article: Mapping[str, Any]) -> Document:
    lines: list[str] = article["lines"]
    blocks, start = [], 0
    for number, line in enumerate(lines):
        kind = BlockKind.HEADING if number == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(Span(start, start + len(line)), kind))
        start += len(line) + 2
    text = "\n\n".join(lines) + "\n"
    return Document(
        article["id"], text, lines[0], article.get("issued"), article.get("source"), tuple(blocks)
    )


def _referent(value: Mapping[str, Any]) -> Referent:
    kind, label = Kind(value["kind"]), value["label"]
    names = tuple(sorted(value.get("names", ())))
    return Referent(f"{kind.lower()}:{slug(label)}", kind, label, names, value.get("named", True))


def _mentions(text: str, referents: Iterable[Referent]) -> Iterator[Mention]:
    forms = {form: referent for referent in referents for form in (referent.label, *referent.names)}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    for match in re.finditer("|".join(rf"\b{re.escape(form)}\b" for form in longest_first), text):
        referent = forms[match.group()]
        form = Form.NAME if referent.named and match.group()[0].isupper() else Form.DESCRIPTION
        yield Mention(Span(*match.span()), referent.kind, form, referent.id, "by-hand")


def _fact(value: Mapping[str, Any], text: str, referents: Mapping[str, Referent]) -> Fact:
    evidence = _find(text, value["evidence"])
    claimer, location = value.get("claimer"), value.get("location")
    return Fact(
        type=value["type"],
        args=tuple(sorted(_arguments(value["args"], referents))),
        status=Status(value.get("status", "Asserted")),
        evidence=evidence,
        trigger=_find(text, value["trigger"], evidence.start),
        rule=value.get("rule", f"{value['type']}.yaml:1"),
        confidence=value.get("confidence", 0.9),
        cues=tuple(_find(text, cue, evidence.start) for cue in value.get("cues", ())),
        claimer=referents[claimer].id if claimer else None,
        earliest=value.get("earliest"),
        latest=value.get("latest"),
        date_text=value.get("date_text"),
        location=referents[location].id if location else None,
    )


def _arguments(args: Mapping[str, Any], referents: Mapping[str, Referent]) -> Iterator[Argument]:
    for name, value in args.items():
        for item in value if isinstance(value, list) else [value]:
            if item.startswith("@"):
                referent = referents[item[1:]]
                yield Argument(name, referent.label, referent.id)
            else:
                yield Argument(name, item)


def _find(text: str, words: str, start: int = 0) -> Span:
    begin = text.index(words, start)
    return Span(begin, begin + len(words))


def _entity(identifier: str, members: list[tuple[MemberRef, Referent]]) -> Entity:
    labels = Counter(referent.label for _, referent in members)
    label = max(labels, key=lambda form: (labels[form], len(form), form))
    forms = {form for _, referent in members for form in (referent.label, *referent.names)}
    refs = tuple(sorted(member for member, _ in members))
    return Entity(identifier, members[0][1].kind, label, tuple(sorted(forms - {label})), refs)


DATA = Path(__file__).with_suffix(".yaml")
READINGS = tuple(reading(article) for article in yaml.safe_load(DATA.read_text(encoding="utf-8")))
ENTITIES = resolved(READINGS)
MORE = tuple(
    reading(article) for article in yaml.safe_load(DATA.with_name("more.yaml").read_text(encoding="utf-8"))
)
ALL_READINGS = READINGS + MORE
ALL_ENTITIES = resolved(ALL_READINGS)
TEXTS = {one.document.id: one.document.text for one in READINGS}
ALL_TEXTS = {one.document.id: one.document.text for one in ALL_READINGS}
