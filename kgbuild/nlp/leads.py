"""Delayed identification: a lead tells of a role, the next sentence gives the name.

"A former council leader has been jailed for fraud. Peter Harland, 54, took ..." News writers keep an
unknown name out of the first sentence; the first person named after it, as a subject and with no role of
his own, is who the lead is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from spacy.tokens import Token

from kgbuild.model import BlockKind, Kind
from kgbuild.nlp.holdings import Holding
from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.names import Name, Surface
from kgbuild.nlp.posts import Post
from kgbuild.nlp.verbs import SUBJECTS, is_main_subject, is_passive, own

ECHO = "echo"
_LEAD_SENTENCES = 2
_REACH = 2
_OLDEST = 110
_FATES = frozenset(
    {"appointment", "arrest", "comment", "conviction", "death", "decision", "departure", "election"}
    | {"move", "removal", "remark", "resignation", "sentence", "speech", "suspension", "trial"}
)
_POSTS = frozenset({"job", "position", "post", "role"})
_RUNNING = frozenset({"chair", "head", "lead", "manage", "run"})
_RIVALS = frozenset({"campaign", "group", "opposition", "party", "union"})
_PLEAS = frozenset({"plead", "admit", "deny", "apologise"})  # said by whom a case is about


def find_leads(
    surface: Surface, posts: Sequence[Post], holdings: Sequence[Holding], lexicon: Lexicon
) -> Iterator[Holding]:
    """Yield the person that an article's lead tells of by a role alone, and that role; at most one.

    A headline that calls him by the same role is given as an `ECHO`: it tells of no tenure.
    """
    held = {holding.post.start for holding in holdings}
    persons = [name for name in surface.names if name.kind is Kind.PERSON]
    known = {holding.person.start for holding in holdings}
    leads = _lead_sentences(surface)
    for post in posts:
        sentence = surface.article.sentence_of[post.head]
        if sentence not in leads or post.start in held or post.plural or _is_kin(surface, post):
            continue
        if not _opens(surface.article.doc[post.head]) or _named(surface, persons, sentence):
            continue
        if _voices(surface.article.doc[post.head], lexicon):
            continue
        name = next((n for n in persons if surface.article.sentence_of[n.start] > sentence), None)
        if name is None or name.start in known or not _continues(surface, posts, post, name, lexicon):
            continue
        yield Holding(name, post, "lead")
        yield from _echoes(posts, post, name, held)
        break
    yield from _late(surface, posts, holdings, lexicon)


def _echoes(posts: Sequence[Post], lead: Post, name: Name, held: set[int]) -> Iterator[Holding]:
    """The same role before the lead: "*MP* to say sorry" over "Thornley's MP has been told to"."""
    for post in posts:
        if post.end <= lead.start and post.words == lead.words and not post.plural and post.start not in held:
            yield Holding(name, post, ECHO)


def _late(
    surface: Surface, posts: Sequence[Post], holdings: Sequence[Holding], lexicon: Lexicon
) -> Iterator[Holding]:
    """Yield the persons first named as speakers right after a sentence in which an office alone speaks."""
    article = surface.article
    held = {holding.post.words for holding in holdings}
    known = {article.text(h.person.start, h.person.end).split()[-1] for h in holdings}
    persons = [name for name in surface.names if name.kind is Kind.PERSON]
    for post in posts:
        noun, sentence = article.doc[post.head], article.sentence_of[post.head]
        office = post.definite and not post.plural and post.words not in held and not _is_kin(surface, post)
        if not office or not is_main_subject(noun) or not _says(noun.head, lexicon):
            continue
        following = [n for n in persons if article.sentence_of[n.start] == sentence + 1]
        if len(following) != 1:
            continue
        name = following[0]
        surname = article.text(name.start, name.end).split()[-1]
        earlier = any(n.start < name.start and surname in article.text(n.start, n.end) for n in persons)
        root = article.doc[name.start : name.end].root
        speaks = root.dep_ in SUBJECTS and _says(root.head, lexicon)
        if speaks and not earlier and surname not in known and name.end - name.start > 1:
            yield Holding(name, post, "lead")
            yield from _echoes(posts, post, name, {holding.post.start for holding in holdings})
            known.add(surname)


def _says(verb: Token, lexicon: Lexicon) -> bool:
    return lexicon.say_class(verb) is not None


def _voices(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is a nameless spokesman who says something: the body's voice, whoever is named next."""
    return noun.lemma_.lower() in lexicon.lists["spokesmen"] and _says(noun.head, lexicon)


def _is_kin(surface: Surface, post: Post) -> bool:
    """Whether a post is told as somebody's: "*her* adviser"; "*its* chairman" is a body's."""
    return post.owner is not None and surface.article.doc[post.owner].lower_ != "its"


def _opens(noun: Token) -> bool:
    """Whether a noun is what a sentence tells of, if only as somebody says: "*A banker* lied, it heard"."""
    if is_main_subject(noun):
        return True
    clause = noun.head
    told = clause.dep_ == "ccomp" and clause.head == noun.sent.root and clause.i < clause.head.i
    return noun.dep_ in SUBJECTS and told


def _lead_sentences(surface: Surface) -> list[int]:
    """The first sentences of the body, headings left out."""
    article = surface.article
    found = (
        index
        for index, sentence in enumerate(article.sentences)
        if article.block_kind(sentence.start) is BlockKind.PARAGRAPH
    )
    return list(islice(found, _LEAD_SENTENCES))


def _only_speaks(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is the subject of a main verb of saying: "*the commissioner* said"."""
    return noun.dep_ in SUBJECTS and noun.head == noun.sent.root and _says(noun.head, lexicon)


def _only_tells(noun: Token, lead: Post, surface: Surface, lexicon: Lexicon) -> bool:
    """Whether a noun is who tells or does what befalls the lead in its sentence.

    "The head will face it, *a judge* said"; "the head has been suspended by *the chairman*".
    """
    same = surface.article.sentence_of[noun.i] == surface.article.sentence_of[lead.head]
    does = noun.dep_ == "pobj" and noun.head.dep_ == "agent"
    return same and (does or _only_speaks(noun, lexicon))


def _named(surface: Surface, persons: Sequence[Name], last: int) -> bool:
    """Whether somebody is named in the paragraphs' sentences up to `last`."""
    article = surface.article
    return any(
        article.sentence_of[name.start] <= last and article.block_kind(name.start) is BlockKind.PARAGRAPH
        for name in persons
    )


def _continues(surface: Surface, posts: Sequence[Post], post: Post, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name takes up the lead's subject: a subject soon after it, with no other role between."""
    article = surface.article
    root = article.doc[name.start : name.end].root
    root = root.head if root.dep_ == "poss" and root.head.lemma_ in _FATES else root
    distance = article.sentence_of[name.start] - article.sentence_of[post.head]
    others = (o for o in posts if post.end <= o.start < name.start and not o.plural)
    between = any(not _only_tells(article.doc[o.head], post, surface, lexicon) for o in others)
    if distance > _REACH or between or name.end - name.start < 2 or not is_main_subject(root):
        return False
    if _only_speaks(article.doc[post.head], lexicon) and not _says(root.head, lexicon):
        sentence = article.sentence_of[post.head]
        told = (o for o in posts if o is not post and article.sentence_of[o.head] == sentence)
        if any(_opens(article.doc[o.head]) and not o.plural for o in told):
            return False  # "the head will face it, *the commissioner* said"; the head is named next
    if _aged([token.text for token in article.doc[name.end : name.end + 3]]) or _holds_post(
        root, post, lexicon
    ):
        return True
    lead, verb = article.doc[post.head].head, root.head
    says = _says(verb, lexicon) and verb.lemma_ not in _PLEAS
    return not says or (_speaks(lead, lexicon) and not is_passive(lead))


def _holds_post(person: Token, post: Post, lexicon: Lexicon) -> bool:
    """Whether a clause behind a name tells of the post just named.

    "A B, *who took up the role in 2019*", "A B, *who took the chair*", "A B, *who has run it since 2017*".
    """
    told = [person, *own(person, {"appos"})]  # "A B, *a historian who has led the university*"
    clauses = [child for noun in told for child in noun.children if child.dep_ == "relcl"]
    objects = (noun for clause in clauses for noun in own(clause, {"dobj"}))
    taken = _POSTS | {post.words.split()[-1]}
    run = (n for clause in clauses if clause.lemma_ in _RUNNING for n in own(clause, {"dobj"}))
    body = any(n.lower_ in lexicon.organisation_descriptions and n.lower_ not in _RIVALS for n in run)
    return (body and post.leading) or any(
        noun.lemma_ in taken and any(c.lower_ in {"the", "this", "that"} for c in noun.lefts)
        for noun in objects
    )


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb, with its particle if it needs one, is one of saying: "*called* for"."""
    return verb.lemma_.lower() in lexicon.saying_words


def _aged(words: Sequence[str]) -> bool:
    """Whether an age follows, as in ", 54,"."""
    return len(words) == 3 and words[0] == words[2] == "," and words[1].isdigit() and int(words[1]) < _OLDEST
