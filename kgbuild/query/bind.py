"""Turns what a user gives for a ready query's parameters into terms; it never becomes SPARQL text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from kgbuild.errors import QueryError
from kgbuild.model import Kind
from kgbuild.query.days import day
from kgbuild.query.ready import Parameter, ParameterType, ReadyQuery
from kgbuild.rdf.vocabulary import PREFIXES, Term, literal, term

Given = Mapping[str, str | Sequence[str]]
"""What a user gives for parameters, by name; of an entity, several too."""
Resolver = Callable[[str, tuple[Kind, ...]], NamedNode | Sequence[NamedNode]]
"""Finds what a name means, of one of some kinds (none given: of any): `lookup.Names.entity`, or several."""
ArticleFinder = Callable[[str], str]
"""Finds the identifier of the article that a text means: see `articles.find_article`."""


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """Return the parameters in `pairs`, each "name=value".

    Raises:
        QueryError: One has no "=", or a name stands twice.
    """
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip()
        if not equals or not name:
            raise QueryError(f"not a parameter: {pair!r}", "Write it as name=value.")
        if name in values:
            raise QueryError(f"the parameter {name!r} is given twice", "Give it once.")
        values[name] = value
    return values


def bind(
    query: ReadyQuery, values: Given, resolve: Resolver, article: ArticleFinder = str
) -> dict[str, Term | Sequence[Term]]:
    """Return what to bind the variables of `query` to: the values given, and the defaults of the others.

    What picks rows of the answer binds nothing: see `picks`.

    Args:
        query: The ready query.
        values: What the user gives, by parameter name.
        resolve: Finds the entity that a name means.
        article: Finds the identifier of the article that a text means; without it, texts stay.

    Raises:
        QueryError: A parameter is unknown, missing, or not of its type.
        NotFoundError: An entity or article is not found, or several fit: raised by `resolve` or `article`.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in known:
            listed = f"It takes {', '.join(known)}." if known else "It takes none."
            raise QueryError(f"{query.name} has no parameter {name!r}", listed)
    terms: dict[str, Term | Sequence[Term]] = {}
    for parameter in query.parameters:
        if parameter.picks:
            continue
        value = values.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise QueryError(
                f"{query.name} needs the parameter {parameter.name!r}: {parameter.help}",
                f"For example: {query.example}",
            )
        bound = None if value is None else _term(parameter, value, resolve, article)
        if bound is not None:
            terms[parameter.variable] = bound
    return terms


def picks(query: ReadyQuery, values: Given, article: ArticleFinder = str) -> dict[str, Term]:
    """Return the value that each column of the answer must have, of those for which the user gives one.

    Args:
        query: The ready query.
        values: What the user gives, by parameter name.
        article: As for `bind`.

    Raises:
        QueryError: A value is not of its parameter's type.
        NotFoundError: An article is not found, or several fit: raised by `article`.
    """
    found: dict[str, Term] = {}
    for parameter in query.parameters:
        if parameter.picks and parameter.name in values:
            value = values[parameter.name]
            if not isinstance(value, str):
                raise _given_several(parameter)
            found[parameter.variable] = literal(article(value))
    return found


def _given_several(parameter: Parameter) -> QueryError:
    return QueryError(f"{parameter.name} is given several times", "Give it once; names may be several.")


def _term(
    parameter: Parameter, value: str | Sequence[str], resolve: Resolver, article: ArticleFinder
) -> Term | Sequence[Term] | None:
    if parameter.type is ParameterType.ENTITY:
        return _entities(parameter, [value] if isinstance(value, str) else value, resolve)
    if not isinstance(value, str):
        raise _given_several(parameter)
    match parameter.type:
        case ParameterType.NAME:
            return literal(value)
        case ParameterType.DATE:
            return literal(day(parameter.name, value).isoformat(), term("xsd:date"))
        case ParameterType.INTEGER:
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
                raise QueryError(f"{parameter.name}: {value!r} is no whole number", "Give digits only.")
            return literal(str(int(value)), term("xsd:integer"))
        case ParameterType.CHOICE:
            return _choice(parameter, value)
        case ParameterType.ARTICLE:
            return literal(article(value))


def _entities(
    parameter: Parameter, names: Sequence[str], resolve: Resolver
) -> NamedNode | Sequence[NamedNode]:
    """Return what `names` mean, each thing once; what is alone is no sequence."""
    found: dict[NamedNode, None] = {}
    for name in names:
        meant = resolve(name, parameter.kinds)
        found.update(dict.fromkeys([meant] if isinstance(meant, NamedNode) else meant))
    return next(iter(found)) if len(found) == 1 else tuple(found)


def _choice(parameter: Parameter, value: str) -> Term | None:
    choices = dict(parameter.choices)
    if value not in choices:
        raise QueryError(
            f"{parameter.name}: {value!r} is none of the choices", f"Choose one of {', '.join(choices)}."
        )
    meaning = choices[value]
    if meaning is None:
        return None
    if meaning.partition(":")[0] in PREFIXES:
        return term(meaning)
    return NamedNode(meaning) if "://" in meaning else literal(meaning)
