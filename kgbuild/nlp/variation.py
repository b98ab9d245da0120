"""Elegant variation: a known figure is named, and then called by an office alone.

"Gordon Vale is to freeze fares. The transport minister said ..." News writers do not introduce whom all
readers know. The holder of such an office is the one person whom the sentences before it tell of, where
nobody in the article is said to hold it and that person is not said to hold another. A member's seat is
told in the same way: "A B said so. The MP for Northmere added ...", and who speaks on by a party:
"A B attacked it. "It is late," the Labour peer said."
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc, Token

from kgbuild.model import BlockKind, Kind
from kgbuild.nlp.clauses import first_conjunct
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.names import Name, Surface
from kgbuild.nlp.posts import Post
from kgbuild.nlp.verbs import SUBJECTS, is_main_subject

_REACH = 2
_OPENING = 3
"""The sentences before the office, and at the article's start, that must tell of the person."""
_MEMBERS = frozenset({"backbencher", "councillor", "mep", "mp", "msp", "peer", "senator"})
_MARKS = frozenset({'"', "“", "”"})
_TURNS = frozenset({"meanwhile", "elsewhere", "separately", "earlier", "later"})


def find_variations(
    surface: Surface, posts: Sequence[Post], holdings: Sequence[Holding]
) -> Iterator[Holding]:
    """Yield the persons that an article names first and calls by an office later; each at most once."""
    taken = {holding.post.start for holding in holdings}
    posts = [post for post in posts if post.start not in taken]  # "The MP for Ely, *A B*" is nobody else
    held = {h.post.words for h in holdings if h.post.when != "past" and not h.post.is_under}
    introduced = {_surname(surface, holding.person) for holding in holdings}
    offices = [post for post in posts if _is_office(surface, post)]
    for post in offices:
        rivals = [other for other in offices if not _is_held(other, held)]
        name = _holder(surface, rivals, holdings, introduced, post) if post in rivals else None
        if name is None:
            continue
        yield Holding(name, post, "variation")
        held.add(post.words)
        introduced.add(_surname(surface, name))
    members = {_surname(surface, h.person) for h in holdings if _is_seat(surface, h.post)}
    for post in posts:
        member = _who_acted(surface, post) if _is_seat(surface, post) else None
        if member is not None and _surname(surface, member) not in members:
            yield Holding(member, post, "variation")
            members.add(_surname(surface, member))
    for post in posts:
        speaker = _who_acted(surface, post) if _speaks_on(surface, post) else None
        if speaker is not None and not _of_other_party(surface, holdings, speaker, post):
            yield Holding(speaker, post, "variation")


def _holder(
    surface: Surface,
    rivals: Sequence[Post],
    holdings: Sequence[Holding],
    introduced: Collection[str],
    post: Post,
) -> Name | None:
    if any(other.start < post.start and other.words != post.words for other in rivals):
        return None  # as well the holder of the other office
    told = _told_of(surface, introduced, post) if post.when is None else None
    return told or _sole(surface, holdings, introduced, post)


def _is_held(post: Post, held: Collection[str]) -> bool:
    """Whether an office, or one that it may be short for, is among those that somebody is said to hold."""
    return any(words.split()[-len(post.words.split()) :] == post.words.split() for words in held)


def _surname(surface: Surface, name: Name) -> str:
    return surface.article.doc[name.end - 1].text


def _is_office(surface: Surface, post: Post) -> bool:
    """Whether a post is one that one person holds at a time, spoken of as such: "*the prime minister*"."""
    before = surface.article.lower[post.start - 1] if post.start else ""
    office = post.leading or post.government or post.words.startswith("shadow ")
    exclusive = office and not post.plural and post.when in {None, "past"}
    return exclusive and before in {"the", "and"} and post.owner is None


def _is_seat(surface: Surface, post: Post) -> bool:
    """Whether a post is that of one member, told by a place: "*the MP for Northmere*", "the Northmere MP"."""
    article = surface.article
    if post.words.split()[-1] != "mp" or post.plural or post.when is not None:
        return False
    behind = article.lower[post.head + 1 : post.head + 2] == ["for"]
    front = [t for t in article.doc[post.start : post.head] if t.pos_ == "PROPN"]
    return behind or any(t.i not in surface.at or surface.at[t.i].sort != "party" for t in front)


def _speaks_on(surface: Surface, post: Post) -> bool:
    """Whether a member is told by party alone, behind his words: '"It is late," *the Labour peer* said'."""
    article = surface.article
    if post.words.split()[-1] not in _MEMBERS or post.plural or _party(surface, post) is None:
        return False
    return any(t.text in _MARKS for t in article.doc[article.doc[post.head].sent.start : post.start])


def _party(surface: Surface, post: Post) -> str | None:
    """The party in front of a post."""
    names = (surface.at.get(i) for i in range(post.start, post.head))
    return next((n.canonical for n in names if n is not None and n.sort == "party"), None)


def _of_other_party(surface: Surface, holdings: Sequence[Holding], person: Name, post: Post) -> bool:
    """Whether a person is told to be of a party, and not of the one that a post tells: "A B (Lab, Ely)"."""
    surname, words = _surname(surface, person), surface.article.lower
    told = {_party(surface, h.post) for h in holdings if _surname(surface, h.person) == surname} - {None}
    ends = (n.end for n in surface.names if n.kind is Kind.PERSON and _surname(surface, n) == surname)
    bracketed = any(words[end : end + 1] == ["("] for end in ends)
    return bracketed or (bool(told) and _party(surface, post) not in told)


def _who_acted(surface: Surface, post: Post) -> Name | None:
    """The one person who is the subject of the sentence before a seat that takes up that subject."""
    article = surface.article
    opens = is_main_subject(article.doc[post.head]) and article.lower[post.start - 1] == "the"
    sentence = article.sentence_of[post.head]
    for back in range(1, min(_REACH, sentence) + 1) if opens else ():
        near = _persons(surface, sentence - back, sentence - back)
        acting = {_surname(surface, n): n for n in near if is_main_subject(first_conjunct(_root(surface, n)))}
        if near:
            return next(iter(acting.values())) if len(acting) == 1 else None
    return None


def _root(surface: Surface, name: Name) -> Token:
    return surface.article.doc[name.start : name.end].root


def _told_of(surface: Surface, introduced: Collection[str], post: Post) -> Name | None:
    """The one person whom the sentences before an office tell of, and the article's opening, if any.

    Persons whose surnames are `introduced` have a post of their own, so the opening may name them too.
    """
    near, beside = _named_near(surface, post)
    opening = [n for n in _persons(surface, 0, _OPENING) if _surname(surface, n) not in introduced]
    told = not beside and any(_is_subject(surface, name) for name in near)
    if told and (name := _one(surface, near, opening)):
        return name
    acting = (_acting(surface, names, introduced) for names in (near, opening))
    name = _one(surface, *acting) if _goes_on(surface, post) else None
    # Who is named beside the office is somebody else: "the leader said Mr Vale was wrong".
    return name if name is None or _surname(surface, name) not in beside else None


def _sole(
    surface: Surface, holdings: Sequence[Holding], introduced: Collection[str], post: Post
) -> Name | None:
    """The one person without a post of his own whom the article has named so far, if he acted just before."""
    article = surface.article
    sentence, noun = article.sentence_of[post.head], article.doc[post.head]
    if noun.dep_ not in SUBJECTS or article.block_kind(post.head) is not BlockKind.PARAGRAPH:
        return None
    if _is_quoted(article.doc, post.head):
        return None
    beside = {_surname(surface, name) for name in _persons(surface, sentence, sentence)}
    before = _persons(surface, 0, sentence - 1)
    like = {_surname(surface, h.person) for h in holdings if h.post.words.split()[-1] == noun.lower_}
    undescribed = {_surname(surface, n) for n in before if not _is_described(surface, n)}
    others = undescribed - set(introduced) - beside
    acted = {_surname(surface, n) for n in before if _acts(surface, n)} & others
    near = {_surname(surface, n) for n in before if article.sentence_of[n.start] >= sentence - _REACH}
    if len(others) != 1 or not acted <= near or not acted or near & like or not _goes_on(surface, post):
        return None
    return next((n for n in before if _surname(surface, n) in acted and n.end - n.start > 1), None)


def _is_quoted(doc: Doc, i: int) -> bool:
    """Whether a token stands within quotation marks that open in its own sentence."""
    marks = [t for t in doc[doc[i].sent.start : i] if t.text in _MARKS]
    return len(marks) % 2 == 1


def _is_described(surface: Surface, name: Name) -> bool:
    """Whether a common noun in front says who somebody is: "the *burglar* A B"."""
    return name.start > 0 and surface.article.doc[name.start - 1].pos_ == "NOUN"


def _acts(surface: Surface, name: Name) -> bool:
    """Whether a name is who does something: a subject, or behind "by"."""
    root = first_conjunct(_root(surface, name))
    return root.dep_ in SUBJECTS or root.head.dep_ == "agent" or root.head.lower_ == "by"


def _one(surface: Surface, near: Sequence[Name], opening: Sequence[Name]) -> Name | None:
    """The full name of the one person of whom both the sentences near and the opening tell."""
    surnames = {_surname(surface, name) for name in near}
    if len(surnames) != 1 or {_surname(surface, name) for name in opening} != surnames:
        return None
    return next((name for name in opening if name.end - name.start > 1), None)


def _acting(surface: Surface, names: Sequence[Name], introduced: Collection[str]) -> list[Name]:
    """The names among some that are what a sentence tells of: its main subject, or coordinated with it."""
    roots = ((name, first_conjunct(_root(surface, name))) for name in names)
    return [n for n, root in roots if is_main_subject(root) and _surname(surface, n) not in introduced]


def _goes_on(surface: Surface, post: Post) -> bool:
    """Whether the sentence of an office tells on, and does not turn to somebody else: "*Meanwhile* ..."."""
    return surface.article.sentences[surface.article.sentence_of[post.head]][0].lower_ not in _TURNS


def _named_near(surface: Surface, post: Post) -> tuple[list[Name], set[str]]:
    """The persons named before an office that takes up a subject, and the surnames of those beside it."""
    article = surface.article
    opens = is_main_subject(article.doc[post.head])
    if not opens or article.block_kind(post.head) is not BlockKind.PARAGRAPH:
        return [], set()
    sentence = article.sentence_of[post.head]
    beside = {_surname(surface, name) for name in _persons(surface, sentence, sentence)}
    return _persons(surface, sentence - _REACH, sentence - 1), beside


def _is_subject(surface: Surface, name: Name) -> bool:
    return _root(surface, name).dep_ in SUBJECTS


def _persons(surface: Surface, first: int, last: int) -> list[Name]:
    sentence_of = surface.article.sentence_of
    return [n for n in surface.names if n.kind is Kind.PERSON and first <= sentence_of[n.start] <= last]
