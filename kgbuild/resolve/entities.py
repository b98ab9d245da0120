"""From clusters to entities: labels, names and ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kgbuild.ids import digest, slug
from kgbuild.model import Entity, Kind
from kgbuild.resolve.body_names import parse_body, parse_work
from kgbuild.resolve.people_names import parse_person
from kgbuild.resolve.roll import Ref, Roll
from kgbuild.resolve.rules import Rules

RARE = 0.05
"""A label that no more than this share of a thing's members have is taken for a reader's slip."""

SUFFIX = 8
"""Hexadecimal digits that tell apart ids which would be equal."""


def make_entities(clusters: Iterable[Sequence[Ref]], roll: Roll, rules: Rules) -> tuple[Entity, ...]:
    """Return the entities of `clusters`, sorted by id.

    The id of what is known by a name is made of that name, without titles: "person/peter-lanyon". Where
    several would have one id, it stays with the one that has most members, and the others get a suffix.
    What has no name, or one that every place has a bearer of, is known by its document too.

    Args:
        clusters: Members of one thing each.
        roll: What each member is.
        rules: What is known of names.
    """
    by_id: dict[str, list[Entity]] = defaultdict(list)
    made = []
    for members in clusters:
        entity, distinct = _entity(sorted(members), roll, rules)
        if distinct:
            by_id[entity.id].append(entity)
        else:
            made.append(_suffixed(entity))
    for _, rivals in sorted(by_id.items()):
        rivals.sort(key=lambda entity: (-len(entity.members), entity.members))
        made += [rivals[0], *map(_suffixed, rivals[1:])]
    return tuple(sorted(made, key=lambda entity: entity.id))


def _suffixed(entity: Entity) -> Entity:
    first = entity.members[0]
    identifier = f"{entity.id}-{digest(first.document, first.referent, length=SUFFIX)}"
    return Entity(identifier, entity.kind, entity.label, entity.names, entity.members)


def _entity(members: Sequence[Ref], roll: Roll, rules: Rules) -> tuple[Entity, bool]:
    """Return the entity of `members` with an id made of its name, and whether few others have that name."""
    known = [roll.referents[ref] for ref in members]
    kinds = Counter(one.kind for one in known)
    kind = max(sorted(kinds), key=lambda one: kinds[one])
    labels = Counter(one.label for one in known if one.kind is kind)
    usual = [label for label, count in labels.items() if count >= RARE * len(known)] or sorted(labels)
    label = min(usual, key=lambda label: (-_fullness(label, kind, rules), -labels[label], len(label), label))
    forms = {form for one in known for form in (one.label, *one.names)} - {label}
    name = _calling_name(labels, rules) if kind is Kind.PERSON else label
    distinct = any(one.named for one in known) and _tells(label, kind, rules)
    identifier = f"{kind.lower()}/{slug(_without_article(name))}"
    refs = tuple(roll.refs[ref] for ref in members)
    return Entity(identifier, kind, label, tuple(sorted(forms)), refs), distinct


def _fullness(label: str, kind: Kind, rules: Rules) -> int:
    """Return how much of a name `label` is."""
    if kind is Kind.PERSON:
        name = parse_person(label, rules.people)
        return 3 * name.full + len(name.given) + bool(name.surname)
    return len(parse_body(label, rules.names).words)


def _calling_name(labels: Mapping[str, int], rules: Rules) -> str:
    """Return what a person is called most often, without titles and middle names."""
    names: Counter[str] = Counter()
    fullness: dict[str, bool] = {}
    for label, count in labels.items():
        name = parse_person(label, rules.people)
        called = " ".join(part for part in (name.peer, name.key, name.generation) if part) or label
        names[called] += count
        fullness[called] = fullness.get(called, False) or name.full
    return min(names, key=lambda name: (-fullness[name], -names[name], name))


def _tells(label: str, kind: Kind, rules: Rules) -> bool:
    """Whether `label` is a name that few other things have."""
    if kind is Kind.PERSON:
        name = parse_person(label, rules.people)
        return name.full or bool(name.peer)
    if kind is Kind.ORGANISATION:
        return not parse_body(label, rules.names).generic
    if kind is Kind.WORK:
        return not parse_work(label, rules.names).generic
    return True


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in {"the", "a", "an"} else name
