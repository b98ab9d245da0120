"""How far a phrase reaches: its modifiers in front, and what behind its head says which thing it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from kgbuild.nlp.verbs import SUBJECTS, VERBAL, own

_LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "punct", "advmod", "quantmod", "npadvmod"}
)
_UNSAID = frozenset({"DT", "PRP$", "WP$", "PDT", "HYPH", "POS"})
_NAMING = frozenset({"brand", "call", "describe", "dub", "label"})
_QUOTES = frozenset({'"', "“", "‘", "'"})
_FOCUSING = frozenset({"chiefly", "especially", "even", "mainly", "mostly", "notably", "particularly"})
_DEFINING = frozenset({"of", "for", "to", "on", "against", "into", "over", "about", "at", "by"})
_INVOLVING = frozenset(
    {"affecting", "allowing", "banning", "concerning", "covering", "depicting", "describing", "establishing"}
    | {"governing", "including", "introducing", "involving", "limiting", "regarding", "requiring", "setting"}
)  # of what a thing tells or holds; "saying" and "pretending" are of who acts
_TIMES = frozenset({"DATE", "TIME"})
_TOLD = frozenset(
    {"accusation", "allegation", "argument", "assertion", "charge", "claim", "fear", "idea", "notion"}
    | {"report", "rumour", "speculation", "suggestion", "warning"}
)  # nouns of what somebody says or thinks
_SHARES = frozenset({"stake", "share", "interest", "holding"})
_LONGEST = 24  # tokens of a phrase's head and what defines it
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_TENSES = frozenset({"VBD", "VBZ", "VBP"})
_OPEN_ENDS = frozenset({"ADP", "DET", "CCONJ", "PART", "AUX", "PUNCT", "SCONJ"}) | _RELATIVES


def bounds(head: Token) -> tuple[int, int]:
    """Return the tokens of a noun and its modifiers in front, without determiner."""
    doc, start = head.doc, head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _LEFT or child.i >= start or child.right_edge.i != start - 1:
            break
        start = child.left_edge.i
        if child.dep_ == "det":
            break  # "called absurd *the plan*"
    while start < head.i and (
        doc[start].tag_ in _UNSAID or doc[start].is_punct or doc[start].lower_ in _FOCUSING
    ):
        start += 1
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2  # "counter-terrorism", whose parts the parser lists
    return start, head.i + 1


def opens_compound(token: Token) -> bool:
    """Whether a noun is the first half of a word with a hyphen: "*council*-run"."""
    mark = token.doc[token.i + 1 : token.i + 2].text
    return mark == "-" and not token.whitespace_


def defined(head: Token, plans: Container[str], *, infinitives: bool = True) -> int:
    """Return the end of a noun phrase with what says which it is: "attempts *to close the library*".

    Args:
        head: The noun.
        plans: Nouns whose infinitive may be hung on the verb: "resisted calls *to publish* it".
        infinitives: Whether an infinitive behind it is its own; a body's is what it is told to do.
    """
    end = head.i + 1
    for child in head.rights:
        if _tells(child) and child.right_edge.i < head.i + _LONGEST:
            return child.right_edge.i + 1
        infinitive = infinitives and child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.lefts)
        if not infinitive and not (child.dep_ == "prep" and _defines(child, head)):
            break
        end = min(child.right_edge.i + 1, head.i + _LONGEST)
        if any(c.dep_ == "pcomp" for c in child.children):
            return _cut(head, end, clauses=True)  # "questions over *why it closed*"
    if end == head.i + 1 and (clause := _content_beside(head, plans)) is not None:
        told = clause.dep_ == "ccomp"
        return _cut(head, min(clause.right_edge.i + 1, head.i + _LONGEST), clauses=told)
    return _cut(head, end)


def described(head: Token) -> int:
    """Return the end of a noun phrase with all that narrows it down behind: "laws *brought in last year*".

    Args:
        head: The noun, which nothing behind it defines in the sense of `defined`.
    """
    end = head.i + 1
    for child in head.rights:
        if child.left_edge.i != end or not _narrows(child) or child.right_edge.i > head.i + _LONGEST:
            break
        end = child.right_edge.i + 1
    return _cut(head, end, clauses=True)


def _narrows(part: Token) -> bool:
    """Whether what stands behind a noun tells which it is, and not what is done to it or what it does."""
    first = part.left_edge.i
    if not _QUOTES.isdisjoint(t.text for t in part.doc[first - 1 : first + 1]):
        return False  # "called the sale "*rushed*""
    match part.dep_:
        case "prep":
            return part.lower_ != "as" and not _timed(part)
        case "acl":
            return part.tag_ != "VBG" or part.lower_ in _INVOLVING
        case "relcl":
            judged = part.lemma_ in _NAMING  # "a fee *that X called* a disgrace"
            return not judged and not any(c.dep_ in SUBJECTS and c.tag_ == "PRP" for c in part.lefts)
    return part.dep_ == "amod"


def _tells(clause: Token) -> bool:
    """Whether a clause says what its noun tells: "claims *that it failed*", "calls *for it to wait*"."""
    opening = next((c.lower_ for c in clause.lefts if c.dep_ == "mark"), "")
    return (
        clause.dep_ in {"acl", "advcl"}
        and opening in {"that", "for"}
        and any(c.dep_ in SUBJECTS for c in clause.lefts)
    )


def extended(head: Token) -> int:
    """Return the end of a phrase, or of a gerund's clause, with what is said behind its head."""
    if head.pos_ in VERBAL:
        return _cut(head, min(head.right_edge.i + 1, head.i + _LONGEST))
    edge = head.i
    for child in head.rights:
        if child.dep_ not in {"prep", "acl"} or child.right_edge.i - head.i > 14 or _timed(child):
            break
        edge = child.right_edge.i
    return edge + 1


def own_end(verb: Token) -> int:
    """Return the token after a clause, without a second one that only shares its subject.

    "said it should close, *and proposed a sale*" tells two things.
    """
    others = (c for c in own(verb, {"conj"}) if tense(c) in _TENSES and tense(verb) != tense(c))
    joined = next((c for c in others if not own(c, SUBJECTS)), None)
    if joined is None:
        return verb.right_edge.i + 1
    links = [c.i for c in own(verb, {"cc", "punct"}) if verb.i < c.i < joined.i]
    return max(links, default=joined.i)


def tense(verb: Token) -> str:
    """Return the tag of the word that tells a verb's tense: of its first auxiliary, else its own."""
    before = (c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.tag_ in {*_TENSES, "MD"})
    return next(before, verb.tag_)


def _cut(head: Token, end: int, *, clauses: bool = False) -> int:
    """Return where a phrase that would reach to `end` is best cut: at a mark, or before it is too long."""
    doc, first = head.doc, head.i + 1
    clauses = clauses or head.pos_ in VERBAL
    stop = next((k for k in range(first, end) if _breaks(doc[k], clauses=clauses)), end)
    if stop == head.i + _LONGEST:
        stop = next((k for k in range(stop - 1, first, -1) if doc[k].pos_ in {"ADP", "PART"}), stop)
    while (
        stop > first and doc[stop - 1].dep_ != "prt" and {doc[stop - 1].pos_, doc[stop - 1].tag_} & _OPEN_ENDS
    ):
        stop -= 1
    while is_joint(doc, stop):
        stop += 2  # "the bank he co-*founded*", whose parts the parser took for words of their own
    return stop


def is_joint(doc: Doc, i: int) -> bool:
    """Return whether a token joins the words beside it: the hyphen of "co-founded"."""
    inside = i > 0 and i + 1 < len(doc) and doc[i].text == "-"
    return inside and not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _content_beside(noun: Token, plans: Container[str]) -> Token | None:
    """The infinitive or clause that stands behind an object and tells it, though it is hung on the verb.

    "resisted calls *to close it*", "dismissed claims *that it would close*".
    """
    lemma = noun.lemma_.lower()
    if noun.dep_ != "dobj":
        return None
    for verb in noun.head.rights:
        if verb.left_edge.i == noun.i + 1 and (
            (verb.dep_ == "ccomp" and lemma in _TOLD)
            or (lemma in plans and any(c.tag_ == "TO" for c in verb.lefts))
        ):
            return verb
    return None


def _breaks(token: Token, *, clauses: bool) -> bool:
    """Whether a mark ends a phrase, or the opening of a clause, unless `clauses` go with it."""
    if not clauses and (token.pos_ == "SCONJ" or token.tag_ in _RELATIVES or _finite(token)):
        return True
    if token.text == "%":
        return False  # "a tax of 50% on"
    return token.is_punct and not token.is_quote and not is_joint(token.doc, token.i)


def _finite(verb: Token) -> bool:
    """Whether a phrase has run into its own verb: "a report by two boards *called* on Monday for"."""
    participle = verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.head.head.lower_ == "by"
    return verb.pos_ == "VERB" and (verb.tag_ == "VBD" or participle)


def _defines(preposition: Token, head: Token) -> bool:
    """Whether a preposition tells which thing is meant: "a review *of* X", "a stake *in* X"."""
    if _timed(preposition):
        return False  # "data *on Wednesday*"
    return preposition.lower_ in _DEFINING or (preposition.lower_ == "in" and head.lemma_.lower() in _SHARES)


def _timed(preposition: Token) -> bool:
    """Whether a preposition tells when: "*in* March"."""
    timed = preposition.lower_ in {"at", "between", "from", "in", "on", "since", "until"}
    return timed and any(child.ent_type_ in _TIMES for child in preposition.children)


def hyphenated(token: Token) -> str:
    """Return the words that hyphens join to the end of which a token stands: "ill-judged"; none, "" ."""
    start = token.i
    while start > 1 and token.doc[start - 1].text == "-" and not token.doc[start - 2 : start].text.count(" "):
        start -= 2
    return token.doc[start : token.i + 1].text.lower() if start < token.i else ""


@cache
def phrases_at(words: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return those of `words` that are several words, by their first and by their last."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(tuple(word.split()) for word in words if " " in word):
        for end in {phrase[0], phrase[-1]}:
            found[end].append(phrase)
    return {end: tuple(phrases) for end, phrases in found.items()}


def stands_at(token: Token, phrase: tuple[str, ...]) -> bool:
    """Whether a token begins or ends several words: "a *recipe* for chaos", "a missed *chance*"."""
    for start in (token.i, token.i - len(phrase) + 1):
        if start >= 0 and tuple(t.lower_ for t in token.doc[start : start + len(phrase)]) == phrase:
            return True
    return False


def in_passing(trigger: Token) -> bool:
    """Whether a clause only names what a word tells: "founded it with her *late* husband".

    What a clause tells to be *in* a report happened when the report was made.
    """
    return trigger.pos_ not in VERBAL and trigger.head.lower_ != "in"
