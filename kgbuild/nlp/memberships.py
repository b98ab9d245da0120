"""Who belongs to what, from names that stand beside each other: "A B of Unison", "Labour's A B"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.model import Kind, Status
from kgbuild.nlp.drafts import Draft, Value
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.names import Name
from kgbuild.nlp.partisans import partisan_behind, party_of
from kgbuild.nlp.posts import Post
from kgbuild.nlp.references import References

CONFIDENCE = {
    "of-body": 0.8,
    "body-of": 0.8,
    "party-of": 0.85,
    "party-name": 0.85,
    "party-post": 0.9,
    "in-brackets": 0.85,
    "one-of-party": 0.85,
}  # by the way the names stand
_JOINED = frozenset({"association", "charity", "club", "committee", "group", "party", "union"})
# What a body is called in front of its name: "from the human rights *group* X", in so many words at most.
_GROUPS = frozenset(
    {"association", "body", "campaign", "charity", "group", "lobby", "party", "tank", "union"}
)
_DESCRIBED = 5
_MARKS = frozenset({"'s", "'"})
_ENDS = frozenset({",", ")", ";", "-", "–", "/"})  # "(Con-Hillside)"
_POLITICIANS = frozenset(
    {"mp", "mep", "msp", "am", "ms", "mla", "td", "peer", "councillor", "member", "backbencher", "senator"}
    | {"frontbencher", "politician", "assembly member", "congressman", "congresswoman", "lord", "baroness"}
)
_OFFICES = frozenset(
    {"cabinet member", "chair", "chairman", "chairwoman", "council leader", "deputy leader", "deputy mayor"}
    | {"leader", "mayor"}
)


def memberships(references: References, holdings: Iterable[Holding]) -> Iterator[Draft]:
    """Yield the memberships that an article tells by names side by side, in order.

    Whoever has a post beside his name holds that in the body instead.
    """
    doc, at = references.doc, references.surface.at
    posts: dict[int, list[Post]] = {}
    for holding in holdings:
        posts.setdefault(holding.person.start, []).append(holding.post)
    for name in references.surface.names:
        if name.kind is not Kind.PERSON:
            continue
        before = name.start - 1
        bodies = [at.get(p.organisation) for p in posts.get(name.start, ()) if p.organisation is not None]
        if _is_party(at.get(before)) and at[before] not in bodies:
            yield _draft(references, name, at[before], "party-name")
        if before > 0 and doc[before].lower_ in _MARKS and (owner := at.get(before - 1)) is not None:
            if _is_party(owner):
                yield _draft(references, name, owner, "party-of")
            elif name.start not in posts and _is_joined(references, owner):
                yield _draft(references, name, owner, "body-of")
        if (before_comma := _party_in_front(references, name.start)) is not None:
            yield _draft(references, name, before_comma, "of-body")
        parties = {
            "in-brackets": _party_in_brackets(references, name.end),
            "one-of-party": partisan_behind(doc, name.end, references.lexicon),
            "party-post": _party_of_post(references, posts.get(name.start, ())),
        }
        for rule, party in parties.items():
            if party is not None:
                yield _joined(references, name, party, rule)
        if name.start not in posts and (body := _body_behind(references, name.end)) is not None:
            yield _draft(references, name, body, "of-body")


def _is_party(name: Name | None) -> bool:
    return name is not None and name.kind is Kind.ORGANISATION and name.sort == "party"


def _is_joined(references: References, name: Name) -> bool:
    """Whether a name, in full or as an acronym, is that of a body that people join: "the *NMF*"."""
    thing = references.things.of_name.get(name.start)
    return thing is not None and thing.kind is Kind.ORGANISATION and thing.sort in _JOINED


def _party_in_front(references: References, start: int) -> Name | None:
    """The party for which somebody is said to speak: "*For the Tories*, A B asked"."""
    doc, at = references.doc, references.surface.at
    name = at.get(start - 2) if start >= 2 and doc[start - 1].text == "," else None
    if not _is_party(name) or name is None:
        return None
    words = [doc[i].lower_ for i in range(max(0, name.start - 2), name.start)]
    return name if "for" in words and set(words[words.index("for") + 1 :]) <= {"the"} else None


def _party_in_brackets(references: References, end: int) -> tuple[int, int] | None:
    """The words for a party that open a bracket behind a name: "A B (*Lib Dem*, Northmere)"."""
    doc = references.doc
    if end + 2 >= len(doc) or doc[end].text != "(":
        return None
    stops = [k for k in range(end + 2, min(end + 6, len(doc))) if doc[k].text in _ENDS]
    parties = (k for k in reversed(stops) if party_of(doc, end + 1, k, references.lexicon) is not None)
    stop = next(parties, None)
    return (end + 1, stop) if stop is not None else None


def _party_of_post(references: References, posts: Iterable[Post]) -> tuple[int, int] | None:
    """The words for a party in front of a politician's post: "*Plaid Cymru* MP A B"."""
    doc, lexicon = references.doc, references.lexicon
    for post in posts:
        for start in range(post.start, post.head):
            for end in range(post.head, start, -1):
                politician = post.words in _POLITICIANS or _leads_elsewhere(references, post)
                if politician and post.when is None and party_of(doc, start, end, lexicon):
                    return start, end
    return None


def _leads_elsewhere(references: References, post: Post) -> bool:
    """Whether a post is an office in a body that is no party: "the council's *Labour* leader"."""
    body = references.surface.at.get(post.organisation) if post.organisation is not None else None
    another = post.organisation is not None and not _is_party(body)
    return (another or post.owner is not None) and post.words in _OFFICES


def _body_behind(references: References, end: int) -> Name | None:
    """The body that people join whose name follows: "A B *of the Harrow Panel*", "A B, *for the Tories*,"."""
    doc, at = references.doc, references.surface.at
    comma = end < len(doc) and doc[end].text == ","
    start = end + 1 if comma else end
    if start >= len(doc) or doc[start].lower_ not in {"of", "from", "for"}:
        return None
    party_only = doc[start].lower_ == "for"
    start += 2 if start + 1 < len(doc) and doc[start + 1].lower_ == "the" else 1
    first = start
    while start < min(first + _DESCRIBED, len(doc)) and start not in at and doc[start].is_lower:
        start += 1
    name = at.get(start)
    if name is None or name.kind is not Kind.ORGANISATION or name.start != start:
        return None
    if party_only:
        closed = comma and name.end < len(doc) and doc[name.end].text == ","
        return name if closed and start == first and name.sort == "party" else None
    described = start > first and doc[start - 1].lower_ in _GROUPS
    return name if described or (start == first and _is_joined(references, name)) else None


def _joined(references: References, person: Name, words: tuple[int, int], rule: str) -> Draft:
    """The membership in a party that the tokens `words` stand for, read as a name or not."""
    name = references.surface.at.get(words[0])
    whole = name is not None and name.end <= words[1]
    if whole and name is not None and _is_party(name) and name.start in references.things.of_name:
        return _draft(references, person, name, rule)
    party, things = party_of(references.doc, *words, references.lexicon), references.things
    label = party.name if party is not None else references.phrase(*words)
    known = (n for n in references.surface.names if n.canonical == label and n.start in things.of_name)
    elsewhere = next((things.of_name[n.start] for n in known), None)
    thing = elsewhere or things.add(Kind.ORGANISATION, label, named=True, sort="party")
    thing.forms.add(references.phrase(*words))
    body = Value("organization", references.phrase(*words), thing.id, *words)
    return _stated(references, person, body, rule)


def _draft(references: References, person: Name, body: Name, rule: str) -> Draft:
    thing = references.things.of_name[body.start]
    words = references.phrase(body.start, body.end)
    return _stated(references, person, Value("organization", words, thing.id, body.start, body.end), rule)


def _stated(references: References, person: Name, body: Value, rule: str) -> Draft:
    thing = references.things.of_name[person.start]
    words = references.phrase(person.start, person.end)
    member = Value("member", words, thing.id, person.start, person.end)
    span = (min(person.start, body.start), max(person.end, body.end))
    return Draft("Membership", (member, body), Status.ASSERTED, span, f"Membership:{rule}", CONFIDENCE[rule])
