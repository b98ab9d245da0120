"""What a person is told when a question has no answers: what was asked, and what would ask for more."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from kgbuild.query.ready import Parameter, ParameterType, ReadyQuery
from kgbuild.query.tables import NO_ANSWERS
from kgbuild.query.text import shown, shown_term
from kgbuild.rdf.vocabulary import Term

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def no_answers(query: ReadyQuery, values: Mapping[str, str], bindings: Mapping[str, Term], base: str) -> str:
    """Return what to say when `query` has no answers.

    Args:
        query: What was asked.
        values: What the user gave for its parameters.
        bindings: What its variables were bound to; see `bind.bind`.
        base: The IRI below which instances live.
    """
    if not query.answers:
        return NO_ANSWERS
    sentence = _SENTENCE_END.split(shown(query.answers), maxsplit=1)[0]
    lines = [f"No answers to {query.name}: {sentence}"]
    bound = [parameter for parameter in query.parameters if parameter.variable in bindings]
    if bound:
        asked = " ".join(_option(parameter, _value(parameter, values, bindings, base)) for parameter in bound)
        more = " or ".join(_wider(bound))
        lines.append(f"Asked with {asked}{f'; {more} may find more' if more else ''}.")
    return "\n".join(lines)


def _value(parameter: Parameter, values: Mapping[str, str], bindings: Mapping[str, Term], base: str) -> str:
    if parameter.type is ParameterType.CHOICE:
        return values.get(parameter.name, parameter.default or "")
    return shown_term(bindings[parameter.variable], base)


def _wider(bound: list[Parameter]) -> Iterator[str]:
    """Yield the options that take a limit away."""
    for parameter in bound:
        for word, term in parameter.choices:
            if term is None:
                yield _option(parameter, word)


def _option(parameter: Parameter, value: str) -> str:
    return f"--{parameter.name} {shlex.quote(value)}"
