"""Attachments that a small model gets wrong: who does something, hung on what is done."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_passive, own

_GIVEN = frozenset({"dobj", "oprd", "attr"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_CHARGES = frozenset({"absolve", "accuse", "acquit", "clear", "convict", "deprive", "strip", "suspect"})
_TAKING = frozenset({"deprive", "relieve", "rob", "strip"})
_JUDGEMENTS = frozenset(
    {"applaud", "attack", "blame", "censure", "commend", "condemn", "criticise", "fine", "jail", "praise"}
    | {"prosecute", "rebuke", "reprimand", "sack", "slam", "suspend", "thank"}
)
_VERDICTS = frozenset(
    {"accuse", "applaud", "attack", "censure", "commend", "condemn", "criticise", "criticize", "praise"}
    | {"rebuke", "reprimand", "slam"}
)
_SENTENCES = frozenset({"award", "ban", "direct", "fine", "jail", "order", "sentence"})
_URGINGS = frozenset({"appeal", "call", "demand", "urge"})
_MARKS = frozenset({'"', "”", "’", "'"})
_RULINGS = frozenset({"rule", "decide"})
_PUNISHMENTS = frozenset(
    {
        "arrest",
        "conviction",
        "criticism",
        "detention",
        "dismissal",
        "expulsion",
        "imprisonment",
        "jailing",
        "praise",
    }
    | {"prosecution", "sacking", "suspension", "trial"}
)
_PAST = frozenset({"VBD", "VBN"})
_OTHERS = frozenset({"it", "its", "them", "their", "him", "his", "her"})
_MANNERS = frozenset({"basis", "capacity", "manner", "way"})
_TIMES = frozenset({"DATE", "TIME"})
_NO_DOERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})


def reattached(doc: Doc, lexicon: Lexicon) -> Doc:
    """Hang words on what they belong to, in place, and return `doc`.

    The "by" of a passive goes to its verb: "was fined £3m *by Ofcom*". What a speaker does besides goes to
    the verb of saying between commas: "it is fair, he said, *urging* all to pay"; what he says after a "but"
    to his first: "She said the film was cruel but *urged* them to wait". What somebody is accused or
    stripped of, or praised for, goes to the verb, or its noun: "accused staff *of bullying*", "was praised
    by inspectors *for* it", "the sacking of two men *for* it". An object before a verb without a subject is
    that: "forgets *rights* were suspended". An active verb has no "by" but of its object: "followed an attack
    on X *by Y*". Of two subjects side by side the first describes the second:
    "the *charity* Oakley has won".
    """
    for token in doc:
        if token.tag_ == "VBG" and token.dep_ == "advcl" and (aside := _aside_before(token)) is not None:
            token.head = aside
        elif token.lower_ == "by" and token.dep_ in {"prep", "agent"} and _names_doer(token):
            verb = _passive_above(token.head)
            if verb is not None and not own(verb, {"agent"}):
                token.head, token.dep_ = verb, "agent"
            elif token.dep_ == "agent" and (deed := _deed_before(token)) is not None:
                token.head, token.dep_ = deed, "prep"
        elif (
            token.dep_ == "prep"
            and token.i + 1 < len(doc)
            and (judging := _judging_above(token, lexicon)) is not None
        ):
            token.head = judging
        elif token.dep_ == "dobj" and (clause := _clause_behind(token)) is not None:
            token.head, token.dep_ = clause, "nsubjpass" if is_passive(clause) else "nsubj"
            clause.dep_ = "ccomp"
        elif token.pos_ == "NOUN" and (described := _subject_next(token)) is not None:
            token.head, token.dep_ = described, "compound"
        elif token.dep_ == "conj" and _is_speaking(token, lexicon) and _goes_on(token, lexicon):
            token.head = token.head.head
    return doc


def _aside_before(participle: Token) -> Token | None:
    """The verb between commas, with a subject of its own, that stands right before a participle."""
    start = participle.i
    if start < 2 or participle.nbor(-1).text != ",":
        return None
    verb = participle.nbor(-2)
    aside = verb.dep_ == "parataxis" and verb.head == participle.head and bool(own(verb, {"nsubj"}))
    return verb if aside else None


def _judging_above(preposition: Token, lexicon: Lexicon) -> Token | None:
    """The verb of accusing, praising or punishing whose reason hangs on whom it is about, or who does it."""
    noun, verb = preposition.head, preposition.head.head
    if preposition.nbor(1).tag_ == "VBG" and noun.dep_ == "pobj" and verb.lower_ == "of":
        noun, verb = verb.head, verb.head.head  # "accused the head of X *of lying*"
    if preposition.lower_ == "of" and noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _TAKING:
        return verb if preposition.nbor(1).tag_ == "PRP$" else None
    if preposition.lower_ == "of" and noun.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _CHARGES:
        return verb if _charges(preposition, lexicon) or _accuses(verb, preposition) else None
    if preposition.lower_ == "for" and verb.lower_ == "of" and verb.head.lemma_ in _PUNISHMENTS:
        return verb.head
    if preposition.lower_ in {"for", "over"} and noun.dep_ == "pobj" and verb.lower_ == "from":
        return verb.head if verb.head.lemma_ in _PUNISHMENTS else None  # "faced criticism from X *over* Y"
    if preposition.lower_ == "for" and noun.dep_ == "dobj" and verb.lemma_ in _JUDGEMENTS:
        return verb if any(child.tag_ in {"PRP$", "VBG"} for child in _behind(preposition)) else None
    if verb.dep_ != "agent" or noun.dep_ != "pobj":
        return None
    if preposition.lower_ == "of" and verb.head.lemma_ in _CHARGES:
        told = preposition.nbor(1).text in {'"', "“"} or _charges(preposition, lexicon)
        return verb.head if told else None
    judged = preposition.lower_ == "for" and verb.head.lemma_ in _JUDGEMENTS
    told = any(child.tag_ in {"PRP$", "DT", "VBG"} for child in _behind(preposition))
    return verb.head if judged and told else None


def _charges(preposition: Token, lexicon: Lexicon) -> bool:
    """Whether an "of" tells a misdeed: "*of bullying*", "*of a cover-up*"."""
    deeds = lexicon.lists["failings"] | lexicon.lists["misdeeds"]
    return any(c.dep_ == "pcomp" or _called(c) & deeds for c in preposition.children)


def _accuses(verb: Token, preposition: Token) -> bool:
    """Whether what follows is the charge: "accused nurses *of a* plot", not "the head *of the* council"."""
    following = preposition.nbor(1)
    whose = following.lower_ == "the" or following.text[0].isupper()
    return verb.lemma_ == "accuse" and not whose and not any(c.lower_ == "of" for c in verb.children)


def _called(noun: Token) -> set[str]:
    """A noun, and the word that hyphens make of it: "cover-up"."""
    joined = "".join(t.text for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.dep_ != "det")
    return {noun.lemma_.lower(), joined.lower()}


def _is_speaking(verb: Token, lexicon: Lexicon) -> bool:
    judges = verb.lemma_ in _JUDGEMENTS | _SENTENCES | _URGINGS
    return judges or lexicon.say_class(verb) is not None


def _behind(preposition: Token) -> list[Token]:
    return [*preposition.children, *(c for noun in preposition.children for c in noun.lefts)]


def _subject_next(subject: Token) -> Token | None:
    """The name right behind a subject that is its verb's subject too: "the charity *Age Oakley* said"."""
    alike = own(subject.head, SUBJECTS) if subject.dep_ in SUBJECTS else []
    names = (t for t in alike if t.pos_ == "PROPN")
    return next((name for name in names if name.left_edge.i == subject.i + 1), None)


def _goes_on(verb: Token, lexicon: Lexicon) -> bool:
    """Whether a verb without a subject does not suit what the clause before it is about.

    Behind "but" any verb of saying, behind "and" one that judges; nobody judges his own: "It said the trust
    had been slow and *criticised* its managers".
    """
    clause = verb.head
    teller = clause.head
    told = clause.dep_ == "ccomp" and (teller.lemma_ in _RULINGS or lexicon.say_class(teller) is not None)
    if not told or own(verb, SUBJECTS):
        return False
    if (
        teller.lemma_ in _RULINGS
        and verb.lemma_ in _SENTENCES
        and verb.tag_ in _PAST
        and teller.tag_ == "VBD"
    ):
        return True
    if verb.lemma_ in _VERDICTS and verb.tag_ in _PAST and teller.tag_ == "VBD" and _judges_own(verb):
        return True
    if (
        verb.lemma_ in _URGINGS
        and verb.tag_ in _PAST
        and teller.tag_ == "VBD"
        and _is_blamed(clause, lexicon)
    ):
        return True
    if verb.tag_ in _PAST and teller.tag_ == "VBD" and _behind_quotation(verb):
        return True
    if verb.tag_ not in _FINITE:
        return False
    links = {"but", "and"} if verb.lemma_ in _JUDGEMENTS else {"but"}
    contrasted = any(c.lower_ in links and clause.i < c.i < verb.i for c in clause.children)
    nouns = (s for s in own(clause, SUBJECTS) if s.pos_ == "NOUN" and s.ent_type_ not in _SPEAKERS)
    things = [noun for noun in nouns if noun.lemma_.lower() not in lexicon.lists["people"]]
    return contrasted and bool(things) and clause.head.tag_ == verb.tag_


def _is_blamed(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause tells a misdeed: who did it urges nobody: "said X *had failed* and urged Y to act"."""
    misdeeds = {misdeed.split()[0] for misdeed in lexicon.lists["misdeeds"]}  # "lose its way"
    return clause.lemma_.lower() in misdeeds or any(
        _called(noun) & lexicon.lists["failings"] for noun in own(clause, {"dobj", "attr"})
    )


def _behind_quotation(verb: Token) -> bool:
    """Whether a quotation closes right before a verb: 'said X was "slow", *and criticised* Y'."""
    links = [t for t in verb.doc[verb.head.i : verb.i] if t.lower_ in {"and", "but"}]
    if not links or links[-1].i < verb.i - 2:
        return False
    before = links[-1].nbor(-1)
    closing = before.nbor(-1) if before.text == "," else before
    return closing.text in _MARKS


def _clause_behind(noun: Token) -> Token | None:
    """The clause without a subject right behind a verb's object: "forgets *rights* were suspended"."""
    verb, end = noun.head, noun.right_edge.i + 1
    if end >= len(noun.doc) or noun.doc[end].tag_ not in _FINITE or own(noun, {"acl", "relcl"}):
        return None
    clause = next((c for c in own(verb, {"ccomp", "conj"}) if c.left_edge.i == end), None)
    return clause if clause is not None and not own(clause, SUBJECTS) else None


def _judges_own(verb: Token) -> bool:
    """Whether a verb judges its clause's subject or something of it: "criticised *its* managers"."""
    objects = own(verb, {"dobj"})
    owners = (child for noun in objects for child in noun.lefts if child.tag_ == "PRP$")
    return any(word.lower_ in _OTHERS for word in (*objects, *owners))


def _deed_before(preposition: Token) -> Token | None:
    """The object of an active verb on which its doer hangs, for it has an object too: "saw a raid *on X*"."""
    verb = preposition.head
    nouns = [n for n in own(verb, {"dobj"}) if n.i < preposition.i] if not is_passive(verb) else []
    links = {"against", "at", "into", "of", "on"}
    return next((n for n in nouns if any(p.lower_ in links for p in own(n, {"prep"}))), None)


def _names_doer(preposition: Token) -> bool:
    """Whether somebody may stand behind a "by", no day and no sum."""
    nouns = own(preposition, {"pobj"})
    return bool(nouns) and all(n.ent_type_ not in _NO_DOERS and n.tag_ not in {"CD", "VBG"} for n in nouns)


def _passive_above(head: Token) -> Token | None:
    """The passive verb whose doer stands behind its object, or behind what somebody is made to do."""
    manner = head.lemma_ in _MANNERS or head.ent_type_ in _TIMES
    if head.dep_ == "pobj" and manner and is_passive(head.head.head):
        return head.head.head  # "was replaced on an interim basis by X"
    barred = (n.head.head for n in (head, *head.ancestors) if n.dep_ == "pcomp" and n.head.lower_ == "from")
    if (verb := next(barred, None)) is not None and is_passive(verb):
        return verb  # "was banned from driving for a year by X"
    links = (n.head for n in (head, *head.ancestors) if n.dep_ == "pobj" and n.head.lower_ in {"as", "with"})
    if (link := next(links, None)) is not None and link.head.pos_ in VERBAL and is_passive(link.head):
        return link.head  # "was replaced as chair of Y by X", "was issued with a notice by X"
    if head.head.lower_ == "worth":  # "a contract worth £3m"
        head = head.head.head
    if head.dep_ in _GIVEN and head.head.pos_ in VERBAL and own(head.head, {"nsubjpass"}):
        return head.head
    sum_paid = head.dep_ in _GIVEN and (head.tag_ == "CD" or any(c.tag_ == "$" for c in head.lefts))
    task = head.head if sum_paid else head
    made = task.dep_ == "xcomp" and task.pos_ in VERBAL and not is_passive(task)
    return task.head if made and own(task.head, {"nsubjpass"}) else None


__all__ = ["reattached"]
