"""What a person is told when a question has no answers: what was asked, and what would ask for more."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from kgbuild.query.bind import Given
from kgbuild.query.ready import Parameter, ParameterType, ReadyQuery
from kgbuild.query.tables import NO_ANSWERS
from kgbuild.query.text import shown, shown_term
from kgbuild.rdf.bound import Values

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def no_answers(query: ReadyQuery, values: Given, bindings: Values, base: str) -> str:
    """Return what to say when `query` has no answers.

    Args:
        query: What was asked.
        values: What the user gave for its parameters.
        bindings: What its variables were bound to, and its columns kept to; see `bind.bind` and `bind.picks`.
        base: The IRI below which instances live.
    """
    if not query.answers:
        return NO_ANSWERS
    sentence = _SENTENCE_END.split(shown(query.answers), maxsplit=1)[0]
    lines = [f"No answers to {query.name}: {sentence}"]
    bound = [parameter for parameter in query.parameters if parameter.variable in bindings]
    if bound:
        asked = " ".join(_asked(bound, values, bindings, base))
        more = " or ".join(_wider(bound))
        lines.append(f"Asked with {asked}{f'; {more} may find more' if more else ''}.")
    return "\n".join(lines)


def _asked(bound: list[Parameter], values: Given, bindings: Values, base: str) -> Iterator[str]:
    """Yield the options with what they were taken for."""
    for parameter in bound:
        meant = bindings[parameter.variable]
        if parameter.type is ParameterType.CHOICE:
            yield _option(parameter, str(values.get(parameter.name, parameter.default or "")))
        else:
            for term in meant if isinstance(meant, Sequence) else [meant]:
                yield _option(parameter, shown_term(term, base))


def _wider(bound: list[Parameter]) -> Iterator[str]:
    """Yield the options that take a limit away."""
    for parameter in bound:
        for word, term in parameter.choices:
            if term is None:
                yield _option(parameter, word)


def _option(parameter: Parameter, value: str) -> str:
    return f"--{parameter.name} {shlex.quote(value)}"
