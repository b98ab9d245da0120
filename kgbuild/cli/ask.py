"""kgbuild ask: a command for each ready question, made from the header of its file when it is called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from kgbuild.cli import completion, listing, options
from kgbuild.cli.command import tell, telling_errors
from kgbuild.config import load_settings
from kgbuild.errors import KgbuildError

if TYPE_CHECKING:
    from kgbuild.query.questions import Questions
    from kgbuild.query.ready import Parameter, ReadyQuery

_QUERIES = "--queries"
_FOLDER, _BEFORE = f"{__name__}.folder", f"{__name__}.before"
"""Where a context keeps the folder of own questions, and the options that stand before the question."""
_EXIT_CODES = """Exit codes:
  0  it is answered
  2  a parameter, the question's file or a setting is wrong
  4  there is no store, or it is damaged
  5  a name fits nothing, or several things: they are listed"""


class QuestionCommands(TyperGroup):
    """The questions as commands: one file is read for each that is called, all for the help."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the questions; none where their folder cannot be read."""
        try:
            return list(_questions(ctx).paths())
        except KgbuildError:
            return []

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Return the command of a question; None where there is none, or its file is wrong."""
        try:
            return command(_questions(ctx).find(cmd_name))
        except KgbuildError:
            return None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; first, wherever it stands, the folder that tells which questions there are."""
        ctx.meta[_FOLDER] = _given(_QUERIES, args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that `args` begins with, and what stands behind its name."""
        name, *rest = args
        if ctx.resilient_parsing:
            return name, self.get_command(ctx, name), rest
        return name, command(_questions(ctx).find(name)), rest

    def invoke(self, ctx: Any) -> Any:
        """Ask; errors that come before the question's own command are told as its own are."""
        try:
            return super().invoke(ctx)
        except KgbuildError as error:
            raise tell(error) from error

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names and titles of all questions."""
        rows = []
        try:
            found = _questions(ctx)
            rows = [(name, _title(found, name)) for name in found.paths()]
        except KgbuildError as error:
            raise tell(error) from error
        with formatter.section("Questions"):
            formatter.write_dl(rows)


class _QuestionCommand(TyperCommand):
    """A question; an option that it does not have is told with those that it has."""

    question: ReadyQuery

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options."""
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            if hasattr(error, "possibilities"):  # there is no such option; the likely ones come first
                error.message = f"{error.format_message()}\n\n{_taken(self.question)}"
                error.possibilities = None
            raise


def _taken(ready: ReadyQuery) -> str:
    """Return a sentence with the options of a question, its own before those that all have."""
    own = ", ".join(f"--{p.name} {_metavar(p)}" + " (required)" * p.required for p in ready.parameters)
    from kgbuild.query.ready import RESERVED

    every = ", ".join(sorted(f"--{name}" for name in RESERVED))
    return f"{ready.name} takes {own or 'no options of its own'}; and, as all questions do, {every}."


def _questions(ctx: Any) -> Questions:
    from kgbuild.query.questions import questions

    own = ctx.meta[_FOLDER]
    return questions(load_settings(queries=None if own is None else Path(own)).queries)


def _title(found: Questions, name: str) -> str:
    try:
        return found.find(name).title
    except KgbuildError as error:
        return f"cannot be asked: {error.message}"


def _given(option: str, args: Sequence[str]) -> str | None:
    """Return the value of `option` among `args`; the last one counts."""
    value = None
    for number, word in enumerate(args):
        if word == "--":
            break
        if word == option and number + 1 < len(args):
            value = args[number + 1]
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
    return value


def command(ready: ReadyQuery) -> TyperCommand:
    """Return the command of a question: its parameters are options, and its header is the help."""
    own = {f"parameter_{number}": parameter for number, parameter in enumerate(ready.parameters)}

    def ask(ctx: typer.Context, **given: Any) -> None:
        from kgbuild.cli.answering import answer
        from kgbuild.query.folding import Each

        before = ctx.meta[_BEFORE]
        settings = load_settings(store=given["store"] or before["store"], ontology=given["ontology"])
        values = {
            own[name].name: value for name, value in given.items() if name in own and value not in (None, [])
        }
        answer(
            settings,
            ready,
            values,
            output=given["output"] or before["output"],
            limit=given["limit"],
            timeout=given["timeout"],
            parts=bool(given["parts"]),
            each=Each.SENTENCE if given["all_evidence"] else Each.CLAIM,
        )

    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, annotation in [*((name, _option(p)) for name, p in own.items()), *_COMMON.items()]:
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        )
    ask.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    ask.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    ask.__doc__ = _help(ready)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(ready.name, cls=_QuestionCommand, short_help=ready.title)(telling_errors(ask))
    made = typer.main.get_command(app)
    assert isinstance(made, _QuestionCommand)
    made.question = ready
    return made


_COMMON = {
    "output": options.Answer,
    "limit": options.Limit,
    "timeout": options.Timeout,
    "all_evidence": options.AllEvidence,
    "parts": options.Parts,
    "store": options.Store,
    "queries": options.Queries,
    "ontology": options.Ontology,
}


def _metavar(parameter: Parameter) -> str:
    from kgbuild.query.ready import ParameterType

    return {
        ParameterType.NAME: "TEXT",
        ParameterType.DATE: "DATE",
        ParameterType.INTEGER: "N",
        ParameterType.CHOICE: f"[{'|'.join(word for word, _ in parameter.choices)}]",
        ParameterType.ENTITY: "NAME",
        ParameterType.ARTICLE: "ARTICLE",
    }[parameter.type]


def _option(parameter: Parameter) -> Any:
    from kgbuild.query.ready import ParameterType

    complete: Callable[..., Any] | None = None
    several = parameter.type is ParameterType.ENTITY
    if several:
        complete = completion.names(*parameter.kinds)
    elif parameter.type is ParameterType.ARTICLE:
        complete = completion.articles
    elif parameter.type is ParameterType.CHOICE:
        complete = _choices(parameter)
    return Annotated[
        list[str] | None if several else str | None,
        typer.Option(
            f"--{parameter.name}",
            metavar=_metavar(parameter),
            help=listing.described(parameter, choices=False),
            show_default=False,
            autocompletion=complete,
        ),
    ]


def _choices(parameter: Parameter) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word, _ in parameter.choices if word.startswith(incomplete)]

    return complete


def _help(ready: ReadyQuery) -> str:
    return "\n\n".join(_paragraphs(ready))


def _paragraphs(ready: ReadyQuery) -> Iterator[str]:
    yield f"{ready.title.rstrip('.')}."
    yield " ".join(ready.answers.split()) or f"SPARQL of {ready.path}, whose header says no more of it."
    if ready.columns:
        columns = [*((column.name, " ".join(column.help.split())) for column in ready.columns), *_told(ready)]
        width = max(len(name) for name, _ in columns)
        yield "\n".join(["Columns:", *(f"  {name:{width}}  {help_}" for name, help_ in columns)])
    yield f"Example:\n  {ready.example or f'kgbuild ask {ready.name}'}"
    yield _EXIT_CODES


def _told(ready: ReadyQuery) -> Iterator[tuple[str, str]]:
    """Yield the columns that an answer with evidence has besides those of the header."""
    from kgbuild.query.evidence import LAST_DATE, MORE, is_foldable

    if is_foldable([column.name for column in ready.columns]):
        yield MORE, "how many further sentences state the same; --all-evidence gives each a row"
        yield LAST_DATE, "the date of the last article that states it"


def ask(
    ctx: typer.Context,
    store: options.Store = None,
    queries: options.Queries = None,
    output: options.Answer = None,
) -> None:
    """Ask the graph a ready question; without a name, list them.

    Each question has options and a help of its own. Names match loosely; where several fit, they are listed.
    What stands under several names is asked about by giving its option again, as NAME* (all that have these
    words in their name), or with --parts. What several sentences state is one row.
    Dates are YYYY-MM-DD; a year or a month will do for --since and --until.

    Examples:
      kgbuild ask
      kgbuild ask who-led --help
      kgbuild ask who-led --queries my-questions --format markdown

    Exit codes:
      0  it is answered
      1  they are listed, but some files cannot be read: see the messages
      2  a parameter, a question's file or a setting is wrong
      4  there is no store, or it is damaged
      5  no such question; or a name fits nothing, or several things
    """
    ctx.meta[_BEFORE] = {"store": store, "output": output}
    if ctx.invoked_subcommand is None:
        listing.print_questions(load_settings(store=store, queries=queries).queries, output)


commands = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    cls=QuestionCommands,
    invoke_without_command=True,
    subcommand_metavar="QUESTION [OPTIONS]",
)
"""`kgbuild ask` and the questions below it."""
commands.callback()(telling_errors(ask))
