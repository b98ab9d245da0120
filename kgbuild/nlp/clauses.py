"""Grammatical functions over a dependency parse, with voice, control and ellipsis undone.

`subject` and `object` are logical: of a passive, the by-phrase and the grammatical subject; of a relative
clause, participle, infinitive or second conjunct, what it is said of. Labels are those of spaCy's English
models (CLEAR style).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_infinitive, is_passive, own

RELATIVES = frozenset({"who", "which", "that", "whom"})
_WHERE = frozenset({"where", "when", "why", "how"})  # whose clauses lack no object
# Verbs whose infinitive tells what the subject does, though they have an object: "*used* X to launch Y".
_SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "threaten", "pledge", "agree", "offer", "abandon", "borrow", "break", "choose", "cut"}
    | {"exploit", "hold", "join", "launch", "leave", "need", "pay", "publish", "quit", "raise", "reject"}
    | {"sell", "set", "spend", "take", "use", "visit", "waste", "win", "write", "meet", "issue", "invest"}
)
_ADDRESSED = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",)}
_OBJECT_CONTROL = frozenset(
    {"advise", "allow", "appoint", "ask", "bring", "call", "commission", "compel", "direct", "enable"}
    | {"encourage", "expect", "force", "help", "hire", "instruct", "invite", "oblige", "order", "permit"}
    | {"persuade", "press", "pressure", "recommend", "require", "tell", "urge", "want", "warn"}
)
_ASKING = frozenset({"call", "plea", "appeal", "demand", "pressure", "request"})
# Their objects are other people's plans: "welcomed efforts *to invest*".
_TAKING_STANDS = frozenset(
    {"applaud", "attack", "back", "block", "condemn", "criticise", "denounce", "discuss", "dismiss", "hail"}
    | {"endorse", "follow", "oppose", "praise", "reject", "resist", "slam", "support", "welcome", "note"}
    | {"deplore", "detect", "lament", "notice", "observe", "regret", "spot"}
)
_UNDERTAKING = frozenset(
    {
        "agreement",
        "attempt",
        "bid",
        "campaign",
        "contract",
        "deal",
        "decision",
        "drive",
        "effort",
        "intention",
    }
    | {"move", "offer", "option", "plan", "pledge", "promise", "proposal", "right", "scheme", "talk"}
)  # "clinched a *deal* to buy X": who has it is who buys
_BEFORE_NAMES = frozenset(
    {"for", "to", "by", "from", "at", "in", "on", "into", "outside", "opposite", "near"}
)
_WRITING = frozenset(
    {"accuse", "ask", "attack", "blame", "condemn", "criticise", "demand", "praise", "thank", "urge", "warn"}
    | {"appeal", "call", "complain", "object", "plead", "propose", "request", "seek", "suggest"}
)
_OWNING = ("by", "from", "of")
_ADDRESSES = frozenset({"address", "letter", "memo", "message", "speech", "statement"})
_GIVING = frozenset({"allow", "give", "grant", "leave", "offer"})
_HOW = frozenset({"accident", "chance", "comparison", "contrast", "email", "far", "law", "mistake", "phone"})
"""What stands behind the "by" of an adverb: "are, *by contrast*, praised"."""
_WAYS = frozenset({"way", "manner"})  # "the way X *works*"
_MAKING = frozenset(
    {"announce", "carry", "cause", "conduct", "create", "draw", "express", "introduce", "launch", "lead"}
    | {"make", "mount", "plan", "prepare", "produce", "propose", "publish", "pursue", "put", "raise"}
    | {"unveil", "voice", "write"}
)  # "the plan *put* forward by X" is a plan by X
_HEDGES = frozenset({"bit", "kind", "sort", "something", "one"})
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_DEPTH = 6
_WHILE = frozenset({"after", "before", "once", "since", "until", "when", "while"})


def subjects(verb: Token) -> list[Token]:
    """Return the heads of the logical subject: who does it."""
    if not is_passive(verb):
        return grammatical_subjects(verb)
    found = [obj for child in verb.children if child.dep_ == "agent" for obj in own(child, {"pobj"})]
    if not found:
        found = [o for c in verb.children if c.dep_ == "prep" and c.lower_ == "by" for o in own(c, {"pobj"})]
    found = [o for o in found if o.ent_type_ not in _MEASURES and o.tag_ != "CD"]  # "by April", "by £3m"
    found = [o for o in found if o.lemma_ not in _HOW]
    hyphened = [c for c in verb.children if c.dep_ in {"npadvmod", "compound"} and _hyphen_between(c, verb)]
    return found or hyphened


def objects(verb: Token) -> list[Token]:
    """Return the heads of the logical object: whom or what it is done to."""
    if is_passive(verb):
        return grammatical_subjects(verb)
    mine = own(verb, {"dobj"}) or own(verb, {"oprd"})[:-1]  # "called *X* a farce" with two complements
    if mine:
        return [_antecedent(token, verb) for token in mine[:1]]
    gap = not any(c.lower_ in _WHERE or (c.dep_ in SUBJECTS and c.lower_ in RELATIVES) for c in verb.children)
    if verb.dep_ == "relcl" and gap and own(verb, SUBJECTS):
        return [verb.head]
    if verb.dep_ != "conj" and verb.pos_ in VERBAL:
        joined = [c for c in verb.children if c.dep_ == "conj" and not own(c, SUBJECTS)]
        shared = [c for c in joined if c.pos_ == "VERB" and own(c, {"dobj"})]
        if shared and not _complements(verb) and not is_passive(shared[0]):
            return own(shared[0], {"dobj"})
    return []


def grammatical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return the heads of the grammatical subject: one's own, the auxiliary's, or what it is said of."""
    mine = own(verb, SUBJECTS) or [s for aux in own(verb, {"aux", "auxpass"}) for s in own(aux, SUBJECTS)]
    if (
        mine
        and verb.dep_ == "pcomp"
        and verb.head.head.pos_ == "NOUN"
        and verb.head.lower_ in {"for", "to", "from"}
    ):
        return [verb.head.head]  # "a report for A B criticising C", taken for a clause of its own
    if depth > _DEPTH or _ends_aside(verb):
        return []
    if mine:
        return [_antecedent(token, verb) for token in mine]
    if is_infinitive(verb) and (announced := _announced(verb)):
        return announced
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in VERBAL:
            return grammatical_subjects(head, depth + 1)
        case "relcl" | "acl" | "xcomp" if verb.dep_ != "xcomp" or head.pos_ == "NOUN":
            return _noun_clause_subjects(verb, depth)
        case "amod" | "compound":
            return [_owned(head)]
        case "xcomp" | "ccomp" if head.pos_ in VERBAL or head.pos_ == "ADJ":
            if verb.dep_ == "ccomp" and not (is_infinitive(verb) or verb.tag_ == "VBG"):
                return []
            return _controllers(head, depth)
        case "advcl" | "pcomp" | "prep":
            return _adverbial_subjects(verb, depth)
        case "acomp" | "oprd" | "attr":
            return grammatical_subjects(head, depth + 1)
        case _:
            return []


def _ends_aside(verb: Token) -> bool:
    """Whether the parse gives the subject of a whole sentence to the verb that ends a clause within it.

    In "A left after his deputy, B, *died*" and "A, who left after his deputy, B, *died*, is ill" it is not A
    who died: behind "after" and a comma stands a finite verb that no conjunction joins.
    """
    start = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg", "advmod"})])
    head = verb.head
    joined = verb.dep_ == "conj" and not own(verb, SUBJECTS)
    inside = verb.dep_ == "ccomp" and head.i > verb.i and not own(head, SUBJECTS)
    if not (joined or inside) or start == 0 or verb.doc[start - 1].text != ",":
        return False
    first = head.i if joined else verb.sent.start
    words = verb.doc[first + 1 : start]
    behind = [t for t in words if t.lower_ in _WHILE and t.dep_ == "prep"]
    return bool(behind) and not any(t.dep_ == "cc" or t.pos_ in VERBAL for t in words[behind[-1].i - first :])


def _announced(verb: Token) -> list[Token]:
    """Return who does what a headline's infinitive says: "*Watchdog* to examine trust"."""
    head = verb.head
    if verb.dep_ == "ROOT":
        return [c for c in verb.lefts if c.dep_ == "dep" and c.pos_ in {"NOUN", "PROPN"}]
    noun = head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"}
    return [head] if noun and not own(head, SUBJECTS) else []


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Return the objects of a preposition that depends on `token`."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ == preposition:
            found += own(child, {"pobj", "pcomp", "amod"})  # amod: "as *inadequate*"
            found += [
                o for c in child.children if c.dep_ == "conj" and c.pos_ == "ADP" for o in own(c, {"pobj"})
            ]
    if token.pos_ in VERBAL:  # "X, *to which* it gave Y"
        return [_antecedent(o, token) if o.lower_ in {"which", "whom"} else o for o in found]
    if preposition == "by" and not found:  # "the plan put forward *by X*"
        agents = [by for made in own(token, {"acl"}) if made.lemma_ in _MAKING for by in own(made, {"agent"})]
        return [doer for by in agents for doer in own(by, {"pobj"})]
    return found


def open_prepositions(token: Token, preposition: str) -> list[Token]:
    """Return a preposition that has another for its object: the "along" of "along *with* X"."""
    return [
        c for c in token.children if c.lower_ == preposition and own(c, {"prep"}) and not own(c, {"pobj"})
    ]


def indirect_objects(verb: Token) -> list[Token]:
    """Return the heads of the indirect object: "told X", "handed X the contract"."""
    return [t for t in own(verb, {"dative"}) if t.pos_ != "ADP"] + prepositional(verb, "to")


def complements(verb: Token) -> list[Token]:
    """Return the heads of what something is said to be: "was X", "branded it X", "named her X"."""
    return _complements(verb)


def clausal(verb: Token) -> list[Token]:
    """Return the heads of the clauses a verb or noun governs: "said it *failed*", "a claim that it *is*"."""
    if verb.pos_ == "NOUN":
        clauses = own(verb, {"acl", "ccomp", "relcl"})
        if verb.lemma_ in _WAYS:
            return clauses
        return [c for c in clauses if any(m.lower_ == "that" for m in own(c, {"mark"}))]
    purposes = (c for c in own(verb, {"advcl"}) if c.i > verb.i and is_infinitive(c))
    return own(verb, {"ccomp", "xcomp"}) or list(purposes)


def infinitives(verb: Token) -> list[Token]:
    """Return the heads of the infinitives a verb or noun governs: "asked her to *go*", "a call to *act*"."""
    clauses = own(verb, {"acl", "relcl"}) if verb.pos_ == "NOUN" else clausal(verb)
    return [clause for clause in clauses if is_infinitive(clause)]


def contents(verb: Token) -> list[Token]:
    """Return the heads of the clauses about something else: "wants *X to go*", "wants X *sacked*"."""
    participles = [c for noun in own(verb, {"dobj"}) for c in own(noun, {"acl"}) if c.tag_ == "VBN"]
    return [clause for clause in clausal(verb) if own(clause, SUBJECTS)] + participles


def gerunds(verb: Token) -> list[Token]:
    """Return the heads of the gerunds a verb governs: "suggested *closing* it"."""
    finite = SUBJECTS | {"aux"}  # "suggested he was closing it"
    return [clause for clause in clausal(verb) if clause.tag_ == "VBG" and not own(clause, finite)]


def possessors(noun: Token) -> list[Token]:
    """Return the heads of a noun's possessors: "*A*'s review", "*its* review", "*A*, whose review"."""
    return [_whose(token) for token in own(noun, {"poss"})]


def _whose(token: Token) -> Token:
    """Return the noun that "whose" refers to, or the token itself."""
    if token.tag_ != "WP$":
        return token
    node = token.head
    while node.dep_ not in {"relcl", "acl"} and node.head != node:
        node = node.head
    return node.head if node.head.pos_ in {"NOUN", "PROPN", "PRON"} else token


def compounds(noun: Token) -> list[Token]:
    """Return the nouns in front that modify a noun: "*Pentagon* inquiry"."""
    return [t for t in own(noun, {"compound", "nmod", "amod"}) if t.pos_ in {"NOUN", "PROPN", "ADJ"}]


def adverbs(word: Token) -> list[Token]:
    """Return the adverbs that modify a word: "acted *badly*", "*too* slow"."""
    return own(word, {"advmod", "npadvmod"})


def governing_verb(noun: Token) -> Token | None:
    """Return the verb of which a noun is subject, object or complement, if any."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ in {"NOUN", "PROPN"}:
        return governing_verb(head)
    if noun.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "oprd"} and head.pos_ in VERBAL:
        return head
    return None


def governors(noun: Token) -> list[Token]:
    """Return the governing verb of a noun as a list of none or one."""
    verb = governing_verb(noun)
    return [verb] if verb is not None else []


def modified(adjective: Token) -> list[Token]:
    """Return the noun an adjective or compound stands before."""
    return [adjective.head] if adjective.dep_ in {"amod", "compound"} else []


def heads(token: Token) -> list[Token]:
    """Return the word that a token depends on, whatever the parser calls the dependency."""
    return [token.head] if token.head != token else []


def appositions(noun: Token) -> list[Token]:
    """Return what stands in apposition to a noun."""
    return own(noun, {"appos"})


def predicated(token: Token) -> list[Token]:
    """Return the subjects of which a noun or adjective is predicated: "*X* was bad", "*X*, part of Y"."""
    if token.dep_ == "conj":
        return predicated(token.head)
    if token.dep_ == "appos":
        return [token.head]
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in _HEDGES:
        return predicated(token.head.head)
    if token.dep_ in {"attr", "acomp", "oprd"} and token.head.pos_ in VERBAL:
        if token.dep_ == "oprd" and not is_passive(token.head):
            return objects(token.head)
        return grammatical_subjects(token.head)
    return own(token, {"nsubj", "nsubjpass"})  # "X was *flawed*", taken for a passive


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield a noun and all that is coordinated with it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in VERBAL:
            yield from conjuncts(child)


def first_conjunct(token: Token) -> Token:
    """Return the first of what a token is coordinated with; itself where it is with nothing before it."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _complements(verb: Token) -> list[Token]:
    """Own complements, and a second object: "branded the service a *failure*", "was fined *a pound*"."""
    kept, said = own(verb, {"dobj"}), own(verb, {"oprd"})
    if not kept and not is_passive(verb):
        said = said[-1:]
    sums = [c for c in own(verb, {"npadvmod"}) if c.i > verb.i and any(left.tag_ == "$" for left in c.lefts)]
    given = any(child.pos_ != "ADP" for child in own(verb, {"dative"}))  # "fined *the bank* £3m"
    return own(verb, {"attr", "acomp"}) + said + (kept if given or is_passive(verb) else kept[1:]) + sums


def _hyphen_between(left: Token, right: Token) -> bool:
    return right.i - left.i == 2 and left.nbor(1).text == "-"


def _owned(noun: Token) -> Token:
    """The noun a possessive belongs to: an adjective before "children's commissioner" means the latter."""
    while noun.dep_ == "poss" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def _doers(participle: Token, noun: Token) -> list[Token]:
    """Of "a report for A B criticising C" the report criticises, of "A wrote to B urging C" A urges.

    Of "A was among those urging C" it is A again.
    """
    if noun.lower_ == "those" and noun.head.lower_ == "among" and noun.head.head.lemma_ == "be":
        return grammatical_subjects(noun.head.head)
    if participle.tag_ != "VBG" or noun.dep_ != "pobj" or noun.head.lower_ not in _BEFORE_NAMES:
        return [noun]
    above = noun.head.head
    spoken = any(thing.lemma_ in _ADDRESSES for thing in own(above, {"dobj"}))
    if above.pos_ in VERBAL and (participle.lemma_ in _WRITING or spoken):
        return subjects(above) or [noun]
    told = noun.pos_ == "PROPN" or above.lemma_ in _ADDRESSES
    return [above] if above.pos_ == "NOUN" and told else [noun]


def _antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, or the token itself."""
    if token.lower_ not in RELATIVES or token.tag_ not in {"WDT", "WP", "IN", "DT"}:
        return token
    node = verb
    while node.dep_ == "conj" and node.head.pos_ in VERBAL:
        node = node.head
    if node.dep_ not in {"relcl", "acl", "ccomp", "appos"} or node.head.pos_ not in {
        "NOUN",
        "PROPN",
        "PRON",
        "NUM",
    }:
        return token
    return _among(node.head)


def _among(noun: Token) -> Token:
    """Return whom a sentence counts among them: "among *those* who left is *X*", "X, one of *those* who"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"among", "amongst", "of"}:
        return noun
    above = noun.head.head
    if noun.head.lower_ == "of":
        said_of = predicated(above) if above.lower_ == "one" and above.dep_ == "attr" else []
    else:
        said_of = own(above, {"nsubj", "attr"}) if above.lemma_ == "be" else []
    return said_of[0] if said_of else noun


def _controllers(head: Token, depth: int) -> list[Token]:
    """Return who does what an infinitive says: the X of "asked X to", "called on X to", else the subject."""
    if head.pos_ in VERBAL and head.lemma_ not in _SUBJECT_CONTROL and not is_passive(head):
        controlled = own(head, {"dobj"})
        if not controlled:
            controlled = [t for word in _ADDRESSED.get(head.lemma_, ()) for t in prepositional(head, word)]
        if controlled:
            return controlled
    if head.pos_ == "ADJ":
        return predicated(head)
    return grammatical_subjects(head, depth + 1)


def _noun_clause_subjects(verb: Token, depth: int) -> list[Token]:
    """Return who does what a noun's relative clause, participle or infinitive says."""
    noun = verb.head
    infinitive = is_infinitive(verb)
    if verb.dep_ == "relcl" and not (infinitive and noun.lemma_ in _ASKING | _UNDERTAKING):
        said_of = predicated(noun) if infinitive and noun.dep_ == "attr" else []
        return [t for t in said_of if t.pos_ == "PROPN"] or [noun]  # "*X* was the first to resign"
    return _infinitive_subjects(verb, depth) if infinitive else _doers(verb, noun)


def _asked(noun: Token) -> list[Token]:
    """Return who is asked to do what a noun's infinitive says: "calls for *X* to go", "pressure on *X*"."""
    return [t for word in ("for", "on", "to") for t in prepositional(noun, word)][:1]


def _infinitive_subjects(verb: Token, depth: int) -> list[Token]:
    """Return who does what a noun's infinitive says: "*his* plan to", "*she* has a plan", "told *X* to"."""
    noun = verb.head
    if noun.pos_ == "PROPN" and noun.dep_ == "pobj" and noun.head.lower_ in {"by", "from"}:
        return [noun]
    if noun.lemma_ in _ASKING and (asked := _asked(noun)):
        return asked
    if noun.dep_ == "dobj" and noun.head.lemma_ in _OBJECT_CONTROL:
        return [noun]
    if owners := possessors(noun) or [o for word in _OWNING for o in prepositional(noun, word)][:1]:
        return owners
    bodies = [t for t in compounds(noun) if t.pos_ in {"NOUN", "PROPN"}]
    if bodies:
        return bodies[:1]
    governor = governing_verb(noun)
    if governor is None and noun.dep_ == "pobj" and noun.head.head.pos_ in VERBAL:
        governor = noun.head.head
    if governor is not None and noun.dep_ != "nsubj" and governor.lemma_ not in _TAKING_STANDS:
        return subjects(governor)
    return []


def _adverbial_subjects(verb: Token, depth: int) -> list[Token]:
    """Return who does what a participle or gerund says: "A, *criticising* B", "accused A of *failing*"."""
    head = verb.head
    if verb.dep_ == "pcomp":
        governor = head.head
        while governor.pos_ == "ADV" and governor.head != governor:  # "stopped *short* of criticising"
            governor = governor.head
        if governor.pos_ in {"NOUN", "PROPN"}:
            owners = possessors(governor)
            verb_above = governing_verb(governor)
            return owners or (subjects(verb_above) if verb_above is not None else [])
        if (
            head.lower_ in {"of", "for", "with", "as"}
            and governor.pos_ in VERBAL
            and not is_passive(governor)
        ):
            direct = own(governor, {"dobj"})
            if direct:
                return direct
        if governor.pos_ == "ADJ":
            return predicated(governor)  # "*X* is keen on buying"
        return grammatical_subjects(governor, depth + 1) if governor.pos_ in VERBAL else []
    asking = head.lemma_ in _ADDRESSED or head.lemma_ in _OBJECT_CONTROL
    if is_infinitive(verb) and asking and head.pos_ in VERBAL:
        return _controllers(head, depth)
    if is_infinitive(verb) and head.lemma_ in _ASKING and head.pos_ not in VERBAL:
        return _infinitive_subjects(verb, depth)
    if is_infinitive(verb) and any(s.lemma_.lower() in _ASKING for s in own(head, SUBJECTS)):
        return _asked(head)  # "pressure is growing on *X* to go"
    if is_infinitive(verb) and head.lemma_ in _GIVING and (given := own(head, {"dative"})):
        return given  # "gave *X* six months to close it"
    if verb.tag_ in {"VBG", "VBN"} or is_infinitive(verb):
        return grammatical_subjects(head, depth + 1) if head.pos_ in VERBAL else []
    return []
