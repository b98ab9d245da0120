"""Heads that a small model gets wrong: a sentence's verb, a name's own word, what somebody is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from kgbuild.nlp.lexicon import Lexicon
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_infinitive, own

_TOLD = frozenset({"advise", "assure", "convince", "inform", "notify", "persuade", "remind", "tell", "warn"})
_TALES = frozenset({"anecdote", "joke", "lie", "story", "tale", "truth"})
_COMPLEMENTS = frozenset({"acomp", "attr", "dobj", "oprd", "prep", "ccomp", "xcomp", "agent"})
_NOMINAL = frozenset({"ADJ", "DET", "NOUN", "PRON", "PROPN"})
_CALLING = frozenset(
    {"brand", "call", "consider", "declare", "deem", "dub", "find", "grade", "judge", "label", "pronounce"}
    | {"rat", "rate", "think"}
)
_JUDGING = ("grades", "negative_adjectives", "positive_adjectives")
_BESIDE = 2
_INTRANSITIVE = {
    "appeal": frozenset({"for", "to"}),
    "apologise": frozenset({"for", "on", "to", "yesterday"}),
    "apologize": frozenset({"for", "on", "to", "yesterday"}),
    "call": frozenset({"for", "on"}),
    "leave": frozenset({"after", "at", "by", "in", "last", "on", "suddenly", "yesterday"}),
    "resign": frozenset({"after", "as", "from", "in", "last", "on", "over", "yesterday"}),
    "retire": frozenset({"after", "as", "from", "in", "last", "on"}),
    "vote": frozenset({"against", "for", "to"}),
}
"""Verbs, to the words before which they have no object and so are no participles of the noun in front."""
_ARGUMENTS = frozenset({*SUBJECTS, "dobj", "pobj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def reheaded(doc: Doc, lexicon: Lexicon) -> Doc:
    """Give words the heads they have to a reader, in place, and return `doc`.

    Letters of honour follow the name they stand behind: "Jane Doe *OBE* said". What somebody is told is no
    relative clause: "told the inquest *that it had failed*". A sentence has a verb: "The chair, A B, *banned*
    staff". What is put somewhere does not own the place: "placed the home *in* special measures". Who is of a
    firm is no part of its name: "appointed *A B* of law firm X". Who is named behind a participle's clause
    does what the sentence tells: "Commenting on the report by A, *X* said". What somebody is called is no
    part of the name: "branded *Mr X* incompetent".
    """
    for token in doc:
        for repaired in _BY_DEPENDENCY.get(token.dep_, ()):
            if repaired(token, lexicon):
                break
        else:
            _honours(token, lexicon)
    return doc


def _put_somewhere(token: Token, _: Lexicon) -> bool:
    if _tells_where_put(token):
        token.head = token.head.head
        return True
    return False


def _honours(token: Token, lexicon: Lexicon) -> None:
    if lexicon.suffixes.get(token.text) is False and (name := _honoured(token)) is not None:
        _lead(name, token)


def _has_a_verb(token: Token, _: Lexicon) -> bool:
    verb = _lost_verb(token)
    if verb is not None:
        _make_subject(token, verb)
    return verb is not None


def _has_a_subject(token: Token, _: Lexicon) -> bool:
    subject = _subject_behind_clause(token)
    if subject is None:
        return False
    subject.head, subject.dep_ = token, "nsubj"
    for clause in own(token, {"csubj"}):
        clause.dep_ = "advcl"
    return True


def _is_given(token: Token, _: Lexicon) -> bool:
    """Hang a sum behind who is given it on the verb: "fined *X* *£5m*"."""
    if token.head.dep_ != "dobj" or all(c.tag_ != "$" for c in token.lefts):
        return False
    token.head.dep_, token.head, token.dep_ = "dative", token.head.head, "dobj"
    return True


def _is_of_object(token: Token, _: Lexicon) -> bool:
    noun = _apposed_before(token)
    if noun is not None:
        token.head, token.dep_ = noun, "acl"
    return noun is not None


def _is_of_committee(token: Token, _: Lexicon) -> bool:
    """Hang "led by X" on the committee it stands behind, not its members: "MPs on *a committee*, led by"."""
    comma = token.doc[token.i - 1]
    noun = token.doc[token.i - 2] if token.i > 1 else comma
    people = token.head.tag_ in {"NNS", "NNPS"} and noun.dep_ == "pobj" and noun.head.lower_ in {"of", "on"}
    people = people and noun.head.head == token.head
    if token.lemma_ not in {"chair", "head", "lead"} or comma.text != "," or not people:
        return False
    token.head = noun
    return True


def _is_called_so(token: Token, lexicon: Lexicon) -> bool:
    name = _called_so(token, lexicon)
    if name is None:
        return False
    name.head, name.dep_ = token.head, "dobj"
    token.dep_, token.pos_, token.tag_ = "oprd", "ADJ", "JJ"
    return True


def _is_no_part(token: Token, _: Lexicon) -> bool:
    """Hang who is given a sum, or is of a body, on the verb, and not on the sum or the body's name."""
    if _stands_before_sum(token):
        token.head, token.dep_ = token.head.head, "dative"
        return True
    body = _body_behind(token)
    if body is None:
        return False
    name = token.head
    token.head, token.dep_ = name.head, name.dep_
    name.head, name.dep_ = body, "appos"
    return True


def _is_what_is_told(token: Token, _: Lexicon) -> bool:
    told = _is_told(token)
    if told:
        token.head, token.dep_ = token.head.head, "ccomp"
    return told


def _tells_where_put(preposition: Token) -> bool:
    """Whether a preposition behind an object tells where it is put: "placed it *in* special measures"."""
    noun = preposition.head
    put = noun.dep_ == "dobj" and noun.head.lemma_ in {"place", "put"} and noun.head.pos_ == "VERB"
    return put and preposition.lower_ in {"in", "into", "on", "under"} and preposition.i > noun.i


def _body_behind(person: Token) -> Token | None:
    """The noun for a body whose name is taken for the main one: "appointed *A B of law firm* X"."""
    if person.pos_ != "PROPN" or person.head.i < person.i or person.head.dep_ not in _ARGUMENTS:
        return None
    nouns = (n for p in own(person, {"prep"}) if p.lower_ in {"of", "from", "at"} for n in own(p, {"pobj"}))
    return next((n for n in nouns if n.i < person.head.i and n.pos_ == "NOUN"), None)


def _apposed_before(participle: Token) -> Token | None:
    """The object that a participle with its doer follows behind a comma: "appointed a team, *led by X*"."""
    verb, start = participle.head, participle.i
    doers = own(participle, {"agent"})
    if participle.tag_ != "VBN" or not doers or own(participle, SUBJECTS) or verb.doc[start - 1].text != ",":
        return None
    nouns = own(verb, {"dobj"})
    return next(
        (n for n in nouns if n.i < start and verb.i < n.i and start - n.right_edge.i <= _BESIDE), None
    )


def _judges(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word is one by which somebody is praised, faulted or graded."""
    return any(word.text in lexicon.lists[kind] for kind in _JUDGING)


def _called_so(word: Token, lexicon: Lexicon) -> Token | None:
    """The name before an adjective that is taken for its last word: "branded *Mr X* incompetent"."""
    if word.head.lemma_ not in _CALLING or not _judges(word, lexicon):
        return None
    before = word.doc[max(0, word.i - 1) : word.i]
    named = (n for n in before if n.head == word and n.dep_ == "compound" and n.text.istitle())
    counted = (n for n in before if n.head == word and n.dep_ == "nummod")  # "rated *nine* inadequate"
    return next(named, next(counted, None))


def _stands_before_sum(name: Token) -> bool:
    """Whether a name is taken for part of the sum behind it: "fined *Northmere Water* £5m"."""
    total = name.head
    summed = (
        name.pos_ in {"NOUN", "PROPN"}
        and total.i > name.i
        and any(child.tag_ == "$" for child in total.lefts)
    )
    return summed and total.dep_ == "dobj" and total.head.pos_ == "VERB" and total.head.i < name.i


def _honoured(letters: Token) -> Token | None:
    """The surname that letters of honour stand right behind, where they are taken for the name's head."""
    name = letters.nbor(-1) if letters.i else letters
    return name if name.head == letters and name.dep_ == "compound" and name.pos_ == "PROPN" else None


def _lead(name: Token, letters: Token) -> None:
    """Let a name stand where the letters behind it stood, and the letters behind it."""
    name.head, name.dep_ = (name if letters.head == letters else letters.head), letters.dep_
    for child in list(letters.children):
        child.head = name
    letters.head, letters.dep_ = name, "appos"


def _is_told(verb: Token) -> bool:
    """Whether a clause behind a hearer is what he is told: "told *a meeting* that the plan would fail"."""
    hearer, teller = verb.head, verb.head.head
    if hearer.dep_ not in {"dobj", "dative"} or teller.lemma_ not in _TOLD or hearer.lemma_ in _TALES:
        return False
    subjects = [noun for noun in own(verb, SUBJECTS) if noun.tag_ not in {"WDT", "WP"}]
    first = verb.doc[verb.left_edge.i]
    if not subjects or (first.tag_ in {"WP", "WP$", "WRB"} or first.lower_ == "which"):
        return False
    return first.lower_ == "that" or any(c.dep_ in _COMPLEMENTS and c.i > verb.i for c in verb.children)


def _lost_verb(noun: Token) -> Token | None:
    """The verb taken for a participle of the noun before it, in a sentence that has no other verb."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    finite = [t for t in noun.sent if t.tag_ in _FINITE]
    verb = _verb_behind(noun) or _verb_behind_apposition(noun)
    alone = verb is not None and all(t == verb or verb.is_ancestor(t) for t in finite)
    return verb if alone else None


def _verb_behind(noun: Token) -> Token | None:
    """The verb that cannot be a participle right behind a noun: "MPs *called* on X to go".

    Headlines leave verbs out ("Police called to fight") and have no full stop.
    """
    verb = noun.doc[noun.i + 1 : noun.i + 2]
    whole = noun.sent.text.rstrip().endswith((".", '."', ".”"))
    acts = (
        whole
        and verb
        and verb[0].dep_ == "acl"
        and verb[0].tag_ in {"VBD", "VBN"}
        and _acts_on_nobody(verb[0])
    )
    return verb[0] if acts else None


def _acts_on_nobody(verb: Token) -> bool:
    """Whether a verb takes no object here, and so is no passive: "*left* on Friday", "*called* on X"."""
    after = verb.nbor(1)
    return verb.lemma_ in _INTRANSITIVE and after.lower_ in _INTRANSITIVE[verb.lemma_]


def _verb_behind_apposition(noun: Token) -> Token | None:
    """The verb taken for a participle behind a name between commas: "The chair, A B, *banned* staff"."""
    doc = noun.doc
    for name in own(noun, {"appos"}):
        comma = name.right_edge.i + 1
        if (
            "PROPN" not in {noun.pos_, name.pos_}
            or doc[name.left_edge.i - 1].text != ","
            or comma + 2 >= noun.sent.end
        ):
            continue
        verb, following = doc[comma + 1], doc[comma + 2]
        acts = following.pos_ in _NOMINAL or _acts_on_nobody(verb)
        if doc[comma].text == "," and verb.tag_ in {"VBD", "VBN"} and acts:
            return verb
    return None


def _subject_behind_clause(verb: Token) -> Token | None:
    """The subject taken for an apposition in the clause before: "Commenting on A's report, *X* said"."""
    if verb.pos_ != "VERB" or own(verb, {"nsubj", "nsubjpass"}):
        return None
    clauses = (c for c in own(verb, {"advcl", "csubj"}) if c.tag_ in {"VBG", "VBN"} and c.i < verb.i)
    nouns = (n for clause in clauses for n in clause.subtree if n.dep_ == "appos")
    ending = (n for n in nouns if n.right_edge.i + 1 == verb.i and n.left_edge.i > 0)
    return next((n for n in ending if verb.doc[n.left_edge.i - 1].text == ","), None)


def _make_subject(noun: Token, verb: Token) -> None:
    """Let a sentence's noun be the subject of the verb behind it, and what stands behind that its object."""
    if verb.dep_ == "amod" and verb.head.i > verb.i:
        verb.head.head, verb.head.dep_ = verb, "dobj"
    elif not own(verb, {"dobj"}):
        for child in own(verb, {"oprd"})[:1]:
            child.dep_ = "dobj"
    for by in own(verb, {"agent"}):
        by.dep_ = "prep"  # "left *by* mutual agreement"
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"


def _is_second_verb(token: Token, lexicon: Lexicon) -> bool:
    """Hang a finite verb on a finite one and not on an infinitive: "*urges* X to act and *calls* on Y to"."""
    verb = token.head
    noun = token.lower_ == "calls" and token.tag_ == "NNS"  # which small models take for a noun
    following = token.doc[token.i + 1 : token.i + 2].text
    finite = token.tag_ in {"VBD", "VBZ"} or (noun and following in {"for", "on"})
    if not finite or verb.tag_ != "VB" or not is_infinitive(verb) or own(token, SUBJECTS):
        return False
    while verb.tag_ == "VB" and verb.dep_ in {"advcl", "ccomp", "xcomp"}:
        verb = verb.head
    alike = {"VBZ"} if noun else {token.tag_, "VBN" if token.tag_ == "VBD" else token.tag_}
    if verb.tag_ not in alike or verb.pos_ not in VERBAL:
        return False
    token.head = verb
    if noun:
        token.tag_, token.pos_, token.lemma_ = "VBZ", "VERB", "call"
    return True


def _succeeds(token: Token, _: Lexicon) -> bool:
    """Hang a name on the word for a successor, and not on a body: "X's successor at Y, *A B*, said"."""
    nouns = (a for a in token.head.ancestors if a.lemma_ in {"predecessor", "replacement", "successor"})
    noun = next(nouns, None) if token.ent_type_ == "PERSON" and token.head.dep_ == "pobj" else None
    before = token.doc[token.left_edge.i - 1].text if token.left_edge.i else ""
    if noun is None or before != "," or not own(noun, {"poss"}):
        return False
    token.head, token.dep_ = noun, "appos"
    return True


def _is_judged_so(token: Token, lexicon: Lexicon) -> bool:
    """Hang what somebody is called on the verb, and him too: "brands *X* dishonest", "rated *nine* bad"."""
    verb = token.head.head if token.dep_ == "amod" else token.head
    if verb.lemma_ not in _CALLING or token.pos_ != "ADJ" or not _judges(token, lexicon):
        return False
    noun = token.head if token.dep_ == "amod" else next(iter(own(token, {"nsubj"})), None)
    finite = own(token, {"aux", "auxpass", "mark"})
    if noun is None or finite or noun.pos_ == "PRON" or not verb.i < noun.i < token.i:
        return False
    if token.dep_ == "amod" and noun.dep_ != "dobj":
        return False
    noun.head, noun.dep_ = verb, "dobj"
    token.head, token.dep_ = verb, "oprd"
    return True


_BY_DEPENDENCY: Mapping[str, tuple[Callable[[Token, Lexicon], bool], ...]] = {
    "ROOT": (_has_a_verb, _has_a_subject),
    "acl": (_is_of_committee,),
    "amod": (_is_judged_so,),
    "advcl": (_is_of_object,),
    "appos": (_is_given, _succeeds),
    "ccomp": (_is_judged_so,),
    "conj": (_is_second_verb, _succeeds),
    "dobj": (_is_called_so,),
    "nmod": (_is_no_part,),
    "oprd": (_is_called_so,),
    "prep": (_put_somewhere,),
    "relcl": (_is_what_is_told,),
}
"""What mends a word by what the parser takes it for."""


__all__ = ["reheaded"]
