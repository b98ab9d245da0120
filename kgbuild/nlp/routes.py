"""Where the route of a rule leads from its trigger: "object.of" from "review" to what is reviewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from kgbuild.nlp import clauses
from kgbuild.nlp.frames import Route
from kgbuild.nlp.money import amount_at
from kgbuild.nlp.verbs import SUBJECTS, VERBAL, is_passive, own, predicates

_STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "subject": clauses.subjects,
    "object": clauses.objects,
    "indirect": clauses.indirect_objects,
    "complement": clauses.complements,
    "clause": clauses.clausal,
    "infinitive": clauses.infinitives,
    "content": clauses.contents,
    "relative": lambda noun: own(noun, {"acl", "relcl"}),
    "gerund": clauses.gerunds,
    "possessor": clauses.possessors,
    "compound": clauses.compounds,
    "manner": clauses.adverbs,
    "when": lambda verb: own(verb, {"npadvmod"}),
    "predicated": clauses.predicated,
    "modified": clauses.modified,
    "governor": clauses.governors,
    "predicate": predicates,
    "head": clauses.heads,
    "self": lambda token: [token],
    "appos": clauses.appositions,
}

_WAYS = frozenset({"away", "back"})  # "took it *back* from X"


def walk(trigger: Token, route: Route) -> list[Token]:
    """Return the tokens that a route leads to from its trigger, in order of reading its steps."""
    tokens = [trigger]
    for step in route:
        tokens = [found for token in tokens for found in _step(token, step)]
    return tokens


def _step(token: Token, step: str) -> list[Token]:
    """Follow one step of a route; what is no function's name is a preposition."""
    if step in _STEPS:
        return _STEPS[step](token)
    verbal = token.pos_ in VERBAL
    if step == "by" and verbal and is_passive(token):  # who did it, but for "was cut by *£2m*"
        return [noun for noun in clauses.prepositional(token, step) if amount_at(noun) is not None]
    return _prepositional(token, step, verbal=verbal) or clauses.open_prepositions(token, step)


def _prepositional(token: Token, preposition: str, *, verbal: bool) -> list[Token]:
    """The object of a preposition; of a verb's also where the parser hung it on what stands behind."""
    found = clauses.prepositional(token, preposition)
    if found or not verbal or preposition == "of":
        return found
    inner = [t for t in [*clauses.objects(token), *clauses.complements(token)] if t.i > token.i]
    inner += [t for t in own(token, {"advmod"}) if t.lower_ in _WAYS]
    if is_passive(token):
        inner += [child for child in token.children if child.dep_ == "agent"]
    taken = {"pobj", "amod"}  # amod: "as *inadequate*"
    below = (n for noun in inner for n in noun.subtree if n.dep_ in taken and n.head.lower_ == preposition)
    return [n for n in below if not (_coordinated(n, inner) or _within_clause(n, inner))][:1]


def _within_clause(token: Token, above: Sequence[Token]) -> bool:
    """Whether a token stands in a clause with a subject of its own: "paid £3m, which X *called* mean"."""
    while token not in above and not (token.dep_ in {"relcl", "ccomp"} and own(token, SUBJECTS)):
        token = token.head
    return token not in above


def _coordinated(token: Token, above: Sequence[Token]) -> bool:
    """Whether a token belongs to a second conjunct: no "in" of "uncovered faults *and changes in X*"."""
    while token not in above and token.dep_ != "conj":
        token = token.head
    return token not in above
