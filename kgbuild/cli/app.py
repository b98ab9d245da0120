"""The command line's frame: its commands, its global options, and how it starts."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

import kgbuild
from kgbuild.cli.command import preformatted, telling_errors

HELP = """Turn news articles into a knowledge graph whose every fact carries the words that state it.

Start with:
  kgbuild build data/articles      read the sample articles into ./kg
  kgbuild ask who-led              ask the graph a ready question
  kgbuild ask                      see which there are

Exit codes, the same for every command:
  0  all went well                      5    nothing of that name, or several
  1  done, with findings: see messages  6    a figure is below the bar that is set
  2  wrong usage, query or setting      70   an error in kgbuild itself
  3  nothing could be read              130  stopped by Ctrl-C
  4  the store is locked or damaged
"""


COMMANDS = (
    *("build", "ask", "who", "show", "between", "near", "timeline", "search", "dossier", "plot"),
    *("query", "explain", "export", "serve", "check", "evaluate", "remove"),
)
"""The commands in the order in which a user meets them, each the module of its name."""


class Modules(Mapping[str, TyperCommand | TyperGroup]):
    """The commands by name: the module of each is loaded when it is looked up."""

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in COMMANDS:
            raise KeyError(name)
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """The commands in the order in which a user meets them; only the one that is called is loaded."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Modules()  # type: ignore[assignment]  # nothing is added to them


@cache
def _command(name: str) -> TyperCommand | TyperGroup:
    module = import_module(f"kgbuild.cli.{name}")
    if hasattr(module, "commands"):
        made = typer.main.get_command(module.commands)
    else:
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(telling_errors(getattr(module, name)))
        made = typer.main.get_command(alone)
    assert isinstance(made, (TyperCommand, TyperGroup))
    made.name = name
    return made


app = typer.Typer(
    name="kgbuild",
    cls=Commands,
    help=preformatted(HELP),
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts twice as fast, and reads the same in a pipe
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kgbuild {kgbuild.__version__}")
        raise typer.Exit


@app.callback()
def kgbuild_options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """Set up what all commands share."""
    if debug:
        logging.basicConfig(stream=sys.stderr, format="debug: %(name)s: %(message)s")
        logging.getLogger("kgbuild").setLevel(logging.DEBUG)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # file names need not be valid text
    app(prog_name="kgbuild")
